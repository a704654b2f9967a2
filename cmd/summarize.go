package cmd

import (
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tarjuma/internal/run"
)

func newSummarize(app *App) *cobra.Command {
	o := &workOptions{}
	command := &cobra.Command{
		Use:     "summarize ARTICLE…",
		Aliases: []string{"brief"},
		Short:   "Make a brief of an article, in its own language and in Dari, Pashto and Hindi",
		Long: "Make a brief (headline, standfirst, key points) of each ARTICLE: a file, a folder with all .txt, .md and .markdown\n" +
			"files below it, or - for standard input. Into a folder (-o out/) only what changed is made again.\n" +
			"It is written in the article's own language first, every sentence with the segments it rests on, checked against\n" +
			"them, and then translated, so that the facts are the same in every language.\n\n" +
			exitHelp(ExitDone, ExitFailed, ExitUsage, ExitFindings, ExitRefused, ExitIncomplete, ExitBudget, ExitInterrupted),
		Example: "  tarjuma summarize article.txt --to prs,ps\n" +
			"  tarjuma brief dari.txt --to en --words 80 --points 3 -o brief.md",
		RunE: func(c *cobra.Command, args []string) error { return work(c, app, run.Summarize, o, args) },
	}
	bindWorkFlags(command, o)
	bindBriefFlags(command.Flags())
	return command
}

// bindBriefFlags gives a command the flags that are about briefs alone.
func bindBriefFlags(f *pflag.FlagSet) {
	f.Int("words", 0, "length of the whole brief in words, `N` (default 120)")
	f.Int("points", 0, "key points, `N`; fewer for a short article (default 4)")
}
