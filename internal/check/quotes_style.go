package check

import (
	"fmt"
	"strings"

	"tarjuma/internal/news"
)

// wantedStyle gives the marks that the settings ask for.
func wantedStyle(m *materials) quoteStyle {
	switch m.settings.Quotes {
	case "straight":
		return straight
	case "curly":
		return curly
	case "native":
		mark, _ := quoteMarkAt(m.to.Punctuation.QuoteOpen, 0)
		return mark.style
	}
	return styles
}

// findStyle tells the double marks of a text that are not those wanted. Where all of them pair off, they are mended.
func (q *quotesInspector) findStyle(t *text, marks []quoteMark, r *report) {
	turns, paired := pairOff(marks)
	for i, m := range marks {
		if m.single || m.style == q.wanted || t.isGuarded(m.start, m.end) {
			continue
		}
		spot := t.spot(m.start, m.end)
		f := r.find("quote.style", spots{target: one(spot)}, "“%s” is not a mark of the wanted kind, %v", t.plain[m.start:m.end], q.wanted)
		if paired {
			f.Repair = &news.Edit{Spot: spot, Text: markOf(q.wanted, turns[i])}
		}
	}
}

// pairOff gives each double mark its turn, opening and closing ones by turns, and tells whether that agrees with all that
// is known of them.
func pairOff(marks []quoteMark) (turns []turn, paired bool) {
	turns = make([]turn, len(marks))
	next := opens
	for i, m := range marks {
		if m.single {
			continue
		}
		if m.turn != either && m.turn != next {
			return nil, false
		}
		turns[i] = next
		next = opens + closes - next
	}
	return turns, next == opens
}

func markOf(s quoteStyle, t turn) string {
	return [...][2]string{straight: {`"`, `"`}, curly: {"“", "”"}, angled: {"«", "»"}}[s][t-opens]
}

// survey tells of quotations that are left open, and of several kinds of marks in one document.
func (q *quotesInspector) survey(d *document, r *report) {
	q.findUnbalanced(d, r)
	if q.wanted != styles {
		return
	}
	var all [styles]int
	for _, p := range d.pairs {
		for s, n := range quotesOf(&p.target).styles {
			all[s] += n
		}
	}
	var parts []string
	for s, n := range all {
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%v (%s)", quoteStyle(s), counted(n, "mark")))
		}
	}
	if len(parts) > 1 {
		r.find("quote.style", spots{}, "the text mixes kinds of quotation marks: %s", strings.Join(parts, ", "))
	}
}

// findUnbalanced tells the segments in which only the translation has an odd number of marks. It may make up for a neighbour in which only
// one side has one: then the quotation ends a paragraph earlier or later.
func (q *quotesInspector) findUnbalanced(d *document, r *report) {
	var waiting *pair
	before := -1 // where it stands in the document
	tell := func() {
		if waiting != nil && quotesOf(&waiting.target).double%2 != 0 {
			f := r.findIn(waiting, "quote.unbalanced", spots{target: markSpots(&waiting.target, quoteMarks(&waiting.target, nil))},
				"a quotation of the translation is opened and not closed, or closed and not opened, unlike in the source")
			f.Severity = q.severity
		}
		waiting = nil
	}
	for i, p := range d.pairs {
		if !isTranslated(p) || !isOdd(p) {
			continue
		}
		if waiting != nil && before == i-1 {
			waiting = nil
			continue
		}
		tell()
		waiting, before = p, i
	}
	tell()
}

// isOdd tells whether just one side of a pair has an odd number of double marks.
func isOdd(p *pair) bool {
	if (p.source.kinds|p.target.kinds)&quote == 0 {
		return false
	}
	source := quotesOf(&p.source)
	target := quotesOf(&p.target)
	wanted := source.double
	if wanted == 0 {
		wanted = source.single // the translation may write them as double marks
	}
	return wanted%2 != target.double%2
}
