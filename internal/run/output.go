package run

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"tarjuma/internal/format"
	"tarjuma/internal/llm"
	"tarjuma/internal/news"
)

// ExistsError is an output path that holds something tarjuma did not write. Replaceable says that Overwrite would let it go.
type ExistsError struct {
	Path        string
	Reason      string
	Replaceable bool
}

func (e *ExistsError) Error() string { return e.Path + " " + e.Reason }

// checkFiles refuses, before an article's first request, to write over what others wrote.
func (j *Job) checkFiles(files []file) error {
	if j.Output.Written == nil { // what is replayed costs nothing: it is compared when it is written
		return nil
	}
	for _, f := range files {
		if _, err := j.mayWrite(f.path, nil); err != nil {
			return err
		}
	}
	return nil
}

// mayWrite says whether path may be given these bytes; already means that it holds them.
func (j *Job) mayWrite(path string, data []byte) (already bool, err error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, fmt.Errorf("looking at %s: %w", path, err)
	case info.IsDir():
		return false, &ExistsError{Path: path, Reason: "is a folder"}
	case j.isSource(info):
		return false, &ExistsError{Path: path, Reason: "is the article itself"}
	case !info.Mode().IsRegular():
		return false, &ExistsError{Path: path, Reason: "is not an ordinary file"}
	}
	old, err := os.ReadFile(path)
	if err != nil {
		return false, fmt.Errorf("looking at %s: %w", path, err)
	}
	if data != nil && bytes.Equal(old, data) {
		return true, nil
	}
	if j.Output.Overwrite {
		return false, nil
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return false, err
	}
	ours, err := j.Output.Written.owns(absolute, hash(old))
	if err == nil && !ours {
		err = &ExistsError{path, "exists, and its content was not written by tarjuma", true}
	}
	return false, err
}

// isSource tells whether a file is one of the articles, by whatever path it is reached: an article is never changed.
func (j *Job) isSource(file fs.FileInfo) bool {
	return slices.ContainsFunc(j.Sources, func(s Source) bool {
		info, err := os.Stat(s.Name)
		return err == nil && os.SameFile(info, file)
	})
}

// write puts a document where the job wants it and returns the files written, in order. Each is written whole or not at all.
func (j *Job) write(p *prepared, doc *news.Document) ([]string, error) {
	if j.Output.Path == "" {
		return nil, j.print(p.source, doc)
	}
	var written []string
	for _, f := range j.files(p) {
		var text bytes.Buffer
		view := format.View{Lang: f.lang, Indent: true}
		if err := format.Write(&text, j.Output.Format, doc, j.Languages, view); err != nil {
			return written, err
		}
		if err := j.writeFile(f.path, text.Bytes()); err != nil {
			return written, err
		}
		written = append(written, f.path)
	}
	return written, nil
}

func (j *Job) writeFile(path string, data []byte) error {
	already, err := j.mayWrite(path, data)
	if err != nil || already {
		return err
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(absolute), 0o777); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	if err := j.Output.Written.note(absolute, hash(data)); err != nil {
		return err
	}
	if err := llm.WriteFile(absolute, data, 0o666); err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	return nil
}

// print writes a document to stdout in one piece. Several articles in a text format are told apart by a line with the name.
func (j *Job) print(s Source, doc *news.Document) error {
	var text bytes.Buffer
	if len(j.Sources) > 1 {
		text.WriteString(divider(j.Output.Format, s.Name))
	}
	if err := format.Write(&text, j.Output.Format, doc, j.Languages, format.View{}); err != nil {
		return err
	}
	if _, err := io.Copy(j.Output.Stdout, &text); err != nil {
		return fmt.Errorf("writing to standard output: %w", err)
	}
	return nil
}

func divider(form, name string) string {
	switch form {
	case "txt":
		return "==> " + name + " <==\n\n"
	case "md":
		return "<!-- " + name + " -->\n\n"
	}
	return ""
}
