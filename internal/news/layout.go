package news

import (
	"sort"
	"strings"
)

// layout is the text of an article as it was read, decoded and without a byte order mark, and where in it the
// segments stand. What lies between them (line ends, blank lines, signs of lists and quotes) is nobody's segment.
// Places are in the order of the segments. A segment of Markdown may stand within the place of another one before
// it: the words for an image, and the title of a link, which a tag of the other stands for.
type layout struct {
	text     string
	places   []place
	markdown *markdown // nil for plain text
	code     []codeBlock
}

// codeBlock is a block of code of a Markdown article, and where it begins.
type codeBlock struct {
	start int
	text  string
}

// place is the range of bytes that a segment was made from, the sign that stands before it if it is a list item, and
// what the tags of its text stand for.
type place struct {
	start, end int
	marker     string
	marks      marks
	row        int // of a table's cell: the number of its row in the article, from 1
	form       form
	suffix     string  // of a form of Markdown: what is written behind a new text
	scalar     *scalar // of the form inFrontMatter
}

// form says how a text is written in a place.
type form byte

// The forms. All but the first are those of Markdown articles.
const (
	asPlainText form = iota
	inParagraph
	inItem       // the first block of a list item
	inHeading    // behind "#"
	inUnderlined // a heading with a line of "=" or "-" below it
	inCell
	inBareCell    // the first of a row that does not begin with "|"
	inAlt         // the words for an image
	inTitle       // of a link or an image, in quotation marks
	inFrontMatter // a value
)

// LaidOut says whether the article was read from a text and still has its layout. That of a brief and one that
// came out of a document have none.
func (a *Article) LaidOut() bool {
	return len(a.layout.places) > 0 && len(a.layout.places) == len(a.Segments)
}

// IsMarkdown says whether the article was read as Markdown and still has its layout: Rewrite gives Markdown then.
func (a *Article) IsMarkdown() bool { return a.LaidOut() && a.layout.markdown != nil }

// Rewrite gives the text of an article that is laid out with another text in the place of each segment for which
// target has one; all that lies between the segments stays as it was read. Nothing replaced, or each segment by its
// own text, gives the decoded text itself: as UTF-8, without a byte order mark. An article without a layout gives "".
//
// Tags of a target give way to what they stand for in the source; one that the segment does not have is written as
// words. In a Markdown article a target is one line that reads as its words and marks and nothing else: what would
// be markup is escaped. One with tag problems still gives a block of the same kind, but its marks may be lost.
func (a *Article) Rewrite(target func(Segment) (string, bool)) string {
	if !a.LaidOut() {
		return ""
	}
	w := &rewriting{article: a, targets: make([]string, len(a.Segments)), replaced: make([]bool, len(a.Segments))}
	for i, s := range a.Segments {
		text, replaced := target(s)
		w.targets[i], w.replaced[i] = text, replaced && text != s.Text
	}
	return w.copied(span{0, len(a.layout.text)}, 0)
}

// rewriting is an article while its segments are replaced.
type rewriting struct {
	article  *Article
	targets  []string
	replaced []bool
}

// copied gives a range of the article's text in which the segments from number first on are replaced.
func (w *rewriting) copied(s span, first int) string {
	text, places := w.article.layout.text, w.article.layout.places
	i := first + sort.Search(len(places)-first, func(i int) bool { return places[first+i].start >= s.start })
	var b strings.Builder
	at := s.start
	for ; i < len(places) && places[i].start < s.end; i++ {
		p := places[i]
		if !w.replaced[i] || p.start < at || p.end > s.end {
			continue // left as it is, or gone with the one it stands in
		}
		b.WriteString(text[at:p.start])
		b.WriteString(w.written(i))
		at = p.end
	}
	b.WriteString(text[at:s.end])
	return b.String()
}

// written gives the target of a segment as it stands in the place of the segment.
func (w *rewriting) written(i int) string {
	p := w.article.layout.places[i]
	switch p.form {
	case asPlainText:
		return p.marks.expand(w.targets[i])
	case inFrontMatter:
		return p.scalar.written(p.marks.expand(p.marks.withoutSpace(w.targets[i])))
	case inTitle:
		return titleText(p.marks.expand(w.targets[i]), p.suffix)
	}
	return w.markdown(i)
}

// Marker gives the sign that stands before a segment as it was read: that of a list item ("-", "•", "2.", "- [x]") or
// of a footnote ("[1]"), and "" for a segment that has none or whose article has no layout. Number i counts the
// segments from 0.
func (a *Article) Marker(i int) string {
	if !a.LaidOut() {
		return ""
	}
	return a.layout.places[i].marker
}

// SameRow says whether segment i, counted from 0, is a cell of the same row of a table as the one before it.
func (a *Article) SameRow(i int) bool {
	return a.LaidOut() && i > 0 && a.layout.places[i].row != 0 && a.layout.places[i].row == a.layout.places[i-1].row
}

// CodeBefore gives the blocks of code that stand before segment i, counted from 0, and behind the one before it; with
// i the number of segments, those behind the last. Only Markdown articles have any.
func (a *Article) CodeBefore(i int) []string {
	if !a.IsMarkdown() || i < 0 || i > len(a.Segments) {
		return nil
	}
	from, to := 0, len(a.layout.text)
	if i > 0 {
		from = a.layout.places[i-1].start
	}
	if i < len(a.Segments) {
		to = a.layout.places[i].start
	}
	first := sort.Search(len(a.layout.code), func(n int) bool { return a.layout.code[n].start >= from })
	var code []string
	for _, block := range a.layout.code[first:] {
		if block.start >= to {
			break
		}
		code = append(code, block.text)
	}
	return code
}
