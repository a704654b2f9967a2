package check

import (
	"strings"
	"unicode/utf8"

	"tarjuma/internal/lang"
)

// saying reads the numbers of texts in a language as far as they help to know a text again: in digits and in single words.
type saying struct{ words *table[uint64] }

// Months and days of the week stand among the numbers, from these on.
const (
	monthsFrom = 1 << 40
	daysFrom   = 1 << 41
)

func newSaying(l *lang.Language) *saying {
	s := &saying{newTable[uint64]()}
	for _, words := range []map[string]int{l.Numbers.Cardinals, l.Numbers.Ordinals} {
		for w, n := range words {
			if n > 1 {
				s.words.put(keyOf(w), uint64(n))
			}
		}
	}
	for w, n := range l.Numbers.Scales {
		s.words.put(keyOf(w), uint64(n))
	}
	for _, w := range l.Numbers.Ambiguous {
		delete(s.words.entries, keyOf(w))
	}
	s.add(monthsFrom, l.Months.Gregorian)
	for _, w := range l.Months.Ambiguous {
		delete(s.words.entries, keyOf(strings.ToLower(w)))
	}
	s.add(daysFrom, l.Weekdays)
	return s
}

func (s *saying) add(from uint64, names [][]string) {
	for i, words := range names {
		for _, w := range words {
			s.words.put(keyOf(strings.ToLower(w)), from+uint64(i))
		}
	}
}

// spoken is a number of a text, or a day or month.
type spoken struct {
	value  uint64
	digits int // 0 for a word
}

// numbers appends the numbers of a text: digits without what parts them.
func (s *saying) numbers(list []spoken, t *text) []spoken {
	for i := range t.words {
		if n := s.words.get(t.words[i].key); n > 0 {
			list = append(list, spoken{n, 0})
		}
	}
	if t.kinds&(asciiDigit|nativeDigit|arabicDigit) == 0 {
		return list
	}
	value, digits, parted := uint64(0), 0, 0
	for _, r := range t.plain {
		if isDigit(r) {
			d, _ := lang.DigitValue(r)
			value, digits, parted = value*10+uint64(d), digits+1, 0
			continue
		}
		if digits > 0 {
			if parted == 0 && strings.ContainsRune(",.،٬٫:’'", r) {
				parted++
				continue
			}
			list = append(list, spoken{value, digits})
			value, digits, parted = 0, 0, 0
		}
	}
	if digits > 0 {
		list = append(list, spoken{value, digits})
	}
	return list
}

// fitNumbers: a number is in the translation nearly always, and in another text the more seldom the more digits it has.
func fitNumbers(source, target []spoken) float64 {
	sum := 0.0
	for _, n := range source {
		known, unknown := n.weights()
		if has(target, n.value) {
			sum += known
		} else {
			sum -= unknown
		}
	}
	for _, n := range target {
		if _, unknown := n.weights(); !has(source, n.value) {
			sum -= unknown / 2
		}
	}
	return sum
}

func has(list []spoken, value uint64) bool {
	for _, n := range list {
		if n.value == value {
			return true
		}
	}
	return false
}

func (n spoken) weights() (known, unknown float64) {
	switch {
	case n.digits > 2:
		return 2.5, 2
	case n.digits > 1:
		return 2, 1.5
	case n.digits > 0:
		return 1, 1
	case n.value >= monthsFrom:
		return 1.5, 1.5
	}
	return 0.8, 0.5
}

// fitLatin: what stands in Latin letters in the translation was taken from the source.
func fitLatin(source, target *text) float64 {
	if target.kinds&latin == 0 {
		return 0
	}
	sum := 0.0
	for i := range target.words {
		w := &target.words[i]
		if w.kind&latin == 0 || w.end-w.start < 2 {
			continue
		}
		sum--
		for k := range source.words {
			if strings.TrimSuffix(source.words[k].key, "s") == strings.TrimSuffix(w.key, "s") {
				sum += 3
				break
			}
		}
	}
	return sum
}

// fitMarks: quotation marks that the source has not are seldom in its translation, question marks never.
func fitMarks(source, target *text) float64 {
	sum := 0.0
	switch quoted := target.kinds&quote != 0; {
	case quoted && source.kinds&(quote|apostrophe) == 0:
		sum -= 1.5
	case quoted:
		sum += 0.5
	case source.kinds&quote != 0:
		sum -= 0.5
	}
	if asks(source) != asks(target) {
		sum -= 1.5
	}
	if (source.kinds^target.kinds)&bracket != 0 {
		sum -= 0.5
	}
	return sum
}

func asks(t *text) bool {
	r, _ := utf8.DecodeLastRuneInString(strings.TrimRight(t.plain, "\"”“»’' "))
	return r == '?' || r == '؟'
}
