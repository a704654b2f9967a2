package check

import (
	"strconv"
	"strings"

	"tarjuma/internal/lang"
)

// counting is what the comparison of numbers must know of a language. Its words are keys of tokens; several have a space
// between two.
type counting struct {
	words   *vocabulary
	decimal rune // the decimal sign where texts keep to it, so that 7.125 is no 7125; 0: they do not
	hints   map[string]string
	units   *table[string]
	longs   *table[bool] // the first words of units of several words
	dates   *calendar
}

// newCounting makes the tables of a language. Only English texts are so regular that one reading of 30,500 will do.
func newCounting(l *lang.Language) *counting {
	c := &counting{words: newVocabulary(l), hints: map[string]string{}, units: newTable[string](), longs: newTable[bool](), dates: newCalendar(l)}
	if l.Script == "Latn" {
		c.decimal = []rune(l.Punctuation.Decimal)[0]
	}
	for word, value := range l.Numbers.Hints {
		for _, key := range tokenKeys(word, l) {
			c.hints[key] = strconv.Itoa(value)
		}
	}
	for unit, words := range l.Units {
		for _, word := range words {
			for _, key := range tokenKeys(word, l) {
				c.units.put(key, unit)
				if first, _, several := strings.Cut(key, " "); several {
					c.longs.put(first, true)
				}
			}
		}
	}
	return c
}

// tokenKeys gives a word of a language file as tokens have it in their keys. What has a zero-width non-joiner in it is written
// in one word and in two.
func tokenKeys(word string, l *lang.Language) []string {
	var t text
	var keys []string
	for _, parted := range []string{word, strings.ReplaceAll(word, string(zwnj), " ")} {
		t.read(parted, l)
		var parts []string
		for _, w := range t.words {
			parts = append(parts, w.key)
		}
		keys = append(keys, strings.Join(parts, " "))
	}
	return keys
}
