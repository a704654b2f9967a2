package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tarjuma/internal/lang"
)

// capitals finds the names of texts in a language with capital letters.
type capitals struct {
	ordinary      wordSet
	months        map[string]bool // those of ordinary that are
	endings       [][2]string
	abbreviations map[string]bool   // in small letters, without the last full stop
	called        map[string]string // words for peoples and places, each with the word that all languages have for it
}

// newCapitals gives nil where capitals show no names.
func newCapitals(l *lang.Language) *capitals {
	if len(l.Names.Ordinary) == 0 {
		return nil
	}
	c := &capitals{ordinary: wordSet{words: map[string]bool{}}, months: map[string]bool{}, endings: l.Names.Endings, abbreviations: map[string]bool{}, called: map[string]string{}}
	for _, words := range [][]string{l.Names.Ordinary, l.FunctionWords} {
		for _, w := range words {
			c.ordinary.add(w)
		}
	}
	for _, months := range l.Months.Gregorian {
		for _, w := range months {
			c.ordinary.add(strings.ToLower(w))
			c.months[strings.ToLower(w)] = true
		}
	}
	for _, words := range []map[string]int{l.Numbers.Cardinals, l.Numbers.Ordinals} {
		for w := range words {
			c.ordinary.add(w)
		}
	}
	for _, a := range l.Abbreviations {
		c.abbreviations[strings.ToLower(strings.TrimSuffix(a, "."))] = true
	}
	for word, words := range l.Names.Called {
		for _, w := range words {
			c.called[w] = word
		}
	}
	return c
}

// named is a word of a text that is a name or a part of one.
type named struct {
	at       int    // among the words of the text
	key      string // as it is compared, without the ending of a possessive
	called   string // the word that all languages have for the people or place, "" for others
	first    bool   // any word would have a capital there
	joined   bool   // it follows the name before with nothing but white space or a hyphen between
	from, to int    // its phones

	consonants int // how many of them are more than a vowel
	limit      int // the highest cost at which a word is still taken for it

	found              bool // the target has a counterpart
	weak               bool // it was found in what may be another word
	doubted            bool // it has none, which may be a slip of the pen or was told before
	cost               int  // of that, where it was found by its sound in whole words,
	heardFrom, heardTo int  // which these are; 0, 0 for others
}

// find appends the names of a text.
func (c *capitals) find(names []named, t *text) []named {
	if c == nil || t.kinds&capital == 0 {
		return names
	}
	title := isTitled(t)
	for i := range t.words {
		w := &t.words[i]
		if w.kind&capital == 0 || !c.isName(t, i) {
			continue
		}
		n := named{at: i, key: withoutPossessive(w.key)}
		n.first = title || c.begins(t, i)
		n.called = c.called[n.key]
		if last := len(names) - 1; last >= 0 && names[last].at == i-1 {
			n.joined = standsBy(t, i)
		}
		names = append(names, n)
	}
	return names
}

// standsBy tells whether nothing but spaces and hyphens stands between a word and the one before.
func standsBy(t *text, i int) bool {
	gap := t.plain[t.words[i-1].end:t.words[i].start]
	return gap == " " || strings.Trim(gap, " -") == ""
}

// isTitled tells a text that is no sentence and most of whose words have a capital.
func isTitled(t *text) bool {
	if end := strings.TrimRight(t.plain, "\"”“»’') "); end != "" && strings.ContainsAny(end[len(end)-1:], ".!?") {
		return false
	}
	with, without := 0, 0
	for i := range t.words {
		switch w := &t.words[i]; {
		case w.kind&capital != 0:
			with++
		case w.end-w.start > 3:
			without++
		}
	}
	return with > without
}

// isName tells a name from what is an ordinary word with a capital, an acronym or part of an address.
func (c *capitals) isName(t *text, i int) bool {
	w := &t.words[i]
	spelt := t.plain[w.start:w.end]
	if w.kind&latin == 0 || isSpeltOut(spelt) || t.isGuarded(w.start, w.end) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(spelt)
	key := withoutPossessive(w.key)
	return unicode.IsUpper(r) && len(key) > 2 && !c.isOrdinary(key) && !besideDigit(t.plain, w.start, w.end)
}

