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

// mostRounds is how many rounds a submission has at most; what is left then is asked live.
const mostRounds = 10

// batchRun is a submission while a command works on it.
type batchRun struct {
	app     *App
	config  *Config
	options *workOptions
	store   *llm.Store
	batches *llm.Batches
	sub     *llm.Submission
	kept    *batchJob
	job     *run.Job

	code int // the worst so far
}

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
	b := &batchRun{app: app, config: c, options: o, store: store}
	options.Store = store
	options.Waiting = func(reason string, d time.Duration) {
		if o.verbose {
			b.note("waiting %s: %s", d.Round(time.Second), reason)
		}
	}
	c.limit(&options, time.Now())
	b.batches, err = llm.NewBatches(options)
	return b, c.addressFault(app, err)
}

// pick finds the submission that is meant: the one named, else the only one that is open.
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

// isElsewhere tells whether a submission was given to another provider than the one that is reached now.
func (b *batchRun) isElsewhere(s *llm.Submission) bool {
	return s.Address != b.batches.Address() || s.Profile != b.config.Profile
}

// here refuses a submission of another provider: no key goes where the store alone says.
func (b *batchRun) here(s *llm.Submission) error {
	if !b.isElsewhere(s) {
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
	kept, err := readJob(s)
	if err != nil {
		return nil, err
	}
	job, err := kept.job(app, c, o)
	if err != nil {
		return nil, err
	}
	b, err := openBatches(command.Context(), app, c, o)
	if err != nil {
		return nil, err
	}
	b.sub, b.kept, b.job = s, kept, job
	return b, b.here(s)
}

// walk goes over the articles that wait for answers, with the store alone: what is complete is written and told, and the requests that have no
// answer are given. stop is a fault that ended it.
func (b *batchRun) walk(ctx context.Context) (noted []llm.Request, stop error) {
	client, err := b.batches.Client(b.sub)
	if err != nil {
		return nil, err
	}
	b.job.Client, b.job.Meter = client, &run.Meter{}
	b.job.Prices = nil // those of live requests
	wanted := map[string]bool{}
	for _, s := range b.kept.Sources {
		wanted[s.Name] = b.sub.Done || s.Became == "" // as it is now: what becomes of one is noted while others are begun
	}
	b.job.Skip = func(s run.Source) bool { return !wanted[s.Name] }
	articles := 0
	for _, s := range b.job.Sources {
		if wanted[s.Name] {
			articles++
		}
	}
	line := newProgress(b.app, b.options, b.job.Meter, articles)
	defer line.stop()
	r := &reporter{
		app: b.app, options: b.options, line: line, failOn: b.config.FailOn, articles: articles, verb: b.job.Verb, counts: map[string]int{}, reports: []articleReport{},
	}
	begun := time.Now()
	err = run.Run(ctx, b.job, func(o run.Outcome) { b.outcome(r, o) })
	line.stop()
	b.job.Meter.Spend(llm.Spending{Usage: b.sub.Used()})
	r.notDone(err)
	if r.counts[statusAwaited] < r.done {
		r.table(b.job.Meter, time.Since(begun))
	}
	if err != nil {
		err = r.stopped(err, articles, func() string { return "name another --model when you submit" })
	}
	b.code = worse(b.code, r.code)
	ended, code := err, r.code
	if len(client.Noted()) > 0 {
		code = worse(code, ExitIncomplete)
	}
	if ended == nil && code != ExitDone {
		ended = &reported{code}
	}
	if written := r.writeReport(b.job.Meter, time.Since(begun), ended); written != ended { // it could not be written
		return nil, written
	}
	return client.Noted(), err
}

// outcome tells what became of an article, unless it waits.
func (b *batchRun) outcome(r *reporter, o run.Outcome) {
	if llm.IsAwaited(o.Err) {
		r.done++
		r.take(o)
		r.line.one()
		return
	}
	before := r.code
	r.code = ExitDone
	r.outcome(o)
	if o.Err == nil {
		b.kept.became(o.Source.Name, describe(o, b.job.Verb).Status)
	}
	r.code = worse(before, r.code)
}

func (b *batchRun) note(format string, args ...any) {
	if !b.options.quiet {
		b.app.say("note", format, args...)
	}
}

func (b *batchRun) hint(format string, args ...any) {
	if !b.options.quiet {
		b.app.say("hint", format, args...)
	}
}

// batchFault gives a fault of the batch API with its way out.
func batchFault(err error) error {
	var fault *llm.Error
	if errors.As(err, &fault) && fault.Fault == llm.NoAPI {
		return &usageError{fmt.Errorf("%s has no batch API that tarjuma knows: %w", fault.Address, err), "tarjuma translate asks it live"}
	}
	return err
}
