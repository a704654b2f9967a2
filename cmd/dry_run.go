package cmd

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"tarjuma/internal/llm"
	"tarjuma/internal/news"
	"tarjuma/internal/run"
)

// dryRun says what a run would write and ask, and asks nobody. It needs no key.
func dryRun(app *App, c *Config, o *workOptions, job *run.Job) error {
	store, err := openStore(c, true)
	if err != nil {
		return err
	}
	job.Output.Written = run.OpenWritten(c.Store, o.offline)
	if o.fresh {
		store = nil // everything would be asked again
	}
	plans, err := run.Plan(job, store)
	if err != nil {
		return err
	}
	print := printPlan
	if job.Output.Format == "json" {
		print = printRequests
	}
	r := &reporter{app: app, options: o, line: &progress{}}
	for _, p := range plans {
		if p.Err != nil {
			r.failure(run.Outcome{Source: p.Source, Err: p.Err})
			continue
		}
		if err := print(app.Stdout, job, p); err != nil {
			return err
		}
	}
	if job.Verb == run.Summarize {
		r.note("of a brief only its first request can be shown: its translations depend on what the brief says")
	}
	return r.verdict()
}

// printPlan describes one article's part of the run.
func printPlan(w io.Writer, job *run.Job, p run.Planned) error {
	var text strings.Builder
	fmt.Fprintf(&text, "%s: %s, %s%s\n", p.Source.Title(), p.From.Name, converted(p.Article), count(len(p.Article.Segments), "segment"))
	for _, l := range p.Skipped {
		fmt.Fprintf(&text, "  already in %s: skipped\n", l.Name)
	}
	for _, f := range p.Files {
		fmt.Fprintf(&text, "  would write %s\n", f)
	}
	if len(p.Requests) == 0 {
		_, err := fmt.Fprintln(w, text.String()+"  nothing to do")
		return err
	}
	if len(p.Files) == 0 {
		fmt.Fprintf(&text, "  would write to standard output\n")
	}
	stored := 0
	for _, r := range p.Requests {
		if r.Stored {
			stored++
		}
	}
	fmt.Fprintf(&text, "  %s", count(len(p.Requests), "request"))
	if job.Verb == run.Summarize {
		fmt.Fprintf(&text, " for the brief, then at least %s for its translations", count(len(p.To), "request"))
	}
	if stored > 0 {
		fmt.Fprintf(&text, " (%d already in the store)", stored)
	}
	_, err := fmt.Fprintln(w, text.String())
	return err
}

// converted names the encoding that an article is converted from, for the middle of a list.
func converted(a *news.Article) string {
	if a.Encoding == "" {
		return ""
	}
	return a.Encoding + ", "
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// plannedLine is one request of a dry run in JSON: what it is for, and exactly what is asked.
type plannedLine struct {
	Article string      `json:"article"`
	Task    run.Verb    `json:"task"`
	Lang    string      `json:"lang"`
	Key     string      `json:"key"`
	Stored  bool        `json:"stored"`
	Request requestView `json:"request"`
}

// requestView is a request as the API's users know it.
type requestView struct {
	Model       string          `json:"model"`
	Messages    []llm.Message   `json:"messages"`
	Temperature *float64        `json:"temperature,omitempty"`
	MaxTokens   int             `json:"max_tokens"`
	Schema      json.RawMessage `json:"schema"`
}

// printRequests prints the requests of one article, a JSON object a line.
func printRequests(w io.Writer, job *run.Job, p run.Planned) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	for _, r := range p.Requests {
		q := r.Request
		err := encoder.Encode(plannedLine{
			Article: p.Source.Name, Task: job.Verb, Lang: r.Lang.Code, Key: llm.Key(q), Stored: r.Stored,
			Request: requestView{q.Model, q.Messages, q.Temperature, q.MaxTokens, q.Schema.JSON},
		})
		if err != nil {
			return err
		}
	}
	return nil
}
