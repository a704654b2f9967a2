package check

import (
	"fmt"
	"slices"
	"strings"

	"tarjuma/internal/news"
)

// change puts text in the place of what stands between two bytes of plain. One that is only told is no part of an edit.
type change struct {
	start, end int
	text       string
	told       bool
}

// places tells where changes stand in raw. What stands together is one place.
func (t *text) places(changes []change) []news.Spot {
	places := make([]news.Spot, 0, len(changes))
	for _, c := range changes {
		at := t.spot(c.start, c.end)
		if last := len(places) - 1; last >= 0 && places[last].End == at.Start {
			places[last].End = at.End
			continue
		}
		places = append(places, at)
	}
	return places
}

// mend gives the one edit that makes those of the changes that are safe, nil where none is. The changes are in order; of two that overlap the first
// is made.
// Not safe is one in an address or in code, one that a tag stands in, and one in words of another language in quotation marks;
// where letters are changed, one in any words there that are not surely of the text's language.
func (t *text) mend(changes []change, letters bool) *news.Edit {
	var mended strings.Builder
	var quoted []quotation
	start, end := -1, 0
	for i, c := range changes {
		if i == 0 {
			quoted = t.quotations()
		}
		at := t.spot(c.start, c.end)
		if c.told || at.Start < end || at.End-at.Start != c.end-c.start || t.isGuarded(c.start, c.end) || isQuoted(quoted, c, letters) {
			continue
		}
		if start < 0 {
			start = at.Start
		} else {
			mended.WriteString(t.raw[end:at.Start])
		}
		mended.WriteString(c.text)
		end = at.End
	}
	if start < 0 {
		return nil
	}
	return &news.Edit{Spot: news.Spot{Start: start, End: end}, Text: mended.String()}
}

// isQuoted tells whether a change touches words of another language.
func isQuoted(quoted []quotation, c change, unclear bool) bool {
	return slices.ContainsFunc(quoted, func(q quotation) bool {
		return (q.foreign || unclear) && c.start < q.end && q.start < c.end
	})
}

// mostTold is how many words or characters a message names.
const mostTold = 3

// enumerate gives what a message names, each once and the first few of them: “a”, “b” and 4 more.
func enumerate(things []string) string {
	var once []string
	for _, thing := range things {
		if !slices.Contains(once, thing) {
			once = append(once, thing)
		}
	}
	if more := len(once) - mostTold; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(once[:mostTold], ", "), more)
	}
	return strings.Join(once, ", ")
}

// repeated gives an ending for a message about something that stands there more than once.
func repeated(n int) string {
	if n == 1 {
		return ""
	}
	return fmt.Sprintf(" (%d times)", n)
}
