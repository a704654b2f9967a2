package check

import "strconv"

// pairs gives two numerals that stand close together the readings they have only together: clock times, ranges of years,
// decimals with a slash, thousands with a space.
func (l *lexer) pairs() {
	last := 0 // of those that stay
	for i := 1; i < len(l.pieces); i++ {
		if a, b := &l.pieces[last], &l.pieces[i]; l.oneCharApart(a, b) && l.pair(a, b) {
			continue
		}
		if last++; last < i {
			l.pieces[last] = l.pieces[i]
		}
	}
	l.pieces = l.pieces[:min(last+1, len(l.pieces))]
}

// oneCharApart tells two plain numerals with a single char between them.
func (l *lexer) oneCharApart(a, b *piece) bool {
	return a.kind == numeral && b.kind == numeral && b.from == a.to+1 && a.plain != "" && b.plain != ""
}

// pair adds to the readings of a and b; swallowed means that a now stands for both.
func (l *lexer) pair(a, b *piece) (swallowed bool) {
	switch between := l.chars[a.to].r; {
	case between == ':':
		return clock(a, b)
	case between == '/':
		shortYear(a, b)
		both(a, b, canonical(a.plain, b.plain)) // Persian typists write 2/5 for 2.5
	case isDash(between):
		shortYear(a, b)
	case isPlainSpace(between) && len(a.plain) <= 3 && a.plain[0] != '0' && len(b.plain) == 3:
		both(a, b, canonical(a.plain+b.plain, ""))
	}
	return false
}

func both(a, b *piece, value string) {
	a.values, b.values = append(a.values, value), append(b.values, value)
}

// shortYear reads the second year of 2019-20 and 1995/6.
func shortYear(a, b *piece) {
	if missing := len(a.plain) - len(b.plain); len(a.plain) == 4 && missing >= 2 && missing <= 3 {
		b.values = append(b.values, canonical(a.plain[:missing]+b.plain, ""))
	}
}

// clock reads 4:40, which others write 4.40 or 16:40. Full hours are said without minutes too.
func clock(a, b *piece) (swallowed bool) {
	hour, err := strconv.Atoi(a.plain)
	if err != nil || len(a.plain) > 2 || hour > 24 || len(b.plain) != 2 || b.plain > "59" {
		return false
	}
	other := hour + 12
	if hour > 12 {
		other = hour - 12
	}
	if b.plain == "00" {
		a.values, a.to, a.plain = append(a.values, strconv.Itoa(other)), b.to, ""
		return true
	}
	both(a, b, canonical(a.plain, b.plain))
	both(a, b, canonical(strconv.Itoa(other), b.plain))
	if b.plain == "30" {
		both(a, b, canonical(a.plain, "5")) // half past
	}
	return false
}
