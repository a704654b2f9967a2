package llm_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
)

const testKey = "key-of-the-newsroom-0123456789"

// fakeClock is a clock that sleeping moves on. It is safe for concurrent use.
type fakeClock struct {
	mu    sync.Mutex
	now   time.Time
	slept []time.Duration
}

func newClock() *fakeClock { return &fakeClock{now: time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)} }

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *fakeClock) Sleep(ctx context.Context, d time.Duration) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	c.slept = append(c.slept, d)
	return nil
}

func (c *fakeClock) total() time.Duration {
	c.mu.Lock()
	defer c.mu.Unlock()
	var sum time.Duration
	for _, d := range c.slept {
		sum += d
	}
	return sum
}

// serve runs a handler and gives the options that reach it.
func serve(t *testing.T, h http.Handler) llm.Options {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return llm.Options{
		Profile: llm.Profiles()[0], BaseURL: server.URL + "/v1", APIKey: llm.NewSecret(testKey), Store: openStore(t, t.TempDir()), Tool: "1.2.3",
		Clock: newClock(), Random: func() float64 { return 0.5 }, Timeout: 10 * time.Second,
	}
}

// serveTLS runs a server whose certificate nobody signed.
func serveTLS(t *testing.T) llm.Options {
	t.Helper()
	server := httptest.NewUnstartedServer(&llmtest.Server{})
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	t.Cleanup(server.Close)
	o := serve(t, &llmtest.Server{})
	o.BaseURL = server.URL + "/v1"
	return o
}

func openStore(t *testing.T, dir string) *llm.Store {
	t.Helper()
	store, err := llm.OpenStore(dir, false)
	if err != nil {
		t.Fatal(err)
	}
	return store
}

func newClient(t *testing.T, o llm.Options) llm.Client {
	t.Helper()
	client, err := llm.New(o)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// planned runs llmtest's server with a plan.
func planned(plan func(n int, r llmtest.Request) llmtest.Fault) *llmtest.Server {
	return &llmtest.Server{Plan: plan}
}

// always breaks every request in one way.
func always(fault llmtest.Fault) *llmtest.Server {
	return planned(func(int, llmtest.Request) llmtest.Fault { return fault })
}

// once breaks the first request alone.
func once(fault llmtest.Fault) *llmtest.Server {
	return planned(func(n int, _ llmtest.Request) llmtest.Fault {
		if n == 1 {
			return fault
		}
		return llmtest.None
	})
}

// replySchema has its keys out of alphabetical order, and they must stay so.
const replySchema = `{"type":"object","properties":{"segments":{"type":"array"}},"required":["segments"],"additionalProperties":false}`

// translation is a request as tarjuma makes it. The text is some sixty estimated tokens long.
func translation(id string) llm.Request {
	data, err := json.Marshal(map[string]any{
		"task": "translate", "target_lang": "prs",
		"segments": []map[string]string{
			{"id": id, "text": "The council of " + id + " opened 3 schools on Monday, and 120 children came."},
			{"id": id + "0", "text": "Parents had asked for them since 2019."},
		},
	})
	if err != nil {
		panic(err)
	}
	temperature := 0.2
	return llm.Request{
		Model:       "gpt-4.1-mini",
		Messages:    []llm.Message{{Role: "system", Content: "You translate news."}, {Role: "user", Content: "The segments:\n" + string(data)}},
		Schema:      llm.Schema{Name: "translation", JSON: []byte(replySchema)},
		Temperature: &temperature,
		MaxTokens:   500,
		Label:       "translate prs " + id,
	}
}

type segments struct {
	Segments []struct {
		ID    string `json:"id"`
		Start string `json:"start"`
		Text  string `json:"text"`
	} `json:"segments"`
}

// faultOf gives the typed error that a request must end in.
func faultOf(t *testing.T, err error) *llm.Error {
	t.Helper()
	var fault *llm.Error
	if !errors.As(err, &fault) {
		t.Fatalf("the error is %#v, not an *Error", err)
	}
	return fault
}

func describe(e *llm.Error) string {
	return fmt.Sprintf("%s, permanent %t, after %s, status %d: %s", e.Fault, e.Permanent, e.RetryAfter, e.Status, e.Message)
}

// profile gives the built-in profile of a name.
func profile(t *testing.T, name string) llm.Profile {
	t.Helper()
	for _, p := range llm.Profiles() {
		if p.Name == name {
			return p
		}
	}
	t.Fatalf("no profile %s", name)
	return llm.Profile{}
}
