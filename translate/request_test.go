package translate

import (
	"slices"
	"strings"
	"testing"

	"tarjuma/internal/llm"
	"tarjuma/internal/news"
)

// dataOf is the JSON object of a request, as it was written.
func dataOf(req llm.Request) string {
	user := req.Messages[1].Content
	return user[strings.LastIndexByte(user, '\n')+1:]
}

// requestFor asks for some units of an article into Dari, by their places.
func requestFor(t *testing.T, a *news.Article, bare bool, places ...int) (llm.Request, []*item) {
	t.Helper()
	w := translator(t, nil).walk(a, language(t, "en"), language(t, "prs"))
	var items []*item
	for _, place := range places {
		items = append(items, w.items[place])
	}
	req, _, err := w.writer.request(items, 0, bare)
	if err != nil {
		t.Fatal(err)
	}
	return req, items
}

func TestRequestData(t *testing.T) {
	a := article("# Wells <dry> & empty", "First came the heat.", "12.5", "Then the dust came.", "“Rain,” he said, “is all we want.”")
	for _, c := range []struct {
		name   string
		bare   bool
		places []int
		want   string
	}{
		{
			"all", false, []int{0, 1, 2, 3},
			`{"task":"translate","target_lang":"prs","context":{"headline":"Wells <dry> & empty"},"segments":[` +
				`{"id":"s1","text":"Wells <dry> & empty"},{"id":"s2","text":"First came the heat."},` +
				`{"id":"s4","text":"Then the dust came."},{"id":"s5","text":"“Rain,” he said, “is all we want.”"}]}`,
		},
		{
			"one in the middle, its neighbours from beyond the block that is copied", false, []int{2},
			`{"task":"translate","target_lang":"prs","context":{"headline":"Wells <dry> & empty",` +
				`"before":["First came the heat."],"after":["“Rain,” he said, “is all we want.”"]},` +
				`"segments":[{"id":"s4","text":"Then the dust came."}]}`,
		},
		{
			"the headline is no neighbour besides", false, []int{1, 3},
			`{"task":"translate","target_lang":"prs","context":{"headline":"Wells <dry> & empty"},"segments":[` +
				`{"id":"s2","text":"First came the heat."},{"id":"s5","text":"“Rain,” he said, “is all we want.”"}]}`,
		},
		{
			"bare", true, []int{2},
			`{"task":"translate","target_lang":"prs","segments":[{"id":"s4","text":"Then the dust came."}]}`,
		},
	} {
		if req, _ := requestFor(t, a, c.bare, c.places...); dataOf(req) != c.want {
			t.Errorf("%s:\n got %s\nwant %s", c.name, dataOf(req), c.want)
		}
	}
	if req, _ := requestFor(t, article("Alone it stands."), false, 0); strings.Contains(dataOf(req), "context") {
		t.Errorf("an article of one paragraph has no context: %s", dataOf(req))
	}
}

// TestRequestTags: segments carry their tags; what is shown beside them has none.
func TestRequestTags(t *testing.T) {
	a := article("# Wells <g1>run</g1> dry", "First <x1/> came the <g1>heat</g1>.", "Then <g1>the dust</g1> came.", "Nobody<x1/>left.")
	want := `{"task":"translate","target_lang":"prs","context":{"headline":"Wells run dry",` +
		`"before":["First  came the heat."],"after":["Nobody left."]},` +
		`"segments":[{"id":"s3","text":"Then <g1>the dust</g1> came."}]}`
	if req, _ := requestFor(t, a, false, 2); dataOf(req) != want {
		t.Errorf("got %s\nwant %s", dataOf(req), want)
	}
}

