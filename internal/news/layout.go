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

// LaidOut says whether the article was read from a text and still has its layout. That of a brief and one that
// came out of a document have none.
func (a *Article) LaidOut() bool {
	return len(a.layout.places) > 0 && len(a.layout.places) == len(a.Segments)
}

// Rewrite gives the text of an article that is laid out with another text in the place of each segment for which
// target has one; all that lies between the segments stays as it was read. Nothing replaced gives the decoded text
// itself: as UTF-8, without a byte order mark. An article without a layout gives "".
func (a *Article) Rewrite(target func(Segment) (string, bool)) string {
	if !a.LaidOut() {
		return ""
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

// Marker gives the sign that stands before a list item as it was read ("-", "•", "2."), and "" for a segment that
// is none or whose article has no layout. Number i counts the segments from 0.
func (a *Article) Marker(i int) string {
	if !a.LaidOut() {
		return ""
	}
	return a.layout.places[i].marker
}
