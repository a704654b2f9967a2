package translate

import (
	"strings"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// alphabet is the letters of a language, folded.
type alphabet map[rune]bool

func alphabetOf(l *lang.Language) alphabet {
	letter := alphabet{}
	for _, r := range news.Letters(l.Letters.All) {
		letter[r] = true
	}
	return letter
}

// in says whether a folded text has a letter of the alphabet.
func (a alphabet) in(folded string) bool {
	return strings.ContainsFunc(folded, func(r rune) bool { return a[r] })
}
