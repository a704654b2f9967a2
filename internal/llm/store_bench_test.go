package llm

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// BenchmarkStoreNewest looks replies up in a store of 10,000, each of the size that a part of an article has. They are put there
// without the sync of Save, which would take minutes.
func BenchmarkStoreNewest(b *testing.B) {
	dir := b.TempDir()
	store, err := OpenStore(dir, false)
	if err != nil {
		b.Fatal(err)
	}
	const size = 10_000
	keys := make([]string, size)
	for n := range size {
		entry := Entry{
			Request: Request{Model: "m", Round: n, Schema: Schema{Name: "s", JSON: []byte(`{}`)}, Messages: []Message{
				{Role: "system", Content: strings.Repeat("Keep the names, the numbers and the quotes. ", 60)},
				{Role: "user", Content: strings.Repeat("The council opened three schools on Monday. ", 60)},
			}},
			Reply: Reply{Text: strings.Repeat("شورا روز دوشنبه سه مکتب را باز کرد. ", 60), Time: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)},
		}
		encoded, err := entry.encode()
		if err != nil {
			b.Fatal(err)
		}
		keys[n] = Key(entry.Request)
		path := filepath.Join(dir, fileOf(keys[n], 1))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(path, encoded, 0o600); err != nil {
			b.Fatal(err)
		}
	}
	n := 0
	for b.Loop() {
		if _, found, err := store.Newest(keys[n*7919%size]); err != nil || !found {
			b.Fatal(found, err)
		}
		n++
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "lookups/s")
}
