package translate

import "slices"

// item is a unit on its way down the ladder: what was asked, what came back, what is wrong with it. One goroutine at a
// time has it.
type item struct {
	unit *unit

	done   bool   // target is its translation
	target string // only when done

	previous string   // the last answer, when it was at fault
	problems []string // what was wrong with it
	keys     []string // of the requests of this walk that asked for it
	closed   bool     // it is not asked for again in this walk

	fault   string // why there is no translation so far
	refused bool   // the last reply was a refusal; after the last rung it is final
	final   bool   // it is never asked for, for its fault
	asked   int    // how often the model was asked for it, over all walks
}

// begin makes an item ready for a new walk. What was wrong before is no part of it: a walk is like the first, but for
// its round.
func (it *item) begin() {
	it.previous, it.problems, it.keys, it.closed = "", nil, nil, false
}

// take lets an item know what came back for it.
func (it *item) take(v verdict) {
	it.refused = false
	if len(v.problems) == 0 {
		*it = item{unit: it.unit, done: true, target: v.text, asked: it.asked}
		return
	}
	it.previous, it.problems = v.text, v.problems
	it.fault = sentence(v.problems)
}

// mark lets an item know why nothing came back for it. Previous and problems stay: they are those of the last answer.
func (it *item) mark(fault string, refused bool) {
	it.fault, it.refused = fault, refused
}

// unfinished gives those of all items that the next round is to walk: the ones without a translation, but for the segments that
// were refused or are too long. That is final, and so is that of a group for the others of its segment.
func unfinished(items []*item) []*item {
	final := map[int]bool{}
	for _, it := range items {
		if it.refused || it.final {
			final[it.unit.segment] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(items), func(it *item) bool { return it.done || final[it.unit.segment] })
}

// openOf gives the items that are still to be asked for in this walk.
func openOf(items []*item) []*item {
	var open []*item
	for _, it := range items {
		if !it.done && !it.closed {
			open = append(open, it)
		}
	}
	return open
}

func unitsIn(items []*item) []*unit {
	units := make([]*unit, len(items))
	for i, it := range items {
		units[i] = it.unit
	}
	return units
}
