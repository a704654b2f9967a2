package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
	"tarjuma/internal/news"
	"tarjuma/internal/run"
	"tarjuma/prompts"
)

// bench is what both ways have in common.
type bench struct {
	settings
	languages *lang.Languages
	to        []*lang.Language
	prompt    *prompts.Prompt
	names     *prompts.Prompt
	text      string
	article   *news.Article
}

// figures are what a way of asking took.
type figures struct {
	took     time.Duration
	requests int
	tokens   map[string]int // of the prompts, by language
}

// measure does both ways and prints the figures. It says whether they are as wanted.
func measure(ctx context.Context, s settings, out io.Writer) (enough bool, err error) {
	b, err := newBench(s)
	if err != nil {
		return false, err
	}
	source := llm.Tokens(b.article.Text())
	fmt.Fprintf(out, "%d words, %d segments, %d tokens into %d languages; %v a request and %v a token of the answer\n",
		news.Words(b.article.Text()), len(b.article.Segments), source, len(b.to), s.latency, s.perToken)
	whole, err := b.timed(func(address string) error { return b.wholes(ctx, address) })
	if err != nil {
		return false, err
	}
	fmt.Fprintf(out, "\nthe whole text at once:  %6.1f s  %3d requests  %s\n", whole.took.Seconds(), whole.requests, b.costs(whole, source))
	for _, jobs := range s.jobs {
		parts, err := b.timed(func(address string) error { return b.parts(ctx, address, jobs) })
		if err != nil {
			return false, err
		}
		faster := whole.took.Seconds() / parts.took.Seconds()
		fmt.Fprintf(out, "in parts, %3d jobs:      %6.1f s  %3d requests  %s  %.1f times as fast\n",
			jobs, parts.took.Seconds(), parts.requests, b.costs(parts, source), faster)
		enough = enough || faster >= leastFaster && b.most(parts, source) <= mostTokens
	}
	if !enough {
		fmt.Fprintf(out, "not as wanted: %.0f times as fast, with prompts of %.0f times the source's tokens\n", leastFaster, mostTokens)
	}
	return enough, nil
}

func newBench(s settings) (*bench, error) {
	b := &bench{settings: s, text: articleText(s.words)}
	var err error
	if b.languages, err = lang.Builtin(); err != nil {
		return nil, err
	}
	for _, code := range []string{"prs", "ps", "hi"} {
		l, err := b.languages.Find(code)
		if err != nil {
			return nil, err
		}
		b.to = append(b.to, l)
	}
	set, err := prompts.Builtin()
	if err != nil {
		return nil, err
	}
	if b.prompt, err = set.Default(prompts.Translate); err != nil {
		return nil, err
	}
	if b.names, err = set.Default(prompts.Names); err != nil {
		return nil, err
	}
	b.article, err = news.Read(strings.NewReader(b.text), "long.txt", news.Options{})
	return b, err
}

// costs tells the prompts' tokens of each language beside the source's.
func (b *bench) costs(f figures, source int) string {
	var costs []string
	for _, l := range b.to {
		costs = append(costs, fmt.Sprintf("%s %.2f", l.Code, float64(f.tokens[l.Code])/float64(source)))
	}
	return "prompt tokens: " + strings.Join(costs, ", ")
}

func (b *bench) most(f figures, source int) float64 {
	most := 0
	for _, n := range f.tokens {
		most = max(most, n)
	}
	return float64(most) / float64(source)
}

// timed lets a way of asking go against a server of its own.
func (b *bench) timed(ask func(address string) error) (figures, error) {
	server := &llmtest.Server{Latency: b.latency, PerToken: b.perToken}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return figures{}, err
	}
	running := &http.Server{Handler: server}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = running.Serve(listener) // ends when it is closed
	}()
	began := time.Now()
	err = ask("http://" + listener.Addr().String() + "/v1")
	f := figures{took: time.Since(began), requests: server.Count(), tokens: map[string]int{}}
	_ = running.Close()
	<-done
	for _, r := range server.Requests() {
		for _, m := range r.Messages {
			f.tokens[r.TargetLang] += llm.Tokens(m.Content)
		}
	}
	return f, err
}

