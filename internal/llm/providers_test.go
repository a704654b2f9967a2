package llm_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
)

// shape is one answer of a provider, as a file of testdata/providers has it, and what is to come of it.
type shape struct {
	Status  int               `json:"status"`
	Headers map[string]string `json:"headers"`
	Body    json.RawMessage   `json:"body"`
	Raw     string            `json:"raw"` // in place of a body that is nothing but JSON
	Want    outcome           `json:"want"`
}

// outcome is what comes of a shape: an answer with what it says; a fault that ends the request or is waited for, so long; or the same
// request put in another way.
type outcome struct {
	Then  string `json:"then"` // answer, end, wait or rephrase
	Fault string `json:"fault"`
	Words string `json:"words"` // stand in the fault's message
	After string `json:"after"`
	Sent  struct {
		Format             string `json:"format"`
		Limit              int    `json:"limit"`
		TemperatureDropped bool   `json:"temperature_dropped"`
	} `json:"sent"`
	Text    string    `json:"text"`
	Refusal string    `json:"refusal"`
	Finish  string    `json:"finish"`
	Model   string    `json:"model"`
	Usage   llm.Usage `json:"usage"`
}

// shapesOf gives the files of all providers by their names without the ending, such as openai/429_quota.
func shapesOf(t *testing.T) map[string]shape {
	t.Helper()
	shapes := map[string]shape{}
	for _, p := range llm.Profiles() {
		files, err := filepath.Glob(filepath.Join("testdata", "providers", p.Name, "*.json"))
		if err != nil || len(files) < 7 {
			t.Fatalf("%s has %d shapes, %v", p.Name, len(files), err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var s shape
			strict := json.NewDecoder(bytes.NewReader(text))
			strict.DisallowUnknownFields()
			if err := strict.Decode(&s); err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			shapes[p.Name+"/"+strings.TrimSuffix(filepath.Base(file), ".json")] = s
		}
	}
	return shapes
}

// TestProviders asks each provider, through all layers and at its own address, and has it answer with each of its shapes first, and
// properly after that.
func TestProviders(t *testing.T) {
	for name, s := range shapesOf(t) {
		t.Run(name, func(t *testing.T) {
			p := profile(t, strings.Split(name, "/")[0])
			proper := &llmtest.Server{}
			var sent []*http.Request
			clock := newClock()
			var reasons []string
			o := llm.Options{
				Profile: p, APIKey: llm.NewSecret(testKey), Store: openStore(t, t.TempDir()), Clock: clock, Random: func() float64 { return 0.5 },
				Waiting: func(reason string, _ time.Duration) { reasons = append(reasons, reason) },
				HTTP: doerFunc(func(r *http.Request) (*http.Response, error) {
					if sent = append(sent, r); len(sent) == 1 {
						return s.response(), nil
					}
					return within(proper)(r)
				}),
			}
			address := p.BaseURL
			if address == "" {
				address = "https://newsroom.openai.azure.com/openai/v1"
				o.BaseURL = address
			}
			req := translation("s1")
			req.Model = "a-model"
			reply, err := newClient(t, o).Ask(t.Context(), req)
			if got := sent[0]; got.URL.String() != address+"/chat/completions" || got.Header.Get("Authorization") != "Bearer "+testKey {
				t.Errorf("asked %s with %q", got.URL, got.Header.Get("Authorization"))
			}
			s.Want.check(t, reply, err, len(sent), reasons, clock.slept)
			_, kept, storeErr := o.Store.Newest(llm.Key(req))
			if storeErr != nil || kept != (err == nil) {
				t.Errorf("kept: %t, %v", kept, storeErr)
			}
		})
	}
}

func (s shape) response() *http.Response {
	h := http.Header{}
	for name, value := range s.Headers {
		h.Set(name, value)
	}
	body := s.Raw
	if body == "" {
		body = string(s.Body)
	}
	return &http.Response{StatusCode: s.Status, Header: h, Body: io.NopCloser(strings.NewReader(body))}
}

// check holds what came of a shape against what is wanted: the requests that were sent, and what was waited for, too.
func (w outcome) check(t *testing.T, reply llm.Reply, err error, sent int, reasons []string, slept []time.Duration) {
	t.Helper()
	wantSent := map[string]int{"answer": 1, "end": 1, "wait": 2, "rephrase": 2}[w.Then]
	if sent != wantSent || len(slept) != len(reasons) || (len(slept) > 0) != (w.Then == "wait") {
		t.Errorf("%d requests, waited %v for %q (%v)", sent, slept, reasons, err)
		return
	}
	if w.Then == "end" {
		if e := faultOf(t, err); string(e.Fault) != w.Fault || !e.Permanent || !strings.Contains(e.Message, w.Words) {
			t.Errorf("%s", describe(e))
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	switch w.Then {
	case "wait":
		if after, err := time.ParseDuration(w.After); err != nil || slept[0] != after || reasons[0] != w.Fault {
			t.Errorf("waited %v for %q", slept, reasons)
		}
	case "rephrase":
		wire := reply.Wire
		if w.Sent.Format != "" && wire.Format != w.Sent.Format || w.Sent.Limit != 0 && wire.Limit != w.Sent.Limit || wire.TemperatureDropped != w.Sent.TemperatureDropped {
			t.Errorf("sent %+v", wire)
		}
	default:
		got := outcome{Then: "answer", Text: reply.Text, Refusal: reply.Refusal, Finish: reply.Finish, Model: reply.Model, Usage: reply.Usage}
		if got != w {
			t.Errorf("got  %+v\nwant %+v", got, w)
		}
	}
}

// TestWordsOfProviders looks at the messages of faults that are waited for, which end the request here because nobody waits.
func TestWordsOfProviders(t *testing.T) {
	for name, s := range shapesOf(t) {
		if s.Want.Then != "wait" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			o := hermetic(t, doerFunc(func(*http.Request) (*http.Response, error) { return s.response(), nil }))
			o.Profile, o.Clock = profile(t, strings.Split(name, "/")[0]), newClock()
			_, err := newClient(t, o).Ask(t.Context(), translation("s1"))
			if e := faultOf(t, err); string(e.Fault) != s.Want.Fault || !strings.Contains(e.Message, s.Want.Words) {
				t.Errorf("%s", describe(e))
			}
		})
	}
}

// TestSourcesOfProviders wants a line with its source for every shape, and no line without a shape.
func TestSourcesOfProviders(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("testdata", "providers", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	shapes := shapesOf(t)
	var cited []string
	for line := range strings.Lines(string(readme)) {
		cells := strings.Split(line, "|")
		if len(cells) != 5 || !strings.Contains(cells[1], "/") {
			continue
		}
		name := strings.Trim(cells[1], " `")
		if _, there := shapes[name]; !there {
			t.Errorf("%s is cited and not there", name)
		}
		if kind := strings.TrimSpace(cells[2]); !slices.Contains([]string{"docs", "thread", "source", "code", "memory"}, kind) || strings.TrimSpace(cells[3]) == "" {
			t.Errorf("%s has no source: %q", name, line)
		}
		cited = append(cited, name)
	}
	for name := range shapes {
		if !slices.Contains(cited, name) {
			t.Errorf("%s is not cited", name)
		}
	}
}
