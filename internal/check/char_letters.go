package check

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"tarjuma/internal/lang"
)

// letterForms finds letters and characters that do not belong into a text of the language, or into any.
func letterForms() check {
	arabicScript := []string{"prs", "ps"}
	return check{
		rules: []Rule{
			{ID: "char.confusable", Severity: "warning", Languages: arabicScript, Safe: true,
				Catches: "A letter of another keyboard stands for one of the language that looks like it. The words are then not found by a search, and shown in other shapes by some fonts.",
				Example: "Dari “كابل” (U+0643) for “کابل” (U+06A9)"},
			{ID: "ps.gaf", Severity: "warning", Languages: []string{"ps"}, Safe: true,
				Catches: "The gaf of Persian and of Peshawar stands for that of Afghanistan.", Example: "“گوند” (U+06AF) for “ګوند” (U+06AB)"},
			{ID: "char.foreign", Severity: "warning", Languages: arabicScript,
				Catches: "A letter that the language does not write, of Urdu, Kurdish or Arabic. A word of that language was left in.", Example: "Dari “نہیں”, which is Urdu"},
			{ID: "char.presentation", Severity: "warning", Safe: true,
				Catches: "A shape of an Arabic letter stands for the letter, as in text that was copied from a PDF.", Example: "“رﺉیس” (U+FE89) for “رئیس”"},
			{ID: "char.tatweel", Severity: "info", Safe: true, Catches: "A word is stretched with the tatweel (U+0640), or one stands for a hyphen.", Example: "“ســلام” for “سلام”"},
			{ID: "char.zero_width", Severity: "warning", Safe: true,
				Catches: "A character of no width stands where it does nothing but hide: a zero-width space, a byte order mark, a soft hyphen, a joiner or non-joiner at the edge of a word.",
				Example: "a zero-width non-joiner (U+200C) before a space"},
			{ID: "char.control", Severity: "error", Safe: true, Catches: "A control character or one of private use, which no reader is shown as it was meant.", Example: "U+0007 in a word"},
			{ID: "char.mojibake", Severity: "error", Catches: "Text that was read in the wrong encoding, a lost character (U+FFFD), or an escape that nobody resolved.", Example: "“Ù…Ø±Ø¯Ù…” for “مردم”"},
			{ID: "char.nfc", Severity: "info", Safe: true, Catches: "Letters and marks are not in Unicode's composed form (NFC). Looked for only where the settings ask for that form.", Example: "क़ as one character (U+0958) for क and ़"},
		},
		prepare: func(m *materials) inspector {
			return letterFormsInspector{newStrangeLetters(m), newMojibake(m), m.settings.NFC}
		},
	}
}

type letterFormsInspector struct {
	letters  *strangeLetters
	mojibake mojibake
	nfc      bool
}

func (c letterFormsInspector) inspect(p *pair, r *report) {
	t := &p.target
	misread := c.mojibake.inspect(p, r)
	if c.letters != nil && !misread {
		c.letters.inspect(t, r)
	}
	if t.kinds&shaped != 0 {
		findPresentation(t, r)
	}
	if t.kinds&stretched != 0 {
		findTatweel(t, r)
	}
	if t.kinds&(joining|invisible) != 0 {
		findZeroWidth(t, r)
	}
	if t.kinds&(control|space) != 0 {
		findControls(t, r, misread)
	}
	if c.nfc && t.kinds&composed != 0 {
		findDecomposed(t, r)
	}
}

// strangeLetters finds letters of other keyboards and languages in Arabic script.
type strangeLetters struct {
	language   *lang.Language
	suspects   kind // what a text holds if there is anything to find, but for gaf
	gaf        bool // the gaf of Persian is a mistyped letter
	foreign    map[rune]bool
	neighbours map[rune]bool // letters of other languages that names may keep, Pashto's in Dari
	accepted   map[string]bool
}

func newStrangeLetters(m *materials) *strangeLetters {
	l := m.to
	if l.Script != "Arab" {
		return nil
	}
	s := &strangeLetters{language: l, suspects: unusual, foreign: map[rune]bool{}, neighbours: map[rune]bool{}, accepted: map[string]bool{}}
	_, s.gaf = l.Letters.Mistyped['گ']
	if _, mistyped := l.Letters.Mistyped['ي']; mistyped {
		s.suspects |= keyboard
	}
	for _, other := range m.languages.All() {
		for _, r := range other.Letters.Proving {
			if other.Script == l.Script && strings.ContainsRune(l.Letters.Foreign, r) {
				s.neighbours[r] = true
			}
		}
	}
	for _, r := range l.Letters.Foreign {
		if _, mistyped := l.Letters.Mistyped[r]; !mistyped && !s.neighbours[r] {
			s.foreign[r] = true
		}
	}
	for _, word := range m.settings.Accept {
		s.accepted[word] = true
	}
	return s
}

// strangeWords are the words that a rule found letters in.
type strangeWords struct {
	words, letters []string
	changes        []change
	places         []change // the words
}

