package translate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
	"tarjuma/internal/news"
)

// wire hands requests to a fake server without a network between.
type wire struct{ server *llmtest.Server }

func (w wire) Do(r *http.Request) (*http.Response, error) {
	if err := r.Context().Err(); err != nil {
		return nil, err
	}
	answer := httptest.NewRecorder()
	w.server.ServeHTTP(answer, r)
	return answer.Result(), nil
}

// hasty is a clock that waits for nothing.
type hasty struct{}

func (hasty) Now() time.Time                                   { return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC) }
func (hasty) Sleep(ctx context.Context, _ time.Duration) error { return context.Cause(ctx) }

// live is a translator with a real client, all its layers and a store, in front of a fake server.
func live(t testing.TB, dir string, server *llmtest.Server, offline bool) *Translator {
	t.Helper()
	store, err := llm.OpenStore(dir, offline)
	if err != nil {
		t.Fatal(err)
	}
	c, err := llm.New(llm.Options{
		Profile: llm.Profiles()[0], BaseURL: "http://fake.example/v1", APIKey: llm.NewSecret("none"), Store: store, Offline: offline, Tool: "test",
		Clock: hasty{}, Random: func() float64 { return 0 }, HTTP: wire{server},
	})
	if err != nil {
		t.Fatal(err)
	}
	return translator(t, c)
}

// readArticle reads an article of the repository's own.
func readArticle(t testing.TB, name string) *news.Article {
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
	return a
}

