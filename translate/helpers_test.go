package translate

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
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

func prompt(t testing.TB, task string) *prompts.Prompt {
	t.Helper()
	set, err := prompts.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	p, err := set.Default(task)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// article makes one of paragraphs; the first is the title when it begins with "# ".
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

// unitsOf gives the units of an article where no window bounds them.
func unitsOf(a *news.Article, abbreviations []string) []*unit {
	return unitsThatFit(a, abbreviations, func(string, string) bool { return true })
}

// asked is what a scripted model sees of one request.
type asked struct {
	data
	names []string // of a names request
	model string
	label string
	round int
}

// String shows a request as the tests below write it: its ids; "bare" where nothing else of the article is shown;
// "!" behind an id that is asked again with its problems; first the model, if it is another one.
func (a asked) String() string {
	var words []string
	if a.model != "scripted" {
		words = append(words, a.model)
	}
	if a.Task == prompts.Names {
		return strings.Join(append(words, "names", strings.Join(a.names, ", ")), " ")
	}
	if a.Context == nil || a.Context.Headline == "" && a.Context.Before == nil && a.Context.After == nil {
		words = append(words, "bare")
	}
	for _, s := range a.Segments {
		id := s.ID
		if len(s.Problems) > 0 {
			id += "!"
		}
		words = append(words, id)
	}
	return strings.Join(words, " ")
}

func (a asked) has(id string) bool {
	return slices.ContainsFunc(a.Segments, func(q question) bool { return q.ID == id })
}

func readAsked(req llm.Request) (asked, error) {
	a := asked{model: req.Model, label: req.Label, round: req.Round}
	user := req.Messages[len(req.Messages)-1].Content
	line := user[strings.LastIndexByte(user, '\n')+1:]
	var names namesData
	if err := json.Unmarshal([]byte(line), &a.data); err != nil || a.Task != prompts.Names {
		return a, err
	}
	err := json.Unmarshal([]byte(line), &names)
	a.names = names.Names
	return a, err
}

// scripted is a model that answers as its script says and writes down what it was asked, by key.
type scripted struct {
	answer func(asked) (llm.Reply, error)

	mu   sync.Mutex
	seen map[string]asked
	sent []string // keys, in the order they came
}

func (s *scripted) Ask(_ context.Context, req llm.Request) (llm.Reply, error) {
	a, err := readAsked(req)
	if err != nil {
		return llm.Reply{}, err
	}
	key := llm.Key(req)
	s.mu.Lock()
	if s.seen == nil {
		s.seen = map[string]asked{}
	}
	s.seen[key] = a
	s.sent = append(s.sent, key)
	s.mu.Unlock()
	reply, err := s.answer(a)
	reply.Key = key
	reply.Attempts = max(1, reply.Attempts)
	if reply.Model == "scripted" {
		reply.Model = req.Model
	}
	return reply, err
}

// walked shows the requests of a translation in the order of the walk.
func (s *scripted) walked(t *news.Translation) []string {
	var walked []string
	for _, key := range t.Made.Requests {
		walked = append(walked, s.seen[key].String())
	}
	return walked
}

// inDari is the one right answer of the scripted models: it holds the source's words, so that a test can see what
// a target was made from.
func inDari(text string) string { return "ترجمه: " + text }

func entryOf(q question) entry {
	return entry{q.ID, strings.Join(firstWords(news.WithoutTags(q.Text)), " "), inDari(q.Text)}
}

func firstWords(text string) []string {
	words := strings.Fields(text)
	return words[:min(len(words), 3)]
}

func right(a asked) []entry {
	var entries []entry
	for _, q := range a.Segments {
		entries = append(entries, entryOf(q))
	}
	return entries
}

// replyOf is a whole reply of these entries.
func replyOf(entries []entry) llm.Reply {
	text, err := json.Marshal(answer{entries})
	if err != nil {
		panic(err)
	}
	return llm.Reply{Text: string(text), Finish: llm.FinishStop, Model: "scripted"}
}

func translator(t testing.TB, client llm.Client) *Translator {
	return &Translator{Client: client, Prompt: prompt(t, prompts.Translate), Model: "scripted"}
}
