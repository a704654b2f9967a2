package translate

import (
	"strings"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// answer is the reply that a translate prompt asks for.
type answer struct {
	Segments []entry `json:"segments"`
}

// entry is one segment of a reply, as the model wrote it. Start is the anchor: the words that the source begins with.
type entry struct {
	ID    string `json:"id"`
	Start string `json:"start"`
	Text  string `json:"text"`
}

// verdict is what came back for a unit and what is wrong with it, in words that both the model and a reader of the
// document are given. Without problems the text is its translation.
type verdict struct {
	text     string
	problems []string
}

// The problems. They speak of "the answer" and name nothing of the model's own words, so that these reach no prompt.
const (
	problemMissing    = "no answer was given for it"
	problemStray      = "no answer was given for it, but for ids that were not asked for"
	problemTwice      = "more than one answer was given for it"
	problemEmpty      = "the answer had no text"
	problemAnchor     = "the start in the answer is not the first three words of this segment, so the text may belong to another one"
	problemEcho       = "the answer repeated the source and did not translate it"
	problemScript     = "the answer is not written in the letters of the target language"
	problemMerged     = "the answer for the segment after this one is lost, so this text may hold both"
	problemSplit      = "the answer seems to be cut in two under two ids, so this text may be only a part"
	problemNotJSON    = "the reply was not the JSON object that was asked for"
	problemUnfinished = "the reply did not end as a whole one does"
)

// judge compares a reply with the units that were asked for, in the order they were asked for: ids, anchors, and
// whether there is a translation at all. Nothing is inferred from the order of the entries.
type judge struct {
	from, to       *lang.Language
	source, target alphabet
}

func newJudge(from, to *lang.Language) *judge {
	return &judge{from: from, to: to, source: alphabetOf(from), target: alphabetOf(to)}
}

func (j *judge) judge(entries []entry, units []*unit) []verdict {
	r := newReading(entries, units)
	verdicts := make([]verdict, len(units))
	for i, u := range units {
		verdicts[i] = j.one(r, u)
	}
	for i := range r.merged() {
		verdicts[i].problems = append(verdicts[i].problems, problemMerged)
	}
	for i := range r.split() {
		verdicts[i].problems = append(verdicts[i].problems, problemSplit)
	}
	return verdicts
}

// one judges what came back under the unit's own id.
func (j *judge) one(r *reading, u *unit) verdict {
	own := r.own[u.id]
	switch {
	case len(own) == 0 && r.strays:
		return verdict{problems: []string{problemStray}}
	case len(own) == 0:
		return verdict{problems: []string{problemMissing}}
	case len(own) > 1:
		return verdict{problems: []string{problemTwice}}
	}
	e := r.entries[own[0]]
	v := verdict{text: e.Text}
	if !anchored(u, r.starts[own[0]]) {
		v.problems = append(v.problems, problemAnchor)
	}
	if problem := j.untranslated(u, e.Text); problem != "" {
		v.problems = append(v.problems, problem)
	} else {
		v.problems = append(v.problems, news.TagProblems(u.text, e.Text)...)
	}
	return v
}

// anchored says whether a folded anchor is that of the unit: its letters begin the unit's, and are at least those of
// its first three words or of all it has.
func anchored(u *unit, start string) bool {
	return len(start) >= len(u.begin) && strings.HasPrefix(u.letters, start)
}

// sameScriptWords is how long a segment may be and still read the same in two languages of one script: a name, a
// signature, a label. In other scripts only a single word may stay as it is (BBC), and only in Latin letters.
const sameScriptWords = 3

// untranslated says what shows that a text is no translation of the unit, or "". Tags are passed over.
func (j *judge) untranslated(u *unit, text string) string {
	plain := news.WithoutTags(text)
	if strings.TrimSpace(plain) == "" {
		return problemEmpty
	}
	if j.from.Code == j.to.Code || !j.source.in(u.letters) {
		return "" // nothing in it is in the source's own letters: a foreign name may stay as it is
	}
	folded := news.Letters(plain)
	same := folded == u.letters
	if j.from.Script == j.to.Script {
		if same && u.words > sameScriptWords {
			return problemEcho
		}
	} else if same && u.words == 1 && j.from.Script == "Latn" {
		return ""
	} else if same {
		return problemEcho
	}
	if !j.target.in(folded) {
		return problemScript
	}
	return ""
}

// reading is a reply laid beside the units that were asked for.
type reading struct {
	entries []entry
	units   []*unit
	starts  []string         // the entries' anchors, folded
	texts   []bool           // whether the entries say anything
	own     map[string][]int // the entries of each unit's id
	strays  bool             // there are entries for ids that were not asked for
}

func newReading(entries []entry, units []*unit) *reading {
	r := &reading{entries: entries, units: units, own: make(map[string][]int, len(units))}
	for _, u := range units {
		r.own[u.id] = nil
	}
	r.starts, r.texts = make([]string, len(entries)), make([]bool, len(entries))
	for i, e := range entries {
		r.texts[i] = strings.TrimSpace(news.WithoutTags(e.Text)) != ""
		r.starts[i] = news.Letters(e.Start)
		if _, asked := r.own[e.ID]; asked {
			r.own[e.ID] = append(r.own[e.ID], i)
		} else {
			r.strays = true
		}
	}
	return r
}

// merged gives the units whose text may hold the next one's too. A model that runs two segments together anchors the
// text rightly with the first; the second's is then lost: under no id is there a text that is anchored with it.
func (r *reading) merged() map[int]bool {
	suspects := map[int]bool{}
	holder := -1
	for i := range r.units {
		if !r.lost(i) {
			holder = i
		} else if holder >= 0 {
			suspects[holder] = true
		}
	}
	return suspects
}

// lost says whether a unit's text stands nowhere in the reply. A wrong anchor that is no other unit's is a slip of
// the model, not a loss: its text is judged by that alone.
func (r *reading) lost(i int) bool {
	u := r.units[i]
	for e, start := range r.starts {
		if anchored(u, start) && r.texts[e] {
			return false
		}
	}
	for _, e := range r.own[u.id] {
		if r.texts[e] && r.unitOf(r.starts[e]) < 0 {
			return false
		}
	}
	return true
}

// unitOf gives the unit that a folded anchor is of, or -1. There is no more than one: no two units of a request
// begin alike.
func (r *reading) unitOf(start string) int {
	for i, u := range r.units {
		if anchored(u, start) {
			return i
		}
	}
	return -1
}

// split gives the units whose text may be only a part: there is a text that is anchored in their midst.
func (r *reading) split() map[int]bool {
	suspects := map[int]bool{}
	for e, start := range r.starts {
		if start == "" || r.unitOf(start) >= 0 {
			continue
		}
		for i, u := range r.units {
			if u.id != r.entries[e].ID && strings.Index(u.letters, start) > 0 {
				suspects[i] = true
			}
		}
	}
	return suspects
}
