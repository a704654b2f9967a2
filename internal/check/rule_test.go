package check

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tarjuma/internal/news"
)

// toldOf is how the program tells a finding: in words, with its severity before its rule, and in JSON the other way round.
var toldOf = []struct {
	form           *regexp.Regexp
	severity, rule int
}{
	{regexp.MustCompile(`\b(error|warning|info) ([a-z]+(?:\.[a-z_]+)+)`), 1, 2},
	{regexp.MustCompile(`"check":"([^"]+)","severity":"([a-z]+)"`), 2, 1},
}

// TestEveryRuleIsFoundInAScript wants a script for each rule in which the real program finds it, as severe as the list of rules says.
func TestEveryRuleIsFoundInAScript(t *testing.T) {
	scripts, err := filepath.Glob(filepath.Join("..", "..", "testdata", "script", "*.txtar"))
	if err != nil || len(scripts) == 0 {
		t.Fatalf("%d scripts, %v", len(scripts), err)
	}
	found := map[string]map[news.Severity]bool{}
	for _, script := range scripts {
		data, err := os.ReadFile(script)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			if strings.HasPrefix(line, "#") || strings.HasPrefix(line, "!") {
				continue // a comment, or what must not be found
			}
			for _, told := range toldOf {
				for _, m := range told.form.FindAllStringSubmatch(line, -1) {
					if found[m[told.rule]] == nil {
						found[m[told.rule]] = map[news.Severity]bool{}
					}
					found[m[told.rule]][news.Severity(m[told.severity])] = true
				}
			}
		}
	}
	for _, r := range Rules() {
		if !found[r.ID][r.Severity] {
			t.Errorf("%s stands in no script as %s (as %v)", r.ID, r.Severity, found[r.ID])
		}
	}
}
