package llm

import (
	"fmt"
	"sync"
	"time"
)

const (
	maxAttempts    = 5
	waitBase       = 500 * time.Millisecond
	waitCap        = 30 * time.Second
	waitLeast      = 100 * time.Millisecond
	firstPatience  = 20 * time.Second // for a server that cannot be reached, before it has answered at all
	silentPatience = 5 * time.Minute  // without any answer
	limitPatience  = 15 * time.Minute // of waiting on a rate limit, for one request
)

// patience is what all requests of a client know together of the server: whether it was ever there, since when nothing has gone right,
// and that it is given up. It is safe for concurrent use.
type patience struct {
	mu       sync.Mutex
	reached  bool      // the server was there, whatever it said
	answered bool      // it answered a request, or said why not
	since    time.Time // when the first attempt that failed after the last answer began; zero: all is well
	over     *Error
}

// given tells whether the server is given up.
func (p *patience) given() *Error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.over
}

// answer notes that the server is there and at work.
func (p *patience) answer() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.reached, p.answered, p.since = true, true, time.Time{}
}

// fault notes a fault of an attempt, and tells whether the run has ever had an answer.
func (p *patience) fault(e *Error) (answered bool) {
	if !silent(e) {
		p.answer()
		return true
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.reached = p.reached || e.Status != 0
	if p.since.IsZero() {
		p.since = e.began
	}
	return p.answered
}

// silent tells whether a fault leaves open that the server is not at work at all. A limit or a refusal shows that it is.
func silent(e *Error) bool {
	switch e.Fault {
	case Unreachable, TimedOut, ServerFault, Nonsense:
		return true
	default:
		return false
	}
}

// end tells whether patience would be over once a wait is, and gives the server up if so. Another attempt to connect may take
// connectTime twice, and is not begun where it could end too late.
func (p *patience) end(e *Error, now time.Time, wait time.Duration) *Error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.over != nil || p.since.IsZero() {
		return p.over
	}
	silence := now.Sub(p.since)
	switch {
	case !p.reached && e.noConnection && silence+wait+2*connectTime > firstPatience:
		p.giveUp(e)
	case silence+wait > silentPatience:
		p.over = &Error{
			Fault: GaveUp, Permanent: true, Status: e.Status, Model: e.Model, Address: e.Address, Err: e,
			Message: fmt.Sprintf("no answer for %s; the last attempt: %s", silence.Round(time.Second), e.Error()),
		}
	}
	return p.over
}

// exhausted is the end of a request that has used up its attempts: the server is given up too where it never could be reached.
func (p *patience) exhausted(e *Error) *Error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.over == nil && !p.reached && e.noConnection {
		p.giveUp(e)
		return p.over
	}
	return e
}

// giveUp makes a fault the end of the run.
func (p *patience) giveUp(e *Error) {
	last := *e
	last.Permanent = true
	p.over = &last
}
