package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tarjuma/internal/news"
)

// sameAsSource finds sources that stand in the place of their translations.
func sameAsSource() check {
	return check{
		rules: []Rule{{ID: "segment.same", Severity: news.Error,
			Catches: "The source stands in the place of its translation, though it has words to translate. Names and codes alone are let pass.",
			Example: "“The canal was closed.” → “The canal was closed.”"}},
		prepare: func(*materials) inspector { return sameInspector{} },
	}
}

type sameInspector struct{}

func (sameInspector) inspect(p *pair, r *report) {
	severity := sameness(p)
	if severity == "" {
		return
	}
	t := &p.target
	whole := t.spot(t.words[0].start, t.words[len(t.words)-1].end)
	r.find("segment.same", spots{target: one(whole)}, "the translation is the source once more").Severity = severity
}

// isSame tells whether the words of both sides are the same, capitals and punctuation apart.
func isSame(p *pair) bool {
	if len(p.source.words) != len(p.target.words) {
		return false
	}
	for i := range p.source.words {
		if p.source.words[i].key != p.target.words[i].key {
			return false
		}
	}
	return len(p.source.words) > 0
}

// sameness tells how bad it is that a target is its source: an error where the words show the source's language, a warning for others,
// which may be names that want the letters of another script, and nothing ("") for codes, or where the two differ.
func sameness(p *pair) news.Severity {
	if !isSame(p) {
		return ""
	}
	if p.source.language.Script == p.target.language.Script {
		return samenessInScript(len(p.source.words))
	}
	words, codes, showing := 0, 0, false
	for i := range p.target.words {
		w := &p.target.words[i]
		switch {
		case isCode(&p.target, w):
			continue
		case isAcronym(p.target.plain[w.start:w.end]):
			codes++
		default:
			words++
		}
		showing = showing || slices.Contains(p.source.language.FunctionWords, w.key)
	}
	switch {
	case showing && words+codes > 2, showing && words > 0:
		return news.Error
	case words > 0:
		return news.Warning
	}
	return ""
}

// samenessInScript is sameness between languages of one script, where a few words, names above all, may be the same in both.
func samenessInScript(words int) news.Severity {
	switch {
	case words > 5:
		return news.Error
	case words > 3:
		return news.Warning
	}
	return ""
}

// isCode tells words that are no words of a language: parts of addresses, file names and codes, units beside a number, single letters.
func isCode(t *text, w *token) bool {
	before, _ := utf8.DecodeLastRuneInString(t.plain[:w.start])
	after, size := utf8.DecodeRuneInString(t.plain[w.end:])
	next, _ := utf8.DecodeRuneInString(t.plain[w.end+size:])
	switch {
	case utf8.RuneCountInString(w.key) < 2, t.isGuarded(w.start, w.end), isDigit(before), isDigit(after):
		return true
	case before == '_', after == '_', before == '#', before == '@', before == '\\', after == '\\':
		return true
	}
	return t.kinds&less != 0 && isInAngles(t.plain, w) || after == '.' && unicode.IsLetter(next) || before == '.' && endsInWord(t.plain[:w.start-1])
}

// isInAngles tells whether a word stands in what looks like a tag.
func isInAngles(plain string, w *token) bool {
	i := strings.LastIndexAny(plain[:w.start], "<>")
	return i >= 0 && plain[i] == '<' && strings.Contains(plain[w.end:], ">")
}

func endsInWord(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r)
}

// isAcronym tells words in capitals, with a small plural ending perhaps: FBI, MWPs.
func isAcronym(word string) bool {
	capitals, small := 0, 0
	for _, r := range word {
		switch {
		case unicode.IsUpper(r):
			capitals++
		case unicode.IsLower(r):
			small++
		}
	}
	return capitals > 1 && small <= 1 || capitals == 1 && small == 0
}
