package summarize

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
	"tarjuma/internal/news"
)

// small opens a newsroom whose server cuts in silence what does not fit a window, which is known.
func small(t *testing.T, window int, plan func(int, llmtest.Request) llmtest.Fault) *newsroom {
	room := open(t, plan)
	room.server.ContextWindow, room.window = window, window
	return room
}

// sentTokens is what the server may hold at most of a request and its answer.
func sentTokens(r llmtest.Request) int {
	tokens := r.Limit
	for _, m := range r.Messages {
		tokens += llm.Tokens(m.Content)
	}
	return tokens
}

// having breaks the requests that have a segment.
func having(id string, fault llmtest.Fault) func(int, llmtest.Request) llmtest.Fault {
	return func(_ int, r llmtest.Request) llmtest.Fault {
		if slices.Contains(r.IDs(), id) {
			return fault
		}
		return llmtest.None
	}
}

// found gives the findings as "segment check severity".
func found(findings []news.Finding) []string {
	var all []string
	for _, f := range findings {
		all = append(all, f.Segment+" "+f.Check+" "+string(f.Severity))
	}
	return all
}

func TestALongArticleIsBriefedFromTheFactsOfItsSections(t *testing.T) {
	for _, window := range []int{3000, 4096, 6000} {
		t.Run(fmt.Sprint(window), func(t *testing.T) {
			a, l := long(90), language(t, "en")
			room := small(t, window, nil)
			b, findings, requests, err := room.run(a, l, false)
			if err != nil {
				t.Fatal(err)
			}
			holds(t, a, l, b)
			if found(findings) != nil && found(findings)[0] != " brief.window warning" || len(b.Dropped) > 0 || len(b.Points) != 4 || b.Headline.Text != a.Headline() {
				t.Errorf("findings %v, brief %+v", findings, b)
			}
			if requests < 3 || len(b.Made.Requests) != requests {
				t.Errorf("%d requests, made of %d", requests, len(b.Made.Requests))
			}
			var read []string
			sent := room.server.Requests()
			for _, r := range sent {
				if sentTokens(r) > window {
					t.Errorf("a request takes %d tokens", sentTokens(r))
				}
				if r.Facts == nil {
					read = append(read, r.IDs()...)
				}
			}
			if len(read) != len(a.Segments) || !slices.Contains(read, "s91") {
				t.Errorf("the sections have %d segments", len(read))
			}
			last := sent[len(sent)-1]
			if len(last.Facts) < len(sent)-1 || last.IDs()[0] != "s1" || last.Points != 4 || last.Words != 120 {
				t.Errorf("the last request: %d facts, segments %v", len(last.Facts), last.IDs())
			}
			for _, offline := range []bool{false, true} {
				again, same, requests, err := room.run(a, l, offline)
				if err != nil || requests > 0 || bytesOf(t, again)+bytesOf(t, same) != bytesOf(t, b)+bytesOf(t, findings) {
					t.Errorf("a replay asks %d times, and differs:\n%s", requests, cmp.Diff(b, again))
				}
			}
		})
	}
}

// TestLongArticlesOfEveryLanguage are asked of a server whose window they do not fit.
func TestLongArticlesOfEveryLanguage(t *testing.T) {
	for _, name := range []string{"dari.txt", "pashto.txt", "hindi.txt"} {
		a, l := read(t, name)
		once := a.Segments
		for i := range 25 * len(once) {
			s := once[i%len(once)]
			a.Segments = append(a.Segments, news.Segment{ID: fmt.Sprintf("s%d", len(once)+i+1), Kind: s.Kind, Text: s.Text})
		}
		room := small(t, 8192, nil)
		b, findings, requests, err := room.run(a, l, false)
		if err != nil || requests < 3 || len(b.Points) != 4 {
			t.Errorf("%s: %d requests, %+v, %v, %v", name, requests, b, findings, err)
			continue
		}
		holds(t, a, l, b)
		room.replays(a, b, findings)
	}
}

// TestAWindowThatNobodyKnew is one that the server cuts to in silence: there is no brief of what was left.
func TestAWindowThatNobodyKnew(t *testing.T) {
	for _, window := range []int{1000, 1500, 2048, 3000} {
		room := small(t, window, nil)
		room.window = 0
		if b, _, _, err := room.run(long(60), language(t, "en"), false); !isFault(err, llm.ContextCut) {
			t.Errorf("%d tokens: %+v, %v", window, b, err)
		}
	}
}

