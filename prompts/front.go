package prompts

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// front is the front matter of a template.
type front struct {
	About      at[string]   `yaml:"about"`
	Schema     at[string]   `yaml:"schema"`
	Parameters parameters   `yaml:"parameters,omitempty"`
	Variables  []at[string] `yaml:"variables,flow"`
}

type parameters struct {
	Temperature *at[float64] `yaml:"temperature,omitempty"`
}

// at is a value of the front matter and the line of the file that it stands in.
type at[T any] struct {
	Value T
	Line  int
}

// UnmarshalYAML keeps the line beside the value.
func (a *at[T]) UnmarshalYAML(node *yaml.Node) error {
	a.Line = node.Line
	return node.Decode(&a.Value)
}

// MarshalYAML writes the value alone.
func (a at[T]) MarshalYAML() (any, error) {
	return a.Value, nil
}

// readFront reads front matter with its fences, so that YAML counts the lines of the file. Keys are looked at here
// rather than by yaml's KnownFields, whose message names Go types where a reader wants the known keys.
func readFront(file, text string) (front, []Problem) {
	var f front
	decoder := yaml.NewDecoder(strings.NewReader(strings.TrimSuffix(text, fence+"\n")))
	var document yaml.Node
	if err := decoder.Decode(&document); err != nil {
		return f, yamlProblems(file, err)
	}
	if err := decoder.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return f, []Problem{{file, 1, "the front matter holds more than one document"}}
	}
	root := document.Content[0]
	problems := unknownKeys(file, root, "about", "schema", "parameters", "variables")
	if err := document.Decode(&f); err != nil {
		problems = append(problems, yamlProblems(file, err)...)
	}
	if len(problems) > 0 {
		return f, problems
	}
	return f, f.check(file)
}

// check looks at the values, all of which could be read.
func (f front) check(file string) []Problem {
	var problems []Problem
	if strings.TrimSpace(f.About.Value) == "" {
		problems = append(problems, Problem{file, max(f.About.Line, 1), `"about" is missing: say what this version is for`})
	}
	name := f.Schema.Value
	if name == "" {
		problems = append(problems, Problem{file, max(f.Schema.Line, 1), `"schema" is missing: name the file with the schema of the reply`})
	} else if !isPlainName(strings.TrimSuffix(name, schemaSuffix)) || !strings.HasSuffix(name, schemaSuffix) {
		problems = append(problems, Problem{file, f.Schema.Line, fmt.Sprintf("schema %q: the name of a %s file in the folder of the task is wanted", name, schemaSuffix)})
	}
	if t := f.Parameters.Temperature; t != nil && !(t.Value >= 0 && t.Value <= 2) {
		problems = append(problems, Problem{file, t.Line, fmt.Sprintf("temperature %v: 0 to 2 is wanted", t.Value)})
	}
	known, seen := variableNames(), make(map[string]bool)
	for _, v := range f.Variables {
		if !slices.Contains(known, v.Value) {
			problems = append(problems, Problem{file, v.Line, fmt.Sprintf("unknown variable %q (known: %s)", v.Value, strings.Join(known, ", "))})
		} else if seen[v.Value] {
			problems = append(problems, Problem{file, v.Line, fmt.Sprintf("variable %q is declared twice", v.Value)})
		}
		seen[v.Value] = true
	}
	return problems
}

// unknownKeys finds misspelt keys in the front matter and in its parameters.
func unknownKeys(file string, mapping *yaml.Node, known ...string) []Problem {
	var problems []Problem
	if mapping.Kind != yaml.MappingNode {
		return nil // decoding says so
	}
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		key, value := mapping.Content[i], mapping.Content[i+1]
		if !slices.Contains(known, key.Value) {
			problems = append(problems, Problem{file, key.Line, fmt.Sprintf("unknown key %q (known: %s)", key.Value, strings.Join(known, ", "))})
		} else if key.Value == "parameters" {
			problems = append(problems, unknownKeys(file, value, "temperature")...)
		}
	}
	return problems
}

// yamlProblems gives yaml's faults one by one; each message begins with its line, which yaml gives in no other way.
func yamlProblems(file string, err error) []Problem {
	messages := []string{strings.TrimPrefix(err.Error(), "yaml: ")}
	var typed *yaml.TypeError
	if errors.As(err, &typed) {
		messages = typed.Errors
	}
	var problems []Problem
	for _, message := range messages {
		line := 1
		if rest, found := strings.CutPrefix(message, "line "); found {
			number, said, _ := strings.Cut(rest, ": ")
			if n, err := strconv.Atoi(number); err == nil {
				line, message = n, said
			}
		}
		problems = append(problems, Problem{file, line, "front matter: " + message})
	}
	return problems
}

// withAbout gives front matter anew with another about: the same values in their usual order, without comments.
func (f front) withAbout(about string) (string, error) {
	f.About.Value = about
	var out bytes.Buffer
	encoder := yaml.NewEncoder(&out)
	encoder.SetIndent(2)
	if err := encoder.Encode(f); err != nil {
		return "", err
	}
	return fence + "\n" + out.String() + fence + "\n", nil
}
