package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
)

// TestKilled kills the program again and again in the middle of its work, as a power cut would, and lets it begin anew each
// time. What the store holds after a kill must never be asked for again, and no file may be half of anything. An answer
// that is on its way to the disk is lost with the process; so before every other kill the server holds its tongue until
// what it has answered is kept, and then not one answer may be missing.
func TestKilled(t *testing.T) {
	for _, verb := range []string{"summarize", "translate"} {
		t.Run(verb, func(t *testing.T) { killed(t, verb) })
	}
}

func killed(t *testing.T, verb string) {
	server := &observed{inner: &llmtest.Server{Latency: 40 * time.Millisecond, PerToken: 50 * time.Microsecond}}
	w := newWork(t, server, verb)
	kept := func(n int) func() bool { return func() bool { return len(w.replies(t)) >= n } }
	halves := map[string]string{} // files as kills left them
	for _, m := range []struct {
		name string
		calm bool
		come func() bool
	}{
		{"the first request is sent and nothing is answered", false, func() bool { return server.count() > 0 }},
		{"two answers are kept", true, kept(2)},
		{"the first file is written", false, func() bool { return len(w.outputs(t)) > 0 }},
		{"most answers are kept", true, kept(12)},
	} {
		before, from := w.replies(t), server.count()
		answered := len(server.answered())
		kill := w.start(t)
		kill.await(m.name, m.come)
		if m.calm {
			server.hold()
			kill.await("every answer is kept", func() bool {
				all, kept := server.answered()[answered:], w.replies(t)
				return server.quiet() && !slices.ContainsFunc(all, func(q string) bool { return !kept[q] })
			})
		}
		kill.now()
		server.free()
		for !server.quiet() { // what it was about to say it says to nobody
			time.Sleep(time.Millisecond)
		}
		expectNoneAgain(t, m.name, server.sent(from), before)
		for name, content := range w.outputs(t) {
			halves[name] = content
		}
	}

	before, from := w.replies(t), server.count()
	w.run(t)
	expectNoneAgain(t, "the last run", server.sent(from), before)
	whole := w.outputs(t)
	w.expectWhole(t, whole)
	for name, content := range halves {
		if whole[name] != content {
			t.Errorf("%s was not whole when the program was killed:\n%s", name, content)
		}
	}
	w.expectNothingLeft(t)

	from = server.count()
	w.run(t)
	if again := server.count() - from; again != 0 {
		t.Errorf("when all was done, a run sent %d requests", again)
	}
}

func expectNoneAgain(t *testing.T, when string, sent []string, kept map[string]bool) {
	t.Helper()
	for _, question := range sent {
		if kept[question] {
			t.Errorf("%s: asked again, though its answer is in the store: %.200q", when, question)
		}
	}
}

// work is a command on several articles, with a store and a folder of its own.
type work struct {
	args     []string
	store    string
	out      string
	articles []string
}

func newWork(t *testing.T, server http.Handler, verb string) *work {
	t.Helper()
	web := httptest.NewServer(server)
	t.Cleanup(web.Close)
	dir := t.TempDir()
	w := &work{store: filepath.Join(dir, "store"), out: filepath.Join(dir, "out")}
	w.args = []string{verb, "--config", "none", "--base-url", web.URL + "/v1", "--model", "m", "--store", w.store,
		"--jobs", "2", "--format", "json", "--to", "prs,ps,hi", "-o", w.out}
	for _, name := range []string{"brief-item", "canal", "wrapped", "oneline"} {
		w.articles = append(w.articles, name)
		w.args = append(w.args, filepath.Join("..", "..", "testdata", "articles", name+".txt"))
	}
	return w
}

// command is a fresh process of the program.
func (w *work) command(ctx context.Context) *exec.Cmd {
	return exec.CommandContext(ctx, "tarjuma", w.args...)
}

