package cmd_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// room is a package of ours: the floor it stands on, and the folders of the packages of ours that it may import.
// A package whose room is testsOnly is imported by tests and tools alone.
type room struct {
	floor     int
	may       []string
	testsOnly bool
}

// toolsFolder holds the programs that measure and make things. They may import what they need; nothing imports them.
const toolsFolder = "internal/tools/"

// rooms is the plan of the house. A new package needs a line here, so that where it stands is decided and not found out.
func rooms() map[string]room {
	job := []string{"internal/news", "internal/lang", "internal/llm", "prompts", "internal/check"}
	house := map[string]room{
		"summarize":            {floor: 3, may: job},
		"translate":            {floor: 3, may: job},
		"internal/format":      {floor: 2, may: []string{"internal/news", "internal/lang"}},
		"internal/check":       {floor: 2, may: []string{"internal/news", "internal/lang"}},
		"internal/news":        {floor: 2, may: []string{"internal/lang"}},
		"prompts":              {floor: 1},
		"internal/llm":         {floor: 1},
		"internal/llm/llmtest": {floor: 1, may: []string{"internal/llm"}, testsOnly: true},
		"internal/lang":        {floor: 1},
	}
	house["internal/run"] = room{floor: 4, may: shipped(house)}
	house["cmd"] = room{floor: 5, may: shipped(house)}
	house["cmd/tarjuma"] = room{floor: 5, may: shipped(house)}
	return house
}

// shipped lists the rooms that are part of the program itself.
func shipped(house map[string]room) []string {
	var folders []string
	for _, folder := range slices.Sorted(maps.Keys(house)) {
		if !house[folder].testsOnly {
			folders = append(folders, folder)
		}
	}
	return folders
}

// keptTo lists modules that only the named rooms may import, tests and tools apart. An empty list means: tests only.
func keptTo() map[string][]string {
	return map[string][]string{
		"github.com/spf13/cobra":                     {"cmd"},
		"github.com/spf13/pflag":                     {"cmd"},
		"github.com/spf13/viper":                     {"cmd"},
		"github.com/sashabaranov/go-openai":          {"internal/llm"},
		"github.com/santhosh-tekuri/jsonschema/v6":   {},
		"github.com/google/go-cmp":                   {},
		"github.com/rogpeppe/go-internal/testscript": {},
		"github.com/tiktoken-go/tokenizer":           {},
	}
}

func TestImportsKeepToTheRooms(t *testing.T) {
	for _, fault := range importFaults(ownFiles(t)) {
		t.Error(fault)
	}
}

func TestNoRoomMayImportUpwards(t *testing.T) {
	house := rooms()
	for _, folder := range slices.Sorted(maps.Keys(house)) {
		for _, below := range house[folder].may {
			if house[below].floor > house[folder].floor {
				t.Errorf("%s stands on floor %d and may import %s on floor %d", folder, house[folder].floor, below, house[below].floor)
			}
			if slices.Contains(house[below].may, folder) {
				t.Errorf("%s and %s may import each other", folder, below)
			}
		}
	}
}

func TestReadmeShowsEveryRoom(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for folder := range rooms() {
		if !strings.Contains(string(readme), folder) {
			t.Errorf("README.md's picture of the rooms lacks %s", folder)
		}
	}
}

// TestImportFaultsAreSeen breaks each rule once: a rule that cannot fail keeps nothing.
func TestImportFaultsAreSeen(t *testing.T) {
	for _, c := range []struct{ name, path, source, want string }{
		{"back up", "internal/news/x.go", `package news; import "tarjuma/internal/format"`, "may not import tarjuma/internal/format"},
		{"sideways", "summarize/x.go", `package summarize; import "tarjuma/translate"`, "may not import tarjuma/translate"},
		{"nothing of ours", "prompts/x.go", `package prompts; import "tarjuma/internal/lang"`, "may import nothing of ours"},
		{"no room", "internal/util/x.go", `package util`, "has no room"},
		{"root package", "x.go", `package tarjuma`, "has no room"},
		{"fake server in the program", "internal/run/x.go", `package run; import "tarjuma/internal/llm/llmtest"`, "is for tests and tools only"},
		{"a tool's code", "cmd/x.go", `package cmd; import "tarjuma/internal/tools/man"`, "may not import tarjuma/internal/tools/man"},
		{"cobra below cmd", "internal/run/x.go", `package run; import "github.com/spf13/cobra/doc"`, "github.com/spf13/cobra is kept to cmd"},
		{"go-openai beside llm", "cmd/x.go", `package cmd; import "github.com/sashabaranov/go-openai"`, "kept to internal/llm"},
		{"test library in the program", "internal/format/x.go", `package format; import "github.com/google/go-cmp/cmp"`, "is for tests only"},
		{"second program", "internal/lang/x.go", `package main`, "a program outside cmd/tarjuma"},
		{"allowed", "internal/check/x.go", `package check; import ("tarjuma/internal/news"; "strings")`, ""},
		{"allowed to a tool", "internal/tools/man/x.go", `package main; import ("tarjuma/cmd"; "github.com/spf13/cobra/doc")`, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			expectFault(t, importFaults([]goFile{parsed(t, c.path, c.source)}), c.want)
		})
	}
}

