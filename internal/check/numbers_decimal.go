package check

import (
	"strconv"
	"strings"
)

// Values are decimals as text ("1234.5"), not floats: what an article prints with twenty digits is compared with all
// of them. A canonical decimal has no sign, no leading zeros before the last whole digit and no trailing zeros after
// the point, so that equal values are equal strings.

// canonical makes a canonical decimal of the digits before and after the decimal sign.
func canonical(whole, fraction string) string {
	whole = strings.TrimLeft(whole, "0")
	if whole == "" {
		whole = "0"
	}
	if fraction = strings.TrimRight(fraction, "0"); fraction != "" {
		return whole + "." + fraction
	}
	return whole
}

func decimalOf(n int64) string { return strconv.FormatInt(n, 10) }

// plus adds two canonical decimals.
func plus(a, b string) string {
	wholeA, fractionA, _ := strings.Cut(a, ".")
	wholeB, fractionB, _ := strings.Cut(b, ".")
	places := max(len(fractionA), len(fractionB))
	digitsA := wholeA + fractionA + strings.Repeat("0", places-len(fractionA))
	digitsB := wholeB + fractionB + strings.Repeat("0", places-len(fractionB))
	width := max(len(digitsA), len(digitsB)) + 1
	sum := make([]byte, width)
	carry := byte(0)
	for i := range width {
		d := carry + digitFromEnd(digitsA, i) + digitFromEnd(digitsB, i)
		sum[width-1-i], carry = '0'+d%10, d/10
	}
	return canonical(string(sum[:width-places]), string(sum[width-places:]))
}

func digitFromEnd(digits string, i int) byte {
	if i >= len(digits) {
		return 0
	}
	return digits[len(digits)-1-i] - '0'
}

// times multiplies a canonical decimal by a whole number from 1 to 10¹⁸.
func times(v string, n int64) string {
	whole, fraction, _ := strings.Cut(v, ".")
	digits := []byte(whole + fraction)
	carry := uint64(0)
	for i := len(digits) - 1; i >= 0; i-- {
		d := uint64(digits[i]-'0')*uint64(n) + carry
		digits[i], carry = '0'+byte(d%10), d/10
	}
	product := string(digits)
	if carry > 0 {
		product = strconv.FormatUint(carry, 10) + product
	}
	point := len(product) - len(fraction)
	return canonical(product[:point], product[point:])
}

// below tells whether a canonical decimal is less than a whole number.
func below(v string, n int64) bool {
	whole, _, _ := strings.Cut(v, ".")
	limit := decimalOf(n)
	if len(whole) != len(limit) {
		return len(whole) < len(limit)
	}
	return whole < limit
}
