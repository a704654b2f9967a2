package check

import (
	"strconv"
	"strings"

	"tarjuma/internal/lang"
)

// entry is what a word may mean in a number. A word can mean several things: a cardinal and an article.
type entry struct {
	cardinal, ordinal   int64 // -1: none
	scale               int64 // 0: none
	fraction            string
	connector, article  bool
	unreadable, divides bool // divides: the plural of a part, as in two thirds, three quarters
	ambiguous           bool
}

// vocabulary is the number words of a language, folded. A key of several words has single spaces between them.
type vocabulary struct {
	entries  map[string]entry
	longest  int  // words in the longest key
	parted   bool // a zero-width non-joiner parts words, as in Arabic script
	articled bool // "a hundred" is one, and "hundred" alone need not be
	inverted bool // units come before tens: five thirty is 35
}

func newVocabulary(language *lang.Language) *vocabulary {
	v := &vocabulary{entries: map[string]entry{}, longest: 1}
	if language == nil {
		return v
	}
	v.parted = language.Script == "Arab"
	numbers := language.Numbers
	for w, n := range numbers.Cardinals {
		v.mark(w, func(e *entry) { e.cardinal = int64(n) })
	}
	for w, n := range numbers.Ordinals {
		v.mark(w, func(e *entry) { e.ordinal = int64(n) })
		v.markPlural(w, language, n > 2)
	}
	for w, n := range numbers.Scales {
		v.mark(w, func(e *entry) { e.scale = n })
	}
	for w, f := range numbers.Fractions {
		v.mark(w, func(e *entry) { e.fraction = strconv.FormatFloat(f, 'f', -1, 64) })
		v.markPlural(w, language, f < 1)
	}
	for _, w := range numbers.Connectors {
		v.mark(w, func(e *entry) { e.connector = true })
	}
	for _, w := range numbers.Articles {
		_, counts := numbers.Cardinals[w]
		v.articled = v.articled || !counts
		v.mark(w, func(e *entry) { e.article = true })
	}
	for _, w := range numbers.Unreadable {
		v.mark(w, func(e *entry) { e.unreadable = true })
	}
	for _, w := range numbers.Ambiguous {
		v.mark(w, func(e *entry) { e.ambiguous = true })
	}
	v.inverted = v.saysUnitsFirst()
	return v
}

// saysUnitsFirst tells from the numbers that the vocabulary has in two words: five twenty → 25.
func (v *vocabulary) saysUnitsFirst() bool {
	for key, e := range v.entries {
		units, tens, two := strings.Cut(key, " ")
		if !two {
			continue
		}
		u, t := v.entries[units].cardinal, v.entries[tens].cardinal
		if 0 < u && u < 10 && 20 <= t && t < 100 && e.cardinal == u+t {
			return true
		}
	}
	return false
}

// markPlural notes how languages in Latin letters write the lower half of a fraction: thirds, quarters.
func (v *vocabulary) markPlural(word string, language *lang.Language, divides bool) {
	if language.Script == "Latn" && divides {
		v.mark(word+"s", func(e *entry) { e.divides = true })
	}
}

func (v *vocabulary) mark(words string, set func(*entry)) {
	parts := strings.FieldsFunc(words, func(r rune) bool { return r == ' ' || r == '-' || r == zwnj && v.parted })
	for i, part := range parts {
		parts[i] = foldWord(part)
	}
	key := strings.Join(parts, " ")
	e, known := v.entries[key]
	if !known {
		e = entry{cardinal: -1, ordinal: -1}
	}
	set(&e)
	v.entries[key] = e
	v.longest = max(v.longest, len(parts))
}

// item is a piece, or several words that are one entry of the vocabulary.
type item struct {
	piece
	entry
	known bool // entry counts
}

// items finds the vocabulary's entries among pieces: of those that begin at a word, the longest.
func (l *lexer) items(v *vocabulary) []item {
	items := make([]item, 0, len(l.pieces))
	for i := 0; i < len(l.pieces); {
		taken, found := l.lookUp(v, i)
		items = append(items, found)
		i += taken
	}
	return items
}

func (l *lexer) lookUp(v *vocabulary, i int) (taken int, found item) {
	taken, found = 1, item{piece: l.pieces[i]}
	key := ""
	for k := i; k < len(l.pieces) && k < i+v.longest && l.pieces[k].kind == word; k++ {
		if k > i {
			if l.link(l.pieces[k-1], l.pieces[k]) == apart {
				break
			}
			key += " "
		}
		key += l.fold(l.pieces[k].from, l.pieces[k].to)
		if e, known := v.entries[key]; known {
			taken, found.entry, found.known = k-i+1, e, true
			found.to = l.pieces[k].to
		}
	}
	return taken, found
}