// parts is tarjuma's own way.
func (b *bench) parts(ctx context.Context, address string, jobs int) (err error) {
	client, clear, err := b.client(address, jobs)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, clear()) }()
	job := &run.Job{
		Verb: run.Translate, Languages: b.languages, To: b.to, Client: client, Model: "fake", Jobs: jobs, Meter: &run.Meter{},
		TranslatePrompt: b.prompt, NamesPrompt: b.names, Output: run.Output{Format: "json", Stdout: io.Discard},
		Sources: []run.Source{{Name: b.article.Name, Open: func() (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader(b.text)), nil
		}}},
	}
	var failed error
	err = run.Run(ctx, job, func(o run.Outcome) {
		if failed = o.Err; failed == nil && o.Incomplete() {
			failed = fmt.Errorf("incomplete: %v", o.Missing())
		}
	})
	return errors.Join(err, failed)
}

// wholes asks once per language for the whole text, with the same prompt.
func (b *bench) wholes(ctx context.Context, address string) (err error) {
	client, clear, err := b.client(address, len(b.to))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, clear()) }()
	faults := make([]error, len(b.to))
	var languages sync.WaitGroup
	for i, to := range b.to {
		languages.Go(func() { faults[i] = b.whole(ctx, client, to) })
	}
	languages.Wait()
	return errors.Join(faults...)
}

func (b *bench) whole(ctx context.Context, client llm.Client, to *lang.Language) error {
	type segment struct {
		ID   string `json:"id"`
		Text string `json:"text"`
	}
	object := struct {
		Task       string    `json:"task"`
		TargetLang string    `json:"target_lang"`
		Segments   []segment `json:"segments"`
	}{Task: prompts.Translate, TargetLang: to.Code}
	for _, s := range b.article.Segments {
		object.Segments = append(object.Segments, segment{s.ID, s.Text})
	}
	system, user, err := b.prompt.Render(prompts.Vars{
		Language: to.Name, OwnName: to.OwnName, Tag: to.Tag, Description: to.Description, Style: to.Style,
	}, object)
	if err != nil {
		return err
	}
	reply, err := client.Ask(ctx, llm.Request{
		Model: "fake", Messages: []llm.Message{{Role: "system", Content: system}, {Role: "user", Content: user}},
		Schema: llm.Schema{Name: prompts.Translate, JSON: b.prompt.Schema}, Temperature: b.prompt.Temperature,
		MaxTokens: 1 << 16, Label: "whole " + to.Code,
	})
	if err != nil {
		return err
	}
	var answer struct{ Segments []json.RawMessage }
	if err := json.Unmarshal([]byte(reply.Text), &answer); err != nil || len(answer.Segments) != len(object.Segments) {
		return fmt.Errorf("%d of %d segments in %s: %w", len(answer.Segments), len(object.Segments), to.Name, err)
	}
	return nil
}

// client is a new one with an empty store, which clear takes away again.
func (b *bench) client(address string, jobs int) (client llm.Client, clear func() error, err error) {
	folder, err := os.MkdirTemp("", "speed")
	if err != nil {
		return nil, nil, err
	}
	clear = func() error { return os.RemoveAll(folder) }
	store, err := llm.OpenStore(folder, false)
	if err == nil {
		client, err = llm.New(llm.Options{
			Profile: llm.Profiles()[0], BaseURL: address, APIKey: llm.NewSecret("a key for nobody"), Store: store, Jobs: jobs,
			Timeout: time.Hour, Tool: "speed",
		})
	}
	if err != nil {
		return nil, nil, errors.Join(err, clear())
	}
	return client, clear, nil
}
