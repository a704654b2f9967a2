package lang

import (
	"sort"
	"unicode"
)

// DigitValue gives the value, 0 to 9, of a decimal digit of any writing system (Unicode category Nd), and false for
// any other rune. Unicode keeps the ten digits of a system together and in order, zero first, so that each range of
// that category holds a whole number of tens.
func DigitValue(r rune) (int, bool) {
	if '0' <= r && r <= '9' {
		return int(r - '0'), true
	}
	if r < 0x80 {
		return 0, false
	}
	first, found := rangeStart(r)
	return int(r-first) % 10, found
}

// rangeStart gives the first rune of the range of category Nd that r is in. The ranges are in order.
func rangeStart(r rune) (first rune, found bool) {
	r16, r32 := unicode.Nd.R16, unicode.Nd.R32
	if i := sort.Search(len(r16), func(i int) bool { return rune(r16[i].Hi) >= r }); i < len(r16) {
		return rune(r16[i].Lo), rune(r16[i].Lo) <= r
	}
	if i := sort.Search(len(r32), func(i int) bool { return rune(r32[i].Hi) >= r }); i < len(r32) {
		return rune(r32[i].Lo), rune(r32[i].Lo) <= r
	}
	return r, false
}
