package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/rogpeppe/go-internal/testscript"

	"tarjuma/internal/llm/llmtest"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tarjuma": func() { os.Exit(run()) }})
}

// TestScripts drives the real program. Each script has a server of its own at $server, which answers properly but for the
// faults that the script plans, a website at $website, and at $nobody an address where nobody listens; home,
// configuration and store lie in the script's folder.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("..", "..", "testdata", "script"),
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		RequireExplicitExec: true,
		Setup:               setup,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":      exits,
			"fault":      fault,
			"batchfault": batchfault,
			"batches":    batchesMade,
			"requests":   requests,
			"asked":      askedWith,
			"spoil":      spoil,
			"plain":      plain,
			"timeless":   timeless,
			"fill":       fill,
			"utf16":      toUTF16,
			"madeless":   madeless,
			"modes":      modes,
			"nowhere":    nowhere,
			"ahead":      ahead,
		},
	})
}

// serverKey is under which a script's server stands in its environment.
type serverKey struct{}

// planned is a script's server and the faults it is to commit.
type planned struct {
	server  *llmtest.Server
	batches batchFaults

	mu     sync.Mutex               // the server asks from goroutines of its own
	from   int                      // requests before the last fault command
	faults map[string]llmtest.Fault // by the number of a request, a segment or language in it, or "all"
}

// answer is how the nth request in all is to be answered.
func (p *planned) answer(n int, r llmtest.Request) llmtest.Fault {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, name := range append([]string{strconv.Itoa(n - p.from), r.TargetLang, "all"}, r.IDs()...) {
		if f, ok := p.faults[name]; ok {
			return f
		}
	}
	return llmtest.None
}

// plan begins to count anew.
func (p *planned) plan(faults map[string]llmtest.Fault) {
	count := p.server.Count() // not under our lock: the server calls answer under its own
	p.mu.Lock()
	defer p.mu.Unlock()
	p.from, p.faults = count, faults
}

// count is how many requests came since then.
func (p *planned) count() int {
	count := p.server.Count()
	p.mu.Lock()
	defer p.mu.Unlock()
	return count - p.from
}

func setup(env *testscript.Env) error {
	p := &planned{server: &llmtest.Server{RetryAfter: "1"}}
	p.server.Plan, p.server.BatchPlan = p.answer, p.batches.answer
	web := httptest.NewServer(p.server)
	env.Defer(web.Close)
	env.Values[serverKey{}] = p
	website := httptest.NewServer(http.HandlerFunc(page))
	env.Defer(website.Close)
	nobody, err := freeAddress()
	if err != nil {
		return err
	}
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
	env.Setenv("website", website.URL)
	env.Setenv("nobody", "http://"+nobody)
	env.Setenv("repository", root)
	return os.MkdirAll(home, 0o755)
}

// page is what a server answers that is none of a model: a page, or that there is none at …/gone/….
func page(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/html")
	if strings.HasPrefix(r.URL.Path, "/gone/") {
		w.WriteHeader(http.StatusNotFound)
		fmt.Fprint(w, "<html><head><title>404 Not Found</title></head><body><p>Not here.</p></body></html>")
		return
	}
	fmt.Fprint(w, "<!doctype html><html><head><title>Welcome to the desk</title></head><body><p>News.</p></body></html>")
}

// freeAddress gives an address that refuses to be connected to.
func freeAddress() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return listener.Addr().String(), listener.Close()
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

// fault plans how the next requests are answered: fault 1=FAULT 3=FAULT by their number, fault s3=FAULT where a segment is
// asked for, fault hi=FAULT where a language is, or fault all=FAULT; without arguments properly again.
func fault(ts *testscript.TestScript, neg bool, args []string) {
	faults := map[string]llmtest.Fault{}
	for _, arg := range args {
		which, name, ok := strings.Cut(arg, "=")
		if f := llmtest.Fault(name); !neg && ok && known(f) {
			faults[which] = f
			continue
		}
		ts.Fatalf("usage: fault NUMBER|SEGMENT|LANGUAGE|all=FAULT…, with a fault of llmtest, not %q", arg)
	}
	ts.Value(serverKey{}).(*planned).plan(faults)
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
	if got := fmt.Sprint(p.count()); got != args[0] {
		ts.Fatalf("the server got %s requests, want %s", got, args[0])
	}
}

// spoil cuts every reply of a store to half of it: spoil STORE
func spoil(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: spoil STORE")
	}
	replies, err := filepath.Glob(filepath.Join(ts.MkAbs(args[0]), "??", "*.json"))
	ts.Check(err)
	if len(replies) == 0 {
		ts.Fatalf("%s holds no reply", args[0])
	}
	for _, path := range replies {
		info, err := os.Stat(path)
		ts.Check(err)
		ts.Check(os.Truncate(path, info.Size()/2))
	}
}

