package check

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// findPresentation finds the shapes of letters that stand for letters. Signs that are written as one character are left: ﷲ ﷺ ﷻ ﷼ ﷽ ﴾ ﴿.
func findPresentation(t *text, r *report) {
	var changes []change
	var told []string
	for i, c := range t.plain {
		if kindOf(c)&shaped == 0 || c == 0xFDF2 || 0xFDFA <= c && c <= 0xFDFD || c == 0xFD3E || c == 0xFD3F {
			continue
		}
		letters := norm.NFKC.String(string(c))
		isLetter := !strings.ContainsFunc(letters, func(r rune) bool { return !unicode.IsLetter(r) })
		changes = append(changes, change{start: i, end: i + utf8.RuneLen(c), text: letters, told: !isLetter})
		told = append(told, fmt.Sprintf("%U for %s", c, letters))
	}
	if len(changes) > 0 {
		r.find("char.presentation", spots{target: t.places(changes)}, "shapes of letters stand for letters: %s", enumerate(told)).Repair = t.mend(changes, false)
	}
}

// findTatweel finds stretched words. In هـ, which says that a year is one of the Hijra, the tatweel keeps the letter's shape.
func findTatweel(t *text, r *report) {
	var changes []change
	for i := 0; i < len(t.plain); {
		if !strings.HasPrefix(t.plain[i:], "ـ") {
			_, size := utf8.DecodeRuneInString(t.plain[i:])
			i += size
			continue
		}
		end := i
		for strings.HasPrefix(t.plain[end:], "ـ") {
			end += len("ـ")
		}
		before, _ := utf8.DecodeLastRuneInString(t.plain[:i])
		after, _ := utf8.DecodeRuneInString(t.plain[end:])
		if before != 'ه' || kindOf(after)&letter != 0 || !t.isAlone(i-len("ه")) {
			changes = append(changes, change{start: i, end: end, text: insteadOfTatweel(kindOf(before), kindOf(after))})
		}
		i = end
	}
	if len(changes) > 0 {
		r.find("char.tatweel", spots{target: t.places(changes)}, "a word is stretched, or a hyphen written, with the tatweel ـ (U+0640)%s", repeated(len(changes))).Repair = t.mend(changes, false)
	}
}

// isAlone tells whether a word begins at a byte.
func (t *text) isAlone(i int) bool {
	before, _ := utf8.DecodeLastRuneInString(t.plain[:i])
	return kindOf(before)&(letter|mark|joining) == 0
}

// insteadOfTatweel gives nothing inside and beside a word, and a hyphen where one is meant.
func insteadOfTatweel(before, after kind) string {
	if (before|after)&anyDigit != 0 || (before|after)&(letter|mark) == 0 {
		return "-"
	}
	return ""
}

// findZeroWidth finds characters of no width that do nothing where they stand.
func findZeroWidth(t *text, r *report) {
	var changes []change
	var told []string
	for i, c := range t.plain {
		k := kindOf(c)
		if k&invisible == 0 && (k&joining == 0 || t.joins(i, c)) {
			continue
		}
		changes = append(changes, change{start: i, end: i + utf8.RuneLen(c)})
		told = append(told, nameOfInvisible(c))
	}
	if len(changes) > 0 {
		r.find("char.zero_width", spots{target: t.places(changes)}, "characters that nobody sees and that do nothing here: %s", enumerate(told)).Repair = t.mend(changes, false)
	}
}

// joins tells whether a joiner or non-joiner at a byte can do something. The non-joiner parts letters of one word, the joiner
// gives a letter its joined shape; in Devanagari both follow the virama; between pictures the joiner makes one of two.
func (t *text) joins(i int, c rune) bool {
	before, after := t.visibleBefore(i), t.visibleAfter(i+utf8.RuneLen(c))
	inWord := kindOf(after)&(letter|mark|asciiDigit|nativeDigit) != 0
	const virama = '\u094d'
	switch k := kindOf(before); {
	case before == virama:
		return true
	case k&devanagari != 0:
		return c != zwnj && after == virama
	case c == zwnj:
		return inWord && k&(letter|mark|asciiDigit|nativeDigit) != 0
	case k&arabic != 0:
		return k&(letter|mark) != 0
	}
	return before >= 0x2000 && kindOf(before)&(letter|joining) == 0
}

// visibleBefore gives the rune before a byte, direction marks and other invisible ones passed over; 0 at the start.
func (t *text) visibleBefore(i int) rune {
	for i > 0 {
		r, size := utf8.DecodeLastRuneInString(t.plain[:i])
		if kindOf(r)&(direction|invisible) == 0 {
			return r
		}
		i -= size
	}
	return 0
}

// visibleAfter gives the rune at a byte or the next that is visible and no joiner; 0 at the end.
func (t *text) visibleAfter(i int) rune {
	for i < len(t.plain) {
		r, size := utf8.DecodeRuneInString(t.plain[i:])
		if kindOf(r)&(direction|invisible|joining) == 0 {
			return r
		}
		i += size
	}
	return 0
}

func nameOfInvisible(c rune) string {
	switch c {
	case zwnj:
		return "zero-width non-joiner (U+200C)"
	case '\u200d':
		return "zero-width joiner (U+200D)"
	case '\u200b':
		return "zero-width space (U+200B)"
	case '\ufeff':
		return "byte order mark (U+FEFF)"
	case '\u00ad':
		return "soft hyphen (U+00AD)"
	}
	return fmt.Sprintf("%U", c)
}

// findControls finds control characters. What breaks a line without being a line feed becomes a space. A character that may stand for a
// lost letter or mark (U+0080–009F, private use) is only told; the former are not in text that is misread as a whole.
func findControls(t *text, r *report, misread bool) {
	var changes []change
	var told []string
	private := true
	for i, c := range t.plain {
		at := change{start: i, end: i + utf8.RuneLen(c)}
		isPrivate := unicode.Is(unicode.Co, c)
		switch {
		case misread && 0x80 <= c && c < 0xA0, c == '\r' && strings.HasPrefix(t.plain[i+1:], "\n"):
			continue
		case c == '\r':
			at.text = "\n"
		case c == '\v', c == '\f', c == 0x85, c == 0x2028, c == 0x2029:
			at.text = " "
		case kindOf(c)&control == 0, c == utf8.RuneError:
			continue
		default:
			at.told = isPrivate || 0x80 <= c && c < 0xA0
		}
		private = private && isPrivate
		changes = append(changes, at)
		told = append(told, fmt.Sprintf("%U", c))
	}
	if len(changes) == 0 {
		return
	}
	f := r.find("char.control", spots{target: t.places(changes)}, "control characters, or ones of private use: %s", enumerate(told))
	f.Repair = t.mend(changes, false)
	if private {
		f.Severity = "warning"
	}
}

// findDecomposed finds the words that are not in NFC.
func findDecomposed(t *text, r *report) {
	if norm.NFC.IsNormalString(t.plain) {
		return
	}
	var changes []change
	for _, w := range t.words {
		if word := t.plain[w.start:w.end]; !norm.NFC.IsNormalString(word) {
			changes = append(changes, change{start: w.start, end: w.end, text: norm.NFC.String(word)})
		}
	}
	if len(changes) > 0 {
		r.find("char.nfc", spots{target: t.places(changes)}, "words are not in Unicode's composed form%s", repeated(len(changes))).Repair = t.mend(changes, false)
	}
}
