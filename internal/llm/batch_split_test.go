package llm

import (
	"fmt"
	"strings"
	"testing"
)

func TestSplitKeepsToTheLimits(t *testing.T) {
	line := func(key, model string, size int) lineOf {
		return lineOf{request: Request{Model: model}, key: key, size: size}
	}
	for _, c := range []struct {
		name        string
		all         []lineOf
		most, bytes int
		want        string
	}{
		{"none", nil, 3, 100, ""},
		{"one file, in the order of keys", []lineOf{line("c", "m", 10), line("a", "m", 10), line("b", "m", 10)}, 3, 100, "abc"},
		{"so many lines", []lineOf{line("a", "m", 1), line("b", "m", 1), line("c", "m", 1)}, 2, 100, "ab c"},
		{"exactly so large", []lineOf{line("a", "m", 50), line("b", "m", 50), line("c", "m", 1)}, 9, 100, "ab c"},
		{"a byte too large", []lineOf{line("a", "m", 50), line("b", "m", 51), line("c", "m", 49)}, 9, 100, "a bc"},
		{"one model a file", []lineOf{line("a", "n", 1), line("b", "m", 1), line("c", "n", 1)}, 9, 100, "b ac"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var files []string
			for _, file := range split(c.all, c.most, c.bytes) {
				keys := ""
				for _, l := range file {
					keys += l.key
				}
				files = append(files, keys)
			}
			if got := fmt.Sprint(strings.Join(files, " ")); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
