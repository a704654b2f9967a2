package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tarjuma/internal/news"
)

// run is a stretch of a target's words in letters of other scripts than its language's, with no word of the language in it.
type run struct {
	words    []token
	enclosed bool // in brackets or quotation marks
}

// The measures of words in other letters.
const (
	clauseWords    = 3 // fewer words in small letters are no clause
	glossWords     = 8 // in brackets or quotation marks so many may be a term or a title
	mostNamesInRow = 4 // of a target that has nothing else
	leastInitials  = 2
)

// inOtherScript reports what of a target is in letters of other scripts than its language's, and tells whether that is most of it.
func (l *teller) inOtherScript(p *pair, r *report) bool {
	t := &p.target
	runs := l.runs(t)
	clauses, leftovers := []run(nil), []token(nil)
	strange, names := 0, 0
	var said [mostTongues]int16
	for _, stretch := range runs {
		clause, left := l.judge(p, stretch, &said)
		if clause {
			clauses = append(clauses, stretch)
			left = stretch.words
		} else {
			leftovers = append(leftovers, left...)
		}
		for _, w := range left {
			strange += utf8.RuneCountInString(w.key)
		}
		names += len(stretch.words) - len(left)
	}
	own := t.letters.of(l.script)
	switch {
	case strange > 3*own:
		l.reportWhole(r, t, l.languageOf(&said))
		return true
	case own == 0 && names >= mostNamesInRow:
		r.find("lang.script", whole(t), "it has no letter of %s", l.tongues.names[l.to]).Severity = news.Warning
	}
	for _, c := range clauses {
		first, last := c.words[0], c.words[len(c.words)-1]
		f := r.find("lang.mixed", spots{target: one(t.spot(first.start, last.end))}, "a part of it is not in %s: “%s”", l.tongues.names[l.to], t.plain[first.start:last.end])
		if strange > own {
			f.Severity = news.Error
		}
	}
	l.reportLeftovers(p, r, leftovers, strange > own)
	return strange > own
}

func (l *teller) reportWhole(r *report, t *text, in string) {
	if in == "" {
		r.find("lang.script", whole(t), "most of its letters are not those of %s", l.tongues.names[l.to])
		return
	}
	r.find("lang.wrong", whole(t), "it is in %s, not in %s", in, l.tongues.names[l.to])
}

// reportLeftovers makes one finding of all words that were left, and an error of it where they are most of the target, or where
// neither language writes their letters.
func (l *teller) reportLeftovers(p *pair, r *report, left []token, alien bool) {
	if len(left) == 0 {
		return
	}
	t, where := &p.target, spots{}
	var words []string
	for _, w := range left {
		where.target = append(where.target, t.spot(w.start, w.end))
		words = append(words, "“"+t.plain[w.start:w.end]+"”")
		alien = alien || w.kind&(latin|l.from) == 0
	}
	f := r.find("lang.leftover", where, "left in it, and not %s: %s", l.tongues.names[l.to], strings.Join(words, ", "))
	if alien {
		f.Severity = news.Error
	}
}

// runs gives the stretches of words in other letters. A word that mixes letters is parted: only those of other scripts are meant.
func (l *teller) runs(t *text) []run {
	var runs []run
	var under run
	end := 0
	flush := func() {
		if len(under.words) > 0 {
			under.enclosed = l.isEnclosed(t, under.words[0].start, under.words[len(under.words)-1].end)
			runs = append(runs, under)
		}
		under = run{}
	}
	for _, w := range t.words {
		if w.kind&letter == 0 {
			continue
		}
		if strings.ContainsFunc(t.plain[end:w.start], func(c rune) bool { return kindOf(c)&(quote|bracket) != 0 }) {
			flush()
		}
		end = w.end
		if w.kind&l.script == 0 {
			under.words = append(under.words, w)
			continue
		}
		flush()
		if w.kind&(latin|arabic|devanagari) != l.script || t.letters.other > 0 {
			under.words = l.otherPart(t, w)
			flush()
		}
	}
	flush()
	return runs
}

