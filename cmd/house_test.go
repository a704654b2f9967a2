package cmd_test

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// The rules of the house that a program can hold us to. Tools are free of them: they are small programs of their own.
//
//   - A context comes from main: with context.Background() further down, Ctrl-C cannot stop a request.
//   - The process ends in main alone, so that tests can call everything else and files are never left half written.
//   - Nothing runs before main, and no package keeps state: a function gets what it needs from its caller.
//   - Bad input is an error, never a panic.
func TestCodeKeepsTheHouseRules(t *testing.T) {
	for _, room := range byFolder(ownFiles(t)) {
		for _, fault := range houseFaults(room) {
			t.Error(fault)
		}
	}
}

// TestHouseFaultsAreSeen breaks each rule once, and bends each as far as it may be bent.
func TestHouseFaultsAreSeen(t *testing.T) {
	for _, c := range []struct{ name, path, source, want string }{
		{"background", "internal/llm/x.go", `package llm; import "context"; func f() { _ = context.Background() }`, "context.Background: take the caller's context"},
		{"todo under another name", "cmd/x.go", `package cmd; import std "context"; func f() { _ = std.TODO() }`, "context.TODO"},
		{"background in main", "cmd/tarjuma/main.go", `package main; import "context"; func main() { _ = context.Background() }`, ""},
		{"exit", "cmd/x.go", `package cmd; import "os"; func f() { os.Exit(1) }`, "os.Exit: return an error"},
		{"log.Fatal", "prompts/x.go", `package prompts; import "log"; func f() { log.Fatalf("x") }`, "log.Fatalf"},
		{"exit in main", "cmd/tarjuma/main.go", `package main; import "os"; func main() { os.Exit(1) }`, ""},
		{"exit in a tool", "internal/tools/x/main.go", `package main; import "os"; func main() { os.Exit(1) }`, ""},
		{"init", "internal/lang/x.go", `package lang; func init() {}`, "func init"},
		{"a method called init", "internal/lang/x.go", `package lang; type t struct{}; func (t) init() {}`, ""},
		{"panic", "internal/news/x.go", `package news; func f() { panic("x") }`, "panic: return an error"},
		{"map", "internal/news/x.go", `package news; var kinds = map[string]int{"a": 1}`, "package variable kinds"},
		{"slice", "internal/news/x.go", `package news; var kinds = []string{"a"}`, "package variable kinds"},
		{"pointer", "internal/news/x.go", `package news; var it = &struct{}{}`, "package variable it"},
		{"no value", "internal/news/x.go", `package news; var a, count int`, "package variable count"},
		{"constant as variable", "internal/news/x.go", `package news; var count = 3`, "package variable count"},
		{"call", "internal/news/x.go", `package news; var now = f(); func f() int { return 1 }`, "package variable now"},
		{"assigned array", "internal/news/x.go", `package news; var kinds = [...]string{"a"}; func f() { kinds[0] = "b" }`, "kinds is written to"},
		{"leaked array", "internal/news/x.go", `package news; var kinds = [...]string{"a"}; func f() []string { return kinds[:] }`, "kinds is written to"},
		{"replaced sentinel", "internal/news/x.go", `package news; import "errors"; var ErrX = errors.New("x"); func f() { ErrX = nil }`, "ErrX is written to"},
		{"array", "internal/news/x.go", `package news; var kinds = [...]string{"a"}; func f() string { return kinds[0] }`, ""},
		{"local of the same name", "internal/news/x.go", `package news; var kinds = [...]string{"a"}; func f() { kinds := 1; kinds = 2; _ = kinds }`, ""},
		{"sentinel", "internal/news/x.go", `package news; import "errors"; var ErrX, errY = errors.New("x"), errors.New("y")`, ""},
		{"expression", "internal/news/x.go", `package news; import "regexp"; var word = regexp.MustCompile("a")`, ""},
		{"files", "prompts/x.go", "package prompts\nimport \"embed\"\n//go:embed x\nvar files embed.FS", ""},
		{"file", "prompts/x.go", "package prompts\nimport _ \"embed\"\n//go:embed x\nvar file string", ""},
		{"bytes of a file", "prompts/x.go", "package prompts\nimport _ \"embed\"\n//go:embed x\nvar file []byte", "package variable file"},
		{"assertion", "internal/llm/x.go", `package llm; type T struct{}; type I interface{}; var _ I = (*T)(nil)`, ""},
		{"unfinished", "internal/news/x.go", "package news\n// TO" + "DO: the rest\nfunc f() {}", "unfinished"},
	} {
		t.Run(c.name, func(t *testing.T) {
			expectFault(t, houseFaults([]goFile{parsed(t, c.path, c.source)}), c.want)
		})
	}
}

