package translate

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// letters gives the letters and digits of a text, folded so that two spellings of one word are equal: case,
// compatibility forms, combining signs, digit systems, and the Arabic letters that keyboards and models mix up (the
// yehs, kafs and hehs). It is for comparing only and never written anywhere. That it folds much is safe: segments
// that begin alike after folding are never in one request, so that an anchor always tells those of a request apart.
func letters(text string) string {
	var folded strings.Builder
	for _, r := range norm.NFKD.String(text) {
		if digit, ok := lang.DigitValue(r); ok {
			folded.WriteByte(byte('0' + digit))
		} else if r != tatweel && (unicode.IsLetter(r) || unicode.IsNumber(r)) {
			folded.WriteRune(fold(r))
		}
	}
	return folded.String()
}

// tatweel stretches a line; Unicode calls it a letter, but no word is spelt with it.
const tatweel = 'ـ'

func fold(r rune) rune {
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

// anchorWords is how many words of the source an anchor gives.
const anchorWords = 3

// beginning gives the letters of the first three words of a text, or of all it has: the least that an anchor must
// give. A dash or a tag that stands alone counts as one of the three, because models count it so; more words may always
// be given.
func beginning(text string) string {
	var folded strings.Builder
	words := 0
	for field := range strings.FieldsSeq(text) {
		for _, word := range fieldWords(field) {
			folded.WriteString(letters(word))
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
	if words := strings.Fields(news.WithoutTags(field)); len(words) > 0 {
		return words
	}
	return []string{""}
}

// alphabet is the letters of a language, folded.
type alphabet map[rune]bool

func alphabetOf(l *lang.Language) alphabet {
	letter := alphabet{}
	for _, r := range letters(l.Letters.All) {
		letter[r] = true
	}
	return letter
}

// in says whether a folded text has a letter of the alphabet.
func (a alphabet) in(folded string) bool {
	return strings.ContainsFunc(folded, func(r rune) bool { return a[r] })
}
