package llm_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
)

var errStop = errors.New("stopped by hand")

// doerFunc answers without a network, so that a test can run on synctest's clock.
type doerFunc func(*http.Request) (*http.Response, error)

func (f doerFunc) Do(r *http.Request) (*http.Response, error) { return f(r) }

// within serves a handler inside the process; what it answers comes after it is done.
func within(h http.Handler) doerFunc {
	return func(r *http.Request) (*http.Response, error) {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if r.Context().Err() != nil {
			return nil, r.Context().Err()
		}
		return w.Result(), nil
	}
}

// hermetic gives options that reach no network and run on the system's clock, which is synctest's inside a bubble.
func hermetic(t *testing.T, doer llm.HTTPDoer) llm.Options {
	return llm.Options{
		Profile: llm.Profiles()[0], BaseURL: "http://model.test/v1", APIKey: llm.NewSecret(testKey),
		Store: openStore(t, t.TempDir()), HTTP: doer, Random: func() float64 { return 0.5 },
	}
}

func refused(r *http.Request) (*http.Response, error) {
	return nil, &net.OpError{Op: "dial", Net: "tcp", Err: errors.New("connection refused")}
}

func TestWhatIsInFlightMayFinish(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &llmtest.Server{Latency: 20 * time.Second}
		o := hermetic(t, within(server))
		client := newClient(t, o)
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(5*time.Second, func() { cancel(errStop) })
		began := time.Now()
		if _, err := client.Ask(ctx, translation("s1")); err != nil {
			t.Errorf("what was in flight came back with %v", err)
		}
		if took := time.Since(began); took != 20*time.Second {
			t.Errorf("it took %s", took)
		}
		if _, found, err := o.Store.Newest(llm.Key(translation("s1"))); !found || err != nil {
			t.Errorf("it is not in the store: %v", err)
		}
		if _, err := client.Ask(ctx, translation("s2")); err != errStop || server.Count() != 1 {
			t.Errorf("after the stop: %v, %d requests", err, server.Count())
		}
	})
}

func TestTheGraceEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := newClient(t, hermetic(t, within(&llmtest.Server{Latency: time.Minute})))
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(5*time.Second, func() { cancel(errStop) })
		began := time.Now()
		_, err := client.Ask(ctx, translation("s1"))
		if took := time.Since(began); err != errStop || took != 35*time.Second {
			t.Errorf("%v after %s", err, took)
		}
	})
}

func TestWaitingEndsWithItsContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := always(llmtest.TooManyRequestsAfter)
		server.RetryAfter = "60"
		client := newClient(t, hermetic(t, within(server)))
		ctx, cancel := context.WithTimeoutCause(t.Context(), 10*time.Second, errStop)
		defer cancel()
		began := time.Now()
		_, err := client.Ask(ctx, translation("s1"))
		if took := time.Since(began); err != errStop || took != 10*time.Second {
			t.Errorf("%v after %s", err, took)
		}
	})
}

func TestNoMoreInFlightThanJobs(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var now, most atomic.Int32
		server := &llmtest.Server{Latency: time.Second}
		o := hermetic(t, doerFunc(func(r *http.Request) (*http.Response, error) {
			most.Store(max(most.Load(), now.Add(1)))
			defer now.Add(-1)
			return within(server)(r)
		}))
		o.Jobs, o.Pace = 3, llm.Pace{Requests: 1 << 20, Tokens: 1 << 30} // told, so that nobody is sent ahead
		client := newClient(t, o)
		began := time.Now()
		var group sync.WaitGroup
		for _, id := range []string{"s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9"} {
			group.Go(func() {
				if _, err := client.Ask(t.Context(), translation(id)); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		if most.Load() != 3 || time.Since(began) != 3*time.Second {
			t.Errorf("%d at once, %s in all", most.Load(), time.Since(began))
		}
	})
}

// TestRefusalsLearnedAtOnce has eight requests in flight when the server refuses the limit's name.
func TestRefusalsLearnedAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		proper := &llmtest.Server{Latency: time.Second}
		client := newClient(t, hermetic(t, doerFunc(func(r *http.Request) (*http.Response, error) {
			body, err := io.ReadAll(r.Body)
			if err != nil {
				return nil, err
			}
			if bytes.Contains(body, []byte("max_completion_tokens")) {
				time.Sleep(time.Second)
				return canned(400, `{"error":{"message":"unknown field max_completion_tokens"}}`)(r)
			}
			r.Body = io.NopCloser(bytes.NewReader(body))
			return within(proper)(r)
		})))
		var group sync.WaitGroup
		for _, id := range []string{"s1", "s2", "s3", "s4", "s5", "s6", "s7", "s8"} {
			group.Go(func() {
				if reply, err := client.Ask(t.Context(), translation(id)); err != nil || reply.Wire.LimitField != "max_tokens" {
					t.Errorf("%+v, %v", reply.Wire, err)
				}
			})
		}
		group.Wait()
	})
}

