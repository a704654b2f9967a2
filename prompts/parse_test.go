package prompts

import (
	"strings"
	"testing"
)

func TestTemplateFaultsNameTheLine(t *testing.T) {
	tests := []struct {
		name, old, new string
		want           []string // without "translate/a.tmpl"
	}{
		{"byte order mark", "---\nabout", "\ufeff---\nabout", []string{":1: begins with a byte order mark: save it as UTF-8 without one"}},
		{"carriage returns", "JSON.\n", "JSON.\r\n", []string{":13: a carriage return: save it with LF line ends"}},
		{"not UTF-8", "Answer", "Answer\n\xff", []string{":14: not valid UTF-8"}},
		{"no front matter", "---\nabout", "about", []string{`:1: the first line is not "---": a prompt begins with front matter`}},
		{"front matter not closed", "]\n---\n", "]\n", []string{`:13: ends without a line "---"`}},
		{"text before the blocks", "---\n===", "---\n\nHello\n===", []string{`:9: text between the front matter and "=== system"`}},
		{"no system block", "=== system\n", "", []string{`:8: text between the front matter and "=== system"`}},
		{"no user block", "=== user\n", "", []string{`:13: ends without a line "=== user"`}},
		{"blocks the other way round", "=== system\n", "=== user\n", []string{`:8: "=== user" is out of place: "=== system" and then "=== user" stand once each`}},
		{"a block twice", "=== user\n", "=== user\n=== user\n", []string{`:13: "=== user" is out of place: "=== system" and then "=== user" stand once each`}},
		{"block misspelt", "=== user\n", "=== usr\n=== user\n", []string{`:12: "=== usr" is out of place: "=== system" and then "=== user" stand once each`}},
		{"empty user block", "Answer in JSON.\n", "\n \n", []string{":12: an empty block"}},
		{"block that shows nothing", "Answer in JSON.\n", "{{if not .Language}}x{{end}}\n", []string{":12: an empty block"}},

		{"unknown key", "about:", "abuot:", []string{`:2: unknown key "abuot" (known: about, schema, parameters, variables)`}},
		{"unknown parameter", "temperature", "tempature", []string{`:5: unknown key "tempature" (known: temperature)`}},
		{"two unknown keys", "schema: schema-1.json", "x: 1\ny: 2", []string{`:3: unknown key "x" (known: about, schema, parameters, variables)`, `:4: unknown key "y" (known: about, schema, parameters, variables)`}},
		{"key twice", "schema: schema-1.json", "about: again", []string{`:3: front matter: mapping key "about" already defined at line 2`}},
		{"broken YAML", "about: ", "about: [", []string{`:1: front matter: did not find expected ',' or ']'`}},
		{"no mapping", "about: Shortest of all.\nschema: schema-1.json\nparameters:\n  temperature: 0.5\nvariables: [Language, Style]\n", "words\n", []string{":2: front matter: cannot unmarshal !!str `words` into prompts.front"}},
		{"two documents", "schema: schema-1.json\n", "schema: schema-1.json\n...\nx: 1\n", []string{":1: the front matter holds more than one document"}},
		{"empty front matter", "about: Shortest of all.\nschema: schema-1.json\nparameters:\n  temperature: 0.5\nvariables: [Language, Style]\n", "", []string{`:1: "about" is missing: say what this version is for`, `:1: "schema" is missing: name the file with the schema of the reply`}},
		{"no about", "about: Shortest of all.\n", "", []string{`:1: "about" is missing: say what this version is for`}},
		{"empty about", "Shortest of all.", `" "`, []string{`:2: "about" is missing: say what this version is for`}},
		{"no schema", "schema: schema-1.json\n", "", []string{`:1: "schema" is missing: name the file with the schema of the reply`}},
		{"schema elsewhere", "schema-1.json", "../names/schema-1.json", []string{`:3: schema "../names/schema-1.json": the name of a .json file in the folder of the task is wanted`}},
		{"schema not there", "schema-1.json", "schema-2.json", []string{`:3: there is no schema file translate/schema-2.json`}},
		{"temperature a word", "0.5", "low", []string{":5: front matter: cannot unmarshal !!str `low` into float64"}},
		{"temperature too high", "0.5", "2.5", []string{":5: temperature 2.5: 0 to 2 is wanted"}},
		{"temperature no number", "0.5", ".nan", []string{":5: temperature NaN: 0 to 2 is wanted"}},

		{"unknown variable declared", "[Language, Style]", "[Language, Style, Languge]", []string{`:6: unknown variable "Languge" (known: Language, OwnName, Tag, Description, Style)`}},
		{"declared twice", "[Language, Style]", "\n  - Language\n  - Style\n  - Style", []string{`:9: variable "Style" is declared twice`}},
		{"declared and not used", "[Language, Style]", "\n  - Language\n  - Tag\n  - Style", []string{`:8: variable "Tag" is declared but not used`}},
		{"used and not declared", "Answer", "\n\nAnswer {{.Tag}}", []string{":15: Tag is used but not declared under variables"}},
		{"unknown variable used", "Answer", "{{.Article}}", []string{":13: .Article is no variable (there are: Language, OwnName, Tag, Description, Style)"}},
		{"two faults", "Answer", "{{.Article}}\n{{.Tag}}", []string{":13: .Article is no variable (there are: Language, OwnName, Tag, Description, Style)", ":14: Tag is used but not declared under variables"}},

		{"template not closed", "You write", "\nYou write {{if .Language}}", []string{":13: unexpected EOF"}},
		{"template of nonsense", "Answer", "\n{{if}}", []string{":14: missing value for if"}},
		{"function not there", "Answer", "{{readFile}}", []string{`:13: function "readFile" not defined`}},
		{"function that prints", "{{.Language}}", `{{printf "%9999999s" .Language}}`, []string{":9: the function printf is not for prompts (there are: and, or, not, eq, ne)"}},
		{"function that cuts bytes", "{{.Language}}", `{{slice .Language 0 1}}`, []string{":9: the function slice is not for prompts (there are: and, or, not, eq, ne)"}},
		{"everything at once", "Answer", "{{.}}", []string{":13: a bare dot outside range and with"}},
		{"a list in a sentence", "Answer", "{{.Style}}", []string{":13: .Style is a list: write {{range .Style}}"}},
		{"a variable in range without $", "- {{.}}", "- {{.Language}}", []string{":10: inside range and with, write $.Language"}},
		{"range in range", "- {{.}}", "{{range $.Style}}{{.}}{{end}}", []string{":10: range inside range or with is not for prompts"}},
		{"range over a number", "Answer", "{{range 1000000000}}x{{end}}", []string{":13: range goes over a list, such as .Style"}},
		{"own variables", "Answer", "{{$x := .Language}}{{$x}}", []string{":13: $x := .Language: a template has no variables of its own", ":13: $x is no variable (there are: Language, OwnName, Tag, Description, Style)"}},
		{"define", "Answer", `{{define "x"}}{{end}}Answer`, []string{":13: define and block are not for prompts"}},
		{"template", "Answer", `{{template "translate/a.tmpl" .}}Answer`, []string{`:13: {{template "translate/a.tmpl" .}} is not for prompts`}},
		{"field of text", "{{.Language}}", "{{.Language.Code}}", []string{":9: .Language.Code is no variable (there are: Language, OwnName, Tag, Description, Style)", `:6: variable "Language" is declared but not used`}},
		{"wrong arguments", "{{.Language}}", "\n{{eq .Language}}", []string{`:10: executing "translate/a.tmpl" at <eq .Language>: error calling eq: missing argument for comparison`}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, problems := load(folder("translate/a.tmpl", without(t, test.old, test.new), "translate/schema-1.json", goodSchema))
			var got []string
			for _, p := range problems {
				got = append(got, strings.TrimPrefix(p.String(), "translate/a.tmpl"))
			}
			if strings.Join(got, "\n") != strings.Join(test.want, "\n") {
				t.Errorf("problems are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
		})
	}
}

func TestWhatATemplateMaySay(t *testing.T) {
	tests := map[string]struct{ user, want string }{
		"if and with":        {`{{if and .Language (ne .Language "Urdu")}}a{{else}}b{{end}}{{with .Language}} {{.}} {{$.Language}}{{end}}`, "a Dari Dari"},
		"comments":           {"{{/* why */}}\nAnswer {{- /* that */}} now", "Answer now"},
		"markers inside":     {"x === system\n ---\n---\n==== user", "x === system\n ---\n---\n==== user"},
		"blank lines round":  {"\n\n a\n\nb \n\n", " a\n\nb "},
		"trimmed at a start": {"{{- .Language}}", "Dari"},
		"literals":           {`{{if eq .Tag "fa-AF"}}{{"=== system"}}{{end}}`, "=== system"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			source := without(t, "Answer in JSON.\n", test.user)
			if strings.Contains(test.user, ".Tag") {
				source = strings.Replace(source, "Style]", "Style, Tag]", 1)
			}
			p, _, problems := parsePrompt("translate/a.tmpl", []byte(source))
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			system, user, err := p.Render(dariVars(), struct{}{})
			if err != nil || user != test.want+"\n{}" {
				t.Errorf("user is %q (%v), want %q", user, err, test.want)
			}
			if !strings.HasPrefix(system, "You write Dari.") {
				t.Errorf("system is %q", system)
			}
		})
	}
}
