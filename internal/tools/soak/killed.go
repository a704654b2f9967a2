package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"tarjuma/internal/llm"
)

// campaign is the translation of a folder by the real program, which is killed again and again.
type campaign struct {
	*bench
	dir     string
	program string
	args    []string
	watch   *watch
	random  *rand.Rand
	out     io.Writer

	known    map[string]bool // keys of the store that were read
	changed  map[string]stamp
	runs     int
	running  int           // processes
	took     time.Duration // of the last run
	kills    int
	lost     int           // answers that were not kept
	mostLost int           // at one kill
	oldest   time.Duration // of them, before the kill
	pending  int           // files that were in place before their record
	wrong    []string
}

// soakKilled does the campaign, prints what came of it, and gives how many things were wrong.
func soakKilled(ctx context.Context, s settings, out io.Writer) (wrong int, err error) {
	c, err := newCampaign(ctx, s, out)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, c.remove()) }()
	stop, err := c.serve()
	if err != nil {
		return 0, err
	}
	defer stop()
	for _, stage := range []func(context.Context) error{c.untilDone, c.mend, c.nothingMore} {
		if err := stage(ctx); err != nil {
			return len(c.wrong), err
		}
	}
	for _, w := range c.wrong {
		fmt.Fprintf(out, "WRONG: %s\n", w)
	}
	return len(c.wrong), nil
}

func newCampaign(ctx context.Context, s settings, out io.Writer) (*campaign, error) {
	b, err := newBench(s)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "soak")
	if err != nil {
		return nil, err
	}
	c := &campaign{
		bench: b, dir: dir, program: filepath.Join(dir, "tarjuma.exe"), out: out, random: rand.New(rand.NewPCG(s.seed, 1)),
		watch: newWatch(b.trouble, s.latency), known: map[string]bool{}, changed: map[string]stamp{},
	}
	for n, name := range b.names {
		path := filepath.Join(c.articlesDir(), folderOf(n), name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return nil, err
		}
		if err := os.WriteFile(path, []byte(b.texts[name]), 0o666); err != nil {
			return nil, err
		}
	}
	if said, err := exec.CommandContext(ctx, "go", "build", "-o", c.program, "tarjuma/cmd/tarjuma").CombinedOutput(); err != nil {
		return nil, fmt.Errorf("building the program: %w\n%s", err, said)
	}
	return c, nil
}

func (c *campaign) remove() error { return errors.Join(os.RemoveAll(c.dir), os.RemoveAll(c.store)) }

// serve lets the watch answer, and makes the command line.
func (c *campaign) serve() (stop func(), err error) {
	address, stop, err := serve(c.watch)
	if err != nil {
		return nil, err
	}
	c.args = []string{"translate", c.articlesDir(), "--config", "none", "--base-url", address, "--model", "fake", "--to", strings.Join(targets(), ","),
		"--format", "json", "--no-fixes", "--jobs", strconv.Itoa(c.jobs), "--timeout", c.timeout.String(), "--store", c.store,
		"-o", c.resultsDir(), "--report", c.reportPath(), "--quiet"}
	return stop, nil
}

func (c *campaign) articlesDir() string { return filepath.Join(c.dir, "day") }
func (c *campaign) resultsDir() string  { return filepath.Join(c.dir, "out") }
func (c *campaign) reportPath() string  { return filepath.Join(c.dir, "report.json") }

// folderOf is the folder that the nth article lies in.
func folderOf(n int) string { return fmt.Sprintf("desk%02d", n/100) }

func (c *campaign) blame(format string, values ...any) {
	c.wrong = append(c.wrong, fmt.Sprintf(format, values...))
}

// untilDone begins the program again and again, and kills it, until it comes to its end.
func (c *campaign) untilDone(ctx context.Context) error {
	began, mean := time.Now(), c.killed
	for done := false; !done; {
		before, err := c.watch.requests.Load(), error(nil)
		if done, err = c.run(ctx, c.together, mean/2+time.Duration(c.random.Int64N(int64(mean)))); err != nil {
			return err
		}
		if c.watch.requests.Load() == before {
			mean *= 2 // it was killed before it could ask for anything
		}
		c.trouble.next()
	}
	v, err := c.judgeAll()
	if err != nil {
		return err
	}
	temporary, err := c.temporary()
	if err != nil {
		return err
	}
	if c.watch.again > 0 && c.together == 1 {
		c.blame("%d requests were sent again, though their answers were kept", c.watch.again)
	}
	w, faults := c.watch, 0
	for _, n := range c.watch.faults {
		faults += n
	}
	fmt.Fprintf(c.out, "%d articles, %d segments, %d languages; %d kills in %.0f s; %d requests, %.1f %% with a fault, of %d kinds\n",
		len(c.names), (v.counts[right]+v.counts[told]+v.counts[marked]+v.counts[ended])/len(targets()), len(targets()), c.kills, time.Since(began).Seconds(),
		w.requests.Load(), 100*float64(faults)/float64(max(1, w.requests.Load())), len(w.faults))
	c.printVerdict(v)
	what := "on their way at a kill and not kept"
	if c.together > 1 {
		what += ", or given to several"
	}
	fmt.Fprintf(c.out, "answers: %d, of which %d were %s (at most %d at one, given %d ms before); sent again though kept: %d\n",
		w.answers, c.lost, what, c.mostLost, c.oldest.Milliseconds(), w.again)
	fmt.Fprintf(c.out, "files in place before their record, at kills: %d; temporary files left: %d\n", c.pending, temporary)
	return nil
}

