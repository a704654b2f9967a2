package summarize

import (
	"context"
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tarjuma/internal/check"
	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
	"tarjuma/internal/news"
)

// holds sees to it that a brief keeps its promises, whatever it was made of.
func holds(t *testing.T, a *news.Article, l *lang.Language, b *news.Brief) {
	t.Helper()
	texts := map[string]string{}
	for _, s := range a.Segments {
		texts[s.ID] = s.Text
	}
	for i, s := range b.Sentences() {
		var evidence []string
		for _, id := range s.Evidence {
			if texts[id] == "" {
				t.Errorf("%s cites %s", s.ID, id)
			}
			evidence = append(evidence, texts[id])
		}
		if len(evidence) == 0 {
			t.Errorf("%s has no evidence", s.ID)
		}
		if missing, _ := check.MissingNumbers(s.Text, evidence, l); missing != nil {
			t.Errorf("%s has the numbers %v", s.ID, missing)
		}
		if i > 0 && s.ID <= b.Sentences()[i-1].ID {
			t.Errorf("%s follows %s", s.ID, b.Sentences()[i-1].ID)
		}
	}
	for _, f := range b.Facts {
		if !check.QuoteStands(f.Quote, texts[f.Segment]) {
			t.Errorf("“%s” does not stand in %s", f.Quote, f.Segment)
		}
	}
}

func TestEveryArticleIsBriefedInItsLanguage(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "testdata", "articles", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			a, l := read(t, name)
			room := open(t, nil)
			b, findings, requests, err := room.run(a, l, false)
			if err != nil {
				t.Fatal(err)
			}
			holds(t, a, l, b)
			if requests != 1 || len(findings) > 0 || len(b.Dropped) > 0 {
				t.Errorf("%d requests, findings %v, dropped %v", requests, findings, b.Dropped)
			}
			if b.Lang != l.Code || b.Headline.ID != "b1" || b.Standfirst.ID != "b2" || len(b.Points) != PointsAsked(a, 4) || b.Points[0].ID != "b3" {
				t.Errorf("brief: %+v", b)
			}
			if sent := room.server.Requests()[0]; sent.OutputLang != l.Code || sent.Points != PointsAsked(a, 4) {
				t.Errorf("asked for %d points in %q", sent.Points, sent.OutputLang)
			}
		})
	}
}

func TestDariBrief(t *testing.T) {
	a, l := read(t, "dari.txt")
	b, _, _, err := open(t, nil).run(a, l, false)
	if err != nil {
		t.Fatal(err)
	}
	if b.Lang != "prs" || b.Headline.Text != a.Headline() {
		t.Errorf("%s: %q", b.Lang, b.Headline.Text)
	}
	if !strings.Contains(bytesOf(t, b), "می\u200cکند") {
		t.Error("the joiner is lost")
	}
}

func TestMadeTellsHow(t *testing.T) {
	a, l := read(t, "canal.txt")
	room := open(t, first(llmtest.InventedNumber))
	b, _, _, err := room.run(a, l, false)
	if err != nil {
		t.Fatal(err)
	}
	p := prompt(t)
	m := b.Made
	if m.Tool != "1.2.3" || m.Prompt != p.ID || m.PromptSHA256 != p.SHA256 || m.StyleSHA256 != l.StyleSHA256() || m.Model != "recorded" ||
		m.Parameters.Temperature == nil || m.Attempts != 2 || !m.Time.Equal(still{}.Now()) {
		t.Errorf("made: %+v", m)
	}
	if len(m.Requests) != 2 || m.Requests[0] == m.Requests[1] || !slices.Equal(m.Finish, []string{"stop", "stop"}) || !slices.Equal(m.Models, []string{"recorded"}) {
		t.Errorf("made: %+v", m)
	}
	if key := llm.Key(firstRequest(t, room.summarizer(true), a, l)); key != m.Requests[0] {
		t.Errorf("first request %s; made of %v", key, m.Requests)
	}
}

