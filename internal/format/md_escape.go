package format

import (
	"regexp"
	"strings"
	"unicode"
)

// escapeBlock gives a text of one or more lines as Markdown that reads as that text. Only what CommonMark or GitHub's
// extensions would take for something else is escaped, so that ordinary news stays as it is.
func escapeBlock(text string) string {
	lines, pairs := linesIn(text), pairsIn(text)
	for i, line := range lines {
		lines[i] = escapeLine(line, pairs)
	}
	return strings.Join(lines, "\n")
}

// escapeHeading gives a text as that of a heading, which is one line. "#" at its end would be taken for the closing of it.
func escapeHeading(text string) string {
	line := escapeLine(strings.Join(linesIn(text), " "), pairsIn(text))
	before := strings.TrimRight(line, "#")
	if before != line && (before == "" || strings.HasSuffix(before, " ") || strings.HasSuffix(before, "\t")) {
		return before + `\` + line[len(before):]
	}
	return line
}

// linesIn gives the lines of a text without blank ones, which would end its block, and without the white space at
// their edges, which would make code or line breaks of them.
func linesIn(text string) []string {
	var lines []string
	for line := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		if line = strings.Trim(line, " \t"); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// pairsIn gives those of the signs that mean something only in pairs (code, emphasis, strikethrough) of which a block
// has more than one.
func pairsIn(block string) string {
	pairs := ""
	for _, sign := range []string{"`", "*", "_", "~"} {
		if strings.Count(block, sign) > 1 {
			pairs += sign
		}
	}
	return pairs
}

// escapeLine escapes one line of a block that has the given signs in pairs.
func escapeLine(line, pairs string) string {
	var b strings.Builder
	runes := []rune(line)
	atStart := startSign(line)
	for i, r := range runes {
		if i == atStart || isSign(runes, i, pairs) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// What would begin a block of another kind if a line began with it, and where the backslash goes: before the last
// character of the match.
var (
	listNumber = regexp.MustCompile(`^[0-9]{1,9}[.)](?:[ \t]|$)`)
	lineSign   = regexp.MustCompile(`^(?:` +
		`#{1,6}(?:[ \t]|$)` + // heading
		`|>` + // quote
		`|[-+*](?:[ \t]|$)` + // list
		`|=+$|-+$|_[_ \t]*$` + // underlined heading, rule
		`|[-:| \t]*-[-:| \t]*$` + // second row of a table
		`|:(?:[ \t]|$)` + // definition, in dialects that have them
		`|~~~` + // code
		`|\[[\sxX]\]|\[!` + // box to tick, and GitHub's notes
		`)`)
)

// startSign gives the number of the character to escape at the start of a line, or -1.
func startSign(line string) int {
	if number := listNumber.FindString(line); number != "" {
		return strings.IndexAny(number, ".)")
	}
	if lineSign.MatchString(line) {
		return 0
	}
	return -1
}

// isSign says whether a character of a line means something to Markdown where it stands.
func isSign(line []rune, i int, pairs string) bool {
	before, after := ' ', ' '
	if i > 0 {
		before = line[i-1]
	}
	if i+1 < len(line) {
		after = line[i+1]
	}
	r := line[i]
	apart := unicode.IsSpace(before) && unicode.IsSpace(after)
	switch r {
	case '\\':
		return i+1 == len(line) || isASCIIPunctuation(after)
	case '`':
		return strings.ContainsRune(pairs, r)
	case '*':
		return strings.ContainsRune(pairs, r) && !apart
	case '_': // inside a word it is a letter
		return strings.ContainsRune(pairs, r) && !apart && !(inWord(before) && inWord(after))
	case '~':
		return strings.ContainsRune(pairs, r) && !unicode.IsSpace(before)
	case ']':
		return after == '(' || after == '[' || after == ':'
	case '<':
		return !unicode.IsSpace(after) // a tag, a comment, an address
	case '&':
		return entity.MatchString(string(line[i:min(len(line), i+longestEntity)]))
	}
	return false
}

// entity is a character written by its name or number. The longest name in HTML has 31 letters.
var entity = regexp.MustCompile(`^&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);`)

const longestEntity = 40

func inWord(r rune) bool { return !unicode.IsSpace(r) && !unicode.IsPunct(r) && !unicode.IsSymbol(r) }

func isASCIIPunctuation(r rune) bool {
	return r < unicode.MaxASCII && r > ' ' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
}