// askedWith wants the last request to have carried a key, and the model named: asked KEY|- MODEL
func askedWith(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: asked KEY|- MODEL")
	}
	requests := ts.Value(serverKey{}).(*planned).server.Requests()
	if len(requests) == 0 {
		ts.Fatalf("nothing was asked")
	}
	last := requests[len(requests)-1]
	key, given := strings.CutPrefix(last.Header.Get("Authorization"), "Bearer ")
	if !given {
		key = "-"
	}
	if key != args[0] || last.Model != args[1] {
		ts.Fatalf("asked with the key %s, model %s", key, last.Model)
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
	buffered := bufio.NewWriter(file)
	for range times {
		_, err = buffered.WriteString(text)
		ts.Check(err)
	}
	ts.Check(buffered.Flush())
	ts.Check(file.Close())
}

// toUTF16 writes a UTF-8 file anew as UTF-16 with a byte order mark, the little or the big end first: utf16 le|be FROM TO
func toUTF16(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 || args[0] != "le" && args[0] != "be" {
		ts.Fatalf("usage: utf16 le|be FROM TO")
	}
	var order binary.AppendByteOrder = binary.LittleEndian
	if args[0] == "be" {
		order = binary.BigEndian
	}
	var data []byte
	for _, unit := range utf16.Encode([]rune("\ufeff" + ts.ReadFile(args[1]))) {
		data = order.AppendUint16(data, unit)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[2]), data, 0o666))
}

// made is the provenance in a JSON document, which holds hashes of prompts and the time.
var made = regexp.MustCompile(`(?s)"made": ?\{.*?"time": ?"[^"]*"\s*\}`)

// plain copies what a command printed with one space between columns, whose width hangs on where the script's folder lies,
// and with $WORK for that folder, so that it can be compared: plain FROM TO
func plain(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: plain FROM TO")
	}
	text := strings.ReplaceAll(ts.ReadFile(args[0]), ts.Getenv("WORK"), "$WORK")
	text = regexp.MustCompile(` +`).ReplaceAllString(text, " ")
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o666))
}

// timeless copies what a command printed with T for every time in seconds: timeless FROM TO
func timeless(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: timeless FROM TO")
	}
	text := regexp.MustCompile(`[0-9]+\.[0-9] s\b`).ReplaceAllString(ts.ReadFile(args[0]), "T")
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o666))
}

// madeless copies a JSON document without what tells how each part was made: madeless FROM TO
func madeless(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: madeless FROM TO")
	}
	text := ts.ReadFile(args[0])
	if !made.MatchString(text) {
		ts.Fatalf("%s does not tell how anything was made", args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(made.ReplaceAllString(text, `"made":{}`)), 0o666))
}

// modes wants all folders and all files below a folder, and itself, to have these permissions: modes DIR FOLDERS FILES
func modes(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: modes DIR FOLDERS FILES")
	}
	files := 0
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		want := args[2]
		if d.IsDir() {
			want = args[1]
		} else {
			files++
		}
		if got := fmt.Sprintf("%o", info.Mode().Perm()); got != want {
			return fmt.Errorf("%s has the permissions %s, want %s", path, got, want)
		}
		return nil
	}))
	if files == 0 {
		ts.Fatalf("there is no file below %s", args[0])
	}
}

// nowhere wants a text, such as a key, to stand in no file of the script's folder and not in what the last command
// printed, but for the files named: nowhere TEXT [FILE…]
func nowhere(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 1 {
		ts.Fatalf("usage: nowhere TEXT [FILE…]")
	}
	for _, stream := range []string{"stdout", "stderr"} {
		if strings.Contains(ts.ReadFile(stream), args[0]) {
			ts.Fatalf("the text stands in %s", stream)
		}
	}
	except := map[string]bool{}
	for _, name := range args[1:] {
		except[ts.MkAbs(name)] = true
	}
	ts.Check(filepath.WalkDir(ts.Getenv("WORK"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || except[path] {
			return err
		}
		data, err := os.ReadFile(path)
		if err == nil && bytes.Contains(data, []byte(args[0])) {
			err = fmt.Errorf("the text stands in %s", path)
		}
		return err
	}))
}

// ahead has all files below a folder be changed that much later than now, as they are after the clock was set back: ahead FOLDER DURATION
func ahead(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: ahead FOLDER DURATION")
	}
	by, err := time.ParseDuration(args[1])
	ts.Check(err)
	later, count := time.Now().Add(by), 0
	ts.Check(filepath.WalkDir(ts.MkAbs(args[0]), func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		count++
		return os.Chtimes(path, later, later)
	}))
	if count == 0 {
		ts.Fatalf("%s holds no file", args[0])
	}
}
