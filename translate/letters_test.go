package translate

import (
	"testing"

	"tarjuma/internal/news"
)

func TestAnchored(t *testing.T) {
	u := &unit{letters: news.Letters("The minister said on Friday"), begin: news.Beginning("The minister said on Friday")}
	for _, c := range []struct {
		start string
		want  bool
	}{
		{"The minister said", true},
		{"the Minister said on", true},
		{"“The minister said…", true},
		{"The minister said on Friday", true},
		{"The minister", false},
		{"The minister says", false},
		{"The minister said on Friday that", false},
		{"minister said on", false},
		{"", false},
	} {
		if got := anchored(u, news.Letters(c.start)); got != c.want {
			t.Errorf("anchored by %q: %v, want %v", c.start, got, c.want)
		}
	}
}
