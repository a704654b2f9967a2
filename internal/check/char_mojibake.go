package check

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// mojibake finds text in UTF-8 that was read in an encoding of one byte a character: what comes out are pairs and triples of characters
// whose bytes there are the UTF-8 of a letter. Nearly no other text has such pairs, and of those that might ("É”" are the bytes of ɔ) only
// ones are taken that give a letter or mark which the text can have.
type mojibake struct {
	letters string // that the language writes with, its digits and marks among them
	tables  []*charmap.Charmap
}

func newMojibake(m *materials) mojibake {
	p := m.to.Punctuation
	return mojibake{
		letters: m.to.Letters.All + "يكى" + m.to.Digits + p.Stop + p.Comma + p.Semicolon + p.Question + p.QuoteOpen + p.QuoteClose + "٠١٢٣٤٥٦٧٨٩",
		tables:  []*charmap.Charmap{charmap.Windows1252, charmap.Windows1251, charmap.Windows1256},
	}
}

// inspect tells whether it found misread text, which other checks then have nothing to say of.
func (m mojibake) inspect(p *pair, r *report) bool {
	t := &p.target
	if t.kinds&control != 0 {
		findLost(t, r)
	}
	if t.kinds&codeMark != 0 || strings.Contains(t.plain, "&") || strings.Contains(t.plain, "????") {
		findEscapes(p, r)
	}
	for _, table := range m.tables {
		if !mayHold(t.plain, table) {
			continue
		}
		if changes, meant := m.misread(t.plain, table); len(changes) > 0 {
			wrong := t.plain[changes[0].start:changes[0].end]
			r.find("char.mojibake", spots{target: t.places(changes)}, "“%s” is “%s”, read in the wrong encoding (%s)", wrong, meant, table)
			return true
		}
	}
	return false
}

// mayHold tells whether a text has what text misread with a table has: À–ô, Cyrillic, and for Windows-1256, whose letters are Arabic ones,
// the signs that they are parted by.
func mayHold(text string, table *charmap.Charmap) bool {
	switch table {
	case charmap.Windows1252:
		return strings.IndexByte(text, 0xC3) >= 0
	case charmap.Windows1251:
		return strings.IndexByte(text, 0xD0) >= 0
	}
	for _, first := range []byte{0xC2, 0xC5, 0xCB} { // § © ¯, Œ œ, ˆ
		if strings.IndexByte(text, first) >= 0 {
			return true
		}
	}
	return strings.IndexByte(text, 0xE2) >= 0 && (strings.Contains(text, "†") || strings.Contains(text, "‡") || strings.Contains(text, "™"))
}

// misread gives the runs of misread characters, and what the first was. In Arabic and Cyrillic letters one pair alone may be a word's
// end and the mark after it.
func (m mojibake) misread(text string, table *charmap.Charmap) (runs []change, meant string) {
	for i := 0; i < len(text); {
		var run strings.Builder
		end := i
		for {
			letter, next := m.letterAt(text, end, table)
			if next < 0 {
				break
			}
			run.WriteRune(letter)
			end = next
		}
		if end == i {
			_, size := utf8.DecodeRuneInString(text[i:])
			i += size
			continue
		}
		if table == charmap.Windows1252 || utf8.RuneCountInString(run.String()) > 1 && (table == charmap.Windows1251 || strings.ContainsFunc(text[i:end], isNoWord)) {
			if runs = append(runs, change{start: i, end: end}); meant == "" {
				meant = run.String()
			}
		}
		i = end
	}
	return runs, meant
}

// isNoWord tells the signs that stand in no word, and that no mark of its end is.
func isNoWord(r rune) bool {
	return kindOf(r)&(letter|mark|joining|quote|apostrophe|stop|inner) == 0 && !isDash(r)
}

// letterAt gives the character that those at i are the bytes of, and where they end; -1 if they are none.
func (m mojibake) letterAt(text string, i int, table *charmap.Charmap) (letter rune, end int) {
	var bytes [utf8.UTFMax]byte
	end = i
	for n := range bytes {
		r, size := utf8.DecodeRuneInString(text[end:])
		if n == 0 && table == charmap.Windows1256 && !strings.ContainsRune("طظعغàâ", r) {
			return 0, -1
		}
		b, ok := byteOf(r, table)
		if !ok || n == 0 && (b < 0xC2 || b > 0xF4) || n > 0 && (b < 0x80 || b > 0xBF) {
			return 0, -1
		}
		bytes[n] = b
		end += size
		if letter, length := utf8.DecodeRune(bytes[:n+1]); length == n+1 && letter != utf8.RuneError {
			if !m.isLikely(letter, text[i:end], table) {
				return 0, -1
			}
			return letter, end
		}
	}
	return 0, -1
}

