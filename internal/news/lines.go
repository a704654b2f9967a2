package news

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// line is one line of a text that is not blank, in byte offsets.
type line struct {
	start, end int // where what it says begins and ends, without white space and the signs of lists and quotes
	bare       int // where it begins with the sign of a list
	indent     int // runes of white space before it
	width      int // columns from the margin to its end
	quoted     bool
	marker     string // the sign of a list item, or ""
	after      bool   // the line before it is blank, or there is none
	ended      bool   // it ends as a sentence does, or with a colon
	wordy      bool   // it holds a letter or a digit
}

// isLineEnd tells the characters that end a line in plain text (Unicode Standard 5.8, newline guidelines).
func isLineEnd(r rune) bool {
	switch r {
	case '\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029':
		return true
	}
	return false
}

// blank says whether a text shows nothing: white space and invisible format characters (zero width spaces and
// joiners, marks of direction) alone.
func blank(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) })
}

// wordy says whether a text holds a letter or a digit.
func wordy(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

// linesOf gives the lines of a text that are not blank. A quoted line that holds only its sign is blank.
func linesOf(text string) []line {
	var lines []line
	after := true
	for at := 0; at < len(text); {
		end, next := lineEnd(text, at)
		l, ok := readLine(text, at, end)
		if ok {
			l.after = after
			lines = append(lines, l)
		}
		after = !ok
		at = next
	}
	return lines
}

// lineEnd gives where the line that begins at an offset ends, and where the next one begins.
func lineEnd(text string, at int) (end, next int) {
	i := strings.IndexFunc(text[at:], isLineEnd)
	if i < 0 {
		return len(text), len(text)
	}
	end = at + i
	if strings.HasPrefix(text[end:], "\r\n") {
		return end, end + 2
	}
	_, size := utf8.DecodeRuneInString(text[end:])
	return end, end + size
}

// readLine reads the line between two offsets; a blank one is not ok.
func readLine(text string, from, to int) (l line, ok bool) {
	whole := strings.TrimRightFunc(text[from:to], unicode.IsSpace)
	said := strings.TrimLeftFunc(whole, unicode.IsSpace)
	l.end = from + len(whole)
	l.indent = utf8.RuneCountInString(text[from : l.end-len(said)])
	l.width = columns(whole)

	rest := afterQuoteSign(said)
	l.quoted = len(rest) < len(said)
	if blank(rest) {
		return line{}, false
	}
	l.bare = l.end - len(rest)
	if after := afterListSign(rest); len(after) < len(rest) && wordy(after) {
		l.marker = strings.TrimSpace(rest[:len(rest)-len(after)])
		rest = after
	}
	l.start = l.end - len(rest)
	l.ended = strings.ContainsRune(sentenceMarks+":", lastMark(rest))
	l.wordy = wordy(rest)
	return l, true
}

// columns counts the columns that a text takes, as editors do: none for combining marks and invisible characters.
func columns(text string) int {
	n := 0
	for _, r := range text {
		if r < 0x300 || !unicode.In(r, unicode.Mn, unicode.Cf) {
			n++
		}
	}
	return n
}

// afterQuoteSign gives what follows the ">" of a quoted line, however often it is repeated.
func afterQuoteSign(s string) string {
	for strings.HasPrefix(s, ">") {
		s = strings.TrimLeftFunc(s[1:], unicode.IsSpace)
	}
	return s
}

const (
	tightBullets = "•‣◦●○▪■□" // need no space after them
	looseBullets = "-*–·"     // are a sign only with a space after them
)

// afterListSign gives what follows the sign of a list item: a bullet, or a number of one or two digits (of any
// script) with a full stop, a bracket or a hyphen, and a space. Years and decimals are none.
func afterListSign(s string) string {
	first, size := utf8.DecodeRuneInString(s)
	rest := s[size:]
	switch {
	case strings.ContainsRune(tightBullets, first):
		return strings.TrimLeftFunc(rest, unicode.IsSpace)
	case strings.ContainsRune(looseBullets, first):
		return afterSpace(rest, s)
	}
	number := strings.TrimPrefix(s, "(")
	rest = strings.TrimLeftFunc(number, unicode.IsDigit)
	if digits := utf8.RuneCountInString(number[:len(number)-len(rest)]); digits < 1 || digits > 2 || rest == "" {
		return s
	}
	if !strings.ContainsRune(".)-", rune(rest[0])) || (len(number) < len(s) && rest[0] != ')') {
		return s
	}
	return afterSpace(rest[1:], s)
}

// afterSpace gives rest without the white space it begins with, or otherwise where it does not begin with any.
func afterSpace(rest, otherwise string) string {
	trimmed := strings.TrimLeftFunc(rest, unicode.IsSpace)
	if len(trimmed) == len(rest) {
		return otherwise
	}
	return trimmed
}

const (
	sentenceMarks = ".!?…।॥۔؟"
	clauseMarks   = ":;,،؛"
	closingMarks  = "\"'”’»›)]}"
)

// lastMark gives the last character of a text that says how it ends, behind closing quotes and brackets.
func lastMark(text string) rune {
	text = strings.TrimRightFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(closingMarks, r)
	})
	r, _ := utf8.DecodeLastRuneInString(text)
	return r
}
