package run

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestFolderListsArticles in the order of their names, with their places.
func TestFolderListsArticles(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b.txt", "a.md", "c.MARKDOWN", "d.csv", ".e.txt", ".git/f.txt", "sub/g.txt", "sub/deep/h.txt", "out/i.txt", "x/out/j.txt"} {
		write(t, filepath.Join(dir, filepath.FromSlash(name)), "text")
	}
	sources, passed, err := Folder(dir, filepath.Join(dir, "out"), OpenWritten(t.TempDir(), true))
	must(t, err)
	var places []string
	for _, s := range sources {
		places = append(places, s.Place)
		if s.Name != filepath.Join(dir, filepath.FromSlash(s.Place)) {
			t.Errorf("%s lies at %s", s.Place, s.Name)
		}
	}
	if want := []string{"a.md", "b.txt", "c.MARKDOWN", "sub/deep/h.txt", "sub/g.txt", "x/out/j.txt"}; !slices.Equal(places, want) || len(passed) != 0 {
		t.Errorf("articles: %q, want %q; passed over: %v", places, want, passed)
	}
}

// TestFolderThatCannotBeRead further down is told when its turn comes, and not passed over.
func TestFolderThatCannotBeRead(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("skipped: root may read everything")
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "sub", "a.txt"), "text")
	must(t, os.Chmod(filepath.Join(dir, "sub"), 0))
	defer os.Chmod(filepath.Join(dir, "sub"), 0o700)
	sources, _, err := Folder(dir, "", OpenWritten(t.TempDir(), true))
	must(t, err)
	if len(sources) != 1 {
		t.Fatalf("sources: %v", sources)
	}
	if _, err := sources[0].Open(); err == nil {
		t.Error("it can be opened")
	}
}

func TestPlacesAreSafe(t *testing.T) {
	for place, want := range map[string]string{
		"a.txt": "a.txt", "../a.txt": "__/a.txt", "./a.txt": "_/a.txt", "a/../b.txt": "a/__/b.txt", "/etc/a.txt": "_/etc/a.txt", `c:\a.txt`: "c__a.txt",
		"nul": "nul_", "NUL.txt": "NUL_.txt", "com1.a.txt": "com1_.a.txt", "com0.txt": "com0.txt", "lpt¹": "lpt¹_", "a\x00\n.txt": "a__.txt",
		"dir./a.txt": "dir_/a.txt", "dir /a.txt": "dir_/a.txt", ".tarjuma/a.txt": "_tarjuma/a.txt", "con/aux.md": "con_/aux_.md", "\u200cمی\u200cشود.txt": "\u200cمی\u200cشود.txt",
	} {
		if got := (Source{Name: "x", Place: place}).place(); got != want {
			t.Errorf("%q: %q, want %q", place, got, want)
		}
	}
}

// FuzzPlaces: wherever an article lies, its results and its record lie in the output folder.
func FuzzPlaces(f *testing.F) {
	for _, place := range []string{"a.txt", "../../a.txt", "/a", "a//b", "..", ".", "...", `\\server\a.txt`, "a/./../../b.md", "C:/a.txt", "\x00/..", "con/..", "a/", "/"} {
		f.Add(place)
	}
	f.Fuzz(func(t *testing.T, place string) {
		j := &Job{Verb: Translate, Output: Output{Path: "out", Folder: true}}
		s := Source{Name: "a.txt", Place: place}
		for _, path := range []string{j.outputPath(s, "hi"), j.recordPath(s)} {
			inside, err := filepath.Rel("out", path)
			if err != nil || !filepath.IsLocal(inside) || strings.HasPrefix(j.outputPath(s, "hi"), filepath.Join("out", recordsFolder)+string(filepath.Separator)) {
				t.Errorf("%q gives %q: %v", place, path, err)
			}
		}
	})
}
