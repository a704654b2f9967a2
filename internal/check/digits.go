package check

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"tarjuma/internal/lang"
)

// digitStyles finds digits of systems that the language does not write, and two systems where one is meant.
func digitStyles() check {
	return check{
		rules: []Rule{
			{ID: "number.digit_arab", Severity: "error", Safe: true,
				Catches: "Digits that the language is not written with: ٠–٩ (U+0660–0669) in Dari and Pashto, whose 4, 5 and 6 look otherwise and whose order turns beside others; ٠–٩ or ۰–۹ in Hindi.",
				Example: "“٤٥٦” for “۴۵۶”"},
			{ID: "number.digit_mix", Severity: "warning", Catches: "Two systems of digits in one number, or (info) in one document.", Example: "“۱2۵”"},
			{ID: "number.digit_style", Severity: "warning", Safe: true, Catches: "Digits that are not those which the settings ask for. Digits beside Latin letters (COVID-19) are left.", Example: "“12” where the settings ask for native digits"},
			{ID: "hi.digits", Severity: "warning", Safe: true, Languages: []string{"hi"},
				Catches: "Devanagari digits, where newsrooms write 0–9. Mended only where the settings ask for ASCII digits; not looked for where they ask for native or any.", Example: "“१२” for “12”"},
		},
		prepare: func(m *materials) inspector { return newDigits(m) },
	}
}

type digitsInspector struct {
	native  []rune // ten, zero first
	style   string // of the settings
	hindi   bool
	foreign kind // what a text holds if it has digits of another script
}

func newDigits(m *materials) *digitsInspector {
	d := &digitsInspector{native: []rune(m.to.Digits), style: m.settings.Digits, hindi: m.to.Code == "hi"}
	d.foreign = arabicDigit | otherDigit | (arabic|devanagari)&^kindOf(d.native[0])
	return d
}

func (d *digitsInspector) inspect(p *pair, r *report) {
	t := &p.target
	if t.kinds&anyDigit == 0 {
		return
	}
	if t.kinds&(nativeDigit|arabicDigit|otherDigit) != 0 {
		if t.kinds&d.foreign != 0 {
			d.findForeign(p, r)
		}
		d.findMixed(t, r)
	}
	switch {
	case d.hindi && d.style != "native" && d.style != "any":
		if t.kinds&nativeDigit != 0 {
			d.findDevanagari(t, r)
		}
	case d.style == "native" || d.style == "ascii":
		d.findStyle(t, r)
	}
}

// isNative tells the language's own digits where they are not those of ASCII.
func (d *digitsInspector) isNative(r rune) bool {
	return r >= utf8.RuneSelf && d.native[0] <= r && r <= d.native[9]
}

// written gives a digit of another system as the settings, and else the habit of the language's newsrooms, want it.
func (d *digitsInspector) written(r rune) string {
	value, _ := lang.DigitValue(r)
	if d.style == "ascii" || d.hindi && d.style != "native" {
		return string(rune('0' + value))
	}
	return string(d.native[value])
}

// findForeign finds digits of another script; in addresses and code, those that the source has not.
func (d *digitsInspector) findForeign(p *pair, r *report) {
	t := &p.target
	var changes []change
	var told []string
	for i, c := range t.plain {
		if c < utf8.RuneSelf || kindOf(c)&anyDigit == 0 || d.isNative(c) || t.isGuarded(i, i+1) && strings.ContainsRune(p.source.raw, c) {
			continue
		}
		at := change{start: i, end: i + utf8.RuneLen(c), text: d.written(c)}
		changes = append(changes, at)
		told = append(told, fmt.Sprintf("%c (%U) for %s", c, c, at.text))
	}
	if len(changes) > 0 && !d.areQuoted(t, changes) {
		r.find("number.digit_arab", spots{target: t.places(changes)}, "digits of another script: %s", enumerate(told)).Repair = t.mend(changes, false)
	}
}

// areQuoted tells whether all of the digits are in foreign words.
func (d *digitsInspector) areQuoted(t *text, changes []change) bool {
	quoted := t.quotations()
	for _, c := range changes {
		if !isQuoted(quoted, c, false) {
			return false
		}
	}
	return true
}

