package news

import "time"

// DocumentSchema names the form of a document, for readers of its JSON.
const DocumentSchema = "tarjuma.document/1"

// Severity says how bad a finding is.
type Severity string

// The severities, worst first.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

// The checks whose findings say that a brief does not rest on all of its article: a segment that the provider refused, and a
// section (named by its first segment) that no facts could be had of.
const (
	BriefRefused = "brief.refused"
	BriefSection = "brief.section"
)

// What is said of a person's translations when the article has changed since: one whose segment now has another text, and one whose
// segment is gone.
const (
	HumanSource = "human.source"
	HumanLost   = "human.lost"
)

// LeftOut lists the segments that the document's brief could not rest on, by the findings that say so.
func (d *Document) LeftOut() []Finding {
	var left []Finding
	for _, f := range d.Findings {
		if f.Check == BriefRefused || f.Check == BriefSection {
			left = append(left, f)
		}
	}
	return left
}

// Finding is something a check saw. Lang is that of the text it is about, Segment its id ("": the text as a whole).
// Source and Target are the spots it is about on either side, and Repair the change of the target that is safe to make for it,
// or nil. Those are found anew when a document is checked, and do not stand in it.
type Finding struct {
	Lang     string   `json:"lang"`
	Segment  string   `json:"segment"`
	Check    string   `json:"check"`
	Severity Severity `json:"severity"`
	Message  string   `json:"message"`
	Source   []Spot   `json:"-"`
	Target   []Spot   `json:"-"`
	Repair   *Edit    `json:"-"`
}

// Spot is a place in a segment's text, tags included: the bytes from Start up to End.
type Spot struct {
	Start, End int
}

// Edit puts Text in the place of what stands at the spot.
type Edit struct {
	Spot
	Text string
}

// Tokens is what a model said it read and wrote.
type Tokens struct {
	Prompt     int `json:"prompt"`
	Cached     int `json:"cached"`
	Completion int `json:"completion"`
	Reasoning  int `json:"reasoning"`
}

// Add gives the sum of two counts.
func (t Tokens) Add(u Tokens) Tokens {
	return Tokens{t.Prompt + u.Prompt, t.Cached + u.Cached, t.Completion + u.Completion, t.Reasoning + u.Reasoning}
}

// Parameters is what a request asked of the model beside its messages.
type Parameters struct {
	Temperature *float64 `json:"temperature"`
}

// Made tells how an answer came to be. It is drawn from the stored replies alone, so that a replay gives the same bytes.
// Requests are store keys in the order of the walk; Finish the reasons the replies ended for, in that order;
// Models those that answered, each once, in that order; RepairTokens, which Tokens leave out, those spent on asking again
// for what the checks found errors in; Time and Tool (version) those of the newest reply.
type Made struct {
	Tool         string     `json:"tool"`
	Prompt       string     `json:"prompt"`
	PromptSHA256 string     `json:"prompt_sha256"`
	StyleSHA256  string     `json:"style_sha256"`
	Model        string     `json:"model"`
	Models       []string   `json:"models"`
	Parameters   Parameters `json:"parameters"`
	Requests     []string   `json:"requests"`
	Tokens       Tokens     `json:"tokens"`
	RepairTokens Tokens     `json:"repair_tokens,omitzero"`
	Attempts     int        `json:"attempts"`
	Finish       []string   `json:"finish"`
	Time         time.Time  `json:"time"`
}

// Document is what tarjuma writes: the article as it was read, the brief made of it, the translations, and what the checks saw.
// Brief is nil where none was asked for.
type Document struct {
	Schema       string        `json:"schema"`
	Article      *Article      `json:"article"`
	Brief        *Brief        `json:"brief,omitempty"`
	Translations []Translation `json:"translations"`
	Findings     []Finding     `json:"findings"`
}
