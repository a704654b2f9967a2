// Command man writes the manual pages of tarjuma into a folder, one page a command, made from the commands themselves:
//
//	SOURCE_DATE_EPOCH=… go run ./internal/tools/man DIR
//
// The same source gives the same bytes. So a page bears the date of the source (SOURCE_DATE_EPOCH, in seconds since 1970,
// or the commit that this program was built from), and never the day on which it was made.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
	"github.com/spf13/pflag"

	"tarjuma/cmd"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: man DIR")
		os.Exit(2)
	}
	if err := write(os.Args[1], os.Getenv("SOURCE_DATE_EPOCH")); err != nil {
		fmt.Fprintln(os.Stderr, "man:", err)
		os.Exit(1)
	}
}

// write makes the folder and the pages in it. epoch is the value of SOURCE_DATE_EPOCH, or "".
func write(folder, epoch string) error {
	build, _ := debug.ReadBuildInfo()
	date, err := sourceDate(epoch, build)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return err
	}
	version := cmd.Version()
	root := cmd.NewRoot(&cmd.App{Stdin: os.Stdin, Stdout: io.Discard, Stderr: io.Discard, Version: version})
	root.InitDefaultCompletionCmd()
	root.DisableAutoGenTag = true
	asWritten(root, map[*pflag.Flag]bool{})
	header := &doc.GenManHeader{Section: "1", Date: &date, Source: "tarjuma " + version, Manual: "tarjuma"}
	if err := doc.GenManTree(root, header, folder); err != nil {
		return fmt.Errorf("writing the pages: %w", err)
	}
	return nil
}

// asWritten marks the words of a command, of its flags and of the commands below it, so that a page shows them as they are:
// cobra hands them to a reader of Markdown, to which TARJUMA_* and OPENAI_* are the two ends of something emphasized.
// done holds the flags already marked; commands share those they inherit.
func asWritten(c *cobra.Command, done map[*pflag.Flag]bool) {
	c.Short, c.Long = escape(c.Short), escape(c.Long)
	mark := func(f *pflag.Flag) {
		if !done[f] {
			f.Usage, done[f] = escape(f.Usage), true
		}
	}
	c.Flags().VisitAll(mark)
	c.PersistentFlags().VisitAll(mark)
	for _, below := range c.Commands() {
		asWritten(below, done)
	}
}

// escape puts a backslash before what Markdown would take for its own, but in indented lines, which it leaves alone.
func escape(text string) string {
	signs := strings.NewReplacer(`\`, `\\`, `*`, `\*`, `_`, `\_`, `<`, `\<`)
	var escaped strings.Builder
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "\t") && !strings.HasPrefix(line, "    ") {
			line = signs.Replace(line)
		}
		escaped.WriteString(line)
	}
	return escaped.String()
}

// sourceDate gives the time of the source: that of the environment, else that of the commit in the build.
func sourceDate(epoch string, build *debug.BuildInfo) (time.Time, error) {
	if epoch != "" {
		seconds, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil {
			return time.Time{}, fmt.Errorf("reading SOURCE_DATE_EPOCH: %w", err)
		}
		return time.Unix(seconds, 0).UTC(), nil
	}
	if build != nil {
		for _, setting := range build.Settings {
			if setting.Key == "vcs.time" {
				return time.Parse(time.RFC3339, setting.Value)
			}
		}
	}
	return time.Time{}, errors.New("the date of the source is not known: set SOURCE_DATE_EPOCH")
}
