package run

import (
	"context"
	"sync/atomic"

	"tarjuma/internal/llm"
)

// Meter counts what a run has done so far, for a progress line and a closing word. It may be read at any time.
// Tokens are those that this run spent; what came from the store costs nothing.
type Meter struct {
	Articles     atomic.Int64
	ArticlesDone atomic.Int64
	Segments     atomic.Int64
	SegmentsDone atomic.Int64
	Requests     atomic.Int64
	FromStore    atomic.Int64
	Tokens       atomic.Int64
}

func (m *Meter) segmentsDone(n int) { m.SegmentsDone.Add(int64(n)) }

// metered counts the replies that pass through it.
type metered struct {
	inner llm.Client
	meter *Meter
}

var _ llm.Client = metered{}

func (c metered) Ask(ctx context.Context, req llm.Request) (llm.Reply, error) {
	reply, err := c.inner.Ask(ctx, req)
	switch {
	case err != nil:
	case reply.Stored:
		c.meter.FromStore.Add(1)
	default:
		c.meter.Requests.Add(1)
		c.meter.Tokens.Add(int64(reply.Usage.Prompt + reply.Usage.Completion))
	}
	return reply, err
}
