package check

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// text is one side of a pair, with what several checks need to know of it. Checks look at plain, which has no tags of
// inline markup; what they find there is told by where it stands in raw.
type text struct {
	raw      string
	plain    string
	language *lang.Language
	kinds    kind // of all its runes together
	letters  letters
	words    []token
	guarded  []news.Spot // in plain: addresses, handles, code, what a fix must not touch; in order
	cuts     []cut       // where tags were taken out; in order
	runes    int         // how many plain has
	digits   news.Spot   // in plain, from the first digit to the last
	folded   []byte      // room for the keys of words
}

// cut is a tag that was taken out: in plain, what stands at and after at stands so many bytes further on in raw.
type cut struct{ at, further int }

// letters counts the letters of a text by script. Marks are none.
type letters struct {
	latin, arabic, devanagari, other int
}

func (l letters) all() int { return l.latin + l.arabic + l.devanagari + l.other }

// token is a run of letters and marks in plain, from byte start to end, joined by zero-width joiners and, in Latin letters,
// by apostrophes. key is the word as it is compared: in small letters, NFC, with Persian yeh and kaf, without joiners.
type token struct {
	start, end int
	kind       kind // of its runes together
	key        string
}

// read fills in a text. The slices of t are used again, so that checking a million texts needs no more memory than one.
func (t *text) read(raw string, language *lang.Language) {
	*t = text{raw: raw, plain: raw, language: language, words: t.words[:0], guarded: t.guarded[:0], cuts: t.cuts[:0], folded: t.folded[:0]}
	if strings.IndexByte(raw, '<') >= 0 {
		t.takeTagsOut()
	}
	for i := 0; i < len(t.plain); {
		r, size := runeAt(t.plain, i)
		k := kindOf(r)
		if k&(letter|mark) != 0 {
			i = t.readWord(i)
			continue
		}
		t.kinds |= k
		t.runes++
		i += size
		if k&anyDigit != 0 {
			if t.digits.End == 0 {
				t.digits.Start = i - size
			}
			t.digits.End = i
		}
	}
	if t.kinds&differing != 0 {
		t.foldKeys()
	}
	if t.kinds&(at|slash|codeMark|less) != 0 || t.kinds&latin != 0 && strings.Contains(t.plain, "www.") {
		t.guard()
	}
}

// runeAt decodes the rune at a byte: those of two bytes, such as the letters of Arabic script, faster than utf8 does.
func runeAt(s string, i int) (r rune, size int) {
	c := s[i]
	if c < utf8.RuneSelf {
		return rune(c), 1
	}
	if 0xC2 <= c && c < 0xE0 && i+1 < len(s) && s[i+1]&0xC0 == 0x80 {
		return rune(c&0x1F)<<6 | rune(s[i+1]&0x3F), 2
	}
	return utf8.DecodeRuneInString(s[i:])
}

// readWord adds the word that begins at a byte, and gives the byte behind it and a joiner at its end. Its key is what stands there;
// see foldKeys.
func (t *text) readWord(start int) (next int) {
	i, joiner := start, 0 // how long the one is that was read last
	var inWord kind
	var counted letters
	runes := 0
	for ; i < len(t.plain); runes++ {
		if c := t.plain[i]; 'a' <= c && c <= 'z' {
			inWord, joiner = inWord|letter|latin, 0
			counted.latin++
			i++
			continue
		}
		r, size := runeAt(t.plain, i)
		k := kindOf(r)
		if k&(letter|mark) != 0 {
			counted.count(k)
			joiner = 0
		} else if joiner == 0 && (k&joining != 0 || k&apostrophe != 0 && inWord&latin != 0) {
			joiner = size
		} else {
			break
		}
		inWord |= k
		i += size
	}
	t.kinds |= inWord
	t.runes += runes
	t.letters.add(counted)
	t.words = append(t.words, token{start, i - joiner, inWord, t.plain[start : i-joiner]})
	return i
}

func (l *letters) add(more letters) {
	l.latin += more.latin
	l.arabic += more.arabic
	l.devanagari += more.devanagari
	l.other += more.other
}

func (l *letters) count(k kind) {
	switch {
	case k&letter == 0:
	case k&arabic != 0:
		l.arabic++
	case k&devanagari != 0:
		l.devanagari++
	case k&latin != 0:
		l.latin++
	default:
		l.other++
	}
}

