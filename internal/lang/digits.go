package lang

import (
	"sort"
	"unicode"
)

// DigitValue gives the value, 0 to 9, of a decimal digit of any writing system (Unicode category Nd), and false
// for any other rune. Unicode keeps the digits of a system together and in order, zero first, so that a range of
// them is a whole number of tens.
func DigitValue(r rune) (int, bool) {
	if r < 0x80 {
		if '0' <= r && r <= '9' {
			return int(r - '0'), true
		}
		return 0, false
	}
	if r <= 0xFFFF {
		ranges := unicode.Nd.R16
		i := sort.Search(len(ranges), func(i int) bool { return rune(ranges[i].Hi) >= r })
		if i < len(ranges) && rune(ranges[i].Lo) <= r {
			return int(r-rune(ranges[i].Lo)) % 10, true
		}
		return 0, false
	}
	ranges := unicode.Nd.R32
	i := sort.Search(len(ranges), func(i int) bool { return rune(ranges[i].Hi) >= r })
	if i < len(ranges) && rune(ranges[i].Lo) <= r {
		return int(r-rune(ranges[i].Lo)) % 10, true
	}
	return 0, false
}
