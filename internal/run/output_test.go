package run

import (
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestFilesAreReportedAsWritten compares what a run says it wrote with what is there.
func TestFilesAreReportedAsWritten(t *testing.T) {
	for _, format := range []string{"txt", "md", "json"} {
		for _, verb := range []Verb{Summarize, Translate} {
			d := newDesk(t, verb, 2, "prs", "hi")
			d.intoFolder(format)
			d.mustRun()
			var reported []string
			for _, o := range d.reported {
				must(t, o.Err)
				for _, path := range o.Files {
					reported = append(reported, filepath.Base(path))
				}
			}
			there := slices.Sorted(maps.Keys(d.files()))
			slices.Sort(reported)
			if !slices.Equal(reported, there) || len(there) == 0 {
				t.Errorf("%s as %s: reported %v, there are %v", verb, format, reported, there)
			}
			if d.stdout.Len() != 0 {
				t.Errorf("%s as %s: something went to standard output", verb, format)
			}
		}
	}
}

// TestTheSameAgainTouchesNothing: what is up to date is left alone, and made afresh from the store it is the same bytes.
func TestTheSameAgainTouchesNothing(t *testing.T) {
	d := newDesk(t, Summarize, 2, "prs", "ps", "hi")
	d.intoFolder("json")
	d.mustRun()
	first, old := d.files(), time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	for name := range first {
		must(t, os.Chtimes(filepath.Join(d.folder, name), old, old))
	}
	d.mustRun()
	if again := d.files(); !maps.Equal(first, again) {
		t.Errorf("another run wrote something else")
	}
	for name := range first {
		info, err := os.Stat(filepath.Join(d.folder, name))
		must(t, err)
		if !info.ModTime().Equal(old) {
			t.Errorf("%s was written again", name)
		}
	}
	if m := d.job.Meter; m.Requests.Load() != 8 || m.FromStore.Load() != 0 {
		t.Errorf("%d requests and %d answers from the store in both runs together", m.Requests.Load(), m.FromStore.Load())
	}
	must(t, os.RemoveAll(filepath.Join(d.folder, recordsFolder)))
	d.mustRun()
	if m := d.job.Meter; m.FromStore.Load() != 8 || !maps.Equal(first, d.files()) {
		t.Errorf("without the records %d answers came from the store, or something else was written", m.FromStore.Load())
	}
}

// TestAForeignFileStopsItsArticleBeforeTheFirstRequest has one in the place of one article's Hindi.
func TestAForeignFileStopsItsArticleBeforeTheFirstRequest(t *testing.T) {
	d := newDesk(t, Translate, 2, "prs", "hi")
	d.intoFolder("txt")
	foreign := filepath.Join(d.folder, "itema.hi.txt")
	write(t, foreign, "by hand")
	d.mustRun()
	expectExists(t, "the first article", d.reported[0].Err)
	if o := d.reported[1]; o.Err != nil || len(o.Files) != 2 {
		t.Errorf("the other article: %v, files %v", o.Err, o.Files)
	}
	if asked := d.asked(); len(asked) != 2 {
		t.Errorf("%d requests were sent, want the other article's 2", len(asked))
	}
	expectContent(t, foreign, "by hand")
	if files := d.files(); len(files) != 3 {
		t.Errorf("the folder holds %d files", len(files))
	}
}

// TestStandardOutput is text with a line for each article, and JSON with an object a line.
func TestStandardOutput(t *testing.T) {
	for format, divider := range map[string]string{"txt": "==> %s <==\n\n", "md": "<!-- %s -->\n\n", "json": ""} {
		one := newDesk(t, Translate, 1, "prs")
		one.job.Output.Format = format
		one.mustRun()
		if divider != "" && strings.Contains(one.stdout.String(), "itema") {
			t.Errorf("%s: a single article has a line with its name:\n%s", format, &one.stdout)
		}
		two := newDesk(t, Translate, 2, "prs")
		two.job.Output.Format = format
		two.mustRun()
		if format == "json" {
			expectObjects(t, two.stdout.String(), "news/itema.txt", "news/itemb.txt")
			continue
		}
		first := strings.Replace(divider, "%s", "news/itema.txt", 1) + one.stdout.String()
		rest, ok := strings.CutPrefix(two.stdout.String(), first)
		if !ok || !strings.Contains(rest, strings.Replace(divider, "%s", "news/itemb.txt", 1)) {
			t.Errorf("%s:\n%s", format, &two.stdout)
		}
	}
}

func expectObjects(t *testing.T, text string, names ...string) {
	t.Helper()
	lines := strings.SplitAfter(text, "\n")
	if len(lines) != len(names)+1 || lines[len(names)] != "" {
		t.Fatalf("%d lines for %d articles", len(lines)-1, len(names))
	}
	for i, name := range names {
		var doc struct{ Article struct{ Name string } }
		if err := json.Unmarshal([]byte(lines[i]), &doc); err != nil || doc.Article.Name != name {
			t.Errorf("line %d is of %q: %v", i, doc.Article.Name, err)
		}
	}
}

// TestStandardOutputThatIsClosed: what cannot be printed is a fault of the article, and one that is seen.
func TestStandardOutputThatIsClosed(t *testing.T) {
	d := newDesk(t, Translate, 1, "prs")
	closed := errors.New("the pipe is closed")
	d.job.Output.Stdout = failingWriter{closed}
	d.mustRun()
	if err := d.reported[0].Err; !errors.Is(err, closed) {
		t.Errorf("outcome: %v", err)
	}
}

type failingWriter struct{ err error }

func (f failingWriter) Write([]byte) (int, error) { return 0, f.err }

// TestHostileNamesOfArticles runs whole jobs on articles with names that try to get out of the output folder.
func TestHostileNamesOfArticles(t *testing.T) {
	for _, name := range []string{"../../up.txt", "..", "../..", "/tmp/absolute.txt", "..txt", "a/../../b.md", `..\..\c.txt`, ".", "", "line\nbreak.txt"} {
		for _, verb := range []Verb{Summarize, Translate} {
			d := newDesk(t, verb, 0, "prs")
			d.add(name, article(0))
			d.intoFolder("txt")
			outside := filepath.Dir(d.folder)
			d.mustRun()
			o := d.reported[0]
			if o.Err != nil || len(d.files()) != len(o.Files) || len(o.Files) == 0 {
				t.Errorf("%q: %v; the folder holds %d files, reported are %q", name, o.Err, len(d.files()), o.Files)
			}
			entries, err := os.ReadDir(outside)
			must(t, err)
			if len(entries) != 1 {
				t.Errorf("%q: beside the output folder lie %v", name, entries)
			}
		}
	}
}
