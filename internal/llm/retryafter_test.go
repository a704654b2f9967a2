package llm

import (
	"net/http"
	"testing"
	"time"
)

func TestRetryAfter(t *testing.T) {
	now := time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)
	const ahead = "Sun, 01 Mar 2026 08:00:20 GMT"
	for _, test := range []struct {
		header http.Header
		want   time.Duration
	}{
		{http.Header{}, 0},
		{http.Header{"Retry-After": {"7"}}, 7 * time.Second},
		{http.Header{"Retry-After": {" 1.5 "}}, 1500 * time.Millisecond},
		{http.Header{"Retry-After": {"7"}, "Retry-After-Ms": {"250"}}, 250 * time.Millisecond},
		{http.Header{"Retry-After": {ahead}}, 20 * time.Second},
		{http.Header{"Retry-After": {ahead}, "Date": {"Sun, 01 Mar 2026 08:00:15 GMT"}}, 5 * time.Second},
		{http.Header{"Retry-After": {ahead}, "Date": {"Sun, 01 Mar 2026 09:00:00 GMT"}}, 0},
		{http.Header{"Retry-After": {"-3"}}, 0},
		{http.Header{"Retry-After": {"NaN"}}, 0},
		{http.Header{"Retry-After": {"soon"}, "X-Ratelimit-Reset-Tokens": {"6m0s"}}, 6 * time.Minute},
		{http.Header{"Retry-After": {"1e300"}}, longestWait},
		{http.Header{"Retry-After": {"+Inf"}}, longestWait},
		{http.Header{"X-Ratelimit-Reset-Requests": {"20ms"}, "X-Ratelimit-Reset-Tokens": {"2m59.5s"}}, 179500 * time.Millisecond},
		{http.Header{"X-Ratelimit-Reset-Requests": {"3"}, "X-Ratelimit-Remaining-Requests": {"0"}, "X-Ratelimit-Reset-Tokens": {"6m0s"}}, 3 * time.Second},
		{http.Header{"X-Ratelimit-Reset-Requests": {"-5s"}, "X-Ratelimit-Reset-Tokens": {"never"}}, 0},
	} {
		if got := retryAfter(test.header, now); got != test.want {
			t.Errorf("%v: %s, want %s", test.header, got, test.want)
		}
	}
}
