package run

import (
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tarjuma/internal/lang"
)

func TestNamesOfFiles(t *testing.T) {
	for _, c := range []struct {
		source, format string
		verb           Verb
		want           []string
	}{
		{"news/canal.txt", "txt", Translate, []string{"canal.prs.txt", "canal.hi.txt"}},
		{"news/canal.txt", "md", Summarize, []string{"canal.brief.en.md", "canal.brief.prs.md", "canal.brief.hi.md"}},
		{"canal.txt", "json", Translate, []string{"canal.json"}},
		{"canal.txt", "json", Summarize, []string{"canal.brief.json"}},
		{"canal.md", "txt", Translate, []string{"canal.prs.txt", "canal.hi.txt"}},
		{"canal.markdown", "json", Translate, []string{"canal.json"}},
		{"canal.v2.txt", "json", Translate, []string{"canal.v2.json"}},
		{"canal", "json", Translate, []string{"canal.json"}},
		{"canal.html", "json", Translate, []string{"canal.html.json"}},
		{".txt", "json", Translate, []string{".txt.json"}},
		{"-", "json", Summarize, []string{"stdin.brief.json"}},
		{"نهر.txt", "txt", Translate, []string{"نهر.prs.txt", "نهر.hi.txt"}},
		{"../../canal.txt", "json", Translate, []string{"canal.json"}},
		{"..", "json", Translate, []string{"...json"}},
		{"..txt", "txt", Translate, []string{"..prs.txt", "..hi.txt"}},
	} {
		j := &Job{Verb: c.verb, Output: Output{Format: c.format, Path: "out", Folder: true}}
		p := &prepared{source: Source{Name: c.source}, from: &lang.Language{Code: "en"}, to: []*lang.Language{{Code: "prs"}, {Code: "hi"}}}
		var got []string
		for _, f := range j.files(p.source, j.languages(p.from, p.to)) {
			if filepath.Dir(f.path) != "out" {
				t.Errorf("%s: %s lies outside of the folder", c.source, f.path)
			}
			got = append(got, filepath.Base(f.path))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s %s as %s: %v, want %v", c.verb, c.source, c.format, got, c.want)
		}
	}
}

func TestOneFileForAll(t *testing.T) {
	j := &Job{Verb: Summarize, Output: Output{Format: "md", Path: "brief.md"}}
	p := &prepared{source: Source{Name: "canal.txt"}, from: &lang.Language{Code: "en"}, to: []*lang.Language{{Code: "prs"}}}
	if files := j.files(p.source, j.languages(p.from, p.to)); !slices.Equal(files, []file{{path: "brief.md"}}) {
		t.Errorf("files: %v", files)
	}
	j.Output.Path = ""
	if files := j.files(p.source, j.languages(p.from, p.to)); files != nil {
		t.Errorf("to standard output, and yet files: %v", files)
	}
}