// TestSections cuts at random: what is cut fits, is whole, and is as alike as can be.
func TestSections(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 4))
	for range 200 {
		a := long(2 + random.IntN(60))
		for i := range a.Segments {
			a.Segments[i].Text = strings.TrimSpace(strings.Repeat(a.Segments[i].Text+" \"&\" ", 1+random.IntN(3)))
		}
		s, _ := script(t)
		s.Window, s.Words, s.Points = 2600+random.IntN(3000), 40+random.IntN(100), 1+random.IntN(5)
		l := language(t, []string{"en", "prs", "hi"}[random.IntN(3)])
		requests, err := s.FirstRequests(a, l)
		if isFault(err, llm.ContextFull) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		w, err := s.walker(a, l)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for i, section := range w.sections {
			for _, s := range section.question.segments {
				ids = append(ids, s.ID)
			}
			fits, err := w.fits(section.question, nil)
			if err != nil || !fits {
				t.Errorf("section %d does not fit %d tokens, %v", i, s.Window, err)
			}
			r := requests[i]
			if took := w.tokens(r.Messages[0].Content, r.Messages[1].Content) + r.MaxTokens; took > s.Window {
				t.Errorf("section %d takes %d tokens of %d", i, took, s.Window)
			}
			if want := "summarize test.txt " + span(section.question.segments); r.Label != want {
				t.Errorf("label %q, want %q", r.Label, want)
			}
		}
		if w.stage == merged && len(ids) != len(a.Segments) || w.stage == whole && len(requests) != 1 {
			t.Errorf("%d segments in sections, of %d", len(ids), len(a.Segments))
		}
	}
}

func TestPack(t *testing.T) {
	for _, test := range []struct {
		costs        []int
		room, wanted int
		ends         []int
	}{
		{[]int{1}, 5, 5, []int{1}},
		{[]int{2, 2, 2, 2}, 5, 5, []int{2, 4}},
		{[]int{2, 2, 2, 2, 2}, 4, 4, []int{2, 4, 5}},
		{[]int{1, 1, 1, 1, 1, 1, 1}, 6, 4, []int{4, 7}}, // not six and one
		{[]int{9, 1, 9}, 9, 7, []int{1, 2, 3}},
		{[]int{1, 1, 9, 1}, 9, 6, []int{2, 3, 4}},
	} {
		if got := pack(test.costs, test.room, test.wanted); !slices.Equal(got, test.ends) {
			t.Errorf("%v in %d, %d wanted: %v", test.costs, test.room, test.wanted, got)
		}
	}
}

// TestAWindowThatIsLargeEnoughChangesNothing but the room for the answer, where that is scarce.
func TestAWindowThatIsLargeEnoughChangesNothing(t *testing.T) {
	a, l := read(t, "canal.txt")
	s, _ := script(t)
	free := firstRequest(t, s, a, l)
	for _, window := range []int{3000, 5000, 128000} {
		s.Window = window
		known := firstRequest(t, s, a, l)
		if llm.Key(known) != llm.Key(free) || known.Label != free.Label || known.MaxTokens > free.MaxTokens || window > 5000 && known.MaxTokens < free.MaxTokens {
			t.Errorf("window %d: limit %d in place of %d", window, known.MaxTokens, free.MaxTokens)
		}
	}
}

// TestWhatFitsInNoWay asks nobody.
func TestWhatFitsInNoWay(t *testing.T) {
	huge := long(30)
	huge.Segments[7].Text = strings.Repeat(huge.Segments[7].Text+" ", 60)
	for name, test := range map[string]struct {
		article *news.Article
		window  int
		says    string
	}{
		"a window smaller than the prompt":         {long(30), 1000, "alone takes about"},
		"a window with no room for a brief":        {long(30), 2150, "a brief from a quote of each section takes about"},
		"a segment that is larger than the window": {huge, 4096, "asking for the facts of s8 alone takes about"},
	} {
		room := small(t, test.window, nil)
		_, _, requests, err := room.run(test.article, language(t, "en"), false)
		var fault *llm.Error
		if !errors.As(err, &fault) || fault.Fault != llm.ContextFull || !fault.Permanent || !strings.Contains(fault.Message, test.says) || requests > 0 {
			t.Errorf("%s: %d requests, %v", name, requests, err)
		}
	}
}

