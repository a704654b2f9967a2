package cmd

import (
	"github.com/spf13/cobra"

	"tarjuma/internal/run"
)

func newTranslate(app *App) *cobra.Command {
	o := &workOptions{}
	command := &cobra.Command{
		Use:   "translate ARTICLE…",
		Short: "Translate an article into Dari, Pashto and Hindi, segment by segment",
		Long: "Translate each ARTICLE: a file, a folder with all .txt, .md and .markdown files below it, or - for standard input. Every\n" +
			"title, paragraph and credit line is a numbered segment that comes back under its own number, or is marked as not\n" +
			"translated, with the reason. Into a folder (-o out/) only what changed is made again.\n\n" +
			exitHelp(ExitDone, ExitFailed, ExitUsage, ExitFindings, ExitRefused, ExitIncomplete, ExitBudget, ExitInterrupted),
		Example: "  tarjuma translate article.txt --to prs -o article.prs.txt\n" +
			"  tarjuma translate day/ --to prs,ps,hi -o out/\n" +
			"  cat article.txt | tarjuma translate - --format json",
		RunE: func(c *cobra.Command, args []string) error { return work(c, app, run.Translate, o, args) },
	}
	bindWorkFlags(command, o)
	return command
}
