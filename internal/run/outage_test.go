package run

import (
	"context"
	"errors"
	"net"
	"net/http"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"tarjuma/internal/llm"
)

// unplugged is the test server behind a network that is away for a while. It counts what it answers.
type unplugged struct {
	spoken
	away, back time.Time

	mu       sync.Mutex
	answered int
}

func (u *unplugged) Do(req *http.Request) (*http.Response, error) {
	time.Sleep(time.Second)
	if now := time.Now(); !now.Before(u.away) && now.Before(u.back) {
		return nil, &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("network is unreachable")}
	}
	u.mu.Lock()
	u.answered++
	u.mu.Unlock()
	return u.spoken.Do(req)
}

// keptIn counts the replies in a store.
func keptIn(t *testing.T, store *llm.Store) int {
	t.Helper()
	kept := 0
	for _, err := range store.Keys() {
		must(t, err)
		kept++
	}
	return kept
}

// TestTheNetworkIsAway for a while in the middle of a run: it is waited for, or, where it stays away for too long, the run ends and the
// next goes on. Either way no answer is paid twice.
func TestTheNetworkIsAway(t *testing.T) {
	for _, test := range []struct {
		name string
		away time.Duration
		ends bool
	}{{"three minutes", 3 * time.Minute, false}, {"ten minutes", 10 * time.Minute, true}} {
		t.Run(test.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := newDesk(t, Translate, 12, "prs", "ps", "hi")
				d.intoFolder("txt")
				began := time.Now()
				server := &unplugged{away: began.Add(10 * time.Second), back: began.Add(10*time.Second + test.away)}
				store, err := llm.OpenStore(filepath.Join(t.TempDir(), "other"), false)
				must(t, err)
				client := func() llm.Client {
					client, err := llm.New(llm.Options{
						Profile: llm.Profiles()[0], BaseURL: "http://model.test/v1", Store: store, HTTP: server, Jobs: 2,
						Pace: llm.Pace{Requests: 1 << 20, Tokens: 1 << 30},
					})
					must(t, err)
					return client
				}
				d.job.Client = client()
				err = d.run(t.Context())
				var fault *llm.Error
				if ended := errors.As(err, &fault) && fault.Fault == llm.GaveUp; ended != test.ends || err != nil && !ended {
					t.Fatalf("the run ends with %v", err)
				}
				if test.ends {
					// Five minutes of silence, less the wait of up to half a minute that would end later, more what was answered before.
					if took := time.Since(began); took < 4*time.Minute+30*time.Second || took > 7*time.Minute {
						t.Errorf("the run ends after %v", took)
					}
					if written := len(d.files()); written != 3*len(d.reported) || written == 0 || written == 36 {
						t.Errorf("of %d articles that are done there are %d files", len(d.reported), written)
					}
					if kept := keptIn(t, store); kept != server.answered {
						t.Errorf("%d of %d answers are kept", kept, server.answered)
					}
					time.Sleep(time.Until(server.back))
					d.job.Client = client()
					d.mustRun()
				}
				if kept := keptIn(t, store); kept != 36 || server.answered != 36 || len(d.files()) != 36 {
					t.Errorf("%d answers, %d kept, %d files, want 36 of each", server.answered, kept, len(d.files()))
				}
			})
		})
	}
}

// set is a clock that can be set.
type set struct{ by time.Duration }

var _ llm.Clock = (*set)(nil)

func (s *set) Now() time.Time { return time.Now().Round(0).Add(s.by) }

func (s *set) Sleep(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-time.After(d):
		return nil
	}
}

// TestTheClockIsSetBack between runs, by two days: what is up to date is told by what it holds, and the newest answer is the last one,
// whatever the clock says.
func TestTheClockIsSetBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDesk(t, Translate, 3, "hi")
		d.intoFolder("txt")
		clock, server := &set{}, &unplugged{}
		client := func(fresh, offline bool) llm.Client {
			client, err := llm.New(llm.Options{
				Profile: llm.Profiles()[0], BaseURL: "http://model.test/v1", Store: d.store, HTTP: server, Clock: clock, Fresh: fresh, Offline: offline,
			})
			must(t, err)
			return client
		}
		d.job.Client = client(false, false)
		d.mustRun()
		clock.by = -48 * time.Hour
		d.job.Client = client(false, false)
		d.mustRun()
		if server.answered != 3 || slices.ContainsFunc(d.reported, func(o Outcome) bool { return !o.UpToDate() }) {
			t.Errorf("%d answers, and not all is up to date", server.answered)
		}
		d.job.Client, d.job.Fresh = client(true, false), true
		d.mustRun()
		if server.answered != 6 {
			t.Errorf("%d answers after all was asked afresh, want 6", server.answered)
		}
		d.job.Client, d.job.Fresh, d.job.Output.Path = client(false, true), false, d.folder+"2"
		d.mustRun()
		for _, o := range d.reported {
			if at := o.Document.Translations[0].Made.Time; time.Since(at) < 47*time.Hour {
				t.Errorf("%s was made of an answer of %s, and not of the newest", o.Source.Name, at)
			}
		}
	})
}
