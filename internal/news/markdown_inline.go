package news

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	extended "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// token is a piece of what a block of Markdown says, in the order of its bytes.
type token struct {
	kind tokenKind
	mark mark // of all kinds but the first two only at is set
}

type tokenKind byte

const (
	said     tokenKind = iota + 1 // words, as they stand in the source, with its escapes and entities
	softEnd                       // the end of a line within a paragraph, and the signs at the beginning of the next one
	standing                      // a mark that stands alone
	opened                        // the opening mark of a pair
	closed
)

// inner is prose within a mark of a block: the words for an image, or the title of a link.
type inner struct {
	form   form
	at     span
	tokens []token // of the words for an image
	suffix string
}

// inlineReader reads the tokens of one block from its tree. The tree has the nodes in the order of the source, but the
// places of few of them: words have one; of marks the recorder knows the most; those of emphasis are next to what
// they enclose.
type inlineReader struct {
	source []byte
	notes  *recorder
	lines  *text.Segments
	tokens []token
	inner  []inner
	at     int // the end of the last token, or -1
	gap    gap // what comes between it and the next one
	skip   int // where the prose begins: behind a box to tick
	inCell bool
	lost   string // what could not be found in the source, or ""
}

type gap byte

const (
	noGap gap = iota
	softGap
	hardGap
)

// readInlines reads the tokens of a block.
func readInlines(source []byte, notes *recorder, block ast.Node) *inlineReader {
	r := &inlineReader{source: source, notes: notes, lines: block.Lines(), at: -1, skip: -1, inCell: block.Kind() == extended.KindTableCell}
	r.children(block)
	return r
}

func (r *inlineReader) children(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.node(c)
	}
}

func (r *inlineReader) node(n ast.Node) {
	extent := r.notes.extents[n]
	switch n := n.(type) {
	case *ast.Text:
		r.words(n)
	case *ast.CodeSpan:
		r.standing(extent, mark{kind: code, shown: r.codeText(n)})
	case *ast.AutoLink:
		label := string(n.Label(r.source))
		if extent.end-extent.start == len(label)+2 && r.source[extent.start] == '<' {
			r.standing(extent, mark{kind: reference, shown: label})
		} else {
			r.standing(span{extent.end - len(label), extent.end}, mark{kind: address, shown: label})
		}
	case *ast.RawHTML:
		r.standing(extent, mark{kind: html})
	case *extended.FootnoteLink:
		if r.source[extent.start] == '!' { // the parser takes it for words
			extent.start++
		}
		label := string(r.source[extent.start+2 : extent.end-1])
		r.standing(extent, mark{kind: reference, shown: "[" + label + "]"})
	case *extended.TaskCheckBox:
		r.at, r.skip = extent.end, extent.end
	case *ast.Emphasis:
		kind := emphasis
		if n.Level == 2 {
			kind = strong
		}
		r.pair(n, n.Level, kind)
	case *extended.Strikethrough:
		r.pair(n, r.tildes(n), strikethrough)
	case *ast.Link:
		r.link(n, extent)
	case *ast.Image:
		r.image(n, extent)
	default:
		r.lost = n.Kind().String()
	}
}

// words reads a text node. What is left over of a run of delimiters that closed something has the place of the
// run's beginning, which is the closing mark's: it is moved behind it.
func (r *inlineReader) words(n *ast.Text) {
	s := span{n.Segment.Start, n.Segment.Stop}
	if s.start < r.at {
		moved := span{r.at, r.at + s.end - s.start}
		if moved.end > len(r.source) || !bytes.Equal(r.source[s.start:s.end], r.source[moved.start:moved.end]) {
			r.lost = "words"
			return
		}
		s = moved
	}
	r.reach(s.start)
	if s.end > s.start {
		r.tokens = append(r.tokens, token{said, mark{at: s}})
	}
	r.at = s.end
	switch {
	case n.HardLineBreak():
		r.gap = hardGap
	case n.SoftLineBreak():
		r.gap = softGap
	}
}

// reach accounts for what lies between the last token and the next one: nothing, or the end of a line.
func (r *inlineReader) reach(start int) {
	between := span{r.at, start}
	switch {
	case r.at < 0:
	case r.gap == softGap:
		r.tokens = append(r.tokens, token{softEnd, mark{at: between}})
	case r.gap == hardGap:
		r.tokens = append(r.tokens, token{standing, mark{kind: lineBreak, at: between, bare: r.bare(between), shown: "\n"}})
	case start != r.at:
		r.lost = "what stands before a mark"
	}
	r.gap = noGap
	r.at = start
}

// standing adds a mark that stands alone.
func (r *inlineReader) standing(s span, k mark) {
	if s.end <= s.start {
		r.lost = "a mark"
		return
	}
	r.reach(s.start)
	k.at, k.bare = s, r.bare(s)
	k.quoted = solid(string(r.source[s.start:s.end])) != solid(k.bare)
	if k.kind == html && isBreakTag(k.bare) {
		k.shown = "\n"
	}
	r.tokens = append(r.tokens, token{standing, k})
	r.at = s.end
}

// isBreakTag tells HTML's tag for the end of a line.
func isBreakTag(tag string) bool {
	return strings.EqualFold(strings.TrimRight(strings.Trim(tag, "<>"), " /"), "br")
}

// pair adds a pair of delimiters of a width, and what they enclose.
func (r *inlineReader) pair(n ast.Node, width int, kind markKind) {
	first := r.startOf(n.FirstChild())
	if first < width || width == 0 {
		r.lost = "emphasis"
		return
	}
	opening := span{first - width, first}
	r.reach(opening.start)
	at := len(r.tokens)
	r.tokens = append(r.tokens, token{opened, mark{kind: kind, at: opening}})
	r.at = first
	r.children(n)
	closing := span{r.at, r.at + width}
	if closing.end > len(r.source) || string(r.source[opening.start:opening.end]) != string(r.source[closing.start:closing.end]) {
		r.lost = "the end of emphasis"
		return
	}
	r.closePair(at, closing, string(r.source[closing.start:closing.end]))
}

