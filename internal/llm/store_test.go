package llm_test

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
)

// storedFile gives an entry as it stands on the disk. A change of it is a change of everybody's archives.
func storedFile(t *testing.T) string {
	t.Helper()
	golden, err := os.ReadFile(filepath.Join("testdata", "stored.json"))
	if err != nil {
		t.Fatal(err)
	}
	return string(golden)
}

func sampleEntry() llm.Entry {
	temperature := 0.2
	return llm.Entry{
		Request: llm.Request{
			Model: "m", Temperature: &temperature, Round: 1, MaxTokens: 500, Label: "translate prs s1",
			Schema:   llm.Schema{Name: "translation", JSON: []byte(`{"b":1,"a":2}`)},
			Messages: []llm.Message{{Role: "system", Content: "Say <what> & how."}, {Role: "user", Content: "می\u200cرود ज़ क्\u200dष"}},
		},
		Reply: llm.Reply{
			Text: "<یک> & دو", Model: "m-2026", Finish: "stop", Usage: llm.Usage{Prompt: 4, Cached: 3, Completion: 2, Reasoning: 1},
			Attempts: 2, Time: time.Date(2026, 3, 1, 8, 0, 0, 250e6, time.UTC), Tool: "1.2.3",
			Wire: llm.Wire{Address: "http://model.test/v1", LimitField: "max_tokens", Limit: 600, Format: "json_object", TemperatureDropped: true},
		},
	}
}

func TestStoredFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "store")
	store := openStore(t, dir)
	entry := sampleEntry()
	if err := store.Save(entry); err != nil {
		t.Fatal(err)
	}
	key := llm.Key(entry.Request)
	path := filepath.Join(dir, key[:2], key+".json")
	if store.Path(key) != path {
		t.Errorf("the path is %s, want %s", store.Path(key), path)
	}
	written, err := os.ReadFile(path)
	if err != nil || string(written) != storedFile(t) {
		t.Errorf("%v, written is:\n%s", err, written)
	}
	got, found, err := store.Newest(key)
	entry.Reply.Key = key
	if err != nil || !found || got.Reply != entry.Reply || llm.Key(got.Request) != key || got.Request.Label != entry.Request.Label || got.Request.MaxTokens != 500 {
		t.Errorf("read back %+v, %t, %v", got, found, err)
	}
	if runtime.GOOS == "windows" {
		return
	}
	for name, want := range map[string]fs.FileMode{path: 0o600, filepath.Dir(path): fs.ModeDir | 0o700, dir: fs.ModeDir | 0o700} {
		if info, err := os.Stat(name); err != nil || info.Mode() != want {
			t.Errorf("%s has the mode %v, want %v (%v)", name, info.Mode(), want, err)
		}
	}
}

func TestNewestOfSeveral(t *testing.T) {
	dir := t.TempDir()
	store := openStore(t, dir)
	entry := sampleEntry()
	key := llm.Key(entry.Request)
	for n := 1; n <= 12; n++ {
		entry.Reply.Text = fmt.Sprint("answer ", n)
		if err := store.Save(entry); err != nil {
			t.Fatal(err)
		}
		got, found, err := openStore(t, dir).Newest(key)
		if err != nil || !found || got.Reply.Text != entry.Reply.Text {
			t.Errorf("after %d: %q, %t, %v", n, got.Reply.Text, found, err)
		}
	}
	files, err := filepath.Glob(filepath.Join(dir, key[:2], "*"))
	if err != nil || len(files) != 12 {
		t.Errorf("%d files: %v", len(files), files)
	}
}

