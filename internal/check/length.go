package check

import (
	"strings"
	"unicode/utf8"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// length finds what was left out of a translation, or put in, by how long it is.
//
// How long good translations are was measured on news and health texts in all three languages (4,253 segments each), in code
// points beside what is usual for the language. Of sources of 160 characters or more, 99 in 100 stay between 0.68 and 1.35 (Pashto
// between 0.60 and 1.32; of its shortest, most have really lost something when they are read). The shorter the source, the more they vary.
// Below 40 characters only a difference in characters tells something.
func length() check {
	return check{
		rules: []Rule{
			{ID: "length.ratio", Severity: "warning", Catches: "A translation is far shorter or longer than such sources are translated; an error where no honest translation is so short or long.",
				Example: "A paragraph of 240 characters → its first clause"},
			{ID: "length.tail", Severity: "warning", Catches: "A long translation stops without a mark at its end, and is shorter than usual: its tail is lost.", Example: "“… and the road was closed until Monday.” → «… و سرک تا»"},
			{ID: "length.sentences", Severity: "warning", Catches: "A paragraph of several sentences has far fewer of them in the translation, and is short; for information: far fewer or more.", Example: "Five sentences → two"},
		},
		prepare: func(m *materials) inspector {
			return &lengthInspector{usual: m.to.Length / m.from.Length, from: m.from, to: m.to}
		},
	}
}

type lengthInspector struct {
	usual    float64 // characters of the translation for one of the source
	from, to *lang.Language
}

// band is what is allowed for sources of at least so many code points, beside the usual length.
type band struct {
	characters                             int
	errorLow, warnLow, warnHigh, errorHigh float64
}

// bandOf gives the band of a source; none for short ones.
func bandOf(characters int) band {
	switch {
	case characters >= 160:
		return band{160, 0.45, 0.61, 1.60, 2.50}
	case characters >= 80:
		return band{80, 0.40, 0.58, 1.70, 2.50}
	}
	return band{40, 0.35, 0.52, 1.90, 2.80}
}

// shortest is the length from which on a quotient of lengths means something.
const shortest = 40

func (l *lengthInspector) inspect(p *pair, r *report) {
	source, target := characters(&p.source), characters(&p.target)
	if source < shortest {
		l.compareShort(source, target, r)
		return
	}
	share := float64(target) / (float64(source) * l.usual)
	b := bandOf(source)
	switch {
	case share < b.warnLow:
		f := r.find("length.ratio", spots{}, "the translation has %d characters for the source's %d: much is left out", target, source)
		if share < b.errorLow {
			f.Severity = news.Error
		}
		return
	case share > b.warnHigh:
		f := r.find("length.ratio", spots{}, "the translation has %d characters for the source's %d: something was added", target, source)
		if share > b.errorHigh {
			f.Severity = news.Error
		}
		return
	}
	l.findTail(p, source, share, r)
	l.compareSentences(p, share, r)
}

// compareShort allows what a headline needs when it is put in plain words.
func (l *lengthInspector) compareShort(source, target int, r *report) {
	switch {
	case target > 4*source+60:
		r.find("length.ratio", spots{}, "the translation has %d characters for the source's %d: something was added", target, source).Severity = news.Error
	case target > 5*source/2+20:
		r.find("length.ratio", spots{}, "the translation has %d characters for the source's %d: something was added", target, source)
	case source >= shortest/2 && 3*target < source:
		r.find("length.ratio", spots{}, "the translation has %d characters for the source's %d: much is left out", target, source)
	}
}

// characters counts code points without white space at the ends and marks of direction.
func characters(t *text) int {
	s := strings.TrimSpace(t.plain)
	count := t.runes
	if len(s) < len(t.plain) {
		count = utf8.RuneCountInString(s)
	}
	if t.kinds&direction == 0 {
		return count
	}
	for _, r := range s {
		if isDirection(r) {
			count--
		}
	}
	return count
}

// A translation has lost its tail when it stops without a mark, where its source has one, and is shorter than tailShare of what is usual.
// In 100 good segments one has no mark at its end; few of those are short.
const (
	tailShare      = 0.70
	tailCharacters = 80
)

func (l *lengthInspector) findTail(p *pair, source int, share float64, r *report) {
	if source < tailCharacters || share >= tailShare {
		return
	}
	if m := endOf(p.source.plain).mark; m == noMark || m == comma || m == colon {
		return
	}
	if m := endOf(p.target.plain).mark; m != noMark && m != comma {
		return
	}
	end := len(strings.TrimRight(p.target.plain, " \t\n"))
	if len(p.target.words) == 0 || p.target.plain[end-1] == ')' {
		return
	}
	last := p.target.words[len(p.target.words)-1]
	r.find("length.tail", spots{target: one(p.target.spot(last.start, last.end))}, "the translation stops at “%s” without a mark, and is short", p.target.plain[last.start:last.end])
}
