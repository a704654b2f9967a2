package cmd

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"tarjuma/internal/check"
	"tarjuma/internal/format"
	"tarjuma/internal/lang"
	"tarjuma/internal/news"
	"tarjuma/internal/run"
)

// checking is one run of check.
type checking struct {
	*run.Checking
	app    *App
	unseen map[string]bool // segments of --accept that did not come yet
	failOn string
	out    *bufio.Writer
	report format.Report
	tally  tally
	code   int // of what was not checked and was told
}

// newChecking makes a run from flags and configuration; of the two the flags count.
func newChecking(command *cobra.Command, app *App, c *Config, o *checkOptions) (*checking, error) {
	languages, err := lang.Builtin()
	if err != nil {
		return nil, err
	}
	what, err := whatToCheck(command, c, o)
	if err != nil {
		return nil, err
	}
	work := &checking{Checking: run.NewChecking(languages, what), app: app, failOn: c.FailOn, out: bufio.NewWriter(app.Stdout)}
	if work.failOn == "" {
		work.failOn = string(news.Error)
	}
	work.Fix, work.Output, work.Encoding, work.Tell = o.fix, o.output, o.encoding.String(), work.tell
	work.Unreadable = func(err error) { work.code = worse(work.code, app.fail(err)) }
	if err := work.findLanguages(command, languages); err != nil {
		return nil, err
	}
	if work.Accepted, work.unseen, err = acceptances(o.accept); err != nil {
		return nil, err
	}
	name := command.Flags().Lookup("format").Value.String()
	if name == "" {
		name = format.ReportNames()[0]
	}
	work.report, err = format.OpenReport(work.out, name, format.Tool{Version: app.Version, Rules: reportedRules()})
	return work, err
}

// whatToCheck gives what is looked for: something must be, or good news would mean nothing.
func whatToCheck(command *cobra.Command, c *Config, o *checkOptions) (check.Options, error) {
	what := c.Checks
	if command.Flags().Changed("only") {
		what.Only = o.only
	}
	if command.Flags().Changed("skip") {
		what.Skip = o.skip
	}
	if !slices.ContainsFunc(check.Rules(), func(r check.Rule) bool { return what.LookFor(r.ID) }) {
		return what, &usageError{fmt.Errorf("nothing is left to look for: only %s, but not %s", strings.Join(what.Only, ", "), strings.Join(what.Skip, ", ")),
			"change --only or --skip; tarjuma config show tells what is configured (checks)"}
	}
	return what, nil
}

// findLanguages reads --from and --to. What the configuration has of them is for other commands: here the files say it.
func (c *checking) findLanguages(command *cobra.Command, languages *lang.Languages) error {
	for _, code := range command.Flags().Lookup("to").Value.(*languageNames).codes {
		l, err := languages.Find(code)
		if err != nil {
			return err
		}
		c.To = append(c.To, l)
	}
	name := command.Flags().Lookup("from").Value.String()
	if name == "" {
		return nil
	}
	var err error
	c.From, err = languages.Find(name)
	return err
}

// source is a file to check, or standard input.
func (c *checking) source(ctx context.Context, name string) run.Source {
	if name == "-" {
		return run.Source{Name: name, Open: openInput(ctx, c.app.Stdin)}
	}
	return run.Source{Name: name}
}

// texts checks two texts against each other.
func (c *checking) texts(ctx context.Context, source, target string) error {
	before := c.tally.fixes
	passed, err := c.Texts(ctx, c.source(ctx, source), c.source(ctx, target))
	c.passed(target, passed, before)
	return err
}

// files checks files one after the other. What is wrong with one is told, and the next is checked; the worst is given back.
func (c *checking) files(ctx context.Context, names []string) error {
	for _, name := range names {
		before := c.tally.fixes
		passed, err := c.File(ctx, c.source(ctx, name))
		c.passed(name, passed, before)
		switch {
		case err == nil:
			continue
		case ctx.Err() != nil:
			return err
		}
		c.code = worse(c.code, c.app.fail(err))
	}
	if c.code != ExitDone {
		return &reported{c.code}
	}
	if c.To != nil && c.tally.segments == 0 {
		return &usageError{fmt.Errorf("nothing was checked: there is no text in %s", c.languageNames()), "leave --to out to check all languages"}
	}
	return nil
}

