package translate

import (
	"context"
	"slices"
)

// fallback asks the other model for what is missing of the segments that were refused: alone, and once more where its
// answer is at fault. It goes in rounds of its own, so that the walk before it is the same with and without it.
func (w *walk) fallback(ctx context.Context) error {
	if w.Fallback == "" || w.Fallback == w.Model {
		return nil
	}
	missing := w.refused()
	before := make([]string, len(missing))
	for i, it := range missing {
		before[i], it.refused = it.fault, false
	}
	writer := *w.writer
	writer.model = w.Fallback
	for round := 0; ; round++ {
		items := unfinished(missing)
		if len(items) == 0 {
			break
		}
		for _, it := range items {
			it.begin()
		}
		live, err := w.round(ctx, &writer, round, slices.Collect(slices.Chunk(items, 1)), (*ladder).twice)
		if err != nil {
			return err
		}
		if live {
			break
		}
	}
	for i, it := range missing {
		if !it.done {
			it.fault = before[i] + "; asked of " + w.Fallback + ": " + it.fault
		}
	}
	return nil
}

// refused gives the items without a translation of the segments of which one was refused.
func (w *walk) refused() []*item {
	segments := map[int]bool{}
	for _, it := range w.items {
		if it.refused {
			segments[it.unit.segment] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(w.items), func(it *item) bool { return it.done || !segments[it.unit.segment] })
}
