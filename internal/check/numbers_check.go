package check

import (
	"slices"
	"strings"
	"sync"

	"tarjuma/internal/news"
)

// numbers compares what two texts say in numbers, by value.
func numbers() check {
	return check{
		rules: []Rule{
			{ID: "number.changed", Severity: news.Error, Catches: "A number of the source is another number in the translation.",
				Example: "“7.6 million” → “۶٫۷ میلیون”"},
			{ID: "number.missing", Severity: news.Error, Catches: "A number of the source is not in the translation, in digits or in words.",
				Example: "“All 14 miners were rescued.” → “همه معدنچیان نجات یافتند.”"},
			{ID: "number.extra", Severity: news.Warning, Catches: "A number of the translation is not in the source.",
				Example: "“The miners were rescued.” → “۱۴ معدنچی نجات یافتند.”"},
			{ID: "number.unit", Severity: news.Warning, Catches: "A number lost its unit, or has another one: a currency, percent, a measure.",
				Example: "“$40” → “۴۰ یورو”"},
			{ID: "number.separator", Severity: news.Warning, Safe: true,
				Catches: "The Arabic decimal sign ٫ parts thousands, so that the number is a thousandth of what is meant.", Example: "“1,250” → “۱٫۲۵۰” instead of “۱٬۲۵۰”"},
			{ID: "number.unverified", Severity: news.Info, Catches: "A program cannot tell whether the translation says the same amount.",
				Example: "“two of them” → “आधे”"},
		},
		prepare: func(m *materials) inspector {
			from, to := newCounting(m.from), newCounting(m.to)
			return &numbersInspector{pool: sync.Pool{New: func() any { return &comparison{newFigures(from), newFigures(to)} }}}
		},
	}
}

// comparison is a pair of texts while their numbers are compared.
type comparison struct{ source, target *figures }

type numbersInspector struct{ pool sync.Pool }

func (n *numbersInspector) inspect(p *pair, r *report) {
	c := n.pool.Get().(*comparison)
	defer n.pool.Put(c)
	c.source.take(&p.source)
	c.target.take(&p.target)
	if len(c.source.list)+len(c.target.list) == 0 {
		return
	}
	match(c.source, c.target)
	c.tellOpen(r)
	c.tellSeparators(r)
	c.tellUnits(r)
}

func (c *comparison) spots(s, t *figure) spots {
	var where spots
	if s != nil {
		where.source = one(c.source.of.spot(s.start, s.end))
	}
	if t != nil {
		where.target = one(c.target.of.spot(t.start, t.end))
	}
	return where
}

// tellOpen tells of numbers without a partner.
func (c *comparison) tellOpen(r *report) {
	o := openFigures(c.source, c.target)
	if len(o.missing)+len(o.added) == 0 {
		return
	}
	o.excuse(func(s, t *figure, how string) {
		r.find("number.unverified", c.spots(s, t), "“%s” is “%s” here: is it the same in %s?", c.source.words(*s), c.target.words(*t), how)
	})
	for s, t := o.likeliest(); s != nil; s, t = o.likeliest() {
		c.tellChanged(s, t, r)
		o.drop(s, t)
	}
	for _, s := range o.missing {
		c.tellMissing(s, &o, r)
	}
	for _, t := range o.added {
		c.tellAdded(t, &o, r)
	}
}

// tellChanged is sure of digits alone: number words are parts of idioms and of other words.
func (c *comparison) tellChanged(s, t *figure, r *report) {
	f := r.find("number.changed", c.spots(s, t), "“%s” of the source is “%s” in the translation", c.source.words(*s), c.target.words(*t))
	if !s.digits || !t.digits || s.code != t.code || c.target.shares(s) {
		f.Severity = news.Warning
	}
}

// tellMissing is sure of numbers in two digits and more: a small one may be said in many ways, and small number words in a
// word that no list has (both, twin, a pair).
func (c *comparison) tellMissing(s *figure, o *open, r *report) {
	words := c.source.words(*s)
	switch {
	case o.vague > 0 && !s.code && below(s.values[0], 100):
		r.find("number.unverified", c.spots(s, nil), "is “%s” what the translation says in words?", words)
	case !s.digits && small(s):
		r.find("number.unverified", c.spots(s, nil), "the translation has no number for “%s”", words)
	default:
		f := r.find("number.missing", c.spots(s, nil), "the translation does not say “%s”", words)
		if !s.digits || s.code || small(s) || c.target.shares(s) {
			f.Severity = news.Warning
		}
	}
}

func (c *comparison) tellAdded(t *figure, o *open, r *report) {
	words := c.target.words(*t)
	switch {
	case !t.digits && small(t):
	case !t.digits:
		r.find("number.unverified", c.spots(nil, t), "the source has no number for “%s”", words)
	default:
		f := r.find("number.extra", c.spots(nil, t), "“%s” is not in the source", words)
		if o.doubtful > 0 {
			f.Severity = news.Info
		}
	}
}

// small tells numbers that are said in many ways.
func small(g *figure) bool {
	return !g.code && len(g.values) > 0 && below(g.values[0], 10) && !strings.Contains(g.values[0], ".")
}

// tellSeparators tells of thousands parted by the decimal sign.
func (c *comparison) tellSeparators(r *report) {
	if c.target.of.kinds&arabic == 0 {
		return
	}
	for i := range c.target.list {
		t := &c.target.list[i]
		words := c.target.words(*t)
		if t.partner == noPartner || len(t.values) < 2 || !strings.ContainsRune(words, '٫') {
			continue
		}
		s := &c.source.list[t.partner]
		if slices.Contains(s.values, t.values[1]) || !slices.Contains(s.values, t.values[0]) {
			continue
		}
		right := strings.ReplaceAll(words, "٫", "٬")
		f := r.find("number.separator", c.spots(s, t), "“%s” means %s: thousands are parted by “٬” (U+066C), “٫” (U+066B) is the decimal sign", words, t.values[1])
		f.Repair = &news.Edit{Spot: c.target.of.spot(t.start, t.end), Text: right}
	}
}
