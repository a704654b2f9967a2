package cmd

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/mattn/go-runewidth"

	"tarjuma/internal/llm"
	"tarjuma/internal/run"
)

// mostRows is how many articles the table at the end has at most: of more it lists those that a person should look at.
const mostRows = 40

// take keeps what became of an article, as far as it will be told.
func (r *reporter) take(o run.Outcome) {
	a := describe(o, r.verb)
	r.keep(a, a.hasProblem())
}

// keep keeps what became of an article for the report, and for the table where it names the article.
func (r *reporter) keep(a articleReport, named bool) {
	r.counts[a.Status]++
	if r.articles <= mostRows || named {
		r.reports = append(r.reports, a)
	}
	if r.options.report != "" {
		r.packed.add(a)
	}
}

// notDone keeps which articles were not finished when a fault ended the run.
func (r *reporter) notDone(ended error) {
	var stop *run.Stopped
	if !errors.As(ended, &stop) {
		return
	}
	for _, s := range stop.Left {
		r.keep(articleReport{Article: s.Name, Status: statusNotDone, Languages: []partReport{}, Files: []string{}}, false)
	}
}

// table closes a run of several articles into files: what became of each in each language, and what it took.
func (r *reporter) table(m *run.Meter, took time.Duration) {
	if r.articles < 2 || r.done == 0 || r.options.quiet || r.options.output == "" {
		return
	}
	rows := r.rows(m)
	var text strings.Builder
	if len(rows) > 1 {
		writeAligned(&text, rows)
	}
	fmt.Fprintln(&text, r.closing(m, took))
	fmt.Fprint(r.app.Stderr, text.String())
}

// rows are the header of the table and its lines.
func (r *reporter) rows(m *run.Meter) [][]string {
	var languages []string
	seen := map[string]bool{}
	for _, a := range r.reports {
		for _, p := range a.Languages {
			if !seen[p.Lang] {
				seen[p.Lang] = true
				languages = append(languages, p.Lang)
			}
		}
	}
	_, priced := m.Cost()
	header := []string{"article"}
	if r.verb == run.Summarize {
		header = append(header, "brief")
	}
	header = append(append(header, languages...), "tokens")
	if priced > 0 {
		header = append(header, "price")
	}
	rows := [][]string{append(header, "time")}
	for _, a := range r.reports {
		rows = append(rows, r.row(a, languages, priced > 0))
	}
	return rows
}

func (r *reporter) row(a articleReport, languages []string, priced bool) []string {
	title := run.Source{Name: a.Article}.Title()
	row := []string{title}
	if r.verb == run.Summarize {
		row = append(row, a.cell(a.Brief))
	}
	for _, code := range languages {
		var part *partReport
		for i := range a.Languages {
			if a.Languages[i].Lang == code {
				part = &a.Languages[i]
			}
		}
		row = append(row, a.cell(part))
	}
	row = append(row, fmt.Sprint(a.Tokens.Prompt+a.Tokens.Completion))
	if priced {
		row = append(row, llm.Money(a.Cost))
	}
	return append(row, fmt.Sprintf("%.1f s", a.Seconds))
}

// cell is what the table says of a part of an article.
func (a articleReport) cell(p *partReport) string {
	switch {
	case p != nil:
		return p.short()
	case slices.Contains([]string{statusFailed, statusNotDone, statusAwaited}, a.Status):
		return a.Status
	}
	return "-"
}

// closing counts the articles, and what all of it took.
func (r *reporter) closing(m *run.Meter, took time.Duration) string {
	var parts []string
	for _, status := range []string{statusDone, statusUpToDate, statusIncomplete, statusByHand, statusOutdated, statusAlready, statusAwaited, statusFailed, statusNotDone} {
		if n := r.counts[status]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, status))
		}
	}
	line := fmt.Sprintf("%s: %s; %s", count(r.articles, "article"), strings.Join(parts, ", "), count(int(m.Tokens.Load()), "token"))
	if cost, most := m.Cost(); most > 0 {
		line += ", price " + llm.Money(cost)
	}
	return line + fmt.Sprintf(", %.1f s", took.Seconds())
}

// writeAligned writes rows in columns, by the width that they have on a terminal.
func writeAligned(text *strings.Builder, rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], runewidth.StringWidth(cell))
		}
	}
	for _, row := range rows {
		for i, cell := range row {
			if i == len(row)-1 {
				text.WriteString(cell)
			} else {
				text.WriteString(runewidth.FillRight(cell, widths[i]) + "  ")
			}
		}
		text.WriteByte('\n')
	}
}
