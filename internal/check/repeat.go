package check

import (
	"encoding/binary"
	"strings"
	"unicode/utf8"

	"tarjuma/internal/news"
)

// repeats finds what a model writes again and again when it has lost its way: a word, a phrase, a sentence. Doubled words alone
// are good grammar in Dari, Pashto and Hindi, and told for information only where they are small words.
func repeats() check {
	return check{
		rules: []Rule{
			{ID: "repeat.loop", Severity: "error", Catches: "A word, a phrase or a sentence comes again and again in the translation and not in the source: the model went round in circles.",
				Example: "“The talks ended without a result.” → «گفتگوها بدون نتیجه پایان یافت بدون نتیجه پایان یافت بدون نتیجه پایان یافت.»"},
			{ID: "repeat.word", Severity: "info", Catches: "A small word stands twice.", Example: "«سرک از از میان کوه تیر شد.»"},
		},
		prepare: func(m *materials) inspector { return &repeatInspector{smallWords: setOf(m.to.SmallWords())} },
	}
}

type repeatInspector struct{ smallWords map[string]bool }

// A phrase is looked for by leastPhrase words at a time. One word is a loop when it comes loopOfWord times in a row, a number
// loopOfNumber times; a sentence of sentenceSize words, and a phrase of longPhrase, when it comes twice anywhere.
const (
	leastPhrase  = 4
	loopOfWord   = 3
	loopOfNumber = 4
	sentenceSize = 5
	longPhrase   = 12
)

// What a text may cost is bounded: so many phrases that come again are looked into, and so many words of a source for what it repeats.
const (
	mostLookedInto  = 64
	mostSourceWords = 400
)

func (p *repeatInspector) inspect(pair *pair, r *report) {
	t := &pair.target
	if start, end := longestRun(t); end-start >= loopOfWord && (end-start > loopOfWord || p.isWord(t.words[start].key)) {
		if from, to := longestRun(&pair.source); end-start > to-from+1 {
			tellLoop(t, start, end, r)
			return
		}
	}
	if l := findLoop(t); l.copies > 1 && !isCopied(l, &pair.source) {
		tellLoop(t, l.start, l.end, r)
		return
	}
	if spot, run := digitRun(t); run >= loopOfNumber {
		if _, theirs := digitRun(&pair.source); theirs < loopOfNumber-1 {
			r.find("repeat.loop", spots{target: one(spot)}, "it goes round in circles: a number stands %d times in a row", run)
			return
		}
	}
	if at := stammer(t, 20); at >= 0 && stammer(&pair.source, 8) < 0 {
		tellLoop(t, at, at+1, r)
		return
	}
	if from, to := longestRun(&pair.source); to == from {
		p.findDoubled(t, r)
	}
}

// isWord tells a word that is no letter of an abbreviation, as they are spoken: سی سی سی, CCC.
func (p *repeatInspector) isWord(word string) bool {
	return p.smallWords[word] || utf8.RuneCountInString(word) > 2
}

func tellLoop(t *text, start, end int, r *report) {
	r.find("repeat.loop", spots{target: one(t.spot(t.words[start].start, t.words[end-1].end))}, "it goes round in circles: “%s”", opening(t, start, end))
}

// opening gives the first words of some, so that a message stays short.
func opening(t *text, start, end int) string {
	const most = 8
	if end-start <= most {
		return t.plain[t.words[start].start:t.words[end-1].end]
	}
	return t.plain[t.words[start].start:t.words[start+most-1].end] + " …"
}

// longestRun gives the longest run of one word, parted by nothing but white space and marks.
func longestRun(t *text) (start, end int) {
	run := 0
	for i := range t.words {
		if i > 0 && t.words[i].key == t.words[i-1].key && !strings.ContainsFunc(t.plain[t.words[i-1].end:t.words[i].start], isDigit) {
			if run++; run > end-start-1 {
				start, end = i-run, i+1
			}
			continue
		}
		run = 0
	}
	return start, end
}

// loop is what comes again and again: where the first copy starts and the last one ends, in words, how many there are, and how
// many words each has.
type loop struct{ start, end, copies, size int }

// isCopied tells whether a source repeats something as a loop of its translation does: about as much and about as often.
func isCopied(l loop, source *text) bool {
	const long = 8
	size := 3
	if l.size >= long {
		size = 6
	}
	theirs := mostCopies(source, size)
	return theirs > 1 && (l.copies == 2 || l.copies <= theirs)
}

// phraseSlots is the size of the table in which phrases are looked up, without allocating, of texts of up to half as many words.
const phraseSlots = 512

// findLoop gives what comes most often in a text, of what is a loop.
func findLoop(t *text) loop {
	if len(t.words) < 2*leastPhrase-2 {
		return loop{}
	}
	var room [phraseSlots]int32
	table := room[:]
	for len(table) < 2*len(t.words) {
		table = make([]int32, 2*len(table))
	}
	mask := uint64(len(table) - 1)
	var window [leastPhrase]uint64
	var most loop
	lookedInto := 0
	for i := range t.words {
		window[i%leastPhrase] = hashWord(t.words[i].key)
		start := i - leastPhrase + 1
		if start < 0 {
			continue
		}
		hash := uint64(0)
		for k := start; k <= i; k++ {
			hash = hash*0x9E3779B97F4A7C15 + window[k%leastPhrase]
		}
		slot := (hash ^ hash>>29) & mask
		for table[slot] > 0 && !samePhrase(t, int(table[slot]-1), start, leastPhrase) {
			slot = (slot + 1) & mask
		}
		if first := int(table[slot] - 1); first >= 0 && lookedInto < mostLookedInto {
			lookedInto++
			if l := loopFrom(t, first, start, sameWords(t, first, start)); l.copies > most.copies {
				most = l
			}
		}
		table[slot] = int32(start + 1) // the last place, so that copies side by side are seen as such
	}
	return most
}

