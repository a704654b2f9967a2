package cmd

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tarjuma/internal/llm"
	"tarjuma/internal/run"
)

// batchSubmit gives what the store has no answers of to the batch API.
func batchSubmit(command *cobra.Command, app *App, o *workOptions, args []string) error {
	if err := o.checkBatch(command, args); err != nil {
		return err
	}
	c, job, err := jobOf(command, app, run.Translate, o, args)
	if err != nil {
		return err
	}
	if job.Model == "" {
		return noModel(command.Context(), app, c, o)
	}
	if err := c.checkPrices(); err != nil {
		return err
	}
	if err := checkReport(o.report); err != nil {
		return err
	}
	kept, err := describeJob(c, o, job, commandLine(command, args))
	if err != nil {
		return err
	}
	b, err := openBatches(command.Context(), app, c, o)
	if err != nil {
		return err
	}
	b.kept, b.job = kept, job
	told, err := json.Marshal(kept)
	if err != nil {
		return err
	}
	b.sub = b.batches.NewSubmission(told, o.fresh)
	return b.locked(command.Context(), b.submit)
}

// locked does something while nobody else works on the submissions of the store.
func (b *batchRun) locked(ctx context.Context, do func(context.Context) error) error {
	unlock, err := b.batches.Lock(ctx)
	if err != nil {
		return err
	}
	return errors.Join(do(ctx), unlock())
}

// submit is batchSubmit under the lock.
func (b *batchRun) submit(ctx context.Context) error {
	if err := b.resumeOthers(ctx); err != nil {
		return batchFault(err)
	}
	noted, err := b.walk(ctx)
	if err != nil {
		return err
	}
	left, with, err := b.batches.UnderWay(b.sub, noted)
	if err != nil {
		return err
	}
	for _, s := range with {
		b.note("%s", underWay(s, len(noted)-len(left)))
	}
	if len(left) == 0 {
		for _, s := range with {
			if _, err := fmt.Fprintln(b.app.Stdout, s.ID); err != nil {
				return err
			}
		}
		if len(with) == 0 {
			b.note("there is nothing to ask")
		}
		return b.verdict()
	}
	if err := b.give(ctx, left); err != nil {
		return err
	}
	if _, err := fmt.Fprintln(b.app.Stdout, b.sub.ID); err != nil {
		return err
	}
	b.hint("tarjuma batch fetch %s brings the answers, within a day; with --wait it waits for them", b.sub.ID)
	return b.verdict()
}

func underWay(s *llm.Submission, requests int) string {
	return fmt.Sprintf("%s of them under way already as %s", plural(requests, "request is one", "requests are those"), s.ID)
}

// resumeOthers finishes what a submit that died had begun, so that it is not asked for again.
func (b *batchRun) resumeOthers(ctx context.Context) error {
	all, err := b.store.Submissions()
	if err != nil {
		return err
	}
	for _, s := range all {
		if !s.Unfinished() || b.isElsewhere(s) {
			continue
		}
		if err := b.batches.Resume(ctx, s); err != nil {
			return err
		}
		b.note("%s had been cut short, and is submitted now", s.ID)
	}
	return nil
}

// give submits requests as the next round.
func (b *batchRun) give(ctx context.Context, requests []llm.Request) error {
	if err := b.kept.keepIn(b.sub); err != nil {
		return err
	}
	most, cost := b.batches.Most(requests)
	if err := b.batches.Submit(ctx, b.sub, requests); err != nil {
		return batchFault(err)
	}
	files := len(b.sub.Rounds[len(b.sub.Rounds)-1].Parts)
	words := []string{fmt.Sprintf("round %d: submitted %s in %s", len(b.sub.Rounds), count(len(requests), "request"), count(files, "file"))}
	words = append(words, fmt.Sprintf("at most %s", count(most.Prompt+most.Completion, "token")))
	if cost > 0 {
		words = append(words, fmt.Sprintf("at most %s at the prices of live requests, of which a batch is often half", llm.Money(cost)))
	}
	b.note("%s", strings.Join(words, "; "))
	return nil
}

// verdict is nil, or the exit code of what was already told.
func (b *batchRun) verdict() error {
	if b.code == ExitDone {
		return nil
	}
	return &reported{b.code}
}
