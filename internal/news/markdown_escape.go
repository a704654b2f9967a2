package news

import (
	"strings"
	"unicode"

	"github.com/yuin/goldmark/util"
)

// escaping says what of words is escaped.
type escaping byte

const (
	noEscapes escaping = iota
	signsEscaped
	allEscaped // all ASCII punctuation
)

// Signs that can begin a mark or a block of Markdown, anywhere and at the beginning of a line.
const (
	signs      = "\\`*_[]<>~|&#"
	startSigns = "+-=:"
)

// words gives words so that Markdown reads them as such. AtStart says that they begin a line.
func (e escaping) words(words string, atStart bool, f form) string {
	start := -1
	if atStart && e != noEscapes {
		start = startSign(words)
	}
	var b strings.Builder
	for i, r := range words {
		switch {
		case f == inAlt && sealed(words[i:]) != "":
			b.WriteString(sealed(words[i:]))
			continue
		case e == noEscapes:
		case i == start, strings.ContainsRune(signs, r), e == allEscaped && r < 0x80 && util.IsPunct(byte(r)):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// sealed gives the entity for the sign that a text begins with, if it is one that could join with another one outside
// of a mark: backslashes do not keep code and tags from ending at it.
func sealed(text string) string {
	switch text[0] {
	case '`':
		return "&#96;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	case '|':
		return "&#124;"
	case '&':
		if _, size := entityAt([]byte(text)); size > 0 {
			return "&amp;"
		}
	}
	return ""
}

// titleText gives a text as the title of a link, which the given mark closes.
func titleText(text, quote string) string {
	var b strings.Builder
	text = oneLine(strings.TrimSpace(text))
	for i, r := range text {
		switch sign := sealed(text[i:]); {
		case sign != "":
			b.WriteString(sign)
			continue
		case r == '\\', string(r) == quote, quote == ")" && r == '(':
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// startSign gives where the sign of a block at the beginning of a line is, or -1: "-", or the full stop of "1.".
func startSign(line string) int {
	rest := strings.TrimLeftFunc(line, func(r rune) bool { return r < 0x80 && unicode.IsDigit(r) })
	switch {
	case rest == "":
		return -1
	case len(rest) < len(line) && (rest[0] == '.' || rest[0] == ')'):
		return len(line) - len(rest)
	case len(rest) == len(line) && strings.IndexByte(startSigns, rest[0]) >= 0:
		return 0
	}
	return -1
}
