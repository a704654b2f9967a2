package check

import "tarjuma/internal/lang"

// tongue is a language that words may speak for: its place among all that are told apart, from 1; 0 is none. Those of the set come
// first, then neighbours that have no file.
type tongue uint8

// mostTongues bounds how many languages are told apart. Further ones are passed over.
const mostTongues = 48

// tongues tells what language a word speaks for.
type tongues struct {
	names   []string // by tongue; the first is empty
	scripts []kind   // by tongue
	words   *table[tongue]
	// firstNeighbour is the first tongue without a file.
	firstNeighbour int
	letters        [lastSign - firstSign + 1]tongue
}

// The letters that show a language lie between these, as far as checks look.
const firstSign, lastSign = 0x0600, 0x097F

// isNeighbour tells whether a tongue has no file of its own.
func (g *tongues) isNeighbour(is tongue) bool { return int(is) >= g.firstNeighbour }

// tonguesOf makes the tables. A word that two languages have speaks for neither; one of a language of the set never for a neighbour.
func tonguesOf(languages *lang.Languages) *tongues {
	g := &tongues{names: []string{""}, scripts: []kind{0}, words: newTable[tongue]()}
	all := languages.All()
	for _, l := range all {
		for _, word := range l.FunctionWords {
			g.words.put(wordKey(word), 0)
		}
	}
	named := map[string]bool{}
	for _, l := range all {
		named[l.Name] = true
		words, letters := languages.OwnSigns(l)
		g.add(l.Name, l.Script, words, letters)
	}
	g.firstNeighbour = len(g.names)
	for _, l := range all {
		for _, n := range l.Neighbours {
			if !named[n.Name] {
				named[n.Name] = true
				g.add(n.Name, l.Script, g.unclaimed(n.Words), []string{n.Letters})
			}
		}
	}
	return g
}

// add gives the next tongue its signs.
func (g *tongues) add(name, script string, words, letters []string) {
	if len(g.names) == mostTongues {
		return
	}
	is := tongue(len(g.names))
	g.names = append(g.names, name)
	g.scripts = append(g.scripts, scriptKind(script))
	for _, word := range words {
		g.words.put(wordKey(word), is)
	}
	for _, some := range letters {
		for _, r := range some {
			if firstSign <= r && r <= lastSign && g.letters[r-firstSign] == 0 {
				g.letters[r-firstSign] = is
			}
		}
	}
}

// unclaimed gives those of the words that no language has claimed.
func (g *tongues) unclaimed(words []string) []string {
	var free []string
	for _, word := range words {
		if _, claimed := g.words.entries[wordKey(word)]; !claimed {
			free = append(free, word)
		}
	}
	return free
}

// named gives the tongue of a language's name.
func (g *tongues) named(name string) tongue {
	for i, n := range g.names {
		if n == name {
			return tongue(i)
		}
	}
	return 0
}

// of tells what language a word speaks for: by its letters, or else by the whole word.
func (g *tongues) of(t *text, w *token) tongue {
	if w.kind&(arabic|devanagari) != 0 {
		said := tongue(0)
		for _, r := range t.plain[w.start:w.end] {
			if firstSign <= r && r <= lastSign {
				if is := g.letters[r-firstSign]; is != 0 && (said == 0 || is < said) {
					said = is
				}
			}
		}
		if said != 0 {
			return said
		}
	}
	return g.words.get(w.key)
}

// wordKey gives a word as the words of a text are compared; "" for what is not one word.
func wordKey(word string) string {
	var t text
	t.read(word, nil)
	if len(t.words) != 1 {
		return ""
	}
	return t.words[0].key
}
