package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"sync"

	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/run"
	"tarjuma/prompts"
)

// task is a command whose replies are recorded, with the command's own defaults.
type task struct {
	verb    run.Verb
	article string
	to      []string
}

// tasks are those of the README and of the tests.
func tasks() []task {
	return []task{
		{run.Summarize, "testdata/articles/canal.txt", []string{"prs", "ps", "hi"}},
		{run.Translate, "testdata/articles/canal.txt", []string{"prs", "ps", "hi"}},
		{run.Summarize, "testdata/articles/dari.txt", []string{"en"}},
	}
}

// asked is a client that notes what is asked of it.
type asked struct {
	next llm.Client

	mu       sync.Mutex
	requests map[string]llm.Request
	unknown  map[string]bool
}

var _ llm.Client = (*asked)(nil)

func (a *asked) Ask(ctx context.Context, req llm.Request) (llm.Reply, error) {
	reply, err := a.next.Ask(ctx, req)
	a.mu.Lock()
	defer a.mu.Unlock()
	key := llm.Key(req)
	a.requests[key] = req
	var fault *llm.Error
	if errors.As(err, &fault) && fault.Fault == llm.NotStored && req.Round == 0 {
		a.unknown[key] = true
	}
	return reply, err
}

func (a *asked) has(key string) bool {
	_, ok := a.requests[key]
	return ok
}

// missing are the requests without a reply, by label.
func (a *asked) missing() []llm.Request {
	var missing []llm.Request
	for key := range a.unknown {
		missing = append(missing, a.requests[key])
	}
	slices.SortFunc(missing, func(x, y llm.Request) int {
		return strings.Compare(x.Label+llm.Key(x), y.Label+llm.Key(y))
	})
	return missing
}

// ask runs the tasks over the store and gives what they asked for. A task that lacks a reply is no error here.
func ask(ctx context.Context, store *llm.Store) (*asked, error) {
	offline, err := llm.New(llm.Options{Store: store, Offline: true})
	if err != nil {
		return nil, err
	}
	client := &asked{next: offline, requests: map[string]llm.Request{}, unknown: map[string]bool{}}
	for _, t := range tasks() {
		job, err := t.job(client)
		if err != nil {
			return nil, err
		}
		var unexpected error
		err = run.Run(ctx, job, func(o run.Outcome) {
			var fault *llm.Error
			if o.Err != nil && !(errors.As(o.Err, &fault) && fault.Fault == llm.NotStored) {
				unexpected = o.Err
			}
			if o.Incomplete() {
				unexpected = fmt.Errorf("the recorded replies leave gaps: %v", o.Missing())
			}
		})
		if err := errors.Join(err, unexpected); err != nil {
			return nil, fmt.Errorf("%s %s: %w", t.verb, t.article, err)
		}
	}
	return client, nil
}

func (t task) job(client llm.Client) (*run.Job, error) {
	languages, err := lang.Builtin()
	if err != nil {
		return nil, err
	}
	set, err := prompts.Builtin()
	if err != nil {
		return nil, err
	}
	job := &run.Job{
		Verb: t.verb, Languages: languages, Client: client, Model: model, Words: 120, Points: 4, Jobs: 8, Meter: &run.Meter{},
		Sources: []run.Source{{Name: t.article, Open: func() (io.ReadCloser, error) { return os.Open(t.article) }}},
		Output:  run.Output{Format: "json", Stdout: io.Discard},
	}
	if job.SummarizePrompt, err = set.Default(prompts.Summarize); err != nil {
		return nil, err
	}
	if job.TranslatePrompt, err = set.Default(prompts.Translate); err != nil {
		return nil, err
	}
	if job.NamesPrompt, err = set.Default(prompts.Names); err != nil {
		return nil, err
	}
	for _, code := range t.to {
		l, err := languages.Find(code)
		if err != nil {
			return nil, err
		}
		job.To = append(job.To, l)
	}
	return job, nil
}
