package cmd

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"
)

// TestReadmeShowsTheTrueOutput runs the README's main-job command and holds the block below it to what it prints. A line
// "…" stands for lines that are left out.
func TestReadmeShowsTheTrueOutput(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)<!-- ci:main-job -->\n```\n\\$ go run ./cmd/tarjuma ([^\n]*)\n(.*?)```").FindSubmatch(readme)
	if block == nil {
		t.Fatal("README.md has no main-job command with its output")
	}
	t.Chdir("..")
	var stdout, stderr bytes.Buffer
	app := &App{Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr, Environ: os.Environ(), Version: "test"}
	if code := Main(t.Context(), app, strings.Fields(string(block[1]))); code != ExitDone {
		t.Fatalf("exit code %d\n%s", code, stderr.String())
	}
	printed := strings.Split(stdout.String(), "\n")
	at := 0
	for _, line := range strings.Split(strings.TrimSuffix(string(block[2]), "\n"), "\n") {
		if line == "…" {
			for at < len(printed) && !strings.Contains(string(block[2]), "…\n"+printed[at]+"\n") {
				at++
			}
			continue
		}
		if at >= len(printed) || printed[at] != line {
			t.Fatalf("README.md has %q, and line %d of the output is another", line, at+1)
		}
		at++
	}
}
