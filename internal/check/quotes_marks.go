package check

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// quoteMark is a quotation mark in a text, from byte start to end of plain.
type quoteMark struct {
	start, end int
	style      quoteStyle
	single     bool
	turn       turn
}

// quoteStyle is a family of marks.
type quoteStyle byte

const (
	straight quoteStyle = iota // " and '
	curly                      // “ ” „ and ‘ ’ ‚
	angled                     // « » and ‹ ›
	styles                     // how many there are
)

// String gives the family as a message names it.
func (s quoteStyle) String() string { return [...]string{`"…"`, "“…”", "«…»"}[s] }

// turn says whether a mark opens or closes.
type turn byte

const (
	either turn = iota // what stands round it does not tell
	opens
	closes
)

// quoteMarks finds the quotation marks of a text, in order, and adds them to marks. Apostrophes and the inches of a measure are
// none. A single mark is one where a word begins, if another ends the quotation or a speech begins there; so is that other.
func quoteMarks(t *text, marks []quoteMark) []quoteMark {
	if t.kinds&(quote|apostrophe) == 0 {
		return marks
	}
	open := -1            // the single mark of marks that waits for its other
	straightOpen := false // whether the straight double marks so far are odd
	for i := 0; i < len(t.plain); i++ {
		if c := t.plain[i]; c != '"' && c != '\'' && c != 0xC2 && c != 0xE2 {
			continue // no mark begins with another byte
		}
		m, is := quoteMarkAt(t.plain, i)
		switch {
		case !is:
		case !m.single:
			if m.style != straight || !isStray(t.plain, m, straightOpen) {
				marks = append(marks, m)
				straightOpen = straightOpen != (m.style == straight)
			}
			i = m.end - 1
		case m.turn == opens && open < 0:
			open, marks = len(marks), append(marks, m)
		case m.turn == opens && !beginsSpeech(t.plain[:marks[open].start]):
			marks = append(marks[:open], marks[open+1:]...) // it was an apostrophe
			open, marks = len(marks), append(marks, m)
		case m.turn == closes && open >= 0:
			marks, open = append(marks, m), -1
		}
	}
	if open >= 0 && !beginsSpeech(t.plain[:marks[open].start]) {
		marks = append(marks[:open], marks[open+1:]...)
	}
	return marks
}

// quoteMarkAt reads the mark at a byte, if it is one. Single marks that neither open nor close are apostrophes.
func quoteMarkAt(s string, at int) (quoteMark, bool) {
	r, size := utf8.DecodeRuneInString(s[at:])
	m := quoteMark{start: at, end: at + size}
	switch r {
	case '"':
		m.turn = turnOf(s, at, m.end)
	case '“', '„', '‟':
		m.style, m.turn = curly, opens
	case '”':
		m.style, m.turn = curly, closes
	case '«':
		m.style, m.turn = angled, opens
	case '»':
		m.style, m.turn = angled, closes
	case '\'':
		if m.single = !strings.HasPrefix(s[m.end:], "'"); !m.single { // two stand for a double mark
			m.end++
			m.turn = turnOf(s, at, m.end)
		}
	case '‘', '’', '‚', '‛':
		m.single, m.style = true, curly
	case '‹', '›':
		m.single, m.style = true, angled
	default:
		return m, false
	}
	if m.single {
		m.turn = turnOf(s, at, m.end)
		return m, m.turn != either && !(m.turn == opens && isElision(s[m.end:]))
	}
	return m, true
}

// turnOf tells by what stands round a mark whether it opens or closes: a word begins behind the one, and ends before the other.
func turnOf(s string, start, end int) turn {
	before, after := lastVisible(s[:start]), firstVisible(s[end:])
	apart := before == 0 || unicode.IsSpace(before)
	begins := apart || strings.ContainsRune("([{“«„\"'‘‹—–-:/", before)
	ends := after == 0 || !isWordOrDigit(after) && !strings.ContainsRune("([{“«„‘‹…$£€₹#@", after)
	switch {
	case begins && !ends:
		return opens
	case ends && !apart:
		return closes
	}
	return either
}

// isElision tells what an apostrophe stands before in English: '90s, 'n' and the like.
func isElision(after string) bool {
	word := after
	if i := strings.IndexFunc(after, func(r rune) bool { return r >= utf8.RuneSelf || !unicode.IsLetter(r) && !unicode.IsDigit(r) }); i >= 0 {
		word = after[:i]
	}
	switch strings.ToLower(word) {
	case "n", "em", "til", "till", "cause", "tis", "twas", "round", "bout":
		return true
	}
	return len(word) >= 2 && unicode.IsDigit(rune(word[0])) && (len(word) == 2 || strings.HasSuffix(word, "s"))
}

// firstVisible and lastVisible give the rune at an end of a text that is no mark of direction, 0 where there is none.
func firstVisible(s string) rune {
	for _, r := range s {
		if !isDirection(r) {
			return r
		}
	}
	return 0
}

func lastVisible(s string) rune {
	for s != "" {
		r, size := utf8.DecodeLastRuneInString(s)
		if !isDirection(r) {
			return r
		}
		s = s[:len(s)-size]
	}
	return 0
}

// beginsSpeech tells whether a quotation that no mark closes may begin behind a text: one that runs on into the next
// paragraph begins a paragraph, or comes after a colon or comma.
func beginsSpeech(before string) bool {
	switch last := lastVisible(strings.TrimRightFunc(before, unicode.IsSpace)); last {
	case 0, ':', ',', '،':
		return true
	}
	return false
}

// isStray tells a straight double mark that is none: inches or seconds behind a digit, an apostrophe that was mistyped ("the
// players" bus"), with no quotation open; and those round the value of an attribute.
func isStray(s string, m quoteMark, open bool) bool {
	if strings.HasSuffix(s[:m.start], "=") || strings.HasPrefix(s[m.end:], ">") {
		return true
	}
	last := lastVisible(s[:m.start])
	return !open && (unicode.IsDigit(last) || last == 's' && m.turn == closes && strings.HasPrefix(s[m.end:], " "))
}

// hasSingle tells whether a text has a single mark at the edge of a word, be it a quotation mark or an apostrophe.
func hasSingle(t *text) bool {
	for i := range len(t.plain) {
		if c := t.plain[i]; c != '\'' && c != 0xE2 {
			continue
		}
		if m, is := quoteMarkAt(t.plain, i); is && m.single {
			return true
		}
	}
	return false
}
