package translate

import (
	"context"

	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/news"
	"tarjuma/prompts"
)

// Translator translates articles with one prompt and one model. Its fields are not changed once it is in use, and then
// it may be used from several goroutines.
type Translator struct {
	Client   llm.Client
	Prompt   *prompts.Prompt // of the task translate
	Model    string
	Fallback string             // the model that is asked for segments which Model refuses; "": none
	Window   int                // tokens that the models can hold, request and answer together; 0: not known
	Done     func(segments int) // called as segments come to their final state; may be nil; from several goroutines
}

// Translate gives an article or a brief (of: news.OfArticle, news.OfBrief) in the language to, a pair for every
// segment. A segment that could not be translated has its reason in the pair's Fault, and that is no error here, not
// even when it is so of all. An error is one that no request would escape (an *llm.Error: no key, nobody there, not in
// the store; or the context's own); what was answered by then is with the client's store. No goroutine is left behind.
func (t *Translator) Translate(ctx context.Context, a *news.Article, from, to *lang.Language, of string) (*news.Translation, error) {
	w := t.walk(a, from, to)
	w.progress.begin()
	for round := 0; ; round++ {
		items := unfinished(w.items)
		if len(items) == 0 {
			break
		}
		live, err := w.round(ctx, w.writer, round, w.parts(items), (*ladder).descend)
		if err != nil {
			return nil, err
		}
		// What a run sends is what the store does not know; a failed segment gets one new try a run.
		if live {
			break
		}
	}
	if err := w.fallback(ctx); err != nil {
		return nil, err
	}
	w.progress.end()
	return w.translation(of), nil
}

// FirstRequests gives the requests that Translate begins with: all that there are when nothing goes wrong.
func (t *Translator) FirstRequests(a *news.Article, from, to *lang.Language) ([]llm.Request, error) {
	w := t.walk(a, from, to)
	var requests []llm.Request
	for _, part := range w.parts(unfinished(w.items)) {
		req, _, err := w.writer.request(part, 0, false)
		if err != nil {
			return nil, err
		}
		requests = append(requests, req)
	}
	return requests, nil
}

// walk is the translation of one article into one language while it is made.
type walk struct {
	*Translator
	article  *news.Article
	writer   *writer
	judge    *judge
	items    []*item // one a unit, in reading order
	replies  []llm.Reply
	progress *progress
}

func (t *Translator) walk(a *news.Article, from, to *lang.Language) *walk {
	writer := &writer{
		prompt: t.Prompt, model: t.Model, from: from, to: to, window: t.Window, headline: news.WithoutTags(a.Headline()),
	}
	writer.units = unitsThatFit(a, from.Abbreviations, writer.holds)
	items := make([]*item, len(writer.units))
	for i, u := range writer.units {
		items[i] = &item{unit: u}
		if !writer.holds(u.id, u.text) {
			items[i].fault, items[i].final = writer.tooLong(u), true
		}
	}
	return &walk{
		Translator: t,
		article:    a,
		writer:     writer,
		judge:      newJudge(from, to),
		items:      items,
		progress:   newProgress(len(a.Segments), writer.units, t.Done),
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
