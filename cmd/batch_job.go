package cmd

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tarjuma/internal/lang"
	"tarjuma/internal/run"
)

// describeJob tells a job so that it can be done on another day.
func describeJob(c *Config, o *workOptions, job *run.Job, args []string) (*run.BatchJob, error) {
	d, err := run.NewBatchJob(job)
	if err != nil {
		return nil, err
	}
	d.Args, d.From, d.Checks, d.NoChecks, d.NoFixes, d.Repairs, d.FailOn = args, c.From, c.Checks, o.noChecks, o.noFixes, c.Repairs, c.FailOn
	d.BudgetCost, d.BudgetTokens = c.BudgetCost, c.BudgetTokens
	if c.Prompts != "" {
		d.Prompts, err = filepath.Abs(c.Prompts)
	}
	return d, err
}

// lay puts what a submission tells over a configuration.
func lay(d *run.BatchJob, c *Config, o *workOptions) {
	c.From, c.To, c.Prompt, c.Prompts, c.FrontMatter = d.From, d.To, d.Prompt, d.Prompts, d.FrontMatter
	c.Model, c.FallbackModel, c.ContextWindow = d.Model, d.Fallback, d.Window
	c.Format, c.Checks, c.Repairs, c.FailOn = d.Format, d.Checks, d.Repairs, d.FailOn
	if c.unset("budget_cost") && d.BudgetCost != 0 {
		c.BudgetCost, c.origins["budget_cost"] = d.BudgetCost, fromSubmission
	}
	if c.unset("budget_tokens") && d.BudgetTokens != 0 {
		c.BudgetTokens, c.origins["budget_tokens"] = d.BudgetTokens, fromSubmission
	}
	o.noChecks, o.noFixes, o.encoding, o.fresh, o.overwrite = d.NoChecks, d.NoFixes, encodingName(d.Encoding), d.Fresh, d.Overwrite
	o.output = d.Output + string(filepath.Separator)
}

// fromSubmission is the origin of a setting that a submission holds.
const fromSubmission = "the submission"

// submittedJob makes the job that was submitted, of this configuration and what was told.
func submittedJob(app *App, c *Config, o *workOptions, d *run.BatchJob) (*run.Job, error) {
	lay(d, c, o)
	if err := c.check(); err != nil {
		return nil, err
	}
	if err := c.checkPrices(); err != nil {
		return nil, err
	}
	languages, err := lang.Builtin()
	if err != nil {
		return nil, err
	}
	set, err := c.promptSet()
	if err != nil {
		return nil, err
	}
	sources, err := d.Articles(languages, set)
	if err != nil {
		return nil, err
	}
	job, err := fullJob(app, c, run.Translate, o, articles{sources: sources, many: true})
	if err == nil && !d.SaysTheSame(job) {
		err = &usageError{errors.New("the prompts or the style of a language are not those that were submitted"),
			"finish it live, at the price of what changed: " + live(d)}
	}
	return job, err
}

// commandLine gives the arguments and flags that a command was given, but for those that say how much it tells, and --fresh: what was asked
// afresh once need not be again.
func commandLine(command *cobra.Command, args []string) []string {
	var words []string
	for _, arg := range args {
		if strings.HasPrefix(arg, "-") { // it would be taken for a flag
			arg = "./" + arg
		}
		words = append(words, arg)
	}
	command.Flags().Visit(func(f *pflag.Flag) {
		if slices.Contains([]string{"fresh", "quiet", "verbose", "report"}, f.Name) {
			return
		}
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand
		}
		words = append(words, name)
		if f.Value.Type() != "bool" {
			words = append(words, flagText(f.Value))
		}
	})
	return words
}

// live is the command that does the same with live requests.
func live(d *run.BatchJob) string {
	words := []string{"tarjuma", "translate"}
	for _, arg := range d.Args {
		if arg == "" || strings.ContainsFunc(arg, isOfShell) {
			arg = "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
		}
		words = append(words, arg)
	}
	return strings.Join(words, " ")
}

// isOfShell knows the characters that may mean something else to a shell than to us.
func isOfShell(r rune) bool {
	return !unicode.In(r, unicode.L, unicode.M, unicode.N) && !strings.ContainsRune("-_./,:=@%+", r)
}
