package news

import (
	"regexp"
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

// lineStart says whether words begin a line, and which.
type lineStart byte

const (
	withinLine lineStart = iota
	firstStart
	secondStart // that of the second line or a later one
)

// startAfter says where what follows a text stands.
func startAfter(text string) lineStart {
	switch {
	case text == "":
		return firstStart
	case strings.HasSuffix(text, "\n"):
		return secondStart
	}
	return withinLine
}

// Signs that can begin or end a mark of Markdown anywhere, and those that can begin a block.
const (
	signs      = "\\`*_[]~|"
	startSigns = "+-=:"
)

// words gives words so that Markdown reads them as such, which begin a line if they stand at its start. What could
// become a block only together with what stands round it is always escaped there: "[a]:" before a table, "===" in the
// first cell of one, "**" behind the sign of a list, "1." on the second line of a quote.
func (e escaping) words(words string, at lineStart, f form) string {
	start := -1
	if at == secondStart || at == firstStart && (e != noEscapes || f == inBareCell || definition.MatchString(words) || isRule(words)) {
		start = startSign(words)
	}
	var b strings.Builder
	for i, r := range words {
		if sign := f.sealed(words[i:]); sign != "" {
			b.WriteString(sign)
			continue
		}
		switch {
		case i == start,
			e == signsEscaped && isSign(words[i:], at == withinLine || i > 0),
			e == allEscaped && r < 0x80 && util.IsPunct(byte(r)):
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// isSign says whether a text begins with a sign that could begin or end a mark. Some do only where they stand close to
// what follows, or at the beginning of a line, which within says the text is not.
func isSign(text string, within bool) bool {
	rest := text[1:]
	switch text[0] {
	case '<':
		return rest != "" && rest[0] != ' '
	case '&':
		_, size := entityAt([]byte(text))
		return size > 0
	case '>':
		return !within
	case '#': // at the end of a heading too
		return !within || strings.Trim(rest, "# ") == ""
	}
	return strings.IndexByte(signs, text[0]) >= 0
}

// sealed gives the entity for the sign that a text begins with, if it must be one in a place of the form: in the words
// for an image, or a backslash at the end of a cell, where it would escape the "|".
func (f form) sealed(text string) string {
	switch {
	case f == inAlt:
		return sealed(text)
	case (f == inCell || f == inBareCell) && (text == `\` || strings.HasPrefix(text, `\|`)):
		return "&#92;"
	}
	return ""
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

// definition matches the beginning of a link reference definition.
var definition = regexp.MustCompile(`^\[[^\]]*\]:`)

// isRule tells what could be a part of a rule, or the second row of a table.
func isRule(line string) bool {
	return line != "" && (strings.Trim(line, "*-_ \t") == "" || strings.Trim(line, "-:| \t") == "")
}

// startSign gives where the sign of a block at the beginning of a line is, or -1: "-", or the full stop of "1.".
func startSign(line string) int {
	rest := strings.TrimLeftFunc(line, func(r rune) bool { return r < 0x80 && unicode.IsDigit(r) })
	switch {
	case rest == "":
		return -1
	case definition.MatchString(line), isRule(line):
		return 0
	case len(rest) < len(line) && (rest[0] == '.' || rest[0] == ')'):
		return len(line) - len(rest)
	case len(rest) == len(line) && strings.IndexByte(startSigns, rest[0]) >= 0:
		return 0
	}
	return -1
}
