package check

import (
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"tarjuma/internal/lang"
)

// FuzzNumbersReadBack prints a value in any digits, with any grouping, and reads it.
func FuzzNumbersReadBack(f *testing.F) {
	f.Add(uint64(1234567), uint16(25), uint8(0), uint8(0))
	f.Add(uint64(98765432), uint16(0), uint8(3), uint8(5))
	f.Add(uint64(0), uint16(50), uint8(7), uint8(2))
	zeros := digitZeros()
	languages, err := lang.Builtin()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, whole uint64, fraction uint16, system, style uint8) {
		zero := zeros[int(system)%len(zeros)]
		printed, value := printNumber(whole, fraction%1000, style)
		printed = inDigits(printed, zero)
		for _, l := range languages.All() {
			numbers := Numbers("«"+printed+"» ", l)
			if len(numbers) != 1 {
				t.Fatalf("%s: %q read as %d numbers", l.Code, printed, len(numbers))
			}
			n := numbers[0]
			if n.Text != printed || !contains(n.Values, value) {
				t.Errorf("%s: %q read as %q with the values %v, want %s", l.Code, printed, n.Text, n.Values, value)
			}
		}
	})
}

// digitZeros are the zeros of all digit systems.
func digitZeros() []rune {
	var zeros []rune
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if value, ok := lang.DigitValue(r); ok && value == 0 {
			zeros = append(zeros, r)
		}
	}
	return zeros
}

// printNumber prints a number in ASCII digits in one of the styles, and gives its canonical decimal.
func printNumber(whole uint64, thousandths uint16, style uint8) (printed, value string) {
	styles := []struct{ group, decimal string }{
		{"", "."}, {"", ","}, {"", "٫"}, {",", "."}, {".", ","}, {"٬", "٫"}, {"\u00a0", ","}, {"\u202f", "."}, {"'", "."}, {"،", "."},
	}
	s := styles[int(style)%len(styles)]
	digits := strconv.FormatUint(whole, 10)
	value = digits
	for i := len(digits) - 3; i > 0 && s.group != ""; i -= 3 {
		digits = digits[:i] + s.group + digits[i:]
	}
	if thousandths > 0 {
		decimals := strings.TrimRight(strconv.Itoa(1000 + int(thousandths))[1:], "0")
		return digits + s.decimal + decimals, value + "." + decimals
	}
	return digits, value
}

func inDigits(s string, zero rune) string {
	return strings.Map(func(r rune) rune {
		if '0' <= r && r <= '9' {
			return zero + r - '0'
		}
		return r
	}, s)
}

func contains(values []string, v string) bool {
	for _, w := range values {
		if w == v {
			return true
		}
	}
	return false
}

// FuzzNumbers holds the reader to what is true of every text: spans lie in it in order and at rune borders, values are
// canonical, and a text lacks none of its own numbers.
func FuzzNumbers(f *testing.F) {
	for _, seed := range []string{
		"In 2019-20 COVID-19 cost 3.5 million, two thirds of 1,23,456", "۲ هزار و ۵۰۰ تن، بیست و پنج", "یو نیم میلیون او پنځه دېرش",
		"2 करोड़ 30 लाख 50 हज़ार साढ़े 3", "one hundred and a half million dozen thousand", "1 234 567 12 300 4:00:00 ½ 3½",
		"5\u200d5\u200f,\u2066555\u2069 A-1\u200c2 \xff9", "lakh crore hundred thousand and and two 7 and a half billion 3 dozen",
	} {
		f.Add(seed)
	}
	languages, err := lang.Builtin()
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, l := range languages.All() {
			end := 0
			for _, n := range Numbers(text, l) {
				if n.Start < end || n.End <= n.Start || n.End > len(text) || n.Text != text[n.Start:n.End] {
					t.Fatalf("%s: %+v does not lie in %q after %d", l.Code, n, text, end)
				}
				if utf8.ValidString(text) && !utf8.ValidString(n.Text) {
					t.Fatalf("%s: %+v cuts a rune of %q", l.Code, n, text)
				}
				if len(n.Values) == 0 && !n.Unverified {
					t.Fatalf("%s: %+v of %q has no value and is sure", l.Code, n, text)
				}
				end = n.End
			}
			if missing, unverified := MissingNumbers(text, []string{text}, l); len(missing)+len(unverified) > 0 {
				t.Fatalf("%s: %q lacks its own numbers %v %v", l.Code, text, missing, unverified)
			}
		}
	})
}

func FuzzDecimals(f *testing.F) {
	f.Add(uint32(12), uint32(5), uint16(1000))
	f.Fuzz(func(t *testing.T, a, b uint32, n uint16) {
		factor := int64(n) + 1
		if got, want := plus(decimalOf(int64(a)), decimalOf(int64(b))), decimalOf(int64(a)+int64(b)); got != want {
			t.Errorf("%d + %d = %s", a, b, got)
		}
		if got, want := times(decimalOf(int64(a)), factor), decimalOf(int64(a)*factor); got != want {
			t.Errorf("%d × %d = %s", a, factor, got)
		}
		tenths := canonical(decimalOf(int64(a)), decimalOf(int64(b%10)))
		if got, want := times(tenths, 10), decimalOf(int64(a)*10+int64(b%10)); got != want {
			t.Errorf("%s × 10 = %s", tenths, got)
		}
		if got := below(tenths, factor); got != (int64(a) < factor) {
			t.Errorf("%s below %d: %v", tenths, factor, got)
		}
	})
}
