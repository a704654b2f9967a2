package check

import (
	"slices"
	"strings"

	"tarjuma/internal/news"
)

// wrongLanguage finds translations that are not in the language that was asked for, as a whole or in a part.
func wrongLanguage() check {
	return check{
		rules: []Rule{
			{ID: "lang.script", Severity: news.Error, Catches: "A translation is mostly in letters of another script than its language's. Names, abbreviations and codes that the source has too are let pass.",
				Example: "“The canal was closed.” → “Kanal basta shod.”"},
			{ID: "lang.wrong", Severity: news.Error, Catches: "A translation is in another language: Pashto instead of Dari, Dari instead of Pashto, English, Urdu, Arabic, Marathi or Nepali. Letters decide first, small words second; a warning where they are few.",
				Example: "Dari asked for: “The canal was closed.” → “کانال د باران له امله وتړل شو.”"},
			{ID: "lang.mixed", Severity: news.Warning, Catches: "A clause of a translation is in another language. An error where that is most of it.",
				Example: "“The canal was closed because of the rain.” → “کانال بسته شد because of the rain.”"},
			{ID: "lang.leftover", Severity: news.Warning, Catches: "A word in other letters is left in a translation: English in small letters, or what its source does not have. An error for letters of a script that neither language writes.",
				Example: "“The canal was closed.” → “کانال were بسته شد.”"},
		},
		prepare: prepareLanguage,
	}
}

// teller tells the language of targets in one language.
type teller struct {
	tongues *tongues
	to      tongue
	script  kind // of the language
	from    kind // the script of the source's language
	dense   bool // no text of the language is without its letters or words
	odds    odds
	small   map[string]bool // small words of the source's language, where that has another script
	accept  map[string]bool
}

// odds are what a word of a stretch adds to the score of its being in another language, by what the word shows: that language, the one
// asked for, or neither; and the score that a clause has.
type odds struct{ rival, own, neither, clause float64 }

// The measures of telling languages of one script apart, set on Dari and Pashto translations of news and of health texts. Of their
// segments of six words and more, none of Dari had two words that show Pashto; one in 25 of Pashto had two or three that show Dari,
// and none of Pashto had no word that shows it.
const (
	shortWords = 5 // a text of so many words may be a name
	nameWords  = 4
	fewWords   = 3 // that show another language: fewer may be a name
	loneWords  = 3 // that show nothing, about one that shows another language, where half of the words show their own
	// A neighbour's letters come from its keyboard, too: more words are wanted of it.
	neighbourMore = 2
	mostExcused   = 6 // words in quotation marks that may be of any language
)

func prepareLanguage(m *materials) inspector {
	script := scriptKind(m.to.Script)
	if script == 0 {
		return nil
	}
	l := &teller{tongues: tonguesOf(m.languages), script: script, from: scriptKind(m.from.Script), accept: map[string]bool{}}
	l.to = l.tongues.named(m.to.Name)
	if l.to == 0 {
		return nil
	}
	_, letters := m.languages.OwnSigns(m.to)
	l.odds = odds{1, -1, -0.2, 2.4}
	if len(letters) > 0 {
		// More than half of its words show it: those that do not speak against it.
		l.dense, l.odds = true, odds{1, -1.5, 0.1, 1.3}
	}
	if l.from != l.script {
		l.small = map[string]bool{}
		for _, word := range m.from.SmallWords() {
			l.small[wordKey(word)] = true
		}
	}
	for _, word := range m.settings.Accept {
		var t text
		t.read(word, m.to)
		for _, w := range t.words {
			l.accept[w.key] = true
		}
	}
	return l
}

// scriptKind gives the kind of letters of a script by its code in ISO 15924, 0 for those that kinds do not tell.
func scriptKind(code string) kind {
	switch code {
	case "Latn":
		return latin
	case "Arab":
		return arabic
	case "Deva":
		return devanagari
	}
	return 0
}

// of counts the letters of a script.
func (l letters) of(script kind) int {
	switch script {
	case latin:
		return l.latin
	case arabic:
		return l.arabic
	case devanagari:
		return l.devanagari
	}
	return l.other
}

func (l *teller) inspect(p *pair, r *report) {
	t := &p.target
	if len(t.words) == 0 || isSame(p) && r.checker.wants("segment.same") && (l.from != l.script || sameness(p) != "") {
		return
	}
	if t.letters.of(l.script) < t.letters.all() && l.inOtherScript(p, r) {
		return
	}
	var said [mostTongues]int16
	for i := range t.words {
		said[l.tongues.of(t, &t.words[i])]++
	}
	rival := l.to
	for is := tongue(1); int(is) < len(l.tongues.names); is++ {
		if is != l.to && l.tongues.scripts[is] == l.script && (rival == l.to || said[is] > said[rival]) {
			rival = is
		}
	}
	l.tell(p, r, rival, int(said[l.to]), int(said[rival]))
}

