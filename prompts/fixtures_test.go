package prompts

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares got with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got; -update writes it anew):\n%s", path, diff)
	}
}

// goodTemplate is a small prompt in which nothing is wrong; its lines are counted by the tests.
const goodTemplate = `---
about: Shortest of all.
schema: schema-1.json
parameters:
  temperature: 0.5
variables: [Language, Style]
---
=== system
You write {{.Language}}.
{{range .Style}}- {{.}}
{{end}}
=== user
Answer in JSON.
`

const goodSchema = `{
  "type": "object",
  "properties": {"start": {"type": "string"}, "text": {"type": "string"}},
  "required": ["start", "text"],
  "additionalProperties": false
}
`

// folder makes a folder of prompts from name, text, name, text …
func folder(namesAndTexts ...string) fstest.MapFS {
	files := fstest.MapFS{}
	for i := 0; i < len(namesAndTexts); i += 2 {
		files[namesAndTexts[i]] = &fstest.MapFile{Data: []byte(namesAndTexts[i+1])}
	}
	return files
}

// without gives goodTemplate with one text replaced, which must be in it.
func without(t *testing.T, old, new string) string {
	t.Helper()
	if !strings.Contains(goodTemplate, old) {
		t.Fatalf("%q is not in the template", old)
	}
	return strings.Replace(goodTemplate, old, new, 1)
}

func builtinSet(t testing.TB) *Set {
	t.Helper()
	set, err := Builtin()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func find(t testing.TB, set *Set, id string) *Prompt {
	t.Helper()
	p, err := set.Find(id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// goodPrompt gives goodTemplate as translate/house.
func goodPrompt(t testing.TB) *Prompt {
	t.Helper()
	set, err := new(Set).Add(folder("translate/house.tmpl", goodTemplate, "translate/schema-1.json", goodSchema), "mine")
	if err != nil {
		t.Fatal(err)
	}
	return find(t, set, "translate/house")
}
