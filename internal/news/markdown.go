package news

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	extended "github.com/yuin/goldmark/extension/ast"
)

// prose is a segment to be of a Markdown article.
type prose struct {
	kind  Kind
	text  string
	place place
}

// fillMarkdown reads the text into segments and remembers where each one stands. Keys are those of the front matter
// whose values are prose.
func (a *Article) fillMarkdown(text string, keys []string) *ReadError {
	if len(text) > maxMarkdownBytes {
		return &ReadError{Problem: TooLarge, Detail: fmt.Sprintf("more than %d MiB of Markdown", maxMarkdownBytes>>20)}
	}
	front, fault := readFrontMatter(text, keys)
	if fault != nil {
		return fault
	}
	source := parseable(text, front.end)
	a.layout = layout{text: text, markdown: newMarkdown()}
	found, code, fault := a.layout.markdown.prose(source)
	if fault != nil {
		return fault
	}
	a.layout.code = code
	found = append(front.values, found...)
	tellTitleOf(found)
	if !slices.ContainsFunc(found, func(p prose) bool { return hasLetter(p.text) }) {
		return &ReadError{Problem: NoLetters, Detail: "outside code and HTML"}
	}
	for _, p := range found {
		a.add(p.kind, p.text, p.place)
	}
	return nil
}

// tellTitleOf makes the first heading of the first level the title, where the front matter has none.
func tellTitleOf(all []prose) {
	for i := range all {
		if all[i].kind == Title {
			first := i
			for i := range all {
				if i != first && all[i].kind == Title {
					all[i].kind = Heading
				}
			}
			return
		}
	}
}

// prose gives the prose of a text, in the order of its places, and its code.
func (m *markdown) prose(source []byte) ([]prose, []codeBlock, *ReadError) {
	if at := tangled(source); at >= 0 {
		return nil, nil, tooTangled(source, at, fmt.Sprintf("%d quotes or lists in each other", maxDepth))
	}
	root, notes := m.parse(source)
	if notes.tangled >= 0 {
		return nil, nil, tooTangled(source, notes.tangled, fmt.Sprintf("more than %d signs of markup in one paragraph", maxBlockMarks))
	}
	r := &blockReader{source: source, notes: notes, footnotes: map[*extended.Footnote]bool{}}
	r.children(root, around{})
	for _, n := range notes.footnotes {
		m.footnotes[string(n.Ref)] = true
		if !r.footnotes[n] && r.fault == nil {
			r.fault = unmapped(source, n.Pos(), "a footnote within a footnote")
		}
	}
	if r.fault != nil {
		return nil, nil, r.fault
	}
	slices.SortStableFunc(r.found, func(a, b prose) int { return a.place.start - b.place.start })
	slices.SortStableFunc(r.code, func(a, b codeBlock) int { return a.start - b.start })
	return r.found, r.code, nil
}

func tooTangled(source []byte, at int, what string) *ReadError {
	return &ReadError{Problem: Tangled, Detail: fmt.Sprintf("line %d: %s", lineOf(source, at), what)}
}

func unmapped(source []byte, at int, what string) *ReadError {
	return &ReadError{Problem: Unmapped, Detail: fmt.Sprintf("line %d: %s", lineOf(source, at), what)}
}

// blockReader reads the prose of blocks.
type blockReader struct {
	source []byte
	notes  *recorder
	found  []prose
	code   []codeBlock
	rows   int // of tables so far
	fault  *ReadError

	footnotes map[*extended.Footnote]bool // that were found
}

// around says what a block stands in, and what it is: the innermost quote, list item or footnote.
type around struct {
	kind   Kind   // Quote, Item, or "" for neither
	marker string // of an item or a footnote, for its first block
}

func (r *blockReader) children(n ast.Node, in around) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		r.block(c, in)
		in.marker = ""
	}
}

// block reads a block. Code, which is noted, HTML, rules and link reference definitions are no prose.
func (r *blockReader) block(n ast.Node, in around) {
	switch n := n.(type) {
	case *ast.Blockquote:
		r.children(n, around{kind: Quote})
	case *ast.List, *extended.FootnoteList:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			r.block(c, in)
		}
	case *ast.ListItem:
		r.children(n, around{kind: Item, marker: r.itemMarker(n)})
	case *extended.Footnote:
		r.footnotes[n] = true
		r.children(n, around{marker: "[" + string(n.Ref) + "]"})
	case *ast.Heading:
		kind, form := Heading, inHeading
		if n.Level == 1 {
			kind = Title
		}
		if underlined(n) {
			form = inUnderlined
		}
		r.add(n, kind, place{form: form})
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		if lines := n.Lines(); lines.Len() > 0 {
			r.code = append(r.code, codeBlock{lines.At(0).Start, string(lines.Value(r.source))})
		}
	case *ast.Paragraph, *ast.TextBlock:
		r.paragraph(n, in)
	case *extended.Table:
		for row := n.FirstChild(); row != nil; row = row.NextSibling() {
			r.rows++
			for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
				r.add(cell, Cell, place{form: r.cellForm(cell), row: r.rows})
			}
		}
	}
}

func (r *blockReader) paragraph(n ast.Node, in around) {
	kind, form := Paragraph, inParagraph
	switch {
	case in.kind == Quote:
		kind = Quote
	case in.kind == Item && in.marker != "":
		kind, form = Item, inItem
	}
	r.add(n, kind, place{form: form, marker: in.marker})
}

