package translate

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
	"tarjuma/internal/news"
)

// weighed is a client that notes the most that a request and its answer may take.
type weighed struct {
	llm.Client
	mu   sync.Mutex
	most int
}

func (w *weighed) Ask(ctx context.Context, req llm.Request) (llm.Reply, error) {
	w.mu.Lock()
	w.most = max(w.most, need(req))
	w.mu.Unlock()
	return w.Client.Ask(ctx, req)
}

// TestWindow: whatever the window, every request fits it with its answer, also when the model errs and things are asked
// again. A segment is right or says that it is not; and what a window of 4,096 tokens has no room for is no news.
func TestWindow(t *testing.T) {
	random := planned(5, 3, []llmtest.Fault{llmtest.Missing, llmtest.Swapped, llmtest.Merged, llmtest.BadJSON, llmtest.Echoed})
	for _, name := range []string{"oneline.txt", "wrapped.txt", "pashto.txt"} {
		a, from, to := readArticle(t, name), language(t, "en"), language(t, "prs")
		if name == "pashto.txt" {
			from = language(t, "ps")
		}
		for _, window := range []int{1500, 2048, 2300, 3000, 4096, 16384} {
			for _, plan := range []func(int, llmtest.Request) llmtest.Fault{nil, random} {
				server := &llmtest.Server{Plan: plan, ContextWindow: window, ContextKeep: 4}
				tr := live(t, t.TempDir(), server, false)
				client := &weighed{Client: tr.Client}
				tr.Client, tr.Window = client, window
				got, _, err := tr.Translate(t.Context(), a, from, to, news.OfArticle)
				if err != nil {
					t.Fatalf("%s, %d tokens: %v", name, window, err)
				}
				if client.most > window {
					t.Errorf("%s: a request takes %d of %d tokens", name, client.most, window)
				}
				for _, problem := range inGroups(a, got, from, to) {
					t.Errorf("%s, %d tokens: %s", name, window, problem)
				}
				if failed := got.Failed(); plan == nil && window >= 4096 && len(failed) > 0 {
					t.Errorf("%s, %d tokens: failed %+v", name, window, failed)
				}
			}
		}
	}
}

// inGroups lists the pairs that are neither failed nor put together of translations of whole sentences of their source.
func inGroups(a *news.Article, got *news.Translation, from, to *lang.Language) []string {
	var wrong []string
	for i, p := range got.Pairs {
		s := a.Segments[i]
		if p.Source != s.Text {
			wrong = append(wrong, fmt.Sprintf("%s is not of its source", p.ID))
		}
		if p.Fault != "" {
			if p.Target != "" {
				wrong = append(wrong, fmt.Sprintf("%s has failed with a target", p.ID))
			}
			continue
		}
		name := p.Target == s.Text && news.Words(s.Text) == 1
		if p.Origin == news.FromModel && !name && !joinedOf(s.Text, bareText(p.Target), from, to) {
			wrong = append(wrong, fmt.Sprintf("%q is no translation of %q", p.Target, s.Text))
		}
	}
	return wrong
}

// bareText is a text without tags, which may come to stand elsewhere, and white space.
func bareText(text string) string {
	return strings.Join(strings.Fields(news.WithoutTags(text)), "")
}

// joinedOf says whether a bare target is put together of the server's translations of runs of whole sentences.
func joinedOf(source, target string, from, to *lang.Language) bool {
	if source == "" || target == "" {
		return source == target
	}
	sentences := news.Sentences(source, from.Abbreviations)
	for n := range sentences {
		run := strings.Join(sentences[:n+1], "")
		rest, begins := strings.CutPrefix(target, bareText(llmtest.Translation(to.Code, strings.TrimSpace(run))))
		if begins && joinedOf(source[len(run):], rest, from, to) {
			return true
		}
	}
	return false
}

// bareNeed is what a request into Dari takes of the window that asks for nothing.
func bareNeed(t *testing.T) int {
	t.Helper()
	return translator(t, nil).walk(article(), language(t, "en"), language(t, "prs")).writer.alone("", "")
}

