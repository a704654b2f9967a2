package llm

import (
	"fmt"
	"time"
)

// Fault is the kind of a failed request.
type Fault string

// The faults. What each means for the next step is in Error.Permanent; what a person can do about it is said at the edge.
const (
	RateLimited  Fault = "rate limited"
	QuotaSpent   Fault = "quota spent"
	Unauthorized Fault = "unauthorized"  // no key, or a wrong one
	NoModel      Fault = "no such model" // the server does not know the model, or none was named
	NoAPI        Fault = "no API at this address"
	Unreachable  Fault = "unreachable"    // no connection: refused, unknown host, reset before an answer
	TimedOut     Fault = "timed out"      // one attempt took too long
	ServerFault  Fault = "server fault"   // 5xx, 529, 408, 409, 425
	BadRequest   Fault = "bad request"    // any other 4xx
	Nonsense     Fault = "not an answer"  // a 200 that is not a chat completion
	ContextFull  Fault = "context full"   // the request does not fit the model's context window
	ContextCut   Fault = "context cut"    // the server read only part of the request, and did not say so
	NotStored    Fault = "not stored"     // --offline, and the store has no such reply
	StoreBroken  Fault = "store unusable" // the store cannot be read or written
	GaveUp       Fault = "gave up"        // patience is over: no answer for too long
)

// Error is a failed request. Permanent means that asking again cannot help; Message is the server's or the system's own
// words, free of secrets; Address is the server's (scheme, host and path only), Status the HTTP status (0 when there was none).
type Error struct {
	Fault      Fault
	Permanent  bool
	RetryAfter time.Duration
	Status     int
	Model      string
	Address    string
	Message    string
	Err        error

	names        string // code, type, parameter and message as the server gave them: what it says no to
	noConnection bool   // the request cannot have reached the server
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
