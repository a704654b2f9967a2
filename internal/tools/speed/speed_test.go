package main

import (
	"context"
	"strings"
	"testing"

	"tarjuma/internal/news"
)

// Both ways ask for the same, and the figures are of what was asked. How fast they are is not for a test on a busy machine.
func TestMeasure(t *testing.T) {
	s, err := settingsOf(800, "2,12", 100)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if _, err := measure(context.Background(), s, &out); err != nil {
		t.Fatalf("%v\n%s", err, &out)
	}
	for _, want := range []string{"into 3 languages; 2ms a request and 100µs a token", "the whole text at once: ", "  3 requests  prompt tokens: prs ", "in parts,   2 jobs: ", "in parts,  12 jobs: ", "times as fast"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, &out)
		}
	}
	t.Log("\n" + out.String())
}

func TestSettings(t *testing.T) {
	for _, bad := range []struct {
		words  int
		jobs   string
		faster float64
	}{{0, "8", 1}, {10, "", 1}, {10, "8,x", 1}, {10, "0", 1}, {10, "8", 0}} {
		if _, err := settingsOf(bad.words, bad.jobs, bad.faster); err == nil {
			t.Errorf("%+v passes", bad)
		}
	}
}

func TestArticleIsAsLongAsAsked(t *testing.T) {
	for _, words := range []int{100, 3000} {
		if n := news.Words(articleText(words)); n < words || n > words+100 {
			t.Errorf("%d words, want %d", n, words)
		}
	}
}
