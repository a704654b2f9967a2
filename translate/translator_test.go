package translate

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"tarjuma/internal/llm"
	"tarjuma/internal/news"
)

func TestGroupsJoined(t *testing.T) {
	// The white space between the groups is the source's own, whatever it is.
	long := sentencesOf(11) + " \u00a0" + strings.TrimPrefix(sentencesOf(22), sentencesOf(11)+" ")
	a := article("# Wells run dry", long, "https://example.org/wells", "The end came soon.")
	model := &scripted{answer: misaligned(func(_ asked, e []entry) []entry { return e })}
	got, _, err := translator(t, model).Translate(context.Background(), a, language(t, "en"), language(t, "ps"), news.OfBrief)
	if err != nil {
		t.Fatal(err)
	}
	if walked := model.walked(got); !slices.Equal(walked, []string{"s1 s2.1 s2.2 s4"}) {
		t.Errorf("asked %q", walked)
	}
	groups := groupsOf(long, nil, blockWords)
	want := inDari(strings.TrimRight(groups[0], " \u00a0")) + " \u00a0" + inDari(groups[1])
	if got.Pairs[1].Target != want {
		t.Errorf("joined %q, want %q", got.Pairs[1].Target, want)
	}
	if p := got.Pairs[2]; p.Origin != news.Copied || p.Target != "https://example.org/wells" || p.Attempts != 0 || p.Fault != "" {
		t.Errorf("an address alone gives %+v", p)
	}
	if got.Lang != "ps" || got.Tag != "ps" || got.Of != news.OfBrief || got.Names == nil || len(got.Pairs) != 4 {
		t.Errorf("the translation is %+v", got)
	}
}

// TestGroupFails: all groups of a segment are good, or it has failed; the reason names the group.
func TestGroupFails(t *testing.T) {
	model := &scripted{answer: misaligned(without("s1.2", 0))}
	got, _, err := translator(t, model).Translate(context.Background(), article(sentencesOf(22), "The end came soon."), language(t, "en"), language(t, "prs"), news.OfArticle)
	if err != nil {
		t.Fatal(err)
	}
	p := got.Pairs[0]
	if p.Target != "" || p.Fault != "s1.2: "+problemMissing || p.Attempts != 4 {
		t.Errorf("the pair is %+v", p)
	}
	if got.Pairs[1].Fault != "" || len(got.Failed()) != 1 {
		t.Errorf("failed: %+v", got.Failed())
	}
}

func TestNothingToTranslate(t *testing.T) {
	model := &scripted{answer: func(asked) (llm.Reply, error) { return llm.Reply{}, fmt.Errorf("asked for nothing") }}
	got, _, err := translator(t, model).Translate(context.Background(), article("12.5 %", "https://example.org"), language(t, "en"), language(t, "hi"), news.OfArticle)
	if err != nil || len(model.sent) > 0 {
		t.Fatalf("%d requests, %v", len(model.sent), err)
	}
	if len(got.Pairs) != 2 || len(got.Failed()) > 0 || got.Made.Requests == nil || got.Made.Models == nil || got.Made.Finish == nil {
		t.Errorf("got %+v", got)
	}
}

// TestUnwritable: what cannot be written as JSON is an error, whatever else is to be found out of it, and asks nobody.
func TestUnwritable(t *testing.T) {
	for _, a := range []*news.Article{article("Yes, \xff."), article("# Yes \xff", sentencesOf(20), sentencesOf(30)+" In Herat.", "So in Herat "+sentencesOf(22))} {
		for _, window := range []int{0, 4096} {
			model := &scripted{answer: misaligned(func(_ asked, e []entry) []entry { return e })}
			tr := namingTranslator(t, model)
			tr.Window = window
			if got, _, err := tr.Translate(context.Background(), a, language(t, "en"), language(t, "prs"), news.OfArticle); err == nil {
				t.Errorf("it gives %+v", got)
			}
			if got, err := tr.FirstRequests(a, language(t, "en"), language(t, "prs")); err == nil {
				t.Errorf("it gives %+v", got)
			}
			if len(model.sent) > 0 {
				t.Errorf("%d requests", len(model.sent))
			}
		}
	}
}

func TestAllFailed(t *testing.T) {
	model := &scripted{answer: misaligned(func(asked, []entry) []entry { return nil })}
	got, _, err := translator(t, model).Translate(context.Background(), five(), language(t, "en"), language(t, "prs"), news.OfArticle)
	if err != nil || len(got.Failed()) != 5 {
		t.Errorf("%v, failed %+v", err, got.Failed())
	}
}