// TestFaultsPass breaks the first answer: the second, asked for with the problems, makes the brief.
func TestFaultsPass(t *testing.T) {
	tests := map[llmtest.Fault]string{ // what the model is told
		llmtest.InventedQuote:   "does not stand word for word in s",
		llmtest.InventedNumber:  "the number “97531” does not stand in s",
		llmtest.UnknownEvidence: "the article has no segment s9999",
		llmtest.TooLong:         "words together, which is too many",
		llmtest.AnchorsLost:     `"seen" does not give the first three words of s1, s5, copied exactly.`,
		llmtest.CutToLength:     "cut off at the output limit",
		llmtest.BadJSON:         "not the JSON object asked for",
		llmtest.RepeatedMembers: "not the JSON object asked for",
	}
	for fault, told := range tests {
		t.Run(string(fault), func(t *testing.T) {
			a, l := read(t, "canal.txt")
			room := open(t, first(fault))
			b, findings, requests, err := room.run(a, l, false)
			if err != nil {
				t.Fatal(err)
			}
			holds(t, a, l, b)
			if requests != 2 || len(findings) > 0 || len(b.Dropped) > 0 || len(b.Points) != 3 {
				t.Errorf("%d requests, findings %v, brief %+v", requests, findings, b)
			}
			sent := room.server.Requests()
			if len(sent[0].Problems) > 0 || !strings.Contains(strings.Join(sent[1].Problems, "\n"), told) {
				t.Errorf("told %q, then %q", sent[0].Problems, sent[1].Problems)
			}
			doubled := sent[1].Limit == 2*sent[0].Limit
			if doubled != (fault == llmtest.CutToLength) {
				t.Errorf("limits %d, then %d", sent[0].Limit, sent[1].Limit)
			}
		})
	}
}

func TestClothesOfAnAnswer(t *testing.T) {
	for _, fault := range []llmtest.Fault{llmtest.Fenced, llmtest.Prose, llmtest.Thought} {
		a, l := read(t, "canal.txt")
		b, findings, requests, err := open(t, always(fault)).run(a, l, false)
		if err != nil || requests != 1 || len(findings) > 0 || len(b.Points) != 3 {
			t.Errorf("%s: %d requests, %v, %v", fault, requests, findings, err)
		}
	}
}

// TestFaultsStay breaks every answer: what does not stand is kept out and reported.
func TestFaultsStay(t *testing.T) {
	tests := map[llmtest.Fault]struct {
		points   int
		dropped  string // a part of the reason
		check    string
		severity news.Severity
		requests int
	}{
		llmtest.InventedQuote:   {3, "does not stand word for word", "brief.quote", news.Warning, 2},
		llmtest.InventedNumber:  {2, "97531", "brief.number", news.Error, 2},
		llmtest.UnknownEvidence: {2, "s9999", "brief.evidence", news.Error, 2},
		llmtest.TooLong:         {3, "", "brief.length", news.Warning, 2},
		llmtest.Missing:         {2, "", "", "", 1}, // fewer points are not padded
	}
	for fault, want := range tests {
		t.Run(string(fault), func(t *testing.T) {
			a, l := read(t, "canal.txt")
			b, findings, requests, err := open(t, always(fault)).run(a, l, false)
			if err != nil {
				t.Fatal(err)
			}
			holds(t, a, l, b)
			if len(b.Points) != want.points || requests != want.requests {
				t.Errorf("%d points after %d requests", len(b.Points), requests)
			}
			if (want.dropped == "") != (len(b.Dropped) == 0) || len(b.Dropped) > 0 && !strings.Contains(b.Dropped[0].Reason, want.dropped) {
				t.Errorf("dropped %v", b.Dropped)
			}
			if (want.check == "") != (len(findings) == 0) || len(findings) > 0 && (findings[0].Check != want.check || findings[0].Severity != want.severity || findings[0].Lang != "en") {
				t.Errorf("findings %v", findings)
			}
		})
	}
}