// itemSign matches the sign of a list item.
var itemSign = regexp.MustCompile(`^(?:[-+*]|[0-9]{1,9}[.)])`)

func (r *blockReader) itemMarker(n ast.Node) string {
	if at := n.Pos(); at >= 0 && at < len(r.source) {
		if sign := itemSign.Find(r.source[at:]); sign != nil {
			return string(sign)
		}
	}
	return "-"
}

// underlined tells a heading whose sign is the line below it: it begins with its first word.
func underlined(n *ast.Heading) bool {
	return n.Lines().Len() > 0 && n.Lines().At(0).Start == n.Pos()
}

// cellForm tells the cells that begin a line, since no "|" stands before them, from others.
func (r *blockReader) cellForm(cell ast.Node) form {
	if cell.PreviousSibling() == nil && cell.Lines().Len() > 0 {
		before := bytes.TrimRight(r.source[:cell.Lines().At(0).Start], " \t")
		if !bytes.HasSuffix(before, []byte("|")) {
			return inBareCell
		}
	}
	return inCell
}

// add reads what a block says. One that shows nothing but images and the like is no segment, but what they say is.
func (r *blockReader) add(n ast.Node, kind Kind, p place) {
	if n.Lines().Len() == 0 {
		return
	}
	inlines := readInlines(r.source, r.notes, n)
	if inlines.lost != "" {
		if r.fault == nil {
			r.fault = unmapped(r.source, n.Lines().At(0).Start, inlines.lost)
		}
		return
	}
	if inlines.skip >= 0 { // a box to tick
		p.marker += " " + string(bytes.TrimSpace(r.source[n.Lines().At(0).Start:inlines.skip]))
	}
	tokens := inlines.tokens
	switch before := n.PreviousSibling(); {
	case before == nil && n.Parent().Kind() == extended.KindFootnote:
		tokens = behindLabel(n.Parent().(*extended.Footnote).Ref, r.source, tokens)
	case kind == Quote && before == nil:
		tokens = behind(noteSign, r.source, tokens)
	case before != nil && before.Kind() == extended.KindTable:
		tokens = behind(tableEnd, r.source, tokens)
	}
	text, marks := inlines.segmentText(tokens)
	ends := p.form == inBareCell && tableEnd.MatchString(text)
	if p.marks = marks; shows(text, marks) && !ends {
		p.start, p.end = tokens[0].mark.at.start, tokens[len(tokens)-1].mark.at.end
		r.found = append(r.found, prose{kind, text, p})
	}
	for _, inner := range inlines.inner {
		r.addInner(inlines, inner)
	}
}

// addInner adds the words for an image or the title of a link, if there is something to translate in them.
func (r *blockReader) addInner(inlines *inlineReader, inner inner) {
	p := place{start: inner.at.start, end: inner.at.end, form: inner.form, suffix: inner.suffix}
	tokens := inner.tokens
	if inner.form == inTitle {
		tokens = inlines.lineTokens(inner.at)
	}
	text, marks := inlines.segmentText(tokens)
	if p.marks = marks; Translatable(text) {
		r.found = append(r.found, prose{Paragraph, text, p})
	}
}

// lineTokens gives a range of the block, which has no marks in it, as words and line ends.
func (r *inlineReader) lineTokens(s span) []token {
	var tokens []token
	at := s.start
	for i := range r.lines.Len() {
		l := r.lines.At(i)
		from, to := max(s.start, l.Start), min(s.end, l.Stop)
		to = from + len(strings.TrimRight(string(r.source[from:max(from, to)]), "\r\n"))
		if from >= to {
			continue
		}
		if at < from {
			tokens = append(tokens, token{softEnd, mark{at: span{at, from}}})
		}
		tokens = append(tokens, token{said, mark{at: span{from, to}}})
		at = to
	}
	return tokens
}

// shows says whether a text shows something: words, or code and the like, and not only images.
func shows(text string, m marks) bool {
	return !blank(WithoutTags(text)) || slices.ContainsFunc(m.alone, func(k mark) bool { return strings.TrimSpace(k.shown) != "" })
}

// First lines of a block that say what it is and are no prose: GitHub marks a quote as a note of some kind, and a row
// of "=" ends a table that no blank line ends (goldmark takes it for words, or for the head of the next table).
var (
	noteSign = regexp.MustCompile(`^\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]$`)
	tableEnd = regexp.MustCompile(`^=+$`)
)

// behindLabel leaves out what of a footnote's label and its colon goldmark takes for the first word of a footnote that
// is indented by a tab.
func behindLabel(label, source []byte, tokens []token) []token {
	if len(tokens) == 0 || tokens[0].kind != said {
		return tokens
	}
	first := &tokens[0].mark.at
	sign := "[^" + string(label) + "]:"
	at := bytes.LastIndex(source[:min(first.start+len(sign), first.end)], []byte(sign))
	if end := at + len(sign); at >= 0 && end > first.start {
		first.start = first.end - len(bytes.TrimLeft(source[end:first.end], " \t"))
	}
	return tokens
}

// behind leaves out the first line where it is such a sign.
func behind(sign *regexp.Regexp, source []byte, tokens []token) []token {
	for i, t := range tokens {
		end := t.mark.at.end
		switch {
		case t.kind == softEnd, t.mark.kind == lineBreak:
			end = t.mark.at.start
		case t.kind != said:
			return tokens
		case i < len(tokens)-1:
			continue
		}
		if sign.Match(source[tokens[0].mark.at.start:end]) {
			return tokens[i+1:]
		}
		break
	}
	return tokens
}
