package cmd_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestTopLevel holds the top of the repository to what a stranger is to find there.
func TestTopLevel(t *testing.T) {
	allowed := []string{"cmd", "summarize", "translate", "prompts", "testdata", "internal", "go.mod", "go.sum", "README.md", "LICENSE", "CHANGELOG.md"}
	entries, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	ignored := ignoredAtTop(t)
	for _, entry := range entries {
		name := entry.Name()
		if strings.HasPrefix(name, ".") || slices.Contains(allowed, name) || isIgnored(ignored, name) {
			continue
		}
		t.Errorf("%s: only %s and dot files stand at the top", name, strings.Join(allowed, ", "))
	}
}

// TestNoSecrets looks for what a leaked key looks like in every file of the repository: a recorded reply, a golden, a
// test that was tried with a real key once.
func TestNoSecrets(t *testing.T) {
	ignored := ignoredAtTop(t)
	seen := 0
	err := filepath.WalkDir("..", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		fromRoot := filepath.ToSlash(strings.TrimPrefix(name, ".."+string(filepath.Separator)))
		if fromRoot == ".git" || isIgnored(ignored, fromRoot) {
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if !entry.Type().IsRegular() {
			return nil
		}
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		seen++
		for _, fault := range secretFaults(fromRoot, content) {
			t.Error(fault)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen == 0 {
		t.Fatal("no file was looked at: the walk is broken")
	}
}

func TestSecretFaultsAreSeen(t *testing.T) {
	filler := strings.Repeat("a1B2", 9)
	for _, c := range []struct{ name, path, content, want string }{
		{"key of a provider", "internal/llm/x_test.go", "key = s" + "k-proj-" + filler, "x_test.go:1: looks like a key"},
		{"bearer", "README.md", "one\nAuthorization: Bea" + "rer " + filler, "README.md:2: looks like a key"},
		{"private key", "x", "-----BEGIN RSA PRIVATE" + " KEY-----", "looks like a key"},
		{"cloud key", "x", "AK" + "IAIOSFODNN7" + "EXAMPLE", "looks like a key"},
		{"token of a code host", "x", "gh" + "p_" + filler, "looks like a key"},
		{"a short one in a recording", "testdata/replies/x.json", `"s` + `k-12345678"`, "looks like a key"},
		{"a header in a recording", "testdata/replies/x.json", `{"auth` + `orization":"x"}`, "looks like a key"},
		{"made up for a test", "internal/llm/x_test.go", "s" + "k-test, Bearer secret, task-force-of-the-district-council", ""},
		{"a hash", "prompts/prompts.lock", "translate/v1 " + strings.Repeat("0f", 32), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			expectFault(t, secretFaults(c.path, []byte(c.content)), c.want)
		})
	}
}

// Shapes of keys: those of OpenAI and its likes, Google, AWS, GitHub, GitLab, Slack, Hugging Face, Groq, and private keys.
var secret = regexp.MustCompile(`\bsk-[A-Za-z0-9_-]{24,}|[Bb]earer +[A-Za-z0-9._~+/-]{24,}|-----BEGIN [A-Z ]*PRIVATE KEY-----` +
	`|\bAIza[A-Za-z0-9_-]{35}|\bAKIA[A-Z0-9]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}|\bglpat-[A-Za-z0-9_-]{20,}` +
	`|\bxox[abprs]-[A-Za-z0-9-]{10,}|\bhf_[A-Za-z0-9]{30,}|\bgsk_[A-Za-z0-9]{30,}`)

// In test data nothing that even resembles one has a place: what is recorded there was sent and received for good.
var secretInData = regexp.MustCompile(`\bsk-[A-Za-z0-9_-]{8,}|[Bb]earer +[A-Za-z0-9._~+/-]{8,}|(?i:"(authorization|x-api-key|api-key)")`)

// secretFaults lists the lines that look as if they held a key, without showing it.
func secretFaults(name string, content []byte) []string {
	inData := strings.HasPrefix(name, "testdata/") || strings.Contains(name, "/testdata/")
	var faults []string
	for i, line := range bytes.Split(content, []byte("\n")) {
		if secret.Match(line) || inData && secretInData.Match(line) {
			faults = append(faults, fmt.Sprintf("%s:%d: looks like a key", name, i+1))
		}
	}
	return faults
}

// ignoredAtTop reads the patterns of .gitignore: what is built here is not the project's own.
func ignoredAtTop(t *testing.T) []string {
	t.Helper()
	content, err := os.ReadFile("../.gitignore")
	if err != nil {
		t.Fatal(err)
	}
	var patterns []string
	for line := range strings.Lines(string(content)) {
		if pattern, ok := strings.CutPrefix(strings.TrimSpace(line), "/"); ok {
			patterns = append(patterns, strings.TrimSuffix(pattern, "/"))
		}
	}
	return patterns
}

// isIgnored says whether a name at the top matches one of the patterns.
func isIgnored(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		matched, err := path.Match(pattern, name)
		return err == nil && matched
	})
}
