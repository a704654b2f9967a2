package news

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// segmentText gives tokens as the text of a segment, with a tag for each mark, and what the tags stand for.
func (r *inlineReader) segmentText(tokens []token) (string, marks) {
	var b strings.Builder
	var m marks
	var open []int // the numbers of the pairs that are not yet closed
	for i := 0; i < len(tokens); {
		k := tokens[i].mark
		switch tokens[i].kind {
		case standing:
			b.WriteString(m.addAlone(k))
		case opened:
			m.pairs = append(m.pairs, k)
			open = append(open, len(m.pairs))
			b.WriteString("<g" + strconv.Itoa(len(m.pairs)) + ">")
		case closed:
			b.WriteString("</g" + strconv.Itoa(open[len(open)-1]) + ">")
			open = open[:len(open)-1]
		default:
			words := i
			for i+1 < len(tokens) && (tokens[i+1].kind == said || tokens[i+1].kind == softEnd) {
				i++
			}
			r.addWords(&b, &m, r.characters(tokens[words:i+1]))
		}
		i++
	}
	return b.String(), m
}

// character is one character of a text and where it comes from: an escape or an entity is longer than it.
type character struct {
	r  rune
	at span
}

// characters gives what words say: without backslashes before punctuation, and with entities as what they stand for
// (CommonMark 2.4 and 2.5). A line end within a paragraph is a space.
func (r *inlineReader) characters(tokens []token) []character {
	var all []character
	for _, t := range tokens {
		if t.kind == softEnd {
			all = append(all, character{' ', t.mark.at})
			continue
		}
		for at := t.mark.at.start; at < t.mark.at.end; {
			found, end := characterAt(r.source[:t.mark.at.end], at)
			for _, c := range found {
				all = append(all, character{c, span{at, end}})
			}
			at = end
		}
	}
	return all
}

// characterAt reads the character, or the two of some entities, at an offset, and gives where the next one begins.
func characterAt(source []byte, at int) (string, int) {
	switch {
	case source[at] == '\\' && at+1 < len(source) && util.IsPunct(source[at+1]):
		return string(source[at+1 : at+2]), at + 2
	case source[at] == '&':
		if found, size := entityAt(source[at:]); size > 0 {
			return found, at + size
		}
	}
	_, size := utf8.DecodeRune(source[at:])
	return string(source[at : at+size]), at + size
}

// longestEntity is how many letters the longest name of a character in HTML has.
const longestEntity = 31

// entityAt reads the entity that a text begins with, or gives 0.
func entityAt(source []byte) (found string, size int) {
	end := 1
	for end < len(source) && end <= longestEntity+1 && (util.IsAlphaNumeric(source[end]) || source[end] == '#' && end == 1) {
		end++
	}
	if end >= len(source) || source[end] != ';' || end == 1 {
		return "", 0
	}
	name := string(source[1:end])
	digits, numeric := strings.CutPrefix(name, "#")
	if !numeric {
		entity, ok := util.LookUpHTML5EntityByName(name)
		if !ok {
			return "", 0
		}
		return string(entity.Characters), end + 1
	}
	base, longest := 10, 7
	if hex := strings.TrimLeft(digits, "xX"); len(hex) == len(digits)-1 {
		digits, base, longest = hex, 16, 6
	}
	if len(digits) > longest {
		return "", 0
	}
	value, err := strconv.ParseUint(digits, base, 32)
	if err != nil {
		return "", 0
	}
	return string(util.ToValidRune(rune(value))), end + 1
}

// addWords adds characters to a segment's text. Those that look like a tag together go behind one, and so does a
// control character that an entity stands for.
func (r *inlineReader) addWords(b *strings.Builder, m *marks, all []character) {
	text := make([]byte, 0, len(all))
	starts := make([]int, 0, len(all)) // of each character in the text
	for _, c := range all {
		starts = append(starts, len(text))
		text = utf8.AppendRune(text, c.r)
	}
	found := tagLike.FindAllIndex(text, -1)
	for i := 0; i < len(all); {
		c := all[i]
		end := i + 1
		switch {
		case len(found) > 0 && found[0][0] == starts[i]:
			for end < len(all) && starts[end] < found[0][1] {
				end++
			}
			r.addHidden(b, m, all[i:end])
			found = found[1:]
		case (unicode.IsControl(c.r) || isLineEnd(c.r)) && c.at.end-c.at.start > utf8.RuneLen(c.r):
			r.addHidden(b, m, all[i:end])
		default:
			b.WriteRune(c.r)
		}
		i = end
	}
}

// addHidden puts characters behind a tag.
func (r *inlineReader) addHidden(b *strings.Builder, m *marks, hidden []character) {
	var shown strings.Builder
	for _, c := range hidden {
		shown.WriteRune(c.r)
	}
	at := span{hidden[0].at.start, hidden[len(hidden)-1].at.end}
	b.WriteString(m.addAlone(mark{kind: lookalike, at: at, bare: r.bare(at), shown: shown.String()}))
}
