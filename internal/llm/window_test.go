package llm

import "testing"

func TestIsWindow(t *testing.T) {
	for tokens, want := range map[int]bool{0: false, 512: false, 1000: false, 1023: false, 1024: true, 2048: true, 2050: false, 4096: true, 131072: true} {
		if isWindow(tokens) != want {
			t.Errorf("%d tokens: %v", tokens, !want)
		}
	}
}
