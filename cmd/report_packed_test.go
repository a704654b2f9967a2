package cmd

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// TestPackedArticles writes articles that were packed as if they had not been, and keeps very many in little memory.
func TestPackedArticles(t *testing.T) {
	for _, count := range []int{0, 1, 7, 5000} {
		var packed packedArticles
		plain := []articleReport{}
		for i := range count {
			a := articleReport{
				Article: fmt.Sprintf("day/کابل %d\xff.txt", i), Status: statusDone, Files: []string{fmt.Sprintf("out/%d.hi.txt", i)},
				Languages: []partReport{{Lang: "hi", Status: statusDone, Why: "not made <before>"}}, Seconds: float64(i) / 3,
			}
			plain = append(plain, a)
			packed.add(a)
		}
		write := func(v any) string {
			var text bytes.Buffer
			encoder := jsontext.NewEncoder(&text, jsontext.WithIndent("  "), jsontext.AllowInvalidUTF8(true))
			if err := json.MarshalEncode(encoder, v); err != nil {
				t.Fatal(err)
			}
			return text.String()
		}
		held := packed.packed.Len() + packed.open.Len()
		if got, want := write(&packed), write(plain); got != want {
			t.Errorf("%d articles come out otherwise:\n%.500s\n%.500s", count, got, want)
		} else if held > packAt+len(want)/20 {
			t.Errorf("%d articles are held in %d bytes of %d", count, held, len(want))
		}
	}
}
