package llm

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// Pace is how much a run may ask in a minute: requests, and tokens (a request's prompt, as estimated, and its output limit). 0: as
// much as the server's headers allow, or as it will take.
type Pace struct {
	Requests int
	Tokens   int
}

// Before the first answer has told what the server allows, so many requests go at once, and then one after each such time.
const (
	scouts    = 2
	scoutTime = time.Second
)

// pacer lets requests go: no more at once than may be in flight, no more in a minute than the pace, the first by priority first. How many may
// be in flight falls by half when the server says that it is too much, and rises by one with each round of answers. It is safe
// for concurrent use.
type pacer struct {
	clock   Clock
	jobs    int
	waiting func(reason string, d time.Duration)

	mu       sync.Mutex
	queue    queue[*pass]
	sent     int
	flying   int
	window   float64 // how many may be in flight
	scouting bool    // nothing has come back yet
	last     time.Time
	fell     int // sent when the window last fell: what was sent by then does not make it fall again
	refused  int // refusals since the last answer, counted once a fall
	held     time.Time
	requests bucket
	tokens   bucket
	model    string    // the first that was asked: limits are those of a model, and the headers of another tell nothing of its
	growth   float64   // tokens of a prompt, as the server counts, to one as we do
	alarm    time.Time // somebody will look again then
	slept    time.Time // it was slept until then
}

// load is what a request brings: its model, and tokens as estimated.
type load struct {
	model          string
	prompt, output int
}

// pass is a request under way.
type pass struct {
	load
	number          int
	at              time.Time
	requests, taken float64 // what had been taken of requests and tokens, with this
}

func newPacer(o Options) *pacer {
	now := o.Clock.Now()
	return &pacer{
		clock: o.Clock, jobs: o.Jobs, waiting: o.Waiting, window: float64(o.Jobs), scouting: o.Pace.Requests == 0 || o.Pace.Tokens == 0,
		requests: newBucket(o.Pace.Requests, now), tokens: newBucket(o.Pace.Tokens, now), growth: 1,
	}
}

