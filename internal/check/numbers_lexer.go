package check

import (
	"unicode"
	"unicode/utf8"

	"tarjuma/internal/lang"
)

// char is one rune of a text and the bytes it stands at.
type char struct {
	r          rune
	start, end int
}

// legible gives the runes of a text without those that only direct or join what is shown: direction marks and isolates,
// zero-width joiners, soft hyphens. The zero-width non-joiner stays in Arabic script, where it parts words as a hyphen does.
func legible(text string) []char {
	chars := make([]char, 0, len(text))
	previous := rune(0)
	for i := 0; i < len(text); {
		r, length := utf8.DecodeRuneInString(text[i:])
		if !isInvisible(r) && (r != zwnj || unicode.Is(unicode.Arabic, previous)) {
			chars = append(chars, char{r, i, i + length})
			previous = r
		}
		i += length
	}
	return chars
}

const zwnj = '\u200c'

func isInvisible(r rune) bool {
	switch r {
	case '\u200d', '\u200b', '\u00ad', '\u2060', '\ufeff': // joiner, zero-width space, soft hyphen, word joiner, byte order mark
		return true
	}
	return isDirection(r)
}

// isDirection tells the marks, embeddings, overrides and isolates that only say in which direction text is shown.
func isDirection(r rune) bool {
	return r == '\u200e' || r == '\u200f' || r == '\u061c' || '\u202a' <= r && r <= '\u202e' || '\u2066' <= r && r <= '\u2069'
}

func isDigit(r rune) bool {
	_, digit := lang.DigitValue(r)
	return digit
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }

func isLatin(r rune) bool { return unicode.Is(unicode.Latin, r) }

func isApostrophe(r rune) bool { return r == '\'' || r == '’' }

func isHyphen(r rune) bool { return r == '-' || r == '\u2010' || r == '\u2011' || r == zwnj }

// isDash tells what stands between the ends of a range. The minus sign is often typed for it.
func isDash(r rune) bool {
	return isHyphen(r) && r != zwnj || r == '\u2012' || r == '–' || r == '—' || r == '−'
}

func isPlainSpace(r rune) bool { return r == ' ' }

// isGroupSpace tells the spaces that are only typed to keep the groups of one number together.
func isGroupSpace(r rune) bool {
	return r == '\u00a0' || r == '\u202f' || r == '\u2009' || r == '\u2007'
}
