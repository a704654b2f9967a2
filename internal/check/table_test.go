package check

import (
	"strconv"
	"testing"
)

// A table gives what was put into it, and nothing of words that only look alike at a glance.
func TestTableGivesWhatItHas(t *testing.T) {
	words := []string{"", "a", "باران", "बारिश", "rain"}
	for i := range 3000 {
		words = append(words, "w"+strconv.Itoa(i*i))
	}
	have := newTable[int]()
	for i, word := range words {
		have.put(word, i+1)
	}
	for i, word := range words {
		if have.get(word) != i+1 {
			t.Errorf("%q: got %d", word, have.get(word))
		}
		if other := have.get(word + "x"); other != 0 {
			t.Errorf("%qx: got %d", word, other)
		}
	}
}
