package news

import (
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	extended "github.com/yuin/goldmark/extension/ast"
)

// frame gives what a text is put into to see how it reads in a place of the form: what stands before it and behind it,
// and the blocks that are to come out, in each other.
func (f form) frame() (before, after, tree string) {
	switch f {
	case inItem:
		return "- ", "", "List ListItem TextBlock"
	case inHeading:
		return "# ", "", "Heading"
	case inUnderlined:
		return "", "\n===", "Heading"
	case inCell:
		return "|", "|\n|---|", "Table TableHeader TableCell"
	case inBareCell:
		return "", "\n|---|", "Table TableHeader TableCell"
	case inAlt:
		return "![", "](x)", "Paragraph"
	}
	return "", "", "Paragraph"
}

// reads says whether a composed text, in a place of the form, is one block that means what is meant.
func (m *markdown) reads(c *composed, f form) bool {
	before, after, tree := f.frame()
	bare := c.bare.String()
	source := []byte(before + bare + after + "\n\n" + m.footnotesFor(bare))
	root, notes := m.parse(source)
	block, kinds := onlyLeaf(root)
	if kinds != tree || notes.tangled >= 0 {
		return false
	}
	r := readInlines(source, notes, block)
	tokens := r.tokens
	if f == inAlt {
		if len(tokens) != 1 || tokens[0].mark.kind != image || len(r.inner) == 0 {
			return false
		}
		tokens = r.inner[0].tokens
	}
	return r.lost == "" && r.skip < 0 && slices.Equal(normal(c.meaning), normal(r.meaning(tokens, c.addresses)))
}

// onlyLeaf gives the block that a tree has, footnotes apart, and the kinds of those it stands in and of itself; "" if
// there are others.
func onlyLeaf(root ast.Node) (ast.Node, string) {
	kinds := ""
	for block := root.FirstChild(); block != nil; block = block.FirstChild() {
		if next := block.NextSibling(); next != nil && next.Kind() != extended.KindFootnoteList {
			break
		}
		if kinds += block.Kind().String(); block.Lines().Len() > 0 {
			return block, kinds
		}
		kinds += " "
	}
	return nil, ""
}

// footnotesFor gives definitions of the article's footnotes that a text may refer to.
func (m *markdown) footnotesFor(text string) string {
	var b strings.Builder
	for {
		_, rest, found := strings.Cut(text, "[^")
		if !found {
			return b.String()
		}
		if label, _, _ := strings.Cut(rest, "]"); m.footnotes[label] {
			b.WriteString("[^" + label + "]: x\n\n")
		}
		text = rest
	}
}

// meaning gives what tokens mean. A bare address is a mark only if it is one of those given, and else words.
func (r *inlineReader) meaning(tokens []token, addresses []string) []string {
	var c composed
	var open []*mark
	for i, t := range tokens {
		k := &tokens[i].mark
		p := piece{mark: k, side: alone}
		switch t.kind {
		case said, softEnd:
			var words strings.Builder
			for _, char := range r.characters(tokens[i : i+1]) {
				words.WriteRune(char.r)
			}
			c.says(words.String())
			continue
		case opened:
			open = append(open, k)
			p.side = opening
		case closed:
			p.mark, p.side = open[len(open)-1], closing
			open = open[:len(open)-1]
		case standing:
			if k.kind == address && !slices.Contains(addresses, k.bare) {
				c.says(k.bare)
				continue
			}
		}
		_, written := p.written(ownMarks)
		c.means(p, written)
	}
	return c.meaning
}

// normal gives a meaning without differences of white space.
func normal(meaning []string) []string {
	var all []string
	for _, m := range meaning {
		if words, ok := strings.CutPrefix(m, meansWords); ok {
			m = meansWords + strings.Join(strings.FieldsFunc(words, func(r rune) bool { return r < 0x80 && isSpaceByte(byte(r)) }), " ")
		}
		all = append(all, m)
	}
	return all
}
