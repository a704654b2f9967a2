package cmd

import "testing"

func TestEdits(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want int
	}{{"", "", 0}, {"", "ab", 2}, {"ab", "", 2}, {"number", "numbr", 1}, {"numbers", "number", 1}, {"punct", "punkt", 1}, {"kitten", "sitting", 3}} {
		if got := edits(c.a, c.b); got != c.want {
			t.Errorf("%q to %q takes %d edits, want %d", c.a, c.b, got, c.want)
		}
	}
}

func TestQuoted(t *testing.T) {
	for text, want := range map[string]string{"ك": `"ك" (U+0643)`, "": `""`, "  ": `"  "`, "\u200c": `"\u200c" (U+200C)`, "ا\u202eب": `"ا\u202eب"`} {
		if got := quoted(text); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
