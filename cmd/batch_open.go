package cmd

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"tarjuma/internal/llm"
	"tarjuma/internal/run"
)

// openBatches reaches the batch API that the configuration names, and the store.
func openBatches(ctx context.Context, app *App, c *Config, o *workOptions) (*batchRun, error) {
	store, err := openStore(c, false)
	if err != nil {
		return nil, err
	}
	options, err := c.clientOptions(ctx, app, o)
	if err != nil {
		return nil, err
	}
	b := &batchRun{app: app, config: c, options: o}
	options.Store = store
	options.Waiting = func(reason string, d time.Duration) {
		if o.verbose {
			b.note("waiting %s: %s", d.Round(time.Second), reason)
		}
	}
	c.limit(&options, time.Now())
	api, err := llm.NewBatches(options)
	b.work = &run.Batch{API: api, Store: store, Watch: b}
	return b, c.addressFault(app, err)
}

// pickSubmission finds the submission that is meant: the one named, else the only one that is open.
func pickSubmission(store *llm.Store, args []string) (*llm.Submission, error) {
	const hint = "tarjuma batch status lists the submissions"
	if len(args) > 0 {
		s, err := store.Submission(args[0])
		if none := (*llm.NoSubmission)(nil); errors.As(err, &none) {
			err = &usageError{err, hint}
		}
		return s, err
	}
	all, err := store.Submissions()
	if err != nil {
		return nil, err
	}
	var open []*llm.Submission
	for _, s := range all {
		if s.Open() {
			open = append(open, s)
		}
	}
	switch {
	case len(open) == 1:
		return open[0], nil
	case len(open) > 1:
		return nil, &usageError{fmt.Errorf("%d submissions are open", len(open)), "name one: " + hint}
	case len(all) > 0:
		return nil, &usageError{errors.New("no submission is open"), "name one: " + hint}
	}
	return nil, &usageError{errors.New("the store has no submission"), "tarjuma batch submit makes one; --store names another store"}
}

// here refuses a submission of another provider: no key goes where the store alone says.
func (b *batchRun) here(s *llm.Submission) error {
	if !b.work.API.IsElsewhere(s) {
		return nil
	}
	return &usageError{fmt.Errorf("%s was submitted to another provider: %s at %s", s.ID, s.Profile, s.Address),
		"name it with --profile and --base-url, if you trust it"}
}

// openSubmission is openBatches for one submission that is there.
func openSubmission(command *cobra.Command, app *App, o *workOptions, args []string) (*batchRun, error) {
	c, err := loadConfig(app, command)
	if err != nil {
		return nil, err
	}
	if err := c.check(); err != nil {
		return nil, err
	}
	store, err := openStore(c, true)
	if err != nil {
		return nil, err
	}
	s, err := pickSubmission(store, args)
	if err != nil {
		return nil, err
	}
	kept, err := run.ReadBatchJob(s)
	if err != nil {
		return nil, err
	}
	job, err := submittedJob(app, c, o, kept)
	if err != nil {
		return nil, err
	}
	b, err := openBatches(command.Context(), app, c, o)
	if err != nil {
		return nil, err
	}
	b.work.Submission, b.work.Kept, b.work.Job = s, kept, job
	return b, b.here(s)
}

// batchFault gives a fault of the batch API with its way out.
func batchFault(err error) error {
	var fault *llm.Error
	if !errors.As(err, &fault) {
		return err
	}
	switch fault.Fault {
	case llm.NoAPI:
		return &usageError{fmt.Errorf("%s has no batch API that tarjuma knows: %w", fault.Address, err), "tarjuma translate asks it live"}
	case llm.NoModel:
		return &usageError{err, "name another --model when you submit"}
	}
	return err
}