// closePair adds the closing mark of the pair that token number at opens.
func (r *inlineReader) closePair(at int, closing span, written string) {
	k := &r.tokens[at].mark
	k.bare, k.closing, k.close = r.bare(k.at), closing, written
	k.quoted = solid(string(r.source[closing.start:closing.end])) != solid(r.bare(closing))
	r.tokens = append(r.tokens, token{closed, mark{at: closing}})
	r.at = closing.end
}

// tildes gives the width of a strikethrough: two, or one where one of two is words before it or that of another
// strikethrough round it.
func (r *inlineReader) tildes(n ast.Node) int {
	first := r.startOf(n.FirstChild())
	width := 0
	for width < 2 && first-width > max(r.at, 0) && r.source[first-width-1] == '~' {
		width++
	}
	if n.PreviousSibling() == nil && n.Parent().Kind() == extended.KindStrikethrough {
		return min(width, 1)
	}
	return width
}

// startOf gives where a node begins.
func (r *inlineReader) startOf(n ast.Node) int {
	switch n := n.(type) {
	case *ast.Text:
		return n.Segment.Start
	case *ast.Emphasis:
		return r.startOf(n.FirstChild()) - n.Level
	case *extended.Strikethrough:
		return r.startOf(n.FirstChild()) - r.tildes(n)
	case *ast.Link, *ast.Image:
		return n.Pos()
	case *ast.AutoLink:
		if extent := r.notes.extents[n]; r.source[extent.start] == '<' {
			return extent.start
		}
		return r.notes.extents[n].end - len(n.Label(r.source))
	case nil:
		return 0
	}
	return r.notes.extents[n].start
}

// link adds a link: its brackets are a pair round its words.
func (r *inlineReader) link(n *ast.Link, closing span) {
	start := n.Pos()
	r.reach(start)
	at := len(r.tokens)
	r.tokens = append(r.tokens, token{opened, mark{kind: link, at: span{start, start + 1}}})
	r.at = start + 1
	r.children(n)
	r.reach(closing.start)
	r.tokens[at].mark.relabelled = isLabel(n.Reference)
	r.closePair(at, closing, r.linkEnd(n.Reference, span{start + 1, closing.start}, closing))
	r.title(closing, n.Reference, n.Title)
}

// image adds an image, which stands alone. The words for it are prose of their own.
func (r *inlineReader) image(n *ast.Image, closing span) {
	start := n.Pos()
	r.standing(span{start, closing.end}, mark{kind: image})
	words := &inlineReader{source: r.source, notes: r.notes, lines: r.lines, at: start + 2, skip: -1}
	words.children(n)
	words.reach(closing.start)
	if words.lost != "" {
		r.lost = words.lost
	}
	label := span{start + 2, closing.start}
	alt := inner{form: inAlt, at: label, tokens: words.tokens}
	if isLabel(n.Reference) {
		alt.at.end, alt.suffix = closing.end, r.linkEnd(n.Reference, label, closing)
	}
	if len(alt.tokens) > 0 {
		r.inner = append(r.inner, alt)
	}
	r.inner = append(r.inner, words.inner...)
	r.title(closing, n.Reference, n.Title)
}

// isLabel says whether the words of a link or an image are the label of its address too: [Kabul] or [Kabul][].
func isLabel(reference *ast.ReferenceLink) bool {
	return reference != nil && reference.Type != ast.ReferenceLinkFull
}

// linkEnd gives the closing mark of a link or an image as it is written behind other words: a label that was the
// words themselves must be given then.
func (r *inlineReader) linkEnd(reference *ast.ReferenceLink, label, closing span) string {
	if !isLabel(reference) {
		return r.bare(closing)
	}
	return "][" + strings.Join(strings.Fields(r.bare(label)), " ") + "]"
}

// bare gives what stands in a range of the block without the signs of quotes and lists at the beginnings of its lines.
func (r *inlineReader) bare(s span) string {
	var b strings.Builder
	for i := range r.lines.Len() {
		l := r.lines.At(i)
		if from, to := max(s.start, l.Start), min(s.end, l.Stop); from < to {
			b.Write(r.source[from:to])
		}
	}
	return b.String()
}

// codeText gives what a code span shows.
func (r *inlineReader) codeText(n *ast.CodeSpan) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Segment.Value(r.source))
		}
	}
	shown := strings.Join(strings.FieldsFunc(b.String(), isLineEnd), " ")
	if r.inCell {
		return strings.ReplaceAll(shown, `\|`, "|") // a cell's own escape, even in code
	}
	return shown
}

// title finds the title of a link or an image that has its address beside it: what stands in quotation marks at the
// end of the closing mark, `](address "title")`.
func (r *inlineReader) title(closing span, reference *ast.ReferenceLink, title []byte) {
	if reference != nil || len(title) == 0 {
		return
	}
	end := closing.start + len(bytes.TrimRight(r.source[closing.start:closing.end-1], " \t\r\n\v\f"))
	for start := end - 1 - len(title); start > closing.start; start-- { // further back by the signs at the beginnings of lines
		s := span{start, end - 1}
		if r.bare(s) == string(title) && strings.IndexByte(`"'(`, r.source[start-1]) >= 0 {
			r.inner = append(r.inner, inner{form: inTitle, at: s, suffix: string(r.source[end-1])})
			return
		}
	}
	r.lost = "the title of a link"
}

func isSpaceByte(c byte) bool {
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f'
}
