package prompts

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestCopyCanBeUsed(t *testing.T) {
	for _, p := range builtinSet(t).List() {
		dir := filepath.Join(t.TempDir(), "not", "there")
		written, err := Copy(p, dir, "house")
		if err != nil {
			t.Fatal(err)
		}
		want := []string{filepath.Join(dir, p.Task, "schema-1.json"), filepath.Join(dir, p.Task, "house.tmpl")}
		if !slices.Equal(written, want) {
			t.Errorf("written %v, want %v", written, want)
		}
		set, err := builtinSet(t).Add(os.DirFS(dir), dir)
		if err != nil {
			t.Fatal(err)
		}
		copied := find(t, set, p.Task+"/house")
		if want := p.About + " (Copied from " + p.ID + ", SHA-256 " + p.SHA256 + ".)"; copied.About != want {
			t.Errorf("about is %q, want %q", copied.About, want)
		}
		if copied.system.text != p.system.text || copied.user.text != p.user.text || string(copied.Schema) != string(p.Schema) || *copied.Temperature != *p.Temperature || !slices.Equal(copied.Variables, p.Variables) {
			t.Errorf("%s: the copy differs in more than its about:\n%s", p.ID, Diff(p, copied))
		}
		if problems := Lint(os.DirFS(dir)); len(problems) > 0 {
			t.Errorf("%s: the copy is not clean: %v", p.ID, problems)
		}
	}
}

func TestCopyOverwritesNothing(t *testing.T) {
	dir, p := t.TempDir(), find(t, builtinSet(t), "translate/v1")
	if _, err := Copy(p, dir, "one"); err != nil {
		t.Fatal(err)
	}
	schema, one := filepath.Join(dir, "translate", "schema-1.json"), filepath.Join(dir, "translate", "one.tmpl")
	if written, err := Copy(p, dir, "two"); err != nil || len(written) != 1 {
		t.Errorf("with the same schema there: written %v, error %v", written, err)
	}
	if err := os.WriteFile(one, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	wantInTheWay(t, p, dir, "one", one)
	if err := os.WriteFile(schema, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	wantInTheWay(t, p, dir, "three", schema)
	for _, name := range []string{one, schema} {
		if data, err := os.ReadFile(name); err != nil || string(data) != "mine" {
			t.Errorf("%s is now %q (%v)", name, data, err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "translate", "three.tmpl")); !errors.Is(err, fs.ErrNotExist) {
		t.Error("a template without its schema was left behind")
	}
}

func wantInTheWay(t *testing.T, p *Prompt, dir, name, file string) {
	t.Helper()
	_, err := Copy(p, dir, name)
	var inTheWay *fs.PathError
	if !errors.As(err, &inTheWay) || !errors.Is(err, fs.ErrExist) || inTheWay.Path != file {
		t.Errorf("error is %v, want that %s exists", err, file)
	}
}

func TestCopyNames(t *testing.T) {
	dir, p := t.TempDir(), find(t, builtinSet(t), "names/v1")
	for _, name := range []string{"", "v1", "V1", "a b", "../a", "-a", "a.b", "خانه", strings.Repeat("a", 65)} {
		var nameError *NameError
		if _, err := Copy(p, dir, name); !errors.As(err, &nameError) || nameError.Name != name {
			t.Errorf("name %q: error is %v", name, err)
		}
	}
	if entries, _ := os.ReadDir(dir); len(entries) > 0 {
		t.Errorf("something was written: %v", entries)
	}
}

func TestDiff(t *testing.T) {
	one := goodPrompt(t)
	if got := Diff(one, one); got != "" {
		t.Errorf("a prompt differs from itself: %s", got)
	}
	set, err := new(Set).Add(folder("translate/two.tmpl", without(t, "0.5", "0.2"), "translate/schema-1.json", strings.Replace(goodSchema, "false", "true", 1)), "mine")
	if err != nil {
		t.Fatal(err)
	}
	got := Diff(one, find(t, set, "translate/two"))
	for _, want := range []string{"--- translate/house.tmpl\n+++ translate/two.tmpl\n", "\n-  temperature: 0.5\n+  temperature: 0.2\n", "--- translate/schema-1.json\n", "\n-  \"additionalProperties\": false\n+  \"additionalProperties\": true\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("the difference lacks %q:\n%s", want, got)
		}
	}
}
