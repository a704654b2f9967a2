package llmtest

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// tag is a numbered tag of inline markup: <g1>, </g1>, <x1/>.
var tag = regexp.MustCompile(`<(?:/?g[1-9][0-9]*|x[1-9][0-9]*/)>`)

// withoutTags gives a text as anchors and quotes give it. A tag that stands alone between two words parts them.
func withoutTags(text string) string {
	var b strings.Builder
	at := 0
	for _, found := range tag.FindAllStringIndex(text, -1) {
		b.WriteString(text[at:found[0]])
		at = found[1]
		before, _ := utf8.DecodeLastRuneInString(b.String())
		after, _ := utf8.DecodeRuneInString(text[at:])
		if text[found[0]+1] == 'x' && isWordRune(before) && isWordRune(after) {
			b.WriteByte(' ')
		}
	}
	b.WriteString(text[at:])
	return b.String()
}

// withoutTags gives the data with segments that have none.
func (d Data) withoutTags() Data {
	segments := make([]Segment, 0, len(d.Segments))
	for _, s := range d.Segments {
		s.Text = withoutTags(s.Text)
		segments = append(segments, s)
	}
	d.Segments = segments
	return d
}

// Tagged tells whether a text has numbered tags.
func Tagged(text string) bool { return tag.MatchString(text) }

// mistag does to a text with tags what a fault of tags does.
func mistag(fault Fault, text string) string {
	all := tag.FindAllStringIndex(text, -1)
	first, last := all[0], all[len(all)-1]
	switch {
	case fault == TagLost:
		return text[:last[0]] + text[last[1]:]
	case fault == TagInvented:
		return text + "<x99/>"
	case fault == TagsCrossed && len(all) > 1:
		return text[:first[0]] + text[last[0]:last[1]] + text[first[1]:last[0]] + text[first[0]:first[1]] + text[last[1]:]
	}
	return text
}
