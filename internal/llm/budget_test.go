package llm_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
)

// book keeps what is spent.
type book struct {
	mu  sync.Mutex
	all []llm.Spending
}

func (b *book) note(s llm.Spending) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.all = append(b.all, s)
}

func (b *book) tokens() (sum int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, s := range b.all {
		sum += s.Usage.Prompt + s.Usage.Completion
	}
	return sum
}

// TestABudgetIsSpentToItsEnd has room for one request at its worst, and for more of them by what they take: those that do not fit wait for what
// the others leave, and only then there is an end.
func TestABudgetIsSpentToItsEnd(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &llmtest.Server{Latency: time.Second}
		o := hermetic(t, within(server))
		var spent book
		o.Budget, o.Spend = llm.Budget{Tokens: 1500}, spent.note
		client := newClient(t, o)
		var group sync.WaitGroup
		faults := make([]error, 20)
		for n := range faults {
			group.Go(func() {
				_, faults[n] = client.Ask(llm.WithPriority(t.Context(), n), translation(fmt.Sprint("s", n)))
			})
			synctest.Wait()
		}
		group.Wait()
		answered := 0
		for n, err := range faults {
			switch {
			case err == nil && n == answered:
				answered++
			case err == nil:
				t.Errorf("request %d was answered before others", n)
			case faultOf(t, err).Fault != llm.OverBudget || !faultOf(t, err).Permanent:
				t.Errorf("request %d: %v", n, err)
			}
		}
		most := spent.all[0].Most
		if worst := most.Prompt + most.Completion; answered != server.Count() || spent.tokens() > 1500 || spent.tokens()+worst <= 1500 || answered < 5 {
			t.Errorf("%d answered, %d sent, %d tokens spent, at worst %d for one", answered, server.Count(), spent.tokens(), worst)
		}
	})
}

func TestMoneyIsCountedByItsPrice(t *testing.T) {
	p := llm.Price{Model: "m", Input: 2, Cached: 0.5, Output: 8}
	for _, test := range []struct {
		used llm.Usage
		want float64
	}{
		{llm.Usage{Prompt: 1_000_000}, 2},
		{llm.Usage{Prompt: 1_000_000, Cached: 400_000, Completion: 500_000, Reasoning: 400_000}, 1.2 + 0.2 + 4},
		{llm.Usage{Prompt: 10, Cached: 20}, 0.000005},
	} {
		if got := p.Cost(test.used); math.Abs(got-test.want) > 1e-12 {
			t.Errorf("%+v cost %v, want %v", test.used, got, test.want)
		}
	}
	if _, known := llm.PriceOf([]llm.Price{p}, "M"); known {
		t.Error("another model has this price")
	}
}

func TestABudgetOfMoney(t *testing.T) {
	o := serve(t, &llmtest.Server{})
	o.Prices = []llm.Price{{Model: "gpt-4.1-mini", Input: 1, Cached: 1, Output: 100}}
	o.Budget = llm.Budget{Cost: 0.06} // an output limit of 500 tokens costs 0.05
	client := newClient(t, o)
	if _, err := client.Ask(t.Context(), translation("s1")); err != nil {
		t.Fatal(err)
	}
	_, err := client.Ask(t.Context(), translation("s2"))
	for ; err == nil; _, err = client.Ask(t.Context(), translation("s3")) {
	}
	if e := faultOf(t, err); e.Fault != llm.OverBudget {
		t.Error(describe(e))
	}
	if reply, err := client.Ask(t.Context(), translation("s1")); err != nil || !reply.Stored {
		t.Errorf("what is in the store costs nothing: %+v, %v", reply, err)
	}
}

