package lang_test

import (
	"math"
	"os"
	"testing"

	"github.com/tiktoken-go/tokenizer"
)

// The estimate against the tokenizer itself, on texts that were not used to find the weights, one of them full of marks.
func TestTokensIn(t *testing.T) {
	codec, err := tokenizer.Get(tokenizer.O200kBase)
	if err != nil {
		t.Fatal(err)
	}
	languages := builtin(t)
	for _, tt := range []struct{ code, name string }{
		{"en", "canal.txt"}, {"en", "wrapped.txt"}, {"en", "md-frontmatter.md"}, {"prs", "dari.txt"}, {"ps", "pashto.txt"}, {"hi", "hindi.txt"},
	} {
		t.Run(tt.code+" "+tt.name, func(t *testing.T) {
			text, err := os.ReadFile("../../testdata/articles/" + tt.name)
			if err != nil {
				t.Fatal(err)
			}
			l, err := languages.Find(tt.code)
			if err != nil {
				t.Fatal(err)
			}
			counted, err := codec.Count(string(text))
			if err != nil {
				t.Fatal(err)
			}
			off := l.TokensIn(string(text))/float64(counted) - 1
			t.Logf("%+.1f %% of %d tokens", 100*off, counted)
			if math.Abs(off) > 0.2 {
				t.Errorf("%+.1f %% off", 100*off)
			}
		})
	}
}

func TestTokensInOfMixedText(t *testing.T) {
	languages := builtin(t)
	dari, err := languages.Find("prs")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		text string
		want float64
	}{
		{"", 0},
		{"ab", 2 * 0.199},
		{"ab cd", 5 * 0.199},
		{"کتاب نو", 7 * 0.329},
		{`{"id":"s1"}`, 8*0.5 + 3*0.199},
	} {
		if got := dari.TokensIn(tt.text); math.Abs(got-tt.want) > 1e-9 {
			t.Errorf("%q: got %v, want %v", tt.text, got, tt.want)
		}
	}
}
