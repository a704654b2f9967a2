package check

// isMangled tells whether a word of the target has all consonants of a name in another order, as typists' slips have: مایوګرا for
// Mayorga. A name with few consonants is not looked for.
func (l *listener) isMangled(name []phone) bool {
	if consonantsOf(name) < leastInside {
		return false
	}
	for i := range l.words {
		if w := &l.words[i]; w.consonants >= leastInside && haveSameConsonants(name, l.heard[w.from:w.to]) {
			return true
		}
	}
	return false
}

// haveSameConsonants tells whether two words have the same consonants, three or more, in whatever order. Those that may be a part of
// a vowel are left out.
func haveSameConsonants(name, word []phone) bool {
	name, word = name[:min(len(name), longestName)], word[:min(len(word), longestName)]
	var used [longestName]bool
	left, met := 0, 0
	for _, q := range word {
		if q.lost >= costConsonant {
			left++
		}
	}
	for _, p := range name {
		if p.lost < costConsonant {
			continue
		}
		k := 0
		for k < len(word) && (used[k] || word[k].lost < costConsonant || p.is&word[k].is == 0) {
			k++
		}
		if k == len(word) {
			return false
		}
		used[k] = true
		met++
	}
	return met >= leastInside && met == left
}
