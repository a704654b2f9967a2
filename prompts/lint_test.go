package prompts

import (
	"strings"
	"testing"
)

func lintOf(t *testing.T, template, schema string) string {
	t.Helper()
	var lines []string
	for _, p := range Lint(folder("translate/a.tmpl", template, "translate/schema-1.json", schema)) {
		lines = append(lines, p.String())
	}
	return strings.Join(lines, "\n")
}

func TestLintOfTemplates(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"clean", "You", "You", ""},
		{"broken", "about:", "abuot:", `translate/a.tmpl:2: unknown key "abuot" (known: about, schema, parameters, variables)`},
		{"space at the end", "You write", "You \nwrite", "translate/a.tmpl:9: white space at the end of the line"},
		{"tab in front matter", "of all.", "of all.\t", "translate/a.tmpl:2: white space at the end of the line"},
		{"right-to-left override", "Answer", "An\u202eswer\u2069", "translate/a.tmpl:13: the invisible direction character U+202E\ntranslate/a.tmpl:13: the invisible direction character U+2069"},
		{"no JSON", "JSON", "words", "translate/a.tmpl:13: the word JSON is missing: servers refuse the response format json_object without it"},
		{"JSON in a comment only", "JSON", "{{/* JSON */}}words", "translate/a.tmpl:13: the word JSON is missing: servers refuse the response format json_object without it"},
		{"no language in system", "You write {{.Language}}.", "{{/* */}}You write.", "translate/a.tmpl:6: variable \"Language\" is declared but not used"},
		{"language in user only", "You write {{.Language}}.\n{{range .Style}}- {{.}}\n{{end}}\n=== user\n", "You write.\n{{range .Style}}- {{.}}\n{{end}}\n=== user\n{{.Language}} ", "translate/a.tmpl:9: the system block does not name the language: use .Language"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := lintOf(t, without(t, test.old, test.new), goodSchema); got != test.want {
				t.Errorf("lint says\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestLintOfSchemas(t *testing.T) {
	const known = "(those there are: type, properties, required, additionalProperties, items, enum, description)"
	tests := []struct{ name, old, new, want string }{
		{"nullable", `"text": {"type": "string"}`, `"text": {"type": ["string", "null"], "description": "d", "enum": ["a"]}`, ""},
		{"not JSON", `"object",`, `"object"`, "translate/schema-1.json:3: not a JSON schema: invalid character '\"' after object value (expecting ',' or '}')"},
		{"key twice", `"type": "object",`, `"type": "object", "type": "object",`, "translate/schema-1.json:2: not a JSON schema: duplicate object member name (at /type)"},
		{"two values", "false\n}\n", "false\n}\n{}\n", "translate/schema-1.json:7: not a JSON schema: something after its end"},
		{"a list", goodSchema, "[]", "translate/schema-1.json:1: not a JSON schema: an object is wanted"},
		{"carriage return", "false\n", "false\r\n", "translate/schema-1.json:5: a carriage return: save it with LF line ends"},
		{"root no object", goodSchema, `{"type": "array", "items": {"type": "string"}}`, "translate/schema-1.json:1: the root: a strict schema has an object at its root"},
		{"open object", "false", "true", "translate/schema-1.json:1: the root: additionalProperties is not false"},
		{"open object by default", ",\n  \"additionalProperties\": false", "", "translate/schema-1.json:1: the root: additionalProperties is not false"},
		{"optional field", `["start", "text"]`, `["start"]`, `translate/schema-1.json:1: the root: "text" is not required: strict servers take no optional field`},
		{"required and not there", `["start", "text"]`, `["start", "text", "note"]`, `translate/schema-1.json:4: the root: "note" is required but no property`},
		{"length limit", `"text": {"type": "string"}`, `"text": {"type": "string", "minLength": 1}`, `translate/schema-1.json:3: text: not every server takes the keyword "minLength" ` + known},
		{"list limit", `"text": {"type": "string"}`, `"text": {"type": "array", "items": {"type": "string"}, "maxItems": 3}`, `translate/schema-1.json:3: text: not every server takes the keyword "maxItems" ` + known},
		{"list of anything", `"text": {"type": "string"}`, `"text": {"type": "array"}`, `translate/schema-1.json:3: text: an array without items`},
		{"open object deep inside", `"text": {"type": "string"}`, `"text": {"type": "array", "items": {"type": "object", "properties": {"x": {"type": "string"}}, "required": ["x"]}}`, `translate/schema-1.json:3: text[]: additionalProperties is not false`},
		{"object of anything", `"text": {"type": "string"}`, `"text": {"type": "object"}`, `translate/schema-1.json:3: text: an object without properties`},
		{"anything", `"text": {"type": "string"}`, `"text": true`, `translate/schema-1.json:3: text: a schema is an object`},
		{"no type", `"text": {"type": "string"}`, `"text": {}`, `translate/schema-1.json:3: text: no type`},
		{"translation before its anchor", `"start": {"type": "string"}, "text": {"type": "string"}`, "\"text\": {\"type\": \"string\"},\n\"start\": {\"type\": \"string\"}", `translate/schema-1.json:4: the root: "start" must come before "text": a model writes in this order`},
		{"space at the end", "{\n", "{ \n", "translate/schema-1.json:1: white space at the end of the line"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if !strings.Contains(goodSchema, test.old) {
				t.Fatalf("%q is not in the schema", test.old)
			}
			if got := lintOf(t, goodTemplate, strings.Replace(goodSchema, test.old, test.new, 1)); got != test.want {
				t.Errorf("lint says\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

func TestLintWantsEvidenceBeforeTheSentence(t *testing.T) {
	p := find(t, builtinSet(t), "summarize/v1")
	schema := string(p.Schema)
	facts, points := strings.Index(schema, `    "facts"`), strings.Index(schema, `    "points"`)
	headline := strings.Index(schema, `    "headline"`)
	swapped := schema[:facts] + schema[points:headline] + schema[facts:points] + schema[headline:]
	problems := Lint(folder("summarize/a.tmpl", goodTemplate, "summarize/b.tmpl", goodTemplate, "summarize/schema-1.json", swapped))
	want := `"facts" must come before "points": a model writes in this order`
	if len(problems) != 1 || !strings.Contains(problems[0].Message, want) {
		t.Errorf("lint says %v, want once %s", problems, want)
	}
}

func TestLintOfAWholeFolder(t *testing.T) {
	problems := Lint(folder("translate/b.tmpl", "x", "translate/a.tmpl", "x", "names/a.tmpl", strings.Replace(goodTemplate, "JSON.", "JSON. ", 1), "names/schema-1.json", goodSchema, "x.tmpl", ""))
	var files []string
	for _, p := range problems {
		files = append(files, p.File)
	}
	if got, want := strings.Join(files, " "), "names/a.tmpl translate/a.tmpl translate/b.tmpl x.tmpl"; got != want {
		t.Errorf("problems in %s, want in %s", got, want)
	}
	if problems := Lint(folder()); len(problems) != 1 || !strings.Contains(problems[0].Message, "no prompts here") {
		t.Errorf("an empty folder: %v", problems)
	}
}
