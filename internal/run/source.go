package run

import (
	"io"
	"path/filepath"
	"strings"
	"unicode"
)

// Source is an article that is yet to be read. Name is what the person called it ("-" for standard input).
type Source struct {
	Name string
	Open func() (io.ReadCloser, error)
}

// Title is what a source is called in messages.
func (s Source) Title() string {
	if s.Name == "-" {
		return "standard input"
	}
	return Printable(s.Name)
}

// Printable gives a text without what would drive a terminal or turn the direction of a line: a file that came with a
// download may be called anything. What is taken out shows as U+FFFD.
func Printable(text string) string {
	return strings.Map(func(r rune) rune {
		bidi := r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
		if unicode.IsControl(r) || bidi {
			return unicode.ReplacementChar
		}
		return r
	}, text)
}

// StdinName is what output files of an article from standard input are named after.
const StdinName = "stdin"

// articleExtensions are the endings that an output's name does not keep.
var articleExtensions = [...]string{".txt", ".md", ".markdown"}

// base is the name that output files of a source begin with: its file name without an article's ending.
func (s Source) base() string {
	if s.Name == "-" {
		return StdinName
	}
	name := filepath.Base(s.Name)
	for _, extension := range articleExtensions {
		if stem, cut := strings.CutSuffix(name, extension); cut && stem != "" {
			return stem
		}
	}
	return name
}

// IsMarkdown tells a Markdown source by its name.
func (s Source) IsMarkdown() bool {
	return strings.HasSuffix(s.Name, ".md") || strings.HasSuffix(s.Name, ".markdown")
}