func TestBrokenEntriesAreErrors(t *testing.T) {
	entry := sampleEntry()
	key := llm.Key(entry.Request)
	for name, change := range map[string]func(string) string{
		"half":            func(s string) string { return s[:len(s)/2] },
		"empty":           func(string) string { return "" },
		"a name twice":    func(s string) string { return strings.Replace(s, `"attempts": 2`, `"attempts": 2, "attempts": 3`, 1) },
		"bad UTF-8":       func(s string) string { return strings.Replace(s, "دو", "\xff", 1) },
		"another request": func(s string) string { return strings.Replace(s, "<what>", "<that>", 1) },
		"another key":     func(s string) string { return strings.Replace(s, key[:9], "000000000", 1) },
		"another format":  func(s string) string { return strings.Replace(s, "reply/1", "reply/9", 1) },
	} {
		t.Run(name, func(t *testing.T) {
			store := openStore(t, t.TempDir())
			if err := store.Save(entry); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(store.Path(key), []byte(change(storedFile(t))), 0o600); err != nil {
				t.Fatal(err)
			}
			_, found, err := store.Newest(key)
			e := faultOf(t, err)
			if found || e.Fault != llm.ReplyBroken || !e.Permanent || !strings.Contains(e.Message, store.Path(key)) {
				t.Errorf("%t, %s", found, describe(e))
			}
		})
	}
	// What a person mends in a reply counts.
	store := openStore(t, t.TempDir())
	if err := store.Save(entry); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(store.Path(key), []byte(strings.Replace(storedFile(t), "دو", "سه", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, found, err := store.Newest(key); err != nil || !found || got.Reply.Text != "<یک> & سه" {
		t.Errorf("%+v, %t, %v", got, found, err)
	}
}

func TestFoldersOfAStore(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "none")
	for _, readOnly := range []bool{false, true} {
		store, err := llm.OpenStore(dir, readOnly)
		if err != nil {
			t.Fatal(err)
		}
		if _, found, err := store.Newest(llm.Key(sampleEntry().Request)); found || err != nil {
			t.Errorf("in no folder: %t, %v", found, err)
		}
		for key, err := range store.Keys() {
			t.Errorf("in no folder: %s, %v", key, err)
		}
		if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("opening made the folder: %v", err)
		}
	}
	store, err := llm.OpenStore(dir, true)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Save(sampleEntry()); faultOf(t, err).Fault != llm.StoreBroken {
		t.Errorf("a read-only store keeps: %v", err)
	}
	if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a read-only store made its folder: %v", err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := llm.OpenStore(file, false); faultOf(t, err).Fault != llm.StoreBroken || !strings.Contains(err.Error(), file) {
		t.Errorf("a file as the folder: %v", err)
	}
}

func TestKeysInOrder(t *testing.T) {
	dir := t.TempDir()
	store := openStore(t, dir)
	var want []string
	for n := range 40 {
		entry := sampleEntry()
		entry.Request.Round = n
		for range 1 + n%2 {
			if err := store.Save(entry); err != nil {
				t.Fatal(err)
			}
		}
		want = append(want, llm.Key(entry.Request))
	}
	slices.Sort(want)
	for _, other := range []string{"written/" + want[0] + ".json", want[0][:2] + "/notes.json", want[0][:2] + "/.tarjuma-1-1.tmp", "README.md"} {
		path := filepath.Join(dir, filepath.FromSlash(other))
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte("{}"), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for key, err := range store.Keys() {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, key)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %d keys, want %d, in order", len(got), len(want))
	}
	for range store.Keys() {
		break
	}
}

