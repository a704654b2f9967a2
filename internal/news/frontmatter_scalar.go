package news

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"

	yaml "go.yaml.in/yaml/v3"
)

// scalar is a text in YAML: its range, and how it is written there.
type scalar struct {
	at     span
	style  yaml.Style // of the styles of scalars one, or 0: plain
	inFlow bool       // within brackets, where some signs end a plain scalar
	first  bool       // in its line, at the very left, where only a block scalar may begin
	value  string
	header string // of a block scalar: its first line and the line end
	indent string // of a block scalar: what its lines begin with
}

// scalarAt reads the scalar that begins at an offset. It is not ok when what it takes for the scalar reads otherwise.
func scalarAt(text string, start int, n *yaml.Node, inFlow bool) (s *scalar, ok bool) {
	for start < len(text) && (text[start] == '&' || text[start] == '!') { // an anchor, a tag
		end := strings.IndexFunc(text[start:], unicode.IsSpace)
		if end < 0 {
			return nil, false
		}
		start += end + len(text[start+end:]) - len(strings.TrimLeft(text[start+end:], " \t"))
	}
	s = &scalar{
		at:     span{start, -1},
		style:  n.Style & (yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle | yaml.LiteralStyle | yaml.FoldedStyle),
		inFlow: inFlow, value: n.Value, first: start > 0 && start <= len(text) && text[start-1] == '\n',
	}
	switch {
	case start >= len(text):
		return nil, false
	case s.style == yaml.DoubleQuotedStyle, s.style == yaml.SingleQuotedStyle:
		s.at.end = quotedEnd(text, start)
	case s.style == 0:
		s.at.end = plainEnd(text, start, n.Value)
	default:
		s.readBlock(text)
	}
	if s.at.end <= start {
		return nil, false
	}
	read, ok := yamlString(text[start:s.at.end])
	return s, ok && strings.TrimRight(read, "\n") == strings.TrimRight(n.Value, "\n")
}

// yamlString reads a scalar that stands alone.
func yamlString(text string) (string, bool) {
	var value struct{ K yaml.Node }
	if yaml.Unmarshal([]byte("k: "+text), &value) != nil || value.K.Kind != yaml.ScalarNode || value.K.ShortTag() != "!!str" {
		return "", false
	}
	return value.K.Value, true
}

// quotedEnd gives where a scalar in quotation marks ends, or -1.
func quotedEnd(text string, start int) int {
	quote := text[start]
	for i := start + 1; i < len(text); i++ {
		switch {
		case quote == '"' && text[i] == '\\':
			i++
		case text[i] == quote && quote == '\'' && i+1 < len(text) && text[i+1] == quote:
			i++
		case text[i] == quote:
			return i + 1
		}
	}
	return -1
}

// plainEnd gives where a scalar without quotation marks ends, which is where its lines, folded, are its value; or -1.
func plainEnd(text string, start int, value string) int {
	left := solid(value)
	for i := start; i < len(text) && left > 0; i++ {
		if left -= solid(text[i : i+1]); left == 0 && folded(text[start:i+1]) == value {
			return i + 1
		}
	}
	return -1
}

// solid counts the bytes of a text that are no white space.
func solid(text string) int {
	n := 0
	for i := range len(text) {
		if !isSpaceByte(text[i]) {
			n++
		}
	}
	return n
}

// folded joins the lines of a plain scalar: a line end is a space, and each blank line behind one a line end.
func folded(text string) string {
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	var b strings.Builder
	blank := 0
	for i, line := range strings.Split(text, "\n") {
		switch line = strings.Trim(line, " \t"); {
		case line == "":
			blank++
			continue
		case i > 0 && blank == 0:
			b.WriteByte(' ')
		}
		b.WriteString(strings.Repeat("\n", blank) + line)
		blank = 0
	}
	return b.String()
}

