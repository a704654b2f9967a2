package check

import (
	"slices"
	"strings"

	"tarjuma/internal/lang"
)

// MissingNumbers gives those numbers of a sentence that no evidence text has in any reading, in the sentence's order.
// Sentence and evidence are in the same language; digits and words are equal by value. What a reader would not swear to
// is unverified instead of missing: vague amounts, words with other senses, a name such as F-16 of which the evidence has
// only the digits. Words for one that the evidence lacks are passed over: they are articles and pronouns too.
func MissingNumbers(sentence string, evidence []string, language *lang.Language) (missing, unverified []Number) {
	return missingNumbers(sentence, evidence, newVocabulary(language))
}

func missingNumbers(sentence string, evidence []string, words *vocabulary) (missing, unverified []Number) {
	known := newKnown(evidence, words)
	r := newReader(sentence, words)
	for _, a := range r.amounts {
		switch {
		case known.has(r, a), a.quiet:
		case a.unsure, a.code && known.hasDigits(r.number(a).Text):
			unverified = append(unverified, r.number(a))
		default:
			missing = append(missing, r.number(a))
		}
	}
	return missing, unverified
}

// known is what the numbers of the evidence say.
type known struct {
	values map[string]bool
	texts  map[string]bool // of amounts without a value, folded
}

func newKnown(evidence []string, words *vocabulary) known {
	k := known{values: map[string]bool{}, texts: map[string]bool{}}
	for _, text := range evidence {
		r := newReader(text, words)
		for _, a := range r.amounts {
			for _, v := range a.values {
				k.values[v] = true
			}
			if len(a.values) == 0 {
				k.texts[r.phrase(a)] = true
			}
			if name := r.named(a); name != "" {
				k.values[name] = true
			}
		}
	}
	return k
}

// named joins digits with the word before them, for those who write "Covid 19" and "MH 370".
func (r *reader) named(a amount) string {
	it := r.items[a.first]
	if it.kind != numeral || it.plain == "" || !r.joined(a.first) || r.items[a.first-1].kind != word {
		return ""
	}
	return r.fold(r.items[a.first-1].from, r.items[a.first-1].to) + it.plain
}

// phrase gives an amount as it is written, folded, its words parted by one space.
func (r *reader) phrase(a amount) string {
	var words []string
	for i := a.from; i < a.to; i++ {
		if end := r.wordEnd(i); end > i {
			words = append(words, r.fold(i, end))
			i = end
		}
	}
	return strings.Join(words, " ")
}

func (k known) has(r *reader, a amount) bool {
	if len(a.values) == 0 {
		return k.texts[r.phrase(a)]
	}
	return slices.ContainsFunc(a.values, func(v string) bool { return k.values[v] })
}

// hasDigits tells whether the evidence has the number that stands in a name.
func (k known) hasDigits(name string) bool {
	l := lexer{text: name, chars: legible(nil, name)}
	for i, c := range l.chars {
		if isDigit(c.r) {
			digits, _ := l.digitsAt(i)
			return k.values[canonical(digits, "")]
		}
	}
	return false
}
