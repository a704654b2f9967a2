package check

import (
	"testing"
	"unicode"
)

// What the switches say of every rune is what Unicode's tables say.
func TestKindsAreThoseOfUnicode(t *testing.T) {
	const named = arabicDigit | nativeDigit | otherDigit | asciiDigit
	for r := rune(0); r <= unicode.MaxRune; r++ {
		k := kindOf(r)
		if shaped := k&(shaped|stretched) != 0; !shaped && (k&letter != 0) != unicode.IsLetter(r) {
			t.Errorf("%U: letter is %v", r, k&letter != 0)
		}
		if stretched := r == 0x0640; !stretched && (k&mark != 0) != (unicode.IsMark(r) && k&invisible == 0) {
			t.Errorf("%U: mark is %v", r, k&mark != 0)
		}
		if digit := unicode.Is(unicode.Nd, r); digit != (k&named != 0) {
			t.Errorf("%U: digit is %v", r, !digit)
		}
		if (k&capital != 0) != (unicode.IsUpper(r) && unicode.IsLetter(r) || unicode.IsTitle(r)) {
			t.Errorf("%U: capital is %v", r, k&capital != 0)
		}
		if k&letter != 0 && k&shaped == 0 && r > 0x7F {
			script := map[kind]*unicode.RangeTable{latin: unicode.Latin, arabic: unicode.Arabic, devanagari: unicode.Devanagari}
			for have, table := range script {
				if (k&have != 0) != unicode.Is(table, r) {
					t.Errorf("%U: script %b is %v", r, have, k&have != 0)
				}
			}
		}
	}
}
