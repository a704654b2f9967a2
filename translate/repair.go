package translate

import (
	"context"

	"tarjuma/internal/check"
	"tarjuma/internal/llm"
	"tarjuma/internal/news"
)

// checked is a translation, mended where that is safe, and what the checks say of it.
type checked struct {
	translation *news.Translation
	findings    []news.Finding
}

// errors counts the errors of a segment.
func (c checked) errors(id string) int {
	n := 0
	for _, f := range c.findings {
		if f.Segment == id && f.Severity == news.Error {
			n++
		}
	}
	return n
}

// problems are what the checks hold against a segment, in their own words.
func (c checked) problems(id string) []string {
	var problems []string
	for _, f := range c.findings {
		if f.Segment == id && f.Severity != news.Info {
			problems = append(problems, f.Message)
		}
	}
	return problems
}

// check puts together what the walk has brought, mends it and checks it. Pairs known from before are as they were left then.
func (w *walk) check(of string) checked {
	t := w.translation(of)
	if w.Checks == nil {
		return checked{t, []news.Finding{}}
	}
	checker := w.Checks.For(w.writer.from, w.writer.to)
	text := check.TextOf(t)
	for i := range t.Pairs {
		if _, kept := w.kept[i]; kept || !w.Fixes || t.Pairs[i].Origin != news.FromModel {
			continue
		}
		t.Pairs[i].Target, t.Pairs[i].Fixes = checker.Fix(text.Units[i])
		text.Units[i].Target = t.Pairs[i].Target
	}
	return checked{t, checker.Check(text)}
}

// repair asks once more, in at most Repairs passes, for the segments that the checks find errors in, with the findings and the answer
// they are about. The answer with fewer errors is kept, the earlier one where they are equal.
func (w *walk) repair(ctx context.Context, of string) (checked, error) {
	best := w.check(of)
	for pass := 1; pass <= w.Repairs; pass++ {
		faulty := w.faulty(best)
		if len(faulty) == 0 {
			break
		}
		before := copied(faulty)
		if err := w.askAgain(ctx, pass, faulty, best); err != nil {
			return best, err
		}
		next := w.check(of)
		for i, it := range faulty {
			id := w.article.Segments[it.unit.segment].ID
			if !it.done || next.errors(id) >= best.errors(id) {
				before[i].asked = it.asked
				*it = before[i]
			}
		}
		best = w.check(of)
	}
	return best, nil
}

func copied(items []*item) []item {
	all := make([]item, len(items))
	for i, it := range items {
		all[i] = *it
	}
	return all
}

// faulty gives the items of the segments that have errors and were translated in this walk.
func (w *walk) faulty(c checked) []*item {
	var faulty []*item
	for _, it := range w.items {
		pair := c.translation.Pairs[it.unit.segment]
		if _, kept := w.kept[it.unit.segment]; !kept && pair.Fault == "" && c.errors(pair.ID) > 0 {
			faulty = append(faulty, it)
		}
	}
	return faulty
}

// askAgain sends one request for each part of the items. An item without a good answer is then not done.
func (w *walk) askAgain(ctx context.Context, pass int, items []*item, c checked) error {
	parts := w.parts(items)
	for _, it := range items {
		it.done, it.previous, it.problems = false, it.target, c.problems(w.article.Segments[it.unit.segment].ID)
	}
	walked := len(w.replies)
	_, err := w.round(ctx, w.writer, pass, parts, (*ladder).once)
	w.repairs = append(w.repairs, w.replies[walked:]...)
	w.replies = w.replies[:walked]
	return err
}

// once asks for the items a single time.
func (l *ladder) once(ctx context.Context, items []*item) (trail, error) {
	t, _, err := l.ask(ctx, items, false)
	return t, err
}

// madeOf adds what replies tell. What the repairs took is counted apart.
func madeOf(made *news.Made, replies, repairs []llm.Reply) {
	for _, r := range replies {
		made.Add(r.Key, r.Model, r.Finish, news.Tokens(r.Usage), r.Attempts, r.Time, r.Tool)
	}
	for _, r := range repairs {
		made.Add(r.Key, r.Model, r.Finish, news.Tokens{}, r.Attempts, r.Time, r.Tool)
		made.RepairTokens = made.RepairTokens.Add(news.Tokens(r.Usage))
	}
}
