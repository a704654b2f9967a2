package check

import (
	"slices"

	"tarjuma/internal/lang"
)

// Number is a number in a text, from byte Start to End. Values are its readings as decimals without a sign, leading or
// trailing zeros ("1234.5"), of which each may be meant: "1,234" has two. The value of a name of letters and digits (F-16)
// is those, in small letters, without hyphens. Unverified means that its meaning is not sure enough to build on: words
// that have other senses ("one", "second"), and amounts that are not one number ("dozens", which has no values).
type Number struct {
	Text       string
	Start, End int
	Values     []string
	Unverified bool
}

// Numbers finds the numbers of a text in its order: in the digits of every writing system (Unicode Nd), with thousands
// parted by commas, points, spaces, apostrophes or in the Indian way, and in the number words of the language (nil: digits
// only). Signs, percents and units are not part of a number.
func Numbers(text string, language *lang.Language) []Number {
	r := newReader(text, newVocabulary(language))
	numbers := make([]Number, len(r.amounts))
	for i, a := range r.amounts {
		numbers[i] = r.number(a)
	}
	return numbers
}

func (r *reader) number(a amount) Number {
	start, end := r.chars[a.from].start, r.chars[a.to-1].end
	values := make([]string, 0, len(a.values))
	for _, v := range a.values {
		if !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	return Number{Text: r.text[start:end], Start: start, End: end, Values: values, Unverified: a.unsure}
}
