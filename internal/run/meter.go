package run

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"tarjuma/internal/llm"
)

// Meter counts what a run has done so far, for a progress line and a closing word. It may be read at any time.
// Requests are those that were answered anew, FromStore those that the store had the answer of. Tokens are those that this run spent, as
// Spend was told, and what came from the store costs nothing: Prompt, of which Cached were known to the provider already, and Completion, of
// which Reasoning were thought; Lost are those among them of replies that never came, counted at the most that they may have taken.
// Aside is the most that all that was spent on could have taken.
type Meter struct {
	Articles     atomic.Int64
	ArticlesDone atomic.Int64
	Segments     atomic.Int64
	SegmentsDone atomic.Int64
	Requests     atomic.Int64
	FromStore    atomic.Int64
	Tokens       atomic.Int64
	Prompt       atomic.Int64
	Cached       atomic.Int64
	Completion   atomic.Int64
	Reasoning    atomic.Int64
	Lost         atomic.Int64
	Aside        atomic.Int64

	mu     sync.Mutex
	cost   float64
	most   float64
	waited time.Duration
	until  time.Time // waiting was last said to be over then
}

// Spend counts what one attempt took (llm.Options.Spend).
func (m *Meter) Spend(s llm.Spending) {
	m.Tokens.Add(int64(s.Usage.Prompt + s.Usage.Completion))
	m.Prompt.Add(int64(s.Usage.Prompt))
	m.Cached.Add(int64(s.Usage.Cached))
	m.Completion.Add(int64(s.Usage.Completion))
	m.Reasoning.Add(int64(s.Usage.Reasoning))
	if s.Lost {
		m.Lost.Add(int64(s.Usage.Prompt + s.Usage.Completion))
	}
	m.Aside.Add(int64(s.Most.Prompt + s.Most.Completion))
	m.mu.Lock()
	defer m.mu.Unlock()
	m.cost += s.Cost
	m.most += s.MostCost
}

// Cost is the price of what was spent so far, and of what had been set aside for it; 0 without a price.
func (m *Meter) Cost() (spent, aside float64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.cost, m.most
}

// Wait counts a wait that begins now, and gives when it is over. Waits at the same time count once.
func (m *Meter) Wait(now time.Time, d time.Duration) (until time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	until = now.Add(d)
	if begins := latest(now, m.until); until.After(begins) {
		m.waited += until.Sub(begins)
		m.until = until
	}
	return until
}

// Waited is how long the run was kept waiting in all, by the server or the pace set for it.
func (m *Meter) Waited() time.Duration {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.waited
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func (m *Meter) segmentsDone(n int) { m.SegmentsDone.Add(int64(n)) }

// Spent is what one article took of a run: requests that were answered anew, answers that the store had, and the tokens of the new
// ones, with their price. What was spent on replies that never came is known of the run alone.
type Spent struct {
	Requests  int
	FromStore int
	Tokens    llm.Usage
	Cost      float64
}

// tally is a Spent that several goroutines add to.
type tally struct {
	mu    sync.Mutex
	spent Spent
}

func (t *tally) add(reply llm.Reply, price llm.Price) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if reply.Stored {
		t.spent.FromStore++
		return
	}
	t.spent.Requests++
	t.spent.Cost += price.Cost(reply.Usage)
	t.spent.Tokens.Prompt += reply.Usage.Prompt
	t.spent.Tokens.Cached += reply.Usage.Cached
	t.spent.Tokens.Completion += reply.Usage.Completion
	t.spent.Tokens.Reasoning += reply.Usage.Reasoning
}

func (t *tally) total() Spent {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.spent
}

// metered counts the replies that pass through it.
type metered struct {
	inner   llm.Client
	meter   *Meter
	article *tally
	prices  []llm.Price
}

var _ llm.Client = metered{}

func (c metered) Ask(ctx context.Context, req llm.Request) (llm.Reply, error) {
	reply, err := c.inner.Ask(ctx, req)
	if err != nil {
		return reply, err
	}
	price, _ := llm.PriceOf(c.prices, req.Model) // without one it costs nothing
	c.article.add(reply, price)
	if reply.Stored {
		c.meter.FromStore.Add(1)
	} else {
		c.meter.Requests.Add(1)
	}
	return reply, nil
}
