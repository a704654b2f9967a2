package main

import (
	"context"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
	"tarjuma/internal/news"
	"tarjuma/internal/run"
)

func small() settings {
	return settings{articles: 8, rate: 0.3, seed: 1, jobs: 16, passes: 2, timeout: time.Second}
}

// Whatever the server does, a pair is right or is marked.
func TestSoak(t *testing.T) {
	for _, s := range []settings{small(), {articles: 3, rate: 0.7, seed: 2, jobs: 16, passes: 3, stops: true, fallback: true, timeout: time.Second}} {
		var out strings.Builder
		wrong, err := soak(context.Background(), s, &out)
		if err != nil || wrong > 0 {
			t.Errorf("%d wrong, %v\n%s", wrong, err, &out)
		}
		for _, want := range []string{"pass 1", "pass 2", "met  healed  told", " all\n", ", 0 wrong", "from the store", "replay"} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("no %q in\n%s", want, &out)
			}
		}
		t.Log("\n" + out.String())
	}
}

// Without faults nothing is marked and nothing is asked twice.
func TestGoodDay(t *testing.T) {
	s := small()
	s.rate = 0
	b, err := newBench(s)
	if err != nil {
		t.Fatal(err)
	}
	b.store = t.TempDir()
	address, stop, err := serve(b.server)
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	b.address = address
	for n, want := range []bool{true, false} {
		p, err := b.pass(context.Background(), false)
		if err != nil {
			t.Fatal(err)
		}
		if len(p.verdict.wrong) > 0 || p.verdict.counts[marked]+p.verdict.counts[ended] > 0 || (p.requests > 0) != want {
			t.Errorf("pass %d: %d requests, %v, %v", n+1, p.requests, p.verdict.counts, p.verdict.wrong)
		}
	}
}

// The same seed does the same to the same questions, in whatever order and form they come.
func TestSameSeedSameFaults(t *testing.T) {
	var requests []llmtest.Request
	for n := range 400 {
		r := llmtest.Request{Format: "json_schema", Messages: []llm.Message{{Content: string(rune('a' + n%200))}}}
		r.Task = "translate"
		r.Segments = make([]llmtest.Segment, 1+n%4)
		requests = append(requests, r)
	}
	faults := func(order []int, format string) map[string][]llmtest.Fault {
		trouble := newTrouble(small())
		got := map[string][]llmtest.Fault{}
		for n, i := range order {
			if n == len(order)/2 {
				trouble.take()
			}
			r := requests[i]
			r.Format = format
			fault := trouble.plan(0, r)
			for fault == llmtest.SchemaRefused || fault == llmtest.FormatRefused { // asked again at once in another form
				r.Format = ""
				fault = trouble.plan(0, r)
			}
			got[r.Messages[0].Content] = append(got[r.Messages[0].Content], fault)
		}
		return got
	}
	order := make([]int, len(requests))
	for i := range order {
		order[i] = i
	}
	want := faults(order, "json_schema")
	met := map[llmtest.Fault]bool{}
	for _, of := range want {
		for _, f := range of {
			met[f] = true
		}
	}
	if len(met) < 20 || !met[llmtest.None] {
		t.Errorf("only %d kinds were met", len(met))
	}
	// The two times that a question is asked are told apart by their number of segments, so their order must stay.
	half := order[:200]
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(half), func(i, j int) { half[i], half[j] = half[j], half[i] })
	for _, format := range []string{"json_schema", ""} {
		got := faults(order, format)
		for question := range want {
			if !slices.Equal(got[question], want[question]) {
				t.Errorf("%q as %q: %v, %v in another order", question, format, want[question], got[question])
			}
		}
	}
}

func TestKinds(t *testing.T) {
	all := kindsOf(true)
	for _, f := range all {
		if slices.Contains(kindsOf(false), f) == endsRun(f) {
			t.Errorf("%s", f)
		}
	}
	if slices.Contains(all, llmtest.AnchorsLost) || !slices.Contains(all, llmtest.Merged) || len(all) < 35 {
		t.Errorf("%v", all)
	}
}

