package run

import (
	"context"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"tarjuma/internal/check"
	"tarjuma/internal/format"
	"tarjuma/internal/news"
)

// checkItem is a text that is checked together, where it stands, and how.
type checkItem struct {
	checker *check.Checker
	text    check.Text
	brief   *news.Document // whose brief the text is, or nil; it is held against its article
	wrapped bool           // line ends within a unit are those of a page: they are mended around, and not checked
	file    string
	article string
	lang    string                                               // of the targets, in a document
	places  []unitPlace                                          // of each unit
	set     func(unit int, target string, fixes []news.Fix) bool // puts a mended target where it came from, if it can

	findings []news.Finding
	checked  Checked
}

// unitPlace is where a unit's target stands in a file, as format.Found tells it.
type unitPlace struct{ line, column int }

// checkBatch is some items that a worker checks at a time. finish, if there is one, is called when what was found is told, in the
// order of the batches.
type checkBatch struct {
	items  []checkItem
	finish func() error
	done   chan struct{}
}

// inOrder checks what read hands to emit, on all processors, and tells what was found in the order in which it came. Where reading fails,
// what came before is told all the same.
func (f *checkedFile) inOrder(ctx context.Context, read func(emit func(*checkBatch) error) error) error {
	group, ctx := errgroup.WithContext(ctx)
	workers := runtime.GOMAXPROCS(0)
	work, order := make(chan *checkBatch, workers), make(chan *checkBatch, 2*workers)
	var unread error
	group.Go(func() error {
		defer close(work)
		defer close(order)
		unread = read(func(b *checkBatch) error {
			b.done = make(chan struct{})
			for _, queue := range []chan *checkBatch{order, work} {
				select {
				case queue <- b:
				case <-ctx.Done():
					return context.Cause(ctx)
				}
			}
			return nil
		})
		return nil
	})
	for range workers {
		group.Go(func() error {
			for b := range work {
				for i := range b.items {
					if err := f.look(&b.items[i]); err != nil {
						return err
					}
				}
				close(b.done)
			}
			return nil
		})
	}
	group.Go(func() error { return f.tellAll(ctx, order) })
	if err := group.Wait(); err != nil {
		return err
	}
	return unread
}

// tellAll tells what was found in batches, and finishes them, one after the other.
func (f *checkedFile) tellAll(ctx context.Context, order <-chan *checkBatch) error {
	for b := range order {
		select {
		case <-b.done:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		for i := range b.items {
			for _, fixes := range b.items[i].checked.Fixes {
				f.mended += len(fixes)
			}
			if err := f.Tell(&b.items[i].checked); err != nil {
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
func (c *Checking) look(i *checkItem) (err error) {
	if i.brief != nil {
		i.findings, err = c.checks.Brief(i.brief)
		i.dropAccepted(func(f news.Finding) bool { return check.Named(c.Accepted[f.Segment], f.Check) })
		i.finish()
		return err
	}
	for n := range i.text.Units {
		u := &i.text.Units[n]
		if more := c.Accepted[u.ID]; more != nil {
			u.Accepted = slices.Concat(u.Accepted, more)
		}
	}
	if c.Fix {
		i.mend()
	}
	if i.wrapped {
		i.unwrap()
	}
	i.findings = i.checker.Check(i.text)
	i.checked.Accepted = i.hidden() - len(i.findings)
	i.dropAccepted(c.isAccepted)
	i.finish()
	return nil
}

// mend makes the safe edits of an item's targets.
func (i *checkItem) mend() {
	i.checked.Fixes = make([][]news.Fix, len(i.text.Units))
	for n := range i.text.Units {
		target, fixes := i.checker.Fix(i.text.Units[n])
		if len(fixes) > 0 && i.set(n, target, fixes) {
			i.text.Units[n].Target, i.checked.Fixes[n] = target, fixes
		}
	}
}

func (i checkItem) isMended() bool {
	return slices.ContainsFunc(i.checked.Fixes, func(f []news.Fix) bool { return len(f) > 0 })
}

// unwrap puts a space in the place of each line end within a unit.
func (i *checkItem) unwrap() {
	for n := range i.text.Units {
		u := &i.text.Units[n]
		u.Source, u.Target = unwrapped(u.Source), unwrapped(u.Target)
	}
}

// isAccepted tells whether a finding about a text as a whole was accepted; the checks see to those about segments.
func (c *Checking) isAccepted(f news.Finding) bool {
	return f.Segment == "" && check.Named(c.Accepted[""], f.Check)
}

// hidden counts what would be found if nobody had accepted anything.
func (i *checkItem) hidden() int {
	if !slices.ContainsFunc(i.text.Units, func(u check.Unit) bool { return u.Accepted != nil }) {
		return len(i.findings)
	}
	bare := i.text
	bare.Units = slices.Clone(bare.Units)
	for n := range bare.Units {
		bare.Units[n].Accepted = nil
	}
	return len(i.checker.Check(bare))
}

// dropAccepted takes out what was accepted, and counts it.
func (i *checkItem) dropAccepted(accepted func(news.Finding) bool) {
	before := len(i.findings)
	i.findings = slices.DeleteFunc(i.findings, accepted)
	i.checked.Accepted += before - len(i.findings)
}

// finish makes of the findings what is told.
func (i *checkItem) finish() {
	i.checked.File, i.checked.Units = i.file, i.text.Units
	at := 0
	for _, f := range i.findings {
		told := format.Found{Finding: f, File: i.file, Article: i.article}
		// Findings are in the order of the units: the one it is about is the last or one behind it.
		if n := slices.IndexFunc(i.text.Units[at:], func(u check.Unit) bool { return u.ID == f.Segment }); f.Segment != "" && n >= 0 {
			at += n
			told.Line, told.Column = i.places[at].line, i.places[at].column
			told.SourceText, told.TargetText = i.text.Units[at].Source, i.text.Units[at].Target
		}
		i.checked.Found = append(i.checked.Found, told)
	}
}

// unwrapped gives a text with one space for each line end, and the white space around it, in it.
func unwrapped(text string) string {
	if !strings.Contains(text, "\n") {
		return text
	}
	lines := strings.Split(text, "\n")
	for i := range lines {
		if i > 0 {
			lines[i] = strings.TrimLeft(lines[i], " \t\r")
		}
		if i < len(lines)-1 {
			lines[i] = strings.TrimRight(lines[i], " \t\r")
		}
	}
	return strings.Join(lines, " ")
}
