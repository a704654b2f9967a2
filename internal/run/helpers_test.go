package run

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
	"tarjuma/prompts"
)

// desk is a job with everything round it: articles that know whether they are open, a model that answers properly unless the
// test steps in, a store, and a folder for results.
type desk struct {
	t      *testing.T
	job    *Job
	store  *llm.Store
	folder string
	stdout bytes.Buffer

	// ask, where it is set, sees every request before it is answered, with the number of the article it is about; what it gives
	// back other than nil takes the answer's place.
	ask func(ctx context.Context, article int, req llm.Request) (*llm.Reply, error)

	mu       sync.Mutex
	keys     []string // of the requests that came, in order
	begun    atomic.Int64
	open     atomic.Int64
	reported []Outcome
}

// newDesk makes a job on so many articles (see article) into the languages named.
func newDesk(t *testing.T, verb Verb, articles int, to ...string) *desk {
	t.Helper()
	d := &desk{t: t, folder: filepath.Join(t.TempDir(), "out")}
	languages, err := lang.Builtin()
	must(t, err)
	set, err := prompts.Builtin()
	must(t, err)
	d.store, err = llm.OpenStore(filepath.Join(t.TempDir(), "store"), false)
	must(t, err)
	answers, err := llm.New(llm.Options{Profile: llm.Profiles()[0], BaseURL: "http://model.test/v1", Store: d.store, HTTP: &spoken{}})
	must(t, err)
	d.job = &Job{
		Verb: verb, Languages: languages, Client: &watched{d, answers}, Model: "m", Words: 120, Points: 4, Jobs: 4, Meter: &Meter{},
		Output: Output{Format: "txt", Stdout: &d.stdout, Written: OpenWritten(t.TempDir(), false)},
	}
	d.job.SummarizePrompt, err = set.Default(prompts.Summarize)
	must(t, err)
	d.job.TranslatePrompt, err = set.Default(prompts.Translate)
	must(t, err)
	for _, name := range to {
		d.job.To = append(d.job.To, d.language(name))
	}
	for i := range articles {
		d.add("news/item"+string(rune('a'+i%26))+strings.Repeat("x", i/26)+".txt", article(i))
	}
	return d
}

// article is a short text whose number can be told from every request about it: it stands in each segment, in letters, so that
// it does not count as a number.
func article(n int) string {
	mark := "<" + strings.Repeat("n", n+1) + ">"
	return "Bridge " + mark + " opens again\n\n" +
		"The bridge " + mark + " opened again on Monday after three months of work, the mayor of the town said.\n\n" +
		"It carries 400 lorries a day, and " + mark + " is the only one in the valley that they can use.\n"
}

// articleOf finds the number again.
func articleOf(req llm.Request) int {
	_, rest, _ := strings.Cut(req.Messages[len(req.Messages)-1].Content, "<n")
	return strings.Index(rest, ">")
}

// add puts an article on the desk.
func (d *desk) add(name, text string) {
	d.addSource(name, func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(text)), nil })
}

func (d *desk) addSource(name string, read func() (io.ReadCloser, error)) {
	d.job.Sources = append(d.job.Sources, Source{Name: name, Open: func() (io.ReadCloser, error) {
		d.begun.Add(1)
		r, err := read()
		if err != nil {
			return nil, err
		}
		d.open.Add(1)
		return &closing{r, func() { d.open.Add(-1) }}, nil
	}})
}

// intoFolder makes the results go to files of a format.
func (d *desk) intoFolder(format string) {
	d.job.Output.Format, d.job.Output.Path, d.job.Output.Folder = format, d.folder, true
}

// run does the job and wants every article that was opened to be closed again.
func (d *desk) run(ctx context.Context) error {
	d.t.Helper()
	d.reported = nil
	err := Run(ctx, d.job, func(o Outcome) { d.reported = append(d.reported, o) })
	if left := d.open.Load(); left != 0 {
		d.t.Errorf("%d articles are still open", left)
	}
	return err
}

// mustRun is run where nothing may stop the whole run.
func (d *desk) mustRun() {
	d.t.Helper()
	must(d.t, d.run(d.t.Context()))
	if len(d.reported) != len(d.job.Sources) {
		d.t.Fatalf("%d outcomes of %d articles", len(d.reported), len(d.job.Sources))
	}
}

func (d *desk) language(name string) *lang.Language {
	d.t.Helper()
	l, err := d.job.Languages.Find(name)
	must(d.t, err)
	return l
}

// asked gives the keys of the requests that came, and begins the list anew.
func (d *desk) asked() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	keys := d.keys
	d.keys = nil
	return keys
}

// files gives the names of what is in the output folder, with the contents.
func (d *desk) files() map[string]string {
	d.t.Helper()
	files := map[string]string{}
	entries, err := os.ReadDir(d.folder)
	if !errors.Is(err, os.ErrNotExist) {
		must(d.t, err)
	}
	for _, e := range entries {
		if e.Name() == recordsFolder {
			continue
		}
		files[e.Name()] = read(d.t, filepath.Join(d.folder, e.Name()))
	}
	return files
}

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	must(t, err)
	return string(content)
}

func write(t *testing.T, path, content string) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(path), 0o777))
	must(t, os.WriteFile(path, []byte(content), 0o666))
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// watched notes requests on their way and lets the test step in.
type watched struct {
	desk  *desk
	inner llm.Client
}

var _ llm.Client = (*watched)(nil)

func (w *watched) Ask(ctx context.Context, req llm.Request) (llm.Reply, error) {
	w.desk.mu.Lock()
	w.desk.keys = append(w.desk.keys, llm.Key(req))
	w.desk.mu.Unlock()
	if w.desk.ask != nil {
		if reply, err := w.desk.ask(ctx, articleOf(req), req); reply != nil || err != nil {
			if reply == nil {
				reply = &llm.Reply{}
			}
			reply.Key = llm.Key(req)
			return *reply, err
		}
	}
	return w.inner.Ask(ctx, req)
}

// refused is the reply of a provider that will not have a text.
func refused() *llm.Reply {
	return &llm.Reply{Refusal: "not this text", Finish: llm.FinishStop, Model: "m"}
}

// spoken is the test server without a network.
type spoken struct{ server llmtest.Server }

var _ llm.HTTPDoer = (*spoken)(nil)

func (s *spoken) Do(req *http.Request) (*http.Response, error) {
	answer := httptest.NewRecorder()
	s.server.ServeHTTP(answer, req)
	return answer.Result(), nil
}

type closing struct {
	io.ReadCloser
	closed func()
}

func (c *closing) Close() error {
	c.closed()
	return c.ReadCloser.Close()
}

// planAll gathers a plan.
func planAll(j *Job, replies *llm.Store) ([]Planned, error) {
	var plans []Planned
	err := Plan(j, replies, func(p Planned) error {
		plans = append(plans, p)
		return nil
	})
	return plans, err
}
