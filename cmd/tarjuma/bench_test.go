package main

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"tarjuma/internal/llm/llmtest"
)

// BenchmarkVersion measures how long a person waits for the smallest command, above what any process takes. Aim: under 10 ms.
func BenchmarkVersion(b *testing.B) {
	dir := b.TempDir()
	program := build(b, dir, "tarjuma", ".")
	source := filepath.Join(dir, "empty.go")
	if err := os.WriteFile(source, []byte("package main\n\nfunc main() {}\n"), 0o666); err != nil {
		b.Fatal(err)
	}
	empty := build(b, dir, "empty", source)
	var ours, theirs []time.Duration
	for b.Loop() {
		theirs = append(theirs, timed(b, exec.Command(empty)))
		ours = append(ours, timed(b, exec.Command(program, "version")))
	}
	b.ReportMetric(milliseconds(median(ours)), "ms-version")
	b.ReportMetric(milliseconds(median(ours)-median(theirs)), "ms-above-empty")
}

// BenchmarkFirstRequest measures how long it takes from the start of the process until the first request about an article of
// 1,000 words is at the server (aim: under 30 ms), and how much memory the process has used at most by then (aim: under
// 40 MiB) and by the time of its last request.
func BenchmarkFirstRequest(b *testing.B) {
	for _, verb := range []string{"summarize", "translate"} {
		b.Run(verb, func(b *testing.B) { firstRequest(b, verb) })
	}
}

func firstRequest(b *testing.B, verb string) {
	program := build(b, b.TempDir(), "tarjuma", ".")
	a := &arrivals{server: &llmtest.Server{}}
	web := httptest.NewServer(a)
	defer web.Close()
	var waits []time.Duration
	var first, last []float64
	for b.Loop() {
		command := exec.Command(program, verb, "--config", "none", "--base-url", web.URL+"/v1", "--model", "m",
			"--store", b.TempDir(), filepath.Join("..", "..", "testdata", "articles", "oneline.txt"))
		a.started(b, command)
		if err := command.Wait(); err != nil {
			b.Fatal(err)
		}
		waits = append(waits, a.wait)
		first, last = append(first, a.first), append(last, a.last)
	}
	b.ReportMetric(milliseconds(median(waits)), "ms-to-first-request")
	if runtime.GOOS == "linux" {
		b.ReportMetric(median(first), "MiB-at-first-request")
		b.ReportMetric(median(last), "MiB-at-last-request")
	}
}

// arrivals is a server that notes when the first request of a process comes, and how much memory the process had used by each.
type arrivals struct {
	server *llmtest.Server

	mu          sync.Mutex // held while the process is being started, too: its number must be known
	process     int
	start       time.Time
	wait        time.Duration // 0: no request yet
	first, last float64
}

// started starts a process and begins to measure.
func (a *arrivals) started(b *testing.B, command *exec.Cmd) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.wait, a.first, a.last, a.start = 0, 0, 0, time.Now()
	if err := command.Start(); err != nil {
		b.Fatal(err)
	}
	a.process = command.Process.Pid
}

func (a *arrivals) ServeHTTP(w http.ResponseWriter, hr *http.Request) {
	now := time.Now()
	a.note(now)
	a.server.ServeHTTP(w, hr)
}

func (a *arrivals) note(now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.last = peak(a.process)
	if a.wait == 0 {
		a.wait, a.first = now.Sub(a.start), a.last
	}
}

// peak gives the most memory that a process has used so far, in MiB, on Linux, and elsewhere 0. What the system tells of a process
// that has ended (ru_maxrss) is no less than the memory of the one that started it, which here is the bigger one.
func peak(process int) float64 {
	status, err := os.ReadFile(filepath.Join("/proc", strconv.Itoa(process), "status"))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	fields := strings.Fields(rest)
	if len(fields) == 0 {
		return 0
	}
	kib, err := strconv.ParseFloat(fields[0], 64)
	if err != nil {
		return 0
	}
	return kib / 1024
}

// build builds a program as a release does and gives its path.
func build(b *testing.B, dir, name, source string) string {
	b.Helper()
	program := filepath.Join(dir, name+".exe") // the ending is needed on Windows and does no harm elsewhere
	if out, err := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", program, source).CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return program
}

func timed(b *testing.B, command *exec.Cmd) time.Duration {
	b.Helper()
	var out bytes.Buffer
	command.Stdout, command.Stderr = &out, &out
	start := time.Now()
	if err := command.Run(); err != nil {
		b.Fatalf("%v\n%s", err, &out)
	}
	return time.Since(start)
}

func median[T time.Duration | float64](all []T) T {
	slices.Sort(all)
	return all[len(all)/2]
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
