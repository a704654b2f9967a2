package summarize

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tarjuma/internal/lang"
)

// anchorWords is how many words of a segment an anchor gives.
const anchorWords = 3

// begins tells whether an anchor shows how a segment begins: its letters and digits are the segment's first, and reach to
// the end of the third word or of the segment. A dash that stands alone may count as one of the three: models count it so.
func begins(anchor, text string) bool {
	shown, whole := letters(anchor), letters(text)
	least := ""
	for i, word := range strings.Fields(text) {
		if i >= anchorWords && least != "" {
			break
		}
		least += letters(word)
	}
	return strings.HasPrefix(shown, least) && strings.HasPrefix(whole, shown)
}

// letters gives the letters and digits of a text for comparing, folded over case, compatibility forms, combining
// signs, digit systems, and the yehs and kafs that models mix up.
func letters(text string) string {
	var folded strings.Builder
	for _, r := range norm.NFKD.String(text) {
		if digit, ok := lang.DigitValue(r); ok {
			folded.WriteByte('0' + byte(digit))
			continue
		}
		switch {
		case r == 'ـ', !unicode.IsLetter(r) && !unicode.IsNumber(r):
			continue
		case strings.ContainsRune("يىېۍے", r):
			r = 'ی'
		case r == 'ك':
			r = 'ک'
		}
		folded.WriteRune(unicode.ToLower(r))
	}
	return folded.String()
}
