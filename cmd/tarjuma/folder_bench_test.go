package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tarjuma/internal/llm/llmtest"
)

// BenchmarkUnchangedFolder is a run over a folder of 1,000 articles in three languages of which nothing changed: every article, every
// output and every record is read, and nobody is asked. Aim: under two seconds.
func BenchmarkUnchangedFolder(b *testing.B) {
	f := newFolder(b, 1000, 6)
	f.run(b)
	asked := f.server.Count()
	var took []time.Duration
	for b.Loop() {
		took = append(took, timed(b, f.command()))
	}
	if again := f.server.Count() - asked; again != 0 {
		b.Errorf("%d requests were sent", again)
	}
	b.ReportMetric(median(took).Seconds(), "s-run")
}

// BenchmarkFolderMemory is the most memory that the program takes for 300 articles and for 20,000, in one language. Aim: under 150 MiB,
// and at most 1.3 times as much.
func BenchmarkFolderMemory(b *testing.B) {
	var few, many float64
	for b.Loop() {
		few, many = newFolder(b, 300, 6).run(b), newFolder(b, 20000, 6).run(b)
	}
	b.ReportMetric(few, "MiB-300")
	b.ReportMetric(many, "MiB-20000")
	b.ReportMetric(many/few, "times")
}

// BenchmarkChangedParagraph is what it takes to translate an article of 40 paragraphs anew when one of them changed, as shares of what
// the first translation took. Aim: one request a language, under 10 % of the completion tokens and 25 % of the prompt tokens.
func BenchmarkChangedParagraph(b *testing.B) {
	var prompt, completion, requests float64
	for b.Loop() {
		f := newFolder(b, 1, 40)
		f.args = append(f.args, "--report", filepath.Join(f.dir, "report.json"))
		f.run(b)
		first := f.total(b)
		path := filepath.Join(f.dir, "day", "0", "item0.txt")
		text, err := os.ReadFile(path)
		if err != nil {
			b.Fatal(err)
		}
		changed := strings.Replace(string(text), "paragraph 20 ", "paragraph that was changed ", 1)
		if err := os.WriteFile(path, []byte(changed), 0o666); err != nil {
			b.Fatal(err)
		}
		f.run(b)
		again := f.total(b)
		requests = float64(again.Requests)
		prompt = float64(again.Tokens.Prompt) / float64(first.Tokens.Prompt)
		completion = float64(again.Tokens.Completion) / float64(first.Tokens.Completion)
	}
	b.ReportMetric(requests, "requests")
	b.ReportMetric(100*prompt, "%-prompt")
	b.ReportMetric(100*completion, "%-completion")
}

// folder is a folder of articles and a command that translates it.
type folder struct {
	dir     string
	program string
	server  *llmtest.Server
	args    []string
}

func newFolder(b *testing.B, articles, paragraphs int) *folder {
	b.Helper()
	f := &folder{dir: b.TempDir(), server: &llmtest.Server{}}
	web := httptest.NewServer(f.server)
	b.Cleanup(web.Close)
	f.program = build(b, f.dir, "tarjuma", ".")
	day := filepath.Join(f.dir, "day")
	for i := range articles {
		path := filepath.Join(day, fmt.Sprint(i%100), fmt.Sprintf("item%d.txt", i))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(longArticle(i, paragraphs)), 0o666); err != nil {
			b.Fatal(err)
		}
	}
	f.args = []string{"translate", day, "--config", "none", "--base-url", web.URL + "/v1", "--model", "m", "--no-checks",
		"--store", filepath.Join(f.dir, "store"), "-o", filepath.Join(f.dir, "out")}
	if articles > 1000 {
		f.args = append(f.args, "--to", "hi")
	}
	return f
}

// longArticle is an article of so many paragraphs of about 40 words.
func longArticle(n, paragraphs int) string {
	var text strings.Builder
	fmt.Fprintf(&text, "The council meets for the %dth time\n\n", n)
	for i := range paragraphs {
		fmt.Fprintf(&text, "In paragraph %d of item %d Mayor Anna Weber said that %s.\n\n", i, n,
			strings.Repeat("the bridge would be open again for lorries and carts ", 3)+"by the end of the summer")
	}
	return text.String()
}

func (f *folder) command() *exec.Cmd { return exec.Command(f.program, f.args...) }

// run lets the program come to its end, and gives the most memory that it took, in MiB.
func (f *folder) run(b *testing.B) float64 {
	b.Helper()
	var out bytes.Buffer
	command := f.command()
	command.Stdout, command.Stderr = &out, &out
	if err := command.Start(); err != nil {
		b.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	most := 0.0
	for {
		select {
		case err := <-ended:
			if err != nil {
				b.Fatalf("%v\n%.2000s", err, &out)
			}
			return most
		case <-time.After(20 * time.Millisecond):
			most = max(most, peak(command.Process.Pid))
		}
	}
}

type total struct {
	Requests int
	Tokens   struct{ Prompt, Completion int }
}

// total reads what the last run took.
func (f *folder) total(b *testing.B) total {
	b.Helper()
	data, err := os.ReadFile(filepath.Join(f.dir, "report.json"))
	if err != nil {
		b.Fatal(err)
	}
	var report struct{ Total total }
	if err := json.Unmarshal(data, &report); err != nil {
		b.Fatal(err)
	}
	return report.Total
}
