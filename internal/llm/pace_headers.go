package llm

import (
	"context"
	"net/http"
	"time"
)

// rateLimits is what a server says with an answer or a refusal of how much it allows.
type rateLimits struct{ requests, tokens rateLimit }

// rateLimit is one limit as a server tells it: how much in a minute (0: it does not say), how much of that is left (-1: it does not
// say), and in how long all of it will be there again (-1: it does not say).
type rateLimit struct {
	limit float64
	left  float64
	reset time.Duration
}

// readRateLimits reads the x-ratelimit-* headers that OpenAI sends with every answer and others after it
// (https://platform.openai.com/docs/guides/rate-limits, "Rate limits in headers").
func readRateLimits(h http.Header) rateLimits {
	return rateLimits{readRateLimit(h, "Requests"), readRateLimit(h, "Tokens")}
}

func readRateLimit(h http.Header, kind string) rateLimit {
	r := rateLimit{left: -1, reset: -1}
	if n, ok := count(h.Get("X-Ratelimit-Limit-" + kind)); ok {
		r.limit = n
	}
	if n, ok := count(h.Get("X-Ratelimit-Remaining-" + kind)); ok {
		r.left = n
	}
	if d, ok := span(h.Get("X-Ratelimit-Reset-" + kind)); ok {
		r.reset = d
	}
	return r
}

// count reads a number that is not negative.
func count(text string) (float64, bool) {
	d, ok := number(text, time.Second)
	return d.Seconds(), ok
}

// limitsKey is under which a context says where the doer is to leave what a server says of its limits.
type limitsKey struct{}

// withLimits gives a context for one attempt, and where its limits will stand.
func withLimits(ctx context.Context) (context.Context, *rateLimits) {
	seen := &rateLimits{}
	return context.WithValue(ctx, limitsKey{}, seen), seen
}

// keepLimits leaves what the headers say of limits where the context wants it.
func keepLimits(ctx context.Context, h http.Header) {
	if seen, ok := ctx.Value(limitsKey{}).(*rateLimits); ok {
		*seen = readRateLimits(h)
	}
}
