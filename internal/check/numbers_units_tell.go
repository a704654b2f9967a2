package check

import "tarjuma/internal/news"

// tellUnits tells of units that a number lost, or changed for another.
func (c *comparison) tellUnits(r *report) {
	var have []ownedUnit
	read := false
	for i := range c.source.list {
		s := &c.source.list[i]
		if s.partner == noPartner {
			continue
		}
		unit := c.source.unit(s)
		if unit == "" {
			continue
		}
		if !read {
			have, read = c.ownedUnits(), true
		}
		c.tellUnit(s, unit, have, r)
	}
}

func (c *comparison) tellUnit(s *figure, unit string, have []ownedUnit, r *report) {
	var other *ownedUnit
	for i, u := range have {
		switch {
		case u.unit == unit && (u.owner == noPartner || c.target.linked(s.partner, u.owner)):
			return
		case u.unit != unit && u.owner == s.partner && kindOfUnit(u.unit) == kindOfUnit(unit):
			other = &have[i]
		}
	}
	t := &c.target.list[s.partner]
	where := c.spots(s, t)
	if other == nil {
		r.find("number.unit", where, "“%s” has lost its unit, %s, in the translation", c.source.words(*s), unit)
		return
	}
	where.target = append(where.target, c.target.of.spot(other.start, other.end))
	f := r.find("number.unit", where, "the unit of “%s” is %s in the source, and %s (“%s”) in the translation",
		c.source.words(*s), unit, other.unit, c.target.of.plain[other.start:other.end])
	f.Severity = news.Error
}

// ownedUnit is a unit of the target and the figure that it stands nearest to; noPartner where none is near.
type ownedUnit struct {
	unitSpot
	owner int
}

// farthestUnit is how many bytes may stand between a number and its unit: "5 million US dollars".
const farthestUnit = 40

// ownedUnits lists the units of the target, each with the number that it is of.
func (c *comparison) ownedUnits() []ownedUnit {
	var owned []ownedUnit
	for _, u := range c.target.unitSpots(c.source.counting) {
		o, nearest := ownedUnit{u, noPartner}, farthestUnit+1
		for i, g := range c.target.list {
			if away := max(u.start-g.end, g.start-u.end, 0); away < nearest && !g.quiet {
				o.owner, nearest = i, away
			}
		}
		owned = append(owned, o)
	}
	return owned
}

// farthestLink is how many bytes may stand between numbers that share a unit: "12 to 14 percent", from … to in any script.
const farthestLink = 20

// linked tells whether two figures are one, or stand in a list or range.
func (f *figures) linked(i, k int) bool {
	for j := min(i, k); j < max(i, k); j++ {
		if f.list[j+1].start-f.list[j].end > farthestLink {
			return false
		}
	}
	return true
}
