package cmd

import (
	"github.com/spf13/cobra"

	"tarjuma/internal/run"
)

func newEstimate(app *App) *cobra.Command {
	o := &workOptions{estimate: true}
	command := &cobra.Command{
		Use:   "estimate ARTICLE…",
		Short: "Say what a run would take: requests, tokens and price for each language; needs no key",
		Long: "Say what translate, or summarize, would take for each ARTICLE: a file, a folder with all .txt, .md and .markdown files below\n" +
			"it, or - for standard input. Requests, tokens and price are given for each language, expected and at most. Nobody is asked.\n\n" +
			"What the store has the answer of costs nothing, and neither does, with -o, what is up to date there. Where the store holds\n" +
			"replies of the model for the language, they tell how it counts and how much it writes. Prices are those of your configuration.\n\n" +
			exitHelp(ExitDone, ExitFailed, ExitUsage, ExitInterrupted),
		Example: "  tarjuma estimate day/ --to prs,ps,hi -o out/\n" +
			"  tarjuma estimate article.txt --task summarize --format json",
		RunE: func(c *cobra.Command, args []string) error { return estimate(c, app, o, args) },
	}
	bindEstimateFlags(command, o)
	return command
}

// bindEstimateFlags gives a command the flags of a run that decide what is asked, with the same words.
func bindEstimateFlags(command *cobra.Command, o *workOptions) {
	f := command.Flags()
	f.SortFlags = false
	choiceFlag(command, "task", "what would be done (default translate)", []string{string(run.Translate), string(run.Summarize)})
	of := &cobra.Command{}
	bindWorkFlags(of, o)
	for _, name := range []string{
		"to", "from", "encoding", "output", "manifest", "overwrite", "prompt", "prompts", "model", "profile", "fallback-model", "context-window",
		"store", "fresh", "no-checks", "no-fixes", "repairs", "quiet",
	} {
		f.AddFlag(of.Flags().Lookup(name))
	}
	f.Lookup("output").Usage = "where results would go, a `PATH`: what is up to date there takes nothing"
	bindBriefFlags(f)
	choiceFlag(command, "format", "form of the estimate (default txt)", []string{"txt", "json"})
}

func estimate(command *cobra.Command, app *App, o *workOptions, args []string) error {
	verb := run.Translate
	if task := command.Flags().Lookup("task").Value.String(); task != "" {
		verb = run.Verb(task)
	}
	form := command.Flags().Lookup("format")
	form.Changed = false // that of the configuration is the form of results, which tells what is up to date
	c, job, err := jobOf(command, app, verb, o, args)
	if err != nil {
		return err
	}
	store, err := openStore(c, true)
	if err != nil {
		return err
	}
	r := &reporter{app: app, options: o, line: &progress{}}
	e, err := run.EstimateOf(command.Context(), job, store, func(p run.Planned) error {
		r.failure(run.Outcome{Source: p.Source, Err: p.Err})
		return nil
	})
	if err != nil {
		return err
	}
	report := newEstimateReport(job, e)
	if job.Model == "" {
		r.note("no model is named: without one nothing has a price, and nothing counts as answered or up to date")
	} else if report.Total.Price == nil {
		r.note("there is no price for the model %s: your configuration may give one under prices", job.Model)
	}
	if form.Value.String() == "json" {
		err = report.writeJSON(app.Stdout)
	} else {
		err = report.writeText(app.Stdout)
	}
	if err != nil {
		return err
	}
	return r.verdict()
}