// TestWhatFaultsCost has each fault once, and then an answer.
func TestWhatFaultsCost(t *testing.T) {
	for fault, lost := range map[llmtest.Fault]bool{
		llmtest.TooManyRequests: false, llmtest.InternalError: false, llmtest.EmptyUnavailable: false, llmtest.Overloaded: false,
		llmtest.Reset: true, llmtest.CutShort: true, llmtest.BadGateway: true, llmtest.RequestTimeout: true, llmtest.ErrorIn200: true,
		llmtest.NoChoices: true, llmtest.InvalidUTF8: true,
	} {
		t.Run(string(fault), func(t *testing.T) {
			o := serve(t, once(fault))
			var spent book
			o.Spend = spent.note
			reply, err := newClient(t, o).Ask(t.Context(), translation("s1"))
			if err != nil {
				t.Fatal(err)
			}
			if lost {
				if len(spent.all) != 2 || !spent.all[0].Lost || spent.all[0].Usage != spent.all[0].Most || spent.all[0].Usage.Completion != 500 {
					t.Fatalf("spent: %+v", spent.all)
				}
				spent.all = spent.all[1:]
			}
			if len(spent.all) != 1 || spent.all[0].Lost || spent.all[0].Usage != reply.Usage {
				t.Errorf("spent: %+v", spent.all)
			}
		})
	}
	t.Run("nobody there", func(t *testing.T) {
		o := hermetic(t, doerFunc(refused))
		var spent book
		o.Spend, o.Clock = spent.note, newClock()
		if _, err := newClient(t, o).Ask(t.Context(), translation("s1")); err == nil || len(spent.all) != 0 {
			t.Errorf("%v, spent: %+v", err, spent.all)
		}
	})
	t.Run("cut off", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			o := hermetic(t, within(&llmtest.Server{Latency: time.Minute}))
			var spent book
			o.Spend = spent.note
			ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, errStop)
			defer cancel()
			if _, err := newClient(t, o).Ask(ctx, translation("s1")); err != errStop || len(spent.all) != 1 || !spent.all[0].Lost {
				t.Errorf("%v, spent: %+v", err, spent.all)
			}
		})
	})
	t.Run("never sent", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			o := hermetic(t, within(&llmtest.Server{Latency: 10 * time.Second}))
			var spent book
			o.Spend, o.Jobs = spent.note, 1
			client := newClient(t, o)
			ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, errStop)
			defer cancel()
			var group sync.WaitGroup
			for n := range 5 {
				group.Go(func() {
					if _, err := client.Ask(ctx, translation(fmt.Sprint("s", n))); err != nil && err != errStop {
						t.Error(err)
					}
				})
			}
			group.Wait()
			if len(spent.all) != 1 || spent.all[0].Lost {
				t.Errorf("spent: %+v", spent.all)
			}
		})
	})
}

// TestAServerThatCountsMore has prompts that are three times as long by its count: the budget learns from the first.
func TestAServerThatCountsMore(t *testing.T) {
	o := serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `{"model":"m","choices":[{"message":{"content":"{}"},"finish_reason":"stop"}],"usage":{"prompt_tokens":333,"completion_tokens":1}}`)
	}))
	var spent book
	o.Spend = spent.note
	client := newClient(t, o)
	for _, id := range []string{"s1", "s2"} {
		if _, err := client.Ask(t.Context(), translation(id)); err != nil {
			t.Fatal(err)
		}
	}
	if first, second := spent.all[0].Most.Prompt, spent.all[1].Most.Prompt; first >= 333 || second < 333 {
		t.Errorf("at most %d, then %d, where 333 are counted", first, second)
	}
}

// TestTheDeadline has what is under way finish, and all else end: what waits for room, what waits for a budget, what waits to be asked again.
func TestTheDeadline(t *testing.T) {
	for name, test := range map[string]struct {
		server   *llmtest.Server
		budget   llm.Budget
		jobs     int
		ends     time.Duration
		answered int
	}{
		"room":   {&llmtest.Server{Latency: 40 * time.Second}, llm.Budget{}, 1, 40 * time.Second, 1},
		"budget": {&llmtest.Server{Latency: 40 * time.Second}, llm.Budget{Tokens: 900}, 8, 40 * time.Second, 1},
		"again":  {&llmtest.Server{Plan: func(int, llmtest.Request) llmtest.Fault { return llmtest.TooManyRequestsAfter }, RetryAfter: "60"}, llm.Budget{}, 8, 10 * time.Second, 0},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				o := hermetic(t, within(test.server))
				began := time.Now()
				o.Deadline, o.Jobs, o.Budget = began.Add(10*time.Second), test.jobs, test.budget
				client := newClient(t, o)
				var group sync.WaitGroup
				answered := make(chan bool, 3)
				for n := range 3 {
					group.Go(func() {
						_, err := client.Ask(t.Context(), translation(fmt.Sprint("s", n)))
						if err == nil {
							answered <- true
							return
						}
						if e := faultOf(t, err); e.Fault != llm.OverDeadline || time.Since(began) > 10*time.Second {
							t.Errorf("%s after %s", describe(e), time.Since(began))
						}
					})
				}
				group.Wait()
				if took := time.Since(began); len(answered) != test.answered || took > test.ends {
					t.Errorf("%d answered, %s", len(answered), took)
				}
				time.Sleep(10 * time.Second)
				_, err := client.Ask(t.Context(), translation("s9"))
				var over *llm.Error
				if !errors.As(err, &over) || over.Fault != llm.OverDeadline {
					t.Errorf("afterwards: %v", err)
				}
			})
		})
	}
}
