package news

import (
	"slices"
	"strings"
	"unicode"
)

// piece is a part of a target: words, or a mark of the source. Side says which tag of a pair it is.
type piece struct {
	words string
	mark  *mark
	side  tagKind
}

// piecesOf takes a target apart. Line ends become spaces: a block is written on one line, but for the line breaks
// that are marks. Tags that the source does not have are words; one that stands twice, and a pair that is not whole
// or crosses another, are left out, so that what is written is whole.
func piecesOf(target string, m marks) []piece {
	target = oneLine(target)
	var pieces []piece
	var open []int // the pieces that open pairs that are not yet closed
	used := map[tag]bool{}
	at := 0
	for _, t := range tagsIn(target) {
		k := m.of(t)
		if k == nil {
			continue
		}
		pieces = append(pieces, piece{words: target[at:t.start]})
		at = t.end
		if used[t.bare()] {
			continue
		}
		if t.kind == closing {
			for len(open) > 0 && pieces[open[len(open)-1]].mark != k && slices.ContainsFunc(open, func(i int) bool { return pieces[i].mark == k }) {
				pieces[open[len(open)-1]] = piece{}
				open = open[:len(open)-1]
			}
			if len(open) == 0 || pieces[open[len(open)-1]].mark != k {
				continue
			}
			open = open[:len(open)-1]
		}
		if t.kind == opening {
			open = append(open, len(pieces))
		}
		used[t.bare()] = true
		pieces = append(pieces, piece{mark: k, side: t.kind})
	}
	for _, i := range open {
		pieces[i] = piece{}
	}
	return tidied(append(pieces, piece{words: target[at:]}))
}

// oneLine gives a text with each line end, and the white space round it, as one space.
func oneLine(text string) string {
	if !strings.ContainsAny(text, "\r\n") {
		return text
	}
	lines := strings.FieldsFunc(text, func(r rune) bool { return r == '\r' || r == '\n' })
	for i, line := range lines {
		lines[i] = strings.Trim(line, " \t")
	}
	return strings.Join(lines, " ")
}

// tidied moves white space at the inner edges of pairs outside, since emphasis neither begins nor ends with it, and
// takes it away at the ends of lines, where it could make code or another line break; and so a line break at either
// end and right behind another one, where Markdown has none.
func tidied(pieces []piece) []piece {
	pieces = joinedWords(pieces)
	for moved := true; moved; {
		moved = false
		for i := 0; i+1 < len(pieces); i++ {
			a, b := pieces[i], pieces[i+1]
			switch {
			case a.side == opening && b.side == 0: // <g1> words
				rest := strings.TrimLeftFunc(b.words, unicode.IsSpace)
				if space := b.words[:len(b.words)-len(rest)]; space != "" {
					pieces[i+1].words = rest
					pieces = slices.Insert(pieces, i, piece{words: space})
					moved = true
				}
			case a.side == 0 && b.side == closing: // words </g1>
				rest := strings.TrimRightFunc(a.words, unicode.IsSpace)
				if space := a.words[len(rest):]; space != "" {
					pieces[i].words = rest
					pieces = slices.Insert(pieces, i+2, piece{words: space})
					moved = true
				}
			}
		}
		pieces = joinedWords(pieces)
	}
	return withoutEdges(pieces)
}

// joinedWords joins words that stand side by side and leaves out empty ones.
func joinedWords(pieces []piece) []piece {
	var joined []piece
	for _, p := range pieces {
		switch last := len(joined) - 1; {
		case p.side == 0 && p.words == "":
		case p.side == 0 && last >= 0 && joined[last].side == 0:
			joined[last].words += p.words
		default:
			joined = append(joined, p)
		}
	}
	return joined
}

func withoutEdges(pieces []piece) []piece {
	isBreak := func(i int) bool {
		return i < 0 || i == len(pieces) || pieces[i].side == alone && pieces[i].mark.kind == lineBreak
	}
	for i := range pieces {
		if pieces[i].side == 0 && isBreak(i-1) {
			pieces[i].words = strings.TrimLeftFunc(pieces[i].words, unicode.IsSpace)
		}
		if pieces[i].side == 0 && isBreak(i+1) {
			pieces[i].words = strings.TrimRightFunc(pieces[i].words, unicode.IsSpace)
		}
	}
	pieces = joinedWords(pieces)
	for i := len(pieces) - 1; i >= 0; i-- {
		if isBreak(i) && (isBreak(i-1) || isBreak(i+1)) {
			pieces = slices.Delete(pieces, i, i+1)
		}
	}
	return pieces
}

// attempt is a way to write a target.
type attempt struct {
	escape  escaping
	style   markStyle
	guarded bool // HTML that could begin a block stands behind an empty element, and code and HTML on one line
}

// attempts lists the ways in the order in which they are tried: the first that reads as what is meant is taken.
// Words and marks stay as they are where they can.
func attempts() []attempt {
	return []attempt{
		{noEscapes, ownMarks, false}, {signsEscaped, ownMarks, false}, {signsEscaped, ownMarks, true},
		{noEscapes, starMarks, false}, {signsEscaped, starMarks, false},
		{noEscapes, plainMarks, false}, {signsEscaped, plainMarks, false}, {allEscaped, plainMarks, true},
	}
}

