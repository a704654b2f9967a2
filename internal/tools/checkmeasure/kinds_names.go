package main

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tarjuma/internal/check"
	"tarjuma/internal/lang"
)

// replaceName puts another name into the source, in the place of a capitalized word inside a sentence that comes at least
// twice in the article and never with a small letter: that is as good as another name in the target, and needs no list of names.
func replaceName(g *garden, t check.Text, i int) []int {
	others := []string{"Fitzgerald", "Vasquez", "Okonkwo", "Lindqvist", "Hargreaves", "Bukowski", "Delacroix", "Mbeki", "Tanaka", "Pemberton"}
	all := ""
	for _, u := range t.Units {
		all += " " + u.Source
	}
	u := &t.Units[i]
	var names []string
	words := strings.Fields(u.Source)
	for k := 1; k < len(words); k++ {
		w := strings.Trim(words[k], `,.;:"'()`)
		before := words[k-1]
		if len(w) < 5 || w[0] < 'A' || w[0] > 'Z' || strings.ToUpper(w) == w || strings.ContainsAny(before[len(before)-1:], `.:?!"`) ||
			strings.ContainsAny(w, "'-.") || strings.Count(all, w) < 2 || strings.Contains(all, " "+strings.ToLower(w)) || strings.Count(u.Source, w) > 1 {
			continue
		}
		names = append(names, w)
	}
	if names == nil {
		return nil
	}
	u.Source = strings.Replace(u.Source, names[g.random.IntN(len(names))], others[g.random.IntN(len(others))], 1)
	return []int{i}
}

// namesOf counts the words of the articles that are names as far as their writing tells: never with a small letter, and at least
// once with a capital inside a sentence. Left out are headlines, days and months, and what stands after an article somewhere, which
// are offices, parties and peoples.
func namesOf(articles []article) map[string]int {
	inside, never, determiners := map[string]int{}, map[string]bool{}, []string{"the", "a", "an"}
	for _, w := range strings.Fields("Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December") {
		never[w] = true
	}
	for _, a := range articles {
		for _, s := range a.Segments {
			words := strings.Fields(s.Texts["en"])
			sentence := strings.ContainsAny(words[len(words)-1], ".?!")
			for k, word := range words {
				w := bare(word)
				if first, _ := utf8.DecodeRuneInString(w); unicode.IsLower(first) {
					never[strings.ToUpper(w[:1])+w[1:]] = true
				}
				if k > 0 && slices.Contains(determiners, strings.ToLower(words[k-1])) {
					never[w] = true
				}
				if sentence && isNameLike(w) && k > 0 && unicode.IsLower(lastOf(words[k-1])) {
					inside[w]++
				}
			}
		}
	}
	for w := range never {
		delete(inside, w)
	}
	return inside
}

// likely gives the names that come at least twice and are no words that the language's file knows as ordinary (Snow, Council), in
// the order of the alphabet: with those nothing but the surroundings would tell that a name was put in.
func likely(names map[string]int, from *lang.Language) []string {
	var good []string
	for w, n := range names {
		if small := strings.ToLower(w); n > 1 && !slices.Contains(from.Names.Ordinary, small) && !slices.Contains(from.Names.Ordinary, strings.TrimSuffix(small, "s")) {
			good = append(good, w)
		}
	}
	slices.Sort(good)
	return good
}

func bare(word string) string {
	return strings.TrimSuffix(strings.Trim(word, `,.;:?!"'()“”‘’`), "'s")
}

func lastOf(word string) rune {
	r, _ := utf8.DecodeLastRuneInString(word)
	return r
}

// isNameLike tells a word of three ASCII letters and more with a capital first and no other.
func isNameLike(word string) bool {
	for i := range len(word) {
		c := word[i]
		if i == 0 && (c < 'A' || c > 'Z') || i > 0 && (c < 'a' || c > 'z') {
			return false
		}
	}
	return len(word) >= 3
}

// replaceAnyName puts another name of the articles, a likely one, into the source in the place of any name, also of short
// ones, of those that begin a sentence and of those that come but once.
func replaceAnyName(g *garden, t check.Text, i int) []int {
	u := &t.Units[i]
	var names []string
	for word := range strings.FieldsSeq(u.Source) {
		w := bare(word)
		if g.names[w] > 0 && strings.Count(u.Source, w) == 1 {
			names = append(names, w)
		}
	}
	if names == nil {
		return nil
	}
	name := names[g.random.IntN(len(names))]
	other := g.likely[g.random.IntN(len(g.likely))]
	if strings.Contains(u.Source, other) {
		return nil
	}
	u.Source = strings.Replace(u.Source, name, other, 1)
	return []int{i}
}

// replaceInTarget puts another known name into the target in the place of one that stands there as often as in the source.
func replaceInTarget(g *garden, t check.Text, i int) []int {
	u := &t.Units[i]
	words, known := strings.Fields(u.Target), knownNames()
	type place struct {
		word  int
		spelt string
		row   int
	}
	var places []place
	for row := range known {
		n := &known[row]
		if strings.Count(u.Source, n.english) != 1 {
			continue
		}
		var at []place
		for k, word := range words {
			for _, spelt := range n.in(g.code) {
				if strings.Trim(word, `،,.:؛;?؟!"'()«»“”‘’।`) == spelt {
					at = append(at, place{k, spelt, row})
				}
			}
		}
		if len(at) == 1 {
			places = append(places, at[0])
		}
	}
	if places == nil {
		return nil
	}
	chosen := places[g.random.IntN(len(places))]
	for {
		other := &known[g.random.IntN(len(known))]
		if strings.Contains(u.Source, other.english) || other.english == known[chosen.row].english {
			continue
		}
		words[chosen.word] = strings.Replace(words[chosen.word], chosen.spelt, other.in(g.code)[0], 1)
		u.Target = strings.Join(words, " ")
		return []int{i}
	}
}
