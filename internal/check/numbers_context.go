package check

import "slices"

// Two amounts that stand close together give each other readings: "two or three million" is two million or three, and
// "2 crore 30 lakh" is one number.

// shareScales gives an amount without a scale that of the next one, where at most one word stands between them.
func (r *reader) shareScales() {
	for i := len(r.amounts) - 2; i >= 0; i-- {
		a, b := &r.amounts[i], r.amounts[i+1]
		if a.scale > 0 || b.scale == 0 || a.code || !r.near(*a, b) {
			continue
		}
		a.values = append(a.values, each(a.values, func(v string) string { return times(v, b.scale) })...)
		a.scale = b.scale
	}
}

// near tells whether only a dash or one word stands between two amounts.
func (r *reader) near(a, b amount) bool {
	switch b.first - a.last {
	case 0:
		return slices.ContainsFunc(r.chars[a.to:b.from], func(c char) bool { return isDash(c.r) })
	case 1:
		return r.joined(b.first) && r.joined(b.first-1)
	}
	return false
}

// longestJoin and mostSums bound the work on a text that strings numbers together without end.
const (
	longestJoin = 4
	mostSums    = 16
)

// joinAmounts gives amounts that follow each other as parts of one number the reading of their sum: 2 thousand (and) 500.
func (r *reader) joinAmounts() {
	own := make([][]string, len(r.amounts))
	for i, a := range r.amounts {
		own[i] = a.values
	}
	for i := range r.amounts {
		sums := own[i]
		for k := i + 1; k < len(r.amounts) && k < i+longestJoin; k++ {
			if sums = r.sums(sums, own[k], r.amounts[k-1], r.amounts[k]); len(sums) == 0 {
				break
			}
			for member := i; member <= k; member++ {
				r.amounts[member].values = append(slices.Clip(r.amounts[member].values), sums...)
			}
		}
	}
}

// sums adds the readings of b, which must follow a, to those of what ends with a.
func (r *reader) sums(so, more []string, a, b amount) []string {
	if a.room == 0 || b.code || !r.follows(a, b) {
		return nil
	}
	var sums []string
	for _, v := range so {
		for _, w := range more {
			if below(w, a.room) && len(sums) < mostSums {
				sums = append(sums, plus(v, w))
			}
		}
	}
	return sums
}

// follows tells whether b comes right after a, or after a connector.
func (r *reader) follows(a, b amount) bool {
	switch b.first - a.last {
	case 0:
		return r.joined(b.first)
	case 1:
		return r.joined(b.first) && r.joined(b.first-1) && r.items[b.first-1].known && r.items[b.first-1].connector
	}
	return false
}
