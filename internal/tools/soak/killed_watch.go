package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
)

// question tells requests apart by all that they say.
type question [sha256.Size]byte

func questionOf(messages []llm.Message) question {
	sum := sha256.New()
	for _, m := range messages {
		sum.Write([]byte(m.Role + "\x00" + m.Content + "\x00"))
	}
	return question(sum.Sum(nil))
}

// watch is a server that answers as the trouble says, and remembers which questions it answered whole, and which of these answers were
// right and are known to be kept: those must not be asked again.
type watch struct {
	trouble *trouble
	latency time.Duration

	requests atomic.Int64

	mu       sync.Mutex
	idle     *sync.Cond
	busy     int
	faults   map[llmtest.Fault]int
	answers  int
	again    int
	answered map[question][]time.Time // since the last look at the store
	proper   map[question]bool        // of these, those that were right
	kept     map[question]bool        // right, and in the store
}

func newWatch(t *trouble, latency time.Duration) *watch {
	w := &watch{trouble: t, latency: latency, faults: map[llmtest.Fault]int{}, answered: map[question][]time.Time{}, proper: map[question]bool{}, kept: map[question]bool{}}
	w.idle = sync.NewCond(&w.mu)
	return w
}

func (w *watch) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // killed while it asked
	}
	var asked struct{ Messages []llm.Message }
	if err := json.Unmarshal(body, &asked); err != nil {
		http.Error(rw, err.Error(), http.StatusBadRequest)
		return
	}
	q := questionOf(asked.Messages)
	w.come(q)
	r.Body = io.NopCloser(bytes.NewReader(body))
	fault := llmtest.None
	server := llmtest.Server{Latency: w.latency, RetryAfter: "0.2", Plan: func(n int, r llmtest.Request) llmtest.Fault {
		fault = w.trouble.plan(n, r)
		return fault
	}}
	server.ServeHTTP(rw, r)
	w.gone(q, fault, r.Context().Err() == nil)
}

func (w *watch) come(q question) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.requests.Add(1)
	w.busy++
	if w.kept[q] {
		w.again++
	}
}

// gone notes how a question was answered, and whether somebody was there to hear it.
func (w *watch) gone(q question, fault llmtest.Fault, heard bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.busy--; w.busy == 0 {
		w.idle.Broadcast()
	}
	if fault != llmtest.None {
		w.faults[fault]++
	}
	if heard && isKept(fault) {
		w.answers++
		w.answered[q] = append(w.answered[q], time.Now())
		if fault == llmtest.None {
			w.proper[q] = true
		}
	}
}

// isKept tells what the store keeps: what is an answer, but for what the server says with an HTTP error or in the place of one.
func isKept(f llmtest.Fault) bool {
	return isAnswer(f) && !slices.Contains([]llmtest.Fault{
		llmtest.SchemaRefused, llmtest.FormatRefused, llmtest.FilteredRequest, llmtest.ContextTooSmall, llmtest.ContextCut,
	}, f)
}

// settle waits until no request is at work.
func (w *watch) settle() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for w.busy > 0 {
		w.idle.Wait()
	}
}

// reconcile holds the answers since the last time against those that were kept since. It gives how many were not, and how long before a
// moment the oldest of these was given: the newest are those that may be missing.
func (w *watch) reconcile(kept map[question]int, end time.Time) (lost int, oldest time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for q, times := range w.answered {
		if missing := times[min(kept[q], len(times)):]; len(missing) > 0 {
			lost += len(missing)
			oldest = max(oldest, end.Sub(missing[0]))
		}
		if w.proper[q] && kept[q] > 0 {
			w.kept[q] = true
		}
	}
	clear(w.answered)
	clear(w.proper)
	return lost, oldest
}
