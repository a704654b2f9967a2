package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"tarjuma/internal/check"
	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
	"tarjuma/internal/news"
	"tarjuma/internal/run"
	"tarjuma/prompts"
)

// targets are the languages that articles are translated into.
func targets() []string { return []string{"prs", "ps", "hi"} }

// bench is what the passes work with.
type bench struct {
	settings
	languages *lang.Languages
	prompts   *prompts.Set
	trouble   *trouble
	server    *llmtest.Server
	address   string
	store     string
	window    int // tokens that the client is told the model can hold; 0: nothing
	texts     map[string]string
	articles  map[string]*news.Article
	names     []string // of the articles, in order
}

// soak does all passes, prints what came of them, and gives how many things were wrong.
func soak(ctx context.Context, s settings, out io.Writer) (wrong int, err error) {
	b, err := newBench(s)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(b.store)) }()
	address, stop, err := serve(b.server)
	if err != nil {
		return 0, err
	}
	defer stop()
	b.address = address

	segments := 0
	for _, a := range b.articles {
		segments += len(a.Segments)
	}
	fmt.Fprintf(out, "%d articles, %d segments, %d languages; a fault in %.0f %% of the requests, seed %d, %d jobs\n",
		s.articles, segments, len(targets()), 100*s.rate, s.seed, s.jobs)
	var last *pass
	for n := range s.passes {
		if last, err = b.pass(ctx, false); err != nil {
			return wrong, err
		}
		fmt.Fprintf(out, "\npass %d\n", n+1)
		last.print(out)
		wrong += len(last.verdict.wrong)
	}
	if n := last.verdict.unkept(); n > 0 {
		fmt.Fprintf(out, "\nno replay: %d segments failed because the server gave no answer, and that is not kept\n", n)
		return wrong, nil
	}
	replay, err := b.pass(ctx, true)
	if err != nil {
		return wrong, err
	}
	if !bytes.Equal(replay.output, last.output) || replay.requests > 0 {
		fmt.Fprintln(out, "\nWRONG: a replay from the store is not what the last pass wrote")
		return wrong + 1, nil
	}
	fmt.Fprintln(out, "\na replay from the store writes the same bytes")
	return wrong, nil
}

func newBench(s settings) (*bench, error) {
	b := &bench{settings: s, texts: map[string]string{}, articles: map[string]*news.Article{}}
	var err error
	if b.languages, err = lang.Builtin(); err != nil {
		return nil, err
	}
	if b.prompts, err = prompts.Builtin(); err != nil {
		return nil, err
	}
	for n := range s.articles {
		name := nameOf(n)
		b.names = append(b.names, name)
		b.texts[name] = articleText(s.seed, n)
		if b.articles[name], err = news.Read(strings.NewReader(b.texts[name]), name, news.Options{Markdown: isMarkdown(n)}); err != nil {
			return nil, err
		}
	}
	b.trouble = newTrouble(s)
	b.server = &llmtest.Server{Plan: b.trouble.plan, RetryAfter: "2", Latency: s.latency}
	b.store, err = os.MkdirTemp("", "soak")
	return b, err
}

// serve lets a server answer on the loopback, over real connections: some of its faults are those of connections.
func serve(handler http.Handler) (address string, stop func(), err error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	server := &http.Server{Handler: handler}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(listener) // ends when it is closed
	}()
	return "http://" + listener.Addr().String() + "/v1", func() { _ = server.Close(); <-done }, nil
}

// pass is one run over the store, begun again where a fault ended it.
type pass struct {
	met      []met
	output   []byte // what the run wrote
	verdict  *verdict
	places   func(met) []place // the segments that a request was for
	stops    int
	requests int
	stored   int64
	took     time.Duration
}

