package llm_test

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
)

// TestEveryFault breaks every request in one way and looks at what comes out on top.
func TestEveryFault(t *testing.T) {
	tests := []struct {
		plan      llmtest.Fault
		fault     llm.Fault // "" where a reply comes
		permanent bool
		requests  int
		status    int
	}{
		{llmtest.TooManyRequests, llm.RateLimited, true, 0, 429},
		{llmtest.TooManyRequestsAfter, llm.RateLimited, true, 8, 429}, // two minutes and a little each, fifteen in all
		{llmtest.QuotaSpent, llm.QuotaSpent, true, 1, 429},
		{llmtest.WrongKey, llm.Unauthorized, true, 1, 401},
		{llmtest.UnknownModel, llm.NoModel, true, 1, 404},
		{llmtest.RequestTimeout, llm.ServerFault, false, 5, 408},
		{llmtest.InternalError, llm.ServerFault, false, 5, 500},
		{llmtest.EmptyUnavailable, llm.ServerFault, false, 5, 503},
		{llmtest.Overloaded, llm.ServerFault, false, 5, 529},
		{llmtest.BadGateway, llm.ServerFault, false, 5, 502},
		{llmtest.Reset, llm.Unreachable, false, 5, 0},
		{llmtest.CutShort, llm.Unreachable, false, 5, 0},
		{llmtest.ContextTooSmall, llm.ContextFull, true, 1, 400},
		{llmtest.ErrorIn200, llm.ServerFault, false, 5, 200},
		{llmtest.NoChoices, llm.Nonsense, false, 5, 200},
		{llmtest.DuplicateKeys, llm.Nonsense, false, 5, 200},
		{llmtest.InvalidUTF8, llm.Nonsense, false, 5, 200},
		{llmtest.ContextCut, llm.ContextCut, true, 1, 0},
		{llmtest.SchemaRefused, "", false, 2, 0},
		{llmtest.FormatRefused, "", false, 3, 0},
		{llmtest.FilteredRequest, "", false, 1, 0},
		{llmtest.Refusal, "", false, 1, 0},
		{llmtest.ContentFilter, "", false, 1, 0},
		{llmtest.CutToLength, "", false, 1, 0},
		{llmtest.BadJSON, "", false, 1, 0},
		{llmtest.Missing, "", false, 1, 0},
	}
	for _, test := range tests {
		t.Run(string(test.plan), func(t *testing.T) {
			server := always(test.plan)
			server.RetryAfter = "120"
			o := serve(t, server)
			client := newClient(t, o)
			req := translation("s1")
			reply, err := client.Ask(t.Context(), req)
			if test.fault == "" {
				if err != nil {
					t.Fatal(err)
				}
				if stored, found, err := o.Store.Newest(llm.Key(req)); err != nil || !found || stored.Reply.Text != reply.Text || stored.Reply.Refusal != reply.Refusal {
					t.Errorf("stored is %+v, %t, %v", stored, found, err)
				}
			} else {
				e := faultOf(t, err)
				if e.Fault != test.fault || e.Permanent != test.permanent || e.Status != test.status || e.Model != req.Model || e.Address != o.BaseURL {
					t.Errorf("%s; model %s at %s", describe(e), e.Model, e.Address)
				}
				if strings.Contains(err.Error(), testKey) || strings.ContainsAny(err.Error(), "\n<") {
					t.Errorf("message: %s", err)
				}
				if _, found, _ := o.Store.Newest(llm.Key(req)); found {
					t.Error("a failure was stored")
				}
			}
			if test.requests != 0 && server.Count() != test.requests {
				t.Errorf("%d requests, want %d", server.Count(), test.requests)
			}
		})
	}
}

func TestRefusalsAreRepliesAndFinal(t *testing.T) {
	tests := map[llmtest.Fault]struct{ refusal, finish string }{
		llmtest.Refusal:         {"I cannot help with this text.", llm.FinishStop},
		llmtest.ContentFilter:   {"content filter", llm.FinishContentFilter},
		llmtest.FilteredRequest: {"The response was filtered due to the prompt triggering the content management policy", llm.FinishContentFilter},
	}
	for fault, want := range tests {
		t.Run(string(fault), func(t *testing.T) {
			server := always(fault)
			o := serve(t, server)
			for range 2 { // the second time as another run would
				reply, err := newClient(t, o).Ask(t.Context(), translation("s1"))
				if err != nil || reply.Refusal != want.refusal || reply.Finish != want.finish {
					t.Fatalf("%+v, %v", reply, err)
				}
			}
			if server.Count() != 1 {
				t.Errorf("sent %d times", server.Count())
			}
		})
	}
}

