package check

import "math/bits"

// sound is a set of sounds that a letter may stand for. Names cross from one script to another by sound, and no spelling says
// exactly which: a Latin g is a گ or a ج, a و is a v, a w, an o or a u. So a letter is all that it may be, and two letters agree
// where they have a sound in common.
type sound uint32

const (
	soundP sound = 1 << iota
	soundB
	soundF
	soundV
	soundW
	soundT
	soundD
	soundK
	soundG
	soundKH // خ, ख़, the Scottish ch
	soundH
	soundS
	soundZ
	soundSH
	soundZH // ژ
	soundCH
	soundJ
	soundL
	soundR
	soundM
	soundN
	soundY
	soundA
	soundE // e and i
	soundU // o and u

	soundVowel  = soundA | soundE | soundU
	soundGlides = soundW | soundY | soundH // consonants that often are nothing but a part of a vowel
)

// phone is what one or more letters of a word sound like.
type phone struct {
	is   sound
	near sound // what it is easily taken for
	lost int16 // the cost of leaving it out
}

// Costs of comparing, in hundredths of a consonant. Vowels cost little, because Arabic script writes only the long ones.
const (
	costConsonant = 100
	costNear      = 45
	costVowel     = 12 // one vowel for another
	costNoVowel   = 10
	costGlide     = 35
	costSilent    = 15 // of what English writes and does not speak
	costFinal     = 40 // of the first consonants that the target's word has after the name: endings
)

// What a word may cost for each phone of a name and still be taken for it.
const (
	limitConsonant = 30
	limitVowel     = 5
	limitThree     = 90 // at most of a name with three consonants
	limitTwo       = 50 // and of one with two, which much sounds like
)

// nearby adds the sounds that scripts and ears take for those of a set.
func nearby(s sound) sound {
	near := s
	for rest := s; rest != 0; rest &= rest - 1 {
		near |= takenFor[bits.TrailingZeros32(uint32(rest))]
	}
	return near
}

// takenFor is what a sound is easily taken for, by the number of its bit.
var takenFor = [32]sound{
	soundB | soundF,                              // p
	soundP | soundV | soundW,                     // b
	soundP | soundV,                              // f
	soundB | soundF | soundW,                     // v
	soundV | soundB,                              // w
	soundD | soundCH | soundS,                    // t
	soundT | soundZ | soundR,                     // d
	soundG | soundKH,                             // k
	soundK | soundKH | soundJ,                    // g
	soundK | soundG | soundH,                     // kh
	soundKH,                                      // h
	soundZ | soundSH | soundT,                    // s
	soundS | soundZH | soundJ | soundD,           // z
	soundS | soundZH | soundCH,                   // sh
	soundSH | soundZ | soundJ,                    // zh
	soundSH | soundJ | soundT,                    // ch
	soundZ | soundCH | soundZH | soundG | soundY, // j
	0,      // l
	soundD, // r
	soundN, // m
	soundM, // n
	soundJ, // y
}

// sounded makes the phone of a set of sounds.
func sounded(s sound) phone {
	switch {
	case s&^soundVowel == 0:
		return phone{s, s, costNoVowel}
	case s&^(soundVowel|soundV|soundGlides) == 0: // و and ی, h, w, y
		return phone{s, nearby(s), costGlide}
	}
	return phone{s, nearby(s), costConsonant}
}

// isHard tells what nothing but a consonant of another word can stand for.
func (p phone) isHard() bool { return p.lost >= costConsonant && !p.isVowel() }

func (p phone) isVowel() bool { return p.is&soundVowel != 0 }

// change is the cost of one phone in the place of another.
func (p phone) change(q phone) int {
	switch {
	case p.is&q.is != 0:
		return 0
	case p.isVowel() && q.isVowel():
		return costVowel
	case p.is&^soundVowel != 0 && p.near&q.near&^soundVowel != 0 && (p.is&q.near|p.near&q.is)&^soundVowel != 0:
		return costNear
	}
	return max(int(p.lost), int(q.lost))
}

// mostEnding is how many consonants the ending of a target's word has at most.
const mostEnding = 3

// longestName is how many phones are compared at most. Names that have more are told by the first of them.
const longestName = 24

// soundDistance is the cost of taking one word for the sound of another, at most limit+1. Endings of the target's word, at
// most three consonants, cost less than what is inside: Hindi, Dari and Pashto put suffixes on names.
func soundDistance(name, word []phone, limit int) int {
	name, word = name[:min(len(name), longestName)], word[:min(len(word), longestName)]
	var row [longestName + 1]int
	for j, q := range word {
		row[j+1] = row[j] + int(q.lost)
	}
	for _, p := range name {
		corner, least := row[0], limit+1
		row[0] += int(p.lost)
		for j, q := range word {
			best := min(corner+p.change(q), row[j+1]+int(p.lost), row[j]+int(q.lost))
			corner, row[j+1] = row[j+1], best
			least = min(least, best)
		}
		if min(least, row[0]) > limit {
			return limit + 1
		}
	}
	best, ending, consonants := row[len(word)], 0, 0
	for j := len(word) - 1; j > 0 && consonants < mostEnding; j-- {
		if ending += min(int(word[j].lost), costFinal); !word[j].isVowel() {
			consonants++
		}
		best = min(best, row[j]+ending)
	}
	return min(best, limit+1)
}
