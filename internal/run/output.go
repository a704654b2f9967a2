package run

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

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

// OutputError is an output path that cannot be read or written; Err is what the system says.
type OutputError struct {
	Path string
	Err  error
}

func (e *OutputError) Error() string {
	err := e.Err
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return fmt.Sprintf("writing %s: %v", e.Path, err)
}

func (e *OutputError) Unwrap() error { return e.Err }

// checkFolder sees, before an article's first request, that its files can be made: in their folder, or in the nearest one
// above it that is there. Nothing is left behind.
func checkFolder(path string) error {
	dir := filepath.Dir(path)
	for {
		probe, err := os.CreateTemp(dir, ".tarjuma-*.tmp")
		switch {
		case err == nil:
			return errors.Join(probe.Close(), os.Remove(probe.Name()))
		case errors.Is(err, fs.ErrNotExist) && dir != filepath.Dir(dir):
			dir = filepath.Dir(dir)
		default:
			return &OutputError{path, err}
		}
	}
}

// checkFiles refuses, before an article's first request, to write over what others wrote. A run that asks nobody costs
// nothing: what it finds in its place is compared when it is written.
func (j *Job) checkFiles(files []file, p *prepared) error {
	if len(files) == 0 || j.Output.Written.readOnly {
		return nil
	}
	folder := ""
	for _, f := range files {
		there, err := j.look(f.path)
		if err == nil {
			err = j.taken(f.path, there, p)
		}
		if err == nil {
			err = j.inside(f.path)
		}
		if err == nil && filepath.Dir(f.path) != folder { // those of an article lie together
			folder, err = filepath.Dir(f.path), checkFolder(f.path)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// inside refuses a path that a link in the output folder leads out of it.
func (j *Job) inside(path string) error {
	root, found := realPath(j.Output.Path)
	if !found || !j.Output.Folder { // what is yet to be made holds no links
		return nil
	}
	for dir := filepath.Dir(path); ; dir = filepath.Dir(dir) {
		if real, found := realPath(dir); found {
			if below, err := filepath.Rel(root, real); err != nil || !filepath.IsLocal(below) {
				return &ExistsError{Path: path, Reason: "would lie outside of the output folder, where a link leads"}
			}
			return nil
		}
		if dir == filepath.Dir(dir) {
			return nil
		}
	}
}

// place is what lies at an output path.
type place struct {
	sum  string // the hash of its bytes, "" where there is no file
	data []byte
	ours bool // tarjuma wrote it, and nobody changed it since
}

// look says what lies at an output path, or why nothing may be written there (*ExistsError).
func (j *Job) look(path string) (place, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return place{}, nil
	case errors.Is(err, syscall.ENOTDIR):
		return place{}, &ExistsError{Path: path, Reason: "would lie in something that is no folder"}
	case err != nil:
		return place{}, &OutputError{path, err}
	case info.IsDir():
		return place{}, &ExistsError{Path: path, Reason: "is a folder"}
	case j.isSource(path, info):
		return place{}, &ExistsError{Path: path, Reason: "is the article itself"}
	case !info.Mode().IsRegular():
		return place{}, &ExistsError{Path: path, Reason: "is not an ordinary file"}
	}
	old, err := os.ReadFile(path)
	if err != nil {
		return place{}, &OutputError{path, err}
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return place{}, err
	}
	p := place{sum: hash(old), data: old}
	p.ours, err = j.Output.Written.owns(absolute, p.sum)
	if j.Output.Overwrite {
		err = nil // whose it is does not matter then, so a damaged list does not either
	}
	return p, err
}

// taken refuses to write over what lies at a path if it is somebody else's: neither the list nor the article's record knows it, and
// it is not what was taken over.
func (j *Job) taken(path string, there place, p *prepared) error {
	if there.sum == "" || there.ours || j.Output.Overwrite {
		return nil
	}
	if p != nil {
		if known := p.head.output(j.below(path)); known != nil && known.SHA256 == there.sum || p.edited[path] == there.sum {
			return nil
		}
	}
	return &ExistsError{path, "exists, and is not known as written by tarjuma, or was changed since", true}
}

// write puts a document where the job wants it and returns the files written, in order. Each is written whole or not at all, and the
// record after them all.
func (j *Job) write(p *prepared, doc *news.Document) ([]string, error) {
	if j.Output.Path == "" {
		return nil, j.print(p.source, doc)
	}
	var written []string
	var outputs []output
	for _, f := range p.write {
		var text bytes.Buffer
		view := format.View{Lang: f.lang, Indent: true}
		if err := format.Write(&text, j.format(p.source), doc, j.Languages, view); err != nil {
			return written, err
		}
		if err := j.writeFile(f.path, text.Bytes(), p); err != nil {
			return written, err
		}
		written = append(written, f.path)
		outputs = append(outputs, output{Path: j.below(f.path), Langs: j.codes(p, f), SHA256: hash(text.Bytes())})
	}
	if !j.Output.Folder {
		return written, nil
	}
	return written, j.remember(p, doc, outputs)
}

func (j *Job) writeFile(path string, data []byte, p *prepared) error {
	there, err := j.look(path)
	if err != nil {
		return err
	}
	sum := hash(data)
	if there.sum == sum {
		return nil
	}
	if err := j.taken(path, there, p); err != nil {
		return err
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	if err := j.Output.Written.note(absolute, sum); err != nil {
		return err
	}
	return j.put(path, data)
}

// put writes a file whole or not at all, and its folder where there is none.
func (j *Job) put(path string, data []byte) error {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return err
	}
	if err := j.inside(path); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(absolute), 0o777); err != nil {
		return &OutputError{path, err}
	}
	write := j.Output.writeFile
	if write == nil {
		write = llm.WriteFile
	}
	if err := write(absolute, data, 0o666); err != nil {
		return &OutputError{path, err}
	}
	return nil
}

// sweep takes away what killed runs left in the folders of an article's files, each of which is looked into once in a run.
func (j *Job) sweep(p *prepared) {
	files := j.files(p.source, p.to)
	if j.Output.Folder {
		files = append(files, file{path: j.recordPath(p.source)})
	}
	for _, f := range files {
		dir := filepath.Dir(f.path)
		if _, before := j.swept.LoadOrStore(dir, true); !before && j.inside(f.path) == nil {
			llm.Sweep(dir)
		}
	}
}

// print writes a document to stdout in one piece. Several articles in a text format are told apart by a line with the name.
func (j *Job) print(s Source, doc *news.Document) error {
	var text bytes.Buffer
	if len(j.Sources) > 1 {
		text.WriteString(divider(j.format(s), s.Title(), j.printed))
	}
	j.printed = true
	if err := format.Write(&text, j.format(s), doc, j.Languages, format.View{}); err != nil {
		return err
	}
	if _, err := io.Copy(j.Output.Stdout, &text); err != nil {
		return fmt.Errorf("writing to standard output: %w", err)
	}
	return nil
}

// divider is the line that tells an article's name before its text, after a blank line where another was printed before.
func divider(form, name string, another bool) string {
	var line string
	switch form {
	case "txt":
		line = "==> " + name + " <==\n\n"
	case "md":
		line = "<!-- " + strings.ReplaceAll(name, "-->", "--&gt;") + " -->\n\n"
	default:
		return ""
	}
	if another {
		return "\n" + line
	}
	return line
}
