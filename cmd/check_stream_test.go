package cmd

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"
	"time"
)

// endless is a translation memory of n units.
type endless struct {
	n    int
	next int
	left string
}

func (e *endless) Read(p []byte) (int, error) {
	for e.left == "" {
		switch {
		case e.next == 0:
			e.left = `<tmx version="1.4"><header srclang="en"/><body>` + "\n"
		case e.next <= e.n:
			e.left = fmt.Sprintf(`<tu tuid="k%d"><tuv xml:lang="en"><seg>The book costs %d afghanis.</seg></tuv><tuv xml:lang="prs"><seg>قیمت کتاب %d افغانی است.</seg></tuv></tu>`+"\n",
				e.next, e.next, e.next+max(0, 1-e.next%1000))
		case e.next == e.n+1:
			e.left = "</body></tmx>\n"
		default:
			return 0, io.EOF
		}
		e.next++
	}
	n := copy(p, e.left)
	e.left = e.left[n:]
	return n, nil
}

// What is found in a memory comes in its order, whichever processor found it, and memory does not grow with the file.
func TestMemoriesAreStreamed(t *testing.T) {
	const units = 20_000
	var out, told bytes.Buffer
	app := &App{Stdin: &endless{n: units}, Stdout: &out, Stderr: &told}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	code := Main(t.Context(), app, []string{"check", "-", "--config", "none", "--only", "number.changed"})
	runtime.ReadMemStats(&after)
	if code != ExitFindings {
		t.Fatalf("exit code %d: %s", code, &told)
	}
	var want strings.Builder
	for n := 1000; n <= units; n += 1000 {
		fmt.Fprintf(&want, "-:k%d: error number.changed\n", n)
	}
	var got strings.Builder
	for line := range strings.Lines(out.String()) {
		if before, _, found := strings.Cut(line, "number.changed: "); found {
			fmt.Fprintf(&got, "%snumber.changed\n", before)
		}
	}
	if got.String() != want.String() {
		t.Errorf("got\n%s", got.String())
	}
	if grown := int64(after.HeapSys) - int64(before.HeapSys); grown > 64<<20 {
		t.Errorf("the heap grew by %d MiB", grown>>20)
	}
}

// An interrupt ends the reading of a file that never ends.
func TestCheckIsInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	go func() {
		time.Sleep(50 * time.Millisecond)
		cancel(ErrInterrupted)
	}()
	var told bytes.Buffer
	app := &App{Stdin: &endless{n: 1 << 40}, Stdout: io.Discard, Stderr: &told}
	if code := Main(ctx, app, []string{"check", "-", "--config", "none", "--only", "number.changed"}); code != ExitInterrupted {
		t.Errorf("exit code %d: %s", code, &told)
	}
}

// A report that cannot be written ends the work.
func TestCheckStopsWhereNothingCanBeWritten(t *testing.T) {
	var told bytes.Buffer
	app := &App{Stdin: &endless{n: 1 << 40}, Stdout: closedPipe{}, Stderr: &told}
	if code := Main(t.Context(), app, []string{"check", "-", "--config", "none", "--only", "number.changed"}); code != ExitFailed {
		t.Errorf("exit code %d: %s", code, &told)
	}
}

type closedPipe struct{}

func (closedPipe) Write([]byte) (int, error) { return 0, errors.New("nobody reads") }
