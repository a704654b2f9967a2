package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const data = `{"doc_id":"one","segments":[{"id":"one:1","en":"Bridge opens again","prs":"پل دوباره باز شد","hi":"पुल फिर खुला"},` +
	`{"id":"one:2","en":"The bridge over the river opened again on Monday after 3 months of work.","prs":"پل روی دریا پس از ۳ ماه کار روز دوشنبه دوباره باز شد.","hi":"नदी पर बना पुल 3 महीने के काम के बाद सोमवार को फिर खुल गया।"},` +
	`{"id":"one:3","en":"","prs":"بدون متن","hi":""}]}
`

func TestMeasure(t *testing.T) {
	path := filepath.Join(t.TempDir(), "data.jsonl")
	if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	if err := measure(t.Context(), &text, options{data: path, from: "en", to: "prs,hi"}); err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`(?m)^(prs|hi) +(prompt|completion|both) +1 +([+-]\d+\.\d %) .* (0|1)$`)
	if got := line.FindAllString(text.String(), -1); len(got) != 6 {
		t.Errorf("got %d figures in\n%s", len(got), text.String())
	}
}

func TestMeasureErrors(t *testing.T) {
	path := filepath.Join(t.TempDir(), "data.jsonl")
	if err := os.WriteFile(path, []byte("no JSON\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, o := range []options{{from: "en", to: "hi"}, {data: "nowhere", from: "en", to: "hi"}, {data: path, from: "en", to: "hi"}} {
		if err := measure(t.Context(), &strings.Builder{}, o); err == nil {
			t.Errorf("%+v: no error", o)
		}
	}
}
