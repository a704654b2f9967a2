package prompts

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"github.com/rogpeppe/go-internal/diff"
)

// NameError is a name that a copy cannot have.
type NameError struct {
	Name   string
	Reason string
}

func (e *NameError) Error() string {
	return fmt.Sprintf("prompt name %q: %s", e.Name, e.Reason)
}

// Copy writes p under another name into a user's folder of prompts (made if it is not there), for the user to change:
// dir/TASK/NAME.tmpl and the schema. The copy's about says what it was copied from; its front matter is written anew,
// without comments. It gives the paths written; a schema that is there with the same bytes is left and not among them.
// Nothing is overwritten: a file that is in the way is an *fs.PathError with fs.ErrExist. The error for the name is a
// *NameError.
func Copy(p *Prompt, dir, name string) ([]string, error) {
	if err := checkCopyName(p.Task, name); err != nil {
		return nil, err
	}
	source, err := p.copySource()
	if err != nil {
		return nil, fmt.Errorf("copying %s: %w", p.ID, err)
	}
	folder := filepath.Join(dir, p.Task)
	template, schema := filepath.Join(folder, name+templateSuffix), filepath.Join(folder, p.SchemaFile)
	if _, err := os.Lstat(template); err == nil {
		return nil, &fs.PathError{Op: "create", Path: template, Err: fs.ErrExist}
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return nil, err
	}
	var written []string
	old, err := os.ReadFile(schema)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if err := create(schema, p.Schema); err != nil {
			return nil, err
		}
		written = append(written, schema)
	case err != nil:
		return nil, err
	case !bytes.Equal(old, p.Schema):
		return nil, &fs.PathError{Op: "create", Path: schema, Err: fs.ErrExist}
	}
	if err := create(template, source); err != nil {
		return written, err
	}
	return append(written, template), nil
}

// checkCopyName refuses a name that Add would refuse.
func checkCopyName(task, name string) error {
	if !isPlainName(name) {
		return &NameError{name, "letters, digits and hyphens only, at most 64"}
	}
	set, err := Builtin()
	if err != nil {
		return err
	}
	if set.taken(path.Join(task, name)) != nil {
		return &NameError{name, "a built-in prompt has it"}
	}
	return nil
}

// copySource is the template with a word in its about on where it came from.
func (p *Prompt) copySource() ([]byte, error) {
	pieces, problem := split(p.File(), string(p.source))
	if problem != nil {
		return nil, errors.New(problem.String())
	}
	f, problems := readFront(p.File(), pieces.front)
	if len(problems) > 0 {
		return nil, errors.New(problems[0].String())
	}
	var err error
	pieces.front, err = f.withAbout(fmt.Sprintf("%s (Copied from %s, SHA-256 %s.)", p.About, p.ID, p.SHA256))
	return []byte(pieces.String()), err
}

// create writes a file that must not be there; what could not be written whole is taken away again.
func create(name string, data []byte) error {
	file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	if err = errors.Join(err, file.Close()); err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return nil
}

// Diff gives the differences of two prompts, template and then schema, as unified text; "" if there are none.
func Diff(a, b *Prompt) string {
	templates := diff.Diff(a.File(), a.source, b.File(), b.source)
	schemas := diff.Diff(path.Join(a.Task, a.SchemaFile), a.Schema, path.Join(b.Task, b.SchemaFile), b.Schema)
	return string(templates) + string(schemas)
}
