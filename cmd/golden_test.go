package cmd_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"tarjuma/cmd"
	"tarjuma/internal/lang"
	"tarjuma/internal/news"
	"tarjuma/prompts"
)

// With -update the golden files are written anew, and those that nothing gives any more are taken away.
var update = flag.Bool("update", false, "write the golden files anew")

// TestRequestGoldens renders the request of every built-in prompt for every language: what a model is sent can be read, and a
// change of a prompt or of a style line shows what it changes.
func TestRequestGoldens(t *testing.T) {
	t.Chdir("..")
	set, err := prompts.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, p := range set.List() {
		for _, l := range languages(t) {
			article := articleFor(p.Task, l.Code)
			if article == "" {
				continue
			}
			args := []string{"prompts", "render", p.ID, "testdata/articles/" + article + ".txt", "--config", "none"}
			if p.Task != prompts.Summarize { // a brief is in its article's language
				args = append(args, "--to", l.Code)
			}
			got[strings.ReplaceAll(p.ID, "/", "-")+"."+l.Code+".txt"] = tarjuma(t, args...)
		}
	}
	expectGoldens(t, "testdata/golden/requests", got)
}

// articleFor is what a task is shown with in a language ("": with nothing): a brief with an article in it, a translation with one
// in another language, names with one of several parts in a language that has capitals.
func articleFor(task, code string) string {
	switch {
	case task == prompts.Summarize:
		return map[string]string{"en": "canal", "prs": "dari", "ps": "pashto", "hi": "hindi"}[code]
	case task == prompts.Names && code == "en":
		return ""
	case task == prompts.Names:
		return "oneline"
	case code == "en":
		return "dari"
	}
	return "canal"
}

// TestSystemMessagesHoldNothingOfTheArticle compares the requests of two articles: only the user message may differ.
func TestSystemMessagesHoldNothingOfTheArticle(t *testing.T) {
	t.Chdir("..")
	set, err := prompts.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range set.List() {
		if p.Task == prompts.Names { // of one article alone names are asked
			continue
		}
		var messages [][2]string
		for _, name := range []string{"canal", "wrapped"} {
			request := tarjuma(t, "prompts", "render", p.ID, "testdata/articles/"+name+".txt", "--config", "none", "--to", "ps")
			system, user, ok := strings.Cut(request, "\n=== user ")
			if !ok || !strings.HasPrefix(system, "=== system ") {
				t.Fatalf("%s:\n%s", p.ID, request)
			}
			messages = append(messages, [2]string{system, user})
		}
		if messages[0][0] != messages[1][0] || messages[0][1] == messages[1][1] {
			t.Errorf("%s: the system messages of two articles are the same: %t, the user messages: %t",
				p.ID, messages[0][0] == messages[1][0], messages[0][1] == messages[1][1])
		}
	}
}

// TestDocumentGoldens makes the whole documents of the recorded replies, in every form: a file a language, all languages in one
// file, and what goes to standard output, which for JSON is the same document on one line.
func TestDocumentGoldens(t *testing.T) {
	t.Chdir("..")
	got := map[string]string{}
	for _, c := range []struct{ verb, article, to string }{
		{"summarize", "canal", "prs,ps,hi"},
		{"translate", "canal", "prs,ps,hi"},
		{"summarize", "dari", "en"},
	} {
		all := c.article
		if c.verb == "summarize" {
			all += ".brief"
		}
		for _, format := range []string{"txt", "md", "json"} {
			args := []string{c.verb, "testdata/articles/" + c.article + ".txt", "--to", c.to, "--format", format,
				"--config", "none", "--offline", "--model", "recorded", "--store", "testdata/replies"}
			folder := t.TempDir()
			tarjuma(t, append(args, "-o", folder)...)
			maps.Copy(got, filesIn(t, folder))
			printed := tarjuma(t, args...)
			if format == "json" {
				expectOneLineOf(t, got[all+".json"], printed)
				continue
			}
			got[all+"."+format] = printed
			one := filepath.Join(folder, "one")
			tarjuma(t, append(args, "-o", one)...)
			if diff := cmp.Diff(printed, filesIn(t, folder)["one"]); diff != "" {
				t.Errorf("%s as %s: what is printed is not what is written to a file:\n%s", all, format, diff)
			}
		}
	}
	expectGoldens(t, "testdata/golden/documents", got)
}

func expectOneLineOf(t *testing.T, indented, printed string) {
	t.Helper()
	var line bytes.Buffer
	if err := json.Compact(&line, []byte(indented)); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.TrimSuffix(line.String(), "\n")+"\n", printed); diff != "" {
		t.Errorf("what is printed is not the file on one line:\n%s", diff)
	}
}

