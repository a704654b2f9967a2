package translate

import (
	"fmt"
	"math"
	"strings"

	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/news"
	"tarjuma/prompts"
)

// The output limit of a request, in estimated tokens: twice what the text should need in the target language, and an
// allowance for the reply as such and for the id and the anchor of each segment.
const (
	limitGrowth  = 2
	limitReply   = 64
	limitSegment = 40
)

// neighbourWords is how much of a neighbouring block a request shows.
const neighbourWords = 60

// data is the JSON object of a request. The order of its keys is a contract: what the requests of one article and
// language have in common stands first, so that a provider's prefix cache holds it. Empty fields are left out.
type data struct {
	Task       string        `json:"task"`
	TargetLang string        `json:"target_lang"`
	Context    *surroundings `json:"context,omitempty"`
	Segments   []question    `json:"segments"`
}

// surroundings is what a model is shown to read and not to answer.
type surroundings struct {
	Headline string      `json:"headline,omitempty"`
	Names    []news.Name `json:"names,omitempty"`
	Before   []string    `json:"before,omitempty"`
	After    []string    `json:"after,omitempty"`
}

// question is one unit. Previous and Problems are those of the answer before, when it is asked again.
type question struct {
	ID       string   `json:"id"`
	Text     string   `json:"text"`
	Previous string   `json:"previous,omitempty"`
	Problems []string `json:"problems,omitempty"`
}

// writer writes the requests of one article and language.
type writer struct {
	prompt   *prompts.Prompt
	model    string
	from, to *lang.Language
	window   int          // tokens; 0 where it is not known
	headline string       // without tags
	units    []*unit      // all of the article
	kept     map[int]bool // by place: units that are not asked for, because their translation is known
	naming   *naming      // the names in them
}

// request asks for the items, which are in reading order. When it is bare, no more of the article is shown than they,
// and how their names are written.
// What does not fit the window is left out, in the order of shapes; fits says whether that was enough.
func (w *writer) request(items []*item, round int, bare bool) (req llm.Request, fits bool, err error) {
	for _, s := range shapes(bare) {
		req, err = w.write(items, round, s)
		if err != nil || w.fits(req) {
			return req, err == nil, err
		}
	}
	return req, false, nil
}

// write writes a request in a shape.
func (w *writer) write(items []*item, round int, s shape) (llm.Request, error) {
	d := data{Task: prompts.Translate, TargetLang: w.to.Code, Context: w.surroundings(items, s)}
	tokens := 0
	for _, it := range items {
		tokens += llm.Tokens(it.unit.text)
		q := question{it.unit.id, it.unit.text, it.previous, it.problems}
		if !s.previous {
			q.Previous = ""
		}
		d.Segments = append(d.Segments, q)
	}
	system, user, err := w.prompt.Render(w.vars(), d)
	if err != nil {
		return llm.Request{}, err
	}
	need := float64(tokens) * w.to.Growth / w.from.Growth
	return llm.Request{
		Model:       w.model,
		Messages:    []llm.Message{{Role: "system", Content: system}, {Role: "user", Content: user}},
		Schema:      llm.Schema{Name: prompts.Translate, JSON: w.prompt.Schema},
		Temperature: w.prompt.Temperature,
		Round:       round,
		MaxTokens:   int(math.Ceil(need*limitGrowth)) + limitReply + limitSegment*len(items),
		Label:       fmt.Sprintf("%s %s %s", prompts.Translate, w.to.Code, labelOf(items)),
		Lasting:     isTooMuch,
	}, nil
}

// vars is what a template may know of the target language.
func (w *writer) vars() prompts.Vars {
	return prompts.Vars{
		Language: w.to.Name, OwnName: w.to.OwnName, Tag: w.to.Tag, Description: w.to.Description, Style: w.to.Style,
	}
}

// surroundings gives what is shown beside the items in a shape, or nil if there is nothing: the headline and the neighbours
// of the first and the last, and the names in them all.
func (w *writer) surroundings(items []*item, shape shape) *surroundings {
	var s surroundings
	if shape.names {
		s.Names = w.naming.in(items)
	}
	if shape.around {
		s.Headline = w.headline
		first, last := items[0].unit.place, items[len(items)-1].unit.place
		if first > 0 {
			s.Before = w.neighbour(w.units[first-1], true)
		}
		for i := 1; i < len(items); i++ {
			before, after := w.between(items[i-1].unit.place, items[i].unit.place)
			s.Before, s.After = append(s.Before, before...), append(s.After, after...)
		}
		if last+1 < len(w.units) {
			s.After = append(s.After, w.neighbour(w.units[last+1], false)...)
		}
	}
	if s.Headline == "" && s.Names == nil && s.Before == nil && s.After == nil {
		return nil
	}
	return &s
}

// between gives what is shown of the units between two that are asked for: where they are known already, what stands right before
// the second one and, if that is another, right after the first. What is only asked elsewhere is not shown.
func (w *writer) between(first, second int) (before, after []string) {
	if second <= first+1 || !w.kept[first+1] || !w.kept[second-1] {
		return nil, nil
	}
	if second > first+2 {
		after = w.neighbour(w.units[first+1], false)
	}
	return w.neighbour(w.units[second-1], true), after
}

// neighbour gives the whole sentences at the end, or at the beginning, of a unit that are at most neighbourWords
// long together, without tags: those are for what is to be answered. The headline is no neighbour: every request shows
// it already.
func (w *writer) neighbour(u *unit, atEnd bool) []string {
	if u.plain == w.headline {
		return nil
	}
	if u.words <= neighbourWords {
		return []string{u.plain}
	}
	sentences := news.Sentences(u.plain, w.from.Abbreviations)
	words, taken := 0, 0
	for taken < len(sentences) {
		next := sentences[taken]
		if atEnd {
			next = sentences[len(sentences)-1-taken]
		}
		if words += news.Words(next); words > neighbourWords {
			break
		}
		taken++
	}
	if taken == 0 {
		return nil
	}
	if atEnd {
		sentences = sentences[len(sentences)-taken:]
	} else {
		sentences = sentences[:taken]
	}
	return []string{strings.TrimSpace(strings.Join(sentences, ""))}
}

// labelOf names items for the reader of a store: "s1…s4, s7".
func labelOf(items []*item) string {
	var runs []string
	for i := 0; i < len(items); {
		end := i + 1
		for end < len(items) && items[end].unit.place == items[end-1].unit.place+1 {
			end++
		}
		run := items[i].unit.id
		if end-i > 1 {
			run += "…" + items[end-1].unit.id
		}
		runs = append(runs, run)
		i = end
	}
	return strings.Join(runs, ", ")
}
