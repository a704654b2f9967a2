package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// findSpacing finds spaces that are too many or too few. One mark's fault is one change; where two touch, the first is made, and the other
// at the next look.
func (i *punctuationInspector) findSpacing(p *pair, r *report) {
	t := &p.target
	changes := t.edges(p.source.plain)
	for at := strings.IndexByte(t.plain, ' '); at >= 0; at = nextByte(t.plain, at, ' ') {
		end := at + 1
		for end < len(t.plain) && t.plain[end] == ' ' {
			end++
		}
		switch {
		case at == 0 || end == len(t.plain):
		case i.takesNoSpaceBefore(t.plain[end:]) && t.isAfterWordOrQuote(at):
			changes = append(changes, change{start: at, end: end})
		case end > at+1:
			changes = append(changes, change{start: at, end: end, text: " "})
		}
		at = end - 1
	}
	changes = append(changes, i.missingSpaces(t)...)
	changes = slices.DeleteFunc(changes, func(c change) bool { return t.isGuarded(c.start, c.end) })
	if len(changes) == 0 {
		return
	}
	slices.SortFunc(changes, func(a, b change) int { return a.start - b.start })
	var told []string
	for _, c := range changes {
		told = append(told, t.nameOfSpacing(c))
	}
	r.find("punct.spacing", spots{target: t.places(changes)}, "%s", enumerate(told)).Repair = t.mend(changes, false)
}

// nameOfSpacing says what is wrong with the white space that a change is for.
func (t *text) nameOfSpacing(c change) string {
	next, _ := utf8.DecodeRuneInString(t.plain[c.end:])
	switch {
	case c.start == 0:
		return "a space at the start"
	case c.end == len(t.plain):
		return "a space at the end"
	case c.text == " ":
		return "two spaces or more"
	case c.text == "":
		return fmt.Sprintf("a space before %c", next)
	}
	return "no space after " + t.plain[c.start:c.end]
}

// nextByte gives where a byte stands next after another place, or -1.
func nextByte(s string, after int, b byte) int {
	if after+1 >= len(s) {
		return -1
	}
	next := strings.IndexByte(s[after+1:], b)
	if next < 0 {
		return -1
	}
	return after + 1 + next
}

// edges gives the spaces at the start and the end of the text that the source has not.
func (t *text) edges(source string) []change {
	if t.plain == "" || source == "" {
		return nil
	}
	var changes []change
	if rest := strings.TrimLeft(t.plain, " "); len(rest) < len(t.plain) && source[0] != ' ' && rest != "" {
		changes = append(changes, change{start: 0, end: len(t.plain) - len(rest)})
	}
	if rest := strings.TrimRight(t.plain, " "); len(rest) < len(t.plain) && source[len(source)-1] != ' ' && rest != "" {
		changes = append(changes, change{start: len(rest), end: len(t.plain)})
	}
	return changes
}

// takesNoSpaceBefore tells whether a text begins with a mark that stands directly after a word. A full stop is one only where nothing but
// white space or a closing mark follows: ".5" and "..." are none.
func (i *punctuationInspector) takesNoSpaceBefore(s string) bool {
	r, size := utf8.DecodeRuneInString(s)
	switch r {
	case '،', '؛', '؟', '۔':
		return i.script == arabic && endsMark(s[size:])
	case '।':
		return i.script == devanagari && endsMark(s[size:])
	case ',', ';', '?', '!':
		return i.script != arabic && endsMark(s[size:])
	case '.':
		return endsMark(s[size:])
	}
	return false
}

// endsMark tells whether a mark is a single one: "؟؟" and "?!" may be set apart.
func endsMark(after string) bool { return endsSentence(after) }

// isAfterWordOrQuote tells whether a letter, digit or closing mark stands directly before a byte.
func (t *text) isAfterWordOrQuote(at int) bool {
	r, _ := utf8.DecodeLastRuneInString(t.plain[:at])
	return kindOf(r)&(letter|mark|asciiDigit|nativeDigit|quote|bracket|apostrophe|sign) != 0
}

// missingSpaces gives the commas, semicolons, question marks and dandas of the script that stand directly between two letters of it.
func (i *punctuationInspector) missingSpaces(t *text) []change {
	var marks [3]string
	switch i.script {
	case arabic:
		marks = [3]string{"،", "؛", "؟"}
	case devanagari:
		marks = [3]string{"।"}
	default:
		return nil
	}
	var changes []change
	for _, m := range marks {
		if m == "" {
			continue
		}
		for from := 0; ; {
			at := strings.Index(t.plain[from:], m)
			if at < 0 {
				break
			}
			at += from
			from = at + len(m)
			next, _ := utf8.DecodeRuneInString(t.plain[from:])
			if k := kindOf(next); k&letter != 0 && k&i.script != 0 && t.isAfter(at, i.script) {
				changes = append(changes, change{start: at, end: from, text: m + " "})
			}
		}
	}
	return changes
}
