package translate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
	"tarjuma/internal/news"
	"tarjuma/prompts"
)

// long is an article of three parts, in which Karimi occurs in all, Herat in two, Wali in one.
func long() *news.Article {
	return article("# The wells of Herat",
		"It was Karimi who said it again and "+paragraph("again", 450),
		"Then Wali came to see Karimi’s son and "+paragraph("wife", 450),
		"In all of Herat nobody but Karimi spoke and "+paragraph("wrote", 450),
		"Nobody left that year.")
}

// spelt is how the scripted models write names.
func spelt() map[string]string { return map[string]string{"Herat": "هرات", "Karimi": "کریمی"} }

// namesReply is a whole reply of these names.
func namesReply(names ...news.Name) llm.Reply {
	text, err := json.Marshal(namesAnswer{names})
	if err != nil {
		panic(err)
	}
	return llm.Reply{Text: string(text), Finish: llm.FinishStop, Model: "scripted", Usage: llm.Usage{Prompt: 7, Completion: 3}}
}

func rightNames(a asked) llm.Reply {
	var names []news.Name
	for _, name := range a.names {
		names = append(names, news.Name{Source: name, Target: spelt()[name]})
	}
	return namesReply(names...)
}

// namingTranslator is one that settles names.
func namingTranslator(t testing.TB, client llm.Client) *Translator {
	tr := translator(t, client)
	tr.NamesPrompt = prompt(t, prompts.Names)
	return tr
}

// namesOf shows the names that a request carries.
func namesOf(a asked) string {
	if a.Context == nil {
		return ""
	}
	var shown []string
	for _, n := range a.Context.Names {
		shown = append(shown, n.Source+"="+n.Target)
	}
	return strings.Join(shown, " ")
}

// TestNames: what recurs is asked for once, before all else; every part is told of the names in it, and of no others.
func TestNames(t *testing.T) {
	model := &scripted{answer: func(a asked) (llm.Reply, error) {
		if a.Task == prompts.Names {
			return rightNames(a), nil
		}
		return replyOf(without("s4", 1)(a, right(a))), nil
	}}
	tr := namingTranslator(t, model)
	got, _, err := tr.Translate(context.Background(), long(), language(t, "en"), language(t, "prs"), news.OfArticle)
	if err != nil {
		t.Fatal(err)
	}
	holds(t, long(), got, inDari, nil)
	if want := []news.Name{{Source: "Herat", Target: "هرات"}, {Source: "Karimi", Target: "کریمی"}}; !slices.Equal(got.Names, want) {
		t.Errorf("names %+v", got.Names)
	}
	var walked []string
	for _, key := range got.Made.Requests {
		walked = append(walked, fmt.Sprintf("%s: %s", model.seen[key], namesOf(model.seen[key])))
	}
	want := []string{
		"names Herat, Karimi: ",
		"s1 s2: Herat=هرات Karimi=کریمی",
		"s3: Karimi=کریمی",
		"s4 s5: Herat=هرات Karimi=کریمی",
		"s4!: Herat=هرات Karimi=کریمی",
	}
	if !slices.Equal(walked, want) {
		t.Errorf("asked\n%s, want\n%s", strings.Join(walked, "\n"), strings.Join(want, "\n"))
	}
	if model.sent[0] != got.Made.Requests[0] || got.Made.Tokens != (news.Tokens{Prompt: 7, Completion: 3}) {
		t.Errorf("made of %+v", got.Made)
	}
}