func TestReplyIsWhole(t *testing.T) {
	server := &llmtest.Server{}
	o := serve(t, server)
	req := translation("s1")
	reply, err := newClient(t, o).Ask(t.Context(), req)
	if err != nil {
		t.Fatal(err)
	}
	var got segments
	if err := reply.Decode(&got); err != nil || len(got.Segments) != 2 {
		t.Fatalf("%+v, %v", got, err)
	}
	if want := llmtest.Translation("prs", "Parents had asked for them since 2019."); got.Segments[1].Text != want {
		t.Errorf("s10 is %q, want %q", got.Segments[1].Text, want)
	}
	estimate := llm.Tokens(req.Messages[0].Content) + llm.Tokens(req.Messages[1].Content)
	want := llm.Reply{
		Key: llm.Key(req), Text: reply.Text, Model: req.Model, Finish: llm.FinishStop, Attempts: 1, Time: newClock().now, Tool: "1.2.3",
		Usage: llm.Usage{Prompt: estimate, Completion: llm.Tokens(reply.Text)},
		Wire:  llm.Wire{Address: o.BaseURL, LimitField: "max_completion_tokens", Limit: 500, Format: "json_schema"},
	}
	if reply != want {
		t.Errorf("got %+v, want %+v", reply, want)
	}
	again, err := newClient(t, o).Ask(t.Context(), req)
	want.Stored = true
	if err != nil || again != want {
		t.Errorf("stored is %+v (%v), want %+v", again, err, want)
	}
	if server.Count() != 1 {
		t.Errorf("sent %d times", server.Count())
	}
	sent := server.Requests()[0]
	if h := sent.Header; h.Get("Authorization") != "Bearer "+testKey || h.Get("User-Agent") != "tarjuma/1.2.3" {
		t.Errorf("headers %v", h)
	}
	if !strings.Contains(string(sent.Body), `"strict":true`) || !strings.Contains(string(sent.Body), replySchema) {
		t.Errorf("the schema is not in %s", sent.Body)
	}
}

func TestAFaultPasses(t *testing.T) {
	for _, fault := range []llmtest.Fault{
		llmtest.TooManyRequests, llmtest.RequestTimeout, llmtest.InternalError, llmtest.EmptyUnavailable, llmtest.Overloaded, llmtest.BadGateway,
		llmtest.Reset, llmtest.CutShort, llmtest.ErrorIn200, llmtest.NoChoices, llmtest.DuplicateKeys, llmtest.InvalidUTF8,
	} {
		t.Run(string(fault), func(t *testing.T) {
			server := once(fault)
			o := serve(t, server)
			var told []string
			o.Waiting = func(reason string, d time.Duration) { told = append(told, fmt.Sprint(reason, " ", d)) }
			reply, err := newClient(t, o).Ask(t.Context(), translation("s1"))
			if err != nil || server.Count() != 2 {
				t.Fatalf("%v after %d requests", err, server.Count())
			}
			attempts := 2
			if fault == llmtest.TooManyRequests {
				attempts = 1 // a rate limit costs waiting, no attempt
			}
			if reply.Attempts != attempts || len(told) != 1 || !strings.HasSuffix(told[0], " 250ms") {
				t.Errorf("%d attempts, told %q", reply.Attempts, told)
			}
		})
	}
}

func TestStallEndsTheAttempt(t *testing.T) {
	for _, fault := range []llmtest.Fault{llmtest.Stall, llmtest.Silent} {
		server := once(fault)
		o := serve(t, server)
		o.Timeout = 100 * time.Millisecond
		var reason string
		o.Waiting = func(r string, _ time.Duration) { reason = r }
		reply, err := newClient(t, o).Ask(t.Context(), translation("s1"))
		if err != nil || reply.Attempts != 2 || reason != string(llm.TimedOut) {
			t.Errorf("%s: %+v, %v after waiting for %q", fault, reply, err, reason)
		}
	}
}

func TestWhatAServerRefusesIsRemembered(t *testing.T) {
	server := planned(func(_ int, r llmtest.Request) llmtest.Fault {
		if r.Model == "gpt-4.1-mini" {
			return llmtest.FormatRefused
		}
		return llmtest.None
	})
	o := serve(t, server)
	client := newClient(t, o)
	ask := func(req llm.Request) llm.Reply {
		t.Helper()
		reply, err := client.Ask(t.Context(), req)
		if err != nil {
			t.Fatal(err)
		}
		return reply
	}
	if reply := ask(translation("s1")); reply.Wire.Format != "none" || reply.Attempts != 1 {
		t.Errorf("got %+v", reply)
	}
	ask(translation("s2"))
	other := translation("s3")
	other.Model = "another"
	if reply := ask(other); reply.Wire.Format != "json_schema" {
		t.Errorf("another model is asked for %s", reply.Wire.Format)
	}
	var formats []string
	for _, r := range server.Requests() {
		formats = append(formats, r.Format)
	}
	if got, want := fmt.Sprintf("%q", formats), `["json_schema" "json_object" "" "" "json_schema"]`; got != want {
		t.Errorf("formats %s, want %s", got, want)
	}
}

