package check

import (
	"slices"
	"strings"

	"tarjuma/internal/lang"
)

// leaks finds what a model says beside its translation. The phrases are data of the languages; all languages are looked for in every
// translation, since models fall back into English. A translation into a language may say what its source speaks of: there
// words of the source excuse it. Elsewhere only the same phrase in the source does.
func leaks() check {
	return check{
		rules: []Rule{
			{ID: "llm.preamble", Severity: "error", Catches: "The translation begins with words of the model: that here is the translation, or a label.", Example: "«در اینجا ترجمه متن آمده است:» and then the text"},
			{ID: "llm.refusal", Severity: "error", Catches: "The model declines or apologises in the place of translating.", Example: "“I'm sorry, but I can't help with that.”"},
			{ID: "llm.notes", Severity: "error", Catches: "The model adds notes on its translation.", Example: "“Note: I kept the names in English.”"},
			{ID: "llm.think", Severity: "error", Catches: "The model's thoughts, or signs that steer a model, stand in the translation.", Example: "“<think>The user wants…”"},
			{ID: "llm.json", Severity: "error", Catches: "Pieces of the reply's format stand in the translation: JSON, fences of code, ids of segments, escaped characters.", Example: `“{"id":"s3","text":"…”`},
			{ID: "llm.echo", Severity: "error", Catches: "The translation repeats the prompt.", Example: "“Translate the following segments into Dari:”"},
		},
		prepare: newLeaksInspector,
	}
}

// leaksInspector holds the phrases by their first words.
type leaksInspector struct {
	phrases     *table[[]phrase]
	latin       bool            // whether the language translated into is written in Latin letters
	translation map[string]bool // its words for a translation
	speaks      map[string]bool // words of a source that speaks of translations and the like itself
}

func newLeaksInspector(m *materials) inspector {
	l := &leaksInspector{phrases: newTable[[]phrase](), latin: m.to.Script == "Latn", translation: map[string]bool{}, speaks: setOf(m.from.Leaks.Unless)}
	for _, word := range m.to.Leaks.Translation {
		l.translation[keyOf(word)] = true
	}
	for _, language := range m.languages.All() {
		if language.Script != m.to.Script && language.Script != "Latn" {
			continue
		}
		var speaks, persona, note map[string]bool
		if language == m.to {
			speaks, persona, note = l.speaks, setOf(m.from.Leaks.UnlessPersona), setOf(m.from.Leaks.UnlessNote)
		}
		l.add(language, "llm.preamble", language.Leaks.Preamble, speaks)
		l.add(language, "llm.refusal", language.Leaks.Refusal, speaks)
		l.add(language, "llm.refusal", language.Leaks.Persona, persona)
		l.add(language, "llm.notes", language.Leaks.Note, note)
		l.add(language, "llm.echo", language.Leaks.Echo, speaks)
	}
	return l
}

func (l *leaksInspector) add(language *lang.Language, rule string, lines []string, unless map[string]bool) {
	for _, line := range lines {
		for _, written := range spellings(line) {
			p := newPhrase(written, language)
			p.rule, p.unless = rule, unless
			l.phrases.put(p.words[0], append(l.phrases.get(p.words[0]), p))
		}
	}
}

// spellings gives a phrase as it is written, and with the parts of its first word apart, by which it is looked up.
func spellings(line string) []string {
	first, rest, _ := strings.Cut(line, " ")
	if !strings.ContainsRune(first, zwnj) {
		return []string{line}
	}
	return []string{line, strings.ReplaceAll(first, string(zwnj), " ") + " " + rest}
}

func (l *leaksInspector) inspect(p *pair, r *report) {
	told := l.findPhrases(p, r)
	if p.target.kinds&latin != 0 || p.target.kinds&(less|codeMark|bracket|quote) != 0 {
		told = findResidue(p, r) || told
	}
	if !told && p.target.kinds&inner != 0 {
		l.findLabel(p, r)
	}
}