// languageNames gives the names of the languages that are to be checked.
func (c *checking) languageNames() string {
	var names []string
	for _, l := range c.To {
		names = append(names, l.Name)
	}
	return strings.Join(names, " or ")
}

// passed says what there is to say of a file beside what was found; before is how many places were mended before it.
func (c *checking) passed(name string, p run.Passed, before int) {
	for _, e := range p.Encodings {
		c.app.say("note", "%s was converted from %s", run.Source{Name: e.Name}.Title(), e.Encoding)
	}
	for _, tag := range slices.Sorted(maps.Keys(p.Unchecked)) {
		where := fmt.Sprintf("in %q", tag)
		if tag == "" {
			where = "without xml:lang"
		}
		c.app.say("note", "%s: %s %s not checked", name, count(p.Unchecked[tag], "text"), where)
	}
	if p.Sourceless > 0 {
		c.app.say("warning", "%s: %s without a source text that can be checked against", name, count(p.Sourceless, "unit"))
	}
	switch listed := c.tally.fixes - before; {
	case p.Wrote != "":
		c.app.say("note", "wrote %s", p.Wrote)
	case listed > 0:
		c.app.say("warning", "%s: nothing was written: the %s listed above stayed as before", name, count(listed, "place"))
		c.tally.fixes = before
	}
}

// tell writes what was found in a text, and counts it.
func (c *checking) tell(t *run.Checked) error {
	c.tally.segments += len(t.Units)
	c.tally.accepted += t.Accepted
	c.tellFixes(t)
	for _, u := range t.Units {
		if len(c.unseen) == 0 {
			break
		}
		delete(c.unseen, u.ID)
	}
	for n := range t.Found {
		c.tally.count(t.Found[n].Severity)
		if err := c.report.Add(&t.Found[n]); err != nil {
			return err
		}
	}
	return nil
}

// tellFixes lists what was mended.
func (c *checking) tellFixes(t *run.Checked) {
	for n, fixes := range t.Fixes {
		for _, f := range fixes {
			c.tally.fixes++
			line := fmt.Sprintf("tarjuma: fixed: %s:%s: %s: %s → %s", t.File, t.Units[n].ID, f.Check, quoted(f.Before), quoted(f.After))
			fmt.Fprintln(c.app.Stderr, run.Printable(line)) // no say: it would make one space of two
		}
	}
}

// quoted gives a text in quotation marks, invisible characters escaped, and one character with its code point: many look alike.
func quoted(text string) string {
	if utf8.RuneCountInString(text) != 1 {
		return strconv.Quote(text)
	}
	r, _ := utf8.DecodeRuneInString(text)
	return fmt.Sprintf("%q (U+%04X)", text, r)
}

// end closes the report, says on stderr what there was, and gives the exit code; failed is what was not checked.
func (c *checking) end(failed error) error {
	if err := c.report.Close(); err != nil {
		return err
	}
	if err := c.out.Flush(); err != nil {
		return err
	}
	for _, segment := range sorted(c.unseen) {
		c.app.say("warning", "--accept: there is no segment %q", segment)
	}
	c.app.say("note", "%s", c.tally)
	switch {
	case failed == nil && c.tally.reaches(c.failOn):
		return &reported{ExitFindings}
	case errors.Is(failed, ErrInterrupted): // there are no answers that were kept
		c.app.say("error", "%s", failed)
		return &reported{ExitInterrupted}
	}
	return failed
}

// checkVerdict is the verdict on a file that cannot be checked.
func checkVerdict(e *run.CheckError) (code int, hint string) {
	switch e.Problem {
	case run.NoSourceNamed:
		return ExitUsage, "name it, such as --from en"
	case run.NotToBeMended:
		return ExitUsage, "name another file for it with -o"
	case run.IsFolder:
		return ExitFailed, "name the files in it, such as " + filepath.ToSlash(filepath.Join(e.Name, "*.json"))
	case run.BrokenDocument:
		return ExitFailed, "a document is what summarize and translate write with --format json"
	case run.BrokenMemory:
		return ExitFailed, "mend the file there, or write it anew as TMX with the tool it comes from"
	}
	return ExitFailed, "two texts are checked with --source and --target"
}
