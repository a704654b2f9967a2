package lang

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sync"
)

//go:embed *.yaml
var builtin embed.FS

// Languages is a set of languages with no name given to two of them. It is not changed after it has been loaded
// and may be used by many goroutines.
type Languages struct {
	all     []*Language // in order of code
	names   map[string]*Language
	refused map[string]string
	signs   func() []*signs // as all; made when Detect is first asked
}

// Builtin reads the languages that tarjuma comes with.
func Builtin() (*Languages, error) {
	return Load(builtin)
}

// Load reads every *.yaml file at the root of files, a language each. Its errors name file and line, all faults at once.
func Load(files fs.FS) (*Languages, error) {
	paths, err := fs.Glob(files, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("listing language files: %w", err)
	}
	if len(paths) == 0 {
		return nil, errors.New("loading languages: no language file (*.yaml)")
	}
	all, err := readAll(files, paths)
	if err != nil {
		return nil, fmt.Errorf("loading languages: %w", err)
	}
	s := &Languages{all: all, names: map[string]*Language{}, refused: map[string]string{}}
	slices.SortFunc(s.all, byCode)
	if err := s.index(); err != nil {
		return nil, fmt.Errorf("loading languages: %w", err)
	}
	s.signs = sync.OnceValue(func() []*signs { return signsOf(s.all) })
	return s, nil
}

// readAll reads files side by side, because every start of the program waits for it.
func readAll(files fs.FS, paths []string) ([]*Language, error) {
	languages, faults := make([]*Language, len(paths)), make([]error, len(paths))
	var reading sync.WaitGroup
	for i, path := range paths {
		reading.Go(func() {
			text, err := fs.ReadFile(files, path)
			if err != nil {
				faults[i] = err
				return
			}
			languages[i], faults[i] = readLanguage(path, text)
		})
	}
	reading.Wait()
	return languages, errors.Join(faults...)
}

// All gives the languages in order of code.
func (s *Languages) All() []*Language {
	return slices.Clone(s.all)
}
