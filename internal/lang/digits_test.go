package lang_test

import (
	"testing"
	"unicode"

	"tarjuma/internal/lang"
)

func TestDigitValue(t *testing.T) {
	for _, digits := range []string{
		"0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "߀߁߂߃߄߅߆߇߈߉", "०१२३४५६७८९", "০১২৩৪৫৬৭৮৯", "੦੧੨੩੪੫੬੭੮੯", "૦૧૨૩૪૫૬૭૮૯", "௦௧௨௩௪௫௬௭௮௯",
		"๐๑๒๓๔๕๖๗๘๙", "༠༡༢༣༤༥༦༧༨༩", "၀၁၂၃၄၅၆၇၈၉", "០១២៣៤៥៦៧៨៩", "᠐᠑᠒᠓᠔᠕᠖᠗᠘᠙", "０１２３４５６７８９", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗", "𝟘𝟙𝟚𝟛𝟜𝟝𝟞𝟟𝟠𝟡", "𝟶𝟷𝟸𝟹𝟺𝟻𝟼𝟽𝟾𝟿", "🯰🯱🯲🯳🯴🯵🯶🯷🯸🯹", "𞥐𞥑𞥒𞥓𞥔𞥕𞥖𞥗𞥘𞥙",
	} {
		for i, r := range []rune(digits) {
			if value, ok := lang.DigitValue(r); !ok || value != i {
				t.Errorf("%q (%U): got %d, %v; want %d", r, r, value, ok, i)
			}
		}
	}
	for _, r := range "aآक²½Ⅷ①一٪\x00\u200c" {
		if value, ok := lang.DigitValue(r); ok {
			t.Errorf("%q (%U) is taken for the digit %d", r, r, value)
		}
	}
}

// The rule that values are read by: all digits, and only they, have one; and each system runs from 0 to 9.
func TestDigitValueOfAllRunes(t *testing.T) {
	previous, count := 9, 0
	for r := rune(0); r <= unicode.MaxRune; r++ {
		value, ok := lang.DigitValue(r)
		if ok != unicode.Is(unicode.Nd, r) {
			t.Fatalf("%U: digit %v", r, ok)
		}
		if !ok {
			if previous != 9 {
				t.Fatalf("%U: the digits before it end at %d", r, previous)
			}
			continue
		}
		if value != (previous+1)%10 {
			t.Fatalf("%U: %d follows %d", r, value, previous)
		}
		previous = value
		count++
	}
	if count < 680 {
		t.Errorf("only %d digits", count)
	}
}
