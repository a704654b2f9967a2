package translate

import (
	"context"

	"tarjuma/internal/check"
	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/news"
	"tarjuma/prompts"
)

// Translator translates articles with one prompt and one model. Its fields are not changed once it is in use, and then
// it may be used from several goroutines.
type Translator struct {
	Client llm.Client
	Prompt *prompts.Prompt // of the task translate
	Model  string

	// NamesPrompt, of the task names, settles the names that recur in an article of several parts, in a request before
	// all others. nil: names are not settled.
	NamesPrompt *prompts.Prompt
	// Fallback is the model that is asked for segments which Model refuses. "": there is none.
	Fallback string
	// Window is how many tokens the models can hold, a request and its answer together. 0: that is not known.
	Window int
	// Done is called as segments come to their final state, from several goroutines. May be nil.
	Done func(segments int)
	// Checks look at what was translated. nil: none do, nothing is mended or repaired.
	Checks *check.Checks
	// Fixes says that what is safe to mend is mended, and noted in the pair.
	Fixes bool
	// Repairs is how many times at most segments with errors are asked for once more.
	Repairs int
	// Have are pairs that are known from before, such as those of an earlier state of the article, in its order: what has the same
	// text is not asked for and comes out as it is, a Fault too. Only for it are HaveNames, which are not asked for again.
	Have      []news.Pair
	HaveNames []news.Name
	// Known gives FirstRequests what the store has for a key: (*llm.Store).Newest. nil: nothing.
	Known func(key string) (llm.Entry, bool, error)
}

// Translate gives an article or a brief (of: news.OfArticle, news.OfBrief) in the language to, a pair for every
// segment. A segment that could not be translated has its reason in the pair's Fault, and that is no error here, not
// even when it is so of all. An error is one that no request would escape (an *llm.Error: no key, nobody there, not in
// the store; or the context's own); what was answered by then is with the client's store. No goroutine is left behind. The
// findings are what the checks hold against the translation as it is.
func (t *Translator) Translate(ctx context.Context, a *news.Article, from, to *lang.Language, of string) (*news.Translation, []news.Finding, error) {
	w := t.walk(a, from, to)
	w.progress.begin()
	if err := w.findNames(); err != nil {
		return nil, nil, err
	}
	if err := w.settleNames(func(req llm.Request) (llm.Reply, error) { return t.Client.Ask(ctx, req) }); err != nil {
		return nil, nil, err
	}
	if err := w.rounds(ctx); err != nil {
		return nil, nil, err
	}
	if err := w.fallback(ctx); err != nil {
		return nil, nil, err
	}
	w.progress.end()
	best, err := w.repair(ctx, of)
	if err != nil {
		return nil, nil, err
	}
	return best.translation, best.findings, nil
}

// FirstRequests gives the requests that Translate begins with: all that there are when nothing goes wrong. Where names are
// to be settled, that request is the first; the others then hang on its answer, and are as they will be if it is known.
func (t *Translator) FirstRequests(a *news.Article, from, to *lang.Language) ([]llm.Request, error) {
	w := t.walk(a, from, to)
	if err := w.findNames(); err != nil {
		return nil, err
	}
	var requests []llm.Request
	if names := w.writer.naming.open(); len(names) > 0 {
		req, err := w.namesRequest(names, 0)
		if err != nil {
			return nil, err
		}
		requests = append(requests, req)
	}
	if err := w.settleNames(t.known); err != nil {
		return nil, err
	}
	for _, part := range w.parts(unfinished(w.items)) {
		req, _, err := w.writer.request(part, 0, false)
		if err != nil {
			return nil, err
		}
		requests = append(requests, req)
	}
	return requests, nil
}

// known answers a request as the store does, and one that it does not know as if it had been refused.
func (t *Translator) known(req llm.Request) (llm.Reply, error) {
	if t.Known == nil {
		return llm.Reply{Finish: llm.FinishContentFilter}, nil
	}
	entry, found, err := t.Known(llm.Key(req))
	if !found {
		entry.Reply.Finish = llm.FinishContentFilter
	}
	return entry.Reply, err
}
