package check

import (
	"strings"
	"unicode"

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