// mend lets the server answer properly: only what was refused may still be missing then.
func (c *campaign) mend(ctx context.Context) error {
	c.trouble.behave()
	before := c.watch.requests.Load()
	if _, err := c.run(ctx, 1, 0); err != nil {
		return err
	}
	v, err := c.judgeAll()
	if err != nil {
		return err
	}
	fmt.Fprintf(c.out, "once the server behaves: %d requests\n", c.watch.requests.Load()-before)
	c.printVerdict(v)
	if left := v.counts[marked] + v.counts[ended] - v.refused(); left > 0 {
		c.blame("%d segments are not translated, though the server behaves", left)
	}
	return nil
}

// nothingMore runs once more: there is nothing to ask for.
func (c *campaign) nothingMore(ctx context.Context) error {
	before := c.watch.requests.Load()
	if _, err := c.run(ctx, 1, 0); err != nil {
		return err
	}
	fmt.Fprintf(c.out, "a last run: %d requests, %.1f s\n", c.watch.requests.Load()-before, c.took.Seconds())
	if c.watch.requests.Load() != before {
		c.blame("a last run sent %d requests", c.watch.requests.Load()-before)
	}
	return nil
}

func (c *campaign) printVerdict(v *verdict) {
	fmt.Fprintf(c.out, "segments × languages: %d right, %d told to be wrong in numbers, %d marked, %d in articles of which nothing was translated, %d wrong\n",
		v.counts[right], v.counts[told], v.counts[marked], v.counts[ended], len(v.wrong))
	v.printReasons(c.out)
	c.wrong = append(c.wrong, v.wrong...)
}

// run lets so many processes of the program go on until they end, or kills them after a while (0: never), and looks at what there is then.
func (c *campaign) run(ctx context.Context, processes int, patience time.Duration) (done bool, err error) {
	c.runs++
	c.running = processes
	began := time.Now()
	var over <-chan time.Time
	if patience > 0 {
		over = time.After(patience)
	}
	kill := make(chan struct{})
	ended := make(chan error, processes)
	for range processes {
		go func() { ended <- c.process(ctx, kill) }()
	}
	var faults []error
	for range processes {
		select {
		case err := <-ended:
			faults = append(faults, err)
		case <-over:
			close(kill)
			over = nil
			faults = append(faults, <-ended)
		}
	}
	if err := errors.Join(faults...); err != nil && !errors.Is(err, errKilled) {
		return false, err
	} else if done = err == nil; !done {
		c.kills++
	}
	end := time.Now()
	c.took = end.Sub(began)
	c.watch.settle()
	return done, c.inspect(done, end)
}

// errKilled is the end of a process that was killed.
var errKilled = errors.New("killed")

// process runs the program until it ends, or is killed.
func (c *campaign) process(ctx context.Context, kill <-chan struct{}) error {
	var said bytes.Buffer
	command := exec.CommandContext(ctx, c.program, c.args...)
	command.Stderr = &said
	if err := command.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	var err error
	select {
	case err = <-ended:
	case <-kill:
		if err := command.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
			return err
		}
		if err = <-ended; !command.ProcessState.Exited() {
			return errKilled
		}
	}
	if code := command.ProcessState.ExitCode(); !slices.Contains([]int{0, 1, 5}, code) {
		return fmt.Errorf("the program ended with %d: %w\n%.2000s", code, err, &said)
	}
	return nil
}

// onTheWay is how long an answer may take from the server to the disk, on a machine that does much else.
const onTheWay = 3 * time.Second

// inspect looks at the store and the files after a run that came to this end.
func (c *campaign) inspect(done bool, end time.Time) error {
	kept, err := c.newlyKept()
	if err != nil {
		return err
	}
	lost, oldest := c.watch.reconcile(kept, end)
	switch {
	case c.running > 1: // they may ask for the same, and then it is kept once for each of them
	case done && lost > 0:
		c.blame("run %d: %d answers were not kept, though it was not killed", c.runs, lost)
	case oldest > onTheWay:
		c.blame("run %d: an answer was not kept that was given %v before the kill", c.runs, oldest)
	}
	c.lost += lost
	c.mostLost = max(c.mostLost, lost)
	c.oldest = max(c.oldest, oldest)
	return c.inspectFiles(done)
}

// newlyKept counts the answers by question that the store has since it was last looked at.
func (c *campaign) newlyKept() (map[question]int, error) {
	store, err := llm.OpenStore(c.store, true)
	if err != nil {
		return nil, err
	}
	kept := map[question]int{}
	for key, err := range store.Keys() {
		if err != nil {
			return nil, err
		}
		if c.known[key] {
			continue
		}
		entry, found, err := store.Newest(key)
		if err != nil || !found {
			return nil, fmt.Errorf("the store lists %s and does not have it: %w", key, err)
		}
		c.known[key] = true
		kept[questionOf(entry.Request.Messages)]++
	}
	if c.together > 1 {
		return kept, nil // they may well ask for the same
	}
	second, err := filepath.Glob(filepath.Join(c.store, "??", "*.*.json"))
	if err != nil {
		return nil, err
	}
	for _, name := range second {
		c.blame("%s: the store has a second answer to one request", name)
	}
	return kept, nil
}

// whyNot gives the reasons of the report for articles of which nothing was made, by their names.
func (c *campaign) whyNot() (map[string]string, error) {
	data, err := os.ReadFile(c.reportPath())
	if err != nil {
		return nil, err
	}
	var report struct {
		Articles []struct{ Article, Status, Why string }
	}
	if err := json.Unmarshal(data, &report); err != nil {
		return nil, err
	}
	reasons := map[string]string{}
	for _, a := range report.Articles {
		if a.Status == "failed" {
			reasons[filepath.Base(a.Article)] = a.Why
		}
	}
	return reasons, nil
}
