package cmd

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"tarjuma/internal/check"
	"tarjuma/internal/lang"
	"tarjuma/internal/news"
	"tarjuma/internal/run"
)

// texts checks two texts against each other.
func (c *checking) texts(command *cobra.Command, o *checkOptions) error {
	to, err := c.languages.Find(command.Flags().Lookup("to").Value.String())
	if err != nil {
		return err
	}
	source, err := readPlain(o.source)
	if err != nil {
		return err
	}
	target, err := readPlain(o.target)
	if err != nil {
		return err
	}
	from, err := c.fromOf(command, source)
	if err != nil {
		return err
	}
	i := item{checker: c.checks.For(from, to), file: o.target, article: o.source}
	sources, targets, paired := align(source, target)
	if !paired {
		i.found = []news.Finding{uneven(to, len(sources), len(targets))}
		if err := c.tell(&i); err != nil {
			return err
		}
		return c.end(nil)
	}
	for n, s := range sources {
		t := targets[n]
		i.text.Units = append(i.text.Units, check.Unit{ID: fmt.Sprintf("s%d", n+1), Source: s.text, Target: t.text})
		i.places = append(i.places, t.place())
	}
	err = c.inOrder(command.Context(), func(emit func(*batch) error) error { return emit(&batch{items: []item{i}}) })
	return c.end(err)
}

// fromOf is the language of a source text: the one named, else the one it shows.
func (c *checking) fromOf(command *cobra.Command, source string) (*lang.Language, error) {
	if name := command.Flags().Lookup("from").Value.String(); name != "" {
		return c.languages.Find(name)
	}
	from, err := c.languages.Detect(source)
	if err != nil {
		return nil, &run.LanguageError{Err: err}
	}
	return from, nil
}

// uneven is the finding about two texts that cannot be paired. Which segment is the one too many would be a guess.
func uneven(to *lang.Language, sources, targets int) news.Finding {
	f := news.Finding{Lang: to.Code, Check: "segment.missing", Severity: news.Error,
		Message: fmt.Sprintf("the source has %s and the target %d: nothing was compared", count(sources, "segment"), targets)}
	if targets > sources {
		f.Check = "segment.extra"
	}
	return f
}

// readPlain reads a text in UTF-8, with or without a byte order mark.
func readPlain(path string) (string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	if !utf8.Valid(data) {
		return "", &checkError{path, "not UTF-8", "save it as UTF-8, or convert it, as with iconv -f UTF-16 -t UTF-8"}
	}
	return string(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))), nil
}

// passage is a line or paragraph of a text: its bytes, and the line it begins in.
type passage struct {
	text       string // without the line end behind it
	start, end int
	line       int
}

// place is where a passage stands. One of several lines has no columns.
func (p passage) place() place {
	if strings.Contains(p.text, "\n") {
		return place{line: p.line}
	}
	return place{p.line, 1}
}

// align pairs two texts by lines, if both have as many that are not empty, or else by paragraphs. Texts that are even in neither
// way are not paired: what is given then are paragraphs, if both have several, and lines otherwise.
func align(source, target string) (sources, targets []passage, paired bool) {
	lines, otherLines := linesIn(source), linesIn(target)
	if len(lines) == len(otherLines) {
		return lines, otherLines, true
	}
	sources, targets = paragraphsIn(source), paragraphsIn(target)
	switch {
	case len(sources) == len(targets) && len(sources) > 1:
		return sources, targets, true
	case len(sources) > 1 && len(targets) > 1:
		return sources, targets, false
	}
	return lines, otherLines, false
}

// linesIn gives the lines of a text that are not empty.
func linesIn(text string) []passage {
	var lines []passage
	at, line := 0, 0
	for whole := range strings.Lines(text) {
		line++
		if bare := strings.TrimRight(whole, "\r\n"); strings.TrimSpace(bare) != "" {
			lines = append(lines, passage{bare, at, at + len(bare), line})
		}
		at += len(whole)
	}
	return lines
}

// paragraphsIn gives the runs of lines that stand without an empty line between them.
func paragraphsIn(text string) []passage {
	var paragraphs []passage
	before := -1
	for _, l := range linesIn(text) {
		if n := len(paragraphs) - 1; n >= 0 && l.line == before+1 {
			p := &paragraphs[n]
			p.end = l.end
			p.text = text[p.start:p.end]
		} else {
			paragraphs = append(paragraphs, l)
		}
		before = l.line
	}
	for i := range paragraphs {
		paragraphs[i].text = strings.ReplaceAll(paragraphs[i].text, "\r\n", "\n")
	}
	return paragraphs
}
