package cmd

import (
	"bufio"
	"context"
	"runtime"

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
	languages *lang.Languages
	checks    *check.Checks
	options   check.Options
	failOn    string
	out       *bufio.Writer
	report    format.Report
	tally     tally
}

// item is a text that is checked together, where it stands, and what was found.
type item struct {
	checker *check.Checker
	text    check.Text
	file    string
	article string
	places  []place // of each unit
	found   []news.Finding
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

func newChecking(command *cobra.Command, app *App) (*checking, error) {
	languages, err := lang.Builtin()
	if err != nil {
		return nil, err
	}
	c := &checking{app: app, languages: languages, failOn: "error", out: bufio.NewWriter(app.Stdout)}
	flags := command.Flags()
	if value := flags.Lookup("fail-on").Value.String(); value != "" {
		c.failOn = value
	}
	if c.options.Only, err = flags.GetStringSlice("only"); err != nil {
		return nil, err
	}
	if c.options.Skip, err = flags.GetStringSlice("skip"); err != nil {
		return nil, err
	}
	name := flags.Lookup("format").Value.String()
	if name == "" {
		name = "txt"
	}
	c.checks = check.New(languages, c.options)
	c.report, err = format.OpenReport(c.out, name, format.Tool{Version: app.Version})
	return c, err
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
					c.look(&b.items[i])
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

// look checks an item. It is called by many goroutines.
func (c *checking) look(i *item) { i.found = i.checker.Check(i.text) }

// tell writes what was found in an item, and counts it.
func (c *checking) tell(i *item) error {
	c.tally.segments += len(i.text.Units)
	at := 0
	for _, f := range i.found {
		c.tally.count(f.Severity)
		told := format.Found{Finding: f, File: i.file, Article: i.article}
		for n := range i.text.Units { // findings are in the order of the units: the next is at hand
			u := (at + n) % len(i.text.Units)
			if f.Segment != "" && i.text.Units[u].ID == f.Segment {
				at = u
				told.Line, told.Column = i.places[u].line, i.places[u].column
				told.SourceText, told.TargetText = i.text.Units[u].Source, i.text.Units[u].Target
				break
			}
		}
		if err := c.report.Add(&told); err != nil {
			return err
		}
	}
	return nil
}

// end closes the report, says on stderr what there was, and gives the exit code. failed says that an input was not read.
func (c *checking) end(failed error) error {
	if err := c.report.Close(); err != nil {
		return err
	}
	if err := c.out.Flush(); err != nil {
		return err
	}
	if failed != nil {
		return failed
	}
	c.app.say("note", "%s", c.tally)
	if c.tally.reaches(c.failOn) {
		return &reported{ExitFindings}
	}
	return nil
}