// TestASectionThatFails is tried once a run, and the brief is made without it as long as it fails.
func TestASectionThatFails(t *testing.T) {
	a, l := long(90), language(t, "en")
	broken := true
	room := small(t, 4096, func(_ int, r llmtest.Request) llmtest.Fault {
		if broken && slices.Contains(r.IDs(), "s50") {
			return llmtest.BadJSON
		}
		return llmtest.None
	})
	sections := len(firstRequests(t, room.summarizer(true), a))
	expect := func(name string, offline bool, requests, replies int, checks ...string) string {
		t.Helper()
		b, findings, sent, err := room.run(a, l, offline)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		holds(t, a, l, b)
		if sent != requests || len(b.Made.Requests) != replies || !slices.Equal(found(findings), checks) || len(b.Dropped) != len(checks) {
			t.Errorf("%s: %d requests, %d replies, %v, %v", name, sent, len(b.Made.Requests), findings, b.Dropped)
		}
		if len(b.Dropped) > 0 && (!strings.HasPrefix(b.Dropped[0].Text, "Mill number ") || !strings.Contains(b.Dropped[0].Reason, "could be read: the answer is not the JSON object")) {
			t.Errorf("dropped %v", b.Dropped)
		}
		return bytesOf(t, b) + bytesOf(t, findings)
	}
	failed := "s" + fmt.Sprint(firstOfSectionWith(t, room.summarizer(true), a, 50)) + " brief.section error"
	one := expect("the first run", false, sections+2, sections+2, failed)
	if again := expect("offline", true, 0, sections+2, failed); again != one {
		t.Errorf("a replay differs:\n%s", cmp.Diff(one, again))
	}
	expect("a second run: the section is asked twice more, and what brief there is stands", false, 2, sections+4, failed)
	broken = false
	healed := expect("a third run: the section, and a brief of all", false, 2, sections+6)
	if again := expect("nothing is missing any more", false, 0, sections+6); again != healed {
		t.Errorf("a replay differs:\n%s", cmp.Diff(healed, again))
	}
}

func firstRequests(t *testing.T, s *Summarizer, a *news.Article) []llm.Request {
	t.Helper()
	requests, err := s.FirstRequests(a, language(t, "en"))
	if err != nil {
		t.Fatal(err)
	}
	return requests
}

// firstOfSectionWith gives the number of the segment that a section begins with which has another in it.
func firstOfSectionWith(t *testing.T, s *Summarizer, a *news.Article, number int) int {
	t.Helper()
	w, err := s.walker(a, language(t, "en"))
	if err != nil {
		t.Fatal(err)
	}
	from := 1
	for _, section := range w.sections {
		if number < from+len(section.question.segments) {
			break
		}
		from += len(section.question.segments)
	}
	return from
}

func TestTooLittleOfAnArticle(t *testing.T) {
	l := language(t, "en")
	t.Run("most sections fail", func(t *testing.T) {
		room := small(t, 4096, func(_ int, r llmtest.Request) llmtest.Fault {
			if slices.Contains(r.IDs(), "s1") {
				return llmtest.None
			}
			return llmtest.BadJSON
		})
		for range 2 { // a run tries each once
			_, _, requests, err := room.run(long(90), l, false)
			var failed *Failed
			if !errors.As(err, &failed) || failed.Refused || !strings.Contains(err.Error(), "not the JSON object") || requests < 4 {
				t.Errorf("%d requests, %v", requests, err)
			}
		}
	})
	t.Run("a section was cut", func(t *testing.T) {
		_, _, _, err := small(t, 4096, having("s50", llmtest.AnchorsLost)).run(long(90), l, false)
		if !isFault(err, llm.ContextCut) {
			t.Errorf("%v", err)
		}
	})
	t.Run("the key is wrong", func(t *testing.T) {
		if _, _, _, err := small(t, 4096, having("s50", llmtest.WrongKey)).run(long(90), l, false); !isFault(err, llm.Unauthorized) {
			t.Errorf("%v", err)
		}
	})
	t.Run("the store lacks a section", func(t *testing.T) {
		if _, _, _, err := small(t, 4096, nil).run(long(90), l, true); !isFault(err, llm.NotStored) {
			t.Errorf("%v", err)
		}
	})
}

