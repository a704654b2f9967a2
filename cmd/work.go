package cmd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tarjuma/internal/check"
	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/run"
	"tarjuma/prompts"
)

// work does what summarize and translate have in common: everything but the verb.
func work(command *cobra.Command, app *App, verb run.Verb, o *workOptions, args []string) error {
	if err := o.check(); err != nil {
		return err
	}
	c, job, err := jobOf(command, app, verb, o, args)
	if err != nil {
		return err
	}
	if job.Model == "" {
		return noModel(command.Context(), app, c, o)
	}
	if err := c.checkPrices(); err != nil {
		return err
	}
	if err := oneMarkdownAFile(job); err != nil {
		return err
	}
	if o.dryRun {
		return dryRun(app, c, o, job)
	}
	return perform(command.Context(), app, c, o, job)
}

// jobOf makes the job that a command line and the configuration describe.
func jobOf(command *cobra.Command, app *App, verb run.Verb, o *workOptions, args []string) (*Config, *run.Job, error) {
	c, err := loadConfig(app, command)
	if err != nil {
		return nil, nil, err
	}
	if err := c.check(); err != nil {
		return nil, nil, err
	}
	all, err := app.gather(command.Context(), c, o, args)
	if err != nil {
		return nil, nil, err
	}
	job, err := fullJob(app, c, verb, o, all)
	if err != nil {
		return nil, nil, err
	}
	passedOver(app, o, all.passed)
	return c, job, nil
}

// fullJob is newJob with what is to become of the articles.
func fullJob(app *App, c *Config, verb run.Verb, o *workOptions, all articles) (*run.Job, error) {
	job, err := newJob(c, verb, all.sources)
	if err != nil {
		return nil, err
	}
	job.Encoding = o.encoding.String()
	if job.Output, err = o.target(all, c.Format); err != nil {
		return nil, err
	}
	job.Output.Written, job.Fresh, job.Prices = run.OpenWritten(c.Store, o.offline), o.fresh, c.Prices
	job.Output.Stdout = app.Stdout
	if !o.noChecks {
		job.Checks, job.Fixes, job.Repairs = check.New(job.Languages, c.Checks), !o.noFixes, c.Repairs
	}
	return job, nil
}

// passedOver tells what lies in a folder, looks like an article, and is not read.
func passedOver(app *App, o *workOptions, passed []run.PassedOver) {
	if o.quiet {
		return
	}
	for _, p := range passed {
		app.say("note", "%s %s: passed over", p.Path, p.Why)
	}
}

// noModel is the fault of a run that nobody named a model for.
func noModel(ctx context.Context, app *App, c *Config, o *workOptions) error {
	hint := "name one with --model"
	if options, err := c.clientOptions(ctx, app, o); err == nil && !o.dryRun {
		hint = modelHint(ctx, options)
	}
	return &ConfigError{c.Where("profile"), "no model is named, and the profile " + c.Profile + " has none of its own", hint}
}

// oneMarkdownAFile refuses to put a Markdown article into one stream with another, or in several languages: a result has the
// structure of its source and nothing else.
func oneMarkdownAFile(job *run.Job) error {
	if job.Verb != run.Translate || job.Output.Folder || job.Output.Format != "md" {
		return nil
	}
	i := slices.IndexFunc(job.Sources, run.Source.IsMarkdown)
	switch {
	case i < 0:
		return nil
	case len(job.Sources) > 1:
		return &usageError{errors.New("several articles would come out in one place, Markdown among them"), "name a folder with -o out/"}
	case len(job.To) > 1:
		return &usageError{
			fmt.Errorf("%s would come out in %d languages in one place", job.Sources[i].Title(), len(job.To)),
			"name one language with --to, or a folder with -o out/",
		}
	}
	return nil
}

