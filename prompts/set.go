package prompts

import (
	"cmp"
	"embed"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
)

//go:embed prompts.lock translate summarize names
var builtin embed.FS

// Files gives the files that came with the program, in the layout of a folder of prompts.
func Files() fs.FS {
	return builtin
}

// Set is the prompts that can be used. It is not changed once made.
type Set struct {
	prompts []*Prompt
	locked  []lockLine
}

// UnknownPromptError is an id that no prompt has; Known are those that there are.
type UnknownPromptError struct {
	ID    string
	Known []string
}

func (e *UnknownPromptError) Error() string {
	return fmt.Sprintf("unknown prompt %q", e.ID)
}

// FolderError is a folder of prompts that cannot be used as it is, with all that is wrong in it (at least one thing).
type FolderError struct {
	Folder   string // "": those that came with the program
	Problems []Problem
}

func (e *FolderError) Error() string {
	first := e.Problems[0]
	first.File = filepath.Join(e.Folder, filepath.FromSlash(first.File))
	if more := len(e.Problems) - 1; more > 0 {
		return fmt.Sprintf("%s (and %d more in that folder)", first, more)
	}
	return first.String()
}

// Builtin gives the prompts that came with the program. An error (*FolderError) means that the program was built
// from a broken file.
func Builtin() (*Set, error) {
	return builtinFrom(Files())
}

func builtinFrom(files fs.FS) (*Set, error) {
	prompts, problems := load(files)
	locked, faults := readLock(files)
	if problems = append(problems, faults...); len(problems) > 0 {
		return nil, &FolderError{Problems: problems}
	}
	for _, p := range prompts {
		p.Builtin = true
		p.Released = slices.ContainsFunc(locked, func(l lockLine) bool { return l.id == p.ID })
	}
	return &Set{prompts: prompts, locked: locked}, nil
}

// Add gives a set with a user's prompts too; where is the folder's name as the user knows it, for messages. The folder
// has the layout of the built-in one, without a lock: a user's prompt is used by name only. It may not have the id of
// one that is there, lest the same name mean two things. The error is a *FolderError.
func (s *Set) Add(files fs.FS, where string) (*Set, error) {
	added, problems := load(files)
	for _, p := range added {
		if old := s.taken(p.ID); old != nil {
			problems = append(problems, Problem{p.File(), 0, fmt.Sprintf("the name is taken by the %s prompt %s", old.origin(), old.ID)})
		}
	}
	if len(problems) > 0 {
		return nil, &FolderError{Folder: where, Problems: problems}
	}
	all := slices.Concat(s.prompts, added)
	slices.SortFunc(all, compare)
	return &Set{prompts: all, locked: s.locked}, nil
}

// taken gives the prompt that already has an id, or nil. Letter case does not tell names apart: on some systems
// V1.tmpl and v1.tmpl are one file.
func (s *Set) taken(id string) *Prompt {
	for _, p := range s.prompts {
		if strings.EqualFold(p.ID, id) {
			return p
		}
	}
	return nil
}

func (p *Prompt) origin() string {
	if p.Builtin {
		return "built-in"
	}
	return "user's"
}

// List gives the prompts by task in the order of Tasks, in a task the versions by number (v9 before v10), then the
// other names by alphabet.
func (s *Set) List() []*Prompt {
	return slices.Clone(s.prompts)
}

// Find gives the prompt with an id, or an *UnknownPromptError.
func (s *Set) Find(id string) (*Prompt, error) {
	for _, p := range s.prompts {
		if p.ID == id {
			return p, nil
		}
	}
	return nil, s.unknown(id)
}

// Default gives the newest released prompt for a task, or an *UnknownPromptError if none is.
func (s *Set) Default(task string) (*Prompt, error) {
	for _, p := range slices.Backward(s.prompts) {
		if p.Task == task && p.Released {
			return p, nil
		}
	}
	return nil, s.unknown(task)
}

func (s *Set) unknown(id string) error {
	e := &UnknownPromptError{ID: id}
	for _, p := range s.prompts {
		e.Known = append(e.Known, p.ID)
	}
	return e
}

// compare puts prompts in the order of List.
func compare(a, b *Prompt) int {
	na, nb := number(a.Name), number(b.Name)
	return cmp.Or(
		cmp.Compare(slices.Index(Tasks(), a.Task), slices.Index(Tasks(), b.Task)),
		-cmp.Compare(min(len(na), 1), min(len(nb), 1)),
		cmp.Compare(len(na), len(nb)),
		cmp.Compare(na, nb),
		cmp.Compare(a.Name, b.Name),
	)
}

// number gives the digits of a version's name (of v10: 10), or "" for a name that is no version's. They are compared
// by length and then as text, so that no number is too great.
func number(name string) string {
	digits, found := strings.CutPrefix(name, "v")
	if !found || strings.HasPrefix(digits, "0") || strings.Trim(digits, "0123456789") != "" {
		return ""
	}
	return digits
}
