package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"sync"
	"time"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
)

// course is one run to be measured: what is asked, and whether the limits are told.
type course struct {
	name string
	told bool
	ask  func(ctx context.Context, client llm.Client, s settings) (failed []error)
}

// figures are what a run came to.
type figures struct {
	requests, refused    int
	ofRequests, ofTokens float64 // the share that was used of what is allowed
	failed               []error
}

// measure does all runs side by side and prints their figures. It says whether they are as wanted.
func measure(ctx context.Context, s settings, out io.Writer) (enough bool, err error) {
	courses := []course{
		{"small requests, limits told", true, small},
		{"small requests, limits learned", false, small},
		{"articles, limits told", true, articles},
		{"articles, limits learned", false, articles},
	}
	fmt.Fprintf(out, "%d requests and %d tokens a minute, %d jobs, %s of which the first %s do not count\n",
		s.pace.Requests, s.pace.Tokens, s.jobs, s.time, s.after)
	results := make([]figures, len(courses))
	faults := make([]error, len(courses))
	var running sync.WaitGroup
	for i, c := range courses {
		running.Go(func() { results[i], faults[i] = c.run(ctx, s) })
	}
	running.Wait()
	if err := errors.Join(faults...); err != nil {
		return false, err
	}
	enough = true
	for i, f := range results {
		fmt.Fprintf(out, "%-31s %5.1f %% of the requests, %5.1f %% of the tokens; %d of %d refused, %d failed\n",
			courses[i].name+":", 100*f.ofRequests, 100*f.ofTokens, f.refused, f.requests, len(f.failed))
		for _, err := range f.failed {
			fmt.Fprintln(out, "  ", err)
		}
		enough = enough && max(f.ofRequests, f.ofTokens) >= leastUsed && float64(f.refused) < mostRefused*float64(f.requests) && len(f.failed) == 0
	}
	if !enough {
		fmt.Fprintf(out, "not as wanted: at least %.0f %% of one of the two, under %.0f %% refused, none failed\n", 100*leastUsed, 100*mostRefused)
	}
	return enough, nil
}

// run lets a course go against a server of its own.
func (c course) run(ctx context.Context, s settings) (f figures, err error) {
	server := &llmtest.Server{
		Latency: 300 * time.Millisecond, PerToken: 5 * time.Millisecond, Limits: &llmtest.Bucket{Requests: s.pace.Requests, Tokens: s.pace.Tokens},
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return f, err
	}
	running := &http.Server{Handler: server}
	var serving sync.WaitGroup
	serving.Go(func() { _ = running.Serve(listener) }) // ends when it is closed
	defer serving.Wait()
	defer running.Close()
	folder, err := os.MkdirTemp("", "pace")
	if err != nil {
		return f, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	store, err := llm.OpenStore(folder, false)
	if err != nil {
		return f, err
	}
	began := time.Now()
	options := llm.Options{
		Profile: llm.Profiles()[0], BaseURL: "http://" + listener.Addr().String() + "/v1", APIKey: llm.NewSecret("a key for nobody"),
		Store: store, Jobs: s.jobs, Tool: "pace", Deadline: began.Add(s.time),
	}
	if c.told {
		options.Pace = s.pace
	}
	client, err := llm.New(options)
	if err != nil {
		return f, err
	}
	f.failed = c.ask(ctx, client, s)
	f.count(server.Requests(), began, s)
	return f, nil
}

// count tells what was used and refused.
func (f *figures) count(requests []llmtest.Request, began time.Time, s settings) {
	from, to := began.Add(s.after), began.Add(s.time)
	asked, tokens := 0, 0
	for _, r := range requests {
		f.requests++
		switch {
		case r.Refused:
			f.refused++
		case !r.At.Before(from) && r.At.Before(to):
			asked++
			tokens += r.Tokens()
		}
	}
	minutes := to.Sub(from).Minutes()
	f.ofRequests = float64(asked) / (float64(s.pace.Requests) * minutes)
	f.ofTokens = float64(tokens) / (float64(s.pace.Tokens) * minutes)
}

// overDeadline tells the fault that ends each run.
func overDeadline(err error) bool {
	var fault *llm.Error
	return errors.As(err, &fault) && fault.Fault == llm.OverDeadline
}