// importFaults lists every import that the plan does not allow, and every package that it does not know.
func importFaults(files []goFile) []string {
	house, kept := rooms(), keptTo()
	var faults []string
	for _, f := range files {
		if f.tree.Name.Name == "main" && f.folder != "cmd/tarjuma" && !f.isTool() {
			faults = append(faults, f.at(f.tree, "package main: a program outside cmd/tarjuma and "+toolsFolder))
		}
		if f.isTool() {
			continue
		}
		here, known := house[f.folder]
		if !known {
			faults = append(faults, f.at(f.tree, "package in %q has no room: give it a line in rooms(), or put its code in a package that has one", f.folder))
			continue
		}
		for _, spec := range f.tree.Imports {
			if fault := importFault(f.folder, here, house, kept, importPath(spec)); fault != "" {
				faults = append(faults, f.at(spec, "%s", fault))
			}
		}
	}
	return faults
}

// importFault says what is wrong with one import, or "".
func importFault(folder string, here room, house map[string]room, kept map[string][]string, imported string) string {
	if ours, isOurs := strings.CutPrefix(imported, "tarjuma/"); isOurs {
		switch {
		case house[ours].testsOnly:
			return imported + " is for tests and tools only"
		case slices.Contains(here.may, ours):
			return ""
		case len(here.may) == 0:
			return fmt.Sprintf("%s may import nothing of ours, and imports %s", folder, imported)
		}
		return fmt.Sprintf("%s may not import %s, only %s", folder, imported, strings.Join(here.may, ", "))
	}
	for module, folders := range kept {
		if imported != module && !strings.HasPrefix(imported, module+"/") || slices.Contains(folders, folder) {
			continue
		}
		if len(folders) == 0 {
			return module + " is for tests only"
		}
		return fmt.Sprintf("%s is kept to %s", module, strings.Join(folders, ", "))
	}
	return ""
}

// goFile is a Go file of ours that is not a test: its path from the repository's root, with slashes, and its syntax.
type goFile struct {
	path   string
	folder string
	files  *token.FileSet
	tree   *ast.File
}

func (f goFile) isTool() bool { return strings.HasPrefix(f.path, toolsFolder) }

// at writes a fault with the place where it stands, in the form that editors jump to.
func (f goFile) at(node ast.Node, format string, args ...any) string {
	return fmt.Sprintf("%s:%d: ", f.path, f.files.Position(node.Pos()).Line) + fmt.Sprintf(format, args...)
}

func importPath(spec *ast.ImportSpec) string {
	imported, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return spec.Path.Value
	}
	return imported
}

// ownFiles parses every Go file of the repository but tests and testdata.
func ownFiles(t *testing.T) []goFile {
	t.Helper()
	var files []goFile
	err := filepath.WalkDir("..", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "testdata" || name != ".." && strings.HasPrefix(entry.Name(), ".")):
			return fs.SkipDir
		case entry.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
			return nil
		}
		source, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		fromRoot, err := filepath.Rel("..", name)
		if err != nil {
			return err
		}
		files = append(files, parsed(t, filepath.ToSlash(fromRoot), string(source)))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatal("no Go file found: the walk is broken")
	}
	return files
}

func parsed(t *testing.T, name, source string) goFile {
	t.Helper()
	files := token.NewFileSet()
	tree, err := parser.ParseFile(files, name, source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return goFile{path: name, folder: path.Dir(name), files: files, tree: tree}
}

// expectFault holds the faults found to the one that is wanted; "" wants none.
func expectFault(t *testing.T, faults []string, want string) {
	t.Helper()
	all := strings.Join(faults, "\n")
	switch {
	case want == "" && all != "":
		t.Errorf("unwanted faults:\n%s", all)
	case !strings.Contains(all, want):
		t.Errorf("got faults %q, want one that says %q", all, want)
	}
}