// loopFrom reads what a phrase of some length, which stands at first and again, makes of the text. No copies: no loop. A long
// name that comes three times is none, unless most of the text is made of it.
func loopFrom(t *text, first, again, length int) loop {
	if period := again - first; period <= length {
		copies := length/period + 1
		return loop{first, first + copies*period, copies, period}
	}
	copies, end := 1, again+length
	for i := first + leastPhrase; i+leastPhrase <= len(t.words); i++ {
		if samePhrase(t, first, i, leastPhrase) {
			copies++
			end = max(end, i+leastPhrase)
			i += leastPhrase - 1
		}
	}
	if length >= longPhrase || hasSentence(t, again, again+length) || copies > 2 && 10*copies*leastPhrase > 6*len(t.words) {
		return loop{first, end, copies, length}
	}
	return loop{}
}

// hasSentence tells whether some words hold a sentence of at least sentenceSize words, from its beginning to its end.
func hasSentence(t *text, start, end int) bool {
	for ; start+sentenceSize <= end; start++ {
		if start == 0 || stops(t.plain[t.words[start-1].end:t.words[start].start]) > 0 {
			break
		}
	}
	for ; end >= start+sentenceSize; end-- {
		if end == len(t.words) || stops(t.plain[t.words[end-1].end:t.words[end].start]) > 0 {
			return true
		}
	}
	return false
}

// samePhrase tells whether so many words from two places on, all in the text, are the same.
func samePhrase(t *text, a, b, size int) bool {
	for k := range size {
		if t.words[a+k].key != t.words[b+k].key {
			return false
		}
	}
	return true
}

// sameWords counts the words from two places on that are the same.
func sameWords(t *text, a, b int) int {
	n := 0
	for b+n < len(t.words) && t.words[a+n].key == t.words[b+n].key {
		n++
	}
	return n
}

// hashWord gives a number for a word by its ends and its length: enough to tell most words apart.
func hashWord(w string) uint64 {
	const odd = 0xBF58476D1CE4E5B9
	h := uint64(len(w))
	if len(w) >= 8 {
		first, last := binary.LittleEndian.Uint64([]byte(w[:8])), binary.LittleEndian.Uint64([]byte(w[len(w)-8:]))
		h = (h ^ first) * odd
		return (h ^ h>>32 ^ last) * odd
	}
	for i := 0; i < len(w); i++ {
		h = h<<8 ^ uint64(w[i]) ^ h>>56
	}
	return h * odd
}

// mostCopies gives how often those words come that come most often, so many one after the other: 1 where none come twice.
func mostCopies(t *text, size int) int {
	most, words := 1, min(len(t.words), mostSourceWords)
	for i := range words {
		copies := 1
		for j := i + size; j+size <= words; j++ {
			if samePhrase(t, i, j, size) {
				copies++
				j += size - 1
			}
		}
		most = max(most, copies)
	}
	return most
}

// stammer gives a word, of so many bytes at least, half of which or more is a letter or a syllable that comes again and again; -1 where
// there is none.
func stammer(t *text, leastBytes int) int {
	const (
		leastCopies = 5
		mostPeriod  = 12
	)
	for i, w := range t.words {
		if w.end-w.start < leastBytes {
			continue
		}
		s := t.plain[w.start:w.end]
		for period := 1; period <= min(mostPeriod, len(s)/leastCopies); period++ {
			run := 0
			for k := period; k < len(s); k++ {
				if run++; s[k] != s[k-period] {
					run = 0
				}
				if run >= (leastCopies-1)*period && run >= leastBytes/2 && utf8.RuneStart(s[k-run+1]) {
					return i
				}
			}
		}
	}
	return -1
}

// digitRun gives the longest run of one number, parted by white space and marks, and how often it stands there.
func digitRun(t *text) (where news.Spot, longest int) {
	if t.kinds&anyDigit == 0 {
		return where, 0
	}
	run, start, last := 0, 0, ""
	for i := 0; i < len(t.plain); {
		size := strings.IndexByte(t.plain[i:], ' ')
		if size < 0 {
			size = len(t.plain) - i
		}
		piece := strings.TrimFunc(t.plain[i:i+size], func(r rune) bool { return !isWordOrDigit(r) })
		switch {
		case piece == "":
		case piece == last && isDigit(firstVisible(piece)):
			run++
		default:
			run, start, last = 1, i, piece
		}
		if i += size + 1; run > longest {
			longest, where = run, t.spot(start, min(i-1, len(t.plain)))
		}
	}
	return where, longest
}

// findDoubled tells small words that stand twice with only white space between.
func (p *repeatInspector) findDoubled(t *text, r *report) {
	for i := 1; i < len(t.words); i++ {
		w, before := &t.words[i], &t.words[i-1]
		if w.key != before.key || !p.smallWords[w.key] || strings.TrimSpace(t.plain[before.end:w.start]) != "" {
			continue
		}
		r.find("repeat.word", spots{target: one(t.spot(before.start, w.end))}, "“%s” stands twice", t.plain[w.start:w.end])
	}
}