// tell reports a target that is in a rival language as a whole or in a part. own and other count the words that show the
// language asked for and the rival; the rival is the language itself where there is none.
func (l *teller) tell(p *pair, r *report, rival tongue, own, other int) {
	if rival == l.to {
		own, other = max(own, other), 0
	}
	words := wordsIn(&p.target, l.script)
	severity := l.verdict(words, own, other)
	switch {
	case severity != "":
		r.find("lang.wrong", whole(&p.target), "it is in %s, not in %s: %s", l.tongues.names[rival], l.tongues.names[l.to], l.showing(&p.target, rival)).Severity = severity
	case other >= fewWords || other > 0 && l.dense:
		if f := l.clause(p, r, rival); f != nil && other > own && other > 2*fewWords {
			f.Severity = news.Error
		}
	}
}

// verdict tells how sure it is that so many words, own of which show the language and other of which a rival, are of the rival.
func (l *teller) verdict(words, own, other int) news.Severity {
	switch {
	case words <= shortWords:
		if own == 0 && (other > 1 && 2*other >= words || other > 0 && words >= nameWords && l.dense) {
			return news.Warning
		}
	case other >= fewWords && other >= 3*own, own == 0 && other > 0 && l.dense:
		return news.Error
	case own == 0 && other > 0:
		return news.Warning
	}
	return ""
}

// clause reports a stretch of words that show a rival language, if there is one, and gives the finding.
func (l *teller) clause(p *pair, r *report, rival tongue) *news.Finding {
	t := &p.target
	best, score, from := 0.0, 0.0, 0
	first, last, least := 0, -1, l.odds.clause
	if l.tongues.isNeighbour(rival) {
		least += neighbourMore
	}
	quoted := quotedWords(t, mostExcused)
	for i := range t.words {
		if score <= 0 {
			score, from = 0, i
		}
		switch is := l.tongues.of(t, &t.words[i]); {
		case l.accept[t.words[i].key] || quoted != nil && quoted[i]:
		case is == rival:
			score += l.odds.rival
		case is == l.to:
			score += l.odds.own
		case score > 0:
			score += l.odds.neither
		}
		if score > best {
			best, first, last = score, from, i
		}
	}
	if best < least || l.kinds(t, first, last, rival) < 2 && !(l.dense && last-first >= loneWords) {
		return nil
	}
	return r.find("lang.mixed", between(t, first, last), "a part of it is in %s: %s", l.tongues.names[rival], excerpt(t, first, last))
}

// kinds counts the different words of a stretch that show a language, up to 2.
func (l *teller) kinds(t *text, first, last int, is tongue) int {
	seen := ""
	for i := first; i <= last; i++ {
		if w := &t.words[i]; l.tongues.of(t, w) == is && w.key != seen {
			if seen != "" {
				return 2
			}
			seen = w.key
		}
	}
	return 1
}

// showing gives the first different words of a text that show a language, quoted.
func (l *teller) showing(t *text, is tongue) string {
	const most = 4
	var words []string
	for i := range t.words {
		w := &t.words[i]
		if word := "“" + t.plain[w.start:w.end] + "”"; len(words) < most && l.tongues.of(t, w) == is && !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	return strings.Join(words, ", ")
}

// wordsIn counts the words in letters of a script.
func wordsIn(t *text, script kind) int {
	n := 0
	for i := range t.words {
		if t.words[i].kind&script != 0 {
			n++
		}
	}
	return n
}

// whole gives the spot of all words of a target.
func whole(t *text) spots { return between(t, 0, len(t.words)-1) }

// between gives the spot of a target's words from first to last.
func between(t *text, first, last int) spots {
	return spots{target: one(t.spot(t.words[first].start, t.words[last].end))}
}

// excerpt quotes the words from first to last, the middle left out where they are many.
func excerpt(t *text, first, last int) string {
	const most = 8
	if last-first < most {
		return "“" + t.plain[t.words[first].start:t.words[last].end] + "”"
	}
	return "“" + t.plain[t.words[first].start:t.words[first+most/2-1].end] + " … " + t.plain[t.words[last-most/2+1].start:t.words[last].end] + "”"
}

// quotedWords tells, by word, whether it stands in quotation marks that hold no more than so many words; nil where no word does.
func quotedWords(t *text, most int) []bool {
	if t.kinds&quote == 0 {
		return nil
	}
	quoted := make([]bool, len(t.words))
	open := -1 // the first word after a quotation mark
	for i := range t.words {
		before := 0
		if i > 0 {
			before = t.words[i-1].end
		}
		for _, c := range t.plain[before:t.words[i].start] {
			if kindOf(c)&quote == 0 {
				continue
			}
			if open < 0 {
				open = i
				continue
			}
			for k := open; k < i && i-open <= most; k++ {
				quoted[k] = true
			}
			open = -1
		}
	}
	if last := len(t.words); open >= 0 && last > open && last-open <= most && strings.ContainsFunc(t.plain[t.words[last-1].end:], func(c rune) bool { return kindOf(c)&quote != 0 }) {
		for k := open; k < last; k++ {
			quoted[k] = true
		}
	}
	return quoted
}

// languageOf gives the name of the language in another script that most words of a target, two at least, show; "" for none.
func (l *teller) languageOf(said *[mostTongues]int16) string {
	best := tongue(0)
	for is := tongue(1); int(is) < len(l.tongues.names); is++ {
		if l.tongues.scripts[is] != l.script && said[is] > 1 && (best == 0 || said[is] > said[best]) {
			best = is
		}
	}
	return l.tongues.names[best]
}
