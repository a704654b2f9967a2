package news

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestMadeAdd(t *testing.T) {
	at := time.Date(2025, 11, 24, 10, 0, 0, 0, time.UTC)
	var m Made
	m.Add("k1", "model-a", "stop", Tokens{Prompt: 10, Completion: 5}, 1, at, "1.0")
	m.Add("k2", "model-b", "length", Tokens{Prompt: 20, Cached: 8, Reasoning: 2}, 3, at.Add(time.Hour), "1.1")
	m.Add("k3", "model-a", "stop", Tokens{Completion: 1}, 1, at.Add(time.Hour), "1.2")
	want := Made{
		Tool: "1.1", Models: []string{"model-a", "model-b"}, Requests: []string{"k1", "k2", "k3"}, Finish: []string{"stop", "length", "stop"},
		Tokens: Tokens{Prompt: 30, Cached: 8, Completion: 6, Reasoning: 2}, Attempts: 5, Time: at.Add(time.Hour),
	}
	if diff := cmp.Diff(want, m); diff != "" {
		t.Error(diff)
	}
}
