package summarize

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
	"tarjuma/internal/news"
	"tarjuma/prompts"
)

func language(t testing.TB, code string) *lang.Language {
	t.Helper()
	languages, err := lang.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	l, err := languages.Find(code)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func prompt(t testing.TB) *prompts.Prompt {
	t.Helper()
	set, err := prompts.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	p, err := set.Default(prompts.Summarize)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// read reads one of the example articles and tells its language.
func read(t testing.TB, name string) (*news.Article, *lang.Language) {
	t.Helper()
	file, err := os.Open(filepath.Join("..", "testdata", "articles", name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	a, err := news.Read(file, name, news.Options{})
	if err != nil {
		t.Fatal(err)
	}
	languages, err := lang.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	l, err := languages.Detect(a.Text())
	if err != nil {
		t.Fatal(err)
	}
	a.Lang = l.Code
	return a, l
}

// article makes one of paragraphs; one that begins with "# " is the title.
func article(paragraphs ...string) *news.Article {
	a := &news.Article{Name: "test.txt", Lang: "en"}
	for i, text := range paragraphs {
		kind := news.Paragraph
		if title, found := strings.CutPrefix(text, "# "); found {
			kind, text = news.Title, title
		}
		a.Segments = append(a.Segments, news.Segment{ID: fmt.Sprintf("s%d", i+1), Kind: kind, Text: text})
	}
	return a
}

// firstRequest is the one that an article which fits is asked with.
func firstRequest(t testing.TB, s *Summarizer, a *news.Article, l *lang.Language) llm.Request {
	t.Helper()
	requests, err := s.FirstRequests(a, l)
	if err != nil || len(requests) != 1 {
		t.Fatalf("%d requests, %v", len(requests), err)
	}
	return requests[0]
}

// long makes an article of a title and so many paragraphs; each has a sentence of its own with a number, and another.
func long(paragraphs int) *news.Article {
	texts := []string{"# Mills of the valley grind again"}
	for i := range paragraphs {
		texts = append(texts, fmt.Sprintf("Mill number %d in the village of %s turned again on Monday after a year without water. "+
			"The miller there, who has %d sons, said that people had walked for hours to have their wheat ground elsewhere.",
			i+1, strings.ToUpper(string(rune('a'+i%26)))+strings.Repeat("a", 1+i/26), i+51))
	}
	return article(texts...)
}

// newsroom is a fake server, a store, and what makes briefs with the two.
type newsroom struct {
	t        *testing.T
	server   *llmtest.Server
	store    string
	url      string
	window   int
	fallback string
}

func open(t *testing.T, plan func(n int, r llmtest.Request) llmtest.Fault) *newsroom {
	t.Helper()
	server := &llmtest.Server{Plan: plan}
	running := httptest.NewServer(server)
	t.Cleanup(running.Close)
	return &newsroom{t: t, server: server, store: t.TempDir(), url: running.URL + "/v1"}
}

func always(fault llmtest.Fault) func(int, llmtest.Request) llmtest.Fault {
	return func(int, llmtest.Request) llmtest.Fault { return fault }
}

func first(fault llmtest.Fault) func(int, llmtest.Request) llmtest.Fault {
	return func(n int, _ llmtest.Request) llmtest.Fault {
		if n == 1 {
			return fault
		}
		return llmtest.None
	}
}

// summarizer is that of a new run.
func (n *newsroom) summarizer(offline bool) *Summarizer {
	n.t.Helper()
	store, err := llm.OpenStore(n.store, offline)
	if err != nil {
		n.t.Fatal(err)
	}
	client, err := llm.New(llm.Options{
		Profile: llm.Profiles()[0], BaseURL: n.url, APIKey: llm.NewSecret("a key for nobody"), Store: store, Offline: offline,
		Tool: "1.2.3", Clock: still{}, Timeout: 10 * time.Second,
	})
	if err != nil {
		n.t.Fatal(err)
	}
	return &Summarizer{
		Client: client, Prompt: prompt(n.t), Model: "recorded", Fallback: n.fallback, Window: n.window, Words: 120, Points: 4,
	}
}

// run makes a brief in a run of its own, and says how many requests that took.
func (n *newsroom) run(a *news.Article, l *lang.Language, offline bool) (b *news.Brief, findings []news.Finding, requests int, err error) {
	n.t.Helper()
	before := n.server.Count()
	b, findings, err = n.summarizer(offline).Summarize(n.t.Context(), a, l)
	return b, findings, n.server.Count() - before, err
}

// still is a clock that stands.
type still struct{}

func (still) Now() time.Time { return time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC) }

func (still) Sleep(ctx context.Context, _ time.Duration) error { return context.Cause(ctx) }

func bytesOf(t testing.TB, v any) string {
	t.Helper()
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// scripted answers with what it is given, one text a request, and keeps the requests.
type scripted struct {
	answers  []llm.Reply
	requests []llm.Request
}

func (s *scripted) Ask(_ context.Context, req llm.Request) (llm.Reply, error) {
	s.requests = append(s.requests, req)
	if len(s.requests) > len(s.answers) {
		return llm.Reply{}, &llm.Error{Fault: llm.NotStored, Permanent: true}
	}
	reply := s.answers[len(s.requests)-1]
	reply.Key = llm.Key(req)
	if reply.Finish == "" {
		reply.Finish = llm.FinishStop
	}
	return reply, nil
}

// script makes a summarizer that gets these texts for answers.
func script(t testing.TB, texts ...string) (*Summarizer, *scripted) {
	t.Helper()
	client := &scripted{}
	for _, text := range texts {
		client.answers = append(client.answers, llm.Reply{Text: text})
	}
	return &Summarizer{Client: client, Prompt: prompt(t), Model: "scripted", Words: 120, Points: 4}, client
}

// answering answers each request with what a function makes of its data.
type answering struct {
	t      testing.TB
	answer func(data) answer

	mu       sync.Mutex
	requests []llm.Request
}

func (c *answering) Ask(_ context.Context, req llm.Request) (llm.Reply, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.requests = append(c.requests, req)
	user := req.Messages[1].Content
	var d data
	if err := json.Unmarshal([]byte(user[strings.LastIndexByte(user, '\n'):]), &d); err != nil {
		c.t.Error(err)
	}
	return llm.Reply{Key: llm.Key(req), Text: bytesOf(c.t, c.answer(d)), Finish: llm.FinishStop}, nil
}

// oracle makes a summarizer that gets its answers from a function.
func oracle(t testing.TB, answer func(data) answer) *Summarizer {
	return &Summarizer{Client: &answering{t: t, answer: answer}, Prompt: prompt(t), Model: "oracle", Words: 120, Points: 4}
}

// honest answers as is wanted: with a quote and a point of one segment or fact each.
func honest(d data) answer {
	sources := d.Facts
	for _, s := range d.Segments {
		if d.Facts == nil {
			sources = append(sources, news.Fact{Quote: s.Text, Segment: s.ID})
		}
	}
	say := func(i int) claim {
		f := sources[i%len(sources)]
		return claim{strings.Join(strings.Fields(f.Quote)[:min(len(strings.Fields(f.Quote)), 8)], " "), []string{f.Segment}}
	}
	a := answer{Headline: say(0), Standfirst: say(1)}
	for i := range d.Points {
		a.Points = append(a.Points, say(i+1))
		a.Facts = append(a.Facts, news.Fact{Quote: a.Points[i].Text, Segment: a.Points[i].Evidence[0]})
	}
	for _, s := range d.Segments {
		if slices.Contains(d.Anchors, s.ID) {
			a.Seen = append(a.Seen, seen{s.ID, s.Text})
		}
	}
	return a
}
