package main

import (
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
	"github.com/spf13/pflag"

	"tarjuma/cmd"
)

const epoch = "1789000000" // 10 September 2026

func TestEveryCommandHasItsPage(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "man", "pages")
	if err := write(folder, epoch); err != nil {
		t.Fatal(err)
	}
	var walk func(c *cobra.Command)
	walk = func(c *cobra.Command) {
		if c != c.Root() && !c.IsAvailableCommand() {
			return
		}
		page := readPage(t, folder, strings.ReplaceAll(c.CommandPath(), " ", "-")+".1")
		if title := page[:strings.Index(page, "\n\n")]; !strings.Contains(title, "Sep 2026") {
			t.Errorf("%s: the head %q does not bear the date of the source", c.CommandPath(), title)
		}
		c.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if !f.Hidden && !strings.Contains(page, "--"+f.Name) {
				t.Errorf("%s: the page lacks --%s", c.CommandPath(), f.Name)
			}
		})
		for _, below := range c.Commands() {
			walk(below)
		}
	}
	walk(cmd.NewRoot(&cmd.App{}))
}

func TestSameSourceGivesTheSameBytes(t *testing.T) {
	first, second := t.TempDir(), t.TempDir()
	for _, folder := range []string{first, second} {
		if err := write(folder, epoch); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := os.ReadDir(first)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if readPage(t, first, entry.Name()) != readPage(t, second, entry.Name()) {
			t.Errorf("%s differs from one run to the next", entry.Name())
		}
	}
}

func TestPagesShowWordsAsTheyAre(t *testing.T) {
	root := &cobra.Command{Use: "tarjuma", Short: "A_B and C_D", Long: "Reads *.txt, <file> and A_* or B_*.\n\n\tsource <(a_b_c)\n", Run: func(*cobra.Command, []string) {}}
	root.Flags().Bool("all", false, "no X_* and no Y_* variables, see `FILE`")
	asWritten(root, map[*pflag.Flag]bool{})
	var page strings.Builder
	if err := doc.GenMan(root, &doc.GenManHeader{Section: "1", Date: &time.Time{}}, &page); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"A_B and C_D", "Reads *.txt, <file> and A_* or B_*.", "source <(a_b_c)", "no X_* and no Y_* variables"} {
		shown := strings.ReplaceAll(page.String(), `\&`, "") // roff's sign of no width
		if !strings.Contains(shown, want) {
			t.Errorf("the page lacks %q:\n%s", want, shown)
		}
	}
}

func TestSourceDate(t *testing.T) {
	commit := &debug.BuildInfo{Settings: []debug.BuildSetting{{Key: "vcs", Value: "git"}, {Key: "vcs.time", Value: "2026-11-02T08:30:00Z"}}}
	for _, c := range []struct {
		name, epoch string
		build       *debug.BuildInfo
		want        string // a time, or the words of an error
	}{
		{"environment", "1789000000", nil, "2026-09-10T00:26:40Z"},
		{"environment before the commit", "0", commit, "1970-01-01T00:00:00Z"},
		{"commit", "", commit, "2026-11-02T08:30:00Z"},
		{"neither", "", &debug.BuildInfo{}, "set SOURCE_DATE_EPOCH"},
		{"no build information", "", nil, "set SOURCE_DATE_EPOCH"},
		{"a word", "today", commit, "reading SOURCE_DATE_EPOCH"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := sourceDate(c.epoch, c.build)
			if err != nil {
				if !strings.Contains(err.Error(), c.want) {
					t.Errorf("got error %v, want %q", err, c.want)
				}
				return
			}
			if got.Format(time.RFC3339) != c.want {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
}

func readPage(t *testing.T, folder, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
