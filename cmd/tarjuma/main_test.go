package main

import (
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"tarjuma/internal/llm/llmtest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tarjuma": func() { os.Exit(run()) }})
}

// TestScripts drives the real program. Each script has a server of its own at $server, which answers properly but for the
// faults that the script plans; home, configuration and store lie in the script's folder.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("..", "..", "testdata", "script"),
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		RequireExplicitExec: true,
		Setup:               setup,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":    exits,
			"fault":    fault,
			"requests": requests,
			"bytes":    sameBytes,
			"fill":     fill,
		},
	})
}

// serverKey is under which a script's server stands in its environment.
type serverKey struct{}

// planned is a script's server and the faults it is to commit.
type planned struct {
	server *llmtest.Server
	from   int // requests before the last fault command
	faults map[int]llmtest.Fault
	all    llmtest.Fault
}

func setup(env *testscript.Env) error {
	p := &planned{faults: map[int]llmtest.Fault{}}
	p.server = &llmtest.Server{RetryAfter: "1", Plan: func(n int, _ llmtest.Request) llmtest.Fault {
		if f, ok := p.faults[n-p.from]; ok {
			return f
		}
		return p.all
	}}
	web := httptest.NewServer(p.server)
	env.Defer(web.Close)
	env.Values[serverKey{}] = p
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		return err
	}
	home := filepath.Join(env.WorkDir, "home")
	env.Setenv("HOME", home)
	env.Setenv("XDG_CONFIG_HOME", filepath.Join(home, ".config"))
	env.Setenv("XDG_STATE_HOME", filepath.Join(home, ".state"))
	env.Setenv("OPENAI_BASE_URL", web.URL+"/v1")
	env.Setenv("server", web.URL)
	env.Setenv("repository", root)
	return os.MkdirAll(home, 0o755)
}

// exits runs a command that must end with one exact code: exits CODE COMMAND ARGS…
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND [ARG…]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit):
		got = exit.ExitCode()
	case err != nil:
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// fault plans how the next requests are answered: fault 1=FAULT 3=FAULT, or all=FAULT; without arguments properly again.
func fault(ts *testscript.TestScript, neg bool, args []string) {
	p := ts.Value(serverKey{}).(*planned)
	p.from, p.faults, p.all = p.server.Count(), map[int]llmtest.Fault{}, llmtest.None
	for _, arg := range args {
		which, name, ok := strings.Cut(arg, "=")
		f := llmtest.Fault(name)
		if neg || !ok || !known(f) {
			ts.Fatalf("usage: fault N=FAULT… or all=FAULT, with a fault of llmtest, not %q", arg)
		}
		if which == "all" {
			p.all = f
			continue
		}
		n, err := strconv.Atoi(which)
		ts.Check(err)
		p.faults[n] = f
	}
}

func known(f llmtest.Fault) bool {
	for _, k := range llmtest.Faults() {
		if k == f {
			return true
		}
	}
	return false
}

// requests wants that many requests since the last fault command: requests N
func requests(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: requests N")
	}
	p := ts.Value(serverKey{}).(*planned)
	if got := fmt.Sprint(p.server.Count() - p.from); got != args[0] {
		ts.Fatalf("the server got %s requests, want %s", got, args[0])
	}
}

// sameBytes compares two files without a diff, for files that are no text: bytes A B
func sameBytes(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: bytes A B")
	}
	if same := ts.ReadFile(args[0]) == ts.ReadFile(args[1]); same == neg {
		ts.Fatalf("%s and %s: same bytes: %v", args[0], args[1], same)
	}
}

// fill makes a file of a quoted Go string repeated: fill FILE TIMES STRING
func fill(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: fill FILE TIMES STRING")
	}
	times, err := strconv.Atoi(args[1])
	ts.Check(err)
	text, err := strconv.Unquote(`"` + args[2] + `"`)
	ts.Check(err)
	file, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	for range times {
		_, err = file.WriteString(text)
		ts.Check(err)
	}
	ts.Check(file.Close())
}
