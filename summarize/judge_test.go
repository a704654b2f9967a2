package summarize

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tarjuma/internal/llm"
	"tarjuma/internal/news"
)

func bridge() *news.Article {
	return article("# Bridge over the Kokcha reopens",
		"A bridge of 40 metres was reopened on Monday in Jurm, the governor said.",
		"It had been closed for three years. Dozens of lorries took the long way.",
		"“We waited long enough,” said a driver, Ahmad.",
		"The work cost $2.5 million.",
	)
}

const (
	anchorsOfBridge = `"seen":[{"segment":"s1","start":"Bridge over the"},{"segment":"s3","start":"It had been"},{"segment":"s5","start":"The work cost"}]`
	goodHeadline    = `"headline":{"text":"Bridge in Jurm reopens after three years","evidence":["s2","s3"]}`
	goodStandfirst  = `"standfirst":{"text":"It cost 2,500,000 dollars, and lorries use it again.","evidence":["s5","s3"]}`
	goodFacts       = `"facts":[{"quote":"We waited long  enough","segment":"s4"}]`
	goodPoints      = `"points":[{"text":"The governor said the 40-metre bridge was reopened on Monday.","evidence":["s2"]},{"text":"A driver said they had waited long enough.","evidence":["s4"]}]`
)

func object(members ...string) string { return "{" + strings.Join(members, ",") + "}" }

func goodAnswer() string {
	return object(anchorsOfBridge, goodFacts, goodPoints, goodHeadline, goodStandfirst)
}

func TestAGoodAnswer(t *testing.T) {
	s, client := script(t, goodAnswer())
	b, findings, err := s.Summarize(t.Context(), bridge(), language(t, "en"))
	if err != nil || len(client.requests) != 1 || findings != nil {
		t.Fatalf("%d requests, %v, %v", len(client.requests), findings, err)
	}
	b.Made = news.Made{}
	want := &news.Brief{
		Lang:       "en",
		Headline:   news.Sentence{ID: "b1", Text: "Bridge in Jurm reopens after three years", Evidence: []string{"s2", "s3"}},
		Standfirst: news.Sentence{ID: "b2", Text: "It cost 2,500,000 dollars, and lorries use it again.", Evidence: []string{"s5", "s3"}},
		Points: []news.Sentence{
			{ID: "b3", Text: "The governor said the 40-metre bridge was reopened on Monday.", Evidence: []string{"s2"}},
			{ID: "b4", Text: "A driver said they had waited long enough.", Evidence: []string{"s4"}},
		},
		Facts:   []news.Fact{{Quote: "We waited long  enough", Segment: "s4"}},
		Dropped: []news.Dropped{},
	}
	if diff := cmp.Diff(want, b); diff != "" {
		t.Error(diff)
	}
}

