package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
)

// A program that is killed again and again comes to its end, and loses nothing.
func TestSoakKilled(t *testing.T) {
	for _, together := range []int{1, 2} {
		var out strings.Builder
		s := settings{articles: 8, rate: 0.2, seed: 3, jobs: 4, timeout: time.Second, killed: 600 * time.Millisecond, latency: 40 * time.Millisecond, together: together}
		wrong, err := soakKilled(context.Background(), s, &out)
		if err != nil || wrong > 0 {
			t.Fatalf("%d processes: %d wrong, %v\n%s", together, wrong, err, &out)
		}
		for _, want := range []string{`^8 articles, \d+ segments, 3 languages; [1-9]\d* kills`, `(?m)sent again though kept: \d+$`, `(?m)^a last run: 0 requests`} {
			if !regexp.MustCompile(want).MatchString(out.String()) {
				t.Errorf("no %s in\n%s", want, &out)
			}
		}
		t.Log("\n" + out.String())
	}
}

// What is half-written, wrong, or claimed by a record and not there, is seen.
func TestInspectFiles(t *testing.T) {
	var out strings.Builder
	c, err := newCampaign(t.Context(), settings{articles: 1, seed: 1, jobs: 8, timeout: time.Minute}, &out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.remove(); err != nil {
			t.Error(err)
		}
	})
	stop, err := c.serve()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	if done, err := c.run(t.Context(), 1, 0); err != nil || !done || len(c.wrong) > 0 {
		t.Fatalf("%v, %v, %q", done, err, c.wrong)
	}
	output, record := read(t, c.outputOf(0)), read(t, c.recordOf(0))
	target := regexp.MustCompile(`"target": "[^"]+",\s+"origin": "model"`)
	for _, test := range []struct{ name, output, record, want string }{
		{"half an output", output[:len(output)/2], record, "half-written"},
		{"a wrong translation", strings.Replace(output, target.FindString(output), `"target": "x", "origin": "model"`, 1), record, "is no translation of"},
		{"no output", "", record, "knows of a file that is not there"},
		{"another output", output + " ", record, "is of another file than"},
		{"half a record", output, record[:len(record)/2], "half-written"},
		{"a claim", output, strings.Replace(record, `"missing": 0`, `"missing": 3`, 1), "claims other than is written"},
	} {
		c.wrong = nil
		write(t, c.outputOf(0), test.output)
		write(t, c.recordOf(0), test.record)
		if err := c.inspectFiles(true); err != nil || !strings.Contains(strings.Join(c.wrong, "\n"), test.want) {
			t.Errorf("%s: %v, %q", test.name, err, c.wrong)
		}
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// write puts a text into a file; "" takes it away.
func write(t *testing.T, path, text string) {
	t.Helper()
	err := os.Remove(path)
	if text != "" {
		err = os.WriteFile(path, []byte(text), 0o666)
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
}

// The watch sees an answer that was not kept, and one that is asked for again though it is.
func TestWatch(t *testing.T) {
	w := newWatch(newTrouble(settings{}), 0)
	ask := func(text string, fault llmtest.Fault, heard bool) question {
		q := questionOf([]llm.Message{{Role: "user", Content: text}})
		w.come(q)
		w.gone(q, fault, heard)
		return q
	}
	kept := ask("kept", llmtest.None, true)
	wrong := ask("kept, and wrong", llmtest.Missing, true)
	ask("not kept", llmtest.None, true)
	ask("not heard", llmtest.None, false)
	ask("no answer", llmtest.InternalError, true)
	lost, oldest := w.reconcile(map[question]int{kept: 1, wrong: 1}, time.Now().Add(time.Hour))
	if lost != 1 || w.answers != 3 || oldest < time.Hour {
		t.Errorf("%d of %d answers were lost, the oldest %v ago, want 1 of 3 an hour ago", lost, w.answers, oldest)
	}
	ask("kept, and wrong", llmtest.None, true)
	ask("not kept", llmtest.None, true)
	if w.again != 0 {
		t.Errorf("%d were asked again, want none", w.again)
	}
	if ask("kept", llmtest.None, true); w.again != 1 {
		t.Errorf("%d were asked again, want 1", w.again)
	}
	w.settle()
}
