package check

// longestSuffix is the length of the longest unit or magnitude that is not a word of its own (3million).
const longestSuffix = 3

// suffix takes in the letters written against the digits of a numeral, and gives the end: 21st, 1990s, 5km, 3bn, 5G.
// Letters of other scripts are words of their own.
func (l *lexer) suffix(p *piece) int {
	if end := l.decade(p); end > 0 {
		return end
	}
	end := p.to
	for end < len(l.chars) && isLatin(l.chars[end].r) {
		end++
	}
	if end == p.to || end > p.to+longestSuffix {
		return p.to
	}
	letters, capital := l.fold(p.to, end), l.hasCapital(p.to, end)
	named := ""
	if p.plain != "" {
		named = p.plain + letters
	}
	switch n, alone := magnitude(letters); {
	case n > 0:
		p.factor = n
		scaled := each(p.values, func(v string) string { return times(v, n) })
		if alone {
			p.values = scaled
		} else {
			p.values = append(scaled, p.values...)
		}
	case capital && end == p.to+1 && named != "" && letters != "c" && letters != "f":
		p.kind, p.values = code, []string{named} // 5G, 4K, 3D
	case capital && named != "":
		p.values = append(p.values, named) // 10PM and 20°C, or a name such as 3M
	}
	p.to, p.plain = end, ""
	return end
}

// decade reads 1990s, '90s and 90's; 0 where there is none. Of two digits the century is not said.
func (l *lexer) decade(p *piece) int {
	end := p.to
	if end < len(l.chars) && isApostrophe(l.chars[end].r) {
		end++
	}
	if p.plain == "" || end >= len(l.chars) || l.chars[end].r != 's' || l.wordEnd(end) != end+1 {
		return 0
	}
	if n := len(p.plain); n == 2 && p.plain[1] == '0' {
		p.values = append(p.values, "19"+p.plain, "20"+p.plain)
	}
	p.to, p.plain = end+1, ""
	return p.to
}

// magnitude reads the letters that agencies put for a magnitude. Not alone: they may also be a unit (5m, 3t).
func magnitude(letters string) (n int64, alone bool) {
	switch letters {
	case "k":
		return 1e3, false
	case "m":
		return 1e6, false
	case "mn", "mln":
		return 1e6, true
	case "b":
		return 1e9, false
	case "bn":
		return 1e9, true
	case "t":
		return 1e12, false
	case "tn", "trn":
		return 1e12, true
	}
	return 0, false
}

// isCurrency tells the letters that are written against an amount of money. "No" is that of No1.
func isCurrency(letters string) bool {
	switch letters {
	case "rs", "re", "inr", "afn", "afs", "af", "pkr", "irr", "usd", "eur", "gbp", "aed", "no":
		return true
	}
	return false
}
