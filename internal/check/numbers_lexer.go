package check

import (
	"slices"
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
// They are put where the runes of another text were, which nobody needs any more.
func legible(chars []char, text string) []char {
	chars = slices.Grow(chars[:0], len(text))
	previous := rune(0)
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			previous = rune(text[i])
			chars = append(chars, char{previous, i, i + 1})
			i++
			continue
		}
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

// isDigit tells decimal digits. Those of the scripts that are read all day are told without a search.
func isDigit(r rune) bool {
	switch {
	case r < 0x80:
		return '0' <= r && r <= '9'
	case 0x0600 <= r && r <= 0x06FF:
		return 0x0660 <= r && r <= 0x0669 || 0x06F0 <= r && r <= 0x06F9
	case 0x0900 <= r && r <= 0x097F:
		return 0x0966 <= r && r <= 0x096F
	}
	_, digit := lang.DigitValue(r)
	return digit
}

// isWordRune tells letters and marks.
func isWordRune(r rune) bool {
	switch {
	case r < 0x80:
		return 'a' <= r|0x20 && r|0x20 <= 'z'
	case 0x0620 <= r && r <= 0x065F, 0x0671 <= r && r <= 0x06D3, 0x0900 <= r && r <= 0x0963:
		return true
	}
	return unicode.IsLetter(r) || unicode.IsMark(r)
}

func isLatin(r rune) bool {
	return r < 0x80 && isWordRune(r) || r >= 0x80 && unicode.Is(unicode.Latin, r)
}

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