func (s *strangeLetters) inspect(t *text, r *report) {
	gaf := s.gaf && strings.Contains(t.plain, "گ")
	if t.kinds&s.suspects == 0 && !gaf || s.isOther(t) {
		return
	}
	var confusable, gafs, foreign strangeWords
	quoted := t.quotations()
	arabicOnly := true // what is foreign
	for i, w := range t.words {
		if w.kind&s.suspects == 0 && (!gaf || w.kind&arabic == 0) || s.isExcused(t, i, quoted) {
			continue
		}
		s.look(t, i, &confusable, &gafs, &foreign, &arabicOnly)
	}
	const typed = "%s: %s"
	if len(confusable.words) > 0 {
		r.find("char.confusable", spots{target: t.places(confusable.places)}, typed, enumerate(confusable.words), enumerate(confusable.letters)).Repair = t.mend(confusable.changes, true)
	}
	if len(gafs.words) > 0 {
		r.find("ps.gaf", spots{target: t.places(gafs.places)}, typed, enumerate(gafs.words), enumerate(gafs.letters)).Repair = t.mend(gafs.changes, true)
	}
	if len(foreign.words) > 0 {
		f := r.find("char.foreign", spots{target: t.places(foreign.places)}, "%s: %s does not write %s", enumerate(foreign.words), s.language.Name, enumerate(foreign.letters))
		if arabicOnly {
			f.Severity = "info"
		}
	}
}

// look adds a word to what its letters are: mistyped, or foreign. A word with a foreign letter is of another language as a whole,
// and its other letters are not to be changed; one in the spelling of Arabic (with ة) has the letters of Arabic rightly.
func (s *strangeLetters) look(t *text, i int, confusable, gafs, foreign *strangeWords, arabicOnly *bool) {
	w := t.words[i]
	word := t.plain[w.start:w.end]
	isArabic := strings.ContainsFunc(word, isOfArabic)
	isForeign := strings.ContainsFunc(word, func(r rune) bool { return s.foreign[r] && !isOfArabic(r) })
	for from, r := range word {
		at := change{start: w.start + from, end: w.start + from + utf8.RuneLen(r), told: isForeign}
		switch meant := s.language.Letters.Mistyped[r]; {
		case meant != 0 && isArabic:
		case meant != 0 && r == 'گ':
			at.text = string(meant)
			gafs.add(word, w, at, fmt.Sprintf("%c (%U) for %c (%U)", r, r, meant, meant))
		case meant != 0:
			at.text = string(meant)
			confusable.add(word, w, at, fmt.Sprintf("%c (%U) for %c (%U)", r, r, meant, meant))
		case s.foreign[r]:
			*arabicOnly = *arabicOnly && isOfArabic(r) && isAmongArabic(t, i)
			foreign.add(word, w, at, fmt.Sprintf("%c (%U)", r, r))
		}
	}
}

// isAmongArabic tells whether a word is of Arabic, or is beside one: الحياة, سورة البقرة. Others with ة are Dari or Pashto words, typed on
// an Arabic keyboard.
func isAmongArabic(t *text, i int) bool {
	return slices.ContainsFunc(t.words[max(0, i-1):min(len(t.words), i+2)], func(w token) bool { return hasArticle(w.key) })
}

func (s *strangeWords) add(word string, w token, at change, letters string) {
	if len(s.places) == 0 || s.places[len(s.places)-1].start != w.start {
		s.words = append(s.words, "“"+word+"”")
		s.places = append(s.places, change{start: w.start, end: w.end})
	}
	s.letters = append(s.letters, letters)
	s.changes = append(s.changes, at)
}

// leastTold is how many letters a text has at least whose language its letters tell.
const leastTold = 60

// isOther tells a text that is of another language of the script as a whole: its letters are no fault of typing.
func (s *strangeLetters) isOther(t *text) bool {
	if proving := s.language.Letters.Proving; proving != "" {
		return t.letters.arabic >= leastTold && !strings.ContainsAny(t.plain, proving)
	}
	if t.kinds&unusual == 0 && t.letters.arabic < leastTold {
		return false
	}
	theirs := 0
	for _, r := range t.plain {
		if s.neighbours[r] {
			theirs++
		}
	}
	return theirs*50 > t.letters.arabic // 2 %: no Dari text has them, no Pashto text of a sentence is without
}

// isExcused tells a word whose letters are not to be judged: accepted, in an address, in or beside a
// Pashto name, or in a quotation of another language.
func (s *strangeLetters) isExcused(t *text, i int, quoted []quotation) bool {
	w := t.words[i]
	word := t.plain[w.start:w.end]
	if !strings.ContainsFunc(word, func(r rune) bool { return s.language.Letters.Mistyped[r] != 0 || s.foreign[r] }) {
		return true
	}
	if s.accepted[word] || t.isGuarded(w.start, w.end) {
		return true
	}
	for _, near := range t.words[max(0, i-1):min(len(t.words), i+2)] {
		if strings.ContainsFunc(t.plain[near.start:near.end], func(r rune) bool { return s.neighbours[r] }) {
			return true
		}
	}
	return slices.ContainsFunc(quoted, func(q quotation) bool { return q.foreign && q.start <= w.start && w.end <= q.end })
}
