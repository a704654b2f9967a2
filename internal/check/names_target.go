package check

// listener compares the names of a pair with the words of its target. It is used again, so that nothing is allocated for
// most pairs.
type listener struct {
	names  []named
	phones []phone // of the names, one after the other
	heard  []phone // of the target's words, one after the other
	words  []heardWord

	read                  bool     // of a document's pairs: whether there is something to read
	numbers, heardNumbers []spoken // of a document's pairs: those of the source and the target
	length, heardLength   float64  // of a document's pairs: see lengthOf
}

// heardWord is a word of the target.
type heardWord struct {
	from, to   int   // in heard
	is         sound // of all its phones together
	consonants int
	spoken     int  // its phones that are no mere vowels
	hard       int  // its phones that only a consonant can stand for
	small      bool // a function word, which is no name by itself
	joined     bool // nothing but a space stands between it and the word before
}

// listen reads the names' and the target's sounds. There must be names.
func (l *listener) listen(target *text, small *table[bool]) {
	l.phones, l.heard, l.words = l.phones[:0], l.heard[:0], l.words[:0]
	for i := range l.names {
		n := &l.names[i]
		n.from = len(l.phones)
		l.phones = latinSounds(l.phones, n.key)
		n.to = len(l.phones)
		n.consonants, n.limit = consonantsOf(l.phones[n.from:]), limitOf(l.phones[n.from:])
	}
	for i := range target.words {
		w := &target.words[i]
		h := heardWord{from: len(l.heard), small: small.get(w.key)}
		l.heard = wordSounds(l.heard, *w)
		h.to = len(l.heard)
		for _, p := range l.heard[h.from:h.to] {
			h.is |= p.is
			if p.is&^soundVowel != 0 {
				h.spoken++
			}
			if p.lost >= costConsonant {
				h.consonants++
			}
			if p.isHard() {
				h.hard++
			}
		}
		h.joined = i > 0 && standsBy(target, i)
		l.words = append(l.words, h)
	}
}

// limitOf is the highest cost at which a word is still taken for a name.
func limitOf(name []phone) int {
	limit := 0
	for _, p := range name {
		if p.lost >= costGlide {
			limit += limitConsonant
		} else {
			limit += limitVowel
		}
	}
	switch consonantsOf(name) {
	case 2:
		limit = min(limit, limitTwo)
	case 3:
		limit = min(limit, limitThree)
	}
	return limit
}

// mostWords is how many words of the target a name's word is compared with as one.
const mostWords = 2

// counterpart finds the words of the target, from one to before another, that sound most like the phones, and what they
// cost; limit+1 if none costs limit or less. Of one that costs no more than enough no better is looked for.
func (l *listener) counterpart(name []phone, limit, enough int) (cost, from, to int) {
	cost = limit + 1
	nameSpoken, nameHard := 0, 0
	for _, p := range name {
		if p.is&^soundVowel != 0 {
			nameSpoken++
		}
		if p.isHard() {
			nameHard++
		}
	}
	for i := range l.words {
		is, spoken, hard := sound(0), 0, 0
		for n := 1; n <= mostWords && i+n <= len(l.words); n++ {
			w := &l.words[i+n-1]
			if n > 1 && !w.joined {
				break
			}
			is |= w.is
			spoken += w.spoken
			hard += w.hard
			extra := 0
			if n == 1 && w.small || n > 1 {
				extra = costGlide
			}
			if costOfMore(hard-nameSpoken) > cost-1 {
				break
			}
			if (nameHard-spoken)*costConsonant > cost-1-extra || !couldBe(name, is, cost-1-extra) {
				continue
			}
			if c := extra + soundDistance(name, l.heard[l.words[i].from:w.to], cost-1-extra); c < cost {
				if cost, from, to = c, i, i+n; cost <= enough {
					return cost, from, to
				}
			}
		}
	}
	return cost, from, to
}

// hears tells whether some words of the target sound like the phones.
func (l *listener) hears(name []phone, limit int) bool {
	cost, _, _ := l.counterpart(name, limit, limit)
	return cost <= limit
}

// costOfMore is what a word costs at least that has so many more consonants than a name: three of them may be its ending.
func costOfMore(consonants int) int {
	return costFinal*max(0, min(consonants, mostEnding)) + costConsonant*max(0, consonants-mostEnding)
}

// couldBe tells whether a name may be found in a word with such sounds for a cost up to limit: most words cannot.
func couldBe(name []phone, is sound, limit int) bool {
	for i := range name {
		p := &name[i]
		switch {
		case p.is&is != 0:
		case p.near&is == 0:
			limit -= int(p.lost)
		case !p.isVowel():
			limit -= min(costNear, int(p.lost))
		}
		if limit < 0 {
			return false
		}
	}
	return true
}

// consonantsOf counts the phones that are more than a vowel.
func consonantsOf(phones []phone) int {
	n := 0
	for _, p := range phones {
		if p.lost >= costGlide {
			n++
		}
	}
	return n
}

// leastInside is how many consonants a name has that is looked for inside words.
const leastInside = 3

// isInside tells whether a word of the target begins or ends with what sounds like the name, as words do that were tied to their
// prepositions or verbs.
func (l *listener) isInside(name []phone, limit int) bool {
	if consonantsOf(name) < leastInside {
		return false
	}
	for i := range l.words {
		w := &l.words[i]
		if !couldBe(name, w.is, limit) {
			continue
		}
		heard := l.heard[w.from:w.to]
		for k := 1; k < len(heard) && len(heard)-k >= len(name)/2; k++ {
			if heard[k].lost >= costGlide && k <= 3 && soundDistance(name, heard[k:], limit) <= limit {
				return true
			}
			if soundDistance(name, heard[:len(heard)-k], limit) <= limit {
				return true
			}
		}
	}
	return false
}