// byFolder sorts files into packages, in order of folder.
func byFolder(files []goFile) [][]goFile {
	var rooms [][]goFile
	slices.SortStableFunc(files, func(a, b goFile) int { return strings.Compare(a.folder, b.folder) })
	for i, f := range files {
		if i == 0 || files[i-1].folder != f.folder {
			rooms = append(rooms, nil)
		}
		rooms[len(rooms)-1] = append(rooms[len(rooms)-1], f)
	}
	return rooms
}

// houseFaults lists what the files of one package do against the rules.
func houseFaults(room []goFile) []string {
	variables := map[string]bool{}
	var faults []string
	for _, f := range room {
		if f.isTool() {
			continue
		}
		faults = append(faults, callFaults(f)...)
		faults = append(faults, variableFaults(f, variables)...)
		faults = append(faults, commentFaults(f)...)
	}
	for _, f := range room {
		faults = append(faults, writeFaults(f, variables)...)
	}
	return faults
}

// callFaults finds func init, panic, and what only main may call.
func callFaults(f goFile) []string {
	imports := importNames(f.tree)
	var faults []string
	ast.Inspect(f.tree, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.FuncDecl:
			if n.Name.Name == "init" && n.Recv == nil {
				faults = append(faults, f.at(n, "func init: nothing runs before main; build what is needed in a function that is called"))
			}
		case *ast.CallExpr:
			if name, ok := n.Fun.(*ast.Ident); ok && name.Name == "panic" {
				faults = append(faults, f.at(n, "panic: return an error"))
			}
		case *ast.SelectorExpr:
			if why := mainsOwn(qualified(n, imports)); why != "" && f.folder != "cmd/tarjuma" {
				faults = append(faults, f.at(n, "%s: %s", qualified(n, imports), why))
			}
		}
		return true
	})
	return faults
}

// mainsOwn says what to do in place of a function that only main may call, or "".
func mainsOwn(function string) string {
	switch {
	case function == "context.Background" || function == "context.TODO":
		return "take the caller's context; only main makes one"
	case function == "os.Exit" || strings.HasPrefix(function, "log.Fatal") || strings.HasPrefix(function, "log.Panic"):
		return "return an error; only main ends the process"
	}
	return ""
}

// variableFaults finds package variables that could hold state, and notes the others, which must then never be written to.
func variableFaults(f goFile, variables map[string]bool) []string {
	imports := importNames(f.tree)
	var faults []string
	for _, declaration := range f.tree.Decls {
		group, ok := declaration.(*ast.GenDecl)
		if !ok || group.Tok != token.VAR {
			continue
		}
		for _, spec := range group.Specs {
			v := spec.(*ast.ValueSpec)
			for i, name := range v.Names {
				switch {
				case name.Name == "_":
				case isFixed(v, i, imports):
					variables[name.Name] = true
				default:
					faults = append(faults, f.at(name, "package variable %s can hold state: make it a constant, an array ([...]T{…}), or a function that returns it", name.Name))
				}
			}
		}
	}
	return faults
}

// isFixed says whether the variable at i has a kind of value that nobody changes behind our back: a sentinel error, a
// compiled expression, a replacer, a parser's key, embedded files or text, an array (whose copies are copies).
func isFixed(v *ast.ValueSpec, i int, imports map[string]string) bool {
	if i >= len(v.Values) {
		switch kind := v.Type.(type) {
		case *ast.SelectorExpr:
			return qualified(kind, imports) == "embed.FS"
		case *ast.Ident:
			return kind.Name == "string" && embeds(imports)
		}
		return false
	}
	switch value := v.Values[i].(type) {
	case *ast.CallExpr:
		function, ok := value.Fun.(*ast.SelectorExpr)
		return ok && slices.Contains(fixedValues(), qualified(function, imports))
	case *ast.CompositeLit:
		array, ok := value.Type.(*ast.ArrayType)
		return ok && array.Len != nil
	}
	return false
}