// markdown gives the target of a segment as Markdown for its place.
func (w *rewriting) markdown(i int) string {
	p := w.article.layout.places[i]
	pieces := piecesOf(w.targets[i], p.marks)
	var written string
	for _, try := range attempts() {
		c := compose(pieces, try, p.form, func(s span) string { return w.copied(s, i+1) })
		written = c.text.String() + p.suffix
		if w.article.layout.markdown.reads(c, p.form) {
			break
		}
	}
	return written
}

// composed is a target as it is written, as it would be written without the signs of quotes and lists at the
// beginnings of its lines, and what a reader is to make of it.
type composed struct {
	text, bare strings.Builder
	meaning    []string
	addresses  []string
}

// compose writes pieces. Source gives what is to stand in the place of a range of the article.
func compose(pieces []piece, try attempt, f form, source func(span) string) *composed {
	c := &composed{}
	for i, p := range pieces {
		at := startAfter(c.bare.String())
		if p.side == 0 {
			words := try.escape.words(p.words, at, f)
			c.text.WriteString(words)
			c.bare.WriteString(words)
			c.says(p.words)
			continue
		}
		style := try.style
		if i+1 < len(pieces) && p.side == alone && p.mark.kind == address && goesOn(pieces[i+1].words) {
			style = plainMarks
		}
		own, bare := p.written(style)
		text := bare
		if own {
			text = source(p.place())
		}
		if p.mark.kind == lineBreak && strings.HasPrefix(bare, `\`) && strings.HasSuffix(c.bare.String(), `\`) {
			text, bare = "  "+text[1:], "  "+bare[1:] // goldmark takes three backslashes for no line break
		}
		if try.guarded {
			if at != withinLine && strings.HasPrefix(bare, "<") {
				c.guard()
			}
			text, bare = p.unbroken(text, bare)
		}
		c.text.WriteString(text)
		c.bare.WriteString(bare)
		c.means(p, bare)
	}
	return c
}

// guard writes an element without content.
func (c *composed) guard() {
	for _, mark := range [...]string{"<span>", "</span>"} {
		c.text.WriteString(mark)
		c.bare.WriteString(mark)
		c.meaning = append(c.meaning, meansMark+mark)
	}
}

// unbroken gives a mark that is no line break on one line: what it is there, and what without the signs of quotes at
// the beginnings of lines. A link or an image in a quote stays as it is, since prose in it may have been replaced.
func (p piece) unbroken(text, bare string) (string, string) {
	switch {
	case p.mark.kind == lineBreak:
		return text, bare
	case p.mark.kind == code, p.mark.kind == html:
		return oneLine(bare), oneLine(bare)
	case !p.mark.quoted:
		return oneLine(text), oneLine(bare)
	}
	return text, bare
}

// place gives where in the source a mark stands.
func (p piece) place() span {
	if p.side == closing {
		return p.mark.closing
	}
	return p.mark.at
}

// goesOn says whether words that stand right behind a bare address would be taken for more of it: on GitHub all but
// white space and some ASCII signs would, such as the comma of another script.
func goesOn(words string) bool {
	r := firstRune(words)
	return words != "" && r >= 0x80 && !unicode.IsSpace(r)
}

// markStyle says how marks are written.
type markStyle byte

const (
	ownMarks   markStyle = iota
	starMarks            // emphasis with "*", which within a word is a mark where "_" is none
	plainMarks           // emphasis as HTML and addresses in brackets, which are marks wherever they stand
)

// written gives a mark as it is written, and whether that is what stands in the source.
func (p piece) written(style markStyle) (own bool, plain string) {
	k := p.mark
	if style == plainMarks {
		switch name := htmlNames[k.kind]; {
		case name != "" && p.side == opening:
			return false, "<" + name + ">"
		case name != "":
			return false, "</" + name + ">"
		case k.kind == address && !strings.HasPrefix(k.bare, "www."):
			return false, "<" + k.bare + ">"
		}
	}
	plain = k.bare
	if p.side == closing {
		plain = k.close
	}
	if style == starMarks && (k.kind == emphasis || k.kind == strong) {
		return false, strings.ReplaceAll(plain, "_", "*")
	}
	return p.side != closing || !k.relabelled, plain
}

var htmlNames = [...]string{emphasis: "em", strong: "strong", strikethrough: "del", link: ""}

// says adds words to what is meant.
func (c *composed) says(words string) {
	last := len(c.meaning) - 1
	if last >= 0 && strings.HasPrefix(c.meaning[last], meansWords) {
		c.meaning[last] += words
		return
	}
	c.meaning = append(c.meaning, meansWords+words)
}

const (
	meansWords = "words "
	meansMark  = "mark "
)

// means adds a mark to what is meant: its bytes. A line break is one whichever way it is written.
func (c *composed) means(p piece, written string) {
	switch {
	case p.side == alone && p.mark.kind == lookalike:
		c.says(p.mark.shown)
	case p.side == alone && p.mark.kind == lineBreak:
		c.meaning = append(c.meaning, meansMark+"\n")
	default:
		if p.side == alone && p.mark.kind == address {
			c.addresses = append(c.addresses, written)
		}
		c.meaning = append(c.meaning, meansMark+written)
	}
}
