package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"tarjuma/internal/llm/llmtest"
)

// server answers everything properly after a while, and keeps nothing of it: there may be many requests.
type server struct {
	latency time.Duration
	address string
	count   atomic.Int64
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.count.Add(1)
	(&llmtest.Server{Latency: s.latency}).ServeHTTP(w, r)
}

// bare takes the time of so many requests, so many in flight, by a client that does nothing else: what is possible on this machine as busy
// as it is now.
func (s *server) bare(ctx context.Context, requests, jobs int) (time.Duration, error) {
	const body = `{"model":"fake","messages":[{"role":"user","content":"{\"task\":\"translate\",\"target_lang\":\"hi\"}"}]}`
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: jobs}}
	defer client.CloseIdleConnections()
	var left atomic.Int64
	left.Store(int64(requests))
	faults := make([]error, jobs)
	began := time.Now()
	var asking sync.WaitGroup
	for i := range jobs {
		asking.Go(func() {
			for left.Add(-1) >= 0 && faults[i] == nil {
				faults[i] = post(ctx, client, s.address+"/chat/completions", body)
			}
		})
	}
	asking.Wait()
	return time.Since(began), errors.Join(faults...)
}

func post(ctx context.Context, client *http.Client, address, body string) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, address, strings.NewReader(body))
	if err != nil {
		return err
	}
	response, err := client.Do(request)
	if err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, response.Body)
	return errors.Join(err, response.Body.Close())
}

// folder is a folder of articles, and all that belongs to translating it.
type folder struct {
	dir     string
	args    []string
	program string
	server  *server
	stop    func()
}

// newFolder makes a folder with articles, to be translated into these languages.
func newFolder(program string, s settings, articles, paragraphs int, latency time.Duration, to string) (*folder, error) {
	dir, err := os.MkdirTemp("", "folder")
	if err != nil {
		return nil, err
	}
	f := &folder{dir: dir, program: program, server: &server{latency: latency}, stop: func() {}}
	if err := writeArticles(f.articles(), articles, paragraphs); err != nil {
		return nil, errors.Join(err, f.remove())
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, errors.Join(err, f.remove())
	}
	running := &http.Server{Handler: f.server}
	var serving sync.WaitGroup
	serving.Go(func() { _ = running.Serve(listener) }) // ends when it is closed
	f.server.address = "http://" + listener.Addr().String() + "/v1"
	f.stop = func() { _ = running.Close(); serving.Wait() }
	f.args = []string{"translate", f.articles(), "--config", "none", "--base-url", f.server.address, "--model", "fake",
		"--to", to, "--jobs", strconv.Itoa(s.jobs), "--store", filepath.Join(dir, "store"), "-o", f.results(), "--quiet"}
	return f, nil
}

func (f *folder) articles() string { return filepath.Join(f.dir, "day") }
func (f *folder) results() string  { return filepath.Join(f.dir, "out") }

func (f *folder) remove() error {
	f.stop()
	return os.RemoveAll(f.dir)
}

// figures are what a run of the program took.
type figures struct {
	took     time.Duration
	busy     time.Duration // of the processors, by the program
	memory   float64       // at most, in MiB; 0 where the system does not tell
	requests int
}

// run lets the program come to its end.
func (f *folder) run(ctx context.Context) (figures, error) {
	var made figures
	before := f.server.count.Load()
	var said bytes.Buffer
	command := exec.CommandContext(ctx, f.program, f.args...)
	command.Stdout, command.Stderr = &said, &said
	began := time.Now()
	if err := command.Start(); err != nil {
		return made, err
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	for err, running := error(nil), true; running; {
		select {
		case err = <-ended:
			if err != nil {
				return made, fmt.Errorf("%w\n%.2000s", err, &said)
			}
			running = false
		case <-time.After(20 * time.Millisecond):
			made.memory = max(made.memory, mostSoFar(command.Process.Pid))
		}
	}
	made.took, made.requests = time.Since(began), int(f.server.count.Load()-before)
	made.busy = command.ProcessState.UserTime() + command.ProcessState.SystemTime()
	return made, nil
}

// tokens are those of prompts and of answers.
type tokens struct{ Prompt, Completion int }

// runWithReport lets the program come to its end, and takes the tokens from its report.
func (f *folder) runWithReport(ctx context.Context) (figures, tokens, error) {
	path := filepath.Join(f.dir, "report.json")
	with := *f
	with.args = append(slices.Clone(f.args), "--report", path)
	made, err := with.run(ctx)
	if err != nil {
		return made, tokens{}, err
	}
	var report struct{ Total struct{ Tokens tokens } }
	data, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(data, &report)
	}
	return made, report.Total.Tokens, err
}

// mostSoFar gives the most memory that a process has used, in MiB, on Linux; elsewhere 0.
func mostSoFar(process int) float64 {
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
