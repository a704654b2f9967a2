package news

import (
	"strconv"
	"strings"
)

// markKind says what a tag stands for.
type markKind byte

const (
	lookalike markKind = iota + 1 // text that looks like a tag, or a character that would not stay what it is
	code
	address   // an address that stands bare in the text
	reference // an address in angle brackets, a footnote's number
	image
	html
	lineBreak
	emphasis
	strong
	strikethrough
	link
)

// mark is what a tag stands for. Bytes are those of the layout's text.
type mark struct {
	kind    markKind
	at      span   // of a pair: the opening mark
	closing span   // of a pair
	bare    string // what stands at that range, without the signs of quotes and lists at the beginnings of its lines
	close   string // of a pair: likewise its closing mark
	shown   string // the words it stands for where marks are not shown

	// There are signs of quotes in it, at the beginnings of its lines.
	quoted bool
	// The link's own words are its label in the source, so that other words need a closing mark that gives it.
	relabelled bool
}

// marks is what the tags of a segment stand for: <g1> is the first pair, <x1/> the first alone.
type marks struct{ pairs, alone []mark }

// of gives what a tag stands for, or nothing.
func (m marks) of(t tag) *mark {
	list := m.pairs
	if t.kind == alone {
		list = m.alone
	}
	if t.number < 1 || t.number > len(list) {
		return nil
	}
	return &list[t.number-1]
}

// expand gives a text with the words for its tags, as they were read, and without the tags of pairs.
func (m marks) expand(text string) string {
	return m.replaced(text, func(k mark) string { return k.bare })
}

// replaced gives a text with other words for its tags, and without the tags of pairs. Tags that the marks do not
// have are words.
func (m marks) replaced(text string, words func(mark) string) string {
	tags := tagsIn(text)
	if tags == nil {
		return text
	}
	var b strings.Builder
	at := 0
	for _, t := range tags {
		k := m.of(t)
		if k == nil {
			continue
		}
		b.WriteString(text[at:t.start])
		if t.kind == alone {
			b.WriteString(words(*k))
		}
		at = t.end
	}
	b.WriteString(text[at:])
	return b.String()
}

// withoutSpace gives a text without the white space beside the tags of line breaks.
func (m marks) withoutSpace(text string) string {
	var b strings.Builder
	at := 0
	for _, t := range tagsIn(text) {
		if k := m.of(t); k != nil && k.kind == lineBreak {
			b.WriteString(strings.TrimRight(text[at:t.start], " ") + text[t.start:t.end])
			at = len(text) - len(strings.TrimLeft(text[t.end:], " "))
		}
	}
	return b.String() + text[at:]
}

// addAlone notes a mark and gives its tag.
func (m *marks) addAlone(k mark) string {
	m.alone = append(m.alone, k)
	return "<x" + strconv.Itoa(len(m.alone)) + "/>"
}

// tagged gives a text of no markup as the text of a segment: what looks like a tag is behind one.
func tagged(text string) (string, marks) {
	var m marks
	if !strings.Contains(text, "<") {
		return text, m
	}
	return tagLike.ReplaceAllStringFunc(text, func(found string) string {
		return m.addAlone(mark{kind: lookalike, bare: found, shown: found})
	}), m
}

// Plain gives the text of segment i, counted from 0, or a translation of it, without marks: tags of pairs are left
// out, the others give way to the words they stand for (code, an address, the number of a footnote). An image has
// none here: the words for it are a segment of their own. A tag that the segment does not have is left as it is, and
// of an article without a layout, which does not know what they stand for, all tags that stand alone.
func (a *Article) Plain(i int, text string) string {
	if a.LaidOut() {
		return a.layout.places[i].marks.replaced(text, func(k mark) string { return k.shown })
	}
	var b strings.Builder
	at := 0
	for _, t := range tagsIn(text) {
		if t.number != 0 && t.kind != alone {
			b.WriteString(text[at:t.start])
			at = t.end
		}
	}
	b.WriteString(text[at:])
	return b.String()
}
