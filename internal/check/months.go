package check

import (
	"slices"
	"unicode/utf8"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// months finds dates that are in another month.
func months() check {
	return check{
		rules: []Rule{
			{ID: "date.month", Severity: news.Error, Catches: "A date of the source is in another month in the translation, or its month is lost.",
				Example: "“on 12 May” → “۱۲ مارچ”"},
		},
		prepare: func(m *materials) inspector {
			return &monthsInspector{newCalendar(m.from), newCalendar(m.to)}
		},
	}
}

type monthsInspector struct{ from, to *calendar }

func (m *monthsInspector) inspect(p *pair, r *report) {
	source := m.from.gregorian(&p.source)
	if len(source) == 0 {
		return
	}
	target := m.to.gregorian(&p.target)
	for i, s := range source {
		if !s.sure || holdsMonth(source[:i], s.month) || holdsMonth(target, s.month) || m.saysElse(&p.target, s.month) {
			continue
		}
		word := p.source.plain[s.start:s.end]
		where := spots{source: one(p.source.spot(s.start, s.end))}
		k := slices.IndexFunc(target, func(t mention) bool { return t.sure && !holdsMonth(source, t.month) })
		switch {
		case k >= 0:
			t := target[k]
			where.target = one(p.target.spot(t.start, t.end))
			r.find("date.month", where, "“%s” of the source is “%s” in the translation", word, p.target.plain[t.start:t.end])
		case m.to.hasSolar(&p.target):
			r.find("date.month", where, "“%s” is a month of the solar calendar here: is it the same day?", word).Severity = news.Info
		default:
			r.find("date.month", where, "the translation does not say “%s”", word).Severity = news.Warning
		}
	}
}

// saysElse tells whether a text has a month in digits, in Latin letters, or in a spelling that no list has.
func (m *monthsInspector) saysElse(t *text, month int) bool {
	return datesInDigits(t, month) || slices.ContainsFunc(t.words, func(w token) bool {
		if w.kind&latin != 0 {
			return m.from.months[w.key] == month
		}
		return m.to.months[w.key] == 0 && slices.ContainsFunc(m.to.spellings[month-1], func(name string) bool { return misspelt(w.key, name) })
	})
}

// misspelt tells a word in which one letter is another than in a name, missing or added; two of six letters and more.
func misspelt(word, name string) bool {
	length, letters := utf8.RuneCountInString(name), utf8.RuneCountInString(word)
	allowed := 0
	switch {
	case length >= 6:
		allowed = 2
	case length >= 4:
		allowed = 1
	}
	if allowed == 0 || letters < length-allowed || letters > length+allowed {
		return false
	}
	return distance([]rune(word), []rune(name)) <= allowed
}

// distance is Levenshtein's: how many letters must be changed, put in or taken out.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for k := range row {
		row[k] = k
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for k := range b {
			cost := 1
			if a[i] == b[k] {
				cost = 0
			}
			diagonal, row[k+1] = row[k+1], min(row[k]+1, row[k+1]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}

// calendar is the names of months of a language, as keys of tokens. Those that are other words too are months beside digits.
type calendar struct {
	months, solar map[string]int // 1 to 12
	spellings     [12][]string   // the keys of months, in order
	ambiguous     map[string]bool
	capitals      bool
}

func newCalendar(l *lang.Language) *calendar {
	c := &calendar{months: map[string]int{}, solar: map[string]int{}, ambiguous: map[string]bool{}, capitals: l.Script == "Latn"}
	put := func(names [][]string, months map[string]int) {
		for i, spellings := range names {
			for _, name := range spellings {
				for _, key := range tokenKeys(name, l) {
					months[key] = i + 1
				}
			}
		}
	}
	put(l.Months.Gregorian, c.months)
	put(l.Months.Solar, c.solar)
	for key, month := range c.months {
		c.spellings[month-1] = append(c.spellings[month-1], key)
	}
	for _, name := range l.Months.Ambiguous {
		for _, key := range tokenKeys(name, l) {
			c.ambiguous[key] = true
		}
	}
	return c
}

// mention is a month in a text. One that is not sure may be another word.
type mention struct {
	month, start, end int
	sure              bool
}

func holdsMonth(mentions []mention, month int) bool {
	return slices.ContainsFunc(mentions, func(m mention) bool { return m.month == month })
}

// gregorian lists the months of a text, from January.
func (c *calendar) gregorian(t *text) []mention {
	var mentions []mention
	for _, w := range t.words {
		if month := c.months[w.key]; month > 0 && (!c.capitals || w.kind&capital != 0) {
			mentions = append(mentions, mention{month, w.start, w.end, !c.ambiguous[w.key] || besideDigits(t, w)})
		}
	}
	return mentions
}

// hasSolar tells whether a text has a month of the solar calendar. Their names are words of every day, and months only in a
// date.
func (c *calendar) hasSolar(t *text) bool {
	return len(c.solar) > 0 && slices.ContainsFunc(t.words, func(w token) bool { return c.solar[w.key] > 0 && besideDigits(t, w) })
}

// farthestDay is how many bytes may stand between a month and its day or year: a space, or a short word.
const farthestDay = 8

func besideDigits(t *text, w token) bool {
	around := [...]string{t.plain[max(0, w.start-farthestDay):w.start], t.plain[w.end:min(len(t.plain), w.end+farthestDay)]}
	for _, near := range around {
		for _, r := range near {
			if isDigit(r) {
				return true
			}
		}
	}
	return false
}

// datesInDigits tells whether a text has the number of a month in a date such as 12/05/2021.
func datesInDigits(t *text, month int) bool {
	value, digits, parted := 0, 0, false
	for _, r := range t.plain {
		switch d, digit := lang.DigitValue(r); {
		case digit && digits < 4:
			value, digits = 10*value+d, digits+1
			continue
		case digit:
			continue
		}
		if parts := r == '/' || r == '-' || r == '.'; digits > 0 && digits <= 2 && value == month && (parts || parted) {
			return true
		} else {
			value, digits, parted = 0, 0, parts && digits > 0
		}
	}
	return digits > 0 && parted && value == month
}