func TestNoBrief(t *testing.T) {
	tests := map[llmtest.Fault]struct {
		message  string
		requests int
		refused  bool
	}{
		llmtest.CutToLength:   {"no usable brief: the answer was cut off at the output limit", 2, false},
		llmtest.BadJSON:       {"no usable brief: the answer is not the JSON object asked for", 2, false},
		llmtest.Refusal:       {"the provider refused: I cannot help with this text.", 7, true}, // the article, its halves, its quarters
		llmtest.ContentFilter: {"the provider refused: content filter", 7, true},
	}
	for fault, want := range tests {
		t.Run(string(fault), func(t *testing.T) {
			a, l := read(t, "canal.txt")
			b, _, requests, err := open(t, always(fault)).run(a, l, false)
			var failed *Failed
			if !errors.As(err, &failed) || failed.Refused != want.refused || !strings.HasPrefix(err.Error(), want.message) || b != nil {
				t.Fatalf("%v, %v", b, err)
			}
			if requests != want.requests {
				t.Errorf("%d requests", requests)
			}
		})
	}
}

func TestAnArticleReadInPartIsNeverBriefed(t *testing.T) {
	for fault, requests := range map[llmtest.Fault]int{llmtest.AnchorsLost: 2, llmtest.ContextCut: 2} {
		a, l := read(t, "canal.txt")
		b, _, got, err := open(t, always(fault)).run(a, l, false)
		var e *llm.Error
		if !errors.As(err, &e) || e.Fault != llm.ContextCut || !e.Permanent || e.Model != "recorded" || e.Address == "" || b != nil || got != requests {
			t.Errorf("%s: %+v after %d requests", fault, err, got)
		}
	}
}

func TestARefusalAfterAnAnswer(t *testing.T) {
	a, l := read(t, "canal.txt")
	room := open(t, func(n int, _ llmtest.Request) llmtest.Fault {
		return []llmtest.Fault{llmtest.InventedNumber, llmtest.Refusal}[n-1]
	})
	for range 2 { // the second run finds both in the store and asks no more
		b, _, _, err := room.run(a, l, false)
		if err != nil || len(b.Points) != 2 || len(b.Made.Requests) != 2 {
			t.Fatalf("%+v, %v", b, err)
		}
	}
	if room.server.Count() != 2 {
		t.Errorf("%d requests", room.server.Count())
	}
}

func TestTheBetterAnswerIsTaken(t *testing.T) {
	a, l := read(t, "canal.txt")
	b, findings, _, err := open(t, func(n int, _ llmtest.Request) llmtest.Fault {
		return []llmtest.Fault{llmtest.InventedQuote, llmtest.InventedNumber}[n-1]
	}).run(a, l, false)
	if err != nil || len(b.Points) != 3 || len(findings) != 1 || findings[0].Check != "brief.quote" {
		t.Errorf("%v, %v", findings, err)
	}
}

// TestRounds runs again and again: each run tries once what is still missing, and sends nothing twice.
func TestRounds(t *testing.T) {
	a, l := read(t, "canal.txt")
	faulty := true
	room := open(t, func(int, llmtest.Request) llmtest.Fault {
		if faulty {
			return llmtest.InventedNumber
		}
		return llmtest.None
	})
	expect := func(name string, offline bool, requests, replies, points int) string {
		t.Helper()
		b, findings, sent, err := room.run(a, l, offline)
		if err != nil || sent != requests || len(b.Made.Requests) != replies || len(b.Points) != points {
			t.Fatalf("%s: %d requests, brief %+v, %v", name, sent, b, err)
		}
		return bytesOf(t, b) + bytesOf(t, findings)
	}
	one := expect("the first run", false, 2, 2, 2)
	if again := expect("offline, an unsent round ends the walk", true, 0, 2, 2); again != one {
		t.Errorf("a replay differs:\n%s", cmp.Diff(one, again))
	}
	expect("a second run, in round 1", false, 2, 4, 2)
	faulty = false
	whole := expect("a third run, in round 2", false, 1, 5, 3)
	for _, offline := range []bool{false, true} {
		if again := expect("nothing is missing any more", offline, 0, 5, 3); again != whole {
			t.Errorf("a replay differs:\n%s", cmp.Diff(whole, again))
		}
	}
	if round := roundsOf(t, room); !slices.Equal(round, []int{0, 0, 1, 1, 2}) {
		t.Errorf("rounds %v", round)
	}
}

