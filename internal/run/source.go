package run

import (
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"tarjuma/internal/lang"
	"tarjuma/prompts"
)

// Source is an article that is yet to be read. Name is what the person called it ("-" for standard input). Place is where its
// results lie below the output folder: a path with slashes that ends in the article's own file name; "" is that name alone.
// Open opens it when its turn comes; nil opens the file Name. Wishes go before what the job says for all; nil has none. There may be
// tens of thousands of sources, so they are kept small.
type Source struct {
	Name   string
	Place  string
	Open   func() (io.ReadCloser, error)
	Wishes *Wishes
}

// Wishes are what is wanted of one article: what is empty is as for all.
type Wishes struct {
	To      []*lang.Language
	Prompts []*prompts.Prompt
	Words   int
}

func (s Source) open() (io.ReadCloser, error) {
	if s.Open == nil {
		return os.Open(s.Name)
	}
	return s.Open()
}

// Title is what a source is called in messages.
func (s Source) Title() string {
	if s.Name == "-" {
		return "standard input"
	}
	return Printable(s.Name)
}

// written is the name of a source as documents, records and replies hold it, which are JSON: what is no text shows as U+FFFD.
func (s Source) written() string { return string([]rune(s.Name)) }

// Printable gives a text without what would drive a terminal or turn the direction of a line: a file that came with a
// download may be called anything. What is taken out shows as U+FFFD.
func Printable(text string) string {
	return strings.Map(func(r rune) rune {
		bidi := r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
		if unicode.IsControl(r) || bidi {
			return unicode.ReplacementChar
		}
		return r
	}, text)
}

// StdinName is what output files of an article from standard input are named after.
const StdinName = "stdin"

// Endings gives the endings of the names of articles. An output's name does not keep them.
func Endings() []string { return []string{".txt", ".md", ".markdown"} }

// ending gives the ending of an article's name as it is written, or "". Systems that do not tell capitals apart write .TXT.
func ending(name string) string {
	if found := filepath.Ext(name); slices.Contains(Endings(), strings.ToLower(found)) {
		return found
	}
	return ""
}

// IsMarkdown tells a Markdown source by its name.
func (s Source) IsMarkdown() bool {
	found := strings.ToLower(ending(s.Name))
	return found == ".md" || found == ".markdown"
}

// place is where the results of a source lie below the output folder, whatever it is called: see safe.
func (s Source) place() string {
	if s.Name == "-" {
		return StdinName
	}
	elements := []string{filepath.Base(s.Name)}
	if s.Place != "" {
		elements = strings.Split(s.Place, "/")
	}
	for i, e := range elements {
		if elements[i] = safe(e); i < len(elements)-1 {
			elements[i] = safeFolder(elements[i])
		}
	}
	return path.Join(elements...)
}

// base is what the names of a source's output files begin with: its place without an article's ending.
func (s Source) base() string {
	folder, name := path.Split(s.place())
	if stem := strings.TrimSuffix(name, ending(name)); stem != "" {
		name = stem
	}
	return folder + name
}

// safe gives a name for a file that means the same on every system: without what separates folders there or names streams of a
// file, without control characters, and none that Windows keeps for devices (https://learn.microsoft.com/windows/win32/fileio/naming-a-file).
func safe(name string) string {
	name = strings.Map(func(r rune) rune {
		if r == '/' || r == '\\' || r == ':' || unicode.IsControl(r) || r == unicode.ReplacementChar {
			return '_'
		}
		return r
	}, name)
	stem, rest, dotted := strings.Cut(name, ".")
	if !isDevice(strings.TrimRight(stem, " ")) {
		return name
	}
	if stem += "_"; dotted {
		return stem + "." + rest
	}
	return stem
}

// safeFolder gives a safe name for a folder: none that leads elsewhere, is hidden as tarjuma's own is, or loses its end on Windows.
func safeFolder(name string) string {
	if last := strings.TrimRight(name, ". "); last != name {
		name = last + strings.Repeat("_", len(name)-len(last))
	}
	if name == "" || strings.EqualFold(name, recordsFolder) {
		return "_" + strings.TrimPrefix(name, ".")
	}
	return name
}

func isDevice(stem string) bool {
	stem = strings.ToUpper(stem)
	if slices.Contains([]string{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}, stem) {
		return true
	}
	for _, port := range []string{"COM", "LPT"} {
		if number, is := strings.CutPrefix(stem, port); is && len([]rune(number)) == 1 && strings.ContainsAny(number, "123456789¹²³") {
			return true
		}
	}
	return false
}
