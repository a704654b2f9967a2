package check

import (
	"strings"
	"testing"

	"tarjuma/internal/news"
)

// shapeTest is a pair from English, what is found of it ("severity id", in order, comma between), and what the first finding points at
// in the source or, if it points at nothing there, in the target.
type shapeTest struct {
	code, source, target string
	want                 string
	spot                 string
}

func testShape(t *testing.T, group string, tests []shapeTest) {
	t.Helper()
	for _, test := range tests {
		found := checkerFor(t, test.code, Settings{}, group).Check(Text{Units: []Unit{{ID: "s1", Source: test.source, Target: test.target}}})
		if got := told(found); got != test.want {
			t.Errorf("%s %q\n%q\ngot  %q %v\nwant %q", test.code, test.source, test.target, got, found, test.want)
			continue
		}
		if test.spot == "" {
			continue
		}
		at := pointed(test.source, found[0].Source)
		if at == "" {
			at = pointed(test.target, found[0].Target)
		}
		if at != test.spot {
			t.Errorf("%q: points at %q, not at %q", test.target, at, test.spot)
		}
	}
}

// told lists findings by severity and rule.
func told(found []news.Finding) string {
	var all []string
	for _, f := range found {
		all = append(all, string(f.Severity)+" "+f.Check)
	}
	return strings.Join(all, ", ")
}
