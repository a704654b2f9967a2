package check

import (
	"slices"
	"strings"
)

// figure is an amount of one text as it is compared with those of the other.
type figure struct {
	amount
	start, end int  // bytes in plain
	digits     bool // written in digits, at least in part
	partner    int  // the figure of the other text that says the same; none: noPartner
}

const noPartner = -1

// figures is what one text of a pair says in numbers.
type figures struct {
	reader
	counting *counting
	of       *text
	list     []figure
	hints    []string
	dates    []mention
}

func newFigures(c *counting) *figures {
	return &figures{counting: c, reader: reader{lexer: &lexer{decimal: c.decimal}, vocabulary: c.words}}
}

// take reads a text. What stands in addresses is no number.
func (f *figures) take(t *text) {
	f.of, f.list, f.hints = t, f.list[:0], f.hints[:0]
	from, to := f.vocabulary.stretch(t)
	f.scan(t.plain[from:to])
	for _, a := range f.amounts {
		g := figure{amount: a, start: from + f.chars[a.from].start, end: from + f.chars[a.to-1].end, partner: noPartner}
		if len(t.guarded) > 0 && t.isGuarded(g.start, g.end) {
			continue
		}
		g.digits = a.code || slices.ContainsFunc(f.chars[a.from:a.to], func(c char) bool { return isDigit(c.r) })
		if decade := f.words(g); len(decade) == len("1990s") && strings.HasSuffix(decade, "0s") {
			g.values = append(slices.Clip(g.values), canonical(decade[2:4], "")) // the century goes without saying
		}
		g.unsure = g.unsure && !f.isLongName(g) || !g.digits && f.isName(g)
		f.list = append(f.list, g)
	}
}

// words gives a figure as it is written.
func (f *figures) words(g figure) string { return f.of.plain[g.start:g.end] }

// isName tells number words with a capital inside a sentence, such as Big Four: they may be translated by their sound.
func (f *figures) isName(g figure) bool {
	return f.hasCapital(g.from, g.from+1) && !f.beginsSentence(g.from)
}

// isLongName tells a name of digits and small letters that is too long for a unit: nsp14.
func (f *figures) isLongName(g figure) bool { return g.code && f.wordEnd(g.from) > g.from+2 }

// isOpen tells a figure without a partner, but for words for one: they are articles and pronouns, too.
func (g *figure) isOpen() bool { return g.partner == noPartner && !g.quiet }

// shares tells whether a figure of the list has a reading of another.
func (f *figures) shares(g *figure) bool {
	return slices.ContainsFunc(f.list, func(other figure) bool { return sameReading(&other, g) || sameName(&other, g) })
}
