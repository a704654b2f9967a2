package format

import (
	"fmt"
	"io"

	"tarjuma/internal/news"
)

// Found is a finding and what it is about, as a report tells it.
type Found struct {
	news.Finding
	File       string // as it was named; "-" is standard input
	Article    string // the name of the article, where the file is of documents, or ""
	Line       int    // where the segment stands in the file, from 1; 0: not known
	Column     int    // of the segment's beginning in that line, in code points from 1; 0: it does not stand there as it is
	SourceText string // of the segment, tags included; both are "" for a finding about the text as a whole, this one for a brief
	TargetText string
}

// Rule is what a report says of a check beside its findings.
type Rule struct {
	ID       string
	Severity news.Severity
	Catches  string
	Example  string
}

// Tool is who makes a report: a version, and the checks there are.
type Tool struct {
	Version string
	Rules   []Rule
}

// Report takes findings as they come and writes them; nothing is kept, so that a report of a million findings needs no more
// memory than one of ten. Close writes what stands behind the last.
type Report interface {
	Add(f *Found) error
	Close() error
}

// reportForm is a way to write findings.
type reportForm struct {
	name string
	open func(w io.Writer, tool Tool) Report
}

// reportForms lists the forms in the order in which they are named to users.
func reportForms() []reportForm {
	return []reportForm{
		{"txt", openTextReport},
		{"json", openJSONReport},
		{"sarif", openSARIFReport},
		{"github", openGitHubReport},
	}
}

// ReportNames gives the names of the forms of a report, in order.
func ReportNames() []string {
	var names []string
	for _, f := range reportForms() {
		names = append(names, f.name)
	}
	return names
}

// OpenReport begins a report in the named form. It writes to w in small pieces. The error is a form that is not known.
func OpenReport(w io.Writer, name string, tool Tool) (Report, error) {
	for _, f := range reportForms() {
		if f.name == name {
			return f.open(w, tool), nil
		}
	}
	return nil, fmt.Errorf("unknown format of a report %q", name)
}
