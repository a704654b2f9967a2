package cmd

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"tarjuma/internal/llm"
)

// batchFetch brings the answers of a submission and submits what is still to be asked.
func batchFetch(command *cobra.Command, app *App, o *workOptions, args []string, wait bool) error {
	if err := o.check(); err != nil {
		return err
	}
	if err := checkReport(o.report); err != nil {
		return err
	}
	b, err := openSubmission(command, app, o, args)
	if err != nil {
		return err
	}
	if wait {
		return b.wait(command.Context())
	}
	err = b.locked(command.Context(), func(ctx context.Context) error {
		_, err := b.fetch(ctx, true)
		return err
	})
	if err != nil {
		return batchFault(err)
	}
	return b.fetched()
}

// mostAway is how many looks in a row may fail before waiting ends: an hour's worth of them.
const mostAway = 12

// wait fetches until nothing is under way.
func (b *batchRun) wait(ctx context.Context) error {
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
		case asked > 0 && mayPass(err) && away < mostAway:
			away++
			b.note("%s: waiting on", err)
		default:
			return batchFault(err)
		}
		if err == nil && !b.sub.Running() {
			return b.fetched()
		}
		if more {
			asked = 0
		}
		if err := b.batches.Pause(ctx, asked); err != nil {
			return err
		}
	}
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

// fetch is one look at the provider: what has ended is collected, and, where anything was (or always), what is complete is written and the next
// round submitted. more tells that one was.
func (b *batchRun) fetch(ctx context.Context, always bool) (more bool, err error) {
	if b.sub, err = b.store.Submission(b.sub.ID); err != nil {
		return false, err
	}
	if b.kept, err = readJob(b.sub); err != nil {
		return false, err
	}
	if err := b.batches.Resume(ctx, b.sub); err != nil {
		return false, err
	}
	if err := b.batches.Look(ctx, b.sub); err != nil {
		return false, err
	}
	all, err := b.batches.Collect(ctx, b.sub)
	if err != nil {
		return false, err
	}
	b.collected(all)
	if all.Parts == 0 && !always {
		return false, nil
	}
	b.code = ExitDone
	noted, err := b.walk(ctx)
	if err != nil {
		return false, err
	}
	if err := b.kept.keepIn(b.sub); err != nil {
		return false, err
	}
	if fault := gravest(all); fault != nil {
		return false, errors.Join(b.batches.Save(b.sub), fault)
	}
	return b.next(ctx, noted)
}

// gravest gives the fault that keeps the next round from being submitted at once.
func gravest(all llm.Collected) error {
	switch {
	case all.Stop != nil:
		return all.Stop
	case len(all.Problems) > 0:
		return all.Problems[0]
	}
	return nil
}

// collected tells what came.
func (b *batchRun) collected(all llm.Collected) {
	if all.Parts == 0 {
		return
	}
	b.note("%s: %s; %d failed, %d not carried out", count(all.Parts, "batch"), plural(all.Answers, "answer", "answers"), all.Failures, all.NotRun)
	if all.Strange > 0 && !b.options.quiet {
		b.app.say("warning", "%s of the answers belong to no request, or cannot be read: left out", count(all.Strange, "line"))
	}
}

// next submits what has no answer, where nothing is under way, or closes the submission.
func (b *batchRun) next(ctx context.Context, noted []llm.Request) (more bool, err error) {
	if b.sub.Running() {
		return false, b.batches.Save(b.sub)
	}
	if len(noted) == 0 || len(b.sub.Rounds) >= mostRounds {
		b.sub.Done = true
	}
	if b.sub.Done || b.sub.Cancelled {
		return false, b.batches.Save(b.sub)
	}
	left, with, err := b.batches.UnderWay(b.sub, noted)
	if err != nil {
		return false, err
	}
	for _, s := range with {
		b.note("%s", underWay(s, len(noted)-len(left)))
	}
	if len(left) == 0 {
		return false, b.batches.Save(b.sub)
	}
	if err := b.batches.Save(b.sub); err != nil { // what was written stands, whatever becomes of the round
		return false, err
	}
	return true, b.give(ctx, left)
}

// fetched is the end of fetch: what is to be done now.
func (b *batchRun) fetched() error {
	waiting, incomplete := 0, 0
	for _, s := range b.kept.Sources {
		switch s.Became {
		case "":
			waiting++
		case statusIncomplete:
			incomplete++
		}
	}
	if waiting+incomplete > 0 {
		b.code = worse(b.code, ExitIncomplete)
	}
	switch {
	case b.sub.Running():
		for _, line := range progressOf(b.sub) {
			b.note("%s", line)
		}
		b.note("%s for answers", plural(waiting, "article waits", "articles wait"))
		b.hint("tarjuma batch fetch %s again brings them; with --wait it waits for them", b.sub.ID)
	case waiting > 0 && b.sub.Open():
		b.hint("tarjuma batch fetch %s again submits what is left", b.sub.ID)
	case waiting+incomplete > 0:
		b.note("%s", plural(waiting+incomplete, "article is not complete", "articles are not complete"))
		b.hint("finish live what is missing: %s", b.kept.live())
	}
	return b.verdict()
}
