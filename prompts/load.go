package prompts

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

const (
	templateSuffix = ".tmpl"
	schemaSuffix   = ".json"
)

// isPlainName says whether a name is safe in ids, in file names on every system and in shells: letters, digits and
// hyphens of ASCII, beginning with a letter or digit.
func isPlainName(name string) bool {
	const letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	return name != "" && len(name) <= 64 && name[0] != '-' && strings.Trim(name, letters+"-") == ""
}

// load reads every prompt of a folder, in the order of List. Prompts with problems are left out; a folder without
// any is a problem, because whoever named it wanted some.
func load(files fs.FS) ([]*Prompt, []Problem) {
	names, problems := templateFiles(files)
	var prompts []*Prompt
	for _, name := range names {
		p, faults := loadPrompt(files, name)
		problems = append(problems, faults...)
		if len(faults) == 0 {
			prompts = append(prompts, p)
		}
	}
	slices.SortFunc(prompts, compare)
	return prompts, problems
}

// templateFiles finds the templates of a folder: TASK/NAME.tmpl. One that lies elsewhere would never be found again,
// so it is a problem; other files are nobody's business.
func templateFiles(files fs.FS) ([]string, []Problem) {
	var names []string
	var problems []Problem
	tasks := strings.Join(Tasks(), ", ")
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if name != "." && (strings.HasPrefix(entry.Name(), ".") || strings.Count(name, "/") > 1) {
				return fs.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, templateSuffix) {
			return nil
		}
		task, base := path.Split(name)
		switch {
		case !slices.Contains(Tasks(), strings.TrimSuffix(task, "/")):
			problems = append(problems, Problem{name, 0, "a prompt lies in the folder of its task: " + tasks})
		case !isPlainName(strings.TrimSuffix(base, templateSuffix)):
			problems = append(problems, Problem{name, 0, "a prompt's name has letters, digits and hyphens only, at most 64"})
		default:
			names = append(names, name)
		}
		return nil
	})
	if err != nil {
		problems = append(problems, readProblem(".", err))
	}
	if len(names) == 0 && len(problems) == 0 {
		problems = []Problem{{".", 0, "no prompts here: one is TASK/NAME" + templateSuffix + ", with a TASK of " + tasks}}
	}
	return names, problems
}

// loadPrompt reads one template and its schema.
func loadPrompt(files fs.FS, name string) (*Prompt, []Problem) {
	source, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, []Problem{readProblem(name, err)}
	}
	p, f, problems := parsePrompt(name, source)
	if f.Schema.Value == "" {
		return nil, problems
	}
	schemaFile := path.Join(p.Task, f.Schema.Value)
	p.Schema, err = fs.ReadFile(files, schemaFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		problems = append(problems, Problem{name, f.Schema.Line, fmt.Sprintf("there is no schema file %s", schemaFile)})
	case err != nil:
		problems = append(problems, readProblem(schemaFile, err))
	default:
		if _, problem := readSchema(schemaFile, p.Schema); problem != nil {
			problems = append(problems, *problem)
		}
	}
	p.SHA256 = bundleHash(p.source, p.Schema)
	return p, problems
}

// parsePrompt reads the bytes of a template; its schema is not there yet.
func parsePrompt(file string, source []byte) (*Prompt, front, []Problem) {
	id := strings.TrimSuffix(file, templateSuffix)
	task, name := path.Split(id)
	p := &Prompt{ID: id, Task: strings.TrimSuffix(task, "/"), Name: name, source: bytes.Clone(source)}
	if problem := encodingProblem(file, source); problem != nil {
		return p, front{}, []Problem{*problem}
	}
	pieces, problem := split(file, string(source))
	if problem != nil {
		return p, front{}, []Problem{*problem}
	}
	f, problems := readFront(file, pieces.front)
	if len(problems) > 0 {
		return p, front{}, problems
	}
	p.About, p.SchemaFile = f.About.Value, f.Schema.Value
	if t := f.Parameters.Temperature; t != nil {
		p.Temperature = &t.Value
	}
	for _, v := range f.Variables {
		p.Variables = append(p.Variables, v.Value)
	}
	p.system, p.user = pieces.system, pieces.user
	problems = append(p.system.compile(file, p.Variables), p.user.compile(file, p.Variables)...)
	if p.system.tmpl == nil || p.user.tmpl == nil {
		return p, f, problems // what it uses is not known
	}
	for _, v := range f.Variables {
		if !slices.Contains(p.system.uses, v.Value) && !slices.Contains(p.user.uses, v.Value) {
			problems = append(problems, Problem{file, v.Line, fmt.Sprintf("variable %q is declared but not used", v.Value)})
		}
	}
	return p, f, problems
}

// readProblem is a file that could not be read. The path is taken off the error: the Problem has it.
func readProblem(name string, err error) Problem {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		err = pathError.Err
	}
	return Problem{name, 0, err.Error()}
}
