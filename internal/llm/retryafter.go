package llm

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// longestWait is what an absurd waiting time is cut to, so that it can be counted with.
const longestWait = 365 * 24 * time.Hour

// retryAfter gives how long a server asks to be left alone, 0 where it does not say: retry-after-ms, Retry-After in seconds or as
// a date, or the x-ratelimit-reset-* of the limits that are used up. A date is counted from the server's own.
func retryAfter(h http.Header, now time.Time) time.Duration {
	if d, ok := number(h.Get("Retry-After-Ms"), time.Millisecond); ok {
		return d
	}
	if value := strings.TrimSpace(h.Get("Retry-After")); value != "" {
		if d, ok := number(value, time.Second); ok {
			return d
		}
		if at, err := http.ParseTime(value); err == nil {
			if date, err := http.ParseTime(h.Get("Date")); err == nil {
				now = date
			}
			return min(max(at.Sub(now), 0), longestWait)
		}
	}
	return limitReset(h)
}

// limitReset reads the x-ratelimit-reset-* headers: Go durations such as 6m0s, or plain seconds. OpenAI sends them for requests
// and for tokens with every answer, so those count whose remaining is 0; where none is, the longer of the two.
func limitReset(h http.Header) time.Duration {
	var spent, longest time.Duration
	for _, kind := range []string{"Requests", "Tokens"} {
		d, ok := span(h.Get("X-Ratelimit-Reset-" + kind))
		if !ok {
			continue
		}
		longest = max(longest, d)
		if h.Get("X-Ratelimit-Remaining-"+kind) == "0" {
			spent = max(spent, d)
		}
	}
	if spent > 0 {
		return spent
	}
	return longest
}

// number reads a count of units that is not negative.
func number(value string, unit time.Duration) (time.Duration, bool) {
	n, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil || !(n >= 0) {
		return 0, false
	}
	if n > float64(longestWait/unit) {
		return longestWait, true
	}
	return time.Duration(n * float64(unit)), true
}

// span reads a time that is not negative: a Go duration such as 6m0s, or plain seconds.
func span(text string) (time.Duration, bool) {
	text = strings.TrimSpace(text)
	if d, ok := number(text, time.Second); ok {
		return d, true
	}
	d, err := time.ParseDuration(text)
	return min(d, longestWait), err == nil && d >= 0
}
