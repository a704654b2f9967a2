package summarize

import (
	"strings"

	"tarjuma/internal/news"
)

// quoteRoom is what a quote takes of the window, in estimated tokens: some twenty words, and the JSON round them.
const quoteRoom = 60

// sent asks for the brief of all that the provider does not refuse, as it stands.
func (w *walker) sent() *question {
	q := &question{segments: w.segments, words: w.Words, gaps: w.gaps()}
	if len(q.gaps) > 0 {
		var without []string
		for _, g := range q.gaps {
			without = append(without, span(g.segments))
		}
		q.about, q.segments = "without "+strings.Join(without, ", "), outside(w.segments, q.gaps)
	}
	q.points = pointsOf(q.segments, w.Points)
	return q
}

// outside gives the segments that are in no gap.
func outside(segments []news.Segment, gaps []gap) []news.Segment {
	left := map[string]bool{}
	for _, g := range gaps {
		for _, s := range g.segments {
			left[s.ID] = true
		}
	}
	var kept []news.Segment
	for _, s := range segments {
		if !left[s.ID] {
			kept = append(kept, s)
		}
	}
	return kept
}

// merged asks for the brief that the facts of the sections make, with the first segments of the article as far as there is
// room for them, or with no more than its headline. Where there is no room for all facts, each section gives its first ones.
func (w *walker) merged(headlineOnly bool) (*question, error) {
	q := &question{about: "from its facts", words: w.Words, gaps: w.gaps()}
	read := outside(w.segments, q.gaps)
	q.points = pointsOf(read, w.Points)
	if err := w.addFacts(q); err != nil {
		return nil, err
	}
	if headlineOnly {
		read = read[:min(1, len(read))]
		if len(read) > 0 && read[0].Kind != news.Title {
			read = nil
		}
	}
	return q, w.addSegments(q, read)
}

// addFacts gives a question the facts of the sections, in order, the same number of each where not all fit.
func (w *walker) addFacts(q *question) error {
	var sections [][]news.Fact
	most, all := 0, 0
	for _, s := range w.sections {
		if s.best != nil {
			sections = append(sections, s.best.quotes())
			most, all = max(most, standing(s.best.facts)), all+standing(s.best.facts)
		}
	}
	for each := most; each > 0; each-- {
		q.facts = nil
		for _, facts := range sections {
			q.facts = append(q.facts, facts[:min(each, len(facts))]...)
		}
		if fits, err := w.fits(q, nil); fits || err != nil {
			q.unsent = all - len(q.facts)
			return err
		}
	}
	need, err := w.need(q, nil)
	if err != nil {
		return err
	}
	return w.full("a brief from one quote of each section takes", need)
}

// addSegments gives a question segments as long as there is room for them.
func (w *walker) addSegments(q *question, segments []news.Segment) error {
	room, err := w.roomFor(q)
	if err != nil {
		return err
	}
	for _, s := range segments {
		cost, err := w.cost(s)
		if err != nil {
			return err
		}
		if room -= cost; room < 0 {
			break
		}
		q.segments = append(q.segments, s)
	}
	return nil
}
