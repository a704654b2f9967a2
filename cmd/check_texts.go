package cmd

import (
	"context"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"tarjuma/internal/check"
	"tarjuma/internal/news"
	"tarjuma/internal/run"
)

// texts checks two texts against each other.
func (c *checking) texts(ctx context.Context, source, target string) error {
	words, err := c.readPlain(ctx, source)
	if err != nil {
		return err
	}
	translated, err := c.readPlain(ctx, target)
	if err != nil {
		return err
	}
	from := c.from
	if from == nil {
		if from, err = c.languages.Detect(words); err != nil {
			return fmt.Errorf("%s: %w", source, &run.LanguageError{Err: err})
		}
	}
	i := item{checker: c.checks.For(from, c.to[0]), file: target}
	translated, mark := strings.CutPrefix(translated, byteOrderMark)
	sources, targets, paired := align(strings.TrimPrefix(words, byteOrderMark), translated)
	if !paired {
		return c.uneven(&i, len(sources), len(targets))
	}
	for n, s := range sources {
		t := targets[n]
		i.text.Units = append(i.text.Units, check.Unit{ID: fmt.Sprintf("s%d", n+1), Source: s.text, Target: t.text})
		i.places = append(i.places, t.place())
	}
	return c.mending(target, func(w io.Writer) error {
		items := []item{i}
		err := c.inOrder(ctx, func(emit func(*batch) error) error { return emit(&batch{items: items}) })
		if err != nil || !c.options.fix {
			return err
		}
		if mark {
			translated, targets = byteOrderMark+translated, moved(targets, len(byteOrderMark))
		}
		_, err = io.WriteString(w, spliced(translated, targets, &items[0]))
		return err
	})
}

// byteOrderMark may stand before a text in UTF-8.
const byteOrderMark = "\ufeff"

// moved gives passages as they stand so many bytes further on.
func moved(passages []passage, by int) []passage {
	for n := range passages {
		passages[n].start += by
		passages[n].end += by
	}
	return passages
}

// uneven tells that two texts cannot be paired. Which segment is the one too many would be a guess.
func (c *checking) uneven(i *item, sources, targets int) error {
	f := news.Finding{Lang: c.to[0].Code, Check: check.Missing, Severity: news.Error,
		Message: fmt.Sprintf("the source has %s and the target %d: nothing was compared", count(sources, "segment"), targets)}
	if targets > sources {
		f.Check = "segment.extra"
	}
	i.found = []news.Finding{f}
	i.dropAccepted(c.isAccepted)
	return c.tell(i)
}

// readPlain reads a text in UTF-8, or standard input.
func (c *checking) readPlain(ctx context.Context, name string) (string, error) {
	open := openFile(name)
	if name == "-" {
		open = openInput(ctx, c.app.Stdin)
	}
	r, err := open()
	if err != nil {
		return "", err
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err == nil && !utf8.Valid(data) {
		err = &checkError{name, "not UTF-8", "save it as UTF-8, or convert it, as with iconv -f UTF-16 -t UTF-8"}
	}
	return string(data), err
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
