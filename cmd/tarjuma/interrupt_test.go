//go:build unix

package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
)

// TestFirstSignalFinishesWhatIsInFlight interrupts a run with two requests under way and four to come.
func TestFirstSignalFinishesWhatIsInFlight(t *testing.T) {
	for name, signal := range map[string]os.Signal{"Ctrl-C": os.Interrupt, "SIGTERM": syscall.SIGTERM} {
		t.Run(name, func(t *testing.T) {
			s := startSession(t, "--to", "prs,ps,hi", "--jobs", "2", article("canal"), article("brief-item"))
			s.until("two requests are under way", func() bool { return s.server.Count() == 2 })
			s.signal(signal)
			s.untilSaid("stopping")
			s.answer()
			if code := s.wait(20 * time.Second); code != 130 {
				t.Errorf("exit code %d, want 130", code)
			}
			s.expectSaid("tarjuma: error: ", "interrupted", "tarjuma: hint: ")
			if got := s.server.Count(); got != 2 {
				t.Errorf("%d requests were sent, and 2 were under way at the signal", got)
			}
			s.expectKept(2)
			if s.stdout.String() != "" {
				t.Errorf("no article was finished, and stdout holds: %s", &s.stdout)
			}
		})
	}
}

// TestFirstSignalWhileTheLastRequestIsInFlight has nothing left to give up, and says all the same that it was interrupted.
func TestFirstSignalWhileTheLastRequestIsInFlight(t *testing.T) {
	s := startSession(t, "--to", "prs", article("brief-item"))
	s.until("the request is under way", func() bool { return s.server.Count() == 1 })
	s.signal(os.Interrupt)
	s.untilSaid("stopping")
	s.answer()
	if code := s.wait(20 * time.Second); code != 130 {
		t.Errorf("exit code %d, want 130", code)
	}
	s.expectKept(1)
	if s.stdout.Len() == 0 {
		t.Error("the article was finished, and is not printed")
	}
}

// TestSecondSignalEndsAtOnce interrupts twice while the server is silent.
func TestSecondSignalEndsAtOnce(t *testing.T) {
	s := startSession(t, "--to", "prs", "-o", filepath.Join(t.TempDir(), "out.txt"), article("canal"))
	s.until("a request is under way", func() bool { return s.server.Count() == 1 })
	s.signal(os.Interrupt)
	s.untilSaid("again")
	s.signal(os.Interrupt)
	if code := s.wait(5 * time.Second); code != 130 {
		t.Errorf("exit code %d, want 130", code)
	}
	s.expectKept(0)
}

// TestSignalWhileItWaitsForInput: there is nothing in flight to finish, so one signal is enough.
func TestSignalWhileItWaitsForInput(t *testing.T) {
	s := startSession(t, "--to", "prs", "-")
	// More than a pipe holds: when it is written, the program is reading.
	if _, err := io.WriteString(s.stdin, strings.Repeat("The bridge is open again. ", 1<<14)); err != nil {
		t.Fatal(err)
	}
	s.signal(os.Interrupt)
	if code := s.wait(10 * time.Second); code != 130 {
		t.Errorf("exit code %d, want 130", code)
	}
}

// TestSignalWhileItWaitsOnARateLimit ends the waiting.
func TestSignalWhileItWaitsOnARateLimit(t *testing.T) {
	s := newSession(t, "--to", "prs", article("brief-item"))
	s.server.RetryAfter = "600"
	s.server.Plan = func(int, llmtest.Request) llmtest.Fault { return llmtest.TooManyRequestsAfter }
	s.answer()
	s.start()
	s.until("a request is refused", func() bool { return s.server.Count() == 1 })
	time.Sleep(100 * time.Millisecond) // the answer is on its way, and nothing tells when it is there
	s.signal(os.Interrupt)
	if code := s.wait(10 * time.Second); code != 130 {
		t.Errorf("exit code %d, want 130", code)
	}
	if got := s.server.Count(); got != 1 {
		t.Errorf("%d requests were sent", got)
	}
}

