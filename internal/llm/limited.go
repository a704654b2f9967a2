package llm

import (
	"context"

	"golang.org/x/sync/semaphore"
)

// limited keeps no more than so many requests in flight, first come, first served.
type limited struct {
	next  Client
	slots *semaphore.Weighted
}

var _ Client = (*limited)(nil)

func (l *limited) Ask(ctx context.Context, req Request) (Reply, error) {
	if err := l.slots.Acquire(ctx, 1); err != nil {
		return Reply{}, context.Cause(ctx)
	}
	defer l.slots.Release(1)
	return l.next.Ask(ctx, req)
}
