package run

import (
	"context"
	"errors"

	"tarjuma/internal/llm"
)

// Run does the job: every article on its own, several at once, results written and reported in the order of the sources.
// An article that fails holds up no other. Run returns a *Stopped for a fault that ended the whole run (a wrong key, a server
// that cannot be reached, an interrupt): articles that were not finished by then are not reported.
func Run(ctx context.Context, j *Job, report func(Outcome)) error {
	if err := j.Check(); err != nil {
		return err
	}
	j.Meter.Articles.Store(int64(len(j.Sources)))
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)

	var stopped error
	for result := range j.inOrder(ctx) {
		r := <-result
		if stopped != nil {
			continue // drain: what is in flight ends by itself
		}
		if cause := stopping(ctx, r.outcome.Err); cause != nil {
			stopped = &Stopped{Source: r.outcome.Source, Err: cause}
			stop(stopped)
			continue
		}
		j.finish(&r)
		j.Meter.ArticlesDone.Add(1)
		report(r.outcome)
	}
	return stopped
}

// Stopped is a fault that ended a whole run, and the article it met first. Err is an *llm.Error or the context's cause.
type Stopped struct {
	Source Source
	Err    error
}

func (e *Stopped) Error() string { return e.Err.Error() }
func (e *Stopped) Unwrap() error { return e.Err }

// result is an article worked on but not yet written.
type result struct {
	prepared *prepared
	outcome  Outcome
}

// inOrder works on the sources, several at once, and hands out their results in order. No more articles are begun and
// unreported than requests may be in flight, so that memory does not grow with the number of articles.
func (j *Job) inOrder(ctx context.Context) <-chan chan result {
	queue := make(chan chan result, max(1, j.Jobs))
	go func() {
		defer close(queue)
		for _, source := range j.Sources {
			done := make(chan result, 1)
			queue <- done
			go func() { done <- j.work(ctx, source) }()
		}
	}()
	return queue
}

// work reads one article and makes what is asked of it.
func (j *Job) work(ctx context.Context, source Source) result {
	r := result{outcome: Outcome{Source: source}}
	if r.outcome.Err = context.Cause(ctx); r.outcome.Err != nil {
		return r
	}
	p, err := j.prepare(source)
	if err != nil {
		r.outcome.Err = err
		return r
	}
	r.prepared, r.outcome.To, r.outcome.Skipped, r.outcome.Asked = p, p.to, p.skipped, j.asked(p.article)
	if len(j.languages(p)) == 0 {
		return r
	}
	if r.outcome.Err = j.checkFiles(j.files(p)); r.outcome.Err != nil {
		return r
	}
	r.outcome.Document, r.outcome.Err = j.document(ctx, p)
	return r
}

// finish writes the result of one article.
func (j *Job) finish(r *result) {
	if r.outcome.Err != nil {
		r.outcome.Document = nil
		return
	}
	if r.outcome.Document == nil {
		return
	}
	r.outcome.Files, r.outcome.Err = j.write(r.prepared, r.outcome.Document)
}

// stopping gives the fault that must end the whole run, or nil: one that every other article would meet too.
func stopping(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	var fault *llm.Error
	if !errors.As(err, &fault) {
		return nil
	}
	switch fault.Fault {
	case llm.Unauthorized, llm.QuotaSpent, llm.NoModel, llm.NoAPI, llm.Unreachable, llm.GaveUp, llm.StoreBroken:
		return fault // which language met it first depends on chance, and does not matter
	}
	return nil
}
