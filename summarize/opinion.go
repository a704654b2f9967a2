package summarize

import (
	"fmt"
	"strings"

	"tarjuma/internal/llm"
	"tarjuma/internal/news"
)

// opinion is what the judge thinks of one reply.
type opinion struct {
	question *question
	model    string // that was asked
	instead  string // the words with which another model refused before; "": none did
	reply    llm.Reply
	unusable string // why nothing of it can be used; "": it can
	err      error  // the decoder's, where that is why
	refused  bool

	unseen               []string // anchors that it does not show
	headline, standfirst verdict
	points, facts        []verdict
	words                int
	tooLong              bool
}

// verdict is what the judge thinks of one sentence or quote.
type verdict struct {
	text     string
	evidence []string
	flaws    []flaw
}

// flaw is a reason to keep something out.
type flaw struct{ check, reason string }

func (v *verdict) flaw(check, reason string) { v.flaws = append(v.flaws, flaw{check, reason}) }

func (v verdict) stands() bool { return len(v.flaws) == 0 }

// reason joins the flaws into one.
func (v verdict) reason() string {
	reasons := make([]string, len(v.flaws))
	for i, f := range v.flaws {
		reasons[i] = f.reason
	}
	return strings.Join(reasons, "; ")
}

func standing(verdicts []verdict) int {
	n := 0
	for _, v := range verdicts {
		if v.stands() {
			n++
		}
	}
	return n
}

// quotes gives the facts that stand.
func (o *opinion) quotes() []news.Fact {
	facts := []news.Fact{}
	for _, v := range o.facts {
		if v.stands() {
			facts = append(facts, news.Fact{Quote: v.text, Segment: v.evidence[0]})
		}
	}
	return facts
}

// complete tells whether a headline, a standfirst and as many points as were asked for stand.
func (o *opinion) complete() bool {
	return o.headline.stands() && o.standfirst.stands() && standing(o.points) >= o.question.points
}

// quotesNothing tells whether an answer was to give the facts of a section and has none that stands.
func (o *opinion) quotesNothing() bool { return o.question.section && standing(o.facts) == 0 }

// reason says why nothing of the answer can be used.
func (o *opinion) reason() string {
	if o.unusable == "" {
		return "no quote stands in it"
	}
	return o.unusable
}

// faults counts what is wrong. A point that is not there, or does not stand, counts as one more.
func (o *opinion) faults() int {
	n := len(o.headline.flaws) + len(o.standfirst.flaws)
	for _, v := range append(o.points[:len(o.points):len(o.points)], o.facts...) {
		n += len(v.flaws)
	}
	if o.tooLong {
		n++
	}
	if o.question.section {
		return n
	}
	return n + max(0, o.question.points-standing(o.points))
}

// problems says in plain words, for the model, what was wrong with its answer.
func (o *opinion) problems() []string {
	if o.unusable != "" {
		return []string{"It could not be used: " + o.unusable + ". Answer with the whole JSON object, and with nothing else."}
	}
	var problems []string
	if o.question.section && len(o.facts) == 0 {
		problems = append(problems, `"facts" has no quote.`)
	}
	if len(o.unseen) > 0 {
		problems = append(problems, `"seen" does not give the first three words of `+strings.Join(o.unseen, ", ")+", copied exactly.")
	}
	note := func(name string, v verdict) {
		if !v.stands() {
			problems = append(problems, fmt.Sprintf("%s (“%s”): %s.", name, v.text, v.reason()))
		}
	}
	for i, v := range o.facts {
		note(fmt.Sprintf("Fact %d", i+1), v)
	}
	for i, v := range o.points {
		note(fmt.Sprintf("Point %d", i+1), v)
	}
	note("Headline", o.headline)
	note("Standfirst", o.standfirst)
	if o.tooLong {
		problems = append(problems, fmt.Sprintf("Headline, standfirst and points have %d words together, which is too many.", o.words))
	}
	return problems
}
