package news

import "strings"

// layout is the text of an article as it was read, decoded and without a byte order mark, and where in it the
// segments stand. What lies between them (line ends, blank lines, signs of lists and quotes) is nobody's segment.
type layout struct {
	text   string
	places []place
}

// place is the range of bytes that a segment was made from, and the sign that stands before it if it is a list item.
type place struct {
	start, end int
	marker     string
}

// Rewrite gives the text of the article with another text in the place of each segment for which target has one;
// all that lies between the segments stays as it was read. Nothing replaced gives the decoded text itself: as
// UTF-8, without a byte order mark. An article that was not read from a file (that of a brief) has no layout of
// its own; its segments are separated by blank lines.
func (a *Article) Rewrite(target func(Segment) (string, bool)) string {
	if !a.laidOut() {
		return a.rewriteBare(target)
	}
	var b strings.Builder
	b.Grow(len(a.layout.text))
	at := 0
	for i, s := range a.Segments {
		text, replaced := target(s)
		if !replaced {
			continue
		}
		p := a.layout.places[i]
		b.WriteString(a.layout.text[at:p.start])
		b.WriteString(text)
		at = p.end
	}
	b.WriteString(a.layout.text[at:])
	return b.String()
}

func (a *Article) rewriteBare(target func(Segment) (string, bool)) string {
	var b strings.Builder
	for i, s := range a.Segments {
		if i > 0 {
			b.WriteString("\n\n")
		}
		if text, replaced := target(s); replaced {
			b.WriteString(text)
		} else {
			b.WriteString(s.Text)
		}
	}
	b.WriteByte('\n')
	return b.String()
}

// Marker gives the sign that stands before a list item as it was read ("-", "•", "2."), and "" for a segment that
// is none or whose article has no layout. Number i counts the segments from 0.
func (a *Article) Marker(i int) string {
	if !a.laidOut() {
		return ""
	}
	return a.layout.places[i].marker
}

func (a *Article) laidOut() bool {
	return len(a.layout.places) > 0 && len(a.layout.places) == len(a.Segments)
}