// run lets the program come to its end.
func (w *work) run(t *testing.T) {
	t.Helper()
	if out, err := w.command(t.Context()).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

// process is a run of the program that is to be killed.
type process struct {
	t       *testing.T
	command *exec.Cmd
	stderr  bytes.Buffer
	ended   chan error
}

func (w *work) start(t *testing.T) *process {
	t.Helper()
	p := &process{t: t, command: w.command(t.Context()), ended: make(chan error, 1)}
	p.command.Stderr = &p.stderr
	if err := p.command.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { p.ended <- p.command.Wait() }()
	return p
}

// await waits for a moment that must come while the program runs.
func (p *process) await(name string, come func() bool) {
	p.t.Helper()
	over := time.Now().Add(30 * time.Second)
	for !come() {
		select {
		case err := <-p.ended:
			p.t.Fatalf("the program ended (%v) before %s:\n%s", err, name, &p.stderr)
		case <-time.After(time.Millisecond):
		}
		if time.Now().After(over) {
			p.t.Fatalf("waited too long until %s", name)
		}
	}
}

func (p *process) now() {
	p.t.Helper()
	if err := p.command.Process.Kill(); err != nil {
		p.t.Fatal(err)
	}
	if err := <-p.ended; err == nil {
		p.t.Fatal("the program was done before it could be killed")
	}
}

// replies gives the questions that the store has answers to. A file of the store that cannot be read is a fault.
func (w *work) replies(t *testing.T) map[string]bool {
	t.Helper()
	store, err := llm.OpenStore(w.store, true)
	if err != nil {
		t.Fatal(err)
	}
	kept := map[string]bool{}
	for key, err := range store.Keys() {
		if err != nil {
			t.Fatal(err)
		}
		entry, found, err := store.Newest(key)
		if err != nil || !found {
			t.Fatalf("the store lists %s and does not have it: %v", key, err)
		}
		kept[questionOf(entry.Request.Messages)] = true
	}
	return kept
}

// outputs gives the files of the output folder, but for temporary ones.
func (w *work) outputs(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{}
	entries, err := os.ReadDir(w.out)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".tarjuma") { // temporary files, and the folder of records
			continue
		}
		content, err := os.ReadFile(filepath.Join(w.out, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = string(content)
	}
	return files
}

// expectWhole wants a document of each article, with three translations and nothing missing.
func (w *work) expectWhole(t *testing.T, files map[string]string) {
	t.Helper()
	if len(files) != len(w.articles) {
		t.Errorf("%d files were written of %d articles", len(files), len(w.articles))
	}
	for name, content := range files {
		var doc struct {
			Translations []struct {
				Pairs []struct{ Target string }
			}
		}
		if err := json.Unmarshal([]byte(content), &doc); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if len(doc.Translations) != 3 {
			t.Errorf("%s has %d translations", name, len(doc.Translations))
		}
		for _, translation := range doc.Translations {
			for i, pair := range translation.Pairs {
				if pair.Target == "" {
					t.Errorf("%s: pair %d has no target", name, i)
				}
			}
		}
	}
}

// expectNothingLeft wants nothing in the store but replies and the list of what was written. Of a process that was killed while
// it wrote, a temporary file may be left.
func (w *work) expectNothingLeft(t *testing.T) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(w.store), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".tarjuma-") {
			return err
		}
		if ok := len(d.Name()) == 64+len(".json") && strings.HasSuffix(d.Name(), ".json"); !ok {
			t.Errorf("the store holds %s", path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// observed is a server that remembers which questions came and which it has answered whole, and can be told to hold its tongue.
type observed struct {
	inner http.Handler

	mu       sync.Mutex
	came     []string
	finished []string
	busy     int           // answers in the making
	held     chan struct{} // nil: answers are given
}

func (o *observed) ServeHTTP(w http.ResponseWriter, hr *http.Request) {
	body, err := io.ReadAll(hr.Body)
	if err != nil {
		return // killed while it asked
	}
	var request struct{ Messages []llm.Message }
	if err := json.Unmarshal(body, &request); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	question := questionOf(request.Messages)
	if held := o.note(question); held != nil {
		select {
		case <-held:
		case <-hr.Context().Done():
		}
		return
	}
	hr.Body = io.NopCloser(bytes.NewReader(body))
	o.inner.ServeHTTP(w, hr)
	o.mu.Lock()
	defer o.mu.Unlock()
	o.busy--
	if hr.Context().Err() == nil {
		o.finished = append(o.finished, question)
	}
}

// note remembers a question. It is to be answered, unless the server holds its tongue.
func (o *observed) note(question string) (held chan struct{}) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.came = append(o.came, question)
	if o.held == nil {
		o.busy++
	}
	return o.held
}

// hold answers no question that comes from now on.
func (o *observed) hold() {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.held = make(chan struct{})
}

// free answers again; the questions that came in between get none.
func (o *observed) free() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.held != nil {
		close(o.held)
		o.held = nil
	}
}

// quiet tells whether no answer is in the making.
func (o *observed) quiet() bool {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.busy == 0
}

func (o *observed) count() int {
	o.mu.Lock()
	defer o.mu.Unlock()
	return len(o.came)
}

// sent gives the questions that came, without the first ones.
func (o *observed) sent(from int) []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.came[from:])
}

func (o *observed) answered() []string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return slices.Clone(o.finished)
}

// questionOf tells requests apart by all that they say.
func questionOf(messages []llm.Message) string {
	var b strings.Builder
	for _, m := range slices.Backward(messages) {
		fmt.Fprintf(&b, "%s: %s\n", m.Role, m.Content)
	}
	return b.String()
}