// roundsOf gives the rounds of the stored requests, in order.
func roundsOf(t *testing.T, room *newsroom) []int {
	t.Helper()
	store, err := llm.OpenStore(room.store, true)
	if err != nil {
		t.Fatal(err)
	}
	var rounds []int
	for key, err := range store.Keys() {
		if err != nil {
			t.Fatal(err)
		}
		entry, found, err := store.Newest(key)
		if err != nil || !found {
			t.Fatal(key, err)
		}
		rounds = append(rounds, entry.Request.Round)
	}
	slices.Sort(rounds)
	return rounds
}

func TestAFailedBriefGetsOneTryARun(t *testing.T) {
	a, l := read(t, "canal.txt")
	room := open(t, always(llmtest.BadJSON))
	for run := range 3 {
		if _, _, requests, err := room.run(a, l, false); err == nil || requests != 2 {
			t.Errorf("run %d: %d requests, %v", run, requests, err)
		}
	}
	if _, _, requests, err := room.run(a, l, true); requests != 0 || !strings.Contains(err.Error(), "no usable brief") {
		t.Errorf("offline: %v", err)
	}
}

func TestOfflineWithoutAReply(t *testing.T) {
	a, l := read(t, "canal.txt")
	_, _, _, err := open(t, nil).run(a, l, true)
	if !isFault(err, llm.NotStored) {
		t.Errorf("%v", err)
	}
}

func TestErrorsOfTheServerArePassedOn(t *testing.T) {
	a, l := read(t, "canal.txt")
	if _, _, _, err := open(t, always(llmtest.WrongKey)).run(a, l, false); !isFault(err, llm.Unauthorized) {
		t.Errorf("%v", err)
	}
	stopped, stop := context.WithCancelCause(t.Context())
	reason := errors.New("the editor pressed Ctrl-C")
	stop(reason)
	if _, _, err := open(t, nil).summarizer(false).Summarize(stopped, a, l); !errors.Is(err, reason) {
		t.Errorf("%v", err)
	}
}

func TestAnArticleWithoutWords(t *testing.T) {
	s, client := script(t)
	_, _, err := s.Summarize(t.Context(), article("https://example.org/a", "12345"), language(t, "en"))
	var failed *Failed
	if !errors.As(err, &failed) || len(client.requests) > 0 {
		t.Errorf("%v", err)
	}
	if _, err := s.FirstRequests(article("12345"), language(t, "en")); !errors.As(err, &failed) {
		t.Errorf("%v", err)
	}
}

func TestPointsAsked(t *testing.T) {
	tests := []struct {
		paragraphs, wanted, asked int
	}{{0, 4, 1}, {1, 4, 1}, {2, 4, 1}, {3, 4, 1}, {4, 4, 2}, {7, 4, 3}, {8, 4, 4}, {30, 4, 4}, {30, 5, 5}, {4, 1, 1}}
	for _, test := range tests {
		a := article("# A title")
		for range test.paragraphs {
			a.Segments = append(a.Segments, news.Segment{Kind: news.Paragraph, Text: "Some words."})
		}
		a.Segments = append(a.Segments, news.Segment{Kind: news.Credit, Text: "By somebody"}, news.Segment{Kind: news.Paragraph, Text: "2026"})
		if got := PointsAsked(a, test.wanted); got != test.asked {
			t.Errorf("%d paragraphs, %d wanted: %d", test.paragraphs, test.wanted, got)
		}
	}
}

func TestSummarizeIsSafeForSeveralGoroutines(t *testing.T) {
	a, l := read(t, "canal.txt")
	s := open(t, nil).summarizer(false)
	briefs := make(chan string)
	for range 4 {
		go func() {
			b, _, err := s.Summarize(context.WithoutCancel(t.Context()), a, l)
			if err != nil {
				briefs <- err.Error()
				return
			}
			briefs <- b.Headline.Text
		}()
	}
	for range 4 {
		if got := <-briefs; got != a.Headline() {
			t.Error(got)
		}
	}
}
