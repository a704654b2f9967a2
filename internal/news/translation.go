package news

// Origin says where a target came from.
type Origin string

// The origins. Copied is a block without a word to translate.
const (
	FromModel  Origin = "model"
	FromMemory Origin = "memory"
	FromHuman  Origin = "human"
	Copied     Origin = "copied"
)

// Fix is a change that a check made to a target, by name.
type Fix struct {
	Check  string `json:"check"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// Pair is a source segment and its translation. A segment without one has an empty Target and the reason in Fault.
// Attempts counts how often the model was asked for it. Accepted lists the checks, or groups of them, whose findings a person
// has accepted.
type Pair struct {
	ID       string   `json:"id"`
	Source   string   `json:"source"`
	Target   string   `json:"target"`
	Origin   Origin   `json:"origin"`
	Attempts int      `json:"attempts"`
	Fixes    []Fix    `json:"fixes"`
	Fault    string   `json:"fault"`
	Accepted []string `json:"accepted,omitempty"`
}

// Name is a name in the source and how a translation writes it.
type Name struct {
	Source string `json:"source"`
	Target string `json:"target"`
}

// What a translation is a translation of.
const (
	OfArticle = "article"
	OfBrief   = "brief"
)

// Translation is an article or a brief in one language, a pair for every segment, in reading order.
// Lang is tarjuma's own code (prs), Tag the BCP 47 tag (fa-AF).
type Translation struct {
	Lang  string `json:"lang"`
	Tag   string `json:"tag"`
	Of    string `json:"of"`
	Names []Name `json:"names"`
	Pairs []Pair `json:"pairs"`
	Made  Made   `json:"made"`
}

// Failed gives the pairs that have no target.
func (t *Translation) Failed() []Pair {
	var failed []Pair
	for _, p := range t.Pairs {
		if p.Fault != "" {
			failed = append(failed, p)
		}
	}
	return failed
}
