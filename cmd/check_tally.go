package cmd

import (
	"fmt"

	"tarjuma/internal/news"
)

// tally counts what was found.
type tally struct {
	errors, warnings, notes int
	segments                int
	accepted                int
	fixes                   int
}

func (t *tally) count(s news.Severity) {
	switch s {
	case news.Error:
		t.errors++
	case news.Warning:
		t.warnings++
	default:
		t.notes++
	}
}

// reaches tells whether something is as bad as a severity that --fail-on takes.
func (t tally) reaches(failOn string) bool {
	switch failOn {
	case string(news.Error):
		return t.errors > 0
	case string(news.Warning):
		return t.errors+t.warnings > 0
	}
	return false
}

// String is the tally as the person at the terminal reads it. What was accepted is never left out: nothing is silent.
func (t tally) String() string {
	text := fmt.Sprintf("%s in %s", t.found(), count(t.segments, "segment"))
	if t.accepted > 0 {
		text += fmt.Sprintf(" (%d accepted)", t.accepted)
	}
	if t.fixes > 0 {
		text += fmt.Sprintf("; %s mended", count(t.fixes, "place"))
	}
	return text
}

func (t tally) found() string {
	return fmt.Sprintf("%s, %s, %s", count(t.errors, "error"), count(t.warnings, "warning"), count(t.notes, "note"))
}
