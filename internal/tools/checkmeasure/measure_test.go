package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The program is tried on a text of ours: that it counts segments, plants faults where there is room and tells the same twice.
func TestMeasure(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data.jsonl")
	const article = `{"doc_id":"d1","segments":[` +
		`{"id":"d1:1","en":"The canal was opened to 12 boats on Monday morning.","prs":"کانال صبح روز دوشنبه به روی ۱۲ قایق باز شد."},` +
		`{"id":"d1:2","en":"Farmers said that they had waited for water since spring.","prs":"دهقانان گفتند که از بهار منتظر آب بودند."}]}` + "\n"
	if err := os.WriteFile(data, []byte(article), 0o600); err != nil {
		t.Fatal(err)
	}
	var outputs [2]strings.Builder
	for i := range outputs {
		if err := measure(&outputs[i], options{data: data, langs: "prs,hi", faults: true, seed: 7, most: 5}); err != nil {
			t.Fatal(err)
		}
	}
	first := outputs[0].String()
	if first != outputs[1].String() {
		t.Errorf("not the same twice:\n%s\n%s", first, outputs[1].String())
	}
	for _, want := range []string{"prs: 2 segments in 1 articles", "number changed             1 planted", "left in English            2 planted"} {
		if !strings.Contains(first, want) {
			t.Errorf("no %q in:\n%s", want, first)
		}
	}
	if strings.Contains(first, "hi:") {
		t.Errorf("Hindi, of which there is nothing, was measured:\n%s", first)
	}
}
