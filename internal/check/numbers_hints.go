package check

import (
	"slices"
	"strconv"
)

// readHints collects what a text may say in numbers without a number in it: both, a decade, Phase III, and its months.
func (f *figures) readHints() {
	if len(f.hints) > 0 {
		return
	}
	f.hints = append(f.hints, "") // read, also where there are none
	f.dates = f.counting.dates.months.find(f.of)
	for _, w := range f.of.words {
		if value, known := f.counting.hints[w.key]; known {
			f.hints = append(f.hints, value)
		}
		if w.kind == letter|latin|capital {
			f.hints = append(f.hints, roman(f.of.plain[w.start:w.end]))
		}
	}
}

// hintsAt tells whether a text may say a figure of another in another way. Its months are in digits there only if the other
// text does not name them too.
func (f *figures) hintsAt(g *figure, other *figures) bool {
	f.readHints()
	if slices.ContainsFunc(g.values, func(v string) bool { return slices.Contains(f.hints, v) }) {
		return true
	}
	other.readHints()
	n := wholeNumber(g)
	return slices.ContainsFunc(f.dates, func(m mention) bool { return m.sure && m.value == n }) && !holds(other.dates, n)
}

// roman gives the value of a Roman numeral up to 39, "" for other words. I alone is one too: a wrong hint costs little.
func roman(word string) string {
	if len(word) > 6 {
		return ""
	}
	sum, last := 0, 0
	for i := len(word) - 1; i >= 0; i-- {
		value := 0
		switch word[i] {
		case 'I':
			value = 1
		case 'V':
			value = 5
		case 'X':
			value = 10
		default:
			return ""
		}
		if value < last {
			sum -= value
		} else {
			sum, last = sum+value, value
		}
	}
	return strconv.Itoa(sum)
}
