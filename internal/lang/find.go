package lang

import (
	"cmp"
	"fmt"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// UnknownError says that no language has this name. Known are the codes of those there are.
type UnknownError struct {
	Name  string
	Known []string
}

func (e *UnknownError) Error() string {
	return fmt.Sprintf("unknown language %q", e.Name)
}

// RefusedError says that a name is near to a language and yet does not mean it.
type RefusedError struct {
	Name   string
	Reason string
}

func (e *RefusedError) Error() string {
	return fmt.Sprintf("language %q: %s", e.Name, e.Reason)
}

// Find gives the language of that code, tag, name, own name or alias. Case and the choice between "-" and "_" do
// not matter. Its errors are *RefusedError and *UnknownError.
func (s *Languages) Find(name string) (*Language, error) {
	folded := foldName(name)
	if language, ok := s.names[folded]; ok {
		return language, nil
	}
	if reason, ok := s.refused[folded]; ok {
		return nil, &RefusedError{Name: name, Reason: reason}
	}
	unknown := &UnknownError{Name: name}
	for _, language := range s.all {
		unknown.Known = append(unknown.Known, language.Code)
	}
	return nil, unknown
}

// index notes every name, and refuses one that two languages claim. A refused name gives way to a language that
// bears it, so that a file for Iranian Persian can be added to a set whose Dari refuses "fa".
func (s *Languages) index() error {
	for _, language := range s.all {
		for _, name := range language.names() {
			folded := foldName(name)
			if other, ok := s.names[folded]; ok && other != language {
				return fmt.Errorf("%s.yaml and %s.yaml both claim the name %q", other.Code, language.Code, name)
			}
			s.names[folded] = language
		}
		for name, reason := range language.Refused {
			if _, ok := s.refused[foldName(name)]; !ok {
				s.refused[foldName(name)] = reason
			}
		}
	}
	return nil
}

// names gives all names of a language, some of them perhaps more than once (the tag is often the code).
func (l *Language) names() []string {
	return append([]string{l.Code, l.Tag, l.Name, l.OwnName}, l.Aliases...)
}

func foldName(name string) string {
	return strings.ReplaceAll(strings.ToLower(norm.NFC.String(strings.TrimSpace(name))), "_", "-")
}

func byCode(a, b *Language) int {
	return cmp.Compare(a.Code, b.Code)
}
