package check

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// openings tells of nearly every word, without looking it up, that it does not begin what a vocabulary has: by its first two
// letters. Most words of a text are asked about, and few are in the vocabulary.
type openings struct {
	letters [1024]bool   // by place, of the first words of all keys
	firsts  *table[bool] // the words that a number can begin with, folded, and as tokens have them in their keys
}

// putFirst notes a folded word that a number can begin with, also as the keys of tokens have it.
func (o *openings) putFirst(word string) {
	composed := norm.NFC.String(word)
	for _, way := range []string{word, composed, strings.ReplaceAll(composed, "ं", "ँ")} {
		o.firsts.put(way, true)
	}
}

// place gives the place of the first two letters of a word.
func (o *openings) place(word string) int {
	place := rune(0)
	for i, taken := 0, 0; i < len(word) && taken < 2; {
		r, size := runeAt(word, i)
		i += size
		if folded, _ := foldRune(r); folded != 0 {
			place = place*37 + folded
			taken++
		}
	}
	return int(place) % len(o.letters)
}

// add notes the first word of a key.
func (o *openings) add(word string) { o.letters[o.place(word)] = true }

// may tells whether a word may be the first of a key.
func (o *openings) may(word string) bool { return o.letters[o.place(word)] }

// How many words around the first and the last word or digit that a number begins with are read with it: those before it
// are articles and the words of a code, those after it the rest of a number, what it is divided into and its unit.
const (
	wordsBefore = 3
	wordsAfter  = 6
)

// stretch gives the part of a text, between two bytes, that its numbers are in; 0, 0 where it has none.
func (v *vocabulary) stretch(t *text) (start, end int) {
	if t.kinds&(invisible|direction|stretched|shaped) != 0 || hasVulgarFraction(t.plain) {
		return 0, len(t.plain)
	}
	digits := t.digits
	if digits.End == 0 {
		digits.Start = len(t.plain)
	}
	first, last := 0, len(t.words)-1
	for first < len(t.words) && t.words[first].start < digits.Start && !v.isOpening(t, first) {
		first++
	}
	if first > last && digits.End == 0 {
		return 0, 0
	}
	for last > first && t.words[last].start >= digits.End && !v.isOpening(t, last) {
		last--
	}
	end = len(t.plain)
	if first -= wordsBefore; first > 0 {
		start = t.words[first].start
	}
	if last += wordsAfter; last < len(t.words) {
		end = t.words[last].end
	}
	return start, end
}

// isOpening tells whether a number can begin with a word of a text, or in it.
func (v *vocabulary) isOpening(t *text, i int) bool {
	w := &t.words[i]
	if w.kind&(joining|apostrophe|nukta|composed) != 0 {
		return v.mayBeginPart(t.plain[w.start:w.end])
	}
	return v.openings.firsts.get(w.key)
}

// mayBeginPart is mayBegin for the parts of a word between joiners and apostrophes.
func (v *vocabulary) mayBeginPart(word string) bool {
	for part := range strings.FieldsFuncSeq(word, func(r rune) bool { return isApostrophe(r) || r == zwnj }) {
		if v.openings.may(part) && v.mayBegin(part) {
			return true
		}
	}
	return v.openings.may(word) && v.mayBegin(word)
}

// mayBegin tells whether a number can begin with a word.
func (v *vocabulary) mayBegin(word string) bool {
	var room [32]byte
	folded := room[:0]
	for _, r := range word {
		r, simple := foldRune(r)
		if !simple {
			return v.openings.firsts.get(foldWord(word))
		}
		if r != 0 {
			folded = utf8.AppendRune(folded, r)
		}
	}
	return v.openings.firsts.get(string(folded))
}

// hasVulgarFraction tells ½ and its like, which all begin with the same byte.
func hasVulgarFraction(s string) bool {
	return strings.IndexByte(s, "½"[0]) >= 0 && strings.ContainsAny(s, "½¼¾")
}
