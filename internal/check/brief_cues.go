package check

import (
	"strings"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// How alike a sentence of a brief and one of the article must be for the one to be said on the strength of the other: the share of
// the brief sentence's own words (small words apart) that the other has, and how near to the most alike one another may come.
const (
	leastAlike = 0.5
	nearlyBest = 0.8
)

// stemLetters is how many letters two words must begin with alike to be of one kind: accuse, accused, accusation.
const stemLetters = 5

// cues are what a language says that something is only claimed with, and what it claims much with.
type cues struct {
	small        map[string]bool
	hedges       [][]string // phrases, word by word
	attributions [][]string
	absolutes    [][]string
}

func newCues(l *lang.Language) *cues {
	return &cues{
		small: setOf(l.FunctionWords), hedges: phrasesOf(l, l.Claims.Hedges), attributions: phrasesOf(l, l.Claims.Attributions),
		absolutes: phrasesOf(l, l.Claims.Absolutes),
	}
}

// phrasesOf reads phrases as texts are read, so that their words compare.
func phrasesOf(l *lang.Language, phrases []string) [][]string {
	all := make([][]string, 0, len(phrases))
	for _, phrase := range phrases {
		var t text
		t.read(phrase, l)
		all = append(all, keysOf(t.words))
	}
	return all
}

func keysOf(words []token) []string {
	keys := make([]string, len(words))
	for i, w := range words {
		keys[i] = w.key
	}
	return keys
}

// firstPhrase gives the place of the first of the phrases that words hold, and how many words it is, or -1.
func firstPhrase(phrases [][]string, words []token) (at, length int) {
	for i := range words {
		for _, phrase := range phrases {
			if startsWith(words[i:], phrase) {
				return i, len(phrase)
			}
		}
	}
	return -1, 0
}

func startsWith(words []token, phrase []string) bool {
	if len(phrase) == 0 || len(phrase) > len(words) {
		return false
	}
	for i, key := range phrase {
		if words[i].key != key {
			return false
		}
	}
	return true
}

func holdsPhrase(phrases [][]string, words []token) bool {
	at, _ := firstPhrase(phrases, words)
	return at >= 0
}

// hedges tells of a sentence that says as a fact what the article only has somebody claim. The sentences of the evidence that are most
// like it are what it rests on; only if all of them are hedged was something lost.
func (b *briefing) hedges(said *text, cited []*text, where string) {
	if holdsPhrase(b.cues.hedges, said.words) || holdsPhrase(b.cues.attributions, said.words) {
		return
	}
	sources := b.alike(said, cited)
	if len(sources) == 0 {
		return
	}
	for _, words := range sources {
		if !holdsPhrase(b.cues.hedges, words.words) {
			return
		}
	}
	at, length := firstPhrase(b.cues.hedges, sources[0].words)
	cue := sources[0].plain[sources[0].words[at].start:sources[0].words[at+length-1].end]
	b.report.find(BriefHedge, spots{}, "it says as a fact what %s only says with “%s”", where, cue)
}

// alike gives the sentences of the evidence that a sentence rests on.
func (b *briefing) alike(said *text, cited []*text) []*text {
	own := b.contentOf(said.words)
	if len(own) == 0 {
		return nil
	}
	var sentences []*text
	var shares []float64
	best := 0.0
	for _, t := range cited {
		for _, sentence := range news.Sentences(t.plain, b.language.Abbreviations) {
			s := new(text)
			s.read(sentence, b.language)
			share := float64(inCommon(own, b.contentOf(s.words))) / float64(len(own))
			sentences, shares, best = append(sentences, s), append(shares, share), max(best, share)
		}
	}
	var alike []*text
	for i, s := range sentences {
		if best >= leastAlike && shares[i] >= nearlyBest*best {
			alike = append(alike, s)
		}
	}
	return alike
}

// contentOf gives the stems of the words that carry the meaning.
func (b *briefing) contentOf(words []token) map[string]bool {
	stems := map[string]bool{}
	for _, w := range words {
		if !b.cues.small[w.key] {
			stems[stemOf(w.key)] = true
		}
	}
	return stems
}

// stemOf gives what a word begins with.
func stemOf(key string) string {
	n := 0
	for i := range key {
		if n++; n > stemLetters {
			return key[:i]
		}
	}
	return key
}

func inCommon(a, b map[string]bool) int {
	n := 0
	for stem := range a {
		if b[stem] {
			n++
		}
	}
	return n
}

// claims tells of words that claim much and that the evidence does not have.
func (b *briefing) claims(said *text, cited []*text, where string) {
	for _, phrase := range b.cues.absolutes {
		at, length := firstPhrase([][]string{phrase}, said.words)
		if at < 0 {
			continue
		}
		backed := false
		for _, t := range cited {
			backed = backed || holdsPhrase([][]string{phrase}, t.words)
		}
		if !backed {
			first, last := said.words[at], said.words[at+length-1]
			b.report.find(BriefHeadline, spots{target: one(said.spot(first.start, last.end))}, "“%s” is more than %s says", strings.TrimSpace(said.plain[first.start:last.end]), where)
		}
	}
}
