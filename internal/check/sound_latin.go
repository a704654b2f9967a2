package check

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// latinSounds appends the phones of a word in small Latin letters, spelt in the English way or in that of another language that
// English takes names from. Letters that are often silent cost less to leave out.
func latinSounds(phones []phone, word string) []phone {
	word = bareLatin(word)
	for i := 0; i < len(word); {
		size, sounds := latinCluster(word, i)
		if size == 0 {
			size, sounds = 1, [2]phone{latinLetter(word, i)}
		}
		for _, p := range sounds {
			if p.is != 0 {
				phones = append(phones, p)
			}
		}
		i += size
	}
	return phones
}

// bareLatin takes the accents off.
func bareLatin(word string) string {
	if strings.IndexFunc(word, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return word
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case 'ø':
			return 'o'
		case 'ł':
			return 'l'
		case 'ı':
			return 'i'
		case 'đ', 'ð':
			return 'd'
		case 'þ':
			return 't'
		case 'ß', 'ə':
			return 's'
		case 'æ', 'œ':
			return 'e'
		}
		if r >= utf8.RuneSelf {
			return -1
		}
		return r
	}, norm.NFD.String(word))
}

func silent(s sound) phone { return phone{s, nearby(s), costSilent} }

// latinCluster gives the phones of letters at i that are spoken together, and how many letters they are; 0 if there are none.
func latinCluster(word string, i int) (size int, sounds [2]phone) {
	rest, initial, final := word[i:], i == 0, i+2 == len(word)
	two := ""
	if rest[0] == 'x' && !initial {
		return 1, [2]phone{{soundK | soundG, nearby(soundK | soundG), costGlide}, sounded(soundS | soundZ | soundSH)}
	}
	if len(rest) > 1 {
		two = rest[:2]
	}
	one := func(size int, s sound) (int, [2]phone) { return size, [2]phone{sounded(s)} }
	switch {
	case strings.HasPrefix(rest, "tsch"), strings.HasPrefix(rest, "dsch"):
		return one(4, soundCH|soundJ)
	case strings.HasPrefix(rest, "sch"):
		return 3, [2]phone{sounded(soundSH | soundS), silent(soundK)}
	case strings.HasPrefix(rest, "tch"):
		return one(3, soundCH)
	case strings.HasPrefix(rest, "dge"):
		return one(3, soundJ)
	case initial && (two == "kn" || two == "gn" || two == "ps" || two == "pt"):
		return 1, [2]phone{silent(soundK | soundG | soundP)}
	case two == "" || two[0] == two[1] && !strings.ContainsRune("aeiouzc", rune(two[0])):
		return doubled(word, i, two)
	}
	switch two {
	case "ch":
		return one(2, soundCH|soundK|soundSH|soundKH)
	case "sh":
		return one(2, soundSH)
	case "th":
		return one(2, soundT|soundD|soundS|soundZ)
	case "ph":
		return one(2, soundF)
	case "kh":
		return one(2, soundKH|soundK)
	case "gh":
		return 2, [2]phone{{soundG | soundF, nearby(soundG | soundF), costGlide}}
	case "zh":
		return one(2, soundZH|soundJ)
	case "bh", "dh", "rh":
		s := latinLetter(word, i)
		return 2, [2]phone{s}
	case "ck", "cq":
		return one(2, soundK)
	case "cc":
		return 1, [2]phone{silent(soundK)} // and the second as if it stood alone
	case "cz":
		return one(2, soundCH|soundZ)
	case "qu":
		return 2, [2]phone{sounded(soundK), silent(soundW | soundV | soundU)}
	case "dj":
		return one(2, soundJ|soundZ)
	case "dz":
		return 2, [2]phone{sounded(soundD | soundJ | soundZ), silent(soundZ)}
	case "tz", "ts":
		return 2, [2]phone{{soundT | soundS | soundZ, nearby(soundT | soundS | soundZ), costConsonant}, silent(soundS | soundZ)}
	case "ng":
		return 2, [2]phone{sounded(soundN), {soundG | soundJ, nearby(soundG | soundJ), costGlide}}
	case "sz":
		return one(2, soundS|soundSH|soundZ)
	case "wr":
		return one(2, soundR)
	case "mb":
		if final {
			return 2, [2]phone{sounded(soundM), silent(soundB)}
		}
	}
	return 0, sounds
}

// doubled reads a letter that stands twice as one. Of a word's last letter there is no second.
func doubled(word string, i int, two string) (int, [2]phone) {
	if two == "" {
		return 0, [2]phone{}
	}
	p := latinLetter(word, i+1)
	switch two {
	case "ll":
		p.is |= soundY
	case "gg":
		p.is |= soundG
	}
	return 2, [2]phone{p}
}

// latinLetter gives the phone of the letter at i.
func latinLetter(word string, i int) phone {
	next, final := byte(0), i+1 == len(word)
	if !final {
		next = word[i+1]
	}
	soft := next == 'e' || next == 'i' || next == 'y'
	switch c := word[i]; c {
	case 'a', 'e', 'i', 'o', 'u', 'y':
		return latinVowel(c, i == 0, final)
	case 'b':
		return sounded(soundB)
	case 'c':
		if soft {
			return sounded(soundS | soundCH | soundK)
		}
		return sounded(soundK)
	case 'd', 't':
		s := sound(soundD)
		if c == 't' {
			s = soundT
			if next == 'i' {
				s |= soundSH | soundS
			}
		}
		return sounded(s)
	case 'f':
		return sounded(soundF)
	case 'g':
		if soft {
			return sounded(soundJ | soundG | soundZH)
		}
		return sounded(soundG)
	case 'h':
		return sounded(soundH)
	case 'j':
		return sounded(soundJ | soundZH | soundY | soundKH)
	case 'k', 'q':
		return sounded(soundK)
	case 'l':
		return sounded(soundL)
	case 'm':
		return sounded(soundM)
	case 'n':
		p := sounded(soundN)
		if final && (strings.HasSuffix(word, "ian") || strings.HasSuffix(word, "ean")) {
			p.lost = costGlide // people: Asian, Crimean
		}
		return p
	case 'p':
		return sounded(soundP)
	case 'r':
		return sounded(soundR)
	case 's':
		return latinS(next, final)
	case 'v':
		return sounded(soundV | soundF)
	case 'w':
		return sounded(soundW | soundV | soundU)
	case 'x':
		return sounded(soundZ | soundS | soundSH | soundKH) // as a first letter
	case 'z':
		return sounded(soundZ | soundS)
	}
	return phone{}
}

func latinVowel(c byte, initial, final bool) phone {
	switch c {
	case 'a':
		return sounded(soundA | soundE)
	case 'e':
		p := sounded(soundE | soundA)
		if final {
			p.lost = 0
		}
		return p
	case 'i':
		return phone{soundE | soundY | soundA, soundE | soundY, costNoVowel}
	case 'o':
		return phone{soundU | soundA | soundW, soundU, costNoVowel}
	case 'u':
		return phone{soundU | soundA | soundW, soundU, costNoVowel}
	}
	if initial {
		return phone{soundY | soundE, soundY | soundE, costGlide}
	}
	return phone{soundE | soundY | soundA, soundE, costNoVowel}
}

// latinS gives the phone of an s: at the end of a word it may be a plural's.
func latinS(next byte, final bool) phone {
	p := sounded(soundS | soundZ)
	switch {
	case final:
		p.lost = costGlide
	case next == 'i' || next == 'u':
		p.is |= soundSH | soundZH
	}
	return p
}
