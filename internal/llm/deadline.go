package llm

import (
	"context"
	"time"
)

// deadline is the time after which nothing is begun; what is under way may end. The zero time is none.
type deadline struct {
	clock Clock
	at    time.Time
}

// passed tells whether nothing may be begun after a wait.
func (d deadline) passed(wait time.Duration) *Error {
	if d.at.IsZero() || d.clock.Now().Add(wait).Before(d.at) {
		return nil
	}
	return d.over()
}

func (d deadline) over() *Error {
	return &Error{Fault: OverDeadline, Permanent: true, Message: "nothing is asked after " + d.at.Format("15:04:05")}
}

// bound gives a context for waiting, which ends at the deadline with an *Error for its cause. stop must be called.
func (d deadline) bound(ctx context.Context) (waiting context.Context, stop func()) {
	if d.at.IsZero() {
		return ctx, func() {}
	}
	waiting, cancel := context.WithCancelCause(ctx)
	go func() {
		if d.clock.Sleep(waiting, d.at.Sub(d.clock.Now())) == nil {
			cancel(d.over())
		}
	}()
	return waiting, func() { cancel(nil) }
}
