package format

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// markupKind says what a piece of XML between < and > is.
type markupKind byte

const (
	startTag markupKind = iota + 1
	endTag
	emptyTag
	comment
	instruction
	characterData // <![CDATA[…]]>
	documentType
)

// markup is such a piece. Text is what a comment, an instruction or character data hold.
type markup struct {
	kind       markupKind
	name       string
	text       string
	attributes string // of a tag: all behind the name, known to be well formed
}

// markupEnd gives where the markup ends that a text begins with, 0 where that is not in it.
func markupEnd(b []byte) int {
	switch {
	case bytes.HasPrefix(b, []byte("<!--")):
		return endOf(b, 4, "-->")
	case bytes.HasPrefix(b, []byte("<![CDATA[")):
		return endOf(b, 9, "]]>")
	case bytes.HasPrefix(b, []byte("<?")):
		return endOf(b, 2, "?>")
	case bytes.HasPrefix(b, []byte("<!")):
		if len(b) < len("<![CDATA[") {
			return 0 // it may be any of them
		}
		return documentTypeEnd(b)
	}
	end := bytes.IndexByte(b, '>')
	if end < 0 || bytes.IndexByte(b[:end], '"') < 0 && bytes.IndexByte(b[:end], '\'') < 0 {
		return end + 1
	}
	var quote byte
	for i, c := range b {
		switch {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case c == '"', c == '\'':
			quote = c
		case c == '>':
			return i + 1
		}
	}
	return 0
}

func endOf(b []byte, from int, end string) int {
	if i := bytes.Index(b[from:], []byte(end)); i >= 0 {
		return from + i + len(end)
	}
	return 0
}

// documentTypeEnd passes a document type with what it declares in square brackets.
func documentTypeEnd(b []byte) int {
	var quote byte
	depth := 0
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case quote != 0:
			if c == quote {
				quote = 0
			}
		case bytes.HasPrefix(b[i:], []byte("<!--")):
			end := endOf(b[i:], 4, "-->")
			if end == 0 {
				return 0
			}
			i += end - 1
		case c == '"', c == '\'':
			quote = c
		case c == '[':
			depth++
		case c == ']':
			depth--
		case c == '>' && depth <= 0:
			return i + 1
		}
	}
	return 0
}

// isEnd tells whether markup is the end tag of an element.
func isEnd(b []byte, name string) bool {
	return len(b) >= len(name)+3 && b[1] == '/' && string(b[2:2+len(name)]) == name &&
		len(bytes.TrimLeft(b[2+len(name):], space)) == 1
}

// space is white space in XML.
const space = " \t\r\n"

// readMarkup reads a whole piece of markup, or says what is wrong with it.
func readMarkup(s string) (m markup, problem string) {
	switch {
	case strings.HasPrefix(s, "<!--"):
		if strings.Contains(s[4:len(s)-3], "--") {
			return markup{}, "a comment holds --"
		}
		return markup{kind: comment}, ""
	case strings.HasPrefix(s, "<![CDATA["):
		return markup{kind: characterData, text: s[9 : len(s)-3]}, ""
	case strings.HasPrefix(s, "<?"):
		text := s[2 : len(s)-2]
		return markup{kind: instruction, name: text[:nameSize(text)], text: text}, ""
	case strings.HasPrefix(s, "<!"):
		return markup{kind: documentType}, ""
	}
	m.kind = startTag
	inner := s[1 : len(s)-1]
	if rest, ok := strings.CutPrefix(inner, "/"); ok {
		m.kind, inner = endTag, rest
	} else if rest, ok := strings.CutSuffix(inner, "/"); ok {
		m.kind, inner = emptyTag, rest
	}
	size := nameSize(inner)
	m.name, m.attributes = inner[:size], inner[size:]
	if size == 0 {
		return m, "a < that begins no tag; it is written &lt;"
	}
	if m.kind == endTag {
		if strings.Trim(m.attributes, space) != "" {
			return m, "</" + m.name + " holds more than its name"
		}
		return m, ""
	}
	for rest := m.attributes; rest != ""; {
		if _, _, rest, problem = nextAttribute(rest); problem != "" {
			return m, "<" + m.name + ">: " + problem
		}
	}
	return m, ""
}

