package main

import (
	"context"
	"strings"
	"testing"
	"time"

	"tarjuma/internal/llm"
)

// A short measure of everything: that nothing fails, and that the figures are told. How much is used is not for a test on a busy machine.
func TestMeasure(t *testing.T) {
	var out strings.Builder
	s := settings{pace: llm.Pace{Requests: 600, Tokens: 200_000}, jobs: 32, time: 3 * time.Second, after: time.Second}
	if _, err := measure(context.Background(), s, &out); err != nil {
		t.Fatalf("%v\n%s", err, &out)
	}
	for _, want := range []string{"600 requests and 200000 tokens a minute", "small requests, limits told: ", "articles, limits learned: "} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, &out)
		}
	}
	if n := strings.Count(out.String(), " 0 failed\n"); n != 4 {
		t.Errorf("%d of 4 runs have no failure:\n%s", n, &out)
	}
	t.Log("\n" + out.String())
}