func TestFirstRequests(t *testing.T) {
	a := article("# Wells run dry", sentencesOf(15), sentencesOf(40), "The end came soon.")
	model := &scripted{answer: misaligned(func(_ asked, e []entry) []entry { return e })}
	tr := translator(t, model)
	requests, err := tr.FirstRequests(a, language(t, "en"), language(t, "prs"))
	if err != nil || len(model.sent) > 0 {
		t.Fatal(err, model.sent)
	}
	got, _, err := tr.Translate(context.Background(), a, language(t, "en"), language(t, "prs"), news.OfArticle)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, req := range requests {
		keys = append(keys, llm.Key(req))
	}
	if len(keys) < 2 || !slices.Equal(keys, got.Made.Requests) {
		t.Errorf("first requests %v, made %v", keys, got.Made.Requests)
	}
}

// TestMade: what is told of the replies is in the order of the walk and sums them up.
func TestMade(t *testing.T) {
	begin := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	model := &scripted{answer: func(a asked) (llm.Reply, error) {
		r := replyOf(without("s3", 1)(a, right(a)))
		r.Usage = llm.Usage{Prompt: 100, Cached: 60, Completion: 50, Reasoning: 5}
		r.Attempts, r.Tool = 2, "v1"
		r.Time = begin.Add(time.Duration(len(a.Segments)) * time.Minute) // the first request is the newest
		if len(a.Segments) == 1 {
			r.Model = "scripted-small"
		} else if len(a.Segments) == 5 {
			r.Tool = "v2"
		}
		return r, nil
	}}
	tr := translator(t, model)
	got, _, err := tr.Translate(context.Background(), five(), language(t, "en"), language(t, "prs"), news.OfArticle)
	if err != nil {
		t.Fatal(err)
	}
	m := got.Made
	if len(m.Requests) != 4 || m.Attempts != 8 || m.Tokens != (news.Tokens{Prompt: 400, Cached: 240, Completion: 200, Reasoning: 20}) {
		t.Errorf("%d requests, %d attempts, %+v", len(m.Requests), m.Attempts, m.Tokens)
	}
	if m.Prompt != tr.Prompt.ID || m.PromptSHA256 != tr.Prompt.SHA256 || m.StyleSHA256 != language(t, "prs").StyleSHA256() ||
		m.Model != "scripted" || *m.Parameters.Temperature != *tr.Prompt.Temperature {
		t.Errorf("made by %+v", m)
	}
	if !slices.Equal(m.Models, []string{"scripted", "scripted-small"}) || !slices.Equal(m.Finish, []string{"stop", "stop", "stop", "stop"}) ||
		m.Tool != "v2" || !m.Time.Equal(begin.Add(5*time.Minute)) {
		t.Errorf("models %v, finish %v, tool %s, time %s", m.Models, m.Finish, m.Tool, m.Time)
	}
}

// TestDone: each segment is told of once, also those that are copied, in groups, or failed.
func TestDone(t *testing.T) {
	var done, calls atomic.Int64
	tr := translator(t, &scripted{answer: misaligned(without("s4", 0))})
	tr.Done = func(n int) { done.Add(int64(n)); calls.Add(1) }
	a := article("# Wells run dry", "12.5 %", sentencesOf(22), "The end came soon.", "Nobody left.")
	if _, _, err := tr.Translate(context.Background(), a, language(t, "en"), language(t, "prs"), news.OfArticle); err != nil {
		t.Fatal(err)
	}
	if done.Load() != 5 || calls.Load() != 5 {
		t.Errorf("told of %d segments in %d calls", done.Load(), calls.Load())
	}
}

// TestTimingChangesNothing: the same replies give the same translation to the byte, whichever comes first, and nothing
// is still running when Translate returns (synctest fails if it is).
func TestTimingChangesNothing(t *testing.T) {
	var texts []string
	for i := range 30 {
		texts = append(texts, paragraph(fmt.Sprintf("Witness %c", 'A'+i%7), 40+i))
	}
	var first []byte
	for seed := range uint64(20) {
		synctest.Test(t, func(t *testing.T) {
			random := rand.New(rand.NewPCG(seed, seed))
			var mu = make(chan struct{}, 1)
			model := &scripted{answer: func(a asked) (llm.Reply, error) {
				mu <- struct{}{}
				wait := time.Duration(random.IntN(1000)) * time.Millisecond
				<-mu
				time.Sleep(wait)
				switch {
				case a.has("s5"):
					return refused("no"), nil
				case len(a.Segments) == 1 && a.has("s20"):
					return llm.Reply{}, &llm.Error{Fault: llm.ServerFault, Status: 503}
				case len(a.Segments) > 4 && a.has("s12"):
					return llm.Reply{Finish: llm.FinishLength}, nil
				}
				return replyOf(without("s20", 1)(a, right(a))), nil
			}}
			got, _, err := translator(t, model).Translate(t.Context(), article(texts...), language(t, "en"), language(t, "prs"), news.OfArticle)
			if err != nil {
				t.Fatal(err)
			}
			text, err := json.Marshal(got)
			if err != nil {
				t.Fatal(err)
			}
			if first == nil {
				first = text
			}
			if string(text) != string(first) {
				t.Errorf("seed %d:\n%s\nwant\n%s", seed, text, first)
			}
		})
	}
}

