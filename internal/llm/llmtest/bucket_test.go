package llmtest_test

import (
	"fmt"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tarjuma/internal/llm/llmtest"
)

// send asks for one segment with an output limit, and tells the status and what the headers say of both limits.
func send(s *llmtest.Server, limit int) string {
	body := fmt.Sprintf(`{"model":"m","max_tokens":%d,"messages":[{"role":"user","content":"{\"task\":\"translate\"}"}]}`, limit)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("POST", "/v1/chat/completions", strings.NewReader(body)))
	h := w.Header()
	return fmt.Sprint(w.Code, " ", h.Get("X-Ratelimit-Remaining-Requests"), " ", h.Get("X-Ratelimit-Reset-Requests"), ", ",
		h.Get("X-Ratelimit-Remaining-Tokens"), " ", h.Get("X-Ratelimit-Reset-Tokens"), ", ", h.Get("Retry-After-Ms"), " ", h.Get("Retry-After"))
}

func TestBucketLetsASecondsWorthGo(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &llmtest.Server{Limits: &llmtest.Bucket{Requests: 120, Tokens: 60_000}}
		for _, step := range []struct {
			wait  time.Duration
			limit int
			want  string
		}{
			{0, 593, "200 1 500ms, 400 600ms,  "}, // and 7 of the prompt
			{0, 593, "429 1 500ms, 400 600ms, 200 1"},
			{0, 93, "200 0 1s, 300 700ms,  "},
			{0, 93, "429 0 1s, 300 700ms, 500 1"},
			{500 * time.Millisecond, 93, "200 0 1s, 700 300ms,  "},
			{time.Hour, 993, "200 1 500ms, 0 1s,  "},
			{0, 1993, "429 1 500ms, 0 1s, 2000 2"},
		} {
			time.Sleep(step.wait)
			if got := send(s, step.limit); got != step.want {
				t.Errorf("an output limit of %d after %s: %q, want %q", step.limit, step.wait, got, step.want)
			}
		}
		var refused []int
		for _, r := range s.Requests() {
			if r.Refused {
				refused = append(refused, r.N)
			}
		}
		if fmt.Sprint(refused) != "[2 4 7]" || s.Requests()[4].At.Sub(s.Requests()[0].At) != 500*time.Millisecond {
			t.Errorf("refused: %v", refused)
		}
	})
}

func TestBucketsOfOtherServers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		for name, test := range map[string]struct {
			bucket *llmtest.Bucket
			want   string
		}{
			"a minute at once":           {&llmtest.Bucket{Requests: 600, Tokens: 60_000, Burst: time.Minute}, "200 599 100ms, 59900 100ms,  "},
			"left as part of the minute": {&llmtest.Bucket{Requests: 600, Tokens: 60_000, Scaled: true}, "200 540 100ms, 54000 100ms,  "},
			"no limit of tokens":         {&llmtest.Bucket{Requests: 600}, "200 9 100ms,  ,  "},
		} {
			if got := send(&llmtest.Server{Limits: test.bucket}, 93); got != test.want {
				t.Errorf("%s: %q, want %q", name, got, test.want)
			}
		}
	})
}