// admit waits until a request may go. The error is the cause of the context's end.
func (p *pacer) admit(ctx context.Context, l load) (*pass, error) {
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // ends the alarm that was set for this one
	ticket := &pass{load: l}
	w := p.join(ctx, ticket)
	select {
	case <-w.ready:
		return ticket, nil
	case <-ctx.Done():
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if w.served {
		return ticket, nil
	}
	w.left = true
	return nil, context.Cause(ctx)
}

// join takes a place in the queue and lets go who may.
func (p *pacer) join(ctx context.Context, ticket *pass) *waiter[*pass] {
	p.mu.Lock()
	defer p.mu.Unlock()
	w := p.queue.join(ctx, ticket)
	p.release()
	return w
}

// release lets go, the first by priority first, all who may now. Nobody overtakes: the first would else wait for ever behind smaller ones.
func (p *pacer) release() {
	for head := p.queue.head(); head != nil && p.flying < p.room(); head = p.queue.head() {
		now := p.now()
		if d, reason := p.delay(head.want, now); d > 0 {
			p.wake(head.ctx, now, d, reason)
			return
		}
		p.send(head.want, now)
		p.queue.serve(nil)
	}
}

// now is the time, and not before what was slept until: what was waited for is over then, whatever the clock says.
func (p *pacer) now() time.Time {
	now := p.clock.Now()
	if now.Before(p.slept) {
		return p.slept
	}
	return now
}

// room is how many may be in flight now.
func (p *pacer) room() int {
	return int(p.window + 1e-9) // what is added up in parts may fall short by less
}

// delay is how long the pace keeps a request back, and why.
func (p *pacer) delay(ticket *pass, now time.Time) (time.Duration, string) {
	if held := p.held.Sub(now); held > 0 {
		return held, string(RateLimited)
	}
	if soon := p.last.Add(scoutTime).Sub(now); p.scouting && p.sent >= scouts && soon > 0 {
		return soon, "the server has not said yet what it allows"
	}
	byRequests, byTokens := p.requests.wait(1, now), p.tokens.wait(p.weight(ticket.load), now)
	if byRequests > byTokens {
		return byRequests, fmt.Sprintf("the pace is %.0f requests a minute", p.requests.perMinute())
	}
	return byTokens, fmt.Sprintf("the pace is %.0f tokens a minute", p.tokens.perMinute())
}

// weight is what the server is thought to take a request for, in tokens.
func (p *pacer) weight(l load) float64 { return float64(l.prompt)*p.growth + float64(l.output) }

func (p *pacer) send(ticket *pass, now time.Time) {
	if p.sent == 0 {
		p.model = ticket.model
	}
	p.flying++
	p.sent++
	p.last = now
	p.requests.take(1)
	p.tokens.take(p.weight(ticket.load))
	ticket.number, ticket.at, ticket.requests, ticket.taken = p.sent, now, p.requests.taken, p.tokens.taken
}

// wake has somebody look again after a while, unless somebody will sooner. It ends with the context of who waits.
func (p *pacer) wake(ctx context.Context, now time.Time, d time.Duration, reason string) {
	at := now.Add(d)
	if !p.alarm.IsZero() && !at.Before(p.alarm) {
		return
	}
	p.alarm = at
	go func() {
		p.waiting(reason, d)
		slept := p.clock.Sleep(ctx, d) == nil // else who waited has left the queue, and the next is to be looked at
		p.mu.Lock()
		defer p.mu.Unlock()
		if slept && at.After(p.slept) {
			p.slept = at
		}
		if p.alarm.Equal(at) {
			p.alarm = time.Time{}
		}
		p.release()
	}()
}

// back takes note of what came of a request, and lets the next go.
func (p *pacer) back(ticket *pass, used Usage, seen rateLimits, err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	p.scouting = false
	if ticket.model == p.model {
		p.learn(ticket, used, seen, now)
	}
	var fault *Error
	switch {
	case err == nil:
		p.rise()
	case errors.As(err, &fault) && isTooMuchAtOnce(fault):
		p.fall(ticket, fault, now)
	}
	p.flying--
	p.release()
}

// learn takes what an answer says of the server's limits, and of how it counts tokens.
func (p *pacer) learn(ticket *pass, used Usage, seen rateLimits, now time.Time) {
	p.requests.learn(seen.requests, p.requests.taken-ticket.requests, ticket.at, now)
	p.tokens.learn(seen.tokens, p.tokens.taken-ticket.taken, ticket.at, now)
	if used.Prompt > 0 && ticket.prompt > 0 {
		counted := min(max(float64(used.Prompt)/float64(ticket.prompt), 0.5), 3)
		p.growth += (counted - p.growth) / 10
	}
}

// isTooMuchAtOnce tells a server that says that it is asked too much: 429, and those that are overloaded.
func isTooMuchAtOnce(e *Error) bool {
	return e.Fault == RateLimited || e.Fault == ServerFault && (e.Status == 503 || e.Status == 529 || e.Status == 498)
}

// rise lets one more fly for each round of answers, where all that may fly does.
func (p *pacer) rise() {
	p.refused = 0
	if p.flying >= p.room() {
		p.window = min(p.window+1/p.window, float64(p.jobs))
	}
}

// fall halves what may be in flight, once for what was sent together. One refusal may be bad luck, and others fare better; after the next
// without an answer between them nobody goes for a while.
func (p *pacer) fall(ticket *pass, fault *Error, now time.Time) {
	if fault.Fault == RateLimited {
		p.requests.refuse(now)
		p.tokens.refuse(now)
	}
	if ticket.number <= p.fell {
		return
	}
	p.fell = p.sent
	p.window = max(1, min(p.window, float64(p.flying))/2)
	p.refused++
	if p.refused > 1 && fault.RetryAfter <= limitPatience {
		p.held = now.Add(p.rest(fault))
	}
}

// rest is how long all wait after refusals in a row: as long as the server says, or twice as long each time.
func (p *pacer) rest(fault *Error) time.Duration {
	if fault.RetryAfter > 0 {
		return fault.RetryAfter
	}
	return min(waitBase<<min(p.refused-2, 10), waitCap)
}
