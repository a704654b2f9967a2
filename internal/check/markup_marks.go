package check

import (
	"strings"

	"tarjuma/internal/news"
)

// markKind says what a piece of markup is.
type markKind byte

const (
	openingTag  markKind = iota // <b>, <a href="…">, <g1>
	closingTag                  // </b>
	aloneTag                    // <br/>, <x1/>
	placeholder                 // {{name}}, {name}, ${name}, %s, %(name)s
	entity                      // &amp;
	emphasis                    // *, ** and __ of Markdown, in pairs
	codeQuote                   // ` of Markdown
	heading                     // # and * of Markdown, at the beginning of a line
)

// markupMark is a piece of markup, from byte start to end of raw. Name is what it is compared by: of a tag what it is called.
type markupMark struct {
	kind       markKind
	start, end int
	name, text string
}

// longestMark is how far a tag or a placeholder reaches, in bytes.
const longestMark = 300

// markupIn finds the markup of a text, in order, and adds it to marks as long as there is room.
func markupIn(raw string, marks []markupMark) []markupMark {
	for i := 0; i < len(raw) && len(marks) < cap(marks); {
		m, is := markupMark{}, false
		switch raw[i] {
		case '<':
			m, is = tagAt(raw, i)
		case '{', '$', '%':
			m, is = placeholderAt(raw, i)
		case '&':
			m, is = entityAt(raw, i)
		case '*', '_', '`', '#':
			m, is = markdownAt(raw, i, isOpen(marks))
		}
		if !is {
			i++
			continue
		}
		m.start, m.text = i, raw[i:m.end]
		if m.name == "" {
			m.name = m.text
		}
		marks = append(marks, m)
		i = m.end
	}
	return marks
}

// isOpen tells whether the last emphasis of the marks waits for its other.
func isOpen(marks []markupMark) bool {
	open := false
	for _, m := range marks {
		open = open != (m.kind == emphasis)
	}
	return open
}

// tagAt reads a tag: a name in ASCII right behind <, and > further on with no < before it.
func tagAt(raw string, at int) (markupMark, bool) {
	i, m := at+1, markupMark{kind: openingTag}
	if i < len(raw) && raw[i] == '/' {
		i++
		m.kind = closingTag
	}
	name := i
	if i == len(raw) || !isASCIILetter(raw[i]) {
		return m, false
	}
	for i < len(raw) && (isASCIIWord(raw[i]) || raw[i] == ':' || raw[i] == '-') {
		i++
	}
	rest := raw[i:min(len(raw), at+longestMark)]
	length := strings.IndexAny(rest, "<>")
	if length < 0 || rest[length] == '<' || length > 0 && !strings.ContainsRune(" /\t\n", rune(rest[0])) {
		return m, false
	}
	m.end = i + length + 1
	if m.kind == openingTag && strings.HasSuffix(rest[:length], "/") || isVoid(raw[name:i]) {
		m.kind = aloneTag
	}
	m.name = strings.ToLower(raw[name:i])
	return m, true
}

// isVoid tells the elements of HTML that have no closing tag.
func isVoid(name string) bool {
	switch strings.ToLower(name) {
	case "br", "hr", "img", "wbr", "input":
		return true
	}
	return false
}

// placeholderAt reads {{name}}, {name}, {0}, ${name}, %{name}, %(name)s, %s, %d and %1$s.
func placeholderAt(raw string, at int) (markupMark, bool) {
	m, i := markupMark{kind: placeholder}, at
	if raw[at] == '%' && at+1 < len(raw) && raw[at+1] != '{' {
		return verbAt(raw, at)
	}
	if raw[i] != '{' {
		i++
	}
	braces := 0
	for i < len(raw) && raw[i] == '{' && braces < mostBraces {
		i++
		braces++
	}
	for inner := i; i < len(raw) && braces > 0; i++ {
		if strings.HasPrefix(raw[i:], strings.Repeat("}", braces)) {
			m.end = i + braces
			return m, i > inner && i-inner < longestMark
		}
		if !isASCIIWord(raw[i]) && raw[i] != '.' && raw[i] != '-' && !(raw[i] == ' ' && braces > 1) {
			break
		}
	}
	return m, false
}

// mostBraces is how many braces a placeholder stands in.
const mostBraces = 3

// verbAt reads a verb of printf. What stands behind a digit is a percent sign, and one before a word too.
func verbAt(raw string, at int) (markupMark, bool) {
	m, i := markupMark{kind: placeholder}, at+1
	if at > 0 && isASCIIWord(raw[at-1]) {
		return m, false
	}
	if raw[i] == '(' {
		end := strings.IndexByte(raw[i:min(len(raw), i+longestMark)], ')')
		if end < 0 {
			return m, false
		}
		i += end + 1
	}
	for i < len(raw) && ('0' <= raw[i] && raw[i] <= '9' || raw[i] == '$' || raw[i] == '.') {
		i++
	}
	if i == len(raw) || strings.IndexByte("sdifgvxu@", raw[i]) < 0 || i+1 < len(raw) && isASCIIWord(raw[i+1]) {
		return m, false
	}
	m.end = i + 1
	return m, true
}

// entityAt reads a character reference of HTML: &amp; or &#1234;.
func entityAt(raw string, at int) (markupMark, bool) {
	m := markupMark{kind: entity}
	for i := at + 1; i < len(raw) && i < at+12; i++ {
		switch {
		case raw[i] == ';':
			m.end = i + 1
			return m, i > at+2
		case !isASCIIWord(raw[i]) && !(raw[i] == '#' && i == at+1):
			return m, false
		}
	}
	return m, false
}

// markdownAt reads marks of Markdown that are rare in prose: a pair of *, ** or __ round words, a backtick, and # or * at the
// beginning of a line, before a space. Open says that a pair was opened before.
func markdownAt(raw string, at int, open bool) (markupMark, bool) {
	end := at
	for end < len(raw) && raw[end] == raw[at] {
		end++
	}
	m := markupMark{end: end, kind: emphasis}
	size := end - at
	switch {
	case raw[at] == '`':
		m.kind = codeQuote
		return m, true
	case strings.HasPrefix(raw[end:], " ") && beginsLine(raw, at) && (raw[at] == '#' && size <= 6 || raw[at] == '*' && size == 1):
		m.kind = heading
		return m, true
	case raw[at] == '#' || size > 3:
		return m, false
	case open:
		return m, at > 0 && raw[at-1] != ' '
	}
	other := end + strings.Index(raw[end:], raw[at:end])
	return m, other > end && raw[end] != ' ' && raw[other-1] != ' ' && !isWordOrDigit(lastVisible(raw[:at])) &&
		(size > 1 || !isWordOrDigit(firstVisible(raw[other+1:])))
}

// beginsLine tells whether nothing but spaces stands before a byte in its line.
func beginsLine(s string, at int) bool {
	for at > 0 && s[at-1] == ' ' {
		at--
	}
	return at == 0 || s[at-1] == '\n'
}

func isASCIILetter(c byte) bool { return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' }

// isASCIIWord tells what names in code are made of.
func isASCIIWord(c byte) bool { return isASCIILetter(c) || '0' <= c && c <= '9' || c == '_' }

// spot gives where a piece of markup stands.
func (m *markupMark) spot() news.Spot { return news.Spot{Start: m.start, End: m.end} }
