package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"

	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/run"
	"tarjuma/prompts"
)

// small asks more requests at once than the time has room for, of 100 to 400 tokens, and gives the faults of those that failed.
func small(ctx context.Context, client llm.Client, s settings) (failed []error) {
	const schema = `{"type":"object","properties":{"segments":{"type":"array"}},"required":["segments"],"additionalProperties":false}`
	var asked sync.WaitGroup
	var mu sync.Mutex
	for n := range 2 * int(float64(s.pace.Requests)*s.time.Minutes()) {
		asked.Go(func() {
			data := fmt.Sprintf(`{"task":"translate","target_lang":"prs","segments":[{"id":"s%d","text":"The council of village %d opened a school."}]}`, n, n)
			_, err := client.Ask(llm.WithPriority(ctx, n), llm.Request{
				Model: "fake", Messages: []llm.Message{{Role: "system", Content: "Translate."}, {Role: "user", Content: data}},
				Schema: llm.Schema{Name: "translation", JSON: []byte(schema)}, MaxTokens: 50 + n*97%300,
			})
			if err != nil && !overDeadline(err) {
				mu.Lock()
				defer mu.Unlock()
				failed = append(failed, err)
			}
		})
	}
	asked.Wait()
	return failed
}

// articles translates more articles than the time has room for.
func articles(ctx context.Context, client llm.Client, s settings) (failed []error) {
	job, err := newJob(client, s)
	if err != nil {
		return []error{err}
	}
	err = run.Run(ctx, job, func(o run.Outcome) {
		switch {
		case o.Err != nil:
			failed = append(failed, o.Err)
		case o.Incomplete():
			failed = append(failed, fmt.Errorf("%s is incomplete: %v", o.Source.Name, o.Missing()))
		}
	})
	if !overDeadline(err) {
		failed = append(failed, fmt.Errorf("it did not end at the deadline: %w", err))
	}
	return failed
}

func newJob(client llm.Client, s settings) (*run.Job, error) {
	languages, err := lang.Builtin()
	if err != nil {
		return nil, err
	}
	set, err := prompts.Builtin()
	if err != nil {
		return nil, err
	}
	job := &run.Job{
		Verb: run.Translate, Languages: languages, Client: client, Model: "fake", Jobs: s.jobs, Meter: &run.Meter{},
		Output: run.Output{Format: "json", Stdout: io.Discard},
	}
	for _, code := range []string{"prs", "ps", "hi"} {
		to, err := languages.Find(code)
		if err != nil {
			return nil, err
		}
		job.To = append(job.To, to)
	}
	if job.TranslatePrompt, err = set.Default(prompts.Translate); err != nil {
		return nil, err
	}
	for n := range int(float64(s.pace.Tokens) * s.time.Minutes() / 1000) {
		text := articleText(n)
		job.Sources = append(job.Sources, run.Source{Name: fmt.Sprintf("article-%d.txt", n), Open: func() (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader(text)), nil
		}})
	}
	return job, nil
}

// articleText makes a short article of which no two are the same.
func articleText(n int) string {
	text := fmt.Sprintf("Valley %d counts its days without water\n\n", n)
	text += fmt.Sprintf("Farmers in valley %d counted %d days without water this year, and the council wrote down each of them.\n\n", n, 10+n%50)
	if n%2 == 0 {
		text += "The ministry promised pumps, but only a part of them arrived before the snow closed the road over the pass.\n\n"
	}
	return text + fmt.Sprintf("Reporting by desk %d\n", n)
}
