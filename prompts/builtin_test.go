package prompts

import (
	"bytes"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func TestBuiltinPromptsAreClean(t *testing.T) {
	for _, p := range Lint(Files()) {
		t.Error(p)
	}
}

func TestReleasedPromptsAreAsReleased(t *testing.T) {
	set := builtinSet(t)
	if err := set.Verify(); err != nil {
		t.Error(err)
	}
	for _, task := range Tasks() {
		p := find(t, set, task+"/v1")
		if !p.Released || !p.Builtin {
			t.Errorf("%s: released %v, built-in %v", p.ID, p.Released, p.Builtin)
		}
	}
	for _, p := range set.List() {
		if !regexp.MustCompile(`^v[1-9][0-9]*$`).MatchString(p.Name) {
			t.Errorf("%s: a built-in version is named vN", p.ID)
		}
		if !p.Released {
			t.Logf("draft: %s", p.LockLine())
		}
	}
}

func TestLockIsSortedAndEachIDStandsOnce(t *testing.T) {
	data, err := fs.ReadFile(Files(), lockFile)
	if err != nil {
		t.Fatal(err)
	}
	text, ended := strings.CutSuffix(string(data), "\n")
	lines := strings.Split(text, "\n")
	if !ended || !slices.IsSorted(lines) {
		t.Errorf("not sorted, or the last line has no end:\n%s", data)
	}
	seen := map[string]bool{}
	for _, line := range lines {
		id, _, _ := strings.Cut(line, " ")
		if seen[id] {
			t.Errorf("%s stands twice", id)
		}
		seen[id] = true
	}
}

// wireFields are the keys of each task's request and reply. What a prompt does not speak of, a model must guess.
func wireFields(task string) []string {
	switch task {
	case Translate:
		return []string{"target_lang", "context", "headline", "names", "source", "target", "before", "after", "segments", "id", "start", "text", "previous", "problems"}
	case Summarize:
		return []string{"output_lang", "words", "points", "anchors", "problems", "facts", "segments", "id", "text", "seen", "segment", "start", "quote", "evidence", "headline", "standfirst"}
	}
	return []string{"target_lang", "headline", "names", "source", "target"}
}

func TestPromptsSpeakOfEveryField(t *testing.T) {
	for _, p := range builtinSet(t).List() {
		system, user, err := p.Render(dariVars(), struct{}{})
		if err != nil {
			t.Fatal(err)
		}
		for _, field := range wireFields(p.Task) {
			if !strings.Contains(system+user, `"`+field+`"`) {
				t.Errorf("%s does not speak of %q", p.ID, field)
			}
		}
		for _, line := range dariVars().Style {
			if p.Task != Names && !strings.Contains(system, "- "+line+"\n") { // a name has no style but its rules
				t.Errorf("%s: no style line %q", p.ID, line)
			}
		}
		if strings.Contains(system, "\n\n\n") {
			t.Errorf("%s: two blank lines in the system message", p.ID)
		}
	}
}

// Every request of a part carries these words, so they are counted. A language's style lines are around 150 more.
func TestPromptsAreCompact(t *testing.T) {
	limits := map[string]int{Translate: 550, Summarize: 650, Names: 350}
	for _, p := range builtinSet(t).List() {
		if words := len(strings.Fields(p.system.text + p.user.text)); words > limits[p.Task] {
			t.Errorf("%s has %d words, more than %d", p.ID, words, limits[p.Task])
		}
	}
}

// goodReplies have the shape of design's replies; badReplies break the schema in one way each.
func TestSchemasTakeTheirRepliesOnly(t *testing.T) {
	replies := map[string]struct {
		good string
		bad  []string
	}{
		Translate: {
			`{"segments":[{"id":"s1","start":"one two three","text":"یک دو سه"}]}`,
			[]string{`[]`, `{}`, `{"segments":[{"id":"s1","text":"x"}]}`, `{"segments":[],"notes":""}`, `{"segments":[{"id":1,"start":"","text":""}]}`},
		},
		Summarize: {
			`{"seen":[{"segment":"s1","start":"a b c"}],"facts":[{"quote":"q","segment":"s3"}],"points":[{"text":"t","evidence":["s3","s7"]}],"headline":{"text":"h","evidence":["s1"]},"standfirst":{"text":"s","evidence":["s2"]}}`,
			[]string{`{"facts":[],"points":[],"headline":{"text":"h","evidence":[]},"standfirst":{"text":"s","evidence":[]}}`, `{"seen":[],"facts":[],"points":["t"],"headline":{"text":"h","evidence":[]},"standfirst":{"text":"s","evidence":[]}}`},
		},
		Names: {
			`{"names":[{"source":"Kabul","target":"کابل"}]}`,
			[]string{`{"names":["کابل"]}`, `{"names":[{"source":"Kabul","target":null}]}`},
		},
	}
	for _, p := range builtinSet(t).List() {
		schema := compileSchema(t, p)
		if err := schema.Validate(decode(t, replies[p.Task].good)); err != nil {
			t.Errorf("%s refuses its own reply: %v", p.ID, err)
		}
		for _, bad := range replies[p.Task].bad {
			if schema.Validate(decode(t, bad)) == nil {
				t.Errorf("%s takes %s", p.ID, bad)
			}
		}
	}
}

func compileSchema(t *testing.T, p *Prompt) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("schema.json", decode(t, string(p.Schema))); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func decode(t *testing.T, text string) any {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(text)))
	if err != nil {
		t.Fatal(err)
	}
	return value
}

// TestSchemaKeyOrder: a model writes the keys in this order, and the words of the prompt show the same.
func TestSchemaKeyOrder(t *testing.T) {
	want := map[string][]string{Translate: {"segments"}, Summarize: {"seen", "facts", "points", "headline", "standfirst"}, Names: {"names"}}
	for _, p := range builtinSet(t).List() {
		root, problem := readSchema(p.SchemaFile, p.Schema)
		if problem != nil {
			t.Fatal(problem)
		}
		if keys := root.member("properties").keys; !slices.Equal(keys, want[p.Task]) {
			t.Errorf("%s: keys are %v, want %v", p.ID, keys, want[p.Task])
		}
		at := 0
		for _, key := range want[p.Task] {
			i := strings.Index(p.user.text[at:], `"`+key+`":[`)
			if i < 0 {
				i = strings.Index(p.user.text[at:], `"`+key+`":{`)
			}
			if i < 0 {
				t.Fatalf("%s does not show %q in its place", p.ID, key)
			}
			at += i
		}
	}
}

func BenchmarkBuiltin(b *testing.B) {
	for b.Loop() {
		if _, err := Builtin(); err != nil {
			b.Fatal(err)
		}
	}
}
