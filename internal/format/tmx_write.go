package format

import (
	"strings"

	"tarjuma/internal/news"
)

// Set puts another text into a variant of the unit, and tells whether it could: a text whose tags are not those of the variant,
// in their order, cannot be written, nor can one with a comment inside.
func (u *TMXUnit) Set(variant int, text string) bool {
	v := &u.Variants[variant]
	parts, fit := v.parts(text)
	if !fit {
		return false
	}
	var b strings.Builder
	rest := v.pieces
	for _, part := range parts {
		n, was := textRun(rest)
		switch {
		case n == 0:
			b.WriteString(escaped(part, ""))
		case part == was:
			b.WriteString(u.raw[rest[0].start:rest[n-1].end])
		default:
			b.WriteString(rewritten(part, rest[:n], u.raw))
		}
		if n < len(rest) {
			b.WriteString(u.raw[rest[n].start:rest[n].end])
			n++
		}
		rest = rest[n:]
	}
	v.changed, v.isChanged = b.String(), true
	return true
}

// parts gives what stands between the tags of a text, if they are those of the variant.
func (v *TMXVariant) parts(text string) ([]string, bool) {
	var parts []string
	for _, p := range v.pieces {
		if !p.isMarkup {
			continue
		}
		before, after, found := strings.Cut(text, p.tag)
		if p.tag == "" || !found || news.TagSpots(before) != nil {
			return nil, false
		}
		parts, text = append(parts, before), after
	}
	if len(parts) > 0 && news.TagSpots(text) != nil {
		return nil, false
	}
	return append(parts, text), true
}

// textRun gives how many of the first pieces are text, and that text.
func textRun(pieces []tmxPiece) (n int, text string) {
	for n < len(pieces) && !pieces[n].isMarkup {
		text += pieces[n].text
		n++
	}
	return n, text
}

// rewritten gives the bytes of a text that stands in the place of some pieces, written as they were.
func rewritten(text string, pieces []tmxPiece, raw string) string {
	was := raw[pieces[0].start:pieces[len(pieces)-1].end]
	if len(pieces) == 1 && pieces[0].isCDATA && !strings.Contains(text, "]]>") && !strings.Contains(text, "\r") {
		return "<![CDATA[" + lineEnds(text, was) + "]]>"
	}
	return escaped(text, was)
}

// escaped gives a text as XML, with those signs as references that were so before, and those that must be.
func escaped(text, was string) string {
	pairs := []string{"&", "&amp;", "<", "&lt;", "\r", "&#13;", "]]>", "]]&gt;"}
	for _, sign := range [][2]string{{">", "&gt;"}, {`"`, "&quot;"}, {"'", "&apos;"}} {
		if strings.Contains(was, sign[1]) {
			pairs = append(pairs, sign[0], sign[1])
		}
	}
	return lineEnds(strings.NewReplacer(pairs...).Replace(text), was)
}

// lineEnds gives a text the line ends of another.
func lineEnds(text, was string) string {
	if strings.Contains(was, "\r\n") {
		return strings.ReplaceAll(text, "\n", "\r\n")
	}
	return text
}

// Bytes gives the unit as it stands in the file, with what stands before it. Nothing but the segments that were set differs
// from what was read.
func (u *TMXUnit) Bytes() string {
	var b strings.Builder
	b.WriteString(u.before)
	at := 0
	for _, v := range u.Variants {
		if v.isChanged {
			b.WriteString(u.raw[at:v.start])
			b.WriteString(v.changed)
			at = v.end
		}
	}
	b.WriteString(u.raw[at:])
	return b.String()
}
