package lang_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"tarjuma/internal/lang"
)

// A new language is one new file: nothing else changes when Urdu is added.
func TestAddingUrdu(t *testing.T) {
	urdu, err := os.ReadFile("testdata/ur.yaml")
	if err != nil {
		t.Fatal(err)
	}
	files := dataFiles(t)
	files["ur.yaml"] = &fstest.MapFile{Data: urdu}
	languages, err := lang.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"ur", "UR", "ur-PK", "urd", "urdu", "اردو"} {
		if l, err := languages.Find(name); err != nil || l.Code != "ur" {
			t.Errorf("%q: got %v, %v", name, l, err)
		}
	}
	for _, line := range append(lines(t, "testdata/told.txt"), lines(t, "testdata/told_ur.txt")...) {
		if l, err := languages.Detect(line[1]); err != nil || l.Code != line[0] {
			t.Errorf("%s %q: told as %v, %v", line[0], line[1], l, err)
		}
	}
	for _, line := range lines(t, "testdata/untold.txt") {
		if l, err := languages.Detect(line[1]); err == nil && line[0] != "Urdu" {
			t.Errorf("%s %q: told as %s", line[0], line[1], l.Code)
		}
	}
	l, err := languages.Find("ur")
	if err != nil {
		t.Fatal(err)
	}
	checkLanguage(t, l)
}

// The same of the program: the real tree, with that one file laid over it, lists Urdu.
func TestAddingAFileAddsALanguageToTheProgram(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	tool, err := exec.LookPath("go")
	if err != nil {
		t.Skip("no go on PATH to build with")
	}
	here, err := filepath.Abs(".")
	if err != nil {
		t.Fatal(err)
	}
	overlay, err := json.Marshal(map[string]map[string]string{"Replace": {
		filepath.Join(here, "ur.yaml"): filepath.Join(here, "testdata", "ur.yaml"),
	}})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "overlay.json"), overlay, 0o600); err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "tarjuma.exe")
	build := exec.Command(tool, "build", "-overlay="+filepath.Join(dir, "overlay.json"), "-o", program, "tarjuma/cmd/tarjuma")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building: %v\n%s", err, out)
	}
	out, err := exec.Command(program, "languages").Output()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for line := range strings.Lines(string(out)) {
		if fields := strings.Fields(line); len(fields) > 3 {
			got = append(got, strings.Join(fields[:3], " "))
		}
	}
	want := []string{"en en English", "hi hi Hindi", "prs fa-AF Dari", "ps ps Pashto", "ur ur Urdu"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q in\n%s", got, want, out)
	}
}
