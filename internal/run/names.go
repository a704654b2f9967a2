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

// Check refuses, before anything is asked, articles whose output names would collide.
func (j *Job) Check() error {
	if !j.Output.Folder {
		return nil
	}
	taken := make(map[string]string, len(j.Sources))
	for _, s := range j.Sources {
		// Windows and macOS hold names to be the same that differ only in case, macOS also those composed in another way.
		key := strings.ToLower(norm.NFC.String(s.base()))
		if first, clash := taken[key]; clash {
			return &CollisionError{First: first, Second: s.Name, Name: filepath.Join(j.Output.Path, s.base())}
		}
		taken[key] = s.Name
	}
	return nil
}

// file is one output file: its path, and the one language it holds ("" for all of them).
type file struct {
	path string
	lang string
}

// files are the output files of a prepared article, in the order they are written; none when results go to stdout.
func (j *Job) files(p *prepared) []file {
	switch {
	case j.Output.Path == "":
		return nil
	case !j.Output.Folder:
		return []file{{path: j.Output.Path}}
	case j.Output.Format == "json":
		return []file{{path: j.outputPath(p.source, "")}}
	}
	var files []file
	for _, l := range j.languages(p) {
		files = append(files, file{path: j.outputPath(p.source, l.Code), lang: l.Code})
	}
	return files
}

// languages are those the result is in: a brief's own first, then the translations'.
func (j *Job) languages(p *prepared) []*lang.Language {
	if j.Verb == Summarize {
		return append([]*lang.Language{p.from}, p.to...)
	}
	return p.to
}

// outputPath is FOLDER/NAME[.brief][.LANG].FORMAT.
func (j *Job) outputPath(s Source, code string) string {
	name := s.base()
	if j.Verb == Summarize {
		name += ".brief"
	}
	if code != "" {
		name += "." + code
	}
	return filepath.Join(j.Output.Path, name+"."+j.Output.Format)
}
