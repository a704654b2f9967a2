package check

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"tarjuma/internal/lang"
)

// punctuation finds marks of another script than that of the language, and white space that marks do not have beside them.
func punctuation() check {
	return check{
		rules: []Rule{
			{ID: "punct.script", Severity: "warning", Safe: true,
				Catches: "A punctuation mark of another script: a Latin comma, semicolon or question mark after an Arabic letter, an Arabic one in Hindi, a Chinese one, the Urdu full stop in Dari.",
				Example: "“آمد, رفت” for “آمد، رفت”"},
			{ID: "punct.danda_pipe", Severity: "warning", Safe: true, Languages: []string{"hi", "prs", "ps"},
				Catches: "A vertical bar stands for the danda, a danda in Dari or Pashto, or a full stop where the document ends its sentences with the danda.", Example: "“वह आया |” for “वह आया।”"},
			{ID: "punct.spacing", Severity: "info", Safe: true, Catches: "Two spaces, a space before a mark or none after it, or white space at the edge of a segment whose source has none.", Example: "“آمد ، رفت” for “آمد، رفت”"},
		},
		prepare: func(m *materials) inspector { return newPunctuation(m) },
	}
}

type punctuationInspector struct {
	language      *lang.Language
	script        kind            // of the letters
	own           map[rune]string // what stands for a mark of another script
	abbreviations map[string]bool
	keepsUrduStop bool // it is usual in Pashto on one side of the border, and told of only where both are written
}

func newPunctuation(m *materials) *punctuationInspector {
	p := m.to.Punctuation
	i := &punctuationInspector{language: m.to, script: (&text{language: m.to}).script(), abbreviations: map[string]bool{}, keepsUrduStop: m.to.Code == "ps"}
	i.own = map[rune]string{'，': p.Comma, '、': p.Comma, '；': p.Semicolon, '？': p.Question, '。': p.Stop, '！': "!", '：': ":", '．': p.Stop}
	if i.script == arabic {
		i.own[','], i.own[';'], i.own['?'] = p.Comma, p.Semicolon, p.Question
		i.own['۔'] = p.Stop
	} else {
		i.own['،'], i.own['؛'], i.own['؟'] = p.Comma, p.Semicolon, p.Question
	}
	for _, a := range m.to.Abbreviations {
		i.abbreviations[a] = true
	}
	return i
}

func (i *punctuationInspector) inspect(p *pair, r *report) {
	t := &p.target
	i.findScript(t, r)
	if t.kinds&codeMark != 0 || i.script == arabic && t.kinds&devanagari != 0 || i.script == devanagari && strings.Contains(t.plain, "৷") {
		i.findDanda(t, r)
	}
	i.findSpacing(p, r)
}

// findScript finds marks of another script. An ASCII one is looked at only where it stands directly after an Arabic letter: it belongs
// to Latin text and to figures.
func (i *punctuationInspector) findScript(t *text, r *report) {
	if !i.mayHaveForeign(t) {
		return
	}
	var changes []change
	var told []string
	for at, c := range t.plain {
		own, foreign := i.own[c]
		if !foreign || c < utf8.RuneSelf && !t.isAfter(at, i.script) || c == '۔' && i.keepsUrduStop || t.isGuarded(at, at+1) {
			continue
		}
		changes = append(changes, change{start: at, end: at + utf8.RuneLen(c), text: own})
		told = append(told, fmt.Sprintf("%c (%U) for %s", c, c, own))
	}
	if len(changes) > 0 {
		r.find("punct.script", spots{target: t.places(changes)}, "marks of another script: %s", enumerate(told)).Repair = t.mend(changes, false)
	}
}

// mayHaveForeign is the quick look that good text ends at.
func (i *punctuationInspector) mayHaveForeign(t *text) bool {
	if strings.IndexByte(t.plain, 0xEF) >= 0 || strings.IndexByte(t.plain, 0xE3) >= 0 { // U+FF0C and its like, U+3001 and U+3002
		return true
	}
	if i.script != arabic {
		return t.kinds&arabic != 0
	}
	return strings.IndexByte(t.plain, ',') >= 0 || strings.IndexByte(t.plain, ';') >= 0 || strings.IndexByte(t.plain, '?') >= 0 || strings.Contains(t.plain, "۔")
}

// isAfter tells whether a letter of a script stands directly before a byte.
func (t *text) isAfter(at int, script kind) bool {
	k := kindOf(t.visibleBefore(at))
	return k&(letter|mark) != 0 && k&script != 0
}