func TestMarkdownIsToldByTheName(t *testing.T) {
	for name, want := range map[string]bool{"a.md": true, "a.markdown": true, "a.txt": false, "md": false, "-": false, "a.md.txt": false} {
		if got := (Source{Name: name}).IsMarkdown(); got != want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

// TestCollisionsAreRefusedBeforeAnythingIsDone wants no article opened and no request sent.
func TestCollisionsAreRefusedBeforeAnythingIsDone(t *testing.T) {
	for _, c := range []struct {
		names   []string
		collide bool
	}{
		{[]string{"a.txt", "b.txt"}, false},
		{[]string{"a.txt", "a.txt"}, true},
		{[]string{"a.txt", "b.txt", "old/a.txt"}, true},
		{[]string{"a.txt", "a.md"}, false}, // they keep their endings
		{[]string{"a.txt", "a"}, false},
		{[]string{"News.txt", "news.txt"}, true}, // one file on Windows and macOS
		{[]string{"نهر.txt", "old/نهر.md"}, false},
		{[]string{"-", "stdin.txt"}, false},
		{[]string{"a.txt", "a.brief.txt"}, false},
		{[]string{"a.txt", "a.prs.txt"}, false},
	} {
		for _, verb := range []Verb{Summarize, Translate} {
			d := newDesk(t, verb, 0, "prs", "ps")
			for i, name := range c.names {
				d.add(name, article(i))
			}
			d.intoFolder("txt")
			err := d.run(t.Context())
			var collision *CollisionError
			if got := errors.As(err, &collision); got != c.collide {
				t.Errorf("%s %v: %v, want a collision: %t", verb, c.names, err, c.collide)
			}
			if !c.collide {
				continue
			}
			if d.begun.Load() != 0 || len(d.asked()) != 0 || len(d.reported) != 0 {
				t.Errorf("%v: %d articles were begun", c.names, d.begun.Load())
			}
			if last := c.names[len(c.names)-1]; collision.First != c.names[0] || collision.Second != last {
				t.Errorf("%v: the error names %s and %s", c.names, collision.First, collision.Second)
			}
			if _, err := planAll(d.job, nil); !errors.As(err, &collision) {
				t.Errorf("%v: the plan gives %v", c.names, err)
			}
		}
	}
}

// TestClashingNamesKeepTheirEndings: two articles that differ in nothing else, and a third whose own name is then taken.
func TestClashingNamesKeepTheirEndings(t *testing.T) {
	d := newDesk(t, Translate, 0, "prs")
	for i, name := range []string{"x.txt", "x.md", "x.txt.md", "y.txt", "Con.txt"} {
		d.add(name, article(i))
	}
	d.intoFolder("")
	d.mustRun()
	want := []string{"Con_.prs.txt", "x.md.prs.md", "x.txt.md.prs.md", "x.txt.prs.txt", "y.prs.txt"}
	if got := slices.Sorted(maps.Keys(d.files())); !slices.Equal(got, want) {
		t.Errorf("files: %q, want %q", got, want)
	}
}

// TestEqualNamesOnStandardOutput collide with nothing.
func TestEqualNamesOnStandardOutput(t *testing.T) {
	d := newDesk(t, Translate, 0, "prs")
	d.add("a.txt", article(0))
	d.add("old/a.txt", article(1))
	d.mustRun()
	for _, o := range d.reported {
		if o.Err != nil || o.Files != nil {
			t.Errorf("%s: %v, files %v", o.Source.Name, o.Err, o.Files)
		}
	}
}

// FuzzFilesStayInTheFolder calls articles anything: every output file lies in the folder itself, not above it, not below
// it, and has a name of its own that ends as the format wants.
func FuzzFilesStayInTheFolder(f *testing.F) {
	for _, name := range []string{
		"a.txt", "..", ".", "", "/", "//", "../..", "../../etc/passwd", "a/../..", "..txt", "...txt", "/..txt", ".md", `..\..\a.txt`, `C:\a.txt`, "C:a.txt",
		"a\x00b.txt", "a\nb.txt", "-", "--", "~", "~/a.txt", "a.txt/", "./.", "a/.", "a/..", "نهر.md", "\u202Etxt.a", "a\xff.txt", "*", "con.txt", strings.Repeat("a", 300),
	} {
		f.Add(name, true, "txt")
		f.Add(name, false, "json")
	}
	f.Fuzz(func(t *testing.T, name string, brief bool, format string) {
		if !slices.Contains([]string{"txt", "md", "json"}, format) {
			format = "txt"
		}
		folder := filepath.Join("results", "of", "today")
		j := &Job{Verb: Translate, Output: Output{Format: format, Path: folder, Folder: true}}
		if brief {
			j.Verb = Summarize
		}
		p := &prepared{source: Source{Name: name}, from: &lang.Language{Code: "en"}, to: []*lang.Language{{Code: "prs"}, {Code: "ps"}}}
		seen := map[string]bool{}
		for _, file := range j.files(p.source, j.languages(p.from, p.to)) {
			inside, err := filepath.Rel(folder, file.path)
			if err != nil || filepath.Dir(inside) != "." || !filepath.IsLocal(inside) {
				t.Fatalf("%q gives %q: %v", name, file.path, err)
			}
			if !strings.HasSuffix(inside, "."+format) || seen[inside] {
				t.Fatalf("%q gives %q, after %v", name, file.path, seen)
			}
			seen[inside] = true
		}
		if len(seen) == 0 {
			t.Fatalf("%q gives no file", name)
		}
	})
}