// isSpeltOut tells what is no word in letters that are spoken together: acronyms, initials, what shouts, and codes and brands
// with capitals inside (PhD, RdRp, YouTube), but for names like McDonald.
func isSpeltOut(word string) bool {
	word = strings.TrimRight(word, "'’s")
	capitals, small := 0, 0
	for _, r := range word {
		switch {
		case unicode.IsUpper(r):
			if capitals++; small > 2 {
				return true
			}
		case unicode.IsLower(r):
			small++
		}
	}
	return small == 0 || capitals > 1 && small <= capitals
}

// besideDigit tells parts of names like Covid-19 and A380.
func besideDigit(text string, start, end int) bool {
	if start > 0 && isASCIIDigit(text[start-1]) {
		return true
	}
	rest := strings.TrimPrefix(text[end:], "-")
	return rest != "" && isASCIIDigit(rest[0])
}

func isASCIIDigit(c byte) bool { return '0' <= c && c <= '9' }

func withoutPossessive(key string) string {
	return strings.TrimSuffix(strings.TrimSuffix(key, "'s"), "'")
}

// isOrdinary tells a word that the language's file lists, or that is one of those with an ending or two.
func (c *capitals) isOrdinary(key string) bool {
	if c.ordinary.has(key) || c.abbreviations[key] {
		return true
	}
	if i := strings.IndexByte(key, '\''); i >= 0 { // it'll, o'clock
		return c.ordinary.has(key[:i]) || i == 1 && len(key) > 2 && c.ordinary.has(key[2:])
	}
	if stem, found := strings.CutSuffix(key, "s"); found && len(stem) > 3 && c.hasEnding(stem) {
		return true
	}
	return c.hasEnding(key)
}

// hasEnding tells a listed word with an ending, or one whose ending ordinary words alone have.
func (c *capitals) hasEnding(key string) bool {
	for _, e := range c.endings {
		stem, found := strings.CutSuffix(key, e[0])
		if !found || len(stem) < 3 {
			continue
		}
		switch e[1] {
		case "":
		case anyStem:
			if len(stem) >= leastStem {
				return true
			}
			continue
		default:
			if c.isListed(stem, e[1]) {
				return true
			}
			continue
		}
		if c.ordinary.has(stem) {
			return true
		}
		if n := len(stem); n > 3 && stem[n-1] == stem[n-2] && c.ordinary.has(stem[:n-1]) { // stopped, winner
			return true
		}
	}
	return false
}

// anyStem stands for whatever has the ending: only ordinary words end so.
const anyStem = "*"

// leastStem is how long a stem must be before such an ending: Clement is a name.
const leastStem = 4

// isListed is c.ordinary.has(stem+ending) without making the text.
func (c *capitals) isListed(stem, ending string) bool {
	var word [32]byte
	if len(stem)+len(ending) > len(word) {
		return false
	}
	n := copy(word[:], stem)
	n += copy(word[n:], ending)
	return c.ordinary.has(string(word[:n]))
}

// begins tells whether any word would have a capital at the place of word i: after the end of a sentence, a colon, a dash
// or the mark that opens a quotation or a bracket.
func (c *capitals) begins(t *text, i int) bool {
	if i == 0 {
		return true
	}
	before := &t.words[i-1]
	gap := t.plain[before.end:t.words[i].start]
	if strings.HasPrefix(gap, ".") && strings.Trim(gap, ". ") == "" {
		key := before.key
		return before.end-before.start > 1 && !c.abbreviations[key]
	}
	return strings.ContainsAny(gap, ".?!…:\"“”„«‹([–—*•/") || strings.ContainsAny(gap, "'‘’-") && strings.ContainsAny(gap, " ")
}

// isLikely tells a word that begins a sentence and yet is likely to be a name: the language's file does not know it, and it looks like no
// plural, which are the ordinary words that the file is most often without.
func isLikely(t *text, name *named) bool {
	return t.words[name.at].key != name.key || !strings.HasSuffix(name.key, "s")
}