// writeFaults finds where a package variable is assigned to, sliced (an array's slice can be written through) or has its
// address taken. A function that declares the same name itself is taken to mean its own.
func writeFaults(f goFile, variables map[string]bool) []string {
	var faults []string
	for _, declaration := range f.tree.Decls {
		function, ok := declaration.(*ast.FuncDecl)
		if !ok {
			continue
		}
		own := namesDeclared(function)
		for _, target := range written(function) {
			if name := root(target); name != nil && variables[name.Name] && !own[name.Name] {
				faults = append(faults, f.at(target, "%s is written to, or may be: a package variable is set once, where it stands", name.Name))
			}
		}
	}
	return faults
}

// written lists the expressions that a function assigns to, slices, or takes the address of.
func written(function *ast.FuncDecl) []ast.Expr {
	var targets []ast.Expr
	ast.Inspect(function, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE {
				targets = append(targets, n.Lhs...)
			}
		case *ast.IncDecStmt:
			targets = append(targets, n.X)
		case *ast.SliceExpr:
			targets = append(targets, n.X)
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				targets = append(targets, n.X)
			}
		}
		return true
	})
	return targets
}

// root gives the variable that an expression such as a.b[i].c begins with, or nil.
func root(target ast.Expr) *ast.Ident {
	for {
		switch e := target.(type) {
		case *ast.Ident:
			return e
		case *ast.SelectorExpr:
			target = e.X
		case *ast.IndexExpr:
			target = e.X
		case *ast.ParenExpr:
			target = e.X
		case *ast.StarExpr:
			target = e.X
		default:
			return nil
		}
	}
}

// namesDeclared gives the names that a function declares: parameters, results, and variables in its body.
func namesDeclared(function *ast.FuncDecl) map[string]bool {
	names := map[string]bool{}
	ast.Inspect(function, func(node ast.Node) bool {
		switch n := node.(type) {
		case *ast.Field:
			for _, name := range n.Names {
				names[name.Name] = true
			}
		case *ast.ValueSpec:
			for _, name := range n.Names {
				names[name.Name] = true
			}
		case *ast.AssignStmt:
			if n.Tok == token.DEFINE {
				noteAll(names, n.Lhs...)
			}
		case *ast.RangeStmt:
			if n.Tok == token.DEFINE {
				noteAll(names, n.Key, n.Value)
			}
		}
		return true
	})
	return names
}

func noteAll(names map[string]bool, expressions ...ast.Expr) {
	for _, e := range expressions {
		if name, ok := e.(*ast.Ident); ok {
			names[name.Name] = true
		}
	}
}

// commentFaults finds the marks of work left undone.
func commentFaults(f goFile) []string {
	var faults []string
	for _, group := range f.tree.Comments {
		for _, mark := range []string{"TO" + "DO", "FIX" + "ME", "XXX"} {
			if strings.Contains(group.Text(), mark) {
				faults = append(faults, f.at(group, "unfinished: %s", mark))
			}
		}
	}
	return faults
}

// importNames maps the name that a file knows an import by to the import's path.
func importNames(tree *ast.File) map[string]string {
	names := map[string]string{}
	for _, spec := range tree.Imports {
		name := importPath(spec)[strings.LastIndex(importPath(spec), "/")+1:]
		if spec.Name != nil {
			name = spec.Name.Name
		}
		names[name] = importPath(spec)
	}
	return names
}

// fixedValues are the functions whose results are set once and never change. goldmark's context keys are numbers that it
// gives out, to be asked for once a program.
func fixedValues() []string {
	return []string{"errors.New", "regexp.MustCompile", "strings.NewReplacer", "github.com/yuin/goldmark/parser.NewContextKey"}
}

func embeds(imports map[string]string) bool {
	for _, path := range imports {
		if path == "embed" {
			return true
		}
	}
	return false
}

// qualified writes a selector as path.Name where it names something of an imported package, else "".
func qualified(selector *ast.SelectorExpr, imports map[string]string) string {
	if name, ok := selector.X.(*ast.Ident); ok && imports[name.Name] != "" {
		return imports[name.Name] + "." + selector.Sel.Name
	}
	return ""
}
