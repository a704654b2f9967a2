package check

import (
	"strings"
	"unicode/utf8"
)

// unitSpot is a unit in a text: the word of the text that it is, or stands before, and its bytes in plain.
type unitSpot struct {
	unit       string
	start, end int
}

// unitSign gives the unit that a sign stands for.
func unitSign(r rune) string {
	switch r {
	case '$':
		return "dollar"
	case '£':
		return "pound"
	case '€':
		return "euro"
	case '¥':
		return "yen"
	case '₹':
		return "rupee"
	case '؋':
		return "afghani"
	case '%', '٪', '﹪', '％':
		return "percent"
	case '℃':
		return "celsius"
	case '℉':
		return "fahrenheit"
	}
	return ""
}

// kindOfUnit gives the kind of a unit: a number with another unit of the same kind is another amount.
func kindOfUnit(unit string) string {
	switch unit {
	case "dollar", "pound", "euro", "rupee", "afghani", "rial", "toman", "ruble", "yuan", "yen", "lira", "cent", "penny":
		return "money"
	case "kilometre", "mile", "metre", "centimetre", "millimetre", "foot", "inch", "yard":
		return "length"
	case "kilogram", "gram", "tonne":
		return "weight"
	case "celsius", "fahrenheit":
		return "temperature"
	case "hectare", "acre":
		return "area"
	}
	return unit
}

// unit gives the unit that stands at a figure: a sign before or after it, letters written against it, the word after it.
func (f *figures) unit(g *figure) string {
	plain := f.of.plain
	before := strings.TrimRight(plain[:g.start], " \u00a0\u200e\u200f")
	if r, _ := utf8.DecodeLastRuneInString(before); unitSign(r) != "" {
		return unitSign(r)
	}
	after := strings.TrimLeft(plain[g.end:], " \u00a0\u200e\u200f-")
	if r, _ := utf8.DecodeRuneInString(after); unitSign(r) != "" {
		return unitSign(r)
	}
	for i, w := range f.of.words {
		if w.start > g.end && len(plain)-len(after) < w.start {
			break
		}
		if w.start > g.start && w.end >= g.end {
			if unit := f.unitAt(i); unit != "" {
				return unit
			}
		}
	}
	return ""
}

// unitAt gives the unit that begins at a word.
func (f *figures) unitAt(i int) string {
	words := f.of.words
	key := words[i].key
	for n := 3; n > 1 && f.counting.longs.get(key); n-- {
		if i+n > len(words) {
			continue
		}
		long := key
		for _, w := range words[i+1 : i+n] {
			long += " " + w.key
		}
		if unit := f.counting.units.get(long); unit != "" {
			return unit
		}
	}
	return f.counting.units.get(key)
}

// unitSpots lists the units of a text. Those in Latin letters may stand in a text of another script.
func (f *figures) unitSpots(other *counting) []unitSpot {
	var spots []unitSpot
	for i, w := range f.of.words {
		unit := f.unitAt(i)
		if unit == "" && w.kind&latin != 0 {
			unit = other.units.get(w.key)
		}
		if unit != "" {
			spots = append(spots, unitSpot{unit, w.start, w.end})
		}
	}
	if f.of.kinds&sign != 0 {
		for i, r := range f.of.plain {
			if unit := unitSign(r); unit != "" {
				spots = append(spots, unitSpot{unit, i, i + utf8.RuneLen(r)})
			}
		}
	}
	return spots
}
