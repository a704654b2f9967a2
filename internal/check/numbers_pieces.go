package check

import (
	"strings"
	"unicode"
)

type pieceKind int

const (
	word    pieceKind = iota
	numeral           // digits, and the signs between them
	code              // letters and digits that name something: F-16, G20
)

// piece is a stretch of a text that may be part of a number.
type piece struct {
	kind     pieceKind
	from, to int      // chars
	values   []string // every reading of a numeral; of a code its letters and digits, folded
	plain    string   // the ASCII digits of a numeral without separators
	factor   int64    // what letters written against the digits multiply them by: 3bn
	unsure   bool
}

// lexer cuts a text into pieces.
type lexer struct {
	text   string
	chars  []char
	pieces []piece
	key    []byte // of the word or the digits being read
	chain  chain  // room for the next

	decimal rune // the decimal sign of texts that keep to it; 0: either sign may be meant
}

func (l *lexer) run() {
	l.chars, l.pieces = legible(l.chars, l.text), l.pieces[:0]
	for i := 0; i < len(l.chars); {
		r := l.chars[i].r
		switch {
		case isDigit(r):
			l.pieces = append(l.pieces, l.numeralsAt(i)...)
			i = l.suffix(&l.pieces[len(l.pieces)-1])
		case isWordRune(r):
			i = l.word(i)
		default:
			l.vulgarFraction(i)
			i++
		}
	}
}

// word reads the word at i, or the code that it begins, and gives the end.
func (l *lexer) word(i int) int {
	end := l.wordEnd(i)
	if end < len(l.chars) && isLatin(l.chars[i].r) {
		switch {
		case isDigit(l.chars[end].r) && !isCurrency(l.fold(i, end)):
			return l.code(i, end, end)
		case end+1 < len(l.chars) && isHyphen(l.chars[end].r) && isDigit(l.chars[end+1].r) && l.hasCapital(i, end):
			return l.code(i, end, end+1)
		}
	}
	l.pieces = append(l.pieces, piece{kind: word, from: i, to: end})
	return end
}

func (l *lexer) wordEnd(i int) int {
	for i < len(l.chars) && isWordRune(l.chars[i].r) {
		i++
	}
	return i
}

// code reads a name of letters (from i to end) and digits: COVID-19, G20, Tu-22M3. Where the digits are those of a year or
// the capital is only that of a sentence's first word (Mid-2019), the number is a reading too. Small letters against
// digits (m2) may be anything.
func (l *lexer) code(i, end, digits int) int {
	plain, k := l.digitsAt(digits)
	for k < len(l.chars) && (isDigit(l.chars[k].r) || isLatin(l.chars[k].r)) {
		k++
	}
	p := piece{kind: code, from: i, to: k, unsure: !l.hasCapital(i, end)}
	p.values = []string{l.fold(i, end) + withoutPlural(l.fold(digits, k))}
	if end < digits && (len(plain) == 4 || l.beginsSentence(i)) {
		p.values = append(p.values, canonical(plain, ""))
	}
	l.pieces = append(l.pieces, p)
	return k
}

// withoutPlural takes the s from the end of F-16s.
func withoutPlural(tail string) string {
	if stem, cut := strings.CutSuffix(tail, "s"); cut && stem != "" && stem[len(stem)-1] <= '9' {
		return stem
	}
	return tail
}

// beginsSentence tells whether no letter and no digit stands between i and the end of a sentence before it.
func (l *lexer) beginsSentence(i int) bool {
	for i--; i >= 0; i-- {
		r := l.chars[i].r
		if strings.ContainsRune(".!?:;।؟۔\n", r) {
			return true
		}
		if isWordRune(r) || isDigit(r) {
			return false
		}
	}
	return true
}

func (l *lexer) hasCapital(from, to int) bool {
	for _, c := range l.chars[from:to] {
		if unicode.IsUpper(c.r) {
			return true
		}
	}
	return false
}

// fold gives a stretch of the text as words are looked up: see foldWord. Digits come out as ASCII.
func (l *lexer) fold(from, to int) string {
	l.key = l.appendFold(l.key[:0], from, to)
	return string(l.key)
}

// spelt gives a piece as it is written.
func (l *lexer) spelt(p *piece) string { return l.text[l.chars[p.from].start:l.chars[p.to-1].end] }

func (l *lexer) appendFold(key []byte, from, to int) []byte {
	if folded, simple := foldSimple(key, l.chars[from:to]); simple {
		return folded
	}
	runes := make([]rune, 0, to-from)
	for _, c := range l.chars[from:to] {
		runes = append(runes, c.r)
	}
	return append(key, foldWord(string(runes))...)
}

// vulgarFraction reads ½ and its like, alone or against the digits before it.
func (l *lexer) vulgarFraction(i int) {
	var value string
	switch l.chars[i].r {
	case '½':
		value = "0.5"
	case '¼':
		value = "0.25"
	case '¾':
		value = "0.75"
	default:
		return
	}
	if n := len(l.pieces); n > 0 && l.pieces[n-1].kind == numeral && l.pieces[n-1].to == i {
		p := &l.pieces[n-1]
		p.values, p.to, p.plain = each(p.values, func(v string) string { return plus(v, value) }), i+1, ""
		return
	}
	l.pieces = append(l.pieces, piece{kind: numeral, from: i, to: i + 1, values: []string{value}})
}

func each(values []string, change func(string) string) []string {
	changed := make([]string, len(values))
	for i, v := range values {
		changed[i] = change(v)
	}
	return changed
}

// link is what stands between two pieces.
type link int

const (
	apart   link = iota
	against      // nothing
	spaced       // white space
	hyphened
)

func (l *lexer) link(a, b *piece) link {
	between := l.chars[a.to:b.from]
	if len(between) == 0 {
		return against
	}
	if len(between) == 1 && isHyphen(between[0].r) {
		return hyphened
	}
	if a.kind == numeral && between[0].r == '+' {
		between = between[1:] // 300+ million
	}
	for _, c := range between {
		if !unicode.IsSpace(c.r) {
			return apart
		}
	}
	return spaced
}
