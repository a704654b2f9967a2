package llm_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
)

// namesIn gives the names in the folder of a store's submissions, but for the lock.
func namesIn(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Join(dir, "batches"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if e.Name() != "lock" {
			names = append(names, e.Name())
		}
	}
	return names
}

// TestBatchLeftovers takes away what processes that died left a day ago among the submissions, and nothing else, at the next save.
func TestBatchLeftovers(t *testing.T) {
	dir := t.TempDir()
	o := serve(t, &llmtest.Server{})
	o.Store = openStore(t, dir)
	b := newBatches(t, o)
	s := submitted(t, b, translation("s1"))
	own := namesIn(t, dir)
	old := time.Now().Add(-25 * time.Hour)
	dead, young, theirs := "20260101-080000-00000000.1.1.jsonl", "20260101-080000-00000001.1.1.jsonl", "notes.txt"
	for _, name := range []string{".tarjuma-1-1.tmp", dead, young, theirs} {
		path := filepath.Join(dir, "batches", name)
		if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range append([]string{".tarjuma-1-1.tmp", dead, theirs}, own...) {
		if err := os.Chtimes(filepath.Join(dir, "batches", name), old, old); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Save(s); err != nil {
		t.Fatal(err)
	}
	want := append(slices.Clone(own), young, theirs)
	slices.Sort(want)
	if diff := cmp.Diff(want, namesIn(t, dir)); diff != "" {
		t.Error(diff)
	}
}

// TestPruneSubmissions takes away those of before that are done, with the texts of their requests, and never one that is open.
func TestPruneSubmissions(t *testing.T) {
	dir := t.TempDir()
	o := serve(t, &llmtest.Server{})
	o.Store = openStore(t, dir)
	b := newBatches(t, o)
	done := submitted(t, b, translation("s1"))
	collected(t, b, done)
	done.Done = true
	if err := b.Save(done); err != nil {
		t.Fatal(err)
	}
	open := submitted(t, b, translation("s2"))
	before, err := o.Store.Sums()
	if err != nil {
		t.Fatal(err)
	}
	prune := func(at time.Time, only bool) int {
		t.Helper()
		files, _, err := o.Store.Prune(llm.Prune{Before: at, Now: at}, only)
		if err != nil {
			t.Fatal(err)
		}
		return files
	}
	if n := prune(done.Created, false); n != 0 {
		t.Errorf("took %d files of its own time", n)
	}
	later := open.Created.Add(time.Hour)
	if n := prune(later, true); n != 3 || len(namesIn(t, dir)) != 4 {
		t.Errorf("would take %d files, %q are left", n, namesIn(t, dir))
	}
	if n := prune(later, false); n != 3 { // the reply, the submission, its requests
		t.Errorf("took %d files", n)
	}
	if diff := cmp.Diff([]string{open.ID + ".1.1.jsonl", open.ID + ".json"}, namesIn(t, dir)); diff != "" {
		t.Error(diff)
	}
	if after, err := o.Store.Sums(); err != nil || after.Bytes >= before.Bytes || after.Bytes == 0 {
		t.Errorf("%d bytes, and before %d; %v", after.Bytes, before.Bytes, err)
	}
}
