package llmtest

import (
	"context"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"tarjuma/internal/llm"
)

// Server answers POST …/chat/completions, and …/files and …/batches as OpenAI does. The zero Server answers everything properly and at once. Its fields are set before it
// is used; it is then safe for concurrent use.
type Server struct {
	// Plan says how the nth request (from 1) is to be answered; nil: properly. It is called for one request at a time.
	Plan func(n int, r Request) Fault
	// Latency is waited before every answer, and PerToken for each token of it besides.
	Latency  time.Duration
	PerToken time.Duration
	// ContextWindow is how many prompt tokens the server reads of a request; what is more it cuts out in silence, behind the first
	// ContextKeep. 0: it reads all.
	ContextWindow int
	ContextKeep   int
	// RetryAfter is the header's value in TooManyRequestsAfter.
	RetryAfter string
	// Limits, where it is set, are those of requests and tokens a minute: what exceeds them is refused.
	Limits *Bucket
	// BatchPlan says what becomes of the batch that is asked for as the nth (from 1); nil: it goes well. What Plan says is done to the requests in
	// it. NoBatches says that the server knows neither files nor batches.
	BatchPlan func(n int) BatchFault
	NoBatches bool

	batches batches

	mu       sync.Mutex
	requests []Request
}

var _ http.Handler = (*Server)(nil)

// Requests gives all requests so far, in the order they came.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Count tells how many requests came so far.
func (s *Server) Count() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.requests)
}

func (s *Server) ServeHTTP(w http.ResponseWriter, hr *http.Request) {
	if s.serveBatches(w, hr) {
		return
	}
	if hr.Method != http.MethodPost || !strings.HasSuffix(hr.URL.Path, "/chat/completions") {
		http.NotFound(w, hr)
		return
	}
	body, err := io.ReadAll(hr.Body)
	if err != nil {
		return // the client went away
	}
	r, err := readRequest(hr.Header, body)
	r, fault := s.record(r, err == nil)
	if err != nil {
		sendError(w, http.StatusBadRequest, apiError{Message: err.Error(), Type: "invalid_request_error"})
		return
	}
	if s.Limits != nil {
		if wait, of := s.Limits.admit(r.Tokens(), w.Header()); wait > 0 {
			s.refused(r.N)
			s.Limits.refuse(w, wait, of)
			return
		}
	}
	if !pause(hr.Context(), s.Latency) {
		return
	}
	if s.sendFailure(w, hr, fault, r) {
		return
	}
	seen, prompt := s.Seen(r)
	c := complete(fault, seen, prompt)
	if !pause(hr.Context(), time.Duration(c.Usage.CompletionTokens)*s.PerToken) {
		return
	}
	s.sendCompletion(w, hr, fault, c)
}

// record keeps a request and asks the plan about it.
func (s *Server) record(r Request, planned bool) (Request, Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r.N, r.At = len(s.requests)+1, time.Now()
	s.requests = append(s.requests, r)
	if s.Plan == nil || !planned {
		return r, None
	}
	return r, s.Plan(r.N, r)
}

// refused notes that the nth request exceeded the limits.
func (s *Server) refused(n int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.requests[n-1].Refused = true
}

// pause waits, and tells whether the client is still there.
func pause(ctx context.Context, d time.Duration) bool {
	if d <= 0 {
		return true
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}

// complete makes the chat completion that answers a request of so many prompt tokens.
func complete(fault Fault, r Request, prompt int) completion {
	c := completion{ID: "chatcmpl-test", Object: "chat.completion", Model: r.Model}
	content := dress(fault, answer(fault, r))
	first := choice{Message: message{Role: "assistant", Content: &content}, FinishReason: llm.FinishStop}
	switch fault {
	case NoChoices:
		return c
	case Refusal:
		content = ""
		first.Message.Content, first.Message.Refusal = nil, "I cannot help with this text."
	case ContentFilter:
		content = half(content)
		first.FinishReason = llm.FinishContentFilter
	case CutToLength:
		content = half(content)
		first.FinishReason = llm.FinishLength
	case ContextCut:
		prompt /= 4
	}
	c.Choices = []choice{first}
	c.Usage = usage{PromptTokens: prompt, CompletionTokens: llm.Tokens(content)}
	c.Usage.TotalTokens = c.Usage.PromptTokens + c.Usage.CompletionTokens
	return c
}

// half gives the first half of a text, by its characters.
func half(text string) string {
	runes := []rune(text)
	return string(runes[:len(runes)/2])
}