// TestWindowCuts: parts are made smaller until they fit, and blocks cut into smaller groups; both before anything is
// sent.
func TestWindowCuts(t *testing.T) {
	a := article("# Wells run dry", sentencesOf(12), "Nobody left that year.", "Then it was "+sentencesOf(3), "The end came soon.")
	bare := bareNeed(t)
	for _, c := range []struct {
		more int // tokens than a request without a text takes
		want string
	}{
		{10_000, "s1 s2 s3 s4 s5"},
		{1000, "s1 s2 | s3 s4 s5"},
		{600, "s1 s2.1 | s2.2 | s3 s4 s5"},
		{450, "s1 | s2.1 | s2.2 | s3 s4 s5"},
		{320, "s1 | s2.1 | s2.2 | s2.3 | s3 | s4 | s5"},
	} {
		tr := translator(t, &scripted{answer: misaligned(func(_ asked, e []entry) []entry { return e })})
		tr.Window = bare + c.more
		requests, err := tr.FirstRequests(a, language(t, "en"), language(t, "prs"))
		if err != nil {
			t.Fatal(err)
		}
		var shown, keys []string
		for _, req := range requests {
			one, err := readAsked(req)
			if err != nil {
				t.Fatal(err)
			}
			shown, keys = append(shown, strings.TrimPrefix(one.String(), "bare ")), append(keys, llm.Key(req))
		}
		if got := strings.Join(shown, " | "); got != c.want {
			t.Errorf("%d tokens: %s, want %s", c.more, got, c.want)
		}
		got, _, err := tr.Translate(t.Context(), a, language(t, "en"), language(t, "prs"), news.OfArticle)
		if err != nil || !slices.Equal(keys, got.Made.Requests) || len(got.Failed()) > 0 {
			t.Errorf("%d tokens: asked for %d, not %d; %v, failed %+v", c.more, len(got.Made.Requests), len(keys), err, got.Failed())
		}
	}
}

// TestWindowTooSmall: a sentence that no request has room for fails with the reason, and nothing is sent for its block;
// the others go on. A second run sends nothing.
func TestWindowTooSmall(t *testing.T) {
	endless := strings.TrimSpace("Word" + strings.Repeat(" and word", 149) + " and")
	a := article("# Wells run dry", "Yes. "+endless+". No.", "The end came soon.")
	model := &storing{kept: map[string]llm.Reply{}, scripted: &scripted{answer: misaligned(func(_ asked, e []entry) []entry { return e })}}
	tr := translator(t, model)
	tr.Window = bareNeed(t) + 1000
	for range 2 {
		got, _, err := tr.Translate(t.Context(), a, language(t, "en"), language(t, "prs"), news.OfArticle)
		if err != nil {
			t.Fatal(err)
		}
		p := got.Pairs[1]
		if !strings.HasPrefix(p.Fault, string(llm.ContextFull)+": ") || !strings.HasSuffix(p.Fault, fmt.Sprintf("the window has %d", tr.Window)) || p.Attempts != 0 || len(got.Failed()) != 1 {
			t.Errorf("failed: %+v", got.Failed())
		}
		if len(model.sent) != 1 {
			t.Errorf("%d requests", len(model.sent))
		}
	}
	tr.Window = bareNeed(t)
	got, _, err := tr.Translate(t.Context(), a, language(t, "en"), language(t, "prs"), news.OfArticle)
	if err != nil || len(got.Failed()) != 3 || len(model.sent) != 1 {
		t.Errorf("%v, failed %+v, %d requests", err, got.Failed(), len(model.sent))
	}
}

// TestShapes: what does not fit is left out, what is around first.
func TestShapes(t *testing.T) {
	a := article("# Wells run dry", "First came the heat.", "Then the dust came.", "Nobody left that year.")
	w := translator(t, nil).walk(a, language(t, "en"), language(t, "prs"))
	it := w.items[2]
	w.writer.naming = &naming{found: []*found{{text: "Nobody", units: []int{2}}}, targets: []string{"هیچ\u200cکس"}}
	it.take(verdict{text: "چیزی دیگر", problems: []string{problemAnchor}})
	var windows []int
	for _, s := range shapes(false) {
		req, err := w.writer.write([]*item{it}, 0, s)
		if err != nil {
			t.Fatal(err)
		}
		windows = append(windows, need(req))
	}
	for i, window := range windows {
		for _, less := range []int{0, 1} {
			w.writer.window = window - less
			req, fits, err := w.writer.request([]*item{it}, 0, false)
			if err != nil {
				t.Fatal(err)
			}
			shown := min(i+less, len(windows)-1)
			want := shapes(false)[shown]
			object := dataOf(req)
			if fits != (i+less < len(windows)) || strings.Contains(object, `"headline"`) != want.around ||
				strings.Contains(object, `"names"`) != want.names || strings.Contains(object, `"previous"`) != want.previous ||
				!strings.Contains(object, `"problems"`) {
				t.Errorf("%d tokens: fits %v, %s", w.writer.window, fits, object)
			}
		}
	}
}
