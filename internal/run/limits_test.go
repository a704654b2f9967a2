package run

import (
	"context"
	"errors"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"tarjuma/internal/llm"
)

// TestABudgetStopsWhatIsLeft has nothing left to spend from the second article on, but the fourth has its answers in the store.
func TestABudgetStopsWhatIsLeft(t *testing.T) {
	for _, verb := range []Verb{Summarize, Translate} {
		d := newDesk(t, verb, 5, "prs", "ps")
		d.ask = func(_ context.Context, article int, _ llm.Request) (*llm.Reply, error) {
			if article != 0 && article != 3 {
				return nil, &llm.Error{Fault: llm.OverBudget, Permanent: true}
			}
			return nil, nil
		}
		err := d.run(t.Context())
		expectFault(t, true, llm.OverBudget, err)
		var stopped *Stopped
		if !errors.As(err, &stopped) || stopped.Source.Name != "news/itemb.txt" {
			t.Fatalf("%s: %#v", verb, err)
		}
		if got := names(stopped.Left); got != "news/itemb.txt news/itemc.txt news/iteme.txt" {
			t.Errorf("%s: left are %s", verb, got)
		}
		if len(d.reported) != 2 || d.reported[0].Err != nil || d.reported[1].Err != nil || d.reported[1].Source.Name != "news/itemd.txt" {
			t.Errorf("%s: reported: %+v", verb, d.reported)
		}
	}
}

// TestADeadlineBeginsNothing has articles left that were never opened.
func TestADeadlineBeginsNothing(t *testing.T) {
	d := newDesk(t, Translate, 40, "prs")
	d.ask = func(context.Context, int, llm.Request) (*llm.Reply, error) {
		return nil, &llm.Error{Fault: llm.OverDeadline, Permanent: true}
	}
	err := d.run(t.Context())
	var stopped *Stopped
	if !errors.As(err, &stopped) || len(stopped.Left) != 40 || len(d.reported) != 0 {
		t.Fatalf("%#v after %d articles", err, len(d.reported))
	}
	if begun := d.begun.Load(); begun > int64(d.job.Jobs+2) {
		t.Errorf("%d articles were begun", begun)
	}
}

func names(sources []Source) string {
	var all []string
	for _, s := range sources {
		all = append(all, s.Name)
	}
	return strings.Join(all, " ")
}

// slow is the test server without a network that takes a second for each answer, and notes in which order articles were asked for.
type slow struct {
	spoken
	mu    sync.Mutex
	order []int
}

func (s *slow) Do(req *http.Request) (*http.Response, error) {
	body, err := req.GetBody()
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(body)
	if err != nil {
		return nil, err
	}
	_, rest, _ := strings.Cut(string(text), "<n")
	s.mu.Lock()
	s.order = append(s.order, strings.Index(rest, ">"))
	s.mu.Unlock()
	time.Sleep(time.Second)
	return s.spoken.Do(req)
}

// TestTheArticleFirstBegunIsFinishedFirst has one request in flight and many articles begun.
func TestTheArticleFirstBegunIsFinishedFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, Translate, 6, "prs", "ps", "hi")
		server := &slow{}
		store, err := llm.OpenStore(filepath.Join(t.TempDir(), "other"), false)
		must(t, err)
		d.job.Client, err = llm.New(llm.Options{
			Profile: llm.Profiles()[0], BaseURL: "http://model.test/v1", Store: store, HTTP: server, Jobs: 1, Pace: llm.Pace{Requests: 1 << 20, Tokens: 1 << 30},
		})
		must(t, err)
		d.mustRun()
		turns := 0
		for i, article := range server.order {
			if i > 0 && article != server.order[i-1] {
				turns++
			}
		}
		// Which asks first is up to chance, and so is which comes next when an article is done and another is not yet begun.
		if len(server.order) != 18 || turns > 8 {
			t.Errorf("the articles were asked for in the order %v", server.order)
		}
	})
}

// TestTheMeterTellsKindsApart counts what attempts took.
func TestTheMeterTellsKindsApart(t *testing.T) {
	var m Meter
	m.Spend(llm.Spending{Usage: llm.Usage{Prompt: 100, Cached: 40, Completion: 30, Reasoning: 10}, Cost: 1.5, Most: llm.Usage{Prompt: 110, Completion: 500}, MostCost: 4})
	m.Spend(llm.Spending{Usage: llm.Usage{Prompt: 110, Completion: 500}, Cost: 4, Most: llm.Usage{Prompt: 110, Completion: 500}, MostCost: 4, Lost: true})
	got := []int64{m.Tokens.Load(), m.Prompt.Load(), m.Cached.Load(), m.Completion.Load(), m.Reasoning.Load(), m.Lost.Load(), m.Aside.Load()}
	for i, want := range []int64{740, 210, 40, 530, 10, 610, 1220} {
		if got[i] != want {
			t.Errorf("counted: %v", got)
			break
		}
	}
	if cost, most := m.Cost(); cost != 5.5 || most != 8 {
		t.Errorf("it cost %v of %v", cost, most)
	}
}

// TestWaitsAtTheSameTimeCountOnce has waits that overlap, that lie within others, and that stand apart.
func TestWaitsAtTheSameTimeCountOnce(t *testing.T) {
	var m Meter
	at := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	m.Wait(at, 10*time.Second)
	m.Wait(at.Add(2*time.Second), 3*time.Second)
	m.Wait(at.Add(5*time.Second), 10*time.Second)
	if until := m.Wait(at.Add(time.Minute), time.Second); !until.Equal(at.Add(61 * time.Second)) {
		t.Errorf("it is over at %s", until)
	}
	if m.Waited() != 16*time.Second {
		t.Errorf("waited %s", m.Waited())
	}
}