// findDanda finds bars that stand for a danda, and dandas in Arabic script.
func (i *punctuationInspector) findDanda(t *text, r *report) {
	var changes []change
	var told []string
	for at, c := range t.plain {
		end := at + utf8.RuneLen(c)
		switch {
		case i.script == arabic && (c == '।' || c == '॥') && t.isAfterWord(at, arabic):
			changes = append(changes, change{start: at, end: end, text: i.language.Punctuation.Stop})
		case i.script == devanagari && (c == '|' || c == '৷') && t.isAfterWord(at, devanagari) && endsSentence(t.plain[end:]):
			changes = append(changes, change{start: at, end: end, text: "।"})
		default:
			continue
		}
		told = append(told, fmt.Sprintf("%c (%U) for %s", c, c, changes[len(changes)-1].text))
	}
	if len(changes) > 0 {
		r.find("punct.danda_pipe", spots{target: t.places(changes)}, "the sentence ends with %s", enumerate(told)).Repair = t.mend(changes, false)
	}
}

// isAfterWord tells whether a word of a script stands before a byte, quotation marks, brackets and spaces between.
func (t *text) isAfterWord(at int, script kind) bool {
	for at > 0 {
		r, size := utf8.DecodeLastRuneInString(t.plain[:at])
		switch k := kindOf(r); {
		case k&(letter|mark) != 0:
			return k&script != 0
		case r != ' ' && k&(quote|bracket|apostrophe|direction|asciiDigit|nativeDigit|sign) == 0:
			return false
		}
		at -= size
	}
	return false
}

// endsSentence tells whether what stands after a mark lets it be the last of a sentence: nothing, white space, quotation marks.
func endsSentence(after string) bool {
	r, _ := utf8.DecodeRuneInString(after)
	return after == "" || r == ' ' || kindOf(r)&(space|quote|apostrophe|bracket) != 0
}

// leastDandas is how many sentences of a document show how it ends them.
const leastDandas = 4

// survey finds full stops among dandas, and the Urdu full stop among others.
func (i *punctuationInspector) survey(d *document, r *report) {
	switch i.script {
	case devanagari:
		i.surveyDandas(d, r)
	case arabic:
		i.surveyStops(d, r)
	}
}

func (i *punctuationInspector) surveyDandas(d *document, r *report) {
	dandas, stops := 0, []*pair(nil)
	for _, p := range d.pairs {
		switch end := lastMark(p.target.plain); {
		case end == "।":
			dandas++
		case end == "." && i.endsInStop(&p.target):
			stops = append(stops, p)
		}
	}
	if len(stops) == 0 || dandas < leastDandas {
		return
	}
	if dandas < 4*len(stops) {
		r.find("punct.danda_pipe", spots{}, "%d segments end with a danda and %d with a full stop", dandas, len(stops)).Severity = "info"
		return
	}
	for _, p := range stops {
		t := &p.target
		at := strings.LastIndexByte(t.plain, '.')
		r.findIn(p, "punct.danda_pipe", spots{target: one(t.spot(at, at+1))}, "a full stop, where %d other segments end with the danda", dandas)
	}
}

// endsInStop tells whether a text ends with a word in Devanagari and a full stop that is not that of an abbreviation.
func (i *punctuationInspector) endsInStop(t *text) bool {
	at := strings.LastIndexByte(t.plain, '.')
	if !t.isAfterWord(at, devanagari) {
		return false
	}
	word := t.plain[strings.LastIndexByte(t.plain[:at], ' ')+1 : at+1]
	return !i.abbreviations[word] && strings.Count(word, ".") == 1
}

func (i *punctuationInspector) surveyStops(d *document, r *report) {
	if !i.keepsUrduStop {
		return
	}
	urdu, others := []*pair(nil), 0
	for _, p := range d.pairs {
		if lastMark(p.target.plain) == "." {
			others++
		}
		if p.target.kinds&stop != 0 && strings.Contains(p.target.plain, "۔") {
			urdu = append(urdu, p)
		}
	}
	if len(urdu) == 0 || others == 0 {
		return
	}
	at := strings.Index(urdu[0].target.plain, "۔")
	r.findIn(urdu[0], "punct.script", spots{target: one(urdu[0].target.spot(at, at+len("۔")))},
		"%d segments have the Urdu full stop ۔ (U+06D4), %d end with the plain one", len(urdu), others).Severity = "info"
}

// lastMark gives the last character of a text, quotation marks and brackets, white space and invisible characters left off.
func lastMark(s string) string {
	for s != "" {
		r, size := utf8.DecodeLastRuneInString(s)
		if r != ' ' && kindOf(r)&(quote|apostrophe|bracket|space|direction|invisible|joining) == 0 {
			return s[len(s)-size:]
		}
		s = s[:len(s)-size]
	}
	return ""
}
