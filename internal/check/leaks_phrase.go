package check

import (
	"strings"
	"unicode"

	"tarjuma/internal/lang"
)

// phrase is what a model says beside a translation: the keys of its words, gap for a few words of any kind, and the mark that
// must follow, if one must. Unless, of a phrase of the language translated into, are the words of a source that excuse it.
type phrase struct {
	rule   string
	words  []string
	mark   byte
	unless map[string]bool
}

const (
	gap     = "*"
	mostGap = 6
)

// newPhrase reads a line of a language's data. Parts that a zero-width non-joiner joins may also stand apart in a text.
func newPhrase(line string, language *lang.Language) phrase {
	var p phrase
	if last := line[len(line)-1]; last == ':' || last == '!' {
		p.mark = last
	}
	var t text
	for field := range strings.FieldsSeq(line) {
		if field == gap {
			p.words = append(p.words, gap)
			continue
		}
		t.read(field, language)
		for _, w := range t.words {
			p.words = append(p.words, w.key)
		}
	}
	return p
}

// at gives the word behind the phrase, where it begins with a word of a text; -1 where it does not.
func (p *phrase) at(t *text, i int) int { return p.match(p.words, t, i) }

func (p *phrase) match(words []string, t *text, i int) int {
	switch {
	case len(words) == 0:
		if p.mark != 0 && !isMarked(t.plain[t.words[i-1].end:], p.mark) {
			return -1
		}
		return i
	case words[0] == gap:
		for skip := 0; skip <= mostGap && i+skip <= len(t.words); skip++ {
			if end := p.match(words[1:], t, i+skip); end >= 0 {
				return end
			}
		}
		return -1
	case i < len(t.words) && t.words[i].key == words[0]:
		return p.match(words[1:], t, i+1)
	case i+1 < len(t.words) && isJoined(words[0], t.words[i].key, t.words[i+1].key):
		return p.match(words[1:], t, i+2)
	}
	return -1
}

// isJoined tells whether two words of a text are one of a phrase.
func isJoined(word, first, second string) bool {
	return len(word) == len(first)+len(second) && strings.HasPrefix(word, first) && strings.HasSuffix(word, second)
}

// isMarked tells whether a mark follows, behind white space, quotation marks and emphasis. A line end or a dash is as good as a
// colon.
func isMarked(after string, mark byte) bool {
	for _, r := range after {
		switch {
		case r == rune(mark), mark == ':' && (r == '\n' || r == '：' || r == '—' || r == '–'):
			return true
		case r != ' ' && !isQuotationMark(r) && r != '*' && r != ')':
			return false
		}
	}
	return false
}

// standsApart tells whether a note begins where one can: at the beginning of a text or line, behind a sentence or a quotation, in brackets.
func (p *phrase) standsApart(t *text, i int) bool {
	if p.rule != "llm.notes" || p.unless == nil || p.mark == 0 || i == 0 {
		return true
	}
	gap := t.plain[t.words[i-1].end:t.words[i].start]
	if strings.ContainsFunc(gap, isQuotationMark) && strings.HasSuffix(gap, " ") {
		return true
	}
	return strings.ContainsFunc(gap, func(r rune) bool {
		return r != ' ' && r != '،' && r != ',' && !isQuotationMark(r) && (unicode.IsPunct(r) || r == '\n')
	})
}
