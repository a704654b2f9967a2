package summarize

import (
	"cmp"
	"context"
	"math/bits"
	"slices"

	"tarjuma/internal/llm"
	"tarjuma/internal/news"
)

// Looking for what set off a refusal takes two requests a halving, so 2·log2(n) of n segments for one that stands alone. There
// are enough for three such; what is not told apart by then is left out together. Of an article of which all quarters are
// refused the provider refuses the matter and not a segment, and nothing more is asked.
const (
	searchHalving = 2
	searchesMade  = 3
	quarters      = 4
)

func searchLimit(segments int) int { return searchesMade * searchHalving * bits.Len(uint(segments-1)) }

// gather asks the sections for their facts in a round. One that is refused is asked again in halves, until each has facts,
// has failed, or is a segment that is refused by itself.
func (w *walker) gather(ctx context.Context, round int) (t trail, err error) {
	for {
		var open []*part
		for _, s := range w.sections {
			if s.open(round) {
				open = append(open, s)
			}
		}
		if len(open) == 0 {
			return t, nil
		}
		asked, err := w.askAtOnce(ctx, round, open)
		t.add(asked)
		if err != nil {
			return t, err
		}
		w.halveRefused()
		if _, final := w.tooLittle(); final {
			return t, nil
		}
	}
}

// halveRefused puts halves in the place of the sections that were refused, as long as requests for them are left.
func (w *walker) halveRefused() {
	if len(w.sections) >= quarters && !slices.ContainsFunc(w.sections, func(s *part) bool { return s.best != nil || s.refusal == "" }) {
		return
	}
	var sections []*part
	for _, s := range w.sections {
		if s.best != nil || s.refusal == "" || len(s.question.segments) < 2 || w.searches < searchHalving {
			sections = append(sections, s)
			continue
		}
		sections = append(sections, w.halves(s.question.segments)...)
	}
	w.sections = sections
}

// halves asks for the facts of each half of some segments. The fallback refused them together already.
func (w *walker) halves(segments []news.Segment) []*part {
	w.searches -= searchHalving
	middle := (len(segments) + 1) / 2
	first, second := w.newPart(w.sectionOf(segments[:middle])), w.newPart(w.sectionOf(segments[middle:]))
	first.fallback, second.fallback = "", ""
	return []*part{first, second}
}

// gaps are the sections that gave no facts; of those, only the refused where the rest is sent as it is.
func (w *walker) gaps() []gap {
	var gaps []gap
	for _, s := range w.sections {
		switch {
		case s.best != nil:
		case s.refusal != "":
			gaps = append(gaps, gap{s.question.segments, &Failed{Reason: s.refusal, Refused: true}})
		case w.stage != rest:
			gaps = append(gaps, gap{s.question.segments, s.failure})
		}
	}
	return gaps
}

// tooLittle gives the reason why no brief may rest on what could be read: a server cut what it was sent, or it is less than
// half of the article. It is final where the provider refused that much.
func (w *walker) tooLittle() (reason error, final bool) {
	var refusal, failure error
	refused, unread := 0, 0
	for _, g := range w.gaps() {
		words := wordsOf(g.segments)
		unread += words
		switch {
		case isFault(g.why, llm.ContextCut):
			return g.why, false
		case g.refused():
			refused += words
			refusal = cmp.Or(refusal, g.why)
		default:
			failure = cmp.Or(failure, g.why)
		}
	}
	all := wordsOf(w.segments)
	switch {
	case refused*2 > all:
		return refusal, true
	case unread*2 > all:
		return failure, false
	}
	return nil, false
}