// The articles have what they shall have, and no two segments of different articles are the same but for those of digits.
func TestArticles(t *testing.T) {
	b, err := newBench(settings{articles: 100, seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	long, large, digits, alike, quotes := 0, 0, 0, 0, 0
	seen := map[string]string{}
	for _, name := range b.names {
		begin := map[string]int{}
		for _, s := range b.articles[name].Segments {
			if !news.Translatable(s.Text) {
				digits++
				continue
			}
			if other := seen[s.Text]; other != "" {
				t.Errorf("%s and %s have %q", other, name, s.Text)
			}
			seen[s.Text] = name
			if news.Words(s.Text) > 200 {
				large++
			}
			if strings.ContainsAny(s.Text, "“”") {
				quotes++
			}
			if words := strings.Fields(s.Text); len(words) > 3 {
				begin[strings.Join(words[:3], " ")]++
			}
		}
		for _, n := range begin {
			if n > 1 {
				alike++
			}
		}
		if news.Words(b.texts[name]) > 350 {
			long++
		}
		if l, err := b.languages.Detect(b.articles[name].Text()); err != nil || l.Code != "en" {
			t.Errorf("%s is not told to be English: %v", name, err)
		}
	}
	if long < 20 || large < 20 || digits < 20 || alike < 50 || quotes < 50 {
		t.Errorf("%d articles are long; of the blocks %d are large, %d digits, %d begin alike, %d are quotes", long, large, digits, alike, quotes)
	}
	first := articleText(1, 3)
	if articleText(1, 3) != first || articleText(2, 3) == first {
		t.Error("an article is not that of its seed")
	}
}

// The oracle sees what it is there to see.
func TestJudge(t *testing.T) {
	const long = "Water came back. Dr. Nazari was glad, they said.  It was cold."
	article := &news.Article{Name: "a", Segments: []news.Segment{{ID: "s1", Text: "Water came back"}, {ID: "s2", Text: long}, {ID: "s3", Text: "2020"}}}
	groups := llmtest.Translation("prs", "Water came back.") + " " + llmtest.Translation("prs", "Dr. Nazari was glad, they said.  It was cold.")
	good := func() []news.Pair {
		return []news.Pair{
			{ID: "s1", Source: "Water came back", Target: llmtest.Translation("prs", "Water came back"), Origin: news.FromModel},
			{ID: "s2", Source: long, Target: groups, Origin: news.FromModel},
			{ID: "s3", Source: "2020", Target: "2020", Origin: news.Copied},
		}
	}
	tests := []struct {
		name  string
		spoil func([]news.Pair) []news.Pair
		wrong int
		fates [4]int
	}{
		{"all is well", func(p []news.Pair) []news.Pair { return p }, 0, [4]int{3, 0, 0, 0}},
		{"one is whole", func(p []news.Pair) []news.Pair { p[1].Target = llmtest.Translation("prs", long); return p }, 0, [4]int{3, 0, 0, 0}},
		{"one is marked", func(p []news.Pair) []news.Pair { p[0].Target, p[0].Fault = "", "s1.1: cut"; return p }, 0, [4]int{2, 0, 1, 0}},
		{"one is marked and filled", func(p []news.Pair) []news.Pair { p[0].Fault = "cut"; return p }, 1, [4]int{2, 0, 1, 0}},
		{"one is empty", func(p []news.Pair) []news.Pair { p[0].Target = ""; return p }, 1, [4]int{2, 0, 0, 0}},
		{"one is of another language", func(p []news.Pair) []news.Pair { p[0].Target = llmtest.Translation("ps", p[0].Source); return p }, 1, [4]int{2, 0, 0, 0}},
		{"two are swapped", func(p []news.Pair) []news.Pair { p[0].Target, p[1].Target = p[1].Target, p[0].Target; return p }, 2, [4]int{1, 0, 0, 0}},
		{"a sentence is lost", func(p []news.Pair) []news.Pair {
			p[1].Target = llmtest.Translation("prs", "Water came back.")
			return p
		}, 1, [4]int{2, 0, 0, 0}},
		{"a space is lost", func(p []news.Pair) []news.Pair { p[1].Target = strings.Replace(groups, " ", "", 1); return p }, 1, [4]int{2, 0, 0, 0}},
		{"the source stands in its place", func(p []news.Pair) []news.Pair { p[0].Target = p[0].Source; return p }, 1, [4]int{2, 0, 0, 0}},
		{"a pair is missing", func(p []news.Pair) []news.Pair { return p[:2] }, 1, [4]int{0, 0, 0, 0}},
		{"the order is another", func(p []news.Pair) []news.Pair { p[0], p[1] = p[1], p[0]; return p }, 2, [4]int{1, 0, 0, 0}},
		{"copied what has words", func(p []news.Pair) []news.Pair { p[0].Origin = news.Copied; return p }, 1, [4]int{2, 0, 0, 0}},
	}
	languages, err := lang.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	dari, err := languages.Find("prs")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range tests {
		v := newVerdict()
		v.judge(run.Outcome{Source: run.Source{Name: "a"}, To: []*lang.Language{dari}, Document: &news.Document{
			Article: article, Translations: []news.Translation{{Lang: "prs", Pairs: test.spoil(good())}},
		}}, article, []string{"Dr."}, []string{"prs"})
		if len(v.wrong) != test.wrong || v.counts != test.fates {
			t.Errorf("%s: %v, %q", test.name, v.counts, v.wrong)
		}
	}
	v := newVerdict()
	v.reasons["the server failed (HTTP …): busy"], v.reasons["the provider refused it: no"] = 2, 3
	if n := v.unkept(); n != 2 {
		t.Errorf("%d segments failed for want of an answer, want 2", n)
	}
	v.judge(run.Outcome{Source: run.Source{Name: "a"}, Err: context.Canceled}, article, nil, []string{"prs", "ps"})
	v.judge(run.Outcome{Source: run.Source{Name: "a"}, Document: &news.Document{Article: article}}, article, nil, []string{"prs"})
	if v.counts[ended] != 6 || len(v.wrong) != 1 {
		t.Errorf("%v, %v", v.counts, v.wrong)
	}
}

// Other numbers are wrong in silence, and told where a check found them.
func TestJudgeNumbers(t *testing.T) {
	const text = "Water came back on 12 farms"
	article := &news.Article{Name: "a", Segments: []news.Segment{{ID: "s1", Text: text}}}
	target := strings.Replace(llmtest.Translation("prs", text), "12", "67", 1)
	for _, test := range []struct {
		name    string
		target  string
		finding news.Finding
		wrong   int
		told    int
	}{
		{"nothing is told", target, news.Finding{}, 1, 0},
		{"a warning", target, news.Finding{Lang: "prs", Segment: "s1", Severity: news.Warning}, 1, 0},
		{"of another segment", target, news.Finding{Lang: "prs", Segment: "s2", Severity: news.Error}, 1, 0},
		{"an error", target, news.Finding{Lang: "prs", Segment: "s1", Severity: news.Error}, 0, 1},
		{"an error, and another text", target + " 5", news.Finding{Lang: "prs", Segment: "s1", Severity: news.Error}, 1, 0},
	} {
		v := newVerdict()
		v.judge(run.Outcome{Source: run.Source{Name: "a"}, Document: &news.Document{
			Article: article, Findings: []news.Finding{test.finding},
			Translations: []news.Translation{{Lang: "prs", Pairs: []news.Pair{{ID: "s1", Source: text, Target: test.target, Origin: news.FromModel}}}},
		}}, article, nil, []string{"prs"})
		if len(v.wrong) != test.wrong || v.counts[told] != test.told {
			t.Errorf("%s: %v, %q", test.name, v.counts, v.wrong)
		}
	}
}
