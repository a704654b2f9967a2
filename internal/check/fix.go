package check

import (
	"slices"
	"strings"

	"tarjuma/internal/news"
)

// mostPasses bounds how often a text is looked at anew after it was mended: one edit may make room for the next.
const mostPasses = 8

// Fix makes the edits of a unit's target that its findings say are safe, and lists them in order: each with the rule, and
// the words around it before and after. What is mended once is not mended again: Fix of what it gives changes nothing.
func (c *Checker) Fix(u Unit) (target string, fixes []news.Fix) {
	fixes = []news.Fix{}
	for range mostPasses {
		edits := c.edits(u)
		if len(edits) == 0 {
			break
		}
		u.Target, fixes = apply(u.Target, edits, fixes)
	}
	return u.Target, fixes
}

// edits gives the edits of a unit's findings that do not touch one another, in order.
func (c *Checker) edits(u Unit) []news.Finding {
	found := c.Check(Text{Units: []Unit{u}, Alone: true})
	found = slices.DeleteFunc(found, func(f news.Finding) bool { return f.Repair == nil })
	slices.SortStableFunc(found, func(a, b news.Finding) int { return a.Repair.Start - b.Repair.Start })
	end := -1
	return slices.DeleteFunc(found, func(f news.Finding) bool {
		if f.Repair.Start < end {
			return true
		}
		end = max(f.Repair.End, f.Repair.Start+1)
		return false
	})
}

// apply makes edits that do not touch one another, and adds them to the fixes.
func apply(target string, edits []news.Finding, fixes []news.Fix) (string, []news.Fix) {
	var mended strings.Builder
	at := 0
	for _, f := range edits {
		e := f.Repair
		mended.WriteString(target[at:e.Start])
		mended.WriteString(e.Text)
		fixes = append(fixes, news.Fix{Check: f.Check, Before: target[e.Start:e.End], After: e.Text})
		at = e.End
	}
	mended.WriteString(target[at:])
	return mended.String(), fixes
}
