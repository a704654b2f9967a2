package summarize

import (
	"errors"
	"fmt"
	"math/bits"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tarjuma/internal/llm/llmtest"
	"tarjuma/internal/news"
)

const refusedWords = "I cannot help with this text."

// refusing refuses what has one of these segments in it, sent or quoted.
func refusing(ids ...string) func(int, llmtest.Request) llmtest.Fault {
	return func(_ int, r llmtest.Request) llmtest.Fault {
		for _, id := range ids {
			quoted := slices.ContainsFunc(r.Facts, func(f llmtest.Fact) bool { return f.Segment == id })
			if quoted || slices.Contains(r.IDs(), id) {
				return llmtest.Refusal
			}
		}
		return llmtest.None
	}
}

// replays runs again, with and without a server: nothing is asked, and the same comes out.
func (n *newsroom) replays(a *news.Article, b *news.Brief, findings []news.Finding) {
	n.t.Helper()
	for _, offline := range []bool{false, true} {
		again, same, requests, err := n.run(a, language(n.t, a.Lang), offline)
		if err != nil || requests > 0 {
			n.t.Errorf("a replay asks %d times, %v", requests, err)
		}
		if diff := cmp.Diff(bytesOf(n.t, b)+bytesOf(n.t, findings), bytesOf(n.t, again)+bytesOf(n.t, same)); diff != "" {
			n.t.Errorf("a replay differs:\n%s", diff)
		}
	}
}

// TestASegmentThatIsRefused is found wherever it stands, and the brief is made without it.
func TestASegmentThatIsRefused(t *testing.T) {
	for _, paragraphs := range []int{3, 8, 31, 60} {
		for _, place := range []int{1, 2, paragraphs/2 + 1, paragraphs + 1} {
			id := fmt.Sprintf("s%d", place)
			t.Run(fmt.Sprintf("%s of %d", id, paragraphs+1), func(t *testing.T) {
				a, l := long(paragraphs), language(t, "en")
				room := open(t, refusing(id))
				b, findings, requests, err := room.run(a, l, false)
				if err != nil {
					t.Fatal(err)
				}
				holds(t, a, l, b)
				if most := 2 + 2*bits.Len(uint(paragraphs)); requests > most {
					t.Errorf("%d requests, more than %d", requests, most)
				}
				want := []string{id + " brief.refused warning"}
				if diff := cmp.Diff(want, found(findings)); diff != "" || len(b.Points) != pointsOf(outsideOf(a, id), 4) {
					t.Errorf("%d points, findings (-want +got):\n%s", len(b.Points), diff)
				}
				if len(b.Dropped) != 1 || !strings.HasPrefix(a.Segments[place-1].Text, strings.TrimSuffix(b.Dropped[0].Text, " …")) ||
					b.Dropped[0].Reason != "the provider refused it: “"+refusedWords+"”" {
					t.Errorf("dropped %v", b.Dropped)
				}
				sent := room.server.Requests()
				if last := sent[len(sent)-1]; len(last.IDs()) != paragraphs || last.Facts != nil {
					t.Errorf("the brief is of %v", last.IDs())
				}
				room.replays(a, b, findings)
			})
		}
	}
}

// outsideOf gives the segments of an article without one of them.
func outsideOf(a *news.Article, id string) []news.Segment {
	return slices.DeleteFunc(slices.Clone(a.Segments), func(s news.Segment) bool { return s.ID == id })
}

func TestSeveralSegmentsAreRefused(t *testing.T) {
	for name, ids := range map[string][]string{
		"two":              {"s4", "s30"},
		"three":            {"s4", "s19", "s40"},
		"a cluster":        {"s20", "s21", "s22", "s23"},
		"one in a quarter": {"s2", "s12", "s22"},
	} {
		t.Run(name, func(t *testing.T) {
			a, l := long(40), language(t, "en")
			room := open(t, refusing(ids...))
			b, findings, requests, err := room.run(a, l, false)
			if err != nil || requests > 2+searchLimit(41) {
				t.Fatalf("%d requests, %v", requests, err)
			}
			holds(t, a, l, b)
			for i, f := range findings {
				if i >= len(ids) || f.Segment != ids[i] || f.Check != news.BriefRefused {
					t.Errorf("findings %v", findings)
				}
			}
			if len(b.Dropped) != len(ids) || len(b.Points) != 4 {
				t.Errorf("dropped %v, %d points", b.Dropped, len(b.Points))
			}
			room.replays(a, b, findings)
		})
	}
}