// byteOf gives the byte of a character. What Windows-1252 leaves open is taken as in Latin-1, which is read like it.
func byteOf(r rune, table *charmap.Charmap) (byte, bool) {
	if table == charmap.Windows1252 && 0x80 <= r && r < 0xA0 {
		return byte(r), true
	}
	if r < 0x80 {
		return 0, false
	}
	return table.EncodeRune(r)
}

// isLikely tells whether a text may have had a letter: one of the language, or where no Arabic or Cyrillic letters are what it was
// misread as, a Latin one with an accent, a typographic mark or a sign.
func (m mojibake) isLikely(letter rune, misread string, table *charmap.Charmap) bool {
	switch {
	case strings.ContainsRune(m.letters, letter):
		return true
	case table != charmap.Windows1252:
		return false
	case 0xA0 <= letter && letter <= 0xFF, 0x2010 <= letter && letter <= 0x203A, letter == '€', letter == '\u200b', letter == '\ufeff', letter == zwnj:
		return true
	}
	return 0x0100 <= letter && letter <= 0x017F && !strings.ContainsAny(misread, "“”‘’„‚…–—«»›‹")
}

// findLost finds the sign of a character that could not be read.
func findLost(t *text, r *report) {
	var changes []change
	for i := 0; ; {
		at := strings.Index(t.plain[i:], "\uFFFD")
		if at < 0 {
			break
		}
		i += at
		changes = append(changes, change{start: i, end: i + len("\uFFFD")})
		i += len("\uFFFD")
	}
	if len(changes) > 0 {
		r.find("char.mojibake", spots{target: t.places(changes)}, "a character was lost: � (U+FFFD)%s", repeated(len(changes)))
	}
}

// findEscapes finds what stands for a character in code: \u0627, &#1575;, &zwnj;, and question marks in the place of letters. What the
// source has too is meant.
func findEscapes(p *pair, r *report) {
	t := &p.target
	var changes []change
	var told []string
	for i := 0; i < len(t.plain); i++ {
		size := 0
		switch t.plain[i] {
		case '\\':
			size = lengthOfEscape(t.plain[i:])
		case '&':
			size = lengthOfEntity(t.plain[i:])
		case '?':
			size = len(t.plain[i:]) - len(strings.TrimLeft(t.plain[i:], "?"))
			if size < 4 {
				i += size - 1
				continue
			}
		}
		if size == 0 || t.isGuarded(i, i+size) {
			continue
		}
		if escape := t.plain[i : i+size]; !strings.Contains(p.source.plain, escape) {
			changes = append(changes, change{start: i, end: i + size})
			told = append(told, fmt.Sprintf("“%s”", escape))
		}
		i += size - 1
	}
	if len(changes) > 0 {
		r.find("char.mojibake", spots{target: t.places(changes)}, "a code stands for a character: %s", enumerate(told))
	}
}

// lengthOfEscape gives the bytes of an escape of JSON at the start of a text: \u and four hexadecimal digits.
func lengthOfEscape(s string) int {
	const length = len(`\u0000`)
	if len(s) < length || s[1] != 'u' {
		return 0
	}
	for _, b := range []byte(s[2:length]) {
		if !strings.ContainsRune("0123456789abcdefABCDEF", rune(b)) {
			return 0
		}
	}
	return length
}

// lengthOfEntity gives the bytes of an entity of HTML at the start of a text.
func lengthOfEntity(s string) int {
	end := strings.IndexByte(s[:min(len(s), 10)], ';')
	if end < 2 {
		return 0
	}
	switch name := s[1:end]; {
	case name[0] == '#' && len(name) > 1 && '0' <= name[len(name)-1] && name[len(name)-1] <= '9',
		name == "zwnj", name == "zwj", name == "nbsp", name == "quot", name == "amp", name == "lt", name == "gt", name == "lrm", name == "rlm", name == "laquo", name == "raquo":
		return end + 1
	}
	return 0
}
