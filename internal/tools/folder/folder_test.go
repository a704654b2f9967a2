package main

import (
	"context"
	"strings"
	"testing"
	"time"
)

// A small measure of everything: that it is all told. How fast it is is not for a test on a busy machine; what is asked is.
func TestMeasure(t *testing.T) {
	var out strings.Builder
	s := settings{measures: names(), articles: 8, many: 16, unchanged: 4, jobs: 8, latency: 20 * time.Millisecond}
	if _, err := measure(context.Background(), s, &out); err != nil {
		t.Fatalf("%v\n%s", err, &out)
	}
	for _, want := range []string{
		"time: 8 articles × 3 languages, 8 in flight, 20ms a request: ", "times the ideal", "MiB of memory", "memory: 8 short articles",
		"unchanged: 4 articles × 3 languages: 0 requests", "paragraph: one of 40 changed: 3 requests for 3 languages",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, &out)
		}
	}
	for line := range strings.Lines(out.String()) {
		if strings.HasPrefix(line, "paragraph: ") && strings.Contains(line, "NOT AS WANTED") {
			t.Error(line)
		}
	}
	t.Log("\n" + out.String())
}

func TestArticlesDiffer(t *testing.T) {
	seen := map[string]int{}
	for n := range 50 {
		for _, block := range strings.Split(articleText(n, 40), "\n\n") {
			if seen[block]++; seen[block] > 1 {
				t.Fatalf("%q stands twice", block)
			}
		}
	}
}
