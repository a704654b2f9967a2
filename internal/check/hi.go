package check

import (
	"fmt"
	"unicode/utf8"

	"tarjuma/internal/news"
)

// hindi finds letters and signs of Devanagari in an order that no syllable has: shown with dotted circles, and found by no search.
func hindi() check {
	return check{
		rules: []Rule{
			{ID: "hi.matra", Severity: "warning", Languages: []string{"hi"}, Safe: true,
				Catches: "A vowel sign, virama or nasal sign where none can stand: at the start of a word, after another vowel sign, after a vowel. An error where it cannot be mended.", Example: "“टुुलसा” for “टुलसा”"},
			{ID: "hi.nukta", Severity: "warning", Languages: []string{"hi"}, Safe: true,
				Catches: "A nukta under a letter that has none, twice, or after the vowel sign.", Example: "“जो़र” for “ज़ोर”"},
		},
		prepare: func(m *materials) inspector {
			if m.to.Code != "hi" {
				return nil
			}
			return hindiInspector{}
		},
	}
}

type hindiInspector struct{}

// syllabic says what a rune does in a syllable.
type syllabic int

const (
	noSyllable syllabic = iota
	consonant           // with or without its nukta
	vowel
	matra
	virama
	nasal // anusvara, chandrabindu, visarga
	dot   // the nukta
	unseen
)

// syllabicOf gives what a rune of the block is for, by Unicode's Indic_Syllabic_Category.
func syllabicOf(r rune) syllabic {
	switch {
	case r < 0x0900:
		return noSyllable
	case r <= 0x0903:
		return nasal
	case r <= 0x0914, r == 0x0960, r == 0x0961, 0x0972 <= r && r <= 0x0977:
		return vowel
	case r <= 0x0939, 0x0958 <= r && r <= 0x095F, 0x0978 <= r && r <= 0x097F:
		return consonant
	case r == 0x093C:
		return dot
	case r == 0x094D:
		return virama
	case r == 0x093D, r == 0x0950, 0x0951 <= r && r <= 0x0954:
		return noSyllable
	case r <= 0x0957, r == 0x0962, r == 0x0963:
		return matra
	case r == zwnj, r == '\u200d', isInvisible(r):
		return unseen
	case r == '◌':
		return consonant // it stands for one
	}
	return noSyllable
}

// letterSign is a rune that was read, and what it is for.
type letterSign struct {
	at   int
	r    rune
	does syllabic
	dot  bool // it has its nukta
}

func (hindiInspector) inspect(p *pair, r *report) {
	t := &p.target
	if t.kinds&devanagari == 0 {
		return
	}
	var wrong, nuktas []change
	var last, before letterSign
	for i, c := range t.plain {
		does := syllabicOf(c)
		now := letterSign{i, c, does, 0x0958 <= c && c <= 0x095F}
		switch does {
		case unseen:
			continue
		case dot:
			if at, good := judgeNukta(before, last, now); !good {
				nuktas = append(nuktas, at)
			}
			if last.does == consonant {
				last.dot = true
				continue
			}
		case matra, virama, nasal:
			if last.does == consonant { // as nearly always
				break
			}
			if at, good := judgeSign(before, last, now); !good && !t.standsAlone(last, now) {
				wrong = append(wrong, at)
			}
		}
		before, last = last, now
	}
	if f := tell(t, r, "hi.matra", "a sign where none can stand: %s", wrong); f != nil && f.Repair == nil {
		f.Severity = "error" // readers see a dotted circle, and nobody knows what was meant
	}
	tell(t, r, "hi.nukta", "a nukta where none can stand: %s", nuktas)
}

func tell(t *text, r *report, rule, message string, changes []change) *news.Finding {
	if len(changes) == 0 {
		return nil
	}
	var told []string
	for _, c := range changes {
		told = append(told, fmt.Sprintf("“%s”", t.wordAt(c.start)))
	}
	f := r.find(rule, spots{target: t.places(changes)}, message, enumerate(told))
	f.Repair = t.mend(changes, false)
	return f
}

// wordAt gives the word that a byte is in.
func (t *text) wordAt(at int) string {
	for _, w := range t.words {
		if w.start <= at && at < w.end {
			return t.plain[w.start:w.end]
		}
	}
	_, size := utf8.DecodeRuneInString(t.plain[at:])
	return t.plain[at : at+size]
}

// judgeSign tells whether a sign can follow what stands before it, and else what is to be done: of two equal signs one goes; a vowel
// written in two parts becomes one; a vowel sign after a nasal one changes places with it.
func judgeSign(before, last, now letterSign) (change, bool) {
	end := now.at + utf8.RuneLen(now.r)
	switch {
	case last.does == consonant, now.does == nasal && (last.does == vowel || last.does == matra):
		return change{}, true
	case last.does == now.does && last.r == now.r:
		return change{start: now.at, end: end}, false
	case now.does == matra && last.does == nasal && before.does == consonant:
		return change{start: last.at, end: end, text: string(now.r) + string(last.r)}, false
	}
	if whole := joined(last.r, now.r); whole != 0 {
		return change{start: last.at, end: end, text: string(whole)}, false
	}
	return change{start: now.at, end: end, told: true}, false
}

// joined gives the vowel that some write as two.
func joined(first, second rune) rune {
	switch string(first) + string(second) {
	case "अा":
		return 'आ'
	case "अो", "आे":
		return 'ओ'
	case "अौ", "आै":
		return 'औ'
	case "अॉ", "आॅ":
		return 'ऑ'
	case "एे":
		return 'ऐ'
	case "ाॅ":
		return 'ॉ'
	case "ाे":
		return 'ो'
	case "ाै":
		return 'ौ'
	}
	return 0
}

// standsAlone tells a sign that is written of, or beside Latin letters: the matra in “ि”, the ending of NGOों; and a visarga for a colon.
func (t *text) standsAlone(last, now letterSign) bool {
	k := kindOf(last.r)
	return last.does == noSyllable && (k&(quote|apostrophe|bracket|latin|asciiDigit) != 0 || now.r == 'ः')
}

// judgeNukta tells whether a nukta can follow what stands before it. One after the sign of its letter's vowel belongs before that sign, and
// a second one goes.
func judgeNukta(before, last, now letterSign) (change, bool) {
	end := now.at + utf8.RuneLen(now.r)
	switch {
	case last.dot:
		return change{start: now.at, end: end}, false
	case last.does == consonant && takesNukta(last.r):
		return change{}, true
	case last.does == virama && before.does == consonant && !before.dot && takesNukta(before.r):
		return change{}, true // the same text to Unicode as with the nukta first (canonical combining classes 9 and 7), and to readers
	case last.does == matra && before.does == consonant && !before.dot && takesNukta(before.r):
		return change{start: last.at, end: end, text: string(now.r) + string(last.r)}, false
	}
	return change{start: now.at, end: end, told: true}, false
}

// takesNukta tells the letters that Hindi writes a nukta under: q, kh, gh, z, ṛ, ṛh, f, and ẏ.
func takesNukta(r rune) bool {
	switch r {
	case 'क', 'ख', 'ग', 'ज', 'ड', 'ढ', 'फ', 'य':
		return true
	}
	return false
}
