package cmd

import (
	"fmt"

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
	b.work.Kept, b.work.Job = kept, job
	others, err := b.work.Submit(command.Context())
	if err != nil {
		return batchFault(err)
	}
	return b.submitted(others)
}

// submitted is the end of submit: the name that the answers come under, and what is to be done now.
func (b *batchRun) submitted(others []*llm.Submission) error {
	more := "; what is not written then, the same command writes"
	if len(b.work.Submission.Rounds) > 0 {
		others, more = []*llm.Submission{b.work.Submission}, ", within a day; with --wait it waits for them"
	}
	for _, s := range others {
		if _, err := fmt.Fprintln(b.app.Stdout, s.ID); err != nil {
			return err
		}
		b.hint("tarjuma batch fetch %s brings the answers%s", s.ID, more)
	}
	if len(others) == 0 {
		b.note("there is nothing to ask")
	}
	return b.verdict()
}