func TestRequestAgain(t *testing.T) {
	w := translator(t, nil).walk(article("One thing went wrong."), language(t, "en"), language(t, "prs"))
	w.items[0].take(verdict{text: "یک <b>", problems: []string{problemAnchor, problemScript}})
	req, _, err := w.writer.request(w.items, 2, false)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"task":"translate","target_lang":"prs","segments":[{"id":"s1","text":"One thing went wrong.","previous":"یک <b>",` +
		`"problems":["` + problemAnchor + `","` + problemScript + `"]}]}`
	if dataOf(req) != want {
		t.Errorf("got %s\nwant %s", dataOf(req), want)
	}
	if req.Round != 2 || req.Model != "scripted" || *req.Temperature != *w.Prompt.Temperature || string(req.Schema.JSON) != string(w.Prompt.Schema) {
		t.Errorf("round %d, model %q, temperature %v, schema %s", req.Round, req.Model, *req.Temperature, req.Schema.JSON)
	}
}

// TestSharedPrefix: all first requests of an article and language are equal up to where their neighbours begin.
func TestSharedPrefix(t *testing.T) {
	a := article("# Wells run dry", sentencesOf(18), sentencesOf(17), sentencesOf(16))
	requests, err := translator(t, nil).FirstRequests(a, language(t, "en"), language(t, "hi"))
	if err != nil {
		t.Fatal(err)
	}
	if len(requests) < 2 {
		t.Fatalf("%d requests", len(requests))
	}
	for _, req := range requests {
		if req.Messages[0] != requests[0].Messages[0] {
			t.Error("the system messages differ")
		}
		if strings.Contains(req.Messages[0].Content, "village") {
			t.Error("the article is in the system message")
		}
		if !strings.HasPrefix(dataOf(req), `{"task":"translate","target_lang":"hi","context":{"headline":"Wells run dry"`) {
			t.Errorf("the data begins %.100s", dataOf(req))
		}
	}
}

func TestNeighbour(t *testing.T) {
	w := &writer{from: language(t, "en"), headline: "Wells run dry"}
	for _, c := range []struct {
		name, text string
		atEnd      bool
		want       []string
	}{
		{"short", "It rained. At last.", true, []string{"It rained. At last."}},
		{"the headline", "Wells run dry", true, nil},
		{"the headline in tags", "<g1>Wells run dry</g1>", true, nil},
		{"the end of a long one", sentencesOf(9), true, sentencesUp(4, 9)},
		{"its beginning", sentencesOf(9), false, sentencesUp(0, 5)},
		{"abbreviations end no sentence", strings.Repeat("Dr. Karim of the U.S. Army said Mr. Wali was ill. ", 7), false,
			[]string{strings.TrimSpace(strings.Repeat("Dr. Karim of the U.S. Army said Mr. Wali was ill. ", 5))}},
		{"a sentence that is too long is not cut", strings.Repeat("and ", 70), true, nil},
		{"nor one beside it", "Yes. " + strings.Repeat("And ", 70), true, nil},
	} {
		u := unitsOf(article(c.text), nil)[0]
		if got := w.neighbour(u, c.atEnd); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// sentencesUp gives the sentences from one to another of sentencesOf.
func sentencesUp(from, to int) []string {
	return []string{strings.TrimSpace(strings.TrimPrefix(sentencesOf(to), sentencesOf(from)))}
}

func TestOutputLimit(t *testing.T) {
	text := strings.TrimSpace(strings.Repeat("water ", 100))
	tokens := float64(llm.Tokens(text))
	for _, c := range []struct{ from, to string }{{"en", "prs"}, {"en", "hi"}, {"prs", "en"}} {
		from, to := language(t, c.from), language(t, c.to)
		w := translator(t, nil).walk(article(text, "two "+text), from, to)
		req, _, err := w.writer.request(w.items, 0, false)
		if err != nil {
			t.Fatal(err)
		}
		// Source tokens by the growth from one language to the other, twice, and the allowances.
		want := int(2*(tokens+float64(llm.Tokens("two "+text)))*to.Growth/from.Growth) + 64 + 2*40
		if req.MaxTokens < want || req.MaxTokens > want+1 {
			t.Errorf("%s to %s: %d, want %d", c.from, c.to, req.MaxTokens, want)
		}
	}
}

func TestLabel(t *testing.T) {
	a := article("A b c.", "B c d.", "C d e.", "D e f.", "E f g.")
	for _, c := range []struct {
		places []int
		want   string
	}{
		{[]int{0}, "translate prs s1"},
		{[]int{0, 1}, "translate prs s1…s2"},
		{[]int{0, 1, 2, 4}, "translate prs s1…s3, s5"},
		{[]int{0, 2, 4}, "translate prs s1, s3, s5"},
	} {
		if req, _ := requestFor(t, a, false, c.places...); req.Label != c.want {
			t.Errorf("label %q, want %q", req.Label, c.want)
		}
	}
}