// TestQuotesOfASection are checked as those of a brief are; a section without one has failed.
func TestQuotesOfASection(t *testing.T) {
	a, l := long(90), language(t, "en")
	b, findings, requests, err := small(t, 4096, having("s50", llmtest.InventedQuote)).run(a, l, false)
	if err != nil || len(b.Dropped) != 1 || !strings.Contains(b.Dropped[0].Reason, "does not stand word for word") || len(found(findings)) != 1 ||
		!strings.HasSuffix(found(findings)[0], " brief.quote warning") {
		t.Errorf("%d requests, %v, %v", requests, findings, err)
	}
	for _, fact := range b.Facts {
		if strings.Contains(fact.Quote, "nobody there") {
			t.Errorf("fact %+v", fact)
		}
	}

	s := oracle(t, func(d data) answer {
		given := honest(d)
		if slices.ContainsFunc(d.Segments, func(s segment) bool { return s.ID == "s50" }) {
			given.Facts = nil
		}
		return given
	})
	s.Window = 4096
	b, findings, err = s.Summarize(t.Context(), a, l)
	if err != nil || len(findings) != 1 || findings[0].Check != news.BriefSection || !strings.Contains(findings[0].Message, "no quote stands in it") {
		t.Errorf("%v, %v, %v", b, findings, err)
	}
}

// TestMoreQuotesThanFit has sections that quote everything.
func TestMoreQuotesThanFit(t *testing.T) {
	a, l := long(120), language(t, "en")
	var last data
	s := oracle(t, func(d data) answer {
		given := honest(d)
		if d.Facts == nil {
			given.Facts = nil
			for _, s := range d.Segments {
				given.Facts = append(given.Facts, news.Fact{Quote: s.Text, Segment: s.ID})
			}
		}
		last = d
		return given
	})
	s.Window = 4096
	b, findings, err := s.Summarize(t.Context(), a, l)
	if err != nil || len(findings) != 1 || findings[0].Check != "brief.window" || findings[0].Severity != news.Warning {
		t.Fatalf("%v, %v", findings, err)
	}
	holds(t, a, l, b)
	want := fmt.Sprintf("the window had no room for %d of the 121 quotes of the article's sections", 121-len(last.Facts))
	if findings[0].Message != want {
		t.Errorf("%s, want %s", findings[0].Message, want)
	}
	w, err := s.walker(a, l)
	if err != nil {
		t.Fatal(err)
	}
	each := len(last.Facts) / len(w.sections)
	for i, section := range w.sections {
		if first := section.question.segments[0].ID; each < 1 || last.Facts[i*each].Segment != first {
			t.Errorf("%d facts, and %s is not the first of section %d", len(last.Facts), first, i)
		}
	}
}

// TestABriefOfFactsCitesWhatItWasShown and nothing else.
func TestABriefOfFactsCitesWhatItWasShown(t *testing.T) {
	a, l := long(90), language(t, "en")
	var problems []string
	s := oracle(t, func(d data) answer {
		given := honest(d)
		if d.Facts != nil {
			problems = d.Problems
			given.Points[0] = claim{"Mill number 90 turned again.", []string{"s91"}}
			given.Points[1] = claim{"A mill turned again.", []string{"s4711"}}
			given.Facts = append(given.Facts, news.Fact{Quote: "Mill number 90", Segment: "s91"})
		}
		return given
	})
	s.Window = 4096
	b, _, err := s.Summarize(t.Context(), a, l)
	if err != nil {
		t.Fatal(err)
	}
	var reasons []string
	for _, d := range b.Dropped {
		reasons = append(reasons, d.Reason)
	}
	want := []string{"nothing was shown of s91", "the article has no segment s4711", "nothing was shown of s91"}
	if diff := cmp.Diff(want, reasons); diff != "" || len(problems) != 3 {
		t.Errorf("problems %q, dropped (-want +got):\n%s", problems, diff)
	}
}

// TestProblemsThatDoNotFit are left out of the second request, the last ones first.
func TestProblemsThatDoNotFit(t *testing.T) {
	a, l := long(30), language(t, "en")
	s := oracle(t, func(d data) answer {
		given := honest(d)
		for range 12 {
			given.Facts = append(given.Facts, news.Fact{Quote: strings.Repeat("nobody said so ", 30), Segment: d.Segments[0].ID})
		}
		return given
	})
	s.Window = 4096
	if _, _, err := s.Summarize(t.Context(), a, l); err != nil {
		t.Fatal(err)
	}
	asked := s.Client.(*answering).requests
	for _, req := range asked {
		w := &walker{Summarizer: s, language: l}
		if took := w.tokens(req.Messages[0].Content, req.Messages[1].Content) + req.MaxTokens; took > s.Window || req.MaxTokens < 400 {
			t.Errorf("%s takes %d tokens, %d for the answer", req.Label, took, req.MaxTokens)
		}
	}
}
