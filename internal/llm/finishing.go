package llm

import (
	"context"
	"time"
)

// grace is how long what is in flight may take to finish when the caller stops.
const grace = 30 * time.Second

// finishing lets an attempt outlive its caller's context by the grace, so that what is paid for still reaches the store. Nothing is
// begun for a context that is done.
type finishing struct {
	next  Client
	clock Clock
}

var _ Client = (*finishing)(nil)

func (f *finishing) Ask(ctx context.Context, req Request) (Reply, error) {
	if ctx.Err() != nil {
		return Reply{}, context.Cause(ctx)
	}
	inner, cancel := context.WithCancelCause(context.WithoutCancel(ctx))
	defer cancel(nil)
	stop := context.AfterFunc(ctx, func() {
		if f.clock.Sleep(inner, grace) == nil {
			cancel(context.Cause(ctx))
		}
	})
	defer stop()
	return f.next.Ask(inner, req)
}