// TestMoreRefusalsThanAreSought are left out with their neighbours.
func TestMoreRefusalsThanAreSought(t *testing.T) {
	a, l := long(63), language(t, "en")
	room := open(t, refusing("s1", "s5", "s9", "s13", "s17", "s21", "s25", "s29"))
	b, findings, requests, err := room.run(a, l, false)
	if err != nil || requests > 2+searchLimit(64) {
		t.Fatalf("%d requests, %v", requests, err)
	}
	holds(t, a, l, b)
	if len(b.Dropped) < 9 || len(b.Dropped) > 32 || len(findings) != len(b.Dropped) ||
		!slices.ContainsFunc(b.Dropped, func(d news.Dropped) bool { return strings.Contains(d.Reason, "refused it with its neighbours, s") }) {
		t.Errorf("dropped %v", b.Dropped)
	}
	room.replays(a, b, findings)
}

func TestMostOfAnArticleIsRefused(t *testing.T) {
	var most []string
	for i := 1; i < 10; i++ {
		most = append(most, fmt.Sprintf("s%d", i))
	}
	for name, test := range map[string]struct {
		plan     func(int, llmtest.Request) llmtest.Fault
		article  *news.Article
		requests int
	}{
		"all of it":               {always(llmtest.Refusal), long(40), 7},
		"by a content filter":     {always(llmtest.FilteredRequest), long(40), 7},
		"all but the end":         {refusing(most...), long(10), 19},
		"its only paragraph":      {refusing("s2"), long(1), 3},
		"an article of one":       {always(llmtest.Refusal), article("It rained in the valley of Mills."), 1},
		"the longer of two parts": {refusing("s2"), article("It rained.", "In the valley of Mills the wheels turned again."), 3},
	} {
		t.Run(name, func(t *testing.T) {
			room := open(t, test.plan)
			for i := range 2 { // a refusal is final
				b, _, requests, err := room.run(test.article, language(t, "en"), false)
				var failed *Failed
				if !errors.As(err, &failed) || !failed.Refused || failed.Reason == "" || b != nil {
					t.Errorf("%+v, %v", b, err)
				}
				if i == 0 && requests > test.requests || i == 1 && requests > 0 {
					t.Errorf("%d requests in run %d", requests, i)
				}
			}
		})
	}
}

// TestOnlyTogetherRefused has no segment that sets off a refusal: the brief is made of the facts of the halves.
func TestOnlyTogetherRefused(t *testing.T) {
	a, l := long(11), language(t, "en")
	room := open(t, func(_ int, r llmtest.Request) llmtest.Fault {
		if len(r.Segments) > 6 {
			return llmtest.ContentFilter
		}
		return llmtest.None
	})
	b, findings, requests, err := room.run(a, l, false)
	if err != nil || requests != 4 || findings != nil || len(b.Dropped) > 0 || len(b.Points) != 4 || b.Headline.Text != a.Headline() {
		t.Fatalf("%d requests, %v, brief %+v, %v", requests, findings, b, err)
	}
	holds(t, a, l, b)
	last := room.server.Requests()[3]
	if !slices.Equal(last.IDs(), []string{"s1"}) || len(last.Facts) < 4 {
		t.Errorf("the brief is of %v and %v", last.IDs(), last.Facts)
	}
	room.replays(a, b, findings)

	room = open(t, func(_ int, r llmtest.Request) llmtest.Fault {
		if len(r.Segments) > 6 || r.Facts != nil {
			return llmtest.Refusal
		}
		return llmtest.None
	})
	for i := range 2 {
		_, _, requests, err := room.run(a, l, false)
		var failed *Failed
		if !errors.As(err, &failed) || !failed.Refused || requests != 4*(1-i) {
			t.Errorf("%d requests, %v", requests, err)
		}
	}
}

// TestTheRestIsRefusedToo once its refused segment is out: the facts are left.
func TestTheRestIsRefusedToo(t *testing.T) {
	a, l := long(11), language(t, "en")
	room := open(t, func(n int, r llmtest.Request) llmtest.Fault {
		if len(r.Segments) > 6 {
			return llmtest.Refusal
		}
		return refusing("s8")(n, r)
	})
	b, findings, _, err := room.run(a, l, false)
	if err != nil || !slices.Equal(found(findings), []string{"s8 brief.refused warning"}) {
		t.Fatalf("%v, %v", findings, err)
	}
	holds(t, a, l, b)
	room.replays(a, b, findings)
}

