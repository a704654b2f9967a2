package run

import (
	"context"
	"encoding/json"
	"errors"

	"tarjuma/internal/llm"
)

// Batch does a job through a provider's batch API, round by round: each gives the requests that have no answer and hang on none, and when the
// answers are there, the articles are walked over as if they had just been asked for. Kept is what Job is, as Submission tells it; Watch is told
// what happens. Without a job, Look is all it can do. A Batch is for one goroutine.
type Batch struct {
	API        *llm.Batches
	Store      *llm.Store
	Submission *llm.Submission
	Kept       *BatchJob
	Job        *Job
	Watch      BatchWatch
}

// BatchWatch is told what happens to a submission, when it does, from one goroutine.
type BatchWatch interface {
	// Resumed says that another submission had been cut short and is given to the provider now.
	Resumed(other *llm.Submission)
	// Collected says what came of the batches that had ended.
	Collected(all llm.Collected)
	// Begin says that so many articles are walked over now.
	Begin(articles int)
	// Outcome says what became of one of them, or, with an error of the fault Awaited, that it waits for answers. What became, in words
	// that are kept with the submission, comes back; it does not count where there is an error.
	Outcome(o Outcome) (became string)
	// End says that the walk is over, how many requests wait for an answer, and what stopped it, where something did. What comes back ends
	// the work.
	End(waiting int, stopped error) error
	// UnderWay says that so many requests are left out, which other submissions have asked for.
	UnderWay(others []*llm.Submission, requests int)
	// Given says that requests were submitted as the next round, which may take and cost so much.
	Given(requests []llm.Request, most llm.Usage, cost float64)
	// Away says why a look failed, and that the wait goes on.
	Away(err error)
}

// Submit gives the job to the provider as a new submission, as far as the store has no answers and nobody has asked. What is complete is written at
// once. Where all that is left is under way already, others says as what, and Submission has no rounds.
func (b *Batch) Submit(ctx context.Context) (others []*llm.Submission, err error) {
	told, err := json.Marshal(b.Kept)
	if err != nil {
		return nil, err
	}
	err = b.locked(ctx, func(ctx context.Context) error {
		b.Submission = b.API.NewSubmission(told, b.Job.Fresh)
		if err := b.resumeOthers(ctx); err != nil {
			return err
		}
		noted, err := b.walk(ctx)
		if err != nil {
			return err
		}
		noted, others, err = b.underWay(noted)
		if err != nil || len(noted) == 0 {
			return err
		}
		return b.give(ctx, noted)
	})
	return others, err
}

// resumeOthers finishes what a submit that died had begun, so that it is not asked for again.
func (b *Batch) resumeOthers(ctx context.Context) error {
	all, err := b.Store.Submissions()
	if err != nil {
		return err
	}
	for _, s := range all {
		if !s.Unfinished() || b.API.IsElsewhere(s) {
			continue
		}
		if err := b.API.Resume(ctx, s); err != nil {
			return err
		}
		b.Watch.Resumed(s)
	}
	return nil
}

// Cancel ends what is under way of the submission. What is finished by then can be fetched.
func (b *Batch) Cancel(ctx context.Context) error {
	return b.locked(ctx, func(ctx context.Context) error {
		if err := b.readAgain(); err != nil {
			return err
		}
		return b.API.Cancel(ctx, b.Submission)
	})
}

// Look asks the provider how the batches of a submission stand, and notes it. The error is an *llm.GoneError where it does not know one.
func (b *Batch) Look(ctx context.Context, id string) (*llm.Submission, error) {
	var s *llm.Submission
	err := b.locked(ctx, func(ctx context.Context) (err error) {
		if s, err = b.Store.Submission(id); err != nil {
			return err
		}
		return b.API.Look(ctx, s)
	})
	return s, err
}

// locked does something while nobody else works on the submissions of the store.
func (b *Batch) locked(ctx context.Context, do func(context.Context) error) error {
	unlock, err := b.API.Lock(ctx)
	if err != nil {
		return err
	}
	return errors.Join(do(ctx), unlock())
}

// readAgain takes the submission as it is now: another process may have worked on it.
func (b *Batch) readAgain() (err error) {
	if b.Submission, err = b.Store.Submission(b.Submission.ID); err == nil {
		b.Kept, err = ReadBatchJob(b.Submission)
	}
	return err
}

// underWay leaves out of requests what other submissions have asked for.
func (b *Batch) underWay(noted []llm.Request) (left []llm.Request, others []*llm.Submission, err error) {
	left, others, err = b.API.UnderWay(b.Submission, noted)
	if err == nil && len(others) > 0 {
		b.Watch.UnderWay(others, len(noted)-len(left))
	}
	return left, others, err
}

// give submits requests as the next round.
func (b *Batch) give(ctx context.Context, requests []llm.Request) error {
	if err := b.Kept.keepIn(b.Submission); err != nil {
		return err
	}
	most, cost := b.API.Most(requests)
	if err := b.API.Submit(ctx, b.Submission, requests); err != nil {
		return err
	}
	b.Watch.Given(requests, most, cost)
	return nil
}

// walk goes over the articles that wait for answers, with the store alone: what is complete is written and told, and the requests that have no
// answer are given.
func (b *Batch) walk(ctx context.Context) ([]llm.Request, error) {
	client, err := b.API.Client(b.Submission)
	if err != nil {
		return nil, err
	}
	b.Job.Client, b.Job.Meter = client, &Meter{}
	b.Job.Prices = nil // those of live requests

	waiting := map[string]*BatchSource{} // as it is now: what becomes of one is noted while others are begun
	for i := range b.Kept.Sources {
		if s := &b.Kept.Sources[i]; b.Submission.Done || s.Became == "" {
			waiting[s.Name] = s
		}
	}
	b.Job.Skip = func(s Source) bool { return waiting[s.Name] == nil }
	b.Watch.Begin(len(waiting))
	stopped := Run(ctx, b.Job, func(o Outcome) {
		if became := b.Watch.Outcome(o); o.Err == nil {
			waiting[o.Source.Name].Became = became
		}
	})
	b.Job.Meter.Spend(llm.Spending{Usage: b.Submission.Used()})
	noted := client.Noted()
	return noted, b.Watch.End(len(noted), stopped)
}
