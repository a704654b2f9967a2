package check

import (
	"slices"
	"strconv"
)

// open is what remains of two texts' figures when those that say the same have been found.
type open struct {
	source, target *figures
	missing, added []*figure
	vague          int // amounts of the target that are not one number, more than the source has
	doubtful       int // amounts of the source that the target need not say in a number
}

// openFigures lists what has no partner and no good reason for it.
func openFigures(source, target *figures) open {
	o := open{source: source, target: target}
	for i := range source.list {
		g := &source.list[i]
		if !g.isOpen() {
			continue
		}
		if g.unsure || !g.digits {
			o.doubtful++
		}
		if !g.unsure {
			o.missing = append(o.missing, g)
		}
	}
	for i := range target.list {
		switch g := &target.list[i]; {
		case !g.isOpen():
		case len(g.values) == 0:
			o.vague++
		case !g.unsure:
			o.added = append(o.added, g)
		}
	}
	o.missing = slices.DeleteFunc(o.missing, func(g *figure) bool { return target.hintsAt(g, source) })
	o.added = slices.DeleteFunc(o.added, func(g *figure) bool { return source.hintsAt(g, target) || !g.code && source.shares(g) })
	return o
}

// excuse takes out what was put into another calendar or another unit, and tells of it.
func (o *open) excuse(tell func(s, t *figure, how string)) {
	solar := len(o.source.dates) > 0 && o.target.counting.dates.hasSolar(o.target.of)
	for _, s := range slices.Clone(o.missing) {
		for _, t := range o.added {
			how := ""
			switch {
			case otherYear(s, t), solar && isDay(s) && isDay(t):
				how = "another calendar"
			case converted(o.source.unit(s), o.target.unit(t), s, t):
				how = "another unit"
			default:
				continue
			}
			tell(s, t, how)
			o.drop(s, t)
			break
		}
	}
	o.added = slices.DeleteFunc(o.added, func(t *figure) bool {
		return slices.ContainsFunc(o.source.list, func(s figure) bool {
			return otherYear(&s, t) || converted(o.source.unit(&s), o.target.unit(t), &s, t)
		})
	})
}

func (o *open) drop(s, t *figure) {
	o.missing = slices.DeleteFunc(o.missing, func(g *figure) bool { return g == s })
	o.added = slices.DeleteFunc(o.added, func(g *figure) bool { return g == t })
}

// otherYear tells years of two calendars: solar years are 621 or 622 behind, lunar ones of our time 578 to 580.
func otherYear(s, t *figure) bool {
	a, b := wholeNumber(s), wholeNumber(t)
	behind := a - b
	return 1900 <= a && a <= 2100 && 1300 <= b && b < 1500 && (behind == 621 || behind == 622 || 578 <= behind && behind <= 580)
}

func isDay(g *figure) bool { n := wholeNumber(g); return 1 <= n && n <= 31 }

// wholeNumber gives the value of a figure in digits, 0 where it is none or too long.
func wholeNumber(g *figure) int {
	if !g.digits || len(g.values) == 0 || len(g.values[0]) > 9 {
		return 0
	}
	n, err := strconv.Atoi(g.values[0])
	if err != nil {
		return 0
	}
	return n
}

// likeliest gives the two open figures that most look like one that was changed; nil where one side has none.
func (o *open) likeliest() (s, t *figure) {
	best := -1
	for _, a := range o.missing {
		for _, b := range o.added {
			if score := likeness(a, b); score > best {
				s, t, best = a, b, score
			}
		}
	}
	return s, t
}

// likeness tells how much two figures look like one that was changed: written the same way, of the same magnitude, with
// digits in common.
func likeness(s, t *figure) int {
	score := 0
	if s.digits == t.digits {
		score += 20
	}
	if s.code == t.code {
		score += 20
	}
	if s.scale > 1 && s.scale == t.scale {
		score += 5
	}
	if len(s.values) == 0 || len(t.values) == 0 {
		return score
	}
	common, a, b := 0, s.values[0], t.values[0]
	for i := range min(len(a), len(b)) {
		if a[i] == b[i] {
			common++
		}
	}
	return score + 10*common/max(len(a), len(b))
}
