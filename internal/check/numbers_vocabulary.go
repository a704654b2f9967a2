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
	known               bool // it means something
	goesOn              bool // a longer key begins with the key
}

// nothing is the entry of what means nothing.
func nothing() entry { return entry{cardinal: -1, ordinal: -1} }

// vocabulary is the number words of a language, folded. A key of several words has single spaces between them.
type vocabulary struct {
	entries  map[string]*entry
	openings openings
	none     *entry // of words that are no keys
	parted   bool   // a zero-width non-joiner parts words, as in Arabic script
	articled bool   // "a hundred" is one, and "hundred" alone need not be
	inverted bool   // units come before tens: five thirty is 35
}

func newVocabulary(language *lang.Language) *vocabulary {
	none := nothing()
	v := &vocabulary{entries: map[string]*entry{}, none: &none, openings: openings{firsts: newTable[bool]()}}
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
	for key, e := range v.entries {
		if e.begins() {
			first, _, _ := strings.Cut(key, " ")
			v.openings.putFirst(first)
		}
	}
	return v
}

// saysUnitsFirst tells from the numbers that the vocabulary has in two words: five twenty → 25.
func (v *vocabulary) saysUnitsFirst() bool {
	for key, e := range v.entries {
		units, tens, two := strings.Cut(key, " ")
		if !two {
			continue
		}
		u, t := v.entries[units], v.entries[tens]
		if u != nil && t != nil && 0 < u.cardinal && u.cardinal < 10 && 20 <= t.cardinal && t.cardinal < 100 && e.cardinal == u.cardinal+t.cardinal {
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
	v.openings.add(parts[0])
	for i, part := range parts {
		parts[i] = foldWord(part)
	}
	v.openings.add(parts[0])
	e := v.entry(strings.Join(parts, " "))
	e.known = true
	set(e)
	for n := 1; n < len(parts); n++ {
		v.entry(strings.Join(parts[:n], " ")).goesOn = true
	}
}

// entry gives the entry of a key, a new one if there is none.
func (v *vocabulary) entry(key string) *entry {
	if v.entries[key] == nil {
		e := nothing()
		v.entries[key] = &e
	}
	return v.entries[key]
}

// item is a piece, or several words that are one entry of the vocabulary: then the piece is the first of them, and reaches to
// the end of the last.
type item struct {
	*piece
	*entry
}

// findItems finds the vocabulary's entries among pieces: of those that begin at a word, the longest.
func (r *reader) findItems() {
	for i := 0; i < len(r.pieces); {
		p, e := &r.pieces[i], r.vocabulary.none
		i++
		if p.kind == word && r.vocabulary.openings.may(r.spelt(p)) {
			e, i = r.lookUp(i - 1)
		}
		r.items = append(r.items, item{p, e})
	}
}

// lookUp gives the entry that begins at word i, with the piece made as long, and the piece after it.
func (r *reader) lookUp(i int) (found *entry, next int) {
	found, next = r.vocabulary.none, i+1
	end := r.pieces[i].to
	r.key = r.key[:0]
	for k := i; k < len(r.pieces) && r.pieces[k].kind == word; k++ {
		if k > i {
			if r.link(&r.pieces[k-1], &r.pieces[k]) == apart {
				break
			}
			r.key = append(r.key, ' ')
		}
		r.key = r.appendFold(r.key, r.pieces[k].from, r.pieces[k].to)
		e := r.vocabulary.entries[string(r.key)]
		if e == nil {
			break
		}
		if e.known {
			found, next, end = e, k+1, r.pieces[k].to
		}
		if !e.goesOn {
			break
		}
	}
	r.pieces[i].to = end
	return found, next
}