// nameSize gives the length of the name that a text begins with.
func nameSize(s string) int {
	for i := 0; i < len(s); i++ {
		c := s[i]
		first := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c == ':' || c >= utf8.RuneSelf
		if !first && (i == 0 || c != '-' && c != '.' && (c < '0' || '9' < c)) {
			return i
		}
	}
	return len(s)
}

// nextAttribute takes the first of the attributes of a tag off, white space before it included. Of nothing but white space the
// name is "".
func nextAttribute(s string) (name, value, rest, problem string) {
	trimmed := strings.TrimLeft(s, space)
	if trimmed == "" {
		return "", "", "", ""
	}
	size := nameSize(trimmed)
	name, rest = trimmed[:size], strings.TrimLeft(trimmed[size:], space)
	if size == 0 || len(trimmed) == len(s) || !strings.HasPrefix(rest, "=") {
		return name, "", "", "its attributes cannot be read"
	}
	rest = strings.TrimLeft(rest[1:], space)
	if rest == "" || rest[0] != '"' && rest[0] != '\'' {
		return name, "", "", "the attribute " + name + " stands without quotation marks"
	}
	end := strings.IndexByte(rest[1:], rest[0])
	if end < 0 {
		return name, "", "", "the attribute " + name + " has no end"
	}
	if value = rest[1 : 1+end]; strings.Contains(value, "<") {
		return name, "", "", "the attribute " + name + " holds a <"
	}
	value, problem = unescaped(value)
	return name, value, rest[2+end:], problem
}

// attribute gives an attribute of a tag, "" where it has none of that name.
func (m markup) attribute(wanted string) string {
	for rest := m.attributes; rest != ""; {
		var name, value string
		if name, value, rest, _ = nextAttribute(rest); name == wanted {
			return value
		}
	}
	return ""
}

// unescaped gives a text with its references replaced and its line ends as XML reads them.
func unescaped(s string) (text, problem string) {
	if strings.IndexByte(s, '&') < 0 && strings.IndexByte(s, '\r') < 0 {
		return s, ""
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		switch s[i] {
		case '\r':
			b.WriteByte('\n')
			if i++; i < len(s) && s[i] == '\n' {
				i++
			}
		case '&':
			end := strings.IndexByte(s[i:], ';')
			if end < 0 {
				return "", "an & that begins no reference; it is written &amp;"
			}
			r, known := reference(s[i+1 : i+end])
			if !known {
				return "", "unknown reference " + strconv.Quote(s[i:i+min(end+1, 40)])
			}
			b.WriteRune(r)
			i += end + 1
		default:
			b.WriteByte(s[i])
			i++
		}
	}
	return b.String(), ""
}

// reference gives what a reference stands for: one of XML's five names, or a number.
func reference(name string) (rune, bool) {
	switch name {
	case "amp":
		return '&', true
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	digits, base := strings.CutPrefix(name, "#x")
	if !base {
		var number bool
		if digits, number = strings.CutPrefix(name, "#"); !number {
			return 0, false
		}
	}
	radix := 10
	if base {
		radix = 16
	}
	n, err := strconv.ParseUint(digits, radix, 32)
	if err != nil || n > utf8.MaxRune || !utf8.ValidRune(rune(n)) || noCharacter(rune(n)) {
		return 0, false
	}
	return rune(n), true
}

// noCharacter tells what XML 1.0 (2.2) does not let stand in a document, not even as a reference.
func noCharacter(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
}

// isPlain tells bytes that are XML at a glance: UTF-8 without controls but line ends, and without what begins with the byte of U+FFFE.
func isPlain(b []byte) bool {
	for _, c := range b {
		if c < ' ' && c != '\n' || c == "\uFFFE"[0] {
			return false
		}
	}
	return utf8.Valid(b)
}

// unreadable says what in some bytes cannot be XML, and where.
func unreadable(b []byte) (at int, problem string) {
	if isPlain(b) {
		return 0, ""
	}
	for at < len(b) {
		if c := b[at]; ' ' <= c && c < utf8.RuneSelf || c == '\n' {
			at++
			continue
		}
		r, size := utf8.DecodeRune(b[at:])
		switch {
		case r == utf8.RuneError && size == 1:
			return at, "not UTF-8"
		case noCharacter(r):
			return at, fmt.Sprintf("U+%04X cannot stand in XML", r)
		}
		at += size
	}
	return 0, ""
}
