package check

// table holds something of words. Most words that it is asked for it does not have, and it tells so at a glance.
type table[V any] struct {
	entries map[string]V
	sieve   [8192]bool // by glance, of the words of entries
}

func newTable[V any]() *table[V] { return &table[V]{entries: map[string]V{}} }

func (t *table[V]) put(word string, value V) {
	t.entries[word] = value
	t.sieve[t.glance(word)] = true
}

// get gives what the table has of a word, or the zero value.
func (t *table[V]) get(word string) V {
	if !t.sieve[t.glance(word)] {
		var none V
		return none
	}
	return t.entries[word]
}

// wordSet is a set of thousands of words, of which most that it is asked for are none.
type wordSet struct {
	words map[string]bool
	sieve [1 << 15]bool // by hashWord, of words
}

func (s *wordSet) add(word string) {
	s.words[word] = true
	s.sieve[hashWord(word)%uint64(len(s.sieve))] = true
}

func (s *wordSet) has(word string) bool {
	return s.sieve[hashWord(word)%uint64(len(s.sieve))] && s.words[word]
}

// glance makes of a word's length and some of its bytes a place in the sieve. Of letters of two and three bytes the later bytes tell
// most.
func (t *table[V]) glance(word string) int {
	n := len(word)
	if n < 2 {
		return n
	}
	sum := ((n*31+int(word[1]))*31+int(word[n/2|1]))*31 + int(word[n-1])
	return sum % len(t.sieve)
}
