package check

import (
	"strings"
	"unicode/utf8"

	"tarjuma/internal/news"
)

// Sentences are counted in paragraphs of at least severalSentences. Good translators join two sentences and cut one, so that a
// difference of one says nothing; fewer than half of them are a warning where the text is also shorter than shortShare.
const (
	severalSentences = 3
	shortShare       = 0.80
)

// compareSentences counts the sentences of both sides, first by their marks alone, and only where those differ as a reader would.
func (l *lengthInspector) compareSentences(p *pair, share float64, r *report) {
	wanted := stops(p.source.plain)
	if wanted < severalSentences {
		return
	}
	if difference := wanted - stops(p.target.plain); -1 <= difference && difference <= 1 {
		return
	}
	wanted = sentenceCount(p.source.plain, l.from.Abbreviations)
	have := sentenceCount(p.target.plain, l.to.Abbreviations)
	if wanted < severalSentences || -1 <= wanted-have && wanted-have <= 1 {
		return
	}
	f := r.find("length.sentences", spots{}, "the translation has %s, the source %d", counted(have, "sentence"), wanted)
	if f.Severity = news.Info; 2*have <= wanted && share < shortShare {
		f.Severity = news.Warning
	}
}

// stops counts the marks that end sentences: those before white space or the end, quotation marks and brackets between.
func stops(s string) int {
	count := 0
	for i := 0; i < len(s); i++ {
		size := stopAt(s, i)
		if size == 0 {
			continue
		}
		i += size
		for i < len(s) {
			r, more := utf8.DecodeRuneInString(s[i:])
			if !isPassedOver(r) || r == ' ' {
				break
			}
			i += more
		}
		if i == len(s) || s[i] == ' ' {
			count++
		}
		i--
	}
	return count
}

// stopAt gives the size of the mark that may end a sentence at a byte, 0 where there is none.
func stopAt(s string, i int) int {
	switch s[i] {
	case '.', '!', '?':
		return 1
	case 0xD8, 0xDB, 0xE0:
		for _, mark := range [...]string{"؟", "۔", "।", "॥"} {
			if strings.HasPrefix(s[i:], mark) {
				return len(mark)
			}
		}
	}
	return 0
}

func sentenceCount(s string, abbreviations []string) int {
	count := 0
	for _, sentence := range news.Sentences(s, abbreviations) {
		if strings.ContainsFunc(sentence, isWordOrDigit) {
			count++
		}
	}
	return count
}