// TestOtherNamesForTheSame has a server that refuses the limit's name and the temperature.
func TestOtherNamesForTheSame(t *testing.T) {
	proper := &llmtest.Server{}
	var n atomic.Int32
	o := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch n.Add(1) {
		case 1:
			w.WriteHeader(http.StatusUnprocessableEntity)
			_, _ = w.Write([]byte(`{"detail":[{"loc":["body","max_completion_tokens"],"msg":"Extra inputs are not permitted"}]}`))
		case 2:
			w.WriteHeader(http.StatusBadRequest)
			_, _ = w.Write([]byte(`{"error":{"message":"Unsupported value","param":"temperature"}}`))
		default:
			proper.ServeHTTP(w, r)
		}
	}))
	reply, err := newClient(t, o).Ask(t.Context(), translation("s1"))
	if err != nil {
		t.Fatal(err)
	}
	if w := reply.Wire; w.LimitField != "max_tokens" || !w.TemperatureDropped {
		t.Errorf("wire %+v", w)
	}
	if sent := proper.Requests()[0]; sent.LimitField != "max_tokens" || sent.Limit != 500 || sent.Temperature != nil {
		t.Errorf("sent %s %d, temperature %v", sent.LimitField, sent.Limit, sent.Temperature)
	}
}

func TestOnTheWire(t *testing.T) {
	zero, some := 0.0, 0.2
	tests := []struct {
		profile     string
		model       string
		temperature *float64
		limit       int
		wantField   string
		wantLimit   int
		wantSent    string // the temperature
		dropped     bool
	}{
		{"openai", "gpt-4.1-mini", &some, 500, "max_completion_tokens", 500, "0.2", false},
		{"openai", "gpt-4.1-mini", &zero, 500, "max_completion_tokens", 500, "0", false},
		{"openai", "gpt-4.1-mini", nil, 0, "", 0, "none", false},
		{"openai", "gpt-5-mini", &some, 500, "max_completion_tokens", 500 + 8192, "none", true},
		{"openai", "gpt-6-luna", &zero, 500, "max_completion_tokens", 500 + 8192, "none", true},
		{"openai", "o3", nil, 500, "max_completion_tokens", 500 + 8192, "none", false},
		{"ollama", "qwen3", &some, 500, "max_tokens", 500 + 4096, "0.2", false},
		{"ollama", "o1x-local", &some, 500, "max_completion_tokens", 500 + 4096, "none", true},
	}
	for _, test := range tests {
		t.Run(test.profile+" "+test.model, func(t *testing.T) {
			server := &llmtest.Server{}
			o := serve(t, server)
			o.Profile = profile(t, test.profile)
			req := translation("s1")
			req.Model, req.Temperature, req.MaxTokens = test.model, test.temperature, test.limit
			reply, err := newClient(t, o).Ask(t.Context(), req)
			if err != nil {
				t.Fatal(err)
			}
			sent := server.Requests()[0]
			temperature := "none"
			if sent.Temperature != nil {
				temperature = fmt.Sprint(*sent.Temperature)
			}
			if sent.LimitField != test.wantField || sent.Limit != test.wantLimit || temperature != test.wantSent {
				t.Errorf("sent %s %d, temperature %s", sent.LimitField, sent.Limit, temperature)
			}
			if w := reply.Wire; w.LimitField != test.wantField || w.Limit != test.wantLimit || w.TemperatureDropped != test.dropped {
				t.Errorf("noted %+v", w)
			}
		})
	}
}

