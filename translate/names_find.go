package translate

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"tarjuma/internal/lang"
)

// mostNames is how many names are asked for at most: those that occur in the most parts.
const mostNames = 40

// found is a name that was found, as the article writes it.
type found struct {
	text  string
	units []int // the places of the units that it occurs in, in order
	at    int   // where in the first of them
	parts int   // how many parts it occurs in
}

// finder finds the names of an article.
type finder struct {
	language *lang.Language
	units    []*unit
	words    [][]word // by unit

	common map[string]bool // words of the article that it writes without a capital, too
	inside map[string]bool // runs of capitals inside sentences, and the shorter ones in them
	names  []*found
	known  map[string]*found // the names by their texts
}

// recurring gives the names that occur in more than one of an article's parts, in the order in which the article first
// has them. There are none in a language without capitals.
func recurring(units []*unit, parts [][]*item, language *lang.Language) []*found {
	if !hasCapitals(language) || len(parts) < 2 {
		return nil
	}
	f := &finder{language: language, units: units, common: map[string]bool{}, inside: map[string]bool{}, known: map[string]*found{}}
	for _, u := range units {
		f.words = append(f.words, wordsFor(u.plain, language.Abbreviations))
	}
	f.find()
	f.locate()
	names := f.names
	count(names, parts)
	names = slices.DeleteFunc(names, func(n *found) bool { return n.parts < 2 })
	slices.SortFunc(names, func(a, b *found) int { return cmp.Or(b.parts-a.parts, inOrderOfAppearance(a, b)) })
	names = names[:min(len(names), mostNames)]
	slices.SortFunc(names, inOrderOfAppearance)
	return names
}

func inOrderOfAppearance(a, b *found) int {
	return cmp.Or(a.units[0]-b.units[0], a.at-b.at, len(b.text)-len(a.text))
}

// find finds what may be a name: runs of capitals inside sentences, and those at the beginning of one that also stand
// inside another.
func (f *finder) find() {
	for _, words := range f.words {
		for _, w := range words {
			if !w.capital {
				f.common[w.text] = true
			}
		}
	}
	var begin [][]word
	for i, words := range f.words {
		if isHeadline(f.units[i].plain, words) {
			continue
		}
		for _, run := range runsOfCapitals(words) {
			if run = withoutTitle(run); len(run) == 0 {
				continue
			}
			if run[0].first {
				begin = append(begin, run)
				continue
			}
			f.note(run)
			f.add(run)
		}
	}
	for _, run := range begin {
		if f.inside[textOf(run)] {
			f.add(run)
		}
	}
}

// isHeadline tells a text that is no sentence and most of whose words have a capital: there it shows no name.
func isHeadline(text string, words []word) bool {
	if end := strings.TrimRight(text, closers); strings.HasSuffix(end, ".") || strings.HasSuffix(end, "!") || strings.HasSuffix(end, "?") {
		return false
	}
	capitals := 0
	for _, w := range words {
		if w.capital {
			capitals++
		}
	}
	return 2*capitals > len(words)
}

// note keeps a run and all shorter ones in it that begin and end with a capital.
func (f *finder) note(run []word) {
	for i := range run {
		for j := i + 1; j <= len(run); j++ {
			if run[i].capital && run[j-1].capital {
				f.inside[textOf(run[i:j])] = true
			}
		}
	}
}

func (f *finder) add(run []word) {
	text := textOf(run)
	if f.known[text] != nil || len(run) == 1 && f.isOrdinary(text) {
		return
	}
	f.known[text] = &found{text: text}
	f.names = append(f.names, f.known[text])
}

// isOrdinary tells a word that has a capital and yet is no name: one that the article or the language has without a
// capital, a month, a weekday, an initial. Short words all in capitals (US, WHO) are names.
func (f *finder) isOrdinary(text string) bool {
	letters := []rune(strings.Trim(text, "."))
	if len(letters) < 2 {
		return true
	}
	if len(letters) <= 5 && !slices.ContainsFunc(letters, unicode.IsLower) {
		return false
	}
	lower := strings.ToLower(text)
	if f.common[lower] || slices.Contains(f.language.FunctionWords, lower) {
		return true
	}
	return slices.ContainsFunc(f.language.Months.Gregorian, func(names []string) bool { return slices.Contains(names, text) })
}

func textOf(run []word) string {
	texts := make([]string, len(run))
	for i, w := range run {
		texts[i] = w.text
	}
	return strings.Join(texts, " ")
}

// locate finds where the names occur, each as a whole.
func (f *finder) locate() {
	for place, words := range f.words {
		for i, w := range words {
			text := ""
			for n := i; w.capital && n < len(words) && n-i < mostRun && (n == i || words[n].joined); n++ {
				text += " " + words[n].text
				if name := f.known[text[1:]]; name != nil {
					name.occurs(place, i)
				}
			}
		}
	}
}

// occurs keeps that a name occurs in a unit. Units come in order.
func (f *found) occurs(place, at int) {
	if len(f.units) == 0 {
		f.at = at
	}
	if last := len(f.units) - 1; last < 0 || f.units[last] != place {
		f.units = append(f.units, place)
	}
}

// count counts the parts that the names occur in.
func count(names []*found, parts [][]*item) {
	partOf := map[int]int{}
	for i, part := range parts {
		for _, it := range part {
			partOf[it.unit.place] = i
		}
	}
	for _, name := range names {
		seen := map[int]bool{}
		for _, place := range name.units {
			if part, asked := partOf[place]; asked {
				seen[part] = true
			}
		}
		name.parts = len(seen)
	}
}
