package cmd

import (
	"bufio"
	"context"
	"runtime"
	"slices"

	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"

	"tarjuma/internal/check"
	"tarjuma/internal/format"
	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// checking is one run of check.
type checking struct {
	app       *App
	options   *checkOptions
	languages *lang.Languages
	from      *lang.Language   // nil: told from the text, or as the file says
	to        []*lang.Language // nil: all of a file
	checks    *check.Checks
	accepted  map[string][]string // by --accept: checks by segment, "" is the text as a whole
	unseen    map[string]bool     // segments of them that did not come yet
	failOn    string
	out       *bufio.Writer
	report    format.Report
	tally     tally
}

// item is a text that is checked together, where it stands, and what was found.
type item struct {
	checker  *check.Checker
	text     check.Text
	brief    *news.Document // whose brief the text is, or nil; it is held against its article
	file     string
	article  string
	places   []place                                              // of each unit
	set      func(unit int, target string, fixes []news.Fix) bool // puts a mended target where it came from, if it can; nil: it can
	fixes    [][]news.Fix                                         // of each unit, with --fix
	found    []news.Finding
	accepted int
}

// place is where a unit's target stands in a file, as format.Found tells it.
type place struct{ line, column int }

// batch is some items that a worker checks at a time. finish, if there is one, is called when what was found is told, in the
// order of the batches.
type batch struct {
	items  []item
	finish func() error
	done   chan struct{}
}

// newChecking makes a run from flags and configuration; of the two the flags count.
func newChecking(command *cobra.Command, app *App, c *Config, o *checkOptions) (*checking, error) {
	languages, err := lang.Builtin()
	if err != nil {
		return nil, err
	}
	work := &checking{app: app, options: o, languages: languages, failOn: c.FailOn, out: bufio.NewWriter(app.Stdout)}
	if work.failOn == "" {
		work.failOn = string(news.Error)
	}
	if err := work.findLanguages(command); err != nil {
		return nil, err
	}
	if work.accepted, work.unseen, err = acceptances(o.accept); err != nil {
		return nil, err
	}
	what := c.Checks
	if command.Flags().Changed("only") {
		what.Only = o.only
	}
	if command.Flags().Changed("skip") {
		what.Skip = o.skip
	}
	work.checks = check.New(languages, what)
	name := command.Flags().Lookup("format").Value.String()
	if name == "" {
		name = format.ReportNames()[0]
	}
	work.report, err = format.OpenReport(work.out, name, format.Tool{Version: app.Version, Rules: reportedRules()})
	return work, err
}

// findLanguages reads --from and --to. What the configuration has of them is for other commands: here the files say it.
func (c *checking) findLanguages(command *cobra.Command) error {
	for _, code := range command.Flags().Lookup("to").Value.(*languageNames).codes {
		l, err := c.languages.Find(code)
		if err != nil {
			return err
		}
		c.to = append(c.to, l)
	}
	name := command.Flags().Lookup("from").Value.String()
	if name == "" {
		return nil
	}
	var err error
	c.from, err = c.languages.Find(name)
	return err
}

// inOrder checks what read hands to emit, on all processors, and tells what was found in the order in which it came.
func (c *checking) inOrder(ctx context.Context, read func(emit func(*batch) error) error) error {
	group, ctx := errgroup.WithContext(ctx)
	workers := runtime.GOMAXPROCS(0)
	work, order := make(chan *batch, workers), make(chan *batch, 2*workers)
	group.Go(func() error {
		defer close(work)
		defer close(order)
		return read(func(b *batch) error {
			b.done = make(chan struct{})
			for _, queue := range []chan *batch{order, work} {
				select {
				case queue <- b:
				case <-ctx.Done():
					return context.Cause(ctx)
				}
			}
			return nil
		})
	})
	for range workers {
		group.Go(func() error {
			for b := range work {
				for i := range b.items {
					if err := c.look(&b.items[i]); err != nil {
						return err
					}
				}
				close(b.done)
			}
			return nil
		})
	}
	group.Go(func() error { return c.tellAll(ctx, order) })
	return group.Wait()
}

// tellAll tells what was found in batches, and finishes them, one after the other.
func (c *checking) tellAll(ctx context.Context, order <-chan *batch) error {
	for b := range order {
		select {
		case <-b.done:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		for i := range b.items {
			if err := c.tell(&b.items[i]); err != nil {
				return err
			}
		}
		if b.finish == nil {
			continue
		}
		if err := b.finish(); err != nil {
			return err
		}
	}
	return nil
}

// look mends an item, if that is asked for, and checks it. It is called by many goroutines.
func (c *checking) look(i *item) (err error) {
	if i.brief != nil {
		i.found, err = c.checks.Brief(i.brief)
		i.dropAccepted(func(f news.Finding) bool { return check.Named(c.accepted[f.Segment], f.Check) })
		return err
	}
	for n := range i.text.Units {
		u := &i.text.Units[n]
		if more := c.accepted[u.ID]; more != nil {
			u.Accepted = slices.Concat(u.Accepted, more)
		}
	}
	if c.options.fix {
		i.mend()
	}
	i.found = i.checker.Check(i.text)
	i.accepted = i.hidden() - len(i.found)
	i.dropAccepted(c.isAccepted)
	return nil
}

// isAccepted tells whether a finding about a text as a whole was accepted; the checks see to those about segments.
func (c *checking) isAccepted(f news.Finding) bool {
	return f.Segment == "" && check.Named(c.accepted[""], f.Check)
}

// hidden counts what would be found if nobody had accepted anything.
func (i *item) hidden() int {
	if !slices.ContainsFunc(i.text.Units, func(u check.Unit) bool { return u.Accepted != nil }) {
		return len(i.found)
	}
	bare := i.text
	bare.Units = slices.Clone(bare.Units)
	for n := range bare.Units {
		bare.Units[n].Accepted = nil
	}
	return len(i.checker.Check(bare))
}

// dropAccepted takes out what was accepted, and counts it.
func (i *item) dropAccepted(accepted func(news.Finding) bool) {
	before := len(i.found)
	i.found = slices.DeleteFunc(i.found, accepted)
	i.accepted += before - len(i.found)
}

// tell writes what was found in an item, and counts it.
func (c *checking) tell(i *item) error {
	c.tally.segments += len(i.text.Units)
	c.tally.accepted += i.accepted
	c.tellFixes(i)
	for _, u := range i.text.Units {
		if len(c.unseen) == 0 {
			break
		}
		delete(c.unseen, u.ID)
	}
	at := 0
	for _, f := range i.found {
		c.tally.count(f.Severity)
		told := format.Found{Finding: f, File: i.file, Article: i.article}
		// Findings are in the order of the units: the one it is about is the last or one behind it.
		if n := slices.IndexFunc(i.text.Units[at:], func(u check.Unit) bool { return u.ID == f.Segment }); f.Segment != "" && n >= 0 {
			at += n
			told.Line, told.Column = i.places[at].line, i.places[at].column
			told.SourceText, told.TargetText = i.text.Units[at].Source, i.text.Units[at].Target
		}
		if err := c.report.Add(&told); err != nil {
			return err
		}
	}
	return nil
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
	if failed == nil && c.tally.reaches(c.failOn) {
		return &reported{ExitFindings}
	}
	return failed
}
