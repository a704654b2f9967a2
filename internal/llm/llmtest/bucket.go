package llmtest

import (
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Bucket is a limit of requests and tokens a minute as a server keeps it. What a request takes (its prompt as the server counts it, and its
// output limit) is taken when it is admitted. 0 of either is no limit. Its fields are set before it is used.
type Bucket struct {
	Requests int
	Tokens   int
	// Burst is the time whose worth may come at once; 0: a second's.
	Burst time.Duration
	// Scaled has the headers tell what is left as a part of the minute's limit, not of what may come at once.
	Scaled bool

	mu       sync.Mutex
	requests level
	tokens   level
}

// level is how much of a limit is left, at a time.
type level struct {
	left float64
	at   time.Time
}

// fill lets flow in what a limit of so much a minute allows by now, up to the most that it holds. It begins full.
func (l *level) fill(perMinute int, most float64, now time.Time) {
	if l.at.IsZero() {
		l.left = most
	} else {
		l.left = min(l.left+now.Sub(l.at).Minutes()*float64(perMinute), most)
	}
	l.at = now
}

// holds is how much of a limit may come at once.
func (b *Bucket) holds(perMinute int) float64 {
	burst := b.Burst
	if burst == 0 {
		burst = time.Second
	}
	return float64(perMinute) * burst.Minutes()
}

// lacks is how long it is until n is there.
func (l *level) lacks(n float64, perMinute int) time.Duration {
	if perMinute == 0 || l.left >= n {
		return 0
	}
	return time.Duration((n - l.left) / float64(perMinute) * float64(time.Minute))
}

// admit takes a request of so many tokens, or says in how long there will be room for it. The headers tell how much is left.
func (b *Bucket) admit(tokens int, h http.Header) (wait time.Duration, of string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	b.requests.fill(b.Requests, b.holds(b.Requests), now)
	b.tokens.fill(b.Tokens, b.holds(b.Tokens), now)
	wait, of = b.requests.lacks(1, b.Requests), "requests"
	if forTokens := b.tokens.lacks(float64(tokens), b.Tokens); forTokens > wait {
		wait, of = forTokens, "tokens"
	}
	if wait == 0 {
		b.requests.left--
		b.tokens.left -= float64(tokens)
	}
	b.tell(h, "Requests", b.requests.left, b.Requests)
	b.tell(h, "Tokens", b.tokens.left, b.Tokens)
	return wait, of
}

// tell writes OpenAI's headers of one limit.
func (b *Bucket) tell(h http.Header, kind string, left float64, perMinute int) {
	if perMinute == 0 {
		return
	}
	shown, most := left, b.holds(perMinute)
	if b.Scaled {
		shown = left / most * float64(perMinute)
	}
	reset := time.Duration((most - left) / float64(perMinute) * float64(time.Minute)).Round(time.Millisecond)
	h.Set("X-Ratelimit-Limit-"+kind, strconv.Itoa(perMinute))
	h.Set("X-Ratelimit-Remaining-"+kind, strconv.Itoa(int(max(shown, 0))))
	h.Set("X-Ratelimit-Reset-"+kind, reset.String())
}

// refuse answers as OpenAI does when a limit is reached.
func (b *Bucket) refuse(w http.ResponseWriter, wait time.Duration, of string) {
	ms := max(wait.Milliseconds(), 1)
	w.Header().Set("Retry-After-Ms", strconv.FormatInt(ms, 10))
	w.Header().Set("Retry-After", strconv.FormatInt((ms+999)/1000, 10))
	sendError(w, http.StatusTooManyRequests, apiError{
		Message: fmt.Sprintf("Rate limit reached for %s per min. Please try again in %dms.", of, ms), Type: of, Code: "rate_limit_exceeded",
	})
}
