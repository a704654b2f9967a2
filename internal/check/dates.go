package check

import (
	"slices"

	"tarjuma/internal/news"
)

// dates finds days and dates that are another day or in another month.
func dates() check {
	return check{
		rules: []Rule{
			{ID: "date.month", Severity: news.Error, Catches: "A date of the source is in another month in the translation, or its month is lost.",
				Example: "“on 12 May” → “۱۲ مارچ”"},
			{ID: "date.weekday", Severity: news.Error, Catches: "A day of the week of the source is another one in the translation.",
				Example: "“on Tuesday” → “روز چهارشنبه”"},
		},
		prepare: func(m *materials) inspector {
			return &datesInspector{newCalendar(m.from), newCalendar(m.to)}
		},
	}
}

type datesInspector struct{ from, to *calendar }

func (d *datesInspector) inspect(p *pair, r *report) {
	if months := d.from.months.find(&p.source); len(months) > 0 {
		d.tellMonths(p, months, r)
	}
	if days := d.from.weekdays.find(&p.source); len(days) > 0 {
		target := d.to.weekdays.find(&p.target)
		for i, s := range days {
			if !holds(days[:i], s.value) && !holds(target, s.value) {
				tellOther("date.weekday", p, s, days, target, r)
			}
		}
	}
}

func (d *datesInspector) tellMonths(p *pair, source []mention, r *report) {
	target := d.to.months.find(&p.target)
	for i, s := range source {
		if !s.sure || holds(source[:i], s.value) || holds(target, s.value) ||
			tellOther("date.month", p, s, source, target, r) || d.saysElse(&p.target, s.value) {
			continue
		}
		word, where := p.source.plain[s.start:s.end], spots{source: one(p.source.spot(s.start, s.end))}
		if d.to.hasSolar(&p.target) {
			r.find("date.month", where, "“%s” is a month of the solar calendar here: is it the same day?", word).Severity = news.Info
		} else {
			r.find("date.month", where, "the translation does not say “%s”", word).Severity = news.Warning
		}
	}
}

// tellOther tells of a month or day that is another one in the target.
func tellOther(rule string, p *pair, s mention, source, target []mention, r *report) bool {
	k := slices.IndexFunc(target, func(t mention) bool { return t.sure && !holds(source, t.value) })
	if k < 0 {
		return false
	}
	t := target[k]
	where := spots{one(p.source.spot(s.start, s.end)), one(p.target.spot(t.start, t.end))}
	r.find(rule, where, "“%s” of the source is “%s” in the translation", p.source.plain[s.start:s.end], p.target.plain[t.start:t.end])
	return true
}

// saysElse tells whether a text has a month in digits, in Latin letters, or in a spelling that no list has.
func (d *datesInspector) saysElse(t *text, month int) bool {
	return datesInDigits(t, month) || slices.ContainsFunc(t.words, func(w token) bool {
		if w.kind&latin != 0 {
			return d.from.months.keys.get(w.key).value == month
		}
		return d.to.months.keys.get(w.key).value == 0 && slices.ContainsFunc(d.to.months.spellings[month], func(name string) bool { return misspelt(w.key, name) })
	})
}
