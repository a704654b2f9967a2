package check

import (
	"strings"
	"unicode"

	"tarjuma/internal/lang"
)

// longestChain is how many groups of digits are looked at together: sixteen groups of three are more than any number in
// the news has, and an endless list of numbers cannot make the reader slow.
const longestChain = 16

// chain is digits with one separator between each two groups, as they stand in a text: 12,34,567.89.
type chain struct {
	groups     []string // in ASCII digits
	from, to   []int    // the chars of each group
	separators []rune
}

// chainAt reads the digits that begin at i, and what may belong to the same number. What it gives is good until it is called again.
func (l *lexer) chainAt(i int) chain {
	c := &l.chain
	c.groups, c.from, c.to, c.separators = c.groups[:0], c.from[:0], c.to[:0], c.separators[:0]
	for {
		digits, end := l.digitsAt(i)
		c.groups, c.from, c.to = append(c.groups, digits), append(c.from, i), append(c.to, end)
		if len(c.groups) == longestChain || end+1 >= len(l.chars) || !c.continues(l, end) {
			return *c
		}
		c.separators = append(c.separators, l.chars[end].r)
		i = end + 1
	}
}

// digitsAt gives the run of digits at i in ASCII, and its end.
func (l *lexer) digitsAt(i int) (string, int) {
	l.key = l.key[:0]
	for i < len(l.chars) && isDigit(l.chars[i].r) {
		value, _ := lang.DigitValue(l.chars[i].r)
		l.key = append(l.key, '0'+byte(value))
		i++
	}
	return string(l.key), i
}

// continues tells whether the char at end is a separator inside one number. A space or an apostrophe is one only before
// exactly three digits: "2019 200 people" and 5'10 are two numbers each.
func (c chain) continues(l *lexer, end int) bool {
	separator := l.chars[end].r
	if !isDigit(l.chars[end+1].r) {
		return false
	}
	switch {
	case isDecimalSign(separator), separator == '٬':
		return true
	case isPlainSpace(separator), isGroupSpace(separator), isApostrophe(separator):
		digits, _ := l.digitsAt(end + 1)
		return len(digits) == 3 && len(c.groups[0]) <= 3 && allAre(c.separators, separator)
	}
	return false
}

// isDecimalSign tells the marks that stand for a decimal sign in one text and part thousands in another. The Arabic comma
// and the Arabic decimal sign are both met in both senses.
func isDecimalSign(r rune) bool { return r == '.' || r == ',' || r == '،' || r == '٫' }

func allAre(separators []rune, r rune) bool {
	for _, s := range separators {
		if s != r {
			return false
		}
	}
	return true
}

// readings gives every value that the whole chain can have as one number; none where it cannot be one.
func (c chain) readings(decimal rune) []string {
	last := len(c.groups) - 1
	switch {
	case last == 0:
		return []string{canonical(c.groups[0], "")}
	case last == 1:
		return c.lone(decimal)
	case allAre(c.separators, c.separators[0]):
		if grouped(c.groups) {
			return []string{canonical(strings.Join(c.groups, ""), "")}
		}
	case isDecimalSign(c.separators[last-1]) && allAre(c.separators[:last-1], c.separators[0]) && grouped(c.groups[:last]):
		return []string{canonical(strings.Join(c.groups[:last], ""), c.groups[last])}
	}
	return nil
}

// lone reads two groups with one separator. Three digits after it may be thousands or decimals: then both are readings,
// but for three zeros, which nobody writes as decimals, and where the decimal sign is known.
func (c chain) lone(decimal rune) []string {
	separator, whole := c.separators[0], []string(nil)
	if grouped(c.groups) {
		whole = []string{canonical(c.groups[0]+c.groups[1], "")}
	}
	switch {
	case isPlainSpace(separator):
		return nil // 12 300 may be two numbers: see besideSpace
	case isGroupSpace(separator), isApostrophe(separator):
		return whole
	case whole != nil && (separator == '٬' || separator == ',' && decimal == '.' || c.groups[1] == "000" && separator != decimal):
		return whole
	case separator == decimal && c.groups[1] != "000":
		whole = nil
	}
	return append(whole, canonical(c.groups[0], c.groups[1]))
}

// grouped tells whether groups of digits are parted as thousands (1,234,567) or in the Indian way (12,34,567).
func grouped(groups []string) bool {
	first, last := groups[0], len(groups)-1
	if first[0] == '0' || len(first) > 3 || len(groups[last]) != 3 {
		return false
	}
	western, indian := true, len(first) <= 2
	for _, g := range groups[1:last] {
		western = western && len(g) == 3
		indian = indian && len(g) == 2
	}
	return western || indian
}

// numeralsAt reads the digits at i: one numeral, or one for each group where the chain cannot be one number (a date, a
// list, an address).
func (l *lexer) numeralsAt(i int) []piece {
	c := l.chainAt(i)
	if values := c.readings(l.decimal); values != nil {
		numeral := piece{kind: numeral, from: i, to: c.to[len(c.to)-1], values: values}
		if len(c.groups) == 1 {
			numeral.plain = c.groups[0]
		}
		if len(c.groups) == 1 && l.followsLonePoint(i) {
			numeral.values = append(numeral.values, canonical("0", c.groups[0]))
		}
		return []piece{numeral}
	}
	var numerals []piece
	for k, digits := range c.groups {
		numerals = append(numerals, piece{
			kind: numeral, from: c.from[k], to: c.to[k], values: []string{canonical(digits, "")}, plain: digits,
		})
	}
	return numerals
}

// followsLonePoint tells the digits of .08: a point before them, and nothing before that.
func (l *lexer) followsLonePoint(i int) bool {
	return i > 0 && l.chars[i-1].r == '.' && (i == 1 || unicode.IsSpace(l.chars[i-2].r))
}