func asJSON(t testing.TB, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// inOrder is the server's translation of a segment, by its groups where it is a long one.
func inOrder(segment news.Segment, from, to *lang.Language) string {
	var target strings.Builder
	for _, u := range unitsOf(&news.Article{Segments: []news.Segment{segment}}, from.Abbreviations) {
		target.WriteString(llmtest.Translation(to.Code, u.text) + u.gap)
	}
	return target.String()
}

// problemsOf lists the pairs that are neither right nor failed: what must never be.
func problemsOf(a *news.Article, got *news.Translation, from, to *lang.Language) []string {
	if len(got.Pairs) != len(a.Segments) {
		return []string{fmt.Sprintf("%d pairs of %d segments", len(got.Pairs), len(a.Segments))}
	}
	var wrong []string
	for i, p := range got.Pairs {
		s := a.Segments[i]
		ok := p.ID == s.ID && p.Source == s.Text
		switch {
		case p.Fault != "":
			ok = ok && p.Target == "" && p.Origin == news.FromModel
		case !news.Translatable(s.Text):
			ok = ok && p.Target == s.Text && p.Origin == news.Copied
		case p.Target == s.Text: // a name of one word may stay as it is
			ok = ok && news.Words(s.Text) == 1
		default:
			ok = ok && p.Target == inOrder(s, from, to) && p.Origin == news.FromModel
		}
		if !ok {
			wrong = append(wrong, fmt.Sprintf("%+v is no translation of %+v", p, s))
		}
	}
	return wrong
}

// TestArticles: every paragraph of every article is a pair, in every language; the same again offline, to the byte,
// and nobody is asked.
func TestArticles(t *testing.T) {
	for _, c := range []struct{ name, from string }{
		{"oneline.txt", "en"}, {"canal.txt", "en"}, {"wrapped.txt", "en"}, {"dari.txt", "prs"}, {"pashto.txt", "ps"}, {"hindi.txt", "hi"},
	} {
		for _, code := range []string{"en", "prs", "ps", "hi"} {
			if code == c.from {
				continue
			}
			a, from, to := readArticle(t, c.name), language(t, c.from), language(t, code)
			server, dir := &llmtest.Server{}, t.TempDir()
			first, _, err := live(t, dir, server, false).Translate(t.Context(), a, from, to, news.OfArticle)
			if err != nil {
				t.Fatal(err)
			}
			for _, problem := range problemsOf(a, first, from, to) {
				t.Error(problem)
			}
			if failed := first.Failed(); len(failed) > 0 {
				t.Errorf("%s into %s: failed %+v", c.name, code, failed)
			}
			for _, req := range server.Requests() {
				if spent := llm.Tokens(llmtest.Translation(code, strings.Join(firstOf(req), " "))); spent > req.Limit {
					t.Errorf("%d tokens of text do not fit the limit of %d", spent, req.Limit)
				}
			}
			count := server.Count()
			for _, offline := range []bool{false, true} {
				again, _, err := live(t, dir, server, offline).Translate(t.Context(), a, from, to, news.OfArticle)
				if err != nil {
					t.Fatal(err)
				}
				if asJSON(t, again) != asJSON(t, first) {
					t.Errorf("%s into %s, offline %v: not the same again", c.name, code, offline)
				}
			}
			if server.Count() != count {
				t.Errorf("%d requests were sent again", server.Count()-count)
			}
		}
	}
}

func firstOf(r llmtest.Request) []string {
	var texts []string
	for _, s := range r.Segments {
		texts = append(texts, s.Text)
	}
	return texts
}

// ofAlignment are the faults that an answer can have and still be one.
var ofAlignment = []llmtest.Fault{
	llmtest.Missing, llmtest.Extra, llmtest.Duplicate, llmtest.Empty, llmtest.Echoed, llmtest.Reordered, llmtest.Swapped, llmtest.Merged,
	llmtest.TagLost, llmtest.TagInvented, llmtest.TagsCrossed,
	llmtest.BadJSON, llmtest.RepeatedMembers, llmtest.Fenced, llmtest.Prose, llmtest.Thought,
	llmtest.CutToLength, llmtest.Refusal, llmtest.ContentFilter, llmtest.FilteredRequest, llmtest.ContextTooSmall,
}

// TestFaultOnce: one bad answer costs requests and nothing else.
func TestFaultOnce(t *testing.T) {
	for _, fault := range append(slices.Clone(ofAlignment), llmtest.InternalError, llmtest.TooManyRequests, llmtest.EmptyUnavailable,
		llmtest.BadGateway, llmtest.ErrorIn200, llmtest.NoChoices, llmtest.DuplicateKeys, llmtest.InvalidUTF8, llmtest.SchemaRefused) {
		a, from, to := readArticle(t, "canal.txt"), language(t, "en"), language(t, "ps")
		server := &llmtest.Server{Plan: func(n int, _ llmtest.Request) llmtest.Fault {
			if n == 1 {
				return fault
			}
			return llmtest.None
		}}
		got, _, err := live(t, t.TempDir(), server, false).Translate(t.Context(), a, from, to, news.OfArticle)
		if err != nil {
			t.Errorf("%s: %v", fault, err)
			continue
		}
		for _, problem := range append(problemsOf(a, got, from, to), asJSON(t, got.Failed())) {
			if problem != "null" {
				t.Errorf("%s: %s", fault, problem)
			}
		}
	}
}

// TestFaultAlways: a server that is wrong in one way forever costs segments, never one that is wrong in silence.
func TestFaultAlways(t *testing.T) {
	for _, fault := range ofAlignment {
		a, from, to := readArticle(t, "oneline.txt"), language(t, "en"), language(t, "hi")
		server := &llmtest.Server{Plan: func(int, llmtest.Request) llmtest.Fault { return fault }}
		got, _, err := live(t, t.TempDir(), server, false).Translate(t.Context(), a, from, to, news.OfArticle)
		if err != nil {
			t.Errorf("%s: %v", fault, err)
			continue
		}
		for _, problem := range problemsOf(a, got, from, to) {
			t.Errorf("%s: %s", fault, problem)
		}
		bodies := map[string]bool{}
		for _, req := range server.Requests() {
			if bodies[string(req.Body)] {
				t.Errorf("%s: the same bytes were sent twice", fault)
			}
			bodies[string(req.Body)] = true
		}
	}
}

// TestFaultInOnePart: whatever is wrong with one part forever, the others are asked for once and are right.
func TestFaultInOnePart(t *testing.T) {
	a, from, to := readArticle(t, "oneline.txt"), language(t, "en"), language(t, "prs")
	requests, err := translator(t, nil).FirstRequests(a, from, to)
	if err != nil || len(requests) < 2 {
		t.Fatalf("%v, %d parts", err, len(requests))
	}
	part, err := readAsked(requests[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, fault := range append(slices.Clone(ofAlignment), llmtest.InternalError, llmtest.NoChoices, llmtest.ErrorIn200) {
		of := func(r llmtest.Request) bool { return slices.ContainsFunc(r.IDs(), part.has) }
		server := &llmtest.Server{Plan: func(_ int, r llmtest.Request) llmtest.Fault {
			if of(r) {
				return fault
			}
			return llmtest.None
		}}
		got, _, err := live(t, t.TempDir(), server, false).Translate(t.Context(), a, from, to, news.OfArticle)
		if err != nil {
			t.Errorf("%s: %v", fault, err)
			continue
		}
		for _, problem := range problemsOf(a, got, from, to) {
			t.Errorf("%s: %s", fault, problem)
		}
		for _, p := range got.Failed() {
			if !part.has(p.ID) {
				t.Errorf("%s: %s has failed: %s", fault, p.ID, p.Fault)
			}
		}
		others := slices.DeleteFunc(server.Requests(), of)
		if len(others) != len(requests)-1 {
			t.Errorf("%s: the other %d parts were asked for in %d requests", fault, len(requests)-1, len(others))
		}
	}
}

// TestRefusedSegment: only the segment that sets a refusal off is marked, with the provider's words, and a later run
// asks nobody about it.
func TestRefusedSegment(t *testing.T) {
	a, from, to := readArticle(t, "oneline.txt"), language(t, "en"), language(t, "prs")
	bad := a.Segments[4]
	server := &llmtest.Server{Plan: func(_ int, r llmtest.Request) llmtest.Fault {
		if strings.Contains(r.Messages[1].Content, bad.Text) {
			return llmtest.Refusal
		}
		return llmtest.None
	}}
	dir := t.TempDir()
	for run := range 2 {
		before := server.Count()
		got, _, err := live(t, dir, server, false).Translate(t.Context(), a, from, to, news.OfArticle)
		if err != nil {
			t.Fatal(err)
		}
		for _, problem := range problemsOf(a, got, from, to) {
			t.Error(problem)
		}
		failed := got.Failed()
		if len(failed) != 1 || failed[0].ID != bad.ID || !strings.Contains(failed[0].Fault, "I cannot help with this text.") {
			t.Errorf("failed %+v", failed)
		}
		if sent := server.Count() - before; run == 1 && sent != 0 {
			t.Errorf("%d requests the second time", sent)
		}
	}
}

// TestStoppedInTheMiddle: after an interrupt nothing that was answered is sent again.
func TestStoppedInTheMiddle(t *testing.T) {
	a, from, to := readArticle(t, "oneline.txt"), language(t, "en"), language(t, "prs")
	dir := t.TempDir()
	sent := map[string]bool{}
	for stopAt := range 12 {
		ctx, stop := context.WithCancel(t.Context())
		var count atomic.Int64
		server := &llmtest.Server{Plan: func(_ int, r llmtest.Request) llmtest.Fault {
			if count.Add(1) > int64(stopAt)/4 {
				stop() // this one is in flight and is finished
			}
			if len(r.Segments) > 2 {
				return llmtest.Swapped
			}
			return llmtest.None
		}}
		got, _, err := live(t, dir, server, false).Translate(ctx, a, from, to, news.OfArticle)
		stop()
		for _, req := range server.Requests() {
			if sent[string(req.Body)] {
				t.Errorf("run %d sent again what was answered", stopAt)
			}
			sent[string(req.Body)] = true
		}
		if err != nil && !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		if err == nil {
			if len(got.Failed()) > 0 {
				t.Errorf("failed %+v", got.Failed())
			}
			return
		}
	}
	t.Error("twelve runs did not finish it")
}

// madeUp is an article of many beginnings that are alike, blocks of all lengths, and blocks without a word.
func madeUp(random *rand.Rand) *news.Article {
	words := strings.Fields("the The a minister said council water Kabul river, road; dust “we will go” 12 3.5 BBC – (again) never. out! of U.S. Dr. Karim")
	beginnings := []string{"", "", "The minister said", "The minister", "the minister, said:", "Kabul –", "12"}
	a := &news.Article{Name: "made-up"}
	for i := range 1 + random.IntN(14) {
		text := strings.Fields(beginnings[random.IntN(len(beginnings))])
		length := 1 + random.IntN(12)
		if random.IntN(8) == 0 {
			length *= 40
		}
		for range length {
			text = append(text, words[random.IntN(len(words))])
		}
		kind := news.Paragraph
		if i == 0 {
			kind = news.Title
		}
		a.Segments = append(a.Segments, news.Segment{ID: fmt.Sprintf("s%d", i+1), Kind: kind, Text: strings.Join(text, " ")})
	}
	return a
}

// planned is a plan of random faults that depends on the request alone, about one request in rarity.
func planned(seed uint64, rarity int, faults []llmtest.Fault) func(int, llmtest.Request) llmtest.Fault {
	return func(_ int, r llmtest.Request) llmtest.Fault {
		h := fnv.New64a()
		fmt.Fprintf(h, "%d %s %s", seed, r.Model, r.Messages[1].Content)
		random := rand.New(rand.NewPCG(seed, h.Sum64()))
		if random.IntN(rarity) > 0 {
			return llmtest.None
		}
		return faults[random.IntN(len(faults))]
	}
}

// checkFaults translates a made-up article on a bad day: every pair is right or says that it is not, and the day can
// be gone through again to the byte.
func checkFaults(t *testing.T, seed uint64) {
	random := rand.New(rand.NewPCG(seed, 3))
	a, from := madeUp(random), language(t, "en")
	to := language(t, []string{"prs", "ps", "hi"}[random.IntN(3)])
	server := &llmtest.Server{Plan: planned(seed, 1+random.IntN(4), ofAlignment)}
	dir := t.TempDir()
	first, _, err := live(t, dir, server, false).Translate(t.Context(), a, from, to, news.OfArticle)
	if err != nil {
		t.Fatalf("seed %d: %v", seed, err)
	}
	for _, problem := range problemsOf(a, first, from, to) {
		t.Errorf("seed %d: %s", seed, problem)
	}
	again, _, err := live(t, dir, server, true).Translate(t.Context(), a, from, to, news.OfArticle)
	if err != nil {
		t.Fatalf("seed %d: %v", seed, err)
	}
	if asJSON(t, again) != asJSON(t, first) {
		t.Errorf("seed %d: not the same again:\n%s\n%s", seed, asJSON(t, again), asJSON(t, first))
	}
}

func TestBadDays(t *testing.T) {
	days := uint64(150)
	if testing.Short() {
		days = 20
	}
	for seed := range days {
		checkFaults(t, seed)
	}
}

// FuzzBadDays goes on where TestBadDays ends.
func FuzzBadDays(f *testing.F) {
	f.Add(uint64(1000))
	f.Fuzz(checkFaults)
}