// session is a run of translate with a server that keeps its answers back until it is told to give them.
type session struct {
	t       *testing.T
	server  *llmtest.Server
	allowed chan struct{} // closed: answers are given
	store   string
	command *exec.Cmd
	stdin   io.WriteCloser // open until the end: who reads it waits
	stdout  bytes.Buffer
	stderr  shared
	ended   chan struct{}
}

func newSession(t *testing.T, args ...string) *session {
	t.Helper()
	s := &session{t: t, allowed: make(chan struct{}), store: filepath.Join(t.TempDir(), "store"), ended: make(chan struct{})}
	s.server = &llmtest.Server{}
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, hr *http.Request) {
		s.server.ServeHTTP(&delayed{w, hr, s.allowed}, hr)
	}))
	t.Cleanup(web.Close)
	s.command = exec.CommandContext(t.Context(), "tarjuma", append([]string{"translate", "--config", "none",
		"--base-url", web.URL + "/v1", "--model", "m", "--store", s.store}, args...)...)
	s.command.Stdout, s.command.Stderr = &s.stdout, &s.stderr
	var err error
	if s.stdin, err = s.command.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	return s
}

func startSession(t *testing.T, args ...string) *session {
	t.Helper()
	s := newSession(t, args...)
	s.start()
	return s
}

func (s *session) start() {
	s.t.Helper()
	if err := s.command.Start(); err != nil {
		s.t.Fatal(err)
	}
	go func() {
		_ = s.command.Wait() // the exit code is in ProcessState
		close(s.ended)
	}()
}

func (s *session) answer() { close(s.allowed) }

func (s *session) signal(signal os.Signal) {
	s.t.Helper()
	if err := s.command.Process.Signal(signal); err != nil {
		s.t.Fatal(err)
	}
}

// until waits for a moment that must come while the program runs.
func (s *session) until(name string, come func() bool) {
	s.t.Helper()
	over := time.After(20 * time.Second)
	for !come() {
		select {
		case <-s.ended:
			s.t.Fatalf("the program ended before %s; stderr: %s", name, s.stderr.String())
		case <-over:
			s.t.Fatalf("waited too long until %s; stderr: %s", name, s.stderr.String())
		case <-time.After(time.Millisecond):
		}
	}
}

func (s *session) untilSaid(word string) {
	s.t.Helper()
	s.until("it says "+word, func() bool { return strings.Contains(s.stderr.String(), word) })
}

// wait gives the exit code, which must come soon.
func (s *session) wait(most time.Duration) int {
	s.t.Helper()
	select {
	case <-s.ended:
		return s.command.ProcessState.ExitCode()
	case <-time.After(most):
		s.t.Fatalf("the program goes on after %s; stderr: %s", most, s.stderr.String())
		return 0
	}
}

func (s *session) expectSaid(words ...string) {
	s.t.Helper()
	for _, word := range words {
		if !strings.Contains(s.stderr.String(), word) {
			s.t.Errorf("stderr lacks %q: %s", word, s.stderr.String())
		}
	}
}

// expectKept wants that many replies in the store, each readable.
func (s *session) expectKept(want int) {
	s.t.Helper()
	store, err := llm.OpenStore(s.store, true)
	if err != nil {
		s.t.Fatal(err)
	}
	kept := 0
	for key, err := range store.Keys() {
		if err != nil {
			s.t.Fatal(err)
		}
		if _, found, err := store.Newest(key); err != nil || !found {
			s.t.Errorf("%s: found %t, %v", key, found, err)
		}
		kept++
	}
	if kept != want {
		s.t.Errorf("%d replies are kept, want %d", kept, want)
	}
}

func article(name string) string {
	return filepath.Join("..", "..", "testdata", "articles", name+".txt")
}

// delayed writes an answer when answers are allowed, or never when the client has gone.
type delayed struct {
	http.ResponseWriter
	request *http.Request
	allowed chan struct{}
}

func (d *delayed) WriteHeader(status int) {
	select {
	case <-d.allowed:
	case <-d.request.Context().Done():
	}
	d.ResponseWriter.WriteHeader(status)
}

// shared is a buffer that is read while it is written to.
type shared struct {
	mu   sync.Mutex
	text bytes.Buffer
}

var _ io.Writer = (*shared)(nil)

func (s *shared) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.Write(p)
}

func (s *shared) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.text.String()
}
