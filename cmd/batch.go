package cmd

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"tarjuma/internal/llm"
)

func newBatch(app *App) *cobra.Command {
	command := &cobra.Command{
		Use:   "batch",
		Short: "Translate through a provider's batch API: often half the price, within a day",
		Long: "Translate articles through a provider's batch API, which often takes half the price and up to a day. submit asks for all that\n" +
			"can be asked at once; fetch brings the answers, writes what is complete, and submits what hangs on the answers or failed, as the\n" +
			"next round. What was submitted is kept in the store: whoever has it, and the articles at the same place, can fetch.\n\n" +
			exitHelp(ExitDone, ExitUsage),
		Example: "  tarjuma batch submit day/ --to prs,ps,hi -o out/\n  tarjuma batch fetch --wait\n  tarjuma batch status",
		Args:    noArguments,
		RunE:    func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	command.AddCommand(newBatchSubmit(app), newBatchStatus(app), newBatchFetch(app), newBatchCancel(app))
	return command
}

func newBatchSubmit(app *App) *cobra.Command {
	o := &workOptions{}
	command := &cobra.Command{
		Use:   "submit ARTICLE…",
		Short: "Submit the translation of articles to the batch API",
		Long: "Submit the translation of each ARTICLE: a file, or a folder with all .txt, .md and .markdown files below it. The name of the\n" +
			"submission is printed. What the store has the answers of is written at once, what is under way already is not asked again.\n\n" +
			exitHelp(ExitDone, ExitFailed, ExitUsage, ExitFindings, ExitRefused, ExitIncomplete, ExitBudget, ExitInterrupted),
		Example: "  tarjuma batch submit day/ --to prs,ps,hi -o out/\n" +
			"  tarjuma batch submit --manifest coverage.csv -o out/ --budget-tokens 2000000",
		RunE: func(c *cobra.Command, args []string) error { return batchSubmit(c, app, o, args) },
	}
	bindWorkFlags(command, o)
	for _, name := range notOfBatches() {
		// The only error is a flag that is not there, and the next use of its name would tell.
		_ = command.Flags().MarkHidden(name)
	}
	return command
}

// notOfBatches are the flags of translate that say nothing to a batch.
func notOfBatches() []string { return []string{"offline", "dry-run", "jobs", "rpm", "tpm", "deadline"} }

func newBatchFetch(app *App) *cobra.Command {
	o, wait := &workOptions{}, false
	command := &cobra.Command{
		Use:   "fetch [SUBMISSION]",
		Short: "Bring the answers, write what is complete, submit the next round",
		Long: "Bring the answers of a submission (without its name: the one that is open) into the store and write every article that is\n" +
			"complete, as tarjuma translate would. What hangs on the answers, or failed, is submitted as the next round. The exit code is 0\n" +
			"when all is written, and 5 as long as something is missing. Of a batch that expired or was cancelled, what it finished is kept.\n\n" +
			exitHelp(ExitDone, ExitFailed, ExitUsage, ExitFindings, ExitRefused, ExitIncomplete, ExitBudget, ExitInterrupted),
		Example: "  tarjuma batch fetch\n  tarjuma batch fetch 20260301-080000-1a2b3c4d --wait",
		Args:    atMost(1),
		RunE:    func(c *cobra.Command, args []string) error { return batchFetch(c, app, o, args, wait) },
	}
	bindBatchFlags(command, o)
	f := command.Flags()
	f.BoolVar(&wait, "wait", false, "wait until the last round is answered, and ask now and then")
	f.StringVar(&o.report, "report", "", "write what became of each article to this `FILE`, as JSON")
	f.Float64("budget-cost", 0, "`MONEY` to spend at most, all rounds together (default: as submitted)")
	f.Int("budget-tokens", 0, "tokens to spend at most, all rounds together, `N` (default: as submitted)")
	f.BoolVarP(&o.verbose, "verbose", "v", false, "say more on stderr")
	return command
}

func newBatchStatus(app *App) *cobra.Command {
	o := &workOptions{}
	command := &cobra.Command{
		Use:   "status [SUBMISSION]",
		Short: "List submissions and how far the provider is with them",
		Long: "List the submissions in the store, or one of them, and how far the provider is with them.\n\n" +
			exitHelp(ExitDone, ExitFailed, ExitUsage, ExitRefused, ExitInterrupted),
		Example: "  tarjuma batch status\n  tarjuma batch status 20260301-080000-1a2b3c4d",
		Args:    atMost(1),
		RunE:    func(c *cobra.Command, args []string) error { return batchStatus(c, app, o, args) },
	}
	bindBatchFlags(command, o)
	return command
}

func newBatchCancel(app *App) *cobra.Command {
	o := &workOptions{}
	command := &cobra.Command{
		Use:   "cancel [SUBMISSION]",
		Short: "End what is under way of a submission",
		Long: "Ask the provider to end what is under way of a submission (without its name: the one that is open). What is finished by then\n" +
			"is kept there, and paid for: fetch brings it.\n\n" +
			exitHelp(ExitDone, ExitFailed, ExitUsage, ExitRefused, ExitInterrupted),
		Example: "  tarjuma batch cancel\n  tarjuma batch cancel 20260301-080000-1a2b3c4d",
		Args:    atMost(1),
		RunE:    func(c *cobra.Command, args []string) error { return batchCancel(c, app, o, args) },
	}
	bindBatchFlags(command, o)
	return command
}

// bindBatchFlags gives the commands on a submission what they share: where it is kept, and how the provider is reached.
func bindBatchFlags(command *cobra.Command, o *workOptions) {
	f := command.Flags()
	f.SortFlags = false
	f.String("store", "", "folder `DIR` that keeps every reply (default: in your state folder)")
	f.String("profile", "", "kind of provider, `NAME`: the one that it was submitted to (default openai)")
	complete(command, "profile", profileNames(llm.Profiles()))
	f.String("base-url", "", "address `URL` of the API (default: the profile's, or OPENAI_BASE_URL)")
	f.Duration("timeout", 0, "time for one attempt, such as 90s (default 2m0s)")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "errors only on stderr")
}

// checkBatch refuses what makes no sense of a submission, and makes sure that results go into a folder.
func (o *workOptions) checkBatch(command *cobra.Command, args []string) error {
	if err := o.check(); err != nil {
		return err
	}
	for _, name := range notOfBatches() {
		if command.Flags().Changed(name) {
			return &usageError{fmt.Errorf("--%s is not for batches", name), "leave it out, or run tarjuma translate"}
		}
	}
	for _, arg := range args {
		if arg == "-" {
			return &usageError{errors.New("standard input will not be there when the answers are"), "name a file, or run tarjuma translate"}
		}
	}
	if o.output == "" {
		return &usageError{errors.New("no folder for the results is named"), "name one with -o out/"}
	}
	if info, err := os.Stat(o.output); err == nil && !info.IsDir() {
		return &usageError{fmt.Errorf("%s is a file, and the results want a folder", o.output), "give -o a folder"}
	}
	if !os.IsPathSeparator(o.output[len(o.output)-1]) {
		o.output += string(os.PathSeparator)
	}
	return nil
}