// findPhrases looks up each word of the translation as the first of a phrase, and tells the first of each rule. A refusal often
// names the prompt: an echo is told where nothing else was. It says whether something was.
func (l *leaksInspector) findPhrases(p *pair, r *report) bool {
	t := &p.target
	told := ""
	for i := range t.words {
		w := &t.words[i]
		phrases := l.phrases.get(w.key)
		for k := range phrases {
			phrase := &phrases[k]
			if phrase.rule == told || told != "" && phrase.rule == "llm.echo" || phrase.rule == "llm.preamble" && !beginsText(t, i) {
				continue
			}
			end := phrase.at(t, i)
			if end < 0 || !phrase.standsApart(t, i) || phrase.excused(&p.source) {
				continue
			}
			told = phrase.rule
			where := t.spot(w.start, t.words[end-1].end)
			r.find(phrase.rule, spots{target: one(where)}, "words of the model, not of the text: “%s”", t.plain[w.start:t.words[end-1].end])
		}
	}
	return told != ""
}

// beginsText tells whether a word is the first of a text; "Yes, of course." or a label may stand before it.
func beginsText(t *text, i int) bool {
	return i == 0 || i <= 3 && strings.ContainsFunc(t.plain[t.words[i-1].end:t.words[i].start], func(r rune) bool { return endMarkOf(r) != noMark || r == '\n' })
}

// excused tells whether the source says the same, or, for a phrase of the language translated into, speaks of such things.
func (p *phrase) excused(source *text) bool {
	for i := range source.words {
		if p.at(source, i) >= 0 {
			return true
		}
	}
	if p.unless == nil {
		return false
	}
	words := len(source.words)
	if p.rule == "llm.preamble" {
		if words = min(words, beginning); p.mark == '!' && strings.Contains(source.plain, "!") || p.mark == ':' && hasLabel(source) {
			return true
		}
	} else if p.mark == ':' && strings.IndexByte(source.plain, ':') < 0 {
		return false
	}
	for i := range words {
		if p.unless[source.words[i].key] {
			return true
		}
	}
	return false
}

// hasLabel tells whether a text begins with one word and a colon.
func hasLabel(t *text) bool {
	return len(t.words) > 0 && strings.HasPrefix(t.plain[t.words[0].end:], ":")
}

// beginning is how far into a source a word stands that excuses the beginning of its translation, in words.
const beginning = 8

// findLabel tells what stands before a colon at the beginning: a first line, where the source is one line; a word for a translation, where
// the source speaks of none; and Latin words, where the source has none of them.
func (l *leaksInspector) findLabel(p *pair, r *report) {
	start := len(p.target.plain) - len(strings.TrimLeft(p.target.plain, " \n\t*#"))
	colon := strings.IndexByte(p.target.plain[start:], ':')
	if colon < 0 || colon > longestLabel || strings.HasPrefix(p.target.plain[start+colon:], "://") {
		return
	}
	label := p.target.plain[start : start+colon]
	ownLine := strings.HasPrefix(strings.TrimLeft(p.target.plain[start+colon+1:], " *_"), "\n") && !strings.Contains(p.source.plain, "\n")
	if ownLine || l.speaksOfTranslation(p, start+colon) || !l.latin && isLatinText(label) && !strings.Contains(strings.ToLower(p.source.plain), strings.ToLower(label)) {
		r.find("llm.preamble", spots{target: one(p.target.spot(start, start+colon+1))}, "a label before the text: “%s:”", label)
	}
}

// speaksOfTranslation tells whether a word for a translation stands before a byte of the target, and the source has none.
func (l *leaksInspector) speaksOfTranslation(p *pair, end int) bool {
	for i := 0; i < len(p.target.words) && p.target.words[i].start < end; i++ {
		if l.translation[p.target.words[i].key] {
			return !slices.ContainsFunc(p.source.words, func(w token) bool { return l.speaks[w.key] })
		}
	}
	return false
}

// longestLabel is how far the colon of a label may stand from the beginning, in bytes.
const longestLabel = 160

// isLatinText tells whether a text has Latin letters and no others.
func isLatinText(s string) bool {
	found := false
	for i := 0; i < len(s); i++ {
		if s[i] >= 0xC0 {
			return false
		}
		found = found || isASCIILetter(s[i])
	}
	return found
}
