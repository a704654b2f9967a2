package format

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"tarjuma/internal/news"
)

var update = flag.Bool("update", false, "rewrite the golden files")

const goldenFolder = "../../testdata/golden/format"

// golden is a document and how it is looked at; its files are NAME.txt, NAME.md and NAME.json.
type golden struct {
	name string
	doc  *news.Document
	lang string
}

func goldens(t *testing.T) []golden {
	t.Helper()
	var all []golden
	for _, code := range []string{"en", "prs", "ps", "hi"} {
		from, other := "en", []string{code}
		if code == "en" {
			from = "prs"
		}
		all = append(all,
			golden{"whole." + code, articleDocument(t, from, other), code},
			golden{"missing." + code, articleDocument(t, from, other, "s1", "s5"), code},
			golden{"brief." + code, briefDocument(t, code, nil, false), code},
			golden{"incomplete." + code, briefDocument(t, code, nil, true), code},
			golden{"brief-translated." + code, briefDocument(t, from, other, false), code},
			golden{"incomplete-translated." + code, briefDocument(t, from, other, true), code},
		)
	}
	three := []string{"prs", "ps", "hi"}
	return append(all,
		golden{"whole.all", articleDocument(t, "en", three), ""},
		golden{"missing.all", articleDocument(t, "en", three, "s2", "s6"), ""},
		golden{"brief.all", briefDocument(t, "en", three, false), ""},
		golden{"incomplete.all", briefDocument(t, "en", three, true), ""},
	)
}

func TestGoldens(t *testing.T) {
	if *update {
		if err := os.MkdirAll(goldenFolder, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, g := range goldens(t) {
		for _, name := range Names() {
			path := filepath.Join(goldenFolder, g.name+"."+name)
			got := written(t, name, g.doc, View{Lang: g.lang, Indent: true})
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
				t.Errorf("%s (-want +got):\n%s", path, diff)
			}
		}
	}
}

// No golden is left over from a document that no test makes any more.
func TestNoGoldenIsStale(t *testing.T) {
	made := map[string]bool{}
	for _, g := range goldens(t) {
		for _, name := range Names() {
			made[g.name+"."+name] = true
		}
	}
	entries, err := os.ReadDir(goldenFolder)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !made[e.Name()] {
			t.Errorf("%s is made by no test", e.Name())
		}
	}
}

func written(t testing.TB, name string, doc *news.Document, view View) string {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, name, doc, builtin(t), view); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func schema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	s, err := compiler.Compile("document-1.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func decoded(t testing.TB, text string) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestGoldensKeepToTheSchema(t *testing.T) {
	s := schema(t)
	paths, err := filepath.Glob(filepath.Join(goldenFolder, "*.json"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("%d goldens, %v", len(paths), err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Validate(decoded(t, string(data))); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}

// The schema must see what is wrong, or holding documents to it shows nothing.
func TestSchemaSeesFaults(t *testing.T) {
	s := schema(t)
	text := written(t, "json", briefDocument(t, "en", []string{"ps"}, false), View{})
	for _, change := range [][2]string{
		{`"schema":"tarjuma.document/1"`, `"schema":"tarjuma.document/2"`},
		{`"findings":[]`, `"findings":null`},
		{`"findings":[]`, `"findings":[],"more":1`},
		{`"dropped":[],`, ``},
		{`"id":"s1"`, `"id":"b1"`},
		{`"kind":"credit"`, `"kind":"byline"`},
		{`"evidence":["s1"]`, `"evidence":[]`},
		{`"of":"brief"`, `"of":"title"`},
		{`"origin":"model"`, `"origin":""`},
		{`"fault":""`, `"fault":"left out"`},
		{`"time":"2025-11-24T06:30:00Z"`, `"time":"yesterday"`},
		{`"fixes":[]`, `"fixes":null`},
		{`"attempts":1`, `"attempts":-1`},
	} {
		changed := strings.Replace(text, change[0], change[1], 1)
		if changed == text {
			t.Errorf("%s is not in the document", change[0])
		} else if s.Validate(decoded(t, changed)) == nil {
			t.Errorf("%s in the place of %s is let through", change[1], change[0])
		}
	}
}

// Spread out or not, JSON says the same, and alone it is one line.
func TestJSONIsOneLine(t *testing.T) {
	for _, g := range goldens(t) {
		line := written(t, "json", g.doc, View{})
		if strings.Count(line, "\n") != 1 || !strings.HasSuffix(line, "}\n") {
			t.Errorf("%s: %q", g.name, line)
		}
		var compact bytes.Buffer
		if err := json.Compact(&compact, []byte(written(t, "json", g.doc, View{Indent: true}))); err != nil {
			t.Fatal(err)
		}
		if strings.TrimSpace(line) != strings.TrimSpace(compact.String()) {
			t.Errorf("%s differs when it is spread out", g.name)
		}
	}
}

// A document whose lists were never filled has empty lists, never null; the temperature alone may be null.
func TestJSONHasNoNullLists(t *testing.T) {
	doc := &news.Document{
		Article: &news.Article{}, Brief: &news.Brief{Points: []news.Sentence{{}}},
		Translations: []news.Translation{{Pairs: []news.Pair{{}}}, {}},
	}
	text := strings.ReplaceAll(written(t, "json", doc, View{}), `"temperature":null`, "")
	if strings.Contains(text, "null") {
		t.Error(text)
	}
	if text := written(t, "json", &news.Document{Article: &news.Article{}}, View{}); strings.Contains(text, "null") || strings.Contains(text, "brief") {
		t.Error(text)
	}
}

func TestJSONKeysAndCharacters(t *testing.T) {
	doc := briefDocument(t, "en", []string{"prs"}, false)
	doc.Article.Segments[1].Text = "A & B <i> \u2028 \u200c \"q\""
	text := written(t, "json", doc, View{})
	at := -1
	for _, key := range []string{
		`{"schema":`, `"article":{"name":`, `"lang":`, `"sha256":`, `"segments":[{"id":`, `"kind":`, `"text":`,
		`"brief":{"lang":`, `"headline":{"id":`, `"evidence":`, `"standfirst":`, `"points":`, `"facts":[{"quote":`, `"segment":`, `"dropped":`,
		`"made":{"tool":`, `"prompt":`, `"prompt_sha256":`, `"style_sha256":`, `"model":`, `"models":`, `"parameters":`, `"requests":`,
		`"tokens":`, `"attempts":`, `"finish":`, `"time":`,
		`"translations":[{"lang":`, `"tag":`, `"of":`, `"names":`, `"pairs":[{"id":`, `"source":`, `"target":`, `"origin":`, `"attempts":`, `"fixes":`, `"fault":`,
		`"made":`, `"findings":`,
	} {
		next := strings.Index(text[at+1:], key)
		if next < 0 {
			t.Fatalf("%s does not follow: %s", key, text)
		}
		at += 1 + next
	}
	if want := "\"A & B <i> \u2028 \u200c \\\"q\\\"\""; !strings.Contains(text, want) {
		t.Errorf("%s is not in %s", want, text)
	}
	doc.Article.Segments[1].Text = "\xff"
	if err := Write(&bytes.Buffer{}, "json", doc, builtin(t), View{}); err == nil {
		t.Error("invalid UTF-8 is written")
	}
}
