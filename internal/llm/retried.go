package llm

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// retried waits and asks again where that can help. It only obeys: what a fault is, and whether it is permanent, the layer
// below says. A fault costs one of maxAttempts; a rate limit costs waiting alone, and so does a server that was there and cannot
// be reached now (a network that comes and goes).
type retried struct {
	next     Client
	clock    Clock
	random   func() float64
	waiting  func(reason string, d time.Duration)
	deadline deadline
	patience patience
}

var _ Client = (*retried)(nil)

// course is what one request has been through.
type course struct {
	attempts int           // that counted
	faults   int           // in all
	limited  time.Duration // waited on a rate limit
	away     time.Duration // waited on a server that could not be reached
}

func (r *retried) Ask(ctx context.Context, req Request) (Reply, error) {
	var reply Reply
	attempts, err := r.until(ctx, func() (err error) {
		reply, err = r.next.Ask(ctx, req)
		return err
	})
	if err != nil {
		return Reply{}, err
	}
	reply.Attempts = attempts
	return reply, nil
}

// until makes attempts until one goes well, and tells how many counted, or gives the fault that is the end.
func (r *retried) until(ctx context.Context, attempt func() error) (attempts int, err error) {
	var c course
	for {
		if over := r.patience.given(); over != nil {
			return 0, over
		}
		err := attempt()
		if err == nil {
			r.patience.answer()
			return c.attempts + 1, nil
		}
		var fault *Error
		if !errors.As(err, &fault) {
			return 0, err
		}
		if fault.Fault == OverBudget || fault.Fault == OverDeadline {
			return 0, fault
		}
		wait, end := r.after(fault, &c)
		if end == nil {
			end = r.deadline.passed(wait)
		}
		if end != nil {
			return 0, end
		}
		if ctx.Err() != nil {
			return 0, context.Cause(ctx)
		}
		r.waiting(string(fault.Fault), wait)
		if err := r.clock.Sleep(ctx, wait); err != nil {
			return 0, err
		}
	}
}

// after tells how long to wait after a fault, or that this is the end.
func (r *retried) after(fault *Error, c *course) (time.Duration, *Error) {
	answered := r.patience.fault(fault)
	if fault.Permanent {
		return 0, fault
	}
	c.faults++
	wait := r.backoff(c.faults, fault.RetryAfter)
	switch {
	case fault.Fault == RateLimited:
		if c.limited += wait; c.limited > limitPatience {
			return 0, tooLong(fault, c.limited-wait)
		}
		return wait, nil
	case fault.noConnection && answered:
		c.away += wait
	default:
		if c.attempts++; c.attempts >= maxAttempts {
			return 0, r.patience.exhausted(fault)
		}
	}
	if wait > silentPatience {
		return 0, fault // it asks to be left alone for longer than anyone waits; others may fare better
	}
	if over := r.patience.end(fault, r.clock.Now(), wait); over != nil {
		return 0, over
	}
	if c.away > silentPatience {
		return 0, fault // others reach the server, this one does not
	}
	return wait, nil
}

// backoff is full jitter: anything between waitLeast and a time that doubles with every attempt, up to waitCap. What the server
// asks for is never undercut, and overstepped by a little so that not all come back at once.
func (r *retried) backoff(faults int, retryAfter time.Duration) time.Duration {
	if retryAfter > 0 {
		return retryAfter + time.Duration(r.random()*float64(waitBase))
	}
	most := waitBase
	for range min(faults-1, 10) {
		most = min(2*most, waitCap)
	}
	return max(time.Duration(r.random()*float64(most)), waitLeast)
}

// tooLong is a rate limit that outlasted patience.
func tooLong(fault *Error, waited time.Duration) *Error {
	last := *fault
	last.Permanent = true
	last.Message = fmt.Sprintf("waited %s in all; %s", waited.Round(time.Second), fault.Message)
	return &last
}