func (b *bench) pass(ctx context.Context, offline bool) (*pass, error) {
	p := &pass{verdict: newVerdict(), places: b.places}
	began, before := time.Now(), b.server.Count()
	for {
		var outcomes []run.Outcome
		job, err := b.job(offline)
		if err != nil {
			return nil, err
		}
		var written bytes.Buffer
		job.Output.Stdout = &written
		err = run.Run(ctx, job, func(o run.Outcome) { outcomes = append(outcomes, o) })
		var stopped *run.Stopped
		if b.stops && errors.As(err, &stopped) {
			p.stops++
			continue
		}
		if err != nil {
			return nil, err
		}
		p.stored, p.output = job.Meter.FromStore.Load(), written.Bytes()
		if len(outcomes) != len(b.names) {
			p.verdict.blame("%d articles of %d were reported", len(outcomes), len(b.names))
		}
		english, err := b.languages.Find("en")
		if err != nil {
			return nil, err
		}
		for i, o := range outcomes {
			if o.Source.Name != b.names[i] {
				p.verdict.blame("%s was reported in the place of %s", o.Source.Name, b.names[i])
			}
			p.verdict.judge(o, b.articles[o.Source.Name], english.Abbreviations, targets())
		}
		break
	}
	p.took, p.requests, p.met = time.Since(began), b.server.Count()-before, b.trouble.take()
	return p, nil
}

// job is a new run, as a new process would do it. Offline it asks nobody.
func (b *bench) job(offline bool) (*run.Job, error) {
	store, err := llm.OpenStore(b.store, offline)
	if err != nil {
		return nil, err
	}
	meter := &run.Meter{}
	client, err := llm.New(llm.Options{
		Profile: llm.Profiles()[0], BaseURL: b.address, APIKey: llm.NewSecret("a key for nobody"), Store: store, Jobs: b.jobs,
		Offline: offline, Timeout: b.timeout, Tool: "soak", Clock: hasty{}, Spend: meter.Spend,
	})
	if err != nil {
		return nil, err
	}
	job := &run.Job{
		Verb: run.Translate, Languages: b.languages, Client: client, Model: "fake", Window: b.window, Jobs: b.jobs, Meter: meter,
		Checks: check.New(b.languages, check.Options{}), Repairs: 1, // no fixes: what they change is no longer the server's answer
		Output: run.Output{Format: "json", Stdout: io.Discard},
	}
	if b.fallback {
		job.Fallback = "another"
	}
	if job.TranslatePrompt, err = b.prompts.Default(prompts.Translate); err != nil {
		return nil, err
	}
	if job.NamesPrompt, err = b.prompts.Default(prompts.Names); err != nil {
		return nil, err
	}
	for _, code := range targets() {
		l, err := b.languages.Find(code)
		if err != nil {
			return nil, err
		}
		job.To = append(job.To, l)
	}
	for _, name := range b.names {
		job.Sources = append(job.Sources, run.Source{Name: name, Open: func() (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader(b.texts[name])), nil
		}})
	}
	return job, nil
}

// hasty is a clock that waits for nothing: between two attempts no time passes. Attempts themselves take theirs.
type hasty struct{}

var _ llm.Clock = hasty{}

func (hasty) Now() time.Time { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) }

func (hasty) Sleep(ctx context.Context, _ time.Duration) error { return context.Cause(ctx) }

// places gives the segments that a request was for, or none if no article has them all.
func (b *bench) places(m met) []place {
	for _, name := range b.names {
		if places := placesIn(b.articles[name], m.data); places != nil {
			return places
		}
	}
	return nil
}

func placesIn(a *news.Article, d llmtest.Data) []place {
	var places []place
	for _, asked := range d.Segments {
		id, _, _ := strings.Cut(asked.ID, ".") // of a group of sentences: the segment's
		var n int
		if _, err := fmt.Sscanf(id, "s%d", &n); err != nil || n < 1 || n > len(a.Segments) || !strings.Contains(a.Segments[n-1].Text, asked.Text) {
			return nil
		}
		places = append(places, place{a.Name, d.TargetLang, id})
	}
	return places
}