// newJob turns the configuration into a job: names become languages and prompts.
func newJob(c *Config, verb run.Verb, sources []run.Source) (*run.Job, error) {
	languages, err := lang.Builtin()
	if err != nil {
		return nil, err
	}
	job := &run.Job{Verb: verb, Sources: sources, Languages: languages, Model: c.Model, Words: c.Words, Points: c.Points, Jobs: c.Jobs, FrontMatter: c.FrontMatter,
		Fallback: c.FallbackModel, Window: c.ContextWindow, Meter: &run.Meter{}}
	if job.To, err = c.targets(languages); err != nil {
		return nil, err
	}
	if c.From != "" {
		if job.From, err = languages.Find(c.From); err != nil {
			return nil, fmt.Errorf("%s: %w", c.Where("from"), err)
		}
	}
	set, err := c.promptSet()
	if err != nil {
		return nil, err
	}
	if job.SummarizePrompt, err = c.pick(set, prompts.Summarize); err != nil {
		return nil, err
	}
	if job.TranslatePrompt, err = c.pick(set, prompts.Translate); err != nil {
		return nil, err
	}
	job.NamesPrompt, err = c.pick(set, prompts.Names)
	return job, err
}

// targets are the languages asked for, each once, in the order given.
func (c *Config) targets(languages *lang.Languages) ([]*lang.Language, error) {
	var targets []*lang.Language
	seen := map[string]bool{}
	for _, name := range c.To {
		l, err := languages.Find(strings.TrimSpace(name))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.Where("to"), err)
		}
		if !seen[l.Code] {
			seen[l.Code] = true
			targets = append(targets, l)
		}
	}
	return targets, nil
}

// promptSet is the built-in prompts and the user's own.
func (c *Config) promptSet() (*prompts.Set, error) {
	set, err := prompts.Builtin()
	if err != nil || c.Prompts == "" {
		return set, err
	}
	if info, err := os.Stat(c.Prompts); err != nil || !info.IsDir() {
		return nil, &ConfigError{c.Where("prompts"), c.Prompts + " is not a folder", "tarjuma prompts copy makes one"}
	}
	set, err = set.Add(os.DirFS(c.Prompts), c.Prompts)
	if err != nil {
		return nil, &ConfigError{c.Where("prompts"), err.Error(), "tarjuma prompts lint " + c.Prompts + " lists what is wrong"}
	}
	return set, nil
}

// pick finds the prompt of a task: the one named, else the newest released.
func (c *Config) pick(set *prompts.Set, task string) (*prompts.Prompt, error) {
	var picked *prompts.Prompt
	for _, id := range c.Prompt {
		p, err := set.Find(strings.TrimSpace(id))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.Where("prompt"), err)
		}
		if p.Task != task {
			continue
		}
		if picked != nil {
			return nil, &ConfigError{c.Where("prompt"), fmt.Sprintf("two prompts for %s: %s and %s", task, picked.ID, p.ID), "name one a task"}
		}
		picked = p
	}
	if picked != nil {
		return picked, nil
	}
	return set.Default(task)
}

// perform asks, writes and reports.
func perform(ctx context.Context, app *App, c *Config, o *workOptions, job *run.Job) error {
	store, err := openStore(c, o.offline)
	if err != nil {
		return err
	}
	options, err := c.clientOptions(ctx, app, o)
	if err != nil {
		return err
	}
	if err := checkReport(o.report); err != nil {
		return err
	}
	line := newProgress(app, o, job.Meter, len(job.Sources))
	defer line.stop()
	options.Store, options.Waiting, options.Spend = store, line.waiting, job.Meter.Spend
	c.limit(&options, time.Now())
	if job.Client, err = newClient(c, app, options); err != nil {
		return err
	}
	r := &reporter{app: app, options: o, line: line, failOn: c.FailOn, articles: len(job.Sources), verb: job.Verb, counts: map[string]int{}, reports: []articleReport{}}
	begun := time.Now()
	err = run.Run(ctx, job, r.outcome)
	line.stop()
	r.spent(job.Meter)
	r.notDone(err)
	r.table(job.Meter, time.Since(begun))
	if err != nil {
		err = r.stopped(err, len(job.Sources), func() string { return modelHint(ctx, options) })
	} else {
		if errors.Is(context.Cause(ctx), ErrInterrupted) { // while the last of it was in flight: all was finished
			r.code = worse(r.code, ExitInterrupted)
		}
		r.summary()
		err = r.verdict()
	}
	return r.writeReport(job.Meter, time.Since(begun), err)
}

// openStore opens the folder that keeps the replies.
func openStore(c *Config, readOnly bool) (*llm.Store, error) {
	if info, err := os.Stat(c.Store); err == nil && !info.IsDir() {
		return nil, &ConfigError{c.Where("store"), c.Store + " is not a folder", "name a folder, or leave it out"}
	}
	return llm.OpenStore(c.Store, readOnly)
}
