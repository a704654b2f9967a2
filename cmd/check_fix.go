package cmd

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"unicode/utf8"

	"tarjuma/internal/llm"
	"tarjuma/internal/news"
	"tarjuma/internal/run"
)

// mend makes the safe edits of an item's targets.
func (i *item) mend() {
	i.fixes = make([][]news.Fix, len(i.text.Units))
	for n := range i.text.Units {
		target, fixes := i.checker.Fix(i.text.Units[n])
		if len(fixes) > 0 && (i.set == nil || i.set(n, target, fixes)) {
			i.text.Units[n].Target, i.fixes[n] = target, fixes
		}
	}
}

// tellFixes lists what was mended.
func (c *checking) tellFixes(i *item) {
	for n, fixes := range i.fixes {
		for _, f := range fixes {
			c.tally.fixes++
			line := fmt.Sprintf("tarjuma: fixed: %s:%s: %s: %s → %s", i.file, i.text.Units[n].ID, f.Check, quoted(f.Before), quoted(f.After))
			fmt.Fprintln(c.app.Stderr, run.Printable(line)) // no say: it would make one space of two
		}
	}
}

// quoted gives a text in quotation marks, invisible characters escaped, and one character with its code point: many look alike.
func quoted(text string) string {
	if utf8.RuneCountInString(text) != 1 {
		return strconv.Quote(text)
	}
	r, _ := utf8.DecodeRuneInString(text)
	return fmt.Sprintf("%q (U+%04X)", text, r)
}

// errNothingMended ends the writing of a file that would be the same as before.
var errNothingMended = errors.New("nothing was mended")

// mending runs do with a writer for what is mended of a file, "" being none asked for. In place a file is written only if
// something was mended, and whole or not at all.
func (c *checking) mending(name string, do func(w io.Writer) error) error {
	if !c.options.fix {
		return do(io.Discard)
	}
	path, perm, inPlace := c.options.output, os.FileMode(0o666), false
	if info, err := os.Stat(name); err == nil && name != "-" {
		perm = info.Mode().Perm()
		output, err := os.Stat(path)
		inPlace = path == "" || err == nil && os.SameFile(info, output)
	}
	if path == "" {
		path = name
	}
	before := c.tally.fixes
	err := llm.WriteFileBy(path, perm, func(w io.Writer) error {
		if err := do(w); err != nil {
			return err
		}
		if inPlace && c.tally.fixes == before {
			return errNothingMended
		}
		return nil
	})
	switch {
	case errors.Is(err, errNothingMended):
		return nil
	case err == nil:
		c.app.say("note", "wrote %s", path)
	}
	return err
}

// spliced gives a text in which the passages that were mended are replaced.
func spliced(text string, passages []passage, i *item) string {
	var b strings.Builder
	at := 0
	for n, p := range passages {
		if len(i.fixes[n]) == 0 {
			continue
		}
		mended := i.text.Units[n].Target
		if strings.Contains(text[p.start:p.end], "\r\n") {
			mended = strings.ReplaceAll(mended, "\n", "\r\n")
		}
		b.WriteString(text[at:p.start] + mended)
		at = p.end
	}
	return b.String() + text[at:]
}
