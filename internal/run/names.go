package run

import (
	"fmt"
	"path/filepath"
	"strings"

	"golang.org/x/text/unicode/norm"

	"tarjuma/internal/lang"
)

// CollisionError is two articles whose results would have the same file name, or one that was given twice.
type CollisionError struct {
	First, Second string
	Name          string
}

func (e *CollisionError) Error() string {
	if e.First == e.Second {
		return e.First + " is given twice"
	}
	return fmt.Sprintf("%s and %s would both be written to %s.*", e.First, e.Second, e.Name)
}

// Check refuses, before anything is asked, articles whose output names would collide. Those that differ in nothing but their
// ending (x.txt, x.md) keep it in the names of their results.
func (j *Job) Check() error {
	if !j.Output.Folder {
		return nil
	}
	j.keepsEnding = map[string]bool{}
	for again := true; again; {
		again = false
		taken := make(map[string]int, len(j.Sources))
		for i, s := range j.Sources {
			base := j.base(s)
			at, clash := taken[oneName(base)]
			if !clash {
				taken[oneName(base)] = i
				continue
			}
			first := j.Sources[at]
			if j.keepsEnding[s.place()] && j.keepsEnding[first.place()] || oneName(s.place()) == oneName(first.place()) {
				return &CollisionError{First: first.Name, Second: s.Name, Name: filepath.Join(j.Output.Path, filepath.FromSlash(base))}
			}
			j.keepsEnding[s.place()], j.keepsEnding[first.place()], again = true, true, true
		}
	}
	return nil
}

// oneName folds what Windows and macOS hold to be the same name: case, and on macOS the way in which letters are composed.
func oneName(name string) string { return strings.ToLower(norm.NFC.String(name)) }

// base is what the names of a source's output files begin with, below the output folder.
func (j *Job) base(s Source) string {
	if j.keepsEnding[s.place()] {
		return s.place()
	}
	return s.base()
}

// format is that of a source's results: the one asked for, else that of the source itself.
func (j *Job) format(s Source) string {
	switch {
	case j.Output.Format != "":
		return j.Output.Format
	case s.IsMarkdown():
		return "md"
	}
	return "txt"
}

// file is one output file: its path, and the one language it holds ("" for all of them).
type file struct {
	path string
	lang string
}

// files are the output files of an article with results in these languages, in the order they are written; none when results go
// to stdout.
func (j *Job) files(s Source, languages []*lang.Language) []file {
	switch {
	case j.Output.Path == "":
		return nil
	case !j.Output.Folder:
		return []file{{path: j.Output.Path}}
	case j.format(s) == "json":
		return []file{{path: j.outputPath(s, "")}}
	}
	var files []file
	for _, l := range languages {
		files = append(files, file{path: j.outputPath(s, l.Code), lang: l.Code})
	}
	return files
}

// languages are those the result is in: a brief's own first, then the translations'.
func (j *Job) languages(from *lang.Language, to []*lang.Language) []*lang.Language {
	if j.Verb == Summarize {
		return append([]*lang.Language{from}, to...)
	}
	return to
}

// outputPath is FOLDER/NAME[.brief][.LANG].FORMAT.
func (j *Job) outputPath(s Source, code string) string {
	name := filepath.FromSlash(j.base(s))
	if j.Verb == Summarize {
		name += ".brief"
	}
	if code != "" {
		name += "." + code
	}
	return filepath.Join(j.Output.Path, name+"."+j.format(s))
}
