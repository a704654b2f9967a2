package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tarjuma/internal/lang"
)

// foldWord gives a word as it is looked up: lower case, ASCII digits, and without what one writer puts and another leaves
// out: the nukta, the chandrabindu's moon, the kashida; Arabic yeh and kaf as in Persian. Pashto's other yehs tell words
// apart and stay, and so do vowel signs: Dari نُه is nine, نه is not.
func foldWord(s string) string {
	var folded strings.Builder
	for _, r := range norm.NFKD.String(s) {
		switch {
		case r == '\u093c', r == '\u0640', r == zwnj, isInvisible(r):
			continue
		case r == 'ँ':
			r = 'ं'
		case r == 'ي', r == 'ى':
			r = 'ی'
		case r == 'ك':
			r = 'ک'
		}
		if value, digit := lang.DigitValue(r); digit {
			r = '0' + rune(value)
		}
		folded.WriteRune(unicode.ToLower(r))
	}
	return folded.String()
}

// foldSimple is foldWord for letters that it treats one by one, appended to folded; false where there is another.
func foldSimple(folded []byte, word []char) ([]byte, bool) {
	for _, c := range word {
		if c.r < utf8.RuneSelf {
			folded = append(folded, byte(unicode.ToLower(c.r)))
			continue
		}
		r, simple := foldRune(c.r)
		if !simple {
			return folded, false
		}
		if r != 0 {
			folded = utf8.AppendRune(folded, r)
		}
	}
	return folded, true
}

// foldRune is foldWord for one letter, 0 for what that leaves out; false where it treats the letter in another way.
func foldRune(r rune) (folded rune, simple bool) {
	switch {
	case r < utf8.RuneSelf:
		return unicode.ToLower(r), true
	case r == 'ي', r == 'ى':
		return 'ی', true
	case r == 'ك':
		return 'ک', true
	case r == 'ँ':
		return 'ं', true
	case r == '\u093c', r == '\u0640', r == zwnj, r == '\u200d':
		return 0, true
	}
	return r, foldsToItself(r)
}

// foldsToItself tells letters of Dari, Pashto and Hindi that Unicode does not take apart.
func foldsToItself(r rune) bool {
	switch {
	case 0x0627 <= r && r <= 0x063A, 0x0641 <= r && r <= 0x0648, 0x0679 <= r && r <= 0x06BF, 0x06C3 <= r && r <= 0x06D2:
		return true
	case 0x0902 <= r && r <= 0x0957:
		return r != 0x0929 && r != 0x0931 && r != 0x0934 && r < 0x0951
	}
	return false
}