func TestAWaitHoldsNoSlot(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := once(llmtest.TooManyRequestsAfter)
		server.RetryAfter = "60"
		o := hermetic(t, within(server))
		o.Jobs = 1
		client := newClient(t, o)
		began := time.Now()
		var group sync.WaitGroup
		group.Go(func() {
			if _, err := client.Ask(t.Context(), translation("s1")); err != nil || time.Since(began) < time.Minute {
				t.Errorf("the one that waits: %v after %s", err, time.Since(began))
			}
		})
		synctest.Wait()
		if _, err := client.Ask(t.Context(), translation("s2")); err != nil || time.Since(began) > time.Second {
			t.Errorf("the other: %v after %s", err, time.Since(began))
		}
		group.Wait()
	})
}

func TestTheSameAskedTwiceIsSentOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &llmtest.Server{Latency: time.Second}
		o := hermetic(t, within(server))
		o.Fresh = true
		client := newClient(t, o)
		var group sync.WaitGroup
		var stored atomic.Int32
		for range 5 {
			group.Go(func() {
				reply, err := client.Ask(t.Context(), translation("s1"))
				if err != nil {
					t.Error(err)
				}
				if reply.Stored {
					stored.Add(1)
				}
			})
		}
		group.Wait()
		if server.Count() != 1 || stored.Load() != 4 {
			t.Errorf("%d requests, %d from the store", server.Count(), stored.Load())
		}
	})
}

// TestAStoppedTwinIsNoFault has the one that was sending stop; the other, whose context is well, sends it.
func TestAStoppedTwinIsNoFault(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := once(llmtest.TooManyRequestsAfter)
		server.RetryAfter = "60"
		client := newClient(t, hermetic(t, within(server)))
		ctx, cancel := context.WithCancelCause(t.Context())
		var group sync.WaitGroup
		group.Go(func() {
			if _, err := client.Ask(ctx, translation("s1")); err != errStop {
				t.Errorf("the one that stops: %v", err)
			}
		})
		synctest.Wait()
		group.Go(func() {
			if reply, err := client.Ask(t.Context(), translation("s1")); err != nil || reply.Stored {
				t.Errorf("the other: %+v, %v", reply, err)
			}
		})
		synctest.Wait()
		cancel(errStop)
		group.Wait()
	})
}

func TestUnreachableFromTheStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var attempts atomic.Int32
		o := hermetic(t, doerFunc(func(r *http.Request) (*http.Response, error) {
			attempts.Add(1)
			return refused(r)
		}))
		o.Jobs = 1
		client := newClient(t, o)
		began := time.Now()
		_, err := client.Ask(t.Context(), translation("s1"))
		if e := faultOf(t, err); e.Fault != llm.Unreachable || !e.Permanent || time.Since(began) > 20*time.Second {
			t.Errorf("%s after %s", describe(e), time.Since(began))
		}
		before := attempts.Load()
		if _, err := client.Ask(t.Context(), translation("s2")); faultOf(t, err).Fault != llm.Unreachable || attempts.Load() != before {
			t.Errorf("the next request: %v, %d attempts more", err, attempts.Load()-before)
		}
	})
}

// TestABlackHoleFromTheStart has a server that lets connections time out, and a chance that makes every wait as long as it gets.
func TestABlackHoleFromTheStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := hermetic(t, doerFunc(func(r *http.Request) (*http.Response, error) {
			time.Sleep(5 * time.Second)
			return refused(r)
		}))
		o.Random = func() float64 { return 0.999 }
		began := time.Now()
		_, err := newClient(t, o).Ask(t.Context(), translation("s1"))
		if e := faultOf(t, err); e.Fault != llm.Unreachable || !e.Permanent || time.Since(began) > 20*time.Second {
			t.Errorf("%s after %s", describe(e), time.Since(began))
		}
	})
}

// TestANetworkThatComesAndGoes has the server away for a while after it has answered, for more attempts than a fault may cost.
func TestANetworkThatComesAndGoes(t *testing.T) {
	for name, test := range map[string]struct {
		away time.Duration
		want llm.Fault
	}{
		"two minutes": {2 * time.Minute, ""},
		"an hour":     {time.Hour, llm.GaveUp},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				server := &llmtest.Server{}
				var back time.Time
				o := hermetic(t, doerFunc(func(r *http.Request) (*http.Response, error) {
					if time.Now().Before(back) {
						return refused(r)
					}
					return within(server)(r)
				}))
				client := newClient(t, o)
				if _, err := client.Ask(t.Context(), translation("s1")); err != nil {
					t.Fatal(err)
				}
				back = time.Now().Add(test.away)
				began := time.Now()
				_, err := client.Ask(t.Context(), translation("s2"))
				if test.want == "" {
					if err != nil {
						t.Errorf("%v after %s", err, time.Since(began))
					}
					return
				}
				took := time.Since(began)
				if e := faultOf(t, err); e.Fault != test.want || !e.Permanent || took > 5*time.Minute || took < 4*time.Minute {
					t.Errorf("%s after %s", describe(e), took)
				}
			})
		})
	}
}

func TestFiveMinutesWithoutAnAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := newClient(t, hermetic(t, doerFunc(func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		})))
		began := time.Now()
		_, err := client.Ask(t.Context(), translation("s1"))
		// Attempts of two minutes each: the third began within the five, and is the last.
		if e := faultOf(t, err); e.Fault != llm.GaveUp || time.Since(began) < 5*time.Minute || time.Since(began) > 7*time.Minute {
			t.Errorf("%s after %s", describe(e), time.Since(began))
		}
	})
}

func TestARateLimitCostsWaitingAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := planned(func(n int, _ llmtest.Request) llmtest.Fault {
			if n <= 12 {
				return llmtest.TooManyRequestsAfter
			}
			return llmtest.None
		})
		server.RetryAfter = "60"
		client := newClient(t, hermetic(t, within(server)))
		began := time.Now()
		reply, err := client.Ask(t.Context(), translation("s1"))
		took := time.Since(began)
		if err != nil || reply.Attempts != 1 || took < 12*time.Minute || took > 12*time.Minute+10*time.Second {
			t.Errorf("%+v, %v after %s", reply, err, took)
		}
	})
}

func TestALimitThatIsTooLongIsNotWaitedFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := always(llmtest.TooManyRequestsAfter)
		server.RetryAfter = "3600"
		began := time.Now()
		_, err := newClient(t, hermetic(t, within(server))).Ask(t.Context(), translation("s1"))
		e := faultOf(t, err)
		if e.Fault != llm.RateLimited || !e.Permanent || e.RetryAfter != time.Hour || time.Since(began) != 0 {
			t.Errorf("%s after %s", describe(e), time.Since(began))
		}
	})
}

// TestRetryAfterIsNeverUndercut has a server that says when it may be asked again, in every way there is.
func TestRetryAfterIsNeverUndercut(t *testing.T) {
	for header, value := range map[string]string{
		"Retry-After": "7", "Retry-After-Ms": "7000", "X-Ratelimit-Reset-Requests": "7s", "X-Ratelimit-Reset-Tokens": "0m7s",
		"Retry-After as a date": "",
	} {
		t.Run(header, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var asked []time.Time
				proper := &llmtest.Server{}
				o := hermetic(t, doerFunc(func(r *http.Request) (*http.Response, error) {
					asked = append(asked, time.Now())
					if len(asked) > 1 {
						return within(proper)(r)
					}
					h := http.Header{}
					if value == "" {
						h.Set("Retry-After", time.Now().Add(7*time.Second).UTC().Format(http.TimeFormat))
					} else {
						h.Set(header, value)
					}
					return &http.Response{StatusCode: 503, Header: h, Body: io.NopCloser(bytes.NewReader(nil))}, nil
				}))
				o.Random = func() float64 { return 0 }
				if _, err := newClient(t, o).Ask(t.Context(), translation("s1")); err != nil {
					t.Fatal(err)
				}
				if waited := asked[1].Sub(asked[0]); waited < 7*time.Second || waited > 8*time.Second {
					t.Errorf("waited %s", waited)
				}
			})
		})
	}
}

func TestJitterIsFullAndCapped(t *testing.T) {
	for _, test := range []struct {
		random float64
		want   []time.Duration
	}{
		{0, []time.Duration{100, 100, 100, 100}},
		{0.5, []time.Duration{250, 500, 1000, 2000}},
		{1, []time.Duration{500, 1000, 2000, 4000}},
	} {
		o := serve(t, always(llmtest.InternalError))
		clock := newClock()
		o.Clock, o.Random = clock, func() float64 { return test.random }
		_, err := newClient(t, o).Ask(t.Context(), translation("s1"))
		if faultOf(t, err).Fault != llm.ServerFault || len(clock.slept) != 4 {
			t.Fatalf("%v, slept %v", err, clock.slept)
		}
		for i, want := range test.want {
			if clock.slept[i] != want*time.Millisecond {
				t.Errorf("random %v: slept %v", test.random, clock.slept)
				break
			}
		}
	}
	o := serve(t, always(llmtest.TooManyRequests))
	clock := newClock()
	o.Clock, o.Random = clock, func() float64 { return 1 }
	_, err := newClient(t, o).Ask(t.Context(), translation("s1"))
	if faultOf(t, err).Fault != llm.RateLimited || clock.slept[len(clock.slept)-1] != 30*time.Second || clock.total() > 15*time.Minute {
		t.Errorf("%v, slept %v", err, clock.slept)
	}
}
