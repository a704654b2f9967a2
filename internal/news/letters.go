package news

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tarjuma/internal/lang"
)

// Letters gives the letters and digits of a text without its tags, folded so that two spellings of one word are equal:
// case, compatibility forms, combining signs, digit systems, and the Arabic letters that keyboards and models mix up (the
// yehs, kafs and hehs). It is for comparing only and never written anywhere: Pashto's yehs tell words apart.
func Letters(text string) string {
	var folded strings.Builder
	for _, r := range norm.NFKD.String(WithoutTags(text)) {
		if digit, ok := lang.DigitValue(r); ok {
			folded.WriteByte(byte('0' + digit))
		} else if r != tatweel && (unicode.IsLetter(r) || unicode.IsNumber(r)) {
			folded.WriteRune(foldLetter(r))
		}
	}
	return folded.String()
}

// tatweel stretches a line; Unicode calls it a letter, but no word is spelt with it.
const tatweel = 'ـ'

func foldLetter(r rune) rune {
	switch r {
	case 'ي', 'ى', 'ې', 'ۍ', 'ے':
		return 'ی'
	case 'ك', 'ڪ':
		return 'ک'
	case 'ة', 'ە', 'ہ', 'ھ':
		return 'ه'
	}
	return unicode.ToLower(r)
}

// anchorWords is how many words of a text an anchor gives.
const anchorWords = 3

// Beginning gives the Letters of the first three words of a text, or of all it has: the least that an anchor, by which a
// model shows what it has read, must give. A dash or a tag that stands alone counts as one of the three, because models count
// it so; more words may always be given.
func Beginning(text string) string {
	var folded strings.Builder
	words := 0
	for field := range strings.FieldsSeq(text) {
		for _, word := range fieldWords(field) {
			folded.WriteString(Letters(word))
			if words++; words >= anchorWords && folded.Len() > 0 {
				return folded.String()
			}
		}
	}
	return folded.String()
}

// fieldWords gives the words of what stands between white space: <x1/> may part two, and one that stands alone is an
// empty one.
func fieldWords(field string) []string {
	if words := strings.Fields(WithoutTags(field)); len(words) > 0 {
		return words
	}
	return []string{""}
}
