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
	goesOn   map[string]bool // what longer keys begin with
	words    map[string]bool // all words of the keys, folded
	parted   bool            // a zero-width non-joiner parts words, as in Arabic script
	articled bool            // "a hundred" is one, and "hundred" alone need not be
	inverted bool            // units come before tens: five thirty is 35
}

func newVocabulary(language *lang.Language) *vocabulary {
	v := &vocabulary{entries: map[string]entry{}, goesOn: map[string]bool{}, words: map[string]bool{}}
	if language == nil {
		return v
	}
	v.parted = language.Script == "Arab"
	numbers := language.Numbers
	for w, n := range numbers.Cardinals {
		v.mark(w, func(e *entry) { e.cardinal = int64(n) })
		for _, suffix := range numbers.Suffixes {
			v.mark(w+suffix, func(e *entry) { e.cardinal = int64(n) })
		}
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
		v.words[parts[i]] = true
	}
	key := strings.Join(parts, " ")
	e, known := v.entries[key]
	if !known {
		e = entry{cardinal: -1, ordinal: -1}
	}
	set(&e)
	v.entries[key] = e
	for n := 1; n < len(parts); n++ {
		v.goesOn[strings.Join(parts[:n], " ")] = true
	}
}

// item is a piece, or several words that are one entry of the vocabulary.
type item struct {
	piece
	entry
	known bool // entry counts
}

// findItems finds the vocabulary's entries among pieces: of those that begin at a word, the longest.
func (r *reader) findItems() {
	for i := 0; i < len(r.pieces); {
		r.items = append(r.items, item{piece: r.pieces[i]})
		if r.pieces[i].kind == word {
			i = r.lookUp(i, &r.items[len(r.items)-1])
		} else {
			i++
		}
	}
}

// lookUp fills in the item that begins at word i, and gives the piece after it.
func (r *reader) lookUp(i int, found *item) (next int) {
	next = i + 1
	r.key = r.key[:0]
	for k := i; k < len(r.pieces) && r.pieces[k].kind == word; k++ {
		if k > i {
			if r.link(r.pieces[k-1], r.pieces[k]) == apart {
				break
			}
			r.key = append(r.key, ' ')
		}
		r.key = r.appendFold(r.key, r.pieces[k].from, r.pieces[k].to)
		if e, known := r.vocabulary.entries[string(r.key)]; known {
			next, found.entry, found.known, found.to = k+1, e, true, r.pieces[k].to
		}
		if !r.vocabulary.goesOn[string(r.key)] {
			break
		}
	}
	return next
}

// mayCount tells whether a text has digits or may have a word of the vocabulary. It costs next to nothing.
func (v *vocabulary) mayCount(t *text) bool {
	if t.kinds&(asciiDigit|nativeDigit|arabicDigit|otherDigit) != 0 {
		return true
	}
	for _, w := range t.words {
		if w.kind&(joining|nukta|apostrophe) != 0 || v.words[w.key] || w.kind&devanagari != 0 && strings.Contains(w.key, "ँ") {
			return true
		}
	}
	return false
}
