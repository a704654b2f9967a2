package cmd

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
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
	if o.fresh {
		store = nil // everything would be asked again
	}
	print := printPlan
	if job.Output.Format == "json" {
		print = printRequests
	}
	r := &reporter{app: app, options: o, line: &progress{}}
	briefs := false
	err = run.Plan(job, store, func(p run.Planned) error {
		r.damaged(p.Source, p.Damaged)
		if p.Err != nil {
			r.failure(run.Outcome{Source: p.Source, Err: p.Err})
			return nil
		}
		r.leftAlone(p.Left)
		briefs = briefs || makesBrief(p)
		return print(app.Stdout, job, p)
	})
	if err != nil {
		return err
	}
	if briefs {
		r.note("of a brief only its first request can be shown: its translations depend on what the brief says")
	}
	return r.verdict()
}

// makesBrief says whether a brief would be made, and not only translations of one that is there.
func makesBrief(p run.Planned) bool {
	return slices.ContainsFunc(p.Made, func(r run.Reason) bool { return r.Lang == nil })
}

// printPlan describes one article's part of the run.
func printPlan(w io.Writer, job *run.Job, p run.Planned) error {
	var text strings.Builder
	switch {
	case p.UpToDate && (len(p.To) > 0 || job.Verb == run.Summarize):
		fmt.Fprintf(&text, "%s: up to date\n", p.Source.Title())
	case p.Article != nil:
		fmt.Fprintf(&text, "%s: %s, %s%s\n", p.Source.Title(), p.From.Name, converted(p.Article), count(len(p.Article.Segments), "segment"))
	default:
		fmt.Fprintf(&text, "%s: %s\n", p.Source.Title(), p.From.Name)
	}
	for _, l := range p.Skipped {
		fmt.Fprintf(&text, "  already in %s: skipped\n", l.Name)
	}
	for _, reason := range p.Made {
		if reason.Why != run.NotMadeBefore {
			fmt.Fprintf(&text, "  would make %s again: %s\n", reasonFor(reason), reason.Why)
		}
	}
	for _, f := range p.Files {
		fmt.Fprintf(&text, "  would write %s\n", f)
	}
	planRequests(&text, job, p)
	_, err := io.WriteString(w, text.String())
	return err
}

// reasonFor names what is made for a reason.
func reasonFor(r run.Reason) string {
	if r.Lang == nil {
		return "the brief"
	}
	return r.Lang.Name
}

// planRequests describes what would be asked.
func planRequests(text *strings.Builder, job *run.Job, p run.Planned) {
	switch {
	case p.UpToDate && len(p.To) == 0 && job.Verb == run.Translate:
		fmt.Fprintln(text, "  nothing to do")
		return
	case p.UpToDate:
		return
	case len(p.Requests) == 0:
		fmt.Fprintln(text, "  nothing to ask")
		return
	}
	if job.Output.Path == "" {
		fmt.Fprintf(text, "  would write to standard output\n")
	}
	stored := 0
	for _, r := range p.Requests {
		if r.Stored {
			stored++
		}
	}
	fmt.Fprintf(text, "  %s", count(len(p.Requests), "request"))
	if makesBrief(p) && len(p.To) > 0 {
		fmt.Fprintf(text, " for the brief, then at least %s for its translations", count(len(p.To), "request"))
	}
	if stored > 0 {
		fmt.Fprintf(text, " (%d already in the store)", stored)
	}
	fmt.Fprintln(text)
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
