package cmd

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tarjuma/internal/check"
	"tarjuma/internal/format"
	"tarjuma/internal/news"
)

// checkOptions are the flags of check that configuration cannot set.
type checkOptions struct {
	source string
	target string
	list   bool
	only   []string
	skip   []string
	accept []string
	fix    bool
	output string

	encoding encodingName // of texts that are in no form of Unicode
}

func newCheck(app *App) *cobra.Command {
	o := &checkOptions{}
	command := &cobra.Command{
		Use:   "check FILE…",
		Short: "Find the faults of translations that a program can see; needs no model and no key",
		Long: "Check translations: tarjuma's own documents (JSON, one or many in a FILE), translation memories (TMX), or two texts given by\n" +
			"--source and --target. FILE may be - for standard input. What is found goes to stdout, a count of it to stderr.\n\n" +
			"Two texts are compared line by line if both have as many lines that are not empty, or else paragraph by paragraph. Units of\n" +
			"a TMX file are checked one by one; of documents and texts the whole is seen, too.\n\n" +
			"A finding is accepted, and then only counted, by --accept, by \"accepted\": [\"number.missing\"] in the pair of a document, or by\n" +
			"<prop type=\"tarjuma:accepted\">number.missing</prop> in the unit of a TMX file. A group of checks (number) may be named everywhere.\n\n" +
			exitHelp(ExitDone, ExitFailed, ExitUsage, ExitFindings, ExitInterrupted),
		Example: "  tarjuma check out/*.json\n" +
			"  tarjuma check memory.tmx --format sarif --fail-on warning >report.sarif\n" +
			"  tarjuma check --source a.en.txt --target a.prs.txt --to prs --fix\n" +
			"  tarjuma check --list number",
		RunE: func(c *cobra.Command, args []string) error { return runCheck(c, app, o, args) },
	}
	bindCheckFlags(command, o)
	return command
}

func bindCheckFlags(command *cobra.Command, o *checkOptions) {
	f := command.Flags()
	f.SortFlags = false
	f.StringVar(&o.source, "source", "", "source `TEXT` of the translation that --target names")
	f.StringVar(&o.target, "target", "", "`TEXT` to check")
	languageFlag(command, "to", "language of the target; of a TMX file, the only ones to check", true)
	languageFlag(command, "from", "language of the source (default: told from its text; TMX files and documents say theirs)", false)
	f.Var(&o.encoding, "encoding", "encoding of --source and --target where they are not in Unicode, such as windows-1256 (default: recognized)")
	complete(command, "encoding", news.Encodings())
	f.BoolVar(&o.list, "list", false, "print every check, or those named: what it catches, how bad that is, in which languages")
	choiceFlag(command, "format", "form of what is found (default txt)", format.ReportNames())
	choiceFlag(command, "fail-on", "end with exit code 3 where there are faults this bad (default error)", []string{"error", "warning", "never"})
	f.StringSliceVar(&o.only, "only", nil, "look for these checks only, `ID[,ID]`")
	f.StringSliceVar(&o.skip, "skip", nil, "do not look for these checks, `ID[,ID]`")
	f.StringArrayVar(&o.accept, "accept", nil, "accept what a check finds in a segment, `SEGMENT:ID`; may be given many times")
	f.BoolVar(&o.fix, "fix", false, "mend what is safe to mend, in place or to -o, and list it on stderr")
	f.StringVarP(&o.output, "output", "o", "", "with --fix, write to this `FILE` and leave the input as it is")
}

func runCheck(command *cobra.Command, app *App, o *checkOptions, args []string) error {
	if o.list {
		return listChecks(app, args)
	}
	if err := o.check(command, args); err != nil {
		return err
	}
	c, err := loadConfig(app, command)
	if err != nil {
		return err
	}
	c.Format = "" // that of results; --format is of the report here
	if err := c.check(); err != nil {
		return err
	}
	work, err := newChecking(command, app, c, o)
	if err != nil {
		return err
	}
	if o.source != "" {
		return work.end(work.texts(command.Context(), o.source, o.target))
	}
	return work.end(work.files(command.Context(), args))
}

// check refuses flags that contradict each other.
func (o *checkOptions) check(command *cobra.Command, args []string) error {
	texts := o.source != "" || o.target != ""
	to := command.Flags().Lookup("to").Value.(*languageNames)
	switch {
	case (o.source == "") != (o.target == ""):
		return &usageError{errors.New("--source and --target go together"), "name both texts"}
	case texts && len(args) > 0:
		return &usageError{fmt.Errorf("--source and --target leave no place for %s", strings.Join(args, " ")), "check files and texts one after the other"}
	case !texts && len(args) == 0:
		return &usageError{errors.New("nothing to check is given"), "name a document or a TMX file, - for standard input, or two texts with --source and --target"}
	case texts && len(to.codes) != 1:
		return &usageError{errors.New("the language of --target is not known"), "name one, such as --to prs"}
	case !texts && o.encoding != "":
		return &usageError{errors.New("--encoding is of texts, which --source and --target name"), "leave it out: documents are in UTF-8, TMX files say what they are in"}
	case o.output != "" && !o.fix:
		return &usageError{errors.New("-o is for --fix: what is found goes to stdout"), "leave it out, or give --fix"}
	case o.output == "-":
		return &usageError{errors.New("what is mended cannot go to stdout, where the report goes"), "name a file with -o"}
	case o.output != "" && len(args) > 1:
		return &usageError{fmt.Errorf("-o is one file, and %d are mended", len(args)), "mend them one after the other, or in place without -o"}
	case o.fix && o.output == "" && (slices.Contains(args, "-") || o.target == "-"):
		return &usageError{errors.New("standard input cannot be mended in place"), "name a file with -o"}
	}
	inputs := append(slices.Clone(args), o.source, o.target)
	if first := slices.Index(inputs, "-"); first >= 0 && slices.Contains(inputs[first+1:], "-") {
		return &usageError{errors.New("standard input (-) is given twice"), "name it once"}
	}
	if info, err := os.Stat(o.output); o.output != "" && err == nil && !sameFile(info, append(args, o.target)) {
		return &usageError{fmt.Errorf("%s exists", filepath.ToSlash(o.output)), "give another -o, or leave it out to mend in place"}
	}
	return o.checkIDs()
}

// checkIDs refuses checks that there are not.
func (o *checkOptions) checkIDs() error {
	lists := map[string][]string{"--only": o.only, "--skip": o.skip}
	for _, flag := range []string{"--only", "--skip"} {
		if unknown := check.Unknown(lists[flag]); len(unknown) > 0 {
			return &usageError{fmt.Errorf("%s: there is no check %q", flag, unknown[0]), nearestHint(unknown[0])}
		}
	}
	return nil
}

func sameFile(info os.FileInfo, names []string) bool {
	return slices.ContainsFunc(names, func(name string) bool {
		other, err := os.Stat(name)
		return err == nil && os.SameFile(info, other)
	})
}
