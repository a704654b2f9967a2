package llm_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"tarjuma/internal/llm"
)

// stock is a store with two requests: the one has an older reply, the other is of last year; beside them lie a broken file, what a dead
// process left, and a file that is none of the store's.
func stock(t *testing.T) (*llm.Store, string) {
	t.Helper()
	dir := t.TempDir()
	store := openStore(t, dir)
	save := func(label, model string, at time.Time, prompt int) string {
		e := sampleEntry()
		e.Request.Label, e.Request.Model = label, model
		e.Reply.Time, e.Reply.Usage = at, llm.Usage{Prompt: prompt, Completion: 1}
		if err := store.Save(e); err != nil {
			t.Fatal(err)
		}
		return llm.Key(e.Request)
	}
	may := time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)
	save("translate prs s1", "small", may, 10)
	save("translate prs s1", "small", may.AddDate(0, 1, 0), 20)
	key := save("summarize en", "large", may.AddDate(-1, 0, 0), 40)
	for name, content := range map[string]string{
		filepath.Join(key[:2], key[:2]+"00000000000000000000000000000000000000000000000000000000000000.json"): "{",
		filepath.Join(key[:2], ".tarjuma-1-1.tmp"):                                                            "half",
		filepath.Join(key[:2], "notes.txt"):                                                                   "mine",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return store, dir
}

func TestSums(t *testing.T) {
	store, _ := stock(t)
	got, err := store.Sums()
	if err != nil {
		t.Fatal(err)
	}
	if got.Requests != 2 || got.Replies != 3 || got.Superseded != 1 || got.Broken != 1 || got.Leftovers != 1 || got.Faults != 0 {
		t.Errorf("%+v", got)
	}
	if got.Oldest.Year() != 2025 || got.Newest.Month() != time.June {
		t.Errorf("from %v to %v", got.Oldest, got.Newest)
	}
	want := []llm.Share{
		{Model: "large", Task: "summarize", Replies: 1, Usage: llm.Usage{Prompt: 40, Completion: 1}},
		{Model: "small", Task: "translate", Replies: 2, Usage: llm.Usage{Prompt: 30, Completion: 2}},
	}
	if len(got.Models) != 2 || got.Models[0] != want[0] || got.Models[1] != want[1] {
		t.Errorf("%+v", got.Models)
	}
}

// TestPrune takes away just what it is told to, and nothing when it is only asked. What is broken or not the store's stays.
func TestPrune(t *testing.T) {
	june := time.Date(2026, 6, 15, 0, 0, 0, 0, time.UTC)
	soon, late := time.Now(), time.Now().Add(48*time.Hour) // of the file that was left behind
	for name, c := range map[string]struct {
		prune llm.Prune
		gone  int
		left  int // requests
	}{
		"nothing":             {llm.Prune{Now: soon}, 0, 2},
		"left behind":         {llm.Prune{Now: late}, 1, 2},
		"superseded":          {llm.Prune{Now: soon, Superseded: true}, 1, 2},
		"of last year":        {llm.Prune{Now: soon, Before: june.AddDate(-1, 6, 0)}, 1, 1},
		"all":                 {llm.Prune{Now: late, Before: june}, 4, 0},
		"all but the newest":  {llm.Prune{Now: soon, Before: june.AddDate(0, -1, 0)}, 2, 1},
		"old and superseded":  {llm.Prune{Now: soon, Before: june.AddDate(-1, 6, 0), Superseded: true}, 2, 1},
		"from before it all":  {llm.Prune{Now: soon, Before: june.AddDate(-2, 0, 0)}, 0, 2},
		"exactly at its time": {llm.Prune{Now: soon, Before: time.Date(2025, 5, 1, 12, 0, 0, 0, time.UTC)}, 0, 2},
	} {
		t.Run(name, func(t *testing.T) {
			store, dir := stock(t)
			files, bytes, err := store.Prune(c.prune, true)
			if err != nil || files != c.gone || (bytes > 0) != (c.gone > 0) {
				t.Errorf("would take %d files, %d bytes: %v", files, bytes, err)
			}
			if before, _ := store.Sums(); before.Replies != 3 {
				t.Errorf("asking took something away: %+v", before)
			}
			again, same, err := store.Prune(c.prune, false)
			if err != nil || again != files || same != bytes {
				t.Errorf("took %d files, %d bytes: %v", again, same, err)
			}
			after, err := store.Sums()
			if err != nil || after.Requests != c.left || after.Broken != 1 {
				t.Errorf("%+v, %v", after, err)
			}
			if mine, _ := filepath.Glob(filepath.Join(dir, "*", "notes.txt")); len(mine) != 1 {
				t.Errorf("a file of somebody else is gone")
			}
		})
	}
}
