package run

import (
	"context"
	"errors"
	"time"

	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/news"
)

// Run does the job: every article on its own, several at once, reported in the order of the sources; in this order results are also
// written, but for those in a folder, which are as soon as they are there.
// An article that fails holds up no other. Run returns a *Stopped for a fault that ended the whole run (a wrong key, a server
// that cannot be reached, an interrupt, a budget or deadline that is reached): articles that were not finished by then are not reported.
func Run(ctx context.Context, j *Job, report func(Outcome)) error {
	if err := j.Check(); err != nil {
		return err
	}
	j.Meter.Articles.Store(int64(len(j.Sources)))

	var stopped *Stopped
	for result := range j.inOrder(ctx) {
		r := <-result
		if r.stop != nil {
			if stopped == nil {
				stopped = &Stopped{Source: r.stop.Source, Err: r.stop.Err}
			}
			stopped.Left = append(stopped.Left, r.outcome.Source)
			continue // what is in flight ends by itself, and is reported if it ends well
		}
		if !j.Output.Folder {
			j.finish(&r)
		}
		j.Meter.ArticlesDone.Add(1)
		report(r.outcome)
	}
	if stopped != nil {
		return stopped
	}
	return nil
}

// Stopped is a fault that ended a whole run, the article it met first, and all that were not finished, in their order. Err is an *llm.Error or
// the context's cause.
type Stopped struct {
	Source Source
	Err    error
	Left   []Source
}

func (e *Stopped) Error() string { return e.Err.Error() }
func (e *Stopped) Unwrap() error { return e.Err }

// result is an article worked on: written already where it has files of its own in a folder, else yet to be.
type result struct {
	prepared *prepared
	outcome  Outcome
	stop     *Stopped // what of it ends the whole run, or nil
}

// inOrder works on the sources, several at once, and hands out their results in order. No more articles are begun and
// unreported than requests may be in flight, so that memory does not grow with the number of articles.
// The first that meets a fault which ends the run keeps others from being begun, whenever its own turn comes.
func (j *Job) inOrder(ctx context.Context) <-chan chan result {
	beginning, stop := context.WithCancelCause(ctx)
	queue := make(chan chan result, max(1, j.Jobs)-1) // and one is waited for
	go func() {
		defer close(queue)
		defer stop(nil)
		for n, source := range j.Sources {
			if j.Skip != nil && j.Skip(source) {
				continue
			}
			done := make(chan result, 1)
			queue <- done
			if cause := context.Cause(beginning); cause != nil {
				r := result{outcome: Outcome{Source: source, Err: cause}}
				r.stop = stopping(ctx, r.outcome)
				done <- r
				continue
			}
			go func() {
				r := j.work(llm.WithPriority(ctx, n), source) // the article first begun is finished first
				if r.stop = stopping(ctx, r.outcome); r.stop != nil && !r.stop.isOverBudget() {
					stop(r.stop)
				}
				if r.stop == nil && j.Output.Folder {
					j.finish(&r) // each article has files of its own: a slow disk holds up none but theirs
				}
				done <- r
			}()
		}
	}()
	return queue
}

// work reads one article and makes what is to be made of it.
func (j *Job) work(ctx context.Context, source Source) result {
	begun := time.Now()
	r := result{outcome: Outcome{Source: source}}
	p, err := j.prepare(source)
	if err != nil {
		r.outcome.Err = err
		return r
	}
	j.sweep(p)
	r.prepared, r.outcome.Wanted, r.outcome.To, r.outcome.Skipped = p, p.to, j.shown(p), p.skipped
	r.outcome.Made, r.outcome.Left, r.outcome.Damaged = p.made(), p.left, p.damaged
	switch {
	case len(j.languages(p.from, p.to)) == 0:
	case p.settled():
		r.outcome.Document, r.outcome.Err = j.troubles(p)
	default:
		if r.outcome.Err = j.checkFiles(p.write, p); r.outcome.Err == nil {
			r.outcome.Document, r.outcome.Err = j.document(ctx, p)
		}
	}
	if r.outcome.Document != nil {
		r.outcome.Asked = j.asked(r.outcome.Document.Article)
		r.outcome.To = j.translated(r.outcome.Document)
	}
	r.outcome.Spent, r.outcome.Took = p.spent.total(), time.Since(begun)
	return r
}

// translated gives the languages of a document's translations, in their order.
func (j *Job) translated(doc *news.Document) []*lang.Language {
	var to []*lang.Language
	for _, t := range doc.Translations {
		if l, err := j.Languages.Find(t.Lang); err == nil {
			to = append(to, l)
		}
	}
	return to
}

// finish writes the result of one article.
func (j *Job) finish(r *result) {
	if r.outcome.Err != nil {
		r.outcome.Document = nil
		return
	}
	if r.outcome.Document == nil || r.prepared.settled() {
		return
	}
	r.outcome.Files, r.outcome.Err = j.write(r.prepared, r.outcome.Document)
}

// isOverBudget tells whether there is nothing left to spend: what is in the store still costs nothing, so that other articles are begun.
func (e *Stopped) isOverBudget() bool {
	var fault *llm.Error
	return errors.As(e.Err, &fault) && fault.Fault == llm.OverBudget
}

// stopping gives the fault that must end the whole run, as a *Stopped, or nil: one that every other article would meet too.
func stopping(ctx context.Context, o Outcome) *Stopped {
	if o.Err == nil {
		return nil
	}
	var stopped *Stopped
	if errors.As(o.Err, &stopped) { // it was not begun
		return stopped
	}
	if cause := context.Cause(ctx); cause != nil {
		return &Stopped{Source: o.Source, Err: cause}
	}
	var fault *llm.Error
	if !errors.As(o.Err, &fault) {
		return nil
	}
	switch fault.Fault {
	case llm.Unauthorized, llm.QuotaSpent, llm.NoModel, llm.NoAPI, llm.GaveUp, llm.StoreBroken, llm.OverBudget, llm.OverDeadline:
		return &Stopped{Source: o.Source, Err: fault} // which language met it first depends on chance, and does not matter
	case llm.Unreachable:
		if fault.Permanent { // else one request failed, and others are answered
			return &Stopped{Source: o.Source, Err: fault}
		}
	}
	return nil
}
