package llmtest

import (
	"crypto/sha256"
	"encoding/binary"
	"regexp"
	"strings"
	"unicode"
)

// leastWords is how many words a translation has at least, so that short sources have different ones too.
const leastWords = 3

var numbers = regexp.MustCompile(`\p{Nd}+(?:[.,:/٫٬،-]\p{Nd}+)*`)

// Translation gives the server's translation of a text: plausible words of the language (en, prs, ps or hi; in any other made-up
// ones in Latin letters), about as many as the source has, its numbers in the digits they have there, its quotation marks and its
// sentences' ends. The same text gives the same translation, and two different ones do not give the same, for all that tests
// will see: the choice of every word hangs on the whole text. Numbered tags stay as they are, between the words that were
// made of those between them. Number words and names are not made up: see word.
func Translation(lang, text string) string {
	w := &writer{lang: lang, list: words(lang), seed: sha256.Sum256([]byte(lang + "\x00" + text))}
	at := 0
	for _, found := range tag.FindAllStringIndex(text, -1) {
		w.between(text[at:found[0]])
		w.done.WriteString(text[found[0]:found[1]])
		at = found[1]
	}
	w.between(text[at:])
	return w.text()
}

// writer writes a translation word by word.
type writer struct {
	lang   string
	list   []string
	seed   [sha256.Size]byte
	out    []string
	done   strings.Builder // what comes before out
	chosen int             // words chosen so far
}

// between translates what stands between two tags, and keeps the white space beside them.
func (w *writer) between(text string) {
	words := strings.TrimSpace(text)
	if words == "" {
		w.done.WriteString(text)
		return
	}
	before, after, _ := strings.Cut(text, words)
	for _, field := range strings.Fields(words) {
		w.field(field)
	}
	w.done.WriteString(before + strings.Join(w.out, " ") + after)
	w.out = nil
}

// field translates what stands between two spaces: marks before, a core, marks after.
func (w *writer) field(field string) {
	first := strings.IndexFunc(field, isWordRune)
	if first < 0 {
		w.out = append(w.out, field)
		return
	}
	last := strings.LastIndexFunc(field, isWordRune)
	end := last + len(string([]rune(field[last:])[:1]))
	core := field[first:end]
	var made []string
	if found := numbers.FindAllString(core, -1); found != nil {
		made = found
	}
	if strings.ContainsFunc(core, unicode.IsLetter) {
		made = append(made, w.word(core))
	}
	w.out = append(w.out, field[:first]+strings.Join(made, " ")+w.marks(core, field[end:]))
}

// word gives a number word or a name in the language, else a word that is chosen. The first word of a text may have its capital for
// that alone.
func (w *writer) word(core string) string {
	chosen := w.next()
	if kept := number(w.lang, core); kept != "" {
		return kept
	}
	if kept := name(w.lang, core); kept != "" && len(w.out) > 0 && !endsSentence(w.out[len(w.out)-1]) {
		return kept
	}
	return chosen
}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// next chooses a word.
func (w *writer) next() string {
	var counter [8]byte
	binary.BigEndian.PutUint64(counter[:], uint64(w.chosen))
	sum := sha256.Sum256(append(w.seed[:], counter[:]...))
	w.chosen++
	return w.list[binary.BigEndian.Uint64(sum[:8])%uint64(len(w.list))]
}

// marks writes the marks after a word as the language has them. The point of an initial or a short title (U.S., Mr.) goes.
func (w *writer) marks(core, marks string) string {
	if strings.HasPrefix(marks, ".") && !endsSentence(core+".") {
		marks = marks[1:]
	}
	arabic := w.lang == "prs" || w.lang == "ps" || w.lang == "ur"
	return strings.Map(func(r rune) rune {
		switch {
		case r == '.' || r == '۔' || r == '।':
			return []rune(fullStop(w.lang))[0]
		case r == ',' || r == '،':
			return either(arabic, '،', ',')
		case r == ';' || r == '؛':
			return either(arabic, '؛', ';')
		case r == '?' || r == '؟':
			return either(arabic, '؟', '?')
		default:
			return r
		}
	}, marks)
}

func either(yes bool, a, b rune) rune {
	if yes {
		return a
	}
	return b
}

// text gives what was written, with at least leastWords words where there is one.
func (w *writer) text() string {
	text := strings.TrimSpace(w.done.String())
	if w.chosen == 0 || w.chosen >= leastWords {
		return text
	}
	var before []string
	for w.chosen < leastWords {
		before = append(before, w.next())
	}
	return strings.Join(before, " ") + " " + text
}
