package translate

import (
	"context"
	"slices"

	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/news"
)

// walk is the translation of one article into one language while it is made.
type walk struct {
	*Translator
	article  *news.Article
	writer   *writer
	judge    *judge
	items    []*item // one a unit, in reading order
	replies  []llm.Reply
	repairs  []llm.Reply       // those of the repairs
	kept     map[int]news.Pair // by the place of its segment: what Have holds for it
	progress *progress
}

func (t *Translator) walk(a *news.Article, from, to *lang.Language) *walk {
	writer := &writer{
		prompt: t.Prompt, model: t.Model, from: from, to: to, window: t.Window, headline: news.WithoutTags(a.Headline()),
		naming: &naming{},
	}
	writer.units = unitsThatFit(a, from.Abbreviations, writer.holds)
	items := make([]*item, len(writer.units))
	for i, u := range writer.units {
		items[i] = &item{unit: u}
		if !writer.holds(u.id, u.text) {
			items[i].fault, items[i].final = writer.tooLong(u), true
		}
	}
	w := &walk{
		Translator: t,
		article:    a,
		writer:     writer,
		judge:      newJudge(from, to),
		items:      items,
	}
	w.keep()
	w.progress = newProgress(len(a.Segments), slices.DeleteFunc(slices.Clone(writer.units), func(u *unit) bool { return writer.kept[u.place] }), t.Done)
	return w
}

// rounds walks over what has no translation until nothing is left, or until a round in which anything was sent.
func (w *walk) rounds(ctx context.Context) error {
	for round := 0; ; round++ {
		items := unfinished(w.items)
		if len(items) == 0 {
			return nil
		}
		live, err := w.round(ctx, w.writer, round, w.parts(items), (*ladder).descend)
		if err != nil {
			return err
		}
		// What a run sends is what the store does not know; a failed segment gets one new try a run.
		if live {
			return nil
		}
	}
}

// parts groups items as partsOf groups their units, and smaller where that does not fit the window. The items are then
// ready for a new walk.
func (w *walk) parts(items []*item) [][]*item {
	var parts [][]*item
	for _, units := range partsOf(unitsIn(items)) {
		part := make([]*item, len(units))
		for i, u := range units {
			part[i] = w.items[u.place]
			part[i].begin()
		}
		parts = append(parts, w.writer.smaller(part)...)
	}
	return parts
}

// round walks the parts once, all at once, each in the way given. It says whether any request was not answered from the
// store.
func (w *walk) round(ctx context.Context, writer *writer, round int, parts [][]*item,
	way func(*ladder, context.Context, []*item) (trail, error)) (live bool, err error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	l := &ladder{
		client: w.Client, requests: writer, judge: w.judge, round: round, done: w.progress.translated, stop: stop,
	}
	t, err := atOnce(parts, func(part []*item) (trail, error) { return way(l, ctx, part) })
	w.replies = append(w.replies, t.replies...)
	return t.live, err
}
