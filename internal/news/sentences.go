package news

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// Sentences cuts a text into its sentences. The pieces joined give the text exactly; white space goes with the
// sentence before it. They are those of Unicode (UAX #29), where ।, ۔ and ؟ end sentences as well, put together
// again where that is wrong: after an abbreviation (as a language's file lists them, with their full stop), after
// initials ("J. K. Rowling", "the U.S. Army"), inside quotation marks and brackets that are closed within
// quoteRunes, and at a single line end. In doubt two sentences stay one, since what they are for is to cut long
// blocks where it does no harm. For the same reason a text that is no prose, with a long run of neither letters nor
// digits, is left whole: behind a full stop such a run would cost uax29 the square of its length. Tags of inline markup
// are passed over, and a pair of them is never cut apart.
func Sentences(text string, abbreviations []string) []string {
	if tags := tagsIn(text); tags != nil {
		return taggedSentences(text, tags, abbreviations)
	}
	return plainSentences(text, abbreviations)
}

func plainSentences(text string, abbreviations []string) []string {
	if !isProse(text) {
		return []string{text}
	}
	var pieces []string
	guarded := quotations(text)
	start := 0
	for it := sentences.FromString(text); it.Next(); {
		end := it.End()
		for len(guarded) > 0 && guarded[0].end <= end {
			guarded = guarded[1:]
		}
		inside := len(guarded) > 0 && guarded[0].start < end
		if end < len(text) && (inside || !endsSentence(text[start:end], text[end:], abbreviations)) {
			continue
		}
		pieces = append(pieces, text[start:end])
		start = end
	}
	return pieces
}

// isProse says whether letters, digits or sentence marks come at least every runWithoutWords characters.
func isProse(text string) bool {
	const runWithoutWords = 100
	run := 0
	for _, r := range text {
		run++
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(sentenceMarks, r) {
			run = 0
		}
		if run > runWithoutWords {
			return false
		}
	}
	return true
}

// endsSentence says whether a text that UAX #29 ends here ends, seeing what follows.
func endsSentence(text, rest string, abbreviations []string) bool {
	said := strings.TrimRightFunc(text, unicode.IsSpace)
	next := strings.TrimLeftFunc(rest, unicode.IsSpace)
	if said == "" || len(next) < len(rest) {
		return false // white space goes with the sentence before it, or else with the first
	}
	mark := lastMark(said)
	switch lineEnds(text[len(said):]) {
	case 0:
	case 1:
		if !strings.ContainsRune(sentenceMarks, mark) {
			return false
		}
	default:
		return true
	}
	if mark != '.' {
		return true
	}
	said = strings.TrimRight(said, closingMarks)
	return !endsInInitials(said) && !endsInAbbreviation(said, abbreviations)
}

// lineEnds counts the line ends in white space; CRLF is one.
func lineEnds(space string) int {
	count := 0
	for i, r := range space {
		if isLineEnd(r) && !(r == '\n' && strings.HasSuffix(space[:i], "\r")) {
			count++
		}
	}
	return count
}

// endsInInitials tells a last word of single letters with full stops: "J.", "U.S.", «ن.», "ए.पी.".
func endsInInitials(text string) bool {
	word := text
	if i := strings.LastIndexFunc(text, unicode.IsSpace); i >= 0 {
		_, size := utf8.DecodeRuneInString(text[i:])
		word = text[i+size:]
	}
	word = strings.TrimLeft(word, "([“«\"'‘")
	if !strings.HasSuffix(word, ".") {
		return false
	}
	for part := range strings.SplitSeq(strings.TrimSuffix(word, "."), ".") {
		letter, size := utf8.DecodeRuneInString(part)
		if !unicode.IsLetter(letter) || strings.ContainsFunc(part[size:], func(r rune) bool { return !unicode.IsMark(r) }) {
			return false
		}
	}
	return true
}

func endsInAbbreviation(text string, abbreviations []string) bool {
	for _, abbreviation := range abbreviations {
		before, found := strings.CutSuffix(text, abbreviation)
		if !found {
			continue
		}
		r, _ := utf8.DecodeLastRuneInString(before)
		if before == "" || !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && r != '\u200c' {
			return true
		}
	}
	return false
}

// quoteRunes is how far a quotation or a bracket may reach and still be kept in one piece: about a hundred words.
// A longer one, or one that is never closed, does not keep its sentences together.
const quoteRunes = 600

type span struct{ start, end int }

// closerOf gives the mark that closes what an opening one opens. Straight quotes close themselves.
func closerOf(opening rune) (closing rune, opens bool) {
	switch opening {
	case '“':
		return '”', true
	case '«':
		return '»', true
	case '‹':
		return '›', true
	case '‘':
		return '’', true
	case '(':
		return ')', true
	case '[':
		return ']', true
	case '"':
		return '"', true
	}
	return 0, false
}

// quotations gives the ranges inside quotation marks and brackets, in order, those within others left out.
func quotations(text string) []span {
	open := make(map[rune][]opener) // by closing mark, those not yet closed
	var found []span
	before := ' '
	runes := 0
	for i, r := range text {
		closer, opens := closerOf(r)
		if r == '"' { // it opens a quotation only behind a space or another opening mark
			opens = unicode.IsSpace(before) || strings.ContainsRune("([“«", before)
		}
		if opens {
			open[closer] = append(open[closer], opener{i, runes})
		} else if waiting := open[r]; len(waiting) > 0 {
			last := waiting[len(waiting)-1]
			open[r] = waiting[:len(waiting)-1]
			if runes-last.runes <= quoteRunes {
				found = within(found, span{last.at, i + utf8.RuneLen(r)})
			}
		}
		before = r
		runes++
	}
	return found
}

// opener is where an opening mark stands, in bytes and in runes.
type opener struct{ at, runes int }

// within adds a range to those found; one that begins before the last ones takes their place, so that they stay in order.
func within(found []span, s span) []span {
	for len(found) > 0 && found[len(found)-1].start >= s.start {
		found = found[:len(found)-1]
	}
	return append(found, s)
}
