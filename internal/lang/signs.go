package lang

import (
	"slices"
	"strings"
	"unicode"
)

// sign is what a word or a letter says of a language.
type sign int

const (
	nothing sign = iota
	own
	shared
	against
)

// signs is what shows a language in a text, and what shows that a text is not of it.
type signs struct {
	language *Language
	script   *unicode.RangeTable
	words    map[string]sign
	letters  map[rune]sign
}

// evidence is what words say of a language: how many speak for it and against it, and how many of their letters and
// marks are of its script.
type evidence struct {
	language                     *Language
	own, shared, against, script int
	kinds                        int // of own words, each counted once
}

// net is what is left of its own words when those against it are taken off.
func (e evidence) net() int { return e.own - e.against }

// suffices says whether the evidence is enough for a text of so many words. One word alone, however often it stands
// there, proves nothing: "to to to" is not English.
func (e evidence) suffices(words int) bool {
	return (e.kinds > 1 || e.own == 1) &&
		float64(e.own) >= leastOwn*float64(words) &&
		float64(e.net())+float64(e.shared)/2 >= leastEvidence*float64(words)
}

// weigh counts what words say of the language.
func (g *signs) weigh(words []string) evidence {
	e := evidence{language: g.language}
	seen := map[string]bool{}
	for _, word := range words {
		says := g.words[foldKeyboard(word)]
		for _, r := range word {
			if unicode.Is(g.script, r) {
				e.script++
			}
			if letter := g.letters[r]; letter != nothing && says != against {
				says = letter
			}
		}
		switch says {
		case own:
			e.own++
			if !seen[word] {
				seen[word] = true
				e.kinds++
			}
		case shared:
			e.shared++
		case against:
			e.against++
		}
	}
	return e
}

// signsOf prepares languages for Detect.
func signsOf(languages []*Language) []*signs {
	all := make([]*signs, 0, len(languages))
	for _, l := range languages {
		g := &signs{language: l, script: l.RangeTable(), words: map[string]sign{}, letters: map[rune]sign{}}
		for _, word := range l.FunctionWords {
			g.words[foldKeyboard(word)] = own
		}
		for _, word := range l.sharedWords {
			g.words[foldKeyboard(word)] = shared
		}
		for _, r := range l.Letters.Proving {
			g.letters[r] = own
		}
		for _, r := range l.Letters.Foreign {
			g.letters[r] = against
		}
		all = append(all, g)
	}
	for _, g := range all {
		for _, other := range all {
			if other != g {
				g.giveUp(other.language)
			}
		}
	}
	return all
}

// foldKeyboard gives a word with the kaf and yehs of an Arabic keyboard as Persian ones, for looking it up. Whoever
// has no other keyboard writes Dari, Pashto and Urdu with them.
func foldKeyboard(word string) string {
	return strings.Map(func(r rune) rune {
		switch r {
		case 'ك':
			return 'ک'
		case 'ي', 'ى':
			return 'ی'
		}
		return r
	}, word)
}

// giveUp takes the signs that another language has too for what they are: they show neither.
func (g *signs) giveUp(other *Language) {
	for _, word := range slices.Concat(other.FunctionWords, other.sharedWords) {
		if word = foldKeyboard(word); g.words[word] == own {
			g.words[word] = shared
		}
	}
	for _, r := range other.Letters.All {
		if g.letters[r] == own {
			delete(g.letters, r)
		}
	}
}

// SmallWords gives the function words of the language, those that others have too included.
func (l *Language) SmallWords() []string { return slices.Concat(l.FunctionWords, l.sharedWords) }

// OwnSigns gives what shows a language of the set: those of its function words, with Persian kaf and yehs, and of its
// proving letters that no other language of the set has.
func (s *Languages) OwnSigns(l *Language) (words, letters []string) {
	for _, g := range s.signs() {
		if g.language != l {
			continue
		}
		for word, says := range g.words {
			if says == own {
				words = append(words, word)
			}
		}
		for r, says := range g.letters {
			if says == own {
				letters = append(letters, string(r))
			}
		}
	}
	slices.Sort(words)
	slices.Sort(letters)
	return words, letters
}

// RangeTable gives the script of the language's letters. Every letter belongs to one script or to none; what is read from a file has a
// letter of one.
func (l *Language) RangeTable() *unicode.RangeTable {
	for _, r := range l.Letters.All {
		for _, script := range unicode.Scripts {
			if unicode.IsLetter(r) && unicode.Is(script, r) {
				return script
			}
		}
	}
	return nil
}