func TestNothingToAskWith(t *testing.T) {
	server := &llmtest.Server{}
	o := serve(t, server)
	req := translation("s1")
	req.Model = ""
	if _, err := newClient(t, o).Ask(t.Context(), req); faultOf(t, err).Fault != llm.NoModel {
		t.Errorf("without a model: %v", err)
	}
	req = translation("s1")
	req.Schema.JSON = []byte(`{"type":`)
	if _, err := newClient(t, o).Ask(t.Context(), req); faultOf(t, err).Fault != llm.BadRequest || server.Count() != 0 {
		t.Errorf("with a schema that is none: %v", err)
	}
	o.APIKey = llm.NewSecret("")
	if _, err := newClient(t, o).Ask(t.Context(), translation("s1")); err != nil {
		t.Errorf("another address than the profile's may need no key: %v", err)
	}
	if _, sent := server.Requests()[0].Header["Authorization"]; sent {
		t.Error("an empty key was sent")
	}
	o.BaseURL = ""
	o.HTTP = noHTTP{t}
	_, err := newClient(t, o).Ask(t.Context(), translation("s2"))
	if e := faultOf(t, err); e.Fault != llm.Unauthorized || !e.Permanent || e.Status != 0 {
		t.Errorf("without a key: %s", describe(e))
	}
}

// noHTTP fails the test where anything is sent.
type noHTTP struct{ t *testing.T }

func (n noHTTP) Do(r *http.Request) (*http.Response, error) {
	n.t.Errorf("a request was sent to %s", r.URL)
	return nil, net.ErrClosed
}

func TestTheKeyGoesNowhereElse(t *testing.T) {
	var leaked atomic.Bool
	other := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		leaked.Store(true)
		(&llmtest.Server{}).ServeHTTP(w, r)
	}))
	defer other.Close()
	for _, status := range []int{301, 302, 303, 307, 308} {
		o := serve(t, http.RedirectHandler(other.URL+"/v1/chat/completions?key=secret", status))
		_, err := newClient(t, o).Ask(t.Context(), translation("s1"))
		if e := faultOf(t, err); e.Fault != llm.BadRequest || !e.Permanent || e.Message != "redirected to "+other.URL {
			t.Errorf("%d: %s", status, describe(e))
		}
	}
	if leaked.Load() {
		t.Error("the request went to another host")
	}
	proper := &llmtest.Server{}
	mux := http.NewServeMux()
	mux.Handle("/v1/chat/completions", http.RedirectHandler("/v2/chat/completions", http.StatusPermanentRedirect))
	mux.Handle("/v2/chat/completions", proper)
	o := serve(t, mux)
	if _, err := newClient(t, o).Ask(t.Context(), translation("s1")); err != nil || proper.Count() != 1 {
		t.Errorf("on the same host: %v, %d requests", err, proper.Count())
	}
	if got := proper.Requests()[0].Header.Get("Authorization"); got != "Bearer "+testKey {
		t.Errorf("the key did not come along: %q", got)
	}
}

func TestOfflineAsksNobody(t *testing.T) {
	o := serve(t, &llmtest.Server{})
	if _, err := newClient(t, o).Ask(t.Context(), translation("s1")); err != nil {
		t.Fatal(err)
	}
	replay := newClient(t, llm.Options{Store: o.Store, Offline: true, BaseURL: "not an address"})
	reply, err := replay.Ask(t.Context(), translation("s1"))
	if err != nil || !reply.Stored {
		t.Errorf("%+v, %v", reply, err)
	}
	missing := translation("s2")
	_, err = replay.Ask(t.Context(), missing)
	e := faultOf(t, err)
	if e.Fault != llm.NotStored || !e.Permanent || !strings.Contains(e.Message, missing.Label) {
		t.Errorf("a miss: %s", describe(e))
	}
}

func TestOptionsThatCannotBe(t *testing.T) {
	store := openStore(t, t.TempDir())
	for name, o := range map[string]llm.Options{
		"no store":          {BaseURL: "http://localhost/v1"},
		"offline and fresh": {Store: store, Offline: true, Fresh: true},
		"no address":        {Store: store},
		"no scheme":         {Store: store, BaseURL: "localhost:8080/v1"},
		"other scheme":      {Store: store, BaseURL: "ftp://localhost/v1"},
		"user":              {Store: store, BaseURL: "http://me:hidden-word@localhost/v1"},
		"query":             {Store: store, BaseURL: "http://localhost/v1?key=hidden-word"},
		"not an address":    {Store: store, BaseURL: "http://localhost:hidden-word\x7f/v1"},
	} {
		client, err := llm.New(o)
		if err == nil || client != nil {
			t.Errorf("%s: no error", name)
			continue
		}
		if strings.Contains(err.Error(), "hidden-word") {
			t.Errorf("%s: the address is repeated: %v", name, err)
		}
	}
}

func TestCancelledBeforeItIsSent(t *testing.T) {
	server := &llmtest.Server{}
	o := serve(t, server)
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(errStop)
	if _, err := newClient(t, o).Ask(ctx, translation("s1")); err != errStop || server.Count() != 0 {
		t.Errorf("%v, %d requests", err, server.Count())
	}
}
