package cmd

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"tarjuma/internal/lang"
	"tarjuma/internal/run"
	"tarjuma/prompts"
)

func newPromptsRender(app *App) *cobra.Command {
	command := &cobra.Command{
		Use:   "render ID ARTICLE",
		Short: "Print the messages a prompt makes of an article; ask nobody",
		Long: "Print the system and the user message of the first requests that a prompt makes of ARTICLE (a file, or -).\n" +
			"A brief is in the article's own language; a translation in that of --to.\n\n" + exitHelp(ExitDone, ExitFailed, ExitUsage),
		Example: "  tarjuma prompts render translate/v1 article.txt --to ps\n  tarjuma prompts render summarize/v1 - < article.txt",
		Args:    exactly("ID", "ARTICLE"),
		RunE: func(command *cobra.Command, args []string) error {
			c, err := loadConfig(app, command)
			if err != nil {
				return err
			}
			return renderPrompt(command.Context(), app, c, args[0], args[1])
		},
	}
	languageFlag(command, "to", "target language (default: the first of the configuration)", false)
	languageFlag(command, "from", "the article's language (default: told from its text)", false)
	command.Flags().Int("words", 0, "length of the whole brief in words, `N` (default 120)")
	command.Flags().Int("points", 0, "key points, `N` (default 4)")
	return command
}

func renderPrompt(ctx context.Context, app *App, c *Config, id, article string) error {
	if info, err := os.Stat(article); err == nil && info.IsDir() {
		return &usageError{fmt.Errorf("%s is a folder", article), "name one of its articles"}
	}
	all, err := app.arguments(ctx, []string{article}, &workOptions{}, nil)
	if err != nil {
		return err
	}
	set, err := c.promptSet()
	if err != nil {
		return err
	}
	p, err := set.Find(id)
	if err != nil {
		return err
	}
	job, err := newJob(c, run.Translate, all.sources)
	if err != nil {
		return err
	}
	switch p.Task {
	case prompts.Summarize:
		job.SummarizePrompt = p
	case prompts.Translate:
		job.TranslatePrompt = p
	case prompts.Names:
		job.NamesPrompt = p
	}
	return printMessages(app, job, p, job.To[0])
}

func printMessages(app *App, job *run.Job, p *prompts.Prompt, to *lang.Language) error {
	requests, err := run.Render(job, p, job.Sources[0], to)
	if err != nil {
		return &articleError{job.Sources[0], err}
	}
	for i, r := range requests {
		if i > 0 {
			fmt.Fprintln(app.Stdout)
		}
		for _, m := range r.Messages {
			fmt.Fprintf(app.Stdout, "=== %s (%d of %d)\n%s\n", m.Role, i+1, len(requests), m.Content)
		}
	}
	return nil
}
