package run

import (
	"io"
	"path"
	"path/filepath"
	"strings"
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
	return s.Name
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
	name := path.Base(filepath.ToSlash(s.Name))
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