// readBlock reads a block scalar: its lines are those indented further than what it is in, to the last that is not blank.
func (s *scalar) readBlock(text string) {
	_, at := lineBounds(text, s.at.start)
	s.header = text[s.at.start:at]
	first := true
	for at < len(text) {
		stop, next := lineBounds(text, at)
		line := text[at:stop]
		said := strings.TrimLeft(line, " ")
		indent := line[:len(line)-len(said)]
		if said != "" {
			if first {
				s.indent, first = indent, false
			}
			if indent == "" {
				return
			}
			if len(indent) < len(s.indent) {
				if read, ok := yamlString(text[s.at.start:s.at.end]); ok && strings.TrimRight(read, "\n") == strings.TrimRight(s.value, "\n") {
					return
				}
				s.indent = indent
			}
			s.at.end = at + len(line)
		}
		at = next
	}
}

// yamlLineEnds matches the line ends in a value, with the white space round them.
var yamlLineEnds = regexp.MustCompile(`[ \t]*[\r\n]\s*`)

// segmentText gives the value as the text of a segment. Its line ends are behind tags.
func (s *scalar) segmentText() (string, marks) {
	var b strings.Builder
	var m marks
	value := strings.TrimSpace(s.value)
	hide := func(found string) string { return m.addAlone(mark{kind: lookalike, bare: found, shown: found}) }
	at := 0
	for _, end := range append(yamlLineEnds.FindAllStringIndex(value, -1), []int{len(value), len(value)}) {
		b.WriteString(tagLike.ReplaceAllStringFunc(value[at:end[0]], hide))
		if found := value[end[0]:end[1]]; found != "" {
			b.WriteString(m.addAlone(mark{kind: lineBreak, bare: found, shown: "\n"}))
		}
		at = end[1]
	}
	return b.String(), m
}

// written gives a text so that YAML reads it as that text, in the style of the source where that can be.
func (s *scalar) written(text string) string {
	text = strings.TrimSpace(text)
	var out string
	switch s.style {
	case 0:
		if s.plainly(text) {
			return text
		}
	case yaml.SingleQuotedStyle:
		out = "'" + strings.ReplaceAll(text, "'", "''") + "'"
	case yaml.LiteralStyle:
		out = s.block(text, "\n")
	case yaml.FoldedStyle:
		out = s.block(text, "\n\n")
	}
	if out != "" {
		if read, ok := yamlString(out); ok && strings.TrimRight(read, "\n") == text {
			return out
		}
	}
	if s.first {
		return "  " + doubleQuoted(text)
	}
	return doubleQuoted(text)
}

// plainly says whether a text may stand without quotation marks. Words and signs that readers of YAML 1.1 take for
// something else than a text may not.
func (s *scalar) plainly(text string) bool {
	switch strings.ToLower(text) {
	case "y", "n", "yes", "no", "on", "off", "true", "false", "null", "~":
		return false
	}
	if text == "" || strings.ContainsAny(text[:1], "0123456789+-.=<>?:,[]{}#&*!|'\"%@`") || strings.ContainsFunc(text, unicode.IsControl) {
		return false
	}
	if s.inFlow && strings.ContainsAny(text, ",[]{}:?#") {
		return false
	}
	read, ok := yamlString(text)
	return ok && read == text
}

// block gives a text as a block scalar; a line end in it is written as between.
func (s *scalar) block(text, between string) string {
	header := strings.TrimRight(s.header, "\r\n")
	style, rest, _ := strings.Cut(header, " ")
	style = strings.Trim(style, "0123456789") // lines are trimmed: nothing must be said of their indentation
	if rest != "" {
		style += " " + rest
	}
	end := s.header[len(header):]
	lines := strings.ReplaceAll(text, "\n", between+s.indent)
	return style + end + s.indent + strings.ReplaceAll(lines, "\n", end)
}

// doubleQuoted gives a text in quotation marks, on one line. What YAML does not hold to be printable is written by
// its number (YAML 1.2, 5.1 and 5.7); invisible joiners are printable and stay.
func doubleQuoted(text string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range text {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == '\ufeff' || r == '\ufffe' || r == '\uffff':
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}