func TestManySaveAtOnce(t *testing.T) {
	dir := t.TempDir()
	entry := sampleEntry()
	var group sync.WaitGroup
	for n := range 20 {
		store := openStore(t, dir) // as another process would
		group.Go(func() {
			mine := entry
			mine.Reply.Text = fmt.Sprint("answer ", n)
			if err := store.Save(mine); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	key := llm.Key(entry.Request)
	files, err := filepath.Glob(filepath.Join(dir, key[:2], "*"))
	if err != nil || len(files) != 20 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	seen := map[string]bool{}
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		for n := range 20 {
			if strings.Contains(string(text), fmt.Sprintf("\"answer %d\"", n)) {
				seen[fmt.Sprint(n)] = true
			}
		}
	}
	if len(seen) != 20 {
		t.Errorf("%d of 20 answers are there", len(seen))
	}
}

// TestMain lets this test binary be the process that TestKilledInTheMiddle kills.
func TestMain(m *testing.M) {
	if dir := os.Getenv("TARJUMA_TEST_SAVE_INTO"); dir != "" {
		saveForever(dir)
	}
	os.Exit(m.Run())
}

func saveForever(dir string) {
	store, err := llm.OpenStore(dir, false)
	for n := 0; err == nil; n++ {
		entry := sampleEntry()
		entry.Request.Round = n / 2 // every key twice
		entry.Reply.Text = strings.Repeat("a long answer ", 2000)
		if err = store.Save(entry); err == nil {
			fmt.Println(llm.Key(entry.Request))
		}
	}
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func TestKilledInTheMiddle(t *testing.T) {
	for kill := range 5 {
		dir := t.TempDir()
		process := exec.Command(os.Args[0])
		process.Env = append(os.Environ(), "TARJUMA_TEST_SAVE_INTO="+dir)
		out, err := process.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := process.Start(); err != nil {
			t.Fatal(err)
		}
		var kept []string
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			kept = append(kept, lines.Text())
			if len(kept) == 20+7*kill {
				if err := process.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := process.Wait(); err == nil {
			t.Fatal("the process was not killed")
		}
		store := openStore(t, dir)
		for _, key := range kept {
			if entry, found, err := store.Newest(key); !found || err != nil || len(entry.Reply.Text) != 28000 {
				t.Errorf("a reply that was kept: %t, %v", found, err)
			}
		}
		for key, err := range store.Keys() {
			if err != nil {
				t.Fatal(err)
			}
			if _, _, err := store.Newest(key); err != nil {
				t.Errorf("a reply is half there: %v", err)
			}
		}
		if err := store.Save(sampleEntry()); err != nil {
			t.Errorf("after the kill: %v", err)
		}
	}
}

func TestFreshAsksAgainOnce(t *testing.T) {
	server := &llmtest.Server{}
	o := serve(t, server)
	ask := func(client llm.Client, stored bool) {
		t.Helper()
		reply, err := client.Ask(t.Context(), translation("s1"))
		if err != nil || reply.Stored != stored {
			t.Errorf("%+v, %v", reply, err)
		}
	}
	first := newClient(t, o)
	ask(first, false)
	ask(first, true)
	o.Fresh = true
	fresh := newClient(t, o)
	ask(fresh, false)
	ask(fresh, true)
	if server.Count() != 2 {
		t.Errorf("%d requests", server.Count())
	}
	path := o.Store.Path(llm.Key(translation("s1")))
	if _, err := os.Stat(strings.TrimSuffix(path, ".json") + ".2.json"); err != nil {
		t.Errorf("the newer reply stands not beside the older: %v", err)
	}
}

func TestABrokenStoreIsNoMiss(t *testing.T) {
	server := &llmtest.Server{}
	o := serve(t, server)
	if _, err := newClient(t, o).Ask(t.Context(), translation("s1")); err != nil {
		t.Fatal(err)
	}
	path := o.Store.Path(llm.Key(translation("s1")))
	if err := os.Truncate(path, 100); err != nil {
		t.Fatal(err)
	}
	if _, err := newClient(t, o).Ask(t.Context(), translation("s1")); faultOf(t, err).Fault != llm.ReplyBroken || server.Count() != 1 {
		t.Errorf("%v, %d requests", err, server.Count())
	}
	o.Fresh = true // the way out
	if _, err := newClient(t, o).Ask(t.Context(), translation("s1")); err != nil || server.Count() != 2 {
		t.Errorf("%v, %d requests", err, server.Count())
	}
}

func TestAReplyThatCannotBeKeptIsNotUsed(t *testing.T) {
	o := serve(t, &llmtest.Server{})
	dir := t.TempDir()
	o.Store = openStore(t, dir)
	key := llm.Key(translation("s1"))
	if err := os.WriteFile(filepath.Join(dir, key[:2]), nil, 0o600); err != nil { // where the folder would stand
		t.Fatal(err)
	}
	reply, err := newClient(t, o).Ask(t.Context(), translation("s1"))
	if e := faultOf(t, err); e.Fault != llm.StoreBroken || reply.Text != "" {
		t.Errorf("%+v, %s", reply, describe(e))
	}
}

func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "out.md")
	for _, text := range []string{"first", "second"} {
		if err := llm.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != text {
			t.Errorf("%q, %v", got, err)
		}
	}
	if err := llm.WriteFile(dir, nil, 0o600); err == nil {
		t.Error("a folder was written over")
	}
	if err := llm.WriteFile(filepath.Join(dir, "none", "out.md"), nil, 0o600); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("in no folder: %v", err)
	}
	if runtime.GOOS != "windows" {
		link := filepath.Join(dir, "link.md")
		if err := os.Symlink(path, link); err != nil {
			t.Fatal(err)
		}
		if err := llm.WriteFile(link, []byte("third"), 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != "third" {
			t.Errorf("through a link: %q, %v", got, err)
		}
	}
	left, err := filepath.Glob(filepath.Join(dir, ".tarjuma-*"))
	if err != nil || left != nil {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