// findMixed finds numbers in ASCII and in native digits at once.
func (d *digitsInspector) findMixed(t *text, r *report) {
	if t.kinds&asciiDigit == 0 || t.kinds&nativeDigit == 0 {
		return
	}
	for i := 0; i < len(t.plain); {
		end, ascii, native := d.numberAt(t.plain, i)
		if end == i {
			_, size := utf8.DecodeRuneInString(t.plain[i:])
			i += size
			continue
		}
		if ascii && native && !t.isGuarded(i, end) {
			r.find("number.digit_mix", spots{target: one(t.spot(i, end))}, "“%s” has digits of two systems", t.plain[i:end])
		}
		i = end
	}
}

// numberAt gives the end of the number that begins at a byte, and the systems of its digits.
func (d *digitsInspector) numberAt(s string, i int) (end int, ascii, native bool) {
	end = i
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case '0' <= r && r <= '9':
			ascii = true
		case d.isNative(r):
			native = true
		case end > 0 && end == i && (r == '.' || r == ',' || r == '٫' || r == '٬'):
			i += size
			continue
		default:
			return end, ascii, native
		}
		i += size
		end = i
	}
	return end, ascii, native
}

func (d *digitsInspector) findDevanagari(t *text, r *report) {
	var changes []change
	for i, c := range t.plain {
		if d.isNative(c) && !t.isGuarded(i, i+1) {
			value, _ := lang.DigitValue(c)
			changes = append(changes, change{start: i, end: i + utf8.RuneLen(c), text: string(rune('0' + value)), told: d.style != "ascii"})
		}
	}
	if len(changes) > 0 {
		first := changes[0].start
		end, _, _ := d.numberAt(t.plain, first)
		r.find("hi.digits", spots{target: t.places(changes)}, "“%s” has Devanagari digits", t.plain[first:end]).Repair = t.mend(changes, false)
	}
}

// findStyle finds digits that are not those of the settings.
func (d *digitsInspector) findStyle(t *text, r *report) {
	var changes []change
	for i, c := range t.plain {
		ascii := '0' <= c && c <= '9'
		if d.style == "native" && !ascii || d.style == "ascii" && !d.isNative(c) || d.native[0] == '0' {
			continue
		}
		if t.isGuarded(i, i+1) || isBesideLatin(t.plain, i) {
			continue
		}
		changes = append(changes, change{start: i, end: i + utf8.RuneLen(c), text: d.written(c)})
	}
	if len(changes) > 0 {
		r.find("number.digit_style", spots{target: t.places(changes)}, "digits that the settings do not ask for (%s)%s", d.style, repeated(len(changes))).Repair = t.mend(changes, false)
	}
}

// longestCode is how many bytes a name such as COVID-19 or F-16 has at most before and after a digit of it.
const longestCode = 40

// isBesideLatin tells a digit of such a name: Latin letters, digits and hyphens without white space.
func isBesideLatin(s string, i int) bool {
	for at := i; at > 0 && i-at < longestCode; {
		r, size := utf8.DecodeLastRuneInString(s[:at])
		if kindOf(r)&latin != 0 {
			return true
		}
		if !isOfCode(r) {
			break
		}
		at -= size
	}
	for at, r := range s[i:] {
		if kindOf(r)&latin != 0 {
			return true
		}
		if !isOfCode(r) || at > longestCode {
			break
		}
	}
	return false
}

func isOfCode(r rune) bool {
	return kindOf(r)&anyDigit != 0 || isDash(r) || strings.ContainsRune("./_", r)
}

// survey tells once of a document that has ASCII digits in some segments and native ones in others.
func (d *digitsInspector) survey(doc *document, r *report) {
	if d.style != "" || d.hindi || d.native[0] == '0' {
		return
	}
	ascii, native := 0, 0
	for _, p := range doc.pairs {
		t := &p.target
		if t.kinds&nativeDigit != 0 {
			native++
		}
		if t.kinds&asciiDigit != 0 && hasFreeDigit(t) {
			ascii++
		}
	}
	if ascii > 0 && native > 0 {
		r.find("number.digit_mix", spots{}, "the digits 0–9 stand in %s, %c–%c in %d", counted(ascii, "segment"), d.native[0], d.native[9], native).Severity = "info"
	}
}

// hasFreeDigit tells whether an ASCII digit stands apart from Latin letters and addresses.
func hasFreeDigit(t *text) bool {
	for i := range len(t.plain) {
		if b := t.plain[i]; '0' <= b && b <= '9' && !isBesideLatin(t.plain, i) && !t.isGuarded(i, i+1) {
			return true
		}
	}
	return false
}
