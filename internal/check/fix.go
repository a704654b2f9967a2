package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tarjuma/internal/news"
)

// mostPasses bounds how often a text is looked at anew after it was mended: one edit may make room for the next. Edits that
// reach over one another are made one a pass, so there are more passes than rules that mend.
const mostPasses = 40

// Fix makes the edits of a unit's target that its findings say are safe, and lists them in order: for each word, or run of words, that
// is another now, the rules (parted by commas), and what stood there before and what stands there after. What is mended once is not mended
// again: Fix of what it gives changes nothing.
func (c *Checker) Fix(u Unit) (target string, fixes []news.Fix) {
	m := mending{before: u.Target, text: u.Target}
	for range mostPasses {
		edits := c.edits(u)
		if len(edits) == 0 {
			break
		}
		m.apply(edits)
		u.Target = m.text
	}
	return m.text, m.list()
}

// edits gives the edits of a unit's findings that do not touch one another, in order.
func (c *Checker) edits(u Unit) []news.Finding {
	found := c.Check(Text{Units: []Unit{u}, Alone: true})
	found = slices.DeleteFunc(found, func(f news.Finding) bool { return f.Repair == nil })
	slices.SortStableFunc(found, func(a, b news.Finding) int { return a.Repair.Start - b.Repair.Start })
	end := -1
	return slices.DeleteFunc(found, func(f news.Finding) bool {
		if f.Repair.Start < end {
			return true
		}
		end = max(f.Repair.End, f.Repair.Start+1)
		return false
	})
}

// mending is a text under edits. It remembers what became of what, so that each word is told of once, however often it was edited.
type mending struct {
	before  string
	text    string
	from    []int // for each byte of text, and for its end, where in before it comes from; nil while nothing was edited
	touched []touch
}

// touch is a place in before that a rule had edited.
type touch struct {
	start, end int
	checks     []string
}

// apply makes edits that do not touch one another.
func (m *mending) apply(edits []news.Finding) {
	if m.from == nil {
		for i := range len(m.before) + 1 {
			m.from = append(m.from, i)
		}
	}
	var mended strings.Builder
	var from []int
	at := 0
	keep := func(end int) {
		mended.WriteString(m.text[at:end])
		from = append(from, m.from[at:end]...)
		at = end
	}
	for _, f := range edits {
		keep(f.Repair.Start)
		for _, p := range parts(m.text[f.Repair.Start:f.Repair.End], f.Repair.Text) {
			end := at + len(p.before)
			if p.before == p.after {
				keep(end)
				continue
			}
			m.touched = append(m.touched, touch{m.from[at], m.from[end], []string{f.Check}})
			mended.WriteString(p.after)
			for range len(p.after) {
				from = append(from, m.from[at])
			}
			at = end
		}
	}
	keep(len(m.text))
	m.text, m.from = mended.String(), append(from, len(m.before))
}

// part is a piece of a text, and what becomes of it.
type part struct{ before, after string }

// parts takes an edit of several words apart into words and what stands between them; an edit that changes their number stays one.
func parts(before, after string) []part {
	old, changed := pieces(before), pieces(after)
	if len(old) != len(changed) {
		return []part{{before, after}}
	}
	parts := make([]part, len(old))
	for i := range old {
		parts[i] = part{old[i], changed[i]}
	}
	return parts
}

// pieces gives in turn what stands before a word and the word, and last what stands after all. What nobody sees is no word.
func pieces(s string) []string {
	var pieces []string
	gap := 0
	for i := 0; i < len(s); {
		space := strings.IndexFunc(s[i:], unicode.IsSpace)
		if space < 0 {
			space = len(s) - i
		}
		end := i + space
		if strings.ContainsFunc(s[i:end], isVisible) {
			pieces = append(pieces, s[gap:i], s[i:end])
			gap = end
		}
		rest := strings.TrimLeftFunc(s[end:], unicode.IsSpace)
		i = len(s) - len(rest)
	}
	return append(pieces, s[gap:])
}

func isVisible(r rune) bool {
	return !unicode.IsSpace(r) && kindOf(r)&(direction|invisible|joining|control) == 0
}

// list gives what was edited, word by word. What several edits changed of a word, or of words beside one another, is one entry.
func (m *mending) list() []news.Fix {
	fixes := []news.Fix{}
	slices.SortStableFunc(m.touched, func(a, b touch) int { return a.start - b.start })
	var runs []touch
	for _, t := range m.touched {
		t.start, t.end = around(m.before, t.start, t.end)
		last := len(runs) - 1
		if last < 0 || t.start >= runs[last].end {
			runs = append(runs, t)
			continue
		}
		runs[last].start, runs[last].end = min(runs[last].start, t.start), max(runs[last].end, t.end)
		for _, check := range t.checks {
			if !slices.Contains(runs[last].checks, check) {
				runs[last].checks = append(runs[last].checks, check)
			}
		}
	}
	for _, run := range runs {
		start, _ := slices.BinarySearch(m.from, run.start)
		end, _ := slices.BinarySearch(m.from, run.end)
		if run.end == len(m.before) {
			end = len(m.text)
		}
		if before, after := m.before[run.start:run.end], m.text[start:end]; before != after {
			fixes = append(fixes, news.Fix{Check: strings.Join(run.checks, ", "), Before: before, After: after})
		}
	}
	return fixes
}

// around widens a place in a text to the words that it is in or between. Where nothing there can be seen, the word before is added, or
// the one after it.
func around(s string, start, end int) (int, int) {
	if start < end && strings.TrimLeftFunc(s[start:end], unicode.IsSpace) != s[start:end] {
		start = len(strings.TrimRightFunc(s[:start], unicode.IsSpace))
	}
	if start < end && strings.TrimRightFunc(s[start:end], unicode.IsSpace) != s[start:end] {
		end = len(s) - len(strings.TrimLeftFunc(s[end:], unicode.IsSpace))
	}
	for {
		start = wordStart(s[:start])
		if space := strings.IndexFunc(s[end:], unicode.IsSpace); space >= 0 {
			end += space
		} else {
			end = len(s)
		}
		switch {
		case strings.ContainsFunc(s[start:end], isVisible):
			return start, end
		case strings.ContainsFunc(s[:start], isVisible):
			start = len(strings.TrimRightFunc(s[:start], unicode.IsSpace))
		case strings.ContainsFunc(s[end:], isVisible):
			end = len(s) - len(strings.TrimLeftFunc(s[end:], unicode.IsSpace))
		default:
			return start, end
		}
	}
}

// wordStart gives where the last word of a text begins.
func wordStart(s string) int {
	space := strings.LastIndexFunc(s, unicode.IsSpace)
	if space < 0 {
		return 0
	}
	_, size := utf8.DecodeRuneInString(s[space:])
	return space + size
}
