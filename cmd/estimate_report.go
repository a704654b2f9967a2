package cmd

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"tarjuma/internal/llm"
	"tarjuma/internal/run"
	"tarjuma/prompts"
)

// estimateSchema names the form of an estimate, for readers of its JSON.
const estimateSchema = "tarjuma.estimate/1"

// estimateReport is an estimate as estimate --format json prints it. Articles are those that could be read.
type estimateReport struct {
	Schema    string         `json:"schema"`
	Task      run.Verb       `json:"task"`
	Model     string         `json:"model"`
	Articles  int            `json:"articles"`
	UpToDate  int            `json:"up_to_date"`
	Languages []estimatePart `json:"languages"`
	Total     estimateNeeds  `json:"total"`

	asked int // articles that something has to be asked for
	times int // how often at most a translation is asked for in whole
}

// estimatePart is one line: the briefs in a language (task summarize), or the translations into it.
type estimatePart struct {
	Task     string `json:"task"`
	Lang     string `json:"lang"`
	Articles int    `json:"articles"`
	estimateNeeds
	Replies int `json:"basis_replies"`

	name string
}

// estimateNeeds is what something takes. Price is nil where the model has none.
type estimateNeeds struct {
	Stored     int               `json:"in_store"`
	Requests   between[int]      `json:"requests"`
	Prompt     between[int]      `json:"prompt_tokens"`
	Completion between[int]      `json:"completion_tokens"`
	Price      *between[float64] `json:"price"`
}

// between is an expected number and the highest.
type between[N int | float64] struct {
	Expected N `json:"expected"`
	Most     N `json:"most"`
}

func (b *between[N]) add(c between[N]) { b.Expected, b.Most = b.Expected+c.Expected, b.Most+c.Most }

func newEstimateReport(job *run.Job, e *run.Estimate) *estimateReport {
	r := &estimateReport{
		Schema: estimateSchema, Task: job.Verb, Model: job.Model, Articles: e.Articles, UpToDate: e.UpToDate, Languages: []estimatePart{},
		asked: e.Asked, times: e.Times,
	}
	price, priced := llm.PriceOf(job.Prices, job.Model)
	if priced {
		r.Total.Price = &between[float64]{}
	}
	for _, p := range e.Parts {
		line := estimatePart{Task: p.Task, Lang: p.Lang.Code, Articles: p.Articles, Replies: p.Replies, name: p.Lang.Name}
		line.estimateNeeds = estimateNeeds{
			Stored:     p.Stored,
			Requests:   between[int]{p.Expected.Requests, p.Most.Requests},
			Prompt:     between[int]{p.Expected.Tokens.Prompt, p.Most.Tokens.Prompt},
			Completion: between[int]{p.Expected.Tokens.Completion, p.Most.Tokens.Completion},
		}
		if priced {
			line.Price = &between[float64]{price.Cost(p.Expected.Tokens), price.Cost(p.Most.Tokens)}
		}
		r.Total.add(line.estimateNeeds)
		r.Languages = append(r.Languages, line)
	}
	return r
}

func (n *estimateNeeds) add(m estimateNeeds) {
	n.Stored += m.Stored
	n.Requests.add(m.Requests)
	n.Prompt.add(m.Prompt)
	n.Completion.add(m.Completion)
	if n.Price != nil {
		n.Price.add(*m.Price)
	}
}

func (r *estimateReport) writeJSON(w io.Writer) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(r)
}

// writeText writes a table, and what its numbers are.
func (r *estimateReport) writeText(w io.Writer) error {
	var text strings.Builder
	fmt.Fprintf(&text, "%s: %s", r.Task, count(r.Articles, "article"))
	if r.UpToDate > 0 {
		fmt.Fprintf(&text, ", %d of them up to date", r.UpToDate)
	}
	if r.Model != "" {
		fmt.Fprintf(&text, "; model %s", r.Model)
	}
	fmt.Fprintln(&text)
	if len(r.Languages) == 0 {
		fmt.Fprintln(&text, "nothing to ask")
		_, err := io.WriteString(w, text.String())
		return err
	}
	writeAligned(&text, r.rows())
	text.WriteString(r.meaning())
	_, err := io.WriteString(w, text.String())
	return err
}

// rows are the header of the table and its lines.
func (r *estimateReport) rows() [][]string {
	header := []string{"", "articles", "in store", "requests", "prompt tokens", "answer tokens"}
	if r.Total.Price != nil {
		header = append(header, "price")
	}
	rows := [][]string{append(header, "basis")}
	for _, p := range r.Languages {
		name := fmt.Sprintf("%s (%s)", p.name, p.Lang)
		if p.Task == prompts.Summarize {
			name = "briefs in " + name
		}
		basis := "built in"
		if p.Replies > 0 {
			basis = count(p.Replies, "stored answer")
		}
		rows = append(rows, append(append([]string{name, fmt.Sprint(p.Articles)}, p.cells()...), basis))
	}
	if len(r.Languages) > 1 {
		rows = append(rows, append(append([]string{"all", fmt.Sprint(r.asked)}, r.Total.cells()...), "-"))
	}
	return rows
}

func (n *estimateNeeds) cells() []string {
	cells := []string{fmt.Sprint(n.Stored)}
	for _, b := range []between[int]{n.Requests, n.Prompt, n.Completion} {
		cells = append(cells, fromTo(fmt.Sprint(b.Expected), fmt.Sprint(b.Most)))
	}
	if n.Price != nil {
		cells = append(cells, fromTo(llm.Money(n.Price.Expected), llm.Money(n.Price.Most)))
	}
	return cells
}

func fromTo(least, most string) string {
	if least == most {
		return least
	}
	return least + " – " + most
}

// meaning says what the two numbers are.
func (r *estimateReport) meaning() string {
	return "The first number is expected: every request is sent once, and as many again as the stored answers show.\n" +
		fmt.Sprintf("The second is the most: every request is sent %d times in whole (for briefs and names twice), and each takes a fifth more.\n", r.times) +
		"Answers that are lost and segments that fail again and again may take more than that: only a budget holds a run back.\n"
}