// TestNamesData is the JSON of both requests: the keys, their order, and nothing that is not needed.
func TestNamesData(t *testing.T) {
	w := namingTranslator(t, nil).walk(long(), language(t, "en"), language(t, "prs"))
	if err := w.findNames(); err != nil {
		t.Fatal(err)
	}
	req, err := w.namesRequest(w.writer.naming.open(), 1)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"task":"names","target_lang":"prs","headline":"The wells of Herat","names":["Herat","Karimi"]}`
	if dataOf(req) != want {
		t.Errorf("got %s\nwant %s", dataOf(req), want)
	}
	if req.Round != 1 || req.Model != "scripted" || req.Label != "names prs" || req.Schema.Name != "names" ||
		string(req.Schema.JSON) != string(w.NamesPrompt.Schema) || *req.Temperature != *w.NamesPrompt.Temperature {
		t.Errorf("the request is %+v", req)
	}
	// Twice the names and their translations, and the allowances.
	tokens := float64(llm.Tokens("Herat") + llm.Tokens("Karimi"))
	if limit := int(2*tokens*(1+language(t, "prs").Growth)) + 64 + 2*20; req.MaxTokens < limit || req.MaxTokens > limit+1 {
		t.Errorf("limit %d, want %d", req.MaxTokens, limit)
	}
	w.writer.naming.take(spelt())
	for _, bare := range []bool{false, true} {
		req, _, err := w.writer.request(w.items[4:], 0, bare)
		if err != nil || strings.Contains(dataOf(req), `"names"`) {
			t.Errorf("%v, %s", err, dataOf(req))
		}
		req, _, err = w.writer.request(w.items[:1], 0, bare)
		want := `{"task":"translate","target_lang":"prs","context":{"headline":"The wells of Herat","names":[{"source":"Herat","target":"هرات"}]},"segments":[`
		if bare {
			want = `{"task":"translate","target_lang":"prs","context":{"names":[{"source":"Herat","target":"هرات"}]},"segments":[`
		}
		if err != nil || !strings.HasPrefix(dataOf(req), want) {
			t.Errorf("%v, got %s\nwant %s", err, dataOf(req), want)
		}
	}
}

// TestNoNames: nothing is asked where no name recurs, where there is one part, and without a prompt for it.
func TestNoNames(t *testing.T) {
	for name, c := range map[string]struct {
		article *news.Article
		silent  bool
	}{
		"one part":       {article: five()},
		"no name recurs": {article: article(sentencesOf(16), sentencesOf(17), sentencesOf(18), sentencesOf(16))},
		"no prompt":      {article: long(), silent: true},
	} {
		model := &scripted{answer: misaligned(func(_ asked, e []entry) []entry { return e })}
		tr := namingTranslator(t, model)
		if c.silent {
			tr.NamesPrompt = nil
		}
		got, _, err := tr.Translate(context.Background(), c.article, language(t, "en"), language(t, "prs"), news.OfArticle)
		if err != nil || got.Names == nil || len(got.Names) > 0 {
			t.Errorf("%s: %v, names %v", name, err, got.Names)
		}
		for _, a := range model.seen {
			if a.Task == prompts.Names || namesOf(a) != "" {
				t.Errorf("%s: asked for %s", name, a)
			}
		}
	}
}

// TestNamesAtFault: what is answered wrongly is asked for once more, and then left out; the article goes on.
func TestNamesAtFault(t *testing.T) {
	karimi, herat := news.Name{Source: "Karimi", Target: "کریمی"}, news.Name{Source: "Herat", Target: "هرات"}
	for _, c := range []struct {
		name          string
		first, second llm.Reply
		asked         []string // the names requests
		want          []news.Name
	}{
		{"missing at first", namesReply(karimi), namesReply(herat), []string{"names Herat, Karimi", "names Herat"}, []news.Name{herat, karimi}},
		{"missing always", namesReply(karimi), namesReply(karimi), []string{"names Herat, Karimi", "names Herat"}, []news.Name{karimi}},
		{"twice", namesReply(karimi, herat, herat), namesReply(), []string{"names Herat, Karimi", "names Herat"}, []news.Name{karimi}},
		{"no JSON", llm.Reply{Text: "Well …", Finish: llm.FinishStop}, namesReply(herat, karimi), []string{"names Herat, Karimi", "names Herat, Karimi"}, []news.Name{herat, karimi}},
		{"never any", namesReply(), namesReply(), []string{"names Herat, Karimi", "names Herat, Karimi"}, []news.Name{}},
		{"refused", refused("no"), namesReply(), []string{"names Herat, Karimi"}, []news.Name{}},
		{"cut", llm.Reply{Finish: llm.FinishLength}, namesReply(), []string{"names Herat, Karimi"}, []news.Name{}},
		{"refused the second time", namesReply(karimi), refused("no"), []string{"names Herat, Karimi", "names Herat"}, []news.Name{karimi}},
	} {
		model := &storing{kept: map[string]llm.Reply{}, scripted: &scripted{answer: func(a asked) (llm.Reply, error) {
			switch {
			case a.Task == prompts.Names && a.round == 0:
				return c.first, nil
			case a.Task == prompts.Names:
				return c.second, nil
			}
			return replyOf(right(a)), nil
		}}}
		tr := namingTranslator(t, model)
		for range 2 {
			got, _, err := tr.Translate(context.Background(), long(), language(t, "en"), language(t, "prs"), news.OfArticle)
			if err != nil {
				t.Fatal(err)
			}
			holds(t, long(), got, inDari, nil)
			if walked := model.walked(got); !slices.Equal(walked[:len(walked)-3], c.asked) {
				t.Errorf("%s: asked %q, want %q", c.name, walked, c.asked)
			}
			if !slices.Equal(got.Names, c.want) {
				t.Errorf("%s: names %v, want %v", c.name, got.Names, c.want)
			}
		}
		if len(model.sent) != len(model.seen) {
			t.Errorf("%s: %d requests, of which %d are different", c.name, len(model.sent), len(model.seen))
		}
	}
}

// TestNamesJudged: what a reply must hold to settle a name.
func TestNamesJudged(t *testing.T) {
	j := newJudge(language(t, "en"), language(t, "prs"))
	for _, c := range []struct{ name, source, target, want string }{
		{"right", "Karimi", "کریمی", "کریمی"},
		{"white space round it", "Karimi", " کریمی\n", "کریمی"},
		{"empty", "Karimi", " ", ""},
		{"not translated", "Karimi", "Karimi", ""},
		{"digits", "Karimi", "۱۲", ""},
		{"another source", "karimi", "کریمی", ""},
		{"two lines", "Karimi", "کریمی\nوالی", ""},
		{"an explanation", "Karimi", "کریمی (" + strings.Repeat("نام خانوادگی ", 8) + ")", ""},
		{"a tag", "Karimi", "<g1>کریمی</g1>", ""},
		{"a long name of a short one", "WFP", "برنامهٔ جهانی غذای سازمان ملل متحد", "برنامهٔ جهانی غذای سازمان ملل متحد"},
	} {
		got := j.names(namesReply(news.Name{Source: c.source, Target: c.target}), []string{"Karimi", "WFP"})
		want := map[string]string{}
		if c.want != "" {
			want[c.source] = c.want
		}
		if !maps.Equal(got, want) {
			t.Errorf("%s: %q, want %q", c.name, got, want)
		}
	}
}

// TestNamesFailed: when the request for the names fails, the article goes on without, and so do later runs: what was
// answered is not asked again. A run afresh asks for the names again.
func TestNamesFailed(t *testing.T) {
	a, from, to := readArticle(t, "oneline.txt"), language(t, "en"), language(t, "prs")
	for _, fault := range []llmtest.Fault{llmtest.InternalError, llmtest.ErrorIn200, llmtest.NoChoices, llmtest.ContextTooSmall, llmtest.TooManyRequests} {
		fails := true
		server := &llmtest.Server{Plan: func(_ int, r llmtest.Request) llmtest.Fault {
			if fails && r.Task == prompts.Names {
				return fault
			}
			return llmtest.None
		}}
		dir := t.TempDir()
		var first string
		count := 0
		for run, offline := range []bool{false, false, true} {
			tr := live(t, dir, server, offline)
			tr.NamesPrompt = prompt(t, prompts.Names)
			got, _, err := tr.Translate(t.Context(), a, from, to, news.OfArticle)
			if err != nil {
				t.Fatalf("%s: %v", fault, err)
			}
			if run == 0 {
				fails, first, count = false, asJSON(t, got), server.Count()
			}
			if len(got.Failed()) > 0 || len(got.Names) > 0 || asJSON(t, got) != first || server.Count() != count {
				t.Errorf("%s, run %d: failed %+v, names %v, %d requests, after the first run %d", fault, run, got.Failed(), got.Names, server.Count(), count)
			}
		}
	}
}

// TestNamesEndRun: a fault that every request would meet is found by the first.
func TestNamesEndRun(t *testing.T) {
	for _, fault := range []llm.Fault{llm.Unauthorized, llm.QuotaSpent, llm.NoModel, llm.Unreachable, llm.NotStored, llm.Awaited, llm.StoreBroken} {
		model := &scripted{answer: func(asked) (llm.Reply, error) { return llm.Reply{}, &llm.Error{Fault: fault, Permanent: true} }}
		got, _, err := namingTranslator(t, model).Translate(context.Background(), long(), language(t, "en"), language(t, "prs"), news.OfArticle)
		var stopped *llm.Error
		if got != nil || !errors.As(err, &stopped) || stopped.Fault != fault || len(model.sent) != 1 {
			t.Errorf("%s: %v, %v, %d requests", fault, got, err, len(model.sent))
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	model := &scripted{answer: func(asked) (llm.Reply, error) { cancel(); return llm.Reply{}, ctx.Err() }}
	if got, _, err := namingTranslator(t, model).Translate(ctx, long(), language(t, "en"), language(t, "prs"), news.OfArticle); got != nil || !errors.Is(err, context.Canceled) || len(model.sent) != 1 {
		t.Errorf("interrupted: %v, %v", got, err)
	}
}

// TestNamesFirstRequests: the names come first; the parts are as they will be when the answer is known.
func TestNamesFirstRequests(t *testing.T) {
	model := &storing{kept: map[string]llm.Reply{}, scripted: &scripted{answer: func(a asked) (llm.Reply, error) {
		if a.Task == prompts.Names {
			return rightNames(a), nil
		}
		return replyOf(right(a)), nil
	}}}
	tr := namingTranslator(t, model)
	keys := func() []string {
		requests, err := tr.FirstRequests(long(), language(t, "en"), language(t, "prs"))
		if err != nil {
			t.Fatal(err)
		}
		var keys []string
		for _, req := range requests {
			keys = append(keys, llm.Key(req))
		}
		return keys
	}
	before := keys()
	got, _, err := tr.Translate(context.Background(), long(), language(t, "en"), language(t, "prs"), news.OfArticle)
	if err != nil {
		t.Fatal(err)
	}
	if len(before) != 4 || before[0] != got.Made.Requests[0] {
		t.Errorf("before: %v, made of %v", before, got.Made.Requests)
	}
	tr.Known = func(key string) (llm.Entry, bool, error) {
		reply, found := model.kept[key]
		return llm.Entry{Reply: reply}, found, nil
	}
	if known := keys(); !slices.Equal(known, got.Made.Requests) {
		t.Errorf("known: %v, made of %v", known, got.Made.Requests)
	}
	broken := &llm.Error{Fault: llm.StoreBroken}
	tr.Known = func(string) (llm.Entry, bool, error) { return llm.Entry{}, false, broken }
	if _, err := tr.FirstRequests(long(), language(t, "en"), language(t, "prs")); !errors.Is(err, broken) {
		t.Errorf("a broken store gives %v", err)
	}
}

// TestNamesInWindow: in a small window fewer names are asked for, and none where there is no room.
func TestNamesInWindow(t *testing.T) {
	w := namingTranslator(t, nil).walk(long(), language(t, "en"), language(t, "prs"))
	var rooms []int
	for _, names := range [][]string{{"Herat"}, {"Herat", "Karimi"}} {
		req, err := w.namesRequest(names, 0)
		if err != nil {
			t.Fatal(err)
		}
		rooms = append(rooms, need(req))
	}
	for _, c := range []struct {
		window int
		want   []string
	}{{rooms[1], []string{"Herat", "Karimi"}}, {rooms[1] - 1, []string{"Herat"}}, {rooms[0], []string{"Herat"}}, {rooms[0] - 1, nil}} {
		w.writer.window, w.writer.naming = c.window, &naming{}
		if err := w.findNames(); err != nil {
			t.Fatal(err)
		}
		if got := w.writer.naming.open(); !slices.Equal(got, c.want) {
			t.Errorf("%d tokens: %q, want %q", c.window, got, c.want)
		}
	}
}
