package run

import (
	"context"
	"errors"
	"fmt"

	"tarjuma/internal/llm"
)

// mostRounds is how many rounds a submission has at most; what is left then is asked live.
const mostRounds = 10

// mostFruitless is how many rounds in a row may bring nothing before the next one waits for somebody to ask for it: answers that cannot be used
// are paid for, too.
const mostFruitless = 2

// mostAway is how many looks in a row may fail before waiting ends: an hour's worth of them.
const mostAway = 12

// Fetch brings the answers that are there into the store, writes every article that is complete, and submits what is still to be asked.
// After it, Submission tells whether answers may still come, and Kept which articles wait.
func (b *Batch) Fetch(ctx context.Context) error {
	return b.locked(ctx, func(ctx context.Context) error {
		_, err := b.fetch(ctx, true)
		return err
	})
}

// Wait is Fetch until nothing is under way. It outlasts a server that fails for a while, but for the first time.
func (b *Batch) Wait(ctx context.Context) error {
	away := 0
	for asked := 0; ; asked++ {
		more := false
		err := b.locked(ctx, func(ctx context.Context) (err error) {
			more, err = b.fetch(ctx, asked == 0)
			return err
		})
		switch {
		case err == nil:
			away = 0
		case b.goesOn(err, asked == 0) && away < mostAway:
			away++
			b.Watch.Away(err)
		default:
			return err
		}
		if err == nil && !b.Submission.Running() {
			return nil
		}
		if more {
			asked = 0
		}
		if err := b.API.Pause(ctx, asked); err != nil {
			return err
		}
	}
}

// goesOn tells whether a fault is no reason to wait no longer: there may be answers, later on.
func (b *Batch) goesOn(err error, first bool) bool {
	var not *NotCarriedOut
	if errors.As(err, &not) {
		return b.Submission.Running() // on other batches
	}
	return isShort(err) || !first && mayPass(err)
}

// mayPass knows the faults of a server or a network that may be over in a while.
func mayPass(err error) bool {
	var fault *llm.Error
	if !errors.As(err, &fault) {
		return errors.Is(err, llm.ErrBusy)
	}
	switch fault.Fault {
	case llm.Unreachable, llm.TimedOut, llm.ServerFault, llm.RateLimited, llm.GaveUp, llm.Nonsense:
		return true
	}
	return false
}

// isShort knows answers that may only not be there yet.
func isShort(err error) bool {
	var short *llm.ShortError
	return errors.As(err, &short)
}

// fetch is one look at the provider: what has ended is collected, and, where anything was (or always), what is complete is written and the next
// round submitted. more tells that one was.
func (b *Batch) fetch(ctx context.Context, always bool) (more bool, err error) {
	all, err := b.collect(ctx)
	if err != nil {
		return false, err
	}
	if all.Parts == 0 && !always {
		return false, b.gravest(all, 0)
	}
	noted, err := b.walk(ctx)
	if err != nil {
		return false, err
	}
	if err := b.Kept.keepIn(b.Submission); err != nil {
		return false, err
	}
	if fault := b.gravest(all, len(noted)); fault != nil {
		return false, errors.Join(b.API.Save(b.Submission), fault)
	}
	return b.next(ctx, noted)
}

// collect goes on with what was cut short, and brings the answers of what has ended into the store.
func (b *Batch) collect(ctx context.Context) (llm.Collected, error) {
	if err := b.readAgain(); err != nil {
		return llm.Collected{}, err
	}
	if err := b.API.Resume(ctx, b.Submission); err != nil {
		return llm.Collected{}, err
	}
	if err := b.API.Look(ctx, b.Submission); err != nil {
		return llm.Collected{}, err
	}
	all, err := b.API.Collect(ctx, b.Submission)
	if err == nil && all.Parts > 0 {
		b.Watch.Collected(all)
	}
	return all, err
}

// NotCarriedOut is a batch that the provider did not carry out, or of which it no longer has the answers. Its requests go into the next round, which
// the next Fetch submits.
type NotCarriedOut struct{ Fault *llm.Error }

func (e *NotCarriedOut) Error() string { return e.Fault.Error() }
func (e *NotCarriedOut) Unwrap() error { return e.Fault }

// FruitlessRounds is that the last rounds brought nothing, and what one of their requests met. The next Fetch submits another round all the same.
type FruitlessRounds struct{ Fault *llm.Error }

func (e *FruitlessRounds) Error() string {
	return fmt.Sprintf("%d rounds brought no answer that could be used: %s", mostFruitless, e.Fault)
}

// gravest gives the fault that keeps the next round, of so many requests, from being submitted at once, or nil.
func (b *Batch) gravest(all llm.Collected, requests int) error {
	switch {
	case all.Stop != nil:
		return all.Stop
	case len(all.Problems) > 0:
		return &NotCarriedOut{all.Problems[0]}
	case requests > 0 && all.Fault != nil && b.Submission.Fruitless(mostFruitless):
		return &FruitlessRounds{all.Fault}
	}
	return all.Short
}

// next submits what has no answer, where nothing is under way, or closes the submission. What was written stands, whatever becomes of the round.
func (b *Batch) next(ctx context.Context, noted []llm.Request) (more bool, err error) {
	if !b.Submission.Running() && (len(noted) == 0 || len(b.Submission.Rounds) >= mostRounds) {
		b.Submission.Done = true
	}
	if err := b.API.Save(b.Submission); err != nil || b.Submission.Running() || b.Submission.Done || b.Submission.Cancelled {
		return false, err
	}
	left, _, err := b.underWay(noted)
	if err != nil || len(left) == 0 {
		return false, err
	}
	return true, b.give(ctx, left)
}
