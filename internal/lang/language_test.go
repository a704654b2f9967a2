package lang_test

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"tarjuma/internal/lang"
)

func TestLanguageData(t *testing.T) {
	for _, l := range builtin(t).All() {
		t.Run(l.Code, func(t *testing.T) { checkLanguage(t, l) })
	}
}

// checkLanguage holds the data of a language to what the rest of tarjuma rests on.
func checkLanguage(t *testing.T, l *lang.Language) {
	t.Helper()
	if utf8.RuneCountInString(l.Digits) != 10 {
		t.Errorf("digits %q", l.Digits)
	}
	for i, r := range []rune(l.Digits) {
		if value, ok := lang.DigitValue(r); !ok || value != i {
			t.Errorf("digit %d is %q, worth %d, %v", i, r, value, ok)
		}
	}
	for _, r := range l.Letters.All {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			t.Errorf("%q (%U) is no letter", r, r)
		}
	}
	if len(l.FunctionWords) < 100 {
		t.Errorf("only %d function words: too few to tell a headline", len(l.FunctionWords))
	}
	if n := len(l.Style); n < 8 || n > 14 {
		t.Errorf("%d style lines, not 8 to 14", n)
	}
	if !strings.Contains(strings.Join(l.Style, "\n"), "digits 0-9") {
		t.Error("no style line says which digits to write")
	}
	for _, line := range l.Style {
		if utf8.RuneCountInString(line) > 700 || !strings.HasSuffix(line, ".") {
			t.Errorf("style line too long, or without its full stop: %q", line)
		}
	}
	for i, months := range slices.Concat(l.Months.Gregorian, l.Months.Solar) {
		if len(months) == 0 {
			t.Errorf("month %d has no name", i+1)
		}
	}
	checkNumbers(t, l)
}

func TestUnitsAndDays(t *testing.T) {
	for _, l := range builtin(t).All() {
		if len(l.Weekdays) != 7 || slices.ContainsFunc(l.Weekdays, func(names []string) bool { return len(names) == 0 }) {
			t.Errorf("%s: days of the week: %q", l.Code, l.Weekdays)
		}
		for _, unit := range []string{"percent", "dollar", "pound", "euro", "rupee", "afghani", "kilometre", "mile", "metre", "kilogram", "celsius"} {
			if len(l.Units[unit]) == 0 {
				t.Errorf("%s: no word for the unit %s", l.Code, unit)
			}
		}
		for _, month := range l.Months.Ambiguous {
			if !slices.Contains(slices.Concat(l.Months.Gregorian...), month) {
				t.Errorf("%s: %q is ambiguous and no month", l.Code, month)
			}
		}
	}
}

func checkNumbers(t *testing.T, l *lang.Language) {
	t.Helper()
	values := map[int64]bool{}
	for word, value := range l.Numbers.Cardinals {
		if value < 0 || value > 999 {
			t.Errorf("%q is worth %d", word, value)
		}
		values[int64(value)] = true
	}
	for n := range int64(20) {
		if !values[n] {
			t.Errorf("no word for %d", n)
		}
	}
	for _, scale := range l.Numbers.Scales {
		values[scale] = true
	}
	for _, n := range []int64{20, 30, 40, 50, 60, 70, 80, 100, 1000, 1_000_000, 1_000_000_000, 1_000_000_000_000} {
		if !values[n] {
			t.Errorf("no word for %d", n)
		}
	}
	ordinals := map[int]bool{}
	for _, value := range l.Numbers.Ordinals {
		ordinals[value] = true
	}
	for n := 1; n <= 12; n++ {
		if !ordinals[n] {
			t.Errorf("no word for number %d in a row", n)
		}
	}
}

// Each of these languages has a word of its own for every number below a hundred.
func TestHindiCountsToAHundred(t *testing.T) {
	hindi, err := builtin(t).Find("hi")
	if err != nil {
		t.Fatal(err)
	}
	words := map[int]int{}
	for _, value := range hindi.Numbers.Cardinals {
		words[value]++
	}
	for n := range 100 {
		if words[n] == 0 {
			t.Errorf("no word for %d", n)
		}
	}
}

func TestNumberWordsThatWouldMislead(t *testing.T) {
	for code, words := range map[string][]string{
		"prs": {"نه"},         // not, and nine without its vowel sign
		"ps":  {"نه", "نوي"},  // not, nine; new, ninety
		"hi":  {"पहले", "पर"}, // before, first; on
	} {
		l, err := builtin(t).Find(code)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range words {
			_, cardinal := l.Numbers.Cardinals[word]
			_, ordinal := l.Numbers.Ordinals[word]
			if cardinal || ordinal {
				t.Errorf("%s: %q is read as a number", code, word)
			}
		}
	}
}

func TestSolarMonths(t *testing.T) {
	for code, first := range map[string]string{"prs": "حمل", "ps": "وری", "hi": "", "en": ""} {
		l, err := builtin(t).Find(code)
		if err != nil {
			t.Fatal(err)
		}
		if first == "" && len(l.Months.Solar) != 0 || first != "" && (len(l.Months.Solar) != 12 || l.Months.Solar[0][0] != first) {
			t.Errorf("%s: %q", code, l.Months.Solar)
		}
	}
}

func TestStyleSHA256(t *testing.T) {
	l := &lang.Language{Style: []string{"Write plainly.", "Keep names."}}
	sum := sha256.Sum256([]byte("Write plainly.\nKeep names.\n"))
	if got := l.StyleSHA256(); got != hex.EncodeToString(sum[:]) {
		t.Errorf("got %s", got)
	}
	before := l.StyleSHA256()
	l.Style[1] = "Keep all names."
	if l.StyleSHA256() == before {
		t.Error("another style has the same hash")
	}
}

// What cannot be seen must not stand in the data, and no Arabic yeh or kaf in Dari but as a warning against them.
func TestDataFilesAreClean(t *testing.T) {
	for path := range dataFiles(t) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(text), "\n") {
			for _, r := range line {
				if unicode.Is(unicode.Cf, r) && r != '\u200c' {
					t.Errorf("%s:%d: invisible sign %U", path, i+1, r)
				}
			}
		}
	}
	dari, err := builtin(t).Find("prs")
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range slices.Concat(dari.FunctionWords, slices.Concat(dari.Months.Gregorian...), slices.Concat(dari.Months.Solar...)) {
		if strings.ContainsAny(word, "يكى") {
			t.Errorf("%q has a letter of the Arabic keyboard", word)
		}
	}
}