// otherPart gives the letters of other scripts at one place in a word.
func (l *teller) otherPart(t *text, w token) []token {
	start, end := -1, -1
	var kinds kind
	for i, c := range t.plain[w.start:w.end] {
		if k := kindOf(c); k&letter != 0 && k&l.script == 0 {
			if start < 0 {
				start = w.start + i
			}
			end = w.start + i + utf8.RuneLen(c)
			kinds |= k
		} else if start >= 0 {
			break
		}
	}
	if start < 0 {
		return nil
	}
	return []token{{start, end, kinds, t.key(start, end, kinds|w.kind)}}
}

// isEnclosed tells whether brackets or quotation marks stand at both ends.
func (l *teller) isEnclosed(t *text, start, end int) bool {
	before := strings.TrimRightFunc(t.plain[:start], unicode.IsSpace)
	after := strings.TrimLeftFunc(t.plain[end:], func(c rune) bool { return unicode.IsSpace(c) || unicode.IsDigit(c) || c == '-' || c == '.' || c == ',' })
	opening, _ := utf8.DecodeLastRuneInString(before)
	closing, _ := utf8.DecodeRuneInString(after)
	const marks = quote | bracket | apostrophe
	return kindOf(opening)&marks != 0 && kindOf(closing)&marks != 0
}

// judge tells whether a run is a clause that was left untranslated, and which of its words are left there and should not be:
// those that the source does not have, and small words at the ends of a run, where no name has them. said counts the words that show
// a language.
func (l *teller) judge(p *pair, stretch run, said *[mostTongues]int16) (clause bool, left []token) {
	small, showing := 0, 0
	ends := len(stretch.words) - 1
	for i, w := range stretch.words {
		if l.accept[w.key] || isCode(&p.target, &w) && w.kind&(latin|l.from) != 0 {
			continue
		}
		if w.kind&capital == 0 {
			small++
			if is := l.tongues.of(&p.target, &w); is != 0 {
				said[is]++
				showing++
			}
			if (i == 0 || i == ends) && !stretch.enclosed && l.isLeftSmall(&p.target, stretch.words, i) {
				left = append(left, w)
				continue
			}
		}
		if !inSource(&p.source, &w) && !isInitials(&p.source, p.target.plain[w.start:w.end]) {
			left = append(left, w)
		}
	}
	n := len(stretch.words)
	least := clauseWords
	if stretch.enclosed {
		least = glossWords
	}
	return n >= least && small >= min(n, clauseWords) && (2*small >= n && (showing > 0 || small > clauseWords) || showing > 1), left
}

// isLeftSmall tells whether a word at an end of a run is a small word of the source's language, and not a part of a name or of a term
// such as in vitro.
func (l *teller) isLeftSmall(t *text, words []token, i int) bool {
	w := words[i]
	if !l.small[w.key] || strings.HasSuffix(t.plain[:w.start], "-") || strings.HasPrefix(t.plain[w.end:], "-") {
		return false
	}
	if len(words) != 2 {
		return true
	}
	other := words[1-i]
	return other.kind&capital != 0 || l.small[other.key]
}

// inSource tells whether the source has a word, in small or capital letters, in one number or the other.
func inSource(source *text, w *token) bool {
	key := singular(w.key)
	for i := range source.words {
		if s := source.words[i].key; s == w.key || singular(s) == key {
			return true
		}
	}
	return false
}

// singular takes an English possessive and plural off.
func singular(key string) string {
	key = strings.TrimSuffix(strings.TrimSuffix(key, "'s"), "'")
	if len(key) > 2 && !strings.HasSuffix(key, "ss") {
		return strings.TrimSuffix(key, "s")
	}
	return key
}

// isInitials tells whether a word is made of the first letters of words that follow one another in the source: EU, European Union.
func isInitials(source *text, word string) bool {
	if len(word) < leastInitials || !isAcronym(word) {
		return false
	}
	initials := make([]rune, len(source.words))
	for i := range source.words {
		initials[i], _ = utf8.DecodeRuneInString(source.words[i].key)
	}
	return strings.Contains(string(initials), strings.ToLower(word))
}