// storing is a model with a memory: what it was asked before comes from the store. Offline it is asked nothing else.
type storing struct {
	*scripted
	mu      sync.Mutex
	kept    map[string]llm.Reply
	offline bool
}

func (s *storing) Ask(ctx context.Context, req llm.Request) (llm.Reply, error) {
	key := llm.Key(req)
	s.mu.Lock()
	reply, found := s.kept[key]
	s.mu.Unlock()
	if found {
		reply.Stored = true
		return reply, nil
	}
	if s.offline {
		return llm.Reply{}, &llm.Error{Fault: llm.NotStored}
	}
	reply, err := s.scripted.Ask(ctx, req)
	if err == nil {
		s.mu.Lock()
		s.kept[key] = reply
		s.mu.Unlock()
	}
	return reply, err
}

// TestRounds: a run sends only in the first round that the store does not know, and a refusal is never asked again.
func TestRounds(t *testing.T) {
	heals := 0 // from this round on, s3 is answered
	model := &storing{kept: map[string]llm.Reply{}, scripted: &scripted{answer: func(a asked) (llm.Reply, error) {
		if a.has("s5") {
			return refused("no"), nil
		}
		if a.round < heals {
			return replyOf(without("s3", 0)(a, right(a))), nil
		}
		return replyOf(right(a)), nil
	}}}
	// Each run shows what is sent in which round, and what failed.
	run := func() string {
		before := len(model.sent)
		got, _, err := translator(t, model).Translate(context.Background(), five(), language(t, "en"), language(t, "prs"), news.OfArticle)
		if err != nil {
			return err.Error()
		}
		var sent []string
		for _, key := range model.sent[before:] {
			a := model.seen[key]
			sent = append(sent, fmt.Sprintf("%d:%s", a.round, strings.ReplaceAll(a.String(), " ", "+")))
		}
		slices.Sort(sent)
		var failed []string
		for _, p := range got.Failed() {
			failed = append(failed, p.ID)
		}
		return strings.Join(sent, " ") + " failed " + strings.Join(failed, " ")
	}
	heals = 3
	for i, want := range []string{
		"0:bare+s2! 0:bare+s3! 0:bare+s4 0:bare+s5 0:s1+s2+s3 0:s1+s2+s3+s4+s5 0:s4+s5 failed s3 s5",
		"1:bare+s3! 1:s3 1:s3! failed s3 s5",
		"2:bare+s3! 2:s3 2:s3! failed s3 s5",
		"3:s3 failed s5",
		" failed s5",
	} {
		if got := run(); got != want {
			t.Errorf("run %d: %s, want %s", i+1, got, want)
		}
	}
	// Offline the same walk is gone again; a later round that was never sent ends it.
	model.offline = true
	if got := run(); got != " failed s5" {
		t.Errorf("offline: %s", got)
	}
	for key, a := range model.seen {
		if a.round == 3 || a.round == 2 && a.Context == nil {
			delete(model.kept, key)
		}
	}
	if got := run(); got != " failed s3 s5" {
		t.Errorf("offline without the last round: %s", got)
	}
	for key, a := range model.seen {
		if a.round == 0 && a.String() == "s4 s5" {
			delete(model.kept, key)
		}
	}
	if got := run(); !strings.Contains(got, "no stored reply") {
		t.Errorf("offline without a request of the first round: %s", got)
	}
}

// TestRefusedGroup: when one group of a segment is refused for good, the others are not asked for in vain.
func TestRefusedGroup(t *testing.T) {
	model := &storing{kept: map[string]llm.Reply{}, scripted: &scripted{answer: func(a asked) (llm.Reply, error) {
		if a.has("s1.2") {
			return refused("no"), nil
		}
		return replyOf(without("s1.1", 0)(a, right(a))), nil
	}}}
	for range 2 {
		got, _, err := translator(t, model).Translate(context.Background(), article(sentencesOf(22)), language(t, "en"), language(t, "prs"), news.OfArticle)
		if err != nil {
			t.Fatal(err)
		}
		if want := "s1.1: " + problemMissing + "; s1.2: the provider refused it: no"; got.Pairs[0].Fault != want {
			t.Errorf("fault %q, want %q", got.Pairs[0].Fault, want)
		}
	}
	for _, a := range model.seen {
		if a.round > 0 {
			t.Errorf("round %d asks for %s", a.round, a)
		}
	}
}