// TestGoldensHoldNoHiddenDirections: text is written in logical order, and no mark that turns it round may come with it.
func TestGoldensHoldNoHiddenDirections(t *testing.T) {
	seen := 0
	for path, content := range testdata(t, "..") {
		if !strings.Contains(filepath.ToSlash(path), "/golden/") {
			continue
		}
		seen++
		for i, line := range strings.Split(content, "\n") {
			if strings.ContainsFunc(line, isDirection) {
				t.Errorf("%s:%d holds a mark of direction: %q", path, i+1, line)
			}
		}
	}
	if seen == 0 {
		t.Fatal("no golden was looked at: the walk is broken")
	}
}

// isDirection knows the characters that only turn text round (UAX #9): LRM, RLM, embeddings, overrides and isolates.
func isDirection(r rune) bool {
	return r == '\u200E' || r == '\u200F' || r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069'
}

// TestDocumentsKeepToTheirSchema validates every document in the test data of all packages, also those inside of scripts.
func TestDocumentsKeepToTheirSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../internal/format/document-1.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for path, content := range testdata(t, "..") {
		for _, document := range documentsIn(content) {
			seen++
			value, err := jsonschema.UnmarshalJSON(strings.NewReader(document))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(value); err != nil {
				t.Errorf("%s: %v", path, err)
			}
		}
	}
	if least := 3; seen < least {
		t.Errorf("%d documents were looked at, and there are %d and more", seen, least)
	}
}

// madeOf is put into the documents of scripts, which leave out how they were made: it holds the time of the script's own run.
const madeOf = `"made":{"tool":"1.0.0","prompt":"translate/v1","prompt_sha256":"` + someSHA256 + `","style_sha256":"` + someSHA256 + `",` +
	`"model":"m","models":["m"],"parameters":{"temperature":null},"requests":["` + someSHA256 + `"],` +
	`"tokens":{"prompt":1,"cached":0,"completion":1,"reasoning":0},"attempts":1,"finish":["stop"],"time":"2026-01-02T03:04:05Z"}`

const someSHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

// documentsIn finds the documents in a file: the whole of it, one a line, or such a file in an archive.
func documentsIn(content string) []string {
	pieces := []string{content}
	if archive := txtar.Parse([]byte(content)).Files; len(archive) > 0 {
		pieces = nil
		for _, file := range archive {
			pieces = append(pieces, strings.ReplaceAll(string(file.Data), `"made":{}`, madeOf))
		}
	}
	for _, piece := range slices.Clone(pieces) {
		if strings.Count(piece, "\n") > 1 {
			pieces = append(pieces, strings.Split(piece, "\n")...)
		}
	}
	return slices.DeleteFunc(pieces, func(piece string) bool {
		var document struct{ Schema string }
		return json.Unmarshal([]byte(piece), &document) != nil || document.Schema != news.DocumentSchema
	})
}

// testdata reads all files below all folders of that name.
func testdata(t *testing.T, root string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.Contains(filepath.ToSlash(path), "/testdata/") {
			return err
		}
		content, err := os.ReadFile(path)
		files[path] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// tarjuma runs a command that must succeed and gives what it prints.
func tarjuma(t *testing.T, args ...string) string {
	t.Helper()
	var stdout, stderr bytes.Buffer
	app := &cmd.App{Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr, Version: "0.0.0-test"}
	if code := cmd.Main(t.Context(), app, args); code != cmd.ExitDone {
		t.Fatalf("tarjuma %s: exit code %d\n%s", strings.Join(args, " "), code, &stderr)
	}
	return stdout.String()
}

func languages(t *testing.T) []*lang.Language {
	t.Helper()
	all, err := lang.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return all.All()
}

func filesIn(t *testing.T, folder string) map[string]string {
	t.Helper()
	files := map[string]string{}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.IsDir() { // of records
			continue
		}
		content, err := os.ReadFile(filepath.Join(folder, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		files[e.Name()] = string(content)
	}
	return files
}

// expectGoldens wants a folder to hold these files, byte for byte, and no others.
func expectGoldens(t *testing.T, folder string, got map[string]string) {
	t.Helper()
	if *update {
		if err := os.RemoveAll(folder); err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
		for name, content := range got {
			if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	want := filesIn(t, folder)
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if _, ok := got[name]; !ok {
			t.Errorf("%s/%s: nothing gives it any more", folder, name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		content, ok := want[name]
		if !ok {
			t.Errorf("%s/%s is not there", folder, name)
			continue
		}
		if diff := cmp.Diff(content, got[name]); diff != "" {
			t.Errorf("%s/%s (-want +got):\n%s", folder, name, diff)
		}
	}
}
