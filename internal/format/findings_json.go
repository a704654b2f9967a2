package format

import (
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"tarjuma/internal/news"
)

// FindingsSchema names the form of a report in JSON, for its readers. findings-1.schema.json describes it.
const FindingsSchema = "tarjuma.findings/1"

// jsonReport writes one object with a line for each finding.
type jsonReport struct {
	list *jsonList
}

// foundJSON is a finding as it stands in the report.
type foundJSON struct {
	File     string        `json:"file"`
	Article  string        `json:"article"`
	Lang     string        `json:"lang"`
	Segment  string        `json:"segment"`
	Check    string        `json:"check"`
	Severity news.Severity `json:"severity"`
	Message  string        `json:"message"`
	Source   side          `json:"source"`
	Target   side          `json:"target"`
	Fix      *fixJSON      `json:"fix"`
}

// fixJSON is the change of the target that is safe to make.
type fixJSON struct {
	Span span   `json:"span"`
	Text string `json:"text"`
}

func openJSONReport(w io.Writer, _ Tool) Report {
	return &jsonReport{&jsonList{w: w, head: `{"schema":"` + FindingsSchema + `","findings":[`, tail: "]}\n"}}
}

func (r *jsonReport) Add(f *Found) error {
	found := foundJSON{
		File: f.File, Article: f.Article, Lang: f.Lang, Segment: f.Segment, Check: f.Check, Severity: f.Severity, Message: f.Message,
		Source: sideOf(f.SourceText, f.Source), Target: sideOf(f.TargetText, f.Target),
	}
	if f.Repair != nil {
		found.Fix = &fixJSON{spanOf(f.TargetText, f.Repair.Spot), f.Repair.Text}
	}
	return r.list.add(found)
}

func (r *jsonReport) Close() error { return r.list.close() }

// jsonList writes values as a list in JSON, one a line, between a head and a tail. What it is given is written at once.
type jsonList struct {
	w          io.Writer
	head, tail string
	begun      bool
}

func (l *jsonList) add(value any) error {
	// The names of files are not always UTF-8; all else is.
	line, err := json.Marshal(value, jsontext.AllowInvalidUTF8(true))
	if err != nil {
		return err
	}
	separator := ",\n"
	if !l.begun {
		separator = l.head + "\n"
	}
	l.begun = true
	if _, err := io.WriteString(l.w, separator); err != nil {
		return err
	}
	_, err = io.WriteString(l.w, escapedControls(string(line)))
	return err
}

// escapedControls gives JSON with what would do something to a terminal as \u…. It can only stand in strings.
func escapedControls(line string) string {
	if !strings.ContainsFunc(line, harmful) {
		return line
	}
	var b strings.Builder
	for _, r := range line {
		if harmful(r) {
			fmt.Fprintf(&b, "\\u%04x", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func (l *jsonList) close() error {
	end := "\n" + l.tail
	if !l.begun {
		end = l.head + l.tail
	}
	_, err := io.WriteString(l.w, end)
	return err
}
