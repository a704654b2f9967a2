package summarize

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"tarjuma/internal/check"
	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/news"
)

// What is found of a brief while it is made, beside news.BriefRefused, news.BriefSection and what package check holds against a
// finished one.
const (
	checkLanguage = "brief.language" // is in another script
	checkTags     = "brief.tags"     // holds the tags of inline markup
	checkEmpty    = "brief.empty"
	checkPoints   = "brief.points" // more of them than asked for
	checkLength   = "brief.length"
	checkWindow   = "brief.window"   // quotes of sections that there was no room for
	checkFallback = "brief.fallback" // another model, because the first one refused
)

// slack is how much longer than asked for a brief may be, in percent of the words asked for.
const slack = 15

// answer is what a model is to answer with.
type answer struct {
	Seen       []seen      `json:"seen"`
	Facts      []news.Fact `json:"facts"`
	Points     []claim     `json:"points"`
	Headline   claim       `json:"headline"`
	Standfirst claim       `json:"standfirst"`
}

type seen struct {
	Segment string `json:"segment"`
	Start   string `json:"start"`
}

// claim is a sentence as a model wrote it, with the segments that it says bear it out.
type claim struct {
	Text     string   `json:"text"`
	Evidence []string `json:"evidence"`
}

// judge holds the answers to a question against the article.
type judge struct {
	language *lang.Language
	script   *unicode.RangeTable
	question *question
	all      []news.Segment    // of the article
	texts    map[string]string // of what was sent, or quoted, by id, without tags
}

func newJudge(w *walker, q *question) *judge {
	j := &judge{
		language: w.language, script: w.language.RangeTable(), question: q, all: w.article.Segments, texts: map[string]string{},
	}
	for _, s := range q.segments {
		j.texts[s.ID] = news.WithoutTags(s.Text)
	}
	for _, f := range q.facts {
		j.texts[f.Segment] = news.WithoutTags(w.text(f.Segment))
	}
	return j
}

// opinionOf judges a reply.
func (j *judge) opinionOf(reply llm.Reply) *opinion {
	o := &opinion{question: j.question, reply: reply}
	var a answer
	switch {
	case reply.Refusal != "" || reply.Finish == llm.FinishContentFilter:
		o.refused, o.unusable = true, reply.Refusal
		if o.unusable == "" {
			o.unusable = "its content filter gave no reason"
		}
		return o
	case reply.Finish == llm.FinishLength:
		o.unusable = "the answer was cut off at the output limit"
		return o
	case reply.Finish != llm.FinishStop:
		o.unusable = fmt.Sprintf("the answer ended before it was whole (%s)", reply.Finish)
		return o
	}
	if err := reply.Decode(&a); err != nil {
		o.unusable, o.err = "the answer is not the JSON object asked for", err
		return o
	}
	o.unseen = j.unseen(a.Seen)
	for _, f := range a.Facts {
		o.facts = append(o.facts, j.fact(f))
	}
	if j.question.section {
		return o
	}
	o.headline, o.standfirst = j.sentence(a.Headline), j.sentence(a.Standfirst)
	for _, p := range a.Points {
		o.points = append(o.points, j.sentence(p))
	}
	o.words = j.length(a)
	o.tooLong = o.words*100 > j.question.words*(100+slack)
	return o
}

// unseen gives the anchors that the reply does not show.
func (j *judge) unseen(shown []seen) []string {
	var missing []string
	for _, id := range j.question.anchors() {
		if !slices.ContainsFunc(shown, func(s seen) bool { return s.Segment == id && begins(s.Start, j.texts[id]) }) {
			missing = append(missing, id)
		}
	}
	return missing
}

// length counts the words of a brief. Points beyond those asked for are not part of it.
func (j *judge) length(a answer) int {
	words := news.Words(a.Headline.Text) + news.Words(a.Standfirst.Text)
	for _, p := range a.Points[:min(len(a.Points), j.question.points)] {
		words += news.Words(p.Text)
	}
	return words
}

// sentence judges a sentence of the brief.
func (j *judge) sentence(c claim) verdict {
	v := verdict{text: strings.TrimSpace(c.Text), evidence: c.Evidence}
	if news.Words(v.text) == 0 {
		v.flaw(checkEmpty, "it has no words")
		return v
	}
	if !j.inLanguage(v.text) {
		v.flaw(checkLanguage, "it is not written in "+j.language.Name)
	}
	if news.TagProblems("", v.text) != nil {
		v.flaw(checkTags, "it holds a markup tag")
	}
	evidence, unknown := j.cited(c.Evidence)
	switch {
	case len(c.Evidence) == 0:
		v.flaw(check.BriefEvidence, "it cites no segment")
		return v
	case len(unknown) > 0:
		v.flaw(check.BriefEvidence, j.whyUnknown(unknown))
		return v // what its numbers rest on is not known
	}
	missing, _ := check.MissingNumbers(v.text, evidence, j.language)
	for _, n := range missing {
		v.flaw(check.BriefNumber, fmt.Sprintf("the number “%s” does not stand in %s", n.Text, strings.Join(c.Evidence, ", ")))
	}
	for _, q := range check.InventedQuotes(v.text, evidence) {
		v.flaw(check.BriefQuoted, fmt.Sprintf("“%s” stands in quotation marks and is not said in %s", v.text[q.Start:q.End], strings.Join(c.Evidence, ", ")))
	}
	return v
}

// cited gives the texts of the segments cited, and the ids that there are no segments for.
func (j *judge) cited(ids []string) (texts, unknown []string) {
	for _, id := range ids {
		if text, known := j.texts[id]; known {
			texts = append(texts, text)
		} else {
			unknown = append(unknown, id)
		}
	}
	return texts, unknown
}

// whyUnknown says what is wrong with ids that there are no texts for: the article may have them all the same.
func (j *judge) whyUnknown(ids []string) string {
	var absent []string
	for _, id := range ids {
		if !slices.ContainsFunc(j.all, func(s news.Segment) bool { return s.ID == id }) {
			absent = append(absent, id)
		}
	}
	if absent == nil {
		return "nothing was shown of " + strings.Join(ids, ", ")
	}
	return "the article has no segment " + strings.Join(absent, ", ")
}

// inLanguage tells whether at least half of a text's letters are of the language's script. Names and abbreviations stand in
// other letters in good text too.
func (j *judge) inLanguage(text string) bool {
	own, all := 0, 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			all++
			if unicode.Is(j.script, r) {
				own++
			}
		}
	}
	return 2*own >= all
}

// fact judges a quote. Tags are no part of what is quoted, on either side.
func (j *judge) fact(f news.Fact) verdict {
	v := verdict{text: news.WithoutTags(f.Quote), evidence: []string{f.Segment}}
	text, known := j.texts[f.Segment]
	switch {
	case !known:
		v.flaw(check.BriefEvidence, j.whyUnknown([]string{f.Segment}))
	case !check.QuoteStands(v.text, text):
		reason := "it does not stand word for word in " + f.Segment
		for _, s := range j.all {
			if check.QuoteStands(v.text, j.texts[s.ID]) {
				reason += ", but in " + s.ID
				break
			}
		}
		v.flaw(check.BriefQuote, reason)
	}
	return v
}
