package translate

import "strings"

// partWords is about how long a part is: of its length depends how long an answer takes, since all parts are asked
// at once, and how much is asked again when an answer is refused or cut. Each part carries the prompt, too: with parts of
// this length a long article costs at most three times its own tokens (go run ./internal/tools/speed).
const partWords = 620

// partsOf cuts units into parts, each of which is one request to begin with. It depends on nothing but the units.
// Parts are runs of the article of about equal length; units that begin like another of their run, which an anchor
// could not tell from it, are taken out and follow in parts of their own.
func partsOf(units []*unit) [][]*unit {
	var parts, apart [][]*unit
	var out []*unit
	for _, run := range runsOf(units) {
		var part []*unit
		for _, u := range run {
			if alikeAny(part, u) {
				out = append(out, u)
			} else {
				part = append(part, u)
			}
		}
		parts = append(parts, part)
	}
	tried := map[string]int{} // the parts that are known to have no place for a beginning
	for _, u := range out {
		at := tried[u.begin]
		for at < len(apart) && (wordsOf(apart[at])+u.words > partWords || alikeAny(apart[at], u)) {
			at++
		}
		if at == len(apart) {
			apart = append(apart, nil)
		}
		apart[at] = append(apart[at], u)
		tried[u.begin] = at + 1
	}
	return append(parts, apart...)
}

// runsOf cuts units into as few runs of at most about partWords words as there can be, about equal in length: a unit
// belongs to the run in whose share of the words its middle lies.
func runsOf(units []*unit) [][]*unit {
	total := wordsOf(units)
	count := pieces(total, partWords)
	var runs [][]*unit
	before, last := 0, -1
	for _, u := range units {
		at := (2*before + u.words) * count / (2*total + 1)
		if at != last {
			runs = append(runs, nil)
			last = at
		}
		runs[len(runs)-1] = append(runs[len(runs)-1], u)
		before += u.words
	}
	return runs
}

func wordsOf(units []*unit) int {
	words := 0
	for _, u := range units {
		words += u.words
	}
	return words
}

// alike says whether an anchor made from one unit could pass for the other's: one begins with what the other must.
func alike(a, b *unit) bool {
	return strings.HasPrefix(a.begin, b.begin) || strings.HasPrefix(b.begin, a.begin)
}

func alikeAny(units []*unit, u *unit) bool {
	for _, other := range units {
		if alike(other, u) {
			return true
		}
	}
	return false
}