// TestJudgements answers twice in the same faulty way.
func TestJudgements(t *testing.T) {
	point := func(text, evidence string) string {
		return `"points":[{"text":"` + text + `","evidence":[` + evidence + `]},{"text":"A driver said they had waited.","evidence":["s4"]}]`
	}
	tests := []struct {
		name, answer string
		requests     int
		points       int
		dropped      []news.Dropped
		findings     []string // segment check severity
	}{
		{
			"no evidence", object(anchorsOfBridge, goodFacts, point("It is open.", ""), goodHeadline, goodStandfirst), 2, 1,
			[]news.Dropped{{Text: "It is open.", Reason: "it cites no segment"}}, []string{" brief.evidence error"},
		},
		{
			"an unknown segment beside a known one", object(anchorsOfBridge, goodFacts, point("It is open.", `"s2","s77"`), goodHeadline, goodStandfirst), 2, 1,
			[]news.Dropped{{Text: "It is open.", Reason: "the article has no segment s77"}}, []string{" brief.evidence error"},
		},
		{
			"two numbers, one of them wrong", object(anchorsOfBridge, goodFacts, point("It is 40 metres long and cost 25 million.", `"s2","s5"`), goodHeadline, goodStandfirst), 2, 1,
			[]news.Dropped{{Text: "It is 40 metres long and cost 25 million.", Reason: "the number “25 million” does not stand in s2, s5"}}, []string{"s2 brief.number error"},
		},
		{
			"a number of another segment", object(anchorsOfBridge, goodFacts, point("It cost 2.5 million.", `"s2"`), goodHeadline, goodStandfirst), 2, 1,
			[]news.Dropped{{Text: "It cost 2.5 million.", Reason: "the number “2.5 million” does not stand in s2"}}, []string{"s2 brief.number error"},
		},
		{
			"an amount nobody can verify is kept", object(anchorsOfBridge, goodFacts, point("Hundreds of lorries went round.", `"s3"`), goodHeadline, goodStandfirst), 1, 2,
			[]news.Dropped{}, nil,
		},
		{
			"words that nobody said", object(anchorsOfBridge, goodFacts, point("A driver called it “a miracle”.", `"s4"`), goodHeadline, goodStandfirst), 2, 1,
			[]news.Dropped{{Text: "A driver called it “a miracle”.", Reason: "“a miracle” stands in quotation marks and is not said in s4"}}, []string{"s4 brief.quoted error"},
		},
		{
			"another language", object(anchorsOfBridge, goodFacts, point("پل باز شد.", `"s2"`), goodHeadline, goodStandfirst), 2, 1,
			[]news.Dropped{{Text: "پل باز شد.", Reason: "it is not written in English"}}, []string{"s2 brief.language error"},
		},
		{
			"a tag in a sentence", object(anchorsOfBridge, goodFacts, point("It is <g1>open</g1>.", `"s2"`), goodHeadline, goodStandfirst), 2, 1,
			[]news.Dropped{{Text: "It is <g1>open</g1>.", Reason: "it holds a markup tag"}}, []string{"s2 brief.tags error"},
		},
		{
			"an empty point", object(anchorsOfBridge, goodFacts, point(" … ", `"s2"`), goodHeadline, goodStandfirst), 2, 1,
			[]news.Dropped{{Text: "…", Reason: "it has no words"}}, []string{"s2 brief.empty error"},
		},
		{
			"no headline", object(anchorsOfBridge, goodFacts, goodPoints, goodStandfirst), 2, 2,
			[]news.Dropped{{Text: "", Reason: "it has no words"}}, []string{"b1 brief.empty error"},
		},
		{
			"a headline with a wrong number", object(anchorsOfBridge, goodFacts, goodPoints, `"headline":{"text":"Bridge reopens after 4 years","evidence":["s3"]}`, goodStandfirst), 2, 2,
			[]news.Dropped{{Text: "Bridge reopens after 4 years", Reason: "the number “4” does not stand in s3"}}, []string{"b1 brief.number error"},
		},
		{
			"a standfirst without evidence", object(anchorsOfBridge, goodFacts, goodPoints, goodHeadline, `"standfirst":{"text":"It is open.","evidence":[]}`), 2, 2,
			[]news.Dropped{{Text: "It is open.", Reason: "it cites no segment"}}, []string{"b2 brief.evidence error"},
		},
		{
			"a quote of another segment", object(anchorsOfBridge, `"facts":[{"quote":"three years","segment":"s2"}]`, goodPoints, goodHeadline, goodStandfirst), 2, 2,
			[]news.Dropped{{Text: "three years", Reason: "it does not stand word for word in s2, but in s3"}}, []string{"s2 brief.quote warning"},
		},
		{
			"a quote of no segment", object(anchorsOfBridge, `"facts":[{"quote":"three years","segment":"s8"}]`, goodPoints, goodHeadline, goodStandfirst), 2, 2,
			[]news.Dropped{{Text: "three years", Reason: "the article has no segment s8"}}, []string{" brief.evidence warning"},
		},
		{
			"a point too many", object(anchorsOfBridge, goodFacts, strings.Replace(goodPoints, "]}]", `]},{"text":"Ahmad drives.","evidence":["s4"]}]`, 1), goodHeadline, goodStandfirst), 1, 2,
			[]news.Dropped{{Text: "Ahmad drives.", Reason: "more points came than the 2 asked for"}}, []string{"s4 brief.points info"},
		},
		{
			"the point too many takes the place of one that falls", object(anchorsOfBridge, goodFacts,
				`"points":[{"text":"It is 41 metres long.","evidence":["s2"]},{"text":"Ahmad drives.","evidence":["s4"]},{"text":"It cost millions.","evidence":["s5"]}]`,
				goodHeadline, goodStandfirst), 2, 2,
			[]news.Dropped{{Text: "It is 41 metres long.", Reason: "the number “41” does not stand in s2"}},
			[]string{"s2 brief.number error"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s, client := script(t, test.answer, test.answer)
			b, findings, err := s.Summarize(t.Context(), bridge(), language(t, "en"))
			if err != nil {
				t.Fatal(err)
			}
			if len(client.requests) != test.requests || len(b.Points) != test.points {
				t.Errorf("%d requests, %d points", len(client.requests), len(b.Points))
			}
			if diff := cmp.Diff(test.dropped, b.Dropped); diff != "" {
				t.Errorf("dropped (-want +got):\n%s", diff)
			}
			var got []string
			for _, f := range findings {
				got = append(got, f.Segment+" "+f.Check+" "+string(f.Severity))
			}
			if diff := cmp.Diff(test.findings, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
			if b.Headline.ID != "b1" || b.Standfirst.ID != "b2" || len(b.Points) > 0 && b.Points[0].ID != "b3" {
				t.Errorf("ids of %+v", b)
			}
		})
	}
}

// TestMarkup has tags in the article, which are no words of it: neither quotes, anchors nor numbers trip over them.
func TestMarkup(t *testing.T) {
	a := bridge()
	a.Segments[0].Text = "<g1>Bridge</g1> over <g2>the Kokcha</g2> reopens"
	a.Segments[2].Text = "It had been <g7>closed for <g8>three</g8> years</g7>. Dozens of lorries took the long way."
	a.Segments[3].Text = "“We <g1>waited</g1> long enough,” said <x1/> a driver, Ahmad."
	a.Segments = append(a.Segments, news.Segment{ID: "s6", Kind: news.Paragraph, Text: "<x1/> <g1><x2/></g1>"})
	s, client := script(t, object(anchorsOfBridge, `"facts":[{"quote":"We waited long enough","segment":"s4"},{"quote":"closed for <g8>three</g8> years","segment":"s3"}]`,
		goodPoints, goodHeadline, goodStandfirst))
	b, findings, err := s.Summarize(t.Context(), a, language(t, "en"))
	if err != nil || len(client.requests) != 1 || findings != nil {
		t.Fatalf("%d requests, %v, %v", len(client.requests), findings, err)
	}
	want := []news.Fact{{Quote: "We waited long enough", Segment: "s4"}, {Quote: "closed for three years", Segment: "s3"}}
	if diff := cmp.Diff(want, b.Facts); diff != "" {
		t.Error(diff)
	}
	faulty := object(anchorsOfBridge, goodFacts, `"points":[{"text":"It was closed for 8 years.","evidence":["s3"]}]`, goodHeadline, goodStandfirst)
	s, _ = script(t, faulty, faulty)
	if b, _, err = s.Summarize(t.Context(), a, language(t, "en")); err != nil || len(b.Points) > 0 {
		t.Errorf("the number of a tag bore out a sentence: %+v, %v", b, err)
	}
}

func TestNothingStands(t *testing.T) {
	answer := object(anchorsOfBridge, `"facts":[]`, `"points":[]`)
	s, _ := script(t, answer, answer)
	b, findings, err := s.Summarize(t.Context(), bridge(), language(t, "en"))
	if b != nil || len(findings) != 2 || err == nil || err.Error() != "no usable brief: no sentence of it stands: it has no words" {
		t.Errorf("%+v, %v, %v", b, findings, err)
	}
}

func TestAnUnfinishedAnswer(t *testing.T) {
	s, client := script(t, goodAnswer(), goodAnswer())
	client.answers[0].Finish = "tool_calls"
	b, _, err := s.Summarize(t.Context(), bridge(), language(t, "en"))
	if err != nil || len(client.requests) != 2 || len(b.Made.Finish) != 2 || b.Made.Finish[0] != "tool_calls" {
		t.Errorf("%d requests, %+v, %v", len(client.requests), b, err)
	}
}

func TestLengthIsThatOfTheBrief(t *testing.T) {
	// 34 words are in the good answer: 15 % more than 30 are 34.5, more than 29 are 33.35.
	for words, requests := range map[int]int{30: 1, 29: 2} {
		s, client := script(t, goodAnswer(), goodAnswer())
		s.Words = words
		b, findings, err := s.Summarize(t.Context(), bridge(), language(t, "en"))
		if err != nil || len(client.requests) != requests || len(b.Points) != 2 || len(findings) != requests-1 {
			t.Errorf("%d words: %d requests, %v, %v", words, len(client.requests), findings, err)
		}
	}
}

// TestRequest holds the bytes of the data to the contract.
func TestRequest(t *testing.T) {
	s, client := script(t, object(anchorsOfBridge, goodFacts, `"points":[{"text":"It is <41> metres & long.","evidence":["s2"]}]`, goodHeadline, goodStandfirst), goodAnswer())
	a := bridge()
	a.Segments = append(a.Segments, news.Segment{ID: "s6", Kind: news.Paragraph, Text: "https://example.org"})
	if _, _, err := s.Summarize(t.Context(), a, language(t, "en")); err != nil {
		t.Fatal(err)
	}
	const segments = `"segments":[{"id":"s1","text":"Bridge over the Kokcha reopens"},` +
		`{"id":"s2","text":"A bridge of 40 metres was reopened on Monday in Jurm, the governor said."},` +
		`{"id":"s3","text":"It had been closed for three years. Dozens of lorries took the long way."},` +
		`{"id":"s4","text":"“We waited long enough,” said a driver, Ahmad."},{"id":"s5","text":"The work cost $2.5 million."}]}`
	const head = `{"task":"summarize","output_lang":"en","words":120,"points":2,"anchors":["s1","s3","s5"],`
	const problems = `"problems":["Point 1 (“It is <41> metres & long.”): the number “41” does not stand in s2."],`
	for i, want := range []string{head + segments, head + problems + segments} {
		user := client.requests[i].Messages[1].Content
		if got := user[strings.LastIndex(user, "\n")+1:]; got != want {
			t.Errorf("request %d: %s", i+1, cmp.Diff(want, got))
		}
	}
	r := client.requests[0]
	if r.Label != "summarize test.txt" || r.Schema.Name != "summarize" || string(r.Schema.JSON) != string(prompt(t).Schema) || r.Model != "scripted" || r.Round != 0 ||
		r.Messages[0].Role != "system" || strings.Contains(r.Messages[0].Content, "Kokcha") {
		t.Errorf("request %+v", r)
	}
	if want := 1440 + 64 + 40*(2+2+4+3); r.MaxTokens != want {
		t.Errorf("output limit %d, want %d", r.MaxTokens, want)
	}
}

func TestOutputLimitGrowsWithTheLanguage(t *testing.T) {
	s, _ := script(t)
	limits := map[string]int{}
	for _, code := range []string{"en", "prs", "ps", "hi"} {
		limits[code] = firstRequest(t, s, bridge(), language(t, code)).MaxTokens
	}
	if limits["prs"] <= limits["en"] || limits["ps"] <= limits["en"] || limits["hi"] <= limits["en"] {
		t.Errorf("limits %v", limits)
	}
}

func TestAnchors(t *testing.T) {
	if (&question{}).anchors() != nil {
		t.Error("where nothing is sent, there are anchors")
	}
	for n, want := range map[int]string{1: "s1", 2: "s1 s2", 3: "s1 s2 s3", 4: "s1 s3 s4", 9: "s1 s5 s9"} {
		q := &question{segments: article(strings.Split(strings.Repeat("Words\n", n-1)+"Words", "\n")...).Segments}
		if got := strings.Join(q.anchors(), " "); got != want {
			t.Errorf("%d segments: %s", n, got)
		}
	}
}

func TestBegins(t *testing.T) {
	tests := []struct {
		anchor, text string
		want         bool
	}{
		{"Bridge over the", "Bridge over the Kokcha reopens", true},
		{"bridge, over THE", "Bridge over the Kokcha reopens", true},
		{"Bridge over the Kokcha", "Bridge over the Kokcha reopens", true},
		{"Bridge over", "Bridge over the Kokcha reopens", false},
		{"over the Kokcha", "Bridge over the Kokcha reopens", false},
		{"Bridge over the Panj", "Bridge over the Kokcha reopens", false},
		{"", "Bridge over the Kokcha reopens", false},
		{"Reopened", "Reopened", true},
		{"Kabul — The", "Kabul — The minister", true},
		{"✍️ Written by", "✍️ Written by the desk", true},
		{"“We waited long", "“We waited long enough,” he said", true},
		{"شفاخانه ولسوالي يکاولنگ", "شفاخانهٔ ولسوالی یکاولنگ صاحب برق شد", true},
		{"12 اگست در", "۱۲ اگست در کابل", true},
		{"हेरात में पुल", "हेरात में पुल खुला", true},
		{"The bridge in Herat", "हेरात में पुल खुला", false},
		{"Bridge over the", "<g1>Bridge</g1> over <x1/>the <g2>Kokcha</g2>", true},
		{"<g1>Bridge</g1> over the", "<g1>Bridge</g1> over the Kokcha", true},
	}
	for _, test := range tests {
		if got := begins(test.anchor, test.text); got != test.want {
			t.Errorf("begins(%q, %q) = %v", test.anchor, test.text, got)
		}
	}
}

func FuzzJudge(f *testing.F) {
	f.Add(goodAnswer())
	f.Add(`{"seen":null,"points":[{"text":"x","evidence":null}],"facts":[{}]}`)
	s, _ := script(f)
	a, l := bridge(), language(f, "en")
	f.Fuzz(func(t *testing.T, text string) {
		w, err := s.walker(a, l)
		if err != nil {
			t.Fatal(err)
		}
		o := newJudge(w, w.sent()).opinionOf(llm.Reply{Text: text, Finish: llm.FinishStop})
		if o.unusable != "" || len(o.unseen) > 0 {
			return
		}
		w.best = o
		b, findings := w.brief()
		holds(t, a, l, b)
		if len(b.Points) > o.question.points || len(findings) < len(b.Dropped) {
			t.Errorf("%+v, %v", b, findings)
		}
	})
}
