package llm

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Fault is the kind of a failed request.
type Fault string

// The faults. What each means for the next step is in Error.Permanent; what a person can do about it is said at the edge.
const (
	RateLimited  Fault = "the rate limit is reached"
	QuotaSpent   Fault = "the quota is spent"
	Unauthorized Fault = "the key was refused"                              // or there is none
	NoModel      Fault = "no such model"                                    // the server does not know the model, or none was named
	NoAPI        Fault = "no API at this address"                           // a wrong path, or a page of HTML
	Unreachable  Fault = "the server cannot be reached"                     // refused, unknown host, reset before an answer
	TimedOut     Fault = "no answer in time"                                // to one attempt
	ServerFault  Fault = "the server failed"                                // 5xx, 529, 408, 409, 425, 498, or it broke its answer off
	BadRequest   Fault = "the server refused the request"                   // any other 4xx
	Nonsense     Fault = "the answer is not that of a model"                // a 200 that is not a chat completion
	ContextFull  Fault = "the text does not fit the model's context window" // or the tokens of a minute: less at a time may
	ContextCut   Fault = "the server read only part of the text"            // and did not say so
	NotStored    Fault = "no stored reply"                                  // --offline, and the store has none
	Awaited      Fault = "the answer is not there yet"                      // it was asked of a batch, or will be
	StoreBroken  Fault = "the store cannot be used"
	ReplyBroken  Fault = "a stored reply cannot be read" // this one; others may be whole
	GaveUp       Fault = "gave up"                       // patience is over: no answer for too long
	OverBudget   Fault = "the budget is reached"
	OverDeadline Fault = "the deadline is reached"
)

// Error is a failed request. Permanent means that asking again cannot help; Message is the server's or the system's own
// words, free of secrets; Address is the server's (scheme, host and path only), Status the HTTP status (0 when there was none).
// Stored means that an earlier run met it and the store kept it (Request.Lasting): nothing was sent.
type Error struct {
	Fault      Fault
	Permanent  bool
	RetryAfter time.Duration
	Status     int
	Model      string
	Address    string
	Message    string
	Err        error
	Stored     bool

	names        string    // code, type, parameter and message as the server gave them: what it says no to
	noConnection bool      // the request cannot have reached the server
	began        time.Time // when its attempt did, where that is known
}

func (e *Error) Error() string {
	s := string(e.Fault)
	if e.Status != 0 {
		s += fmt.Sprintf(" (HTTP %d)", e.Status)
	}
	if e.Message != "" {
		s += ": " + e.Message
	}
	return s
}

func (e *Error) Unwrap() error { return e.Err }

// FirstCause gives, of what came of several requests that were asked at once, the first fault that is not merely the echo of a
// context that another's fault cancelled, or else the first; nil where there is none.
func FirstCause(faults []error) error {
	var echo error
	for _, err := range faults {
		if err != nil && !errors.Is(err, context.Canceled) {
			return err
		}
		if echo == nil {
			echo = err
		}
	}
	return echo
}
