package check

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// quotation is what stands between two quotation marks or brackets, where it is not surely of the text's language: foreign words,
// or too few words to tell. Where and what they are is asked only when there is a fault to mend.
type quotation struct {
	start, end int // in plain, without the marks
	foreign    bool
}

// quotations finds them, in order of their ends.
func (t *text) quotations() []quotation {
	if t.kinds&(quote|apostrophe|bracket) == 0 {
		return nil
	}
	var found []quotation
	opened := map[rune]int{} // by the mark that is to close it
	doubles := []int(nil)
	for i, r := range t.plain {
		after := i + utf8.RuneLen(r)
		switch r {
		case '«', '‹', '(', '[':
			opened[closing(r)] = after
		case '»', '›', ')', ']':
			found = t.addQuotation(found, opened, r, i)
		case '"', '“', '”', '„':
			doubles = append(doubles, i)
		case '\'', '‘', '’':
			if opened['’'] > 0 && !t.isWordAt(after) {
				found = t.addQuotation(found, opened, '’', i)
			} else if t.isWordAt(after) {
				opened['’'] = after
			}
		}
	}
	return t.addDoubles(found, doubles)
}

func closing(r rune) rune {
	switch r {
	case '«':
		return '»'
	case '‹':
		return '›'
	case '(':
		return ')'
	}
	return ']'
}

// addDoubles adds what stands between marks that open and close alike. Where their number is odd, one of them belongs to another
// segment, and what stands between any two neighbours may be quoted.
func (t *text) addDoubles(found []quotation, marks []int) []quotation {
	step := 2
	if len(marks)%2 == 1 {
		step = 1
	}
	for i := 0; i+1 < len(marks); i += step {
		_, size := utf8.DecodeRuneInString(t.plain[marks[i]:])
		found = t.addQuotation(found, map[rune]int{'"': marks[i] + size}, '"', marks[i+1])
	}
	return found
}

// addQuotation adds what ends at a mark, if it was opened and is not of the text's language.
func (t *text) addQuotation(found []quotation, opened map[rune]int, mark rune, end int) []quotation {
	start := opened[mark]
	delete(opened, mark)
	if start == 0 || start >= end {
		return found
	}
	switch t.languageOf(start, end) {
	case otherLanguage:
		return append(found, quotation{start, end, true})
	case noLanguage:
		if mark != ')' && mark != ']' {
			return append(found, quotation{start, end, false})
		}
	}
	return found
}

// isWordAt tells whether a letter or digit stands at a byte.
func (t *text) isWordAt(i int) bool {
	r, _ := utf8.DecodeRuneInString(t.plain[i:])
	return kindOf(r)&(letter|mark|anyDigit) != 0
}

// whose says what language some words of a text are in.
type whose int

const (
	noLanguage whose = iota // nothing tells
	ownLanguage
	otherLanguage
)

// languageOf tells the language of the words between two bytes. In Arabic script the letters and small words of the text's language
// prove it; letters that it has not, and what only Arabic has, prove another one.
func (t *text) languageOf(start, end int) whose {
	first, _ := slices.BinarySearchFunc(t.words, start, func(w token, at int) int { return w.start - at })
	own, other := 0, 0
	var proof arabicProof
	for i := first; i < len(t.words) && t.words[i].start < end; i++ {
		w := t.words[i]
		if w.kind&t.script() == 0 {
			other++
			continue
		}
		own++
		if t.script() == arabic && t.provesOwn(w) {
			return ownLanguage
		}
		if i > first {
			proof.add(t, w, t.words[i-1].key)
		} else {
			proof.add(t, w, "")
		}
	}
	switch {
	case other > own:
		return otherLanguage
	case t.script() != arabic:
		return ownLanguage
	case proof.foreign, proof.arabic && !proof.persian:
		return otherLanguage
	}
	return noLanguage
}

// script gives the kind of letters that the text's language is written with.
func (t *text) script() kind {
	switch t.language.Script {
	case "Arab":
		return arabic
	case "Deva":
		return devanagari
	}
	return latin
}

func (t *text) provesOwn(w token) bool {
	return strings.ContainsAny(t.plain[w.start:w.end], t.language.Letters.Proving) || slices.Contains(t.language.FunctionWords, w.key)
}

// arabicProof is what speaks for words in Arabic script being Arabic, or of another language than the text.
type arabicProof struct{ arabic, persian, foreign bool }

func (p *arabicProof) add(t *text, w token, before string) {
	word := t.plain[w.start:w.end]
	for _, r := range word {
		_, mistyped := t.language.Letters.Mistyped[r]
		switch {
		case isOfArabic(r):
			p.arabic = true
		case strings.ContainsRune("پچژگکی", r):
			p.persian = true
		case !mistyped && kindOf(r)&(letter|shaped) == letter && !strings.ContainsRune(t.language.Letters.All, r):
			p.foreign = true
		}
	}
	// بین المللی, international, is the one such word that is in every other article.
	if hasArticle(w.key) && before != "بین" {
		p.arabic = true
	}
}

// hasArticle tells a word that begins with the article of Arabic.
func hasArticle(word string) bool {
	return strings.HasPrefix(word, "ال") && utf8.RuneCountInString(word) >= 5
}

// isOfArabic tells the letters that only words in the spelling of Arabic have.
func isOfArabic(r rune) bool { return r == 'ة' || r == 'إ' || r == 'ٱ' }
