package cmd

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tarjuma/internal/format"
)

// checkOptions are the flags of check.
type checkOptions struct {
	source string
	target string
	list   bool
}

func newCheck(app *App) *cobra.Command {
	o := &checkOptions{}
	command := &cobra.Command{
		Use:   "check FILE…",
		Short: "Find the faults of translations that a program can see; needs no model and no key",
		Long: "Check translations: tarjuma's own documents (JSON, one or many in a FILE), translation memories (TMX), or two texts given by\n" +
			"--source and --target. What is found is written to stdout, a count of it to stderr.\n\n" +
			exitHelp(ExitDone, ExitFailed, ExitUsage, ExitFindings, ExitInterrupted),
		Example: "  tarjuma check out/*.json\n" +
			"  tarjuma check --source a.en.txt --target a.prs.txt --to prs",
		RunE: func(c *cobra.Command, args []string) error { return runCheck(c, app, o, args) },
	}
	bindCheckFlags(command, o)
	return command
}

func bindCheckFlags(command *cobra.Command, o *checkOptions) {
	f := command.Flags()
	f.SortFlags = false
	f.StringVar(&o.source, "source", "", "source `TEXT` of the translation that --target names")
	f.StringVar(&o.target, "target", "", "translation to check, a `TEXT`: line by line, or paragraph by paragraph")
	languageFlag(command, "to", "language of the target", false)
	languageFlag(command, "from", "language of the source (default: told from its text)", false)
	choiceFlag(command, "format", "form of what is found (default txt)", format.ReportNames())
	choiceFlag(command, "fail-on", "end with exit code 3 from this severity on (default error)", []string{"error", "warning", "never"})
	f.StringSlice("only", nil, "look for these checks only, `ID[,ID]`, or groups of them (number)")
	f.StringSlice("skip", nil, "do not look for these checks, `ID[,ID]`, or groups of them")
}

func runCheck(command *cobra.Command, app *App, o *checkOptions, args []string) error {
	if err := o.check(command, args); err != nil {
		return err
	}
	c, err := newChecking(command, app)
	if err != nil {
		return err
	}
	return c.texts(command, o)
}

// check refuses flags that contradict each other.
func (o *checkOptions) check(command *cobra.Command, args []string) error {
	switch {
	case (o.source == "") != (o.target == ""):
		return &usageError{errors.New("--source and --target go together"), "name both texts"}
	case o.source != "" && len(args) > 0:
		return &usageError{fmt.Errorf("--source and --target leave no place for %s", strings.Join(args, " ")), "check files and texts one after the other"}
	case o.source == "" && len(args) == 0:
		return &usageError{errors.New("nothing to check is given"), "name a document or TMX file, - for standard input, or two texts with --source and --target"}
	case o.source != "" && !command.Flags().Changed("to"):
		return &usageError{errors.New("the language of --target is not known"), "name it, such as --to prs"}
	}
	return nil
}
