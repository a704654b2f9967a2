package run

import (
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestNamesThatAreNoText: an article may be called by bytes that no JSON can hold; what is paid for it is kept all the same, and it is
// known again.
func TestNamesThatAreNoText(t *testing.T) {
	for _, verb := range []Verb{Summarize, Translate} {
		for _, format := range []string{"txt", "json"} {
			d := newDesk(t, verb, 1, "hi")
			d.job.Sources[0].Name = "news/caf\xe9.txt"
			d.intoFolder(format)
			d.mustRun()
			must(t, d.reported[0].Err)
			for name, text := range d.files() {
				if !utf8.ValidString(name + text) {
					t.Errorf("%s as %s: %q holds %q", verb, format, name, text)
				}
				if format == "json" && !strings.Contains(text, "news/caf\ufffd.txt") {
					t.Errorf("%s as %s: the article's name is not in %q", verb, format, text)
				}
			}
			if len(d.asked()) == 0 {
				t.Errorf("%s as %s: nothing was asked", verb, format)
			}
			d.mustRun()
			if !d.reported[0].UpToDate() || len(d.asked()) > 0 {
				t.Errorf("%s as %s: made again: %+v", verb, format, d.reported[0])
			}
		}
	}
}

// TestManifestNamesAnArticleOnce, by whatever path it does.
func TestManifestNamesAnArticleOnce(t *testing.T) {
	t.Chdir(t.TempDir())
	absolute, err := filepath.Abs("a.txt")
	must(t, err)
	for _, paths := range [][2]string{{"a.txt", absolute}, {absolute, "a.txt"}, {"a.txt", "./a.txt"}, {"a.txt", "b/../a.txt"}} {
		_, err := Manifest("list.csv", strings.NewReader("path\n"+paths[0]+"\n"+paths[1]+"\n"), nil, nil)
		var fault *ManifestError
		if !errors.As(err, &fault) || fault.Line != 3 || !strings.HasSuffix(err.Error(), "stands in line 2 already") {
			t.Errorf("%v: %v", paths, err)
		}
	}
}
