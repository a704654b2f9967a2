package check

import (
	"slices"
	"strings"

	"tarjuma/internal/lang"
)

// calendar is how a language calls the parts of time.
type calendar struct{ months, solar, weekdays *timeNames }

func newCalendar(l *lang.Language) *calendar {
	return &calendar{
		months:   newTimeNames(l.Months.Gregorian, l.Months, l),
		solar:    newTimeNames(l.Months.Solar, lang.Months{}, l),
		weekdays: newTimeNames(l.Weekdays, lang.Months{}, l),
	}
}

// hasSolar tells whether a text has a month of the solar calendar. Their names are words of every day, and months only in a
// date.
func (c *calendar) hasSolar(t *text) bool {
	return slices.ContainsFunc(c.solar.find(t), func(m mention) bool { return besideDigits(t, m.start, m.end) })
}

// timeNames is the names of the months of a calendar, or of the days of the week: as keys of tokens, or of two with a space
// between them. Their values begin with 1.
type timeNames struct {
	keys      *table[timeName]
	spellings [][]string      // the keys by value, sorted
	ambiguous map[string]bool // other words too
	before    map[string]bool // words that show that the next is no other word
	capitals  bool            // they have a capital, and may have a genitive s
}

// timeName is what a word means: 0 for none, and whether a name of two words begins with it.
type timeName struct {
	value  int
	goesOn bool
}

func newTimeNames(names [][]string, m lang.Months, l *lang.Language) *timeNames {
	n := &timeNames{newTable[timeName](), make([][]string, len(names)+1), map[string]bool{}, map[string]bool{}, l.Script == "Latn"}
	for i, spellings := range names {
		for _, name := range spellings {
			for _, key := range tokenKeys(name, l) {
				n.put(key, i+1)
			}
		}
	}
	for key, name := range n.keys.entries {
		n.spellings[name.value] = append(n.spellings[name.value], key)
	}
	for _, keys := range n.spellings {
		slices.Sort(keys)
	}
	for _, name := range m.Ambiguous {
		n.ambiguous[tokenKeys(name, l)[0]] = true
	}
	for _, word := range m.Before {
		n.before[word] = true
	}
	return n
}

func (n *timeNames) put(key string, value int) {
	n.keys.put(key, timeName{value, n.keys.get(key).goesOn})
	if first, _, two := strings.Cut(key, " "); two {
		n.keys.put(first, timeName{n.keys.get(first).value, true})
	}
}

// mention is a month or day in a text. One that is not sure may be another word.
type mention struct {
	value, start, end int
	sure              bool
}

func holds(mentions []mention, value int) bool {
	return slices.ContainsFunc(mentions, func(m mention) bool { return m.value == value })
}

// find lists the names in a text.
func (n *timeNames) find(t *text) []mention {
	var mentions []mention
	for i := 0; i < len(t.words); i++ {
		w := t.words[i]
		if n.capitals && w.kind&capital == 0 {
			continue
		}
		name := n.keys.get(n.bare(w))
		if name == (timeName{}) {
			continue
		}
		end, value := w.end, name.value
		if name.goesOn && i+1 < len(t.words) && t.words[i+1].start-w.end <= len("\u200c ") {
			if two := n.keys.get(w.key + " " + t.words[i+1].key).value; two > 0 {
				i++
				end, value = t.words[i].end, two
			}
		}
		if value > 0 {
			mentions = append(mentions, mention{value, w.start, end, !n.ambiguous[n.bare(w)] || n.isShown(t, i)})
		}
	}
	return mentions
}

// bare gives the key of a word without a genitive s.
func (n *timeNames) bare(w token) string {
	if n.capitals && w.kind&apostrophe != 0 {
		return strings.TrimSuffix(w.key, "'s")
	}
	return w.key
}

// isShown tells whether what stands at word i shows that it is no other word.
func (n *timeNames) isShown(t *text, i int) bool {
	w := t.words[i]
	return besideDigits(t, w.start, w.end) || i > 0 && n.before[t.words[i-1].key] && w.kind&apostrophe == 0
}

// farthestDay is how many bytes may stand between a month and its day or year: a space, or a short word.
const farthestDay = 8

func besideDigits(t *text, start, end int) bool {
	around := [...]string{t.plain[max(0, start-farthestDay):start], t.plain[end:min(len(t.plain), end+farthestDay)]}
	return strings.ContainsFunc(around[0], isDigit) || strings.ContainsFunc(around[1], isDigit)
}
