package format

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"tarjuma/internal/news"
)

// githubReport writes workflow commands of GitHub Actions, which its runner shows beside the lines that they name. The form and what
// must be escaped in it are those of the runner's own toolkit.
type githubReport struct {
	w io.Writer
}

func openGitHubReport(w io.Writer, _ Tool) Report { return &githubReport{w} }

func (r *githubReport) Add(f *Found) error {
	level := "notice"
	if f.Severity != news.Info {
		level = string(f.Severity)
	}
	message := f.Message
	if f.Segment != "" {
		message = f.Segment + ": " + message
	}
	lines := strings.Split(message, "\n")
	for i := range lines {
		lines[i] = shown(lines[i])
	}
	place := "file=" + property(f.File)
	if f.Line > 0 {
		place += fmt.Sprintf(",line=%d", f.Line)
	}
	if start, end := f.columns(); start > 0 {
		place += fmt.Sprintf(",col=%d,endColumn=%d", start, end)
	}
	_, err := fmt.Fprintf(r.w, "::%s %s,title=%s::%s\n", level, place, property(f.Check), data(strings.Join(lines, "\n")))
	return err
}

func (r *githubReport) Close() error { return nil }

// columns gives the first and the last column of the first spot in the target, in code points from 1, or 0.
func (f *Found) columns() (start, end int) {
	if f.Line == 0 || f.Column == 0 || len(f.Target) == 0 {
		return 0, 0
	}
	s := spanOf(f.TargetText, f.Target[0])
	return f.Column + s.Rune[0], f.Column + max(s.Rune[0], s.Rune[1]-1)
}

func data(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func property(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(strings.ToValidUTF8(s, string(utf8.RuneError)))
}