// TestASearchThatWasBrokenOff in a later round leaves the failure of the rounds before it, where nobody can be asked.
func TestASearchThatWasBrokenOff(t *testing.T) {
	a, l := long(8), language(t, "en")
	run := 1
	room := open(t, func(n int, r llmtest.Request) llmtest.Fault {
		switch {
		case run == 1:
			return llmtest.BadJSON
		case len(r.Segments) == 8:
			return llmtest.WrongKey
		}
		return refusing("s4")(n, r)
	})
	for ; run <= 3; run++ {
		b, _, _, err := room.run(a, l, run == 3)
		var failed *Failed
		if b != nil || err == nil || errors.As(err, &failed) != (run != 2) {
			t.Errorf("run %d: %+v, %v", run, b, err)
		}
	}
}

func TestFallback(t *testing.T) {
	a, l := long(20), language(t, "en")
	refuses := func(model string, ids ...string) func(int, llmtest.Request) llmtest.Fault {
		return func(n int, r llmtest.Request) llmtest.Fault {
			if r.Model != model && model != "" {
				return llmtest.None
			}
			return refusing(ids...)(n, r)
		}
	}
	t.Run("it makes the brief", func(t *testing.T) {
		room := open(t, refuses("recorded", "s7"))
		room.fallback = "second"
		b, findings, requests, err := room.run(a, l, false)
		if err != nil || requests != 2 || len(b.Dropped) > 0 || len(findings) != 1 ||
			findings[0].Message != "recorded refused to make the brief: “"+refusedWords+"”; second made it" || findings[0].Severity != news.Info {
			t.Fatalf("%d requests, %v, %v", requests, findings, err)
		}
		if diff := cmp.Diff([]string{"recorded", "second"}, b.Made.Models); diff != "" {
			t.Error(diff)
		}
		room.replays(a, b, findings)
	})
	t.Run("it refuses as well", func(t *testing.T) {
		room := open(t, refuses("", "s7"))
		room.fallback = "second"
		b, findings, requests, err := room.run(a, l, false)
		if err != nil || requests > 13 || !slices.Equal(found(findings), []string{"s7 brief.refused warning"}) {
			t.Fatalf("%d requests, %v, %v", requests, findings, err)
		}
		for _, r := range room.server.Requests()[2:] {
			if r.Model != "recorded" {
				t.Errorf("%s was asked for %v", r.Model, r.IDs())
			}
		}
		room.replays(a, b, findings)
	})
	t.Run("it is asked again in a later run, and the first model is not", func(t *testing.T) {
		broken := true
		room := open(t, func(_ int, r llmtest.Request) llmtest.Fault {
			switch {
			case r.Model == "recorded":
				return llmtest.Refusal
			case broken:
				return llmtest.InventedNumber
			}
			return llmtest.None
		})
		room.fallback = "second"
		b, _, requests, err := room.run(a, l, false)
		if err != nil || requests != 3 || len(b.Points) != 3 {
			t.Fatalf("%d requests, %+v, %v", requests, b, err)
		}
		broken = false
		b, findings, requests, err := room.run(a, l, false)
		if err != nil || requests != 1 || len(b.Points) != 4 {
			t.Fatalf("%d requests, %+v, %v", requests, b, err)
		}
		room.replays(a, b, findings)
	})
	t.Run("it is the same model", func(t *testing.T) {
		room := open(t, refuses("", "s7"))
		room.fallback = "recorded"
		if _, _, requests, err := room.run(a, l, false); err != nil || requests > 12 {
			t.Errorf("%d requests, %v", requests, err)
		}
	})
	t.Run("it reads one section", func(t *testing.T) {
		a := long(90)
		room := small(t, 4096, refuses("recorded", "s60"))
		room.fallback = "second"
		b, findings, _, err := room.run(a, l, false)
		if err != nil || len(b.Dropped) > 0 || len(findings) != 1 || findings[0].Check != "brief.fallback" ||
			!strings.Contains(findings[0].Message, "was read by second, because the model before it refused") {
			t.Fatalf("%v, %v", findings, err)
		}
		holds(t, a, l, b)
		room.replays(a, b, findings)
	})
}

// TestALongArticleWithARefusedSegment is briefed from sections, one of them in halves.
func TestALongArticleWithARefusedSegment(t *testing.T) {
	a, l := long(90), language(t, "en")
	for _, id := range []string{"s1", "s60"} {
		room := small(t, 4096, refusing(id))
		b, findings, requests, err := room.run(a, l, false)
		if err != nil || requests > 5+searchLimit(91) || !slices.Equal(found(findings), []string{id + " brief.refused warning"}) || len(b.Points) != 4 {
			t.Fatalf("%d requests, %v, %v", requests, findings, err)
		}
		holds(t, a, l, b)
		room.replays(a, b, findings)
	}
}