// differing are the kinds of words that may not be their own key.
const differing = capital | keyboard | joining | composed | nukta | apostrophe

// foldKeys gives keys to the words that are not their own. They are parts of one string: many texts have some.
func (t *text) foldKeys() {
	for i := range t.words {
		if w := &t.words[i]; w.kind&differing != 0 {
			t.folded = append(appendKey(t.folded, w.key, w.kind), endOfKey)
		}
	}
	folded := string(t.folded)
	for i := range t.words {
		if w := &t.words[i]; w.kind&differing != 0 {
			size := strings.IndexByte(folded, endOfKey)
			w.key, folded = folded[:size], folded[size+1:]
		}
	}
}

// endOfKey is no letter.
const endOfKey = 0

// key gives the word between two bytes as it is compared.
func (t *text) key(start, end int, k kind) string {
	w := t.plain[start:end]
	if k&differing == 0 {
		return w
	}
	return string(appendKey(nil, w, k))
}

func appendKey(key []byte, word string, k kind) []byte {
	if k&(capital|composed|nukta) != 0 {
		word = norm.NFC.String(word)
	}
	for _, r := range word {
		switch r {
		case 'ي', 'ى':
			r = 'ی'
		case 'ك':
			r = 'ک'
		case '’':
			r = '\''
		case zwnj, '\u200d':
			continue
		}
		if k&capital != 0 {
			r = unicode.ToLower(r)
		}
		key = utf8.AppendRune(key, r)
	}
	return key
}

// takeTagsOut sets plain and the cuts. What only looks like a tag is left in: it is prose.
func (t *text) takeTagsOut() {
	tags := news.TagSpots(t.raw)
	if tags == nil {
		return
	}
	var b strings.Builder
	from, taken := 0, 0
	for _, tag := range tags {
		b.WriteString(t.raw[from:tag.Start])
		from = tag.End
		taken += tag.End - tag.Start
		t.cuts = append(t.cuts, cut{b.Len(), taken})
	}
	b.WriteString(t.raw[from:])
	t.plain = b.String()
}

// spot tells where something in plain stands in raw.
func (t *text) spot(start, end int) news.Spot {
	return news.Spot{Start: t.rawAt(start), End: max(t.rawAt(start), t.rawAt(end-1)+1)}
}

func (t *text) rawAt(i int) int {
	further := 0
	for _, c := range t.cuts {
		if c.at > i {
			break
		}
		further = c.further
	}
	return i + further
}

// guard finds what is the same in every language: addresses and handles (white-space-parted pieces that hold "://", "www." or @, or
// begin with #), code between backticks, and tags of HTML.
func (t *text) guard() {
	for start := 0; start < len(t.plain); {
		if r, space := utf8.DecodeRuneInString(t.plain[start:]); unicode.IsSpace(r) {
			start += space
			continue
		}
		if size := lengthOfCode(t.plain[start:]); size > 0 {
			t.guarded = append(t.guarded, news.Spot{Start: start, End: start + size})
			start += size
			continue
		}
		size := strings.IndexFunc(t.plain[start+1:], func(r rune) bool { return unicode.IsSpace(r) || r == '`' || r == '<' }) + 1
		if size == 0 {
			size = len(t.plain) - start
		}
		if isAddress(t.plain[start : start+size]) {
			t.guarded = append(t.guarded, news.Spot{Start: start, End: start + size})
		}
		start += size
	}
}

func isAddress(piece string) bool {
	return strings.Contains(piece, "://") || strings.Contains(piece, "www.") || strings.Contains(piece, "@") || len(piece) > 1 && piece[0] == '#'
}

// lengthOfCode gives the bytes of code in backticks, or of a tag of HTML, that a text begins with; 0 if it begins with none.
func lengthOfCode(s string) int {
	switch {
	case s[0] == '`':
		fence := len(s) - len(strings.TrimLeft(s, "`"))
		if end := strings.Index(s[fence:], s[:fence]); end > 0 {
			return fence + end + fence
		}
	case s[0] == '<' && len(s) > 2 && (s[1] == '/' || unicode.IsLetter(rune(s[1]))):
		return strings.IndexByte(s, '>') + 1
	}
	return 0
}

// isGuarded tells whether anything between two bytes of plain is in an address, a handle or code.
func (t *text) isGuarded(start, end int) bool {
	for _, g := range t.guarded {
		if start < g.End && g.Start < end {
			return true
		}
	}
	return false
}
