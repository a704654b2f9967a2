package prompts

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Lint looks at a folder of prompts and gives all that is wrong in it, by file and line: what makes a prompt unusable
// (as Add would say), and what makes it fail on some servers or say something other than it seems to:
//
//   - a schema that a strict server refuses, or fields in an order that lets a sentence come before its evidence
//   - no word JSON in the prompt (OpenAI refuses the response format json_object then)
//   - a system block that does not name the target language
//   - invisible characters that turn the direction of text, and white space at the end of a line
func Lint(files fs.FS) []Problem {
	prompts, problems := load(files)
	for _, p := range prompts {
		problems = append(problems, p.lint()...)
	}
	for _, name := range textFiles(files) {
		if data, err := fs.ReadFile(files, name); err == nil { // load has said what cannot be read
			problems = append(problems, hidden(name, data)...)
		}
	}
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(problems) // prompts may share a schema
}

// lint looks at a prompt that can be used.
func (p *Prompt) lint() []Problem {
	var problems []Problem
	if !slices.ContainsFunc([]string{"Language", "OwnName", "Tag"}, func(v string) bool { return slices.Contains(p.system.uses, v) }) {
		problems = append(problems, Problem{p.File(), p.system.line, "the system block does not name the language: use .Language"})
	}
	// Both were rendered with these when the prompt was read.
	system, _ := p.system.render(sampleVars())
	user, _ := p.user.render(sampleVars())
	if !strings.Contains(strings.ToLower(system+user), "json") {
		problems = append(problems, Problem{p.File(), p.user.line, "the word JSON is missing: servers refuse the response format json_object without it"})
	}
	file := path.Join(p.Task, p.SchemaFile)
	if root, problem := readSchema(file, p.Schema); problem == nil {
		strict := strictness{file: file}
		strict.root(root)
		problems = append(problems, strict.problems...)
	}
	return problems
}

// textFiles gives the templates and schemas in the folders of the tasks.
func textFiles(files fs.FS) []string {
	var names []string
	for _, task := range Tasks() {
		for _, suffix := range []string{templateSuffix, schemaSuffix} {
			found, _ := fs.Glob(files, task+"/*"+suffix) // the pattern is well formed
			names = append(names, found...)
		}
	}
	return names
}

// hidden finds what a reader of the file does not see: the characters that embed, override or isolate a direction
// (U+202A to U+202E, U+2066 to U+2069), and white space at the end of a line.
func hidden(file string, data []byte) []Problem {
	var problems []Problem
	for i, line := range bytes.Split(data, []byte("\n")) {
		for _, r := range string(line) {
			if r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' {
				problems = append(problems, Problem{file, i + 1, fmt.Sprintf("the invisible direction character %U", r)})
			}
		}
		if trimmed := bytes.TrimRight(line, " \t"); len(trimmed) < len(line) {
			problems = append(problems, Problem{file, i + 1, "white space at the end of the line"})
		}
	}
	return problems
}
