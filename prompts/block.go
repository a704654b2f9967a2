package prompts

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"text/template/parse"
)

// variableNames gives the names of Vars in their order.
func variableNames() []string {
	var names []string
	for _, field := range reflect.VisibleFields(reflect.TypeFor[Vars]()) {
		names = append(names, field.Name)
	}
	return names
}

func isList(variable string) bool {
	field, found := reflect.TypeFor[Vars]().FieldByName(variable)
	return found && field.Type.Kind() == reflect.Slice
}

// functions are those of text/template that only decide. The others print, cut by bytes, escape or call.
func functions() []string {
	return []string{"and", "or", "not", "eq", "ne"}
}

// compile makes b's template and finds what it uses. Line ends put before the text make the template count the lines
// of the file; render takes them off again with the other blank lines round a block.
func (b *block) compile(file string, declared []string) []Problem {
	padded := strings.Repeat("\n", b.line-1) + b.text
	tmpl, err := template.New(file).Option("missingkey=error").Parse(padded)
	if err != nil {
		return []Problem{templateProblem(file, err, b.line-1)}
	}
	w := walker{file: file, text: padded, declared: declared}
	if len(tmpl.Templates()) > 1 {
		w.fault(parse.Pos(b.line-1), "define and block are not for prompts")
	}
	if tmpl.Tree != nil {
		w.list(tmpl.Root, false)
	}
	b.tmpl, b.uses = tmpl, w.uses
	if len(w.problems) > 0 {
		return w.problems
	}
	return b.try(file)
}

// try renders the block with and without values, so that what a template can do wrong is known before any request.
func (b *block) try(file string) []Problem {
	for _, vars := range []Vars{{}, sampleVars()} {
		if _, err := b.render(vars); err != nil {
			return []Problem{templateProblem(file, err, b.line-1)}
		}
	}
	if text, _ := b.render(sampleVars()); strings.TrimSpace(text) == "" {
		return []Problem{{file, b.line - 1, "an empty block"}}
	}
	return nil
}

// sampleVars has a value for every variable.
func sampleVars() Vars {
	return Vars{Language: "Dari", OwnName: "دری", Tag: "fa-AF", Description: "As written in Afghanistan.", Style: []string{"Plain words."}}
}

// templateProblem turns an error of text/template, "template: FILE:LINE: …" or "…:LINE:COLUMN: …", into one of ours.
func templateProblem(file string, err error, line int) Problem {
	message := strings.TrimPrefix(err.Error(), "template: "+file+":")
	number, rest, _ := strings.Cut(message, ":")
	if n, err := strconv.Atoi(number); err == nil {
		line, message = n, rest
	}
	if column, rest, _ := strings.Cut(message, ":"); isNumber(column) {
		message = rest
	}
	return Problem{file, line, strings.TrimSpace(message)}
}

func isNumber(text string) bool {
	_, err := strconv.Atoi(text)
	return err == nil
}

// walker looks at a block's parse tree: only what is listed here may stand in a prompt.
type walker struct {
	file     string
	text     string
	declared []string
	uses     []string
	problems []Problem
}

func (w *walker) fault(pos parse.Pos, format string, args ...any) {
	line := lineAt([]byte(w.text), min(int(pos), len(w.text)))
	w.problems = append(w.problems, Problem{w.file, line, fmt.Sprintf(format, args...)})
}

// list walks a list of nodes; inside says that the dot is a value here (within range or with), not Vars.
func (w *walker) list(nodes *parse.ListNode, inside bool) {
	if nodes == nil {
		return
	}
	for _, node := range nodes.Nodes {
		switch n := node.(type) {
		case *parse.TextNode, *parse.CommentNode, *parse.BreakNode, *parse.ContinueNode:
		case *parse.ActionNode:
			w.pipe(n.Pipe, inside, false)
		case *parse.IfNode:
			w.pipe(n.Pipe, inside, true)
			w.list(n.List, inside)
			w.list(n.ElseList, inside)
		case *parse.WithNode:
			w.pipe(n.Pipe, inside, false)
			w.list(n.List, true)
			w.list(n.ElseList, inside)
		case *parse.RangeNode:
			w.rangeOver(n, inside)
		default:
			w.fault(node.Position(), "%s is not for prompts", node)
		}
	}
}

// rangeOver holds range to a list, and to one level, so that no template can run on and on.
func (w *walker) rangeOver(n *parse.RangeNode, inside bool) {
	name := ""
	if len(n.Pipe.Cmds) == 1 && len(n.Pipe.Cmds[0].Args) == 1 {
		name = variable(n.Pipe.Cmds[0].Args[0])
	}
	switch {
	case inside:
		w.fault(n.Position(), "range inside range or with is not for prompts")
	case !isList(name):
		w.fault(n.Position(), "range goes over a list, such as .Style")
	}
	w.pipe(n.Pipe, inside, true)
	w.list(n.List, true)
	w.list(n.ElseList, inside)
}

// pipe walks a pipeline; lists says that a list may stand in it.
func (w *walker) pipe(pipe *parse.PipeNode, inside, lists bool) {
	if len(pipe.Decl) > 0 {
		w.fault(pipe.Position(), "%s: a template has no variables of its own", pipe)
	}
	for _, command := range pipe.Cmds {
		for _, arg := range command.Args {
			w.argument(arg, inside, lists)
		}
	}
}

func (w *walker) argument(arg parse.Node, inside, lists bool) {
	switch n := arg.(type) {
	case *parse.StringNode, *parse.NumberNode, *parse.BoolNode:
	case *parse.PipeNode:
		w.pipe(n, inside, lists)
	case *parse.DotNode:
		if !inside {
			w.fault(n.Position(), "a bare dot outside range and with")
		}
	case *parse.IdentifierNode:
		if !slices.Contains(functions(), n.Ident) {
			w.fault(n.Position(), "the function %s is not for prompts (there are: %s)", n.Ident, strings.Join(functions(), ", "))
		}
	case *parse.FieldNode:
		if inside {
			w.fault(n.Position(), "inside range and with, write $%s", n)
			return
		}
		w.use(n, lists)
	case *parse.VariableNode:
		w.use(n, lists)
	default:
		w.fault(arg.Position(), "%s is not for prompts", arg)
	}
}

func (w *walker) use(n parse.Node, lists bool) {
	name := variable(n)
	switch {
	case !slices.Contains(variableNames(), name):
		w.fault(n.Position(), "%s is no variable (there are: %s)", n, strings.Join(variableNames(), ", "))
	case !slices.Contains(w.declared, name):
		w.fault(n.Position(), "%s is used but not declared under variables", name)
	case isList(name) && !lists:
		w.fault(n.Position(), "%s is a list: write {{range %s}}", n, n)
	}
	w.uses = append(w.uses, name)
}

// variable gives the name that .Name or $.Name stands for, or "".
func variable(node parse.Node) string {
	switch n := node.(type) {
	case *parse.FieldNode:
		if len(n.Ident) == 1 {
			return n.Ident[0]
		}
	case *parse.VariableNode:
		if len(n.Ident) == 2 && n.Ident[0] == "$" {
			return n.Ident[1]
		}
	}
	return ""
}
