package llm_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
)

// flood asks so many requests at once, each with an output limit of its own, and wants every one answered.
func flood(t *testing.T, client llm.Client, requests int) {
	t.Helper()
	var group sync.WaitGroup
	for n := range requests {
		group.Go(func() {
			req := translation(fmt.Sprint("s", n))
			req.MaxTokens = 20 + n*37%200
			if _, err := client.Ask(t.Context(), req); err != nil {
				t.Errorf("request %d: %v", n, err)
			}
		})
	}
	group.Wait()
}

// share tells what part of a limit of so much a minute was used between two times, and how many of all requests were refused.
func share(requests []llmtest.Request, from, to time.Time, perMinute int, of func(llmtest.Request) int) (used float64, refused int) {
	sum := 0
	for _, r := range requests {
		switch {
		case r.Refused:
			refused++
		case !r.At.Before(from) && r.At.Before(to):
			sum += of(r)
		}
	}
	return float64(sum) / (float64(perMinute) * to.Sub(from).Minutes()), refused
}

func oneRequest(llmtest.Request) int { return 1 }

// TestWhatIsAllowedIsUsed has servers that let only a second's worth come at once, with limits that are told beforehand or learned.
func TestWhatIsAllowedIsUsed(t *testing.T) {
	for name, test := range map[string]struct {
		server   *llmtest.Bucket
		pace     llm.Pace
		requests int
		of       func(llmtest.Request) int
		limit    int
	}{
		"requests, told":            {&llmtest.Bucket{Requests: 600, Tokens: 200_000}, llm.Pace{Requests: 600, Tokens: 200_000}, 450, oneRequest, 600},
		"requests, learned":         {&llmtest.Bucket{Requests: 600, Tokens: 200_000}, llm.Pace{}, 450, oneRequest, 600},
		"requests, learned, scaled": {&llmtest.Bucket{Requests: 600, Tokens: 200_000, Scaled: true}, llm.Pace{}, 450, oneRequest, 600},
		"tokens, told":              {&llmtest.Bucket{Requests: 600, Tokens: 60_000}, llm.Pace{Requests: 600, Tokens: 60_000}, 260, llmtest.Request.Tokens, 60_000},
		"tokens, learned":           {&llmtest.Bucket{Requests: 600, Tokens: 60_000}, llm.Pace{}, 260, llmtest.Request.Tokens, 60_000},
		"tokens, learned, scaled":   {&llmtest.Bucket{Requests: 600, Tokens: 60_000, Scaled: true}, llm.Pace{}, 260, llmtest.Request.Tokens, 60_000},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				server := &llmtest.Server{Latency: 400 * time.Millisecond, PerToken: 5 * time.Millisecond, Limits: test.server}
				random := rand.New(rand.NewPCG(1, 2))
				var mu sync.Mutex
				o := hermetic(t, doerFunc(func(r *http.Request) (*http.Response, error) {
					mu.Lock()
					late := time.Duration(random.IntN(50)) * time.Millisecond
					mu.Unlock()
					time.Sleep(late)
					return within(server)(r)
				}))
				o.Jobs, o.Pace = 32, test.pace
				client := newClient(t, o)
				began := time.Now()
				flood(t, client, test.requests)
				requests := server.Requests()
				end := requests[len(requests)-1].At
				used, refused := share(requests, began.Add(10*time.Second), end, test.limit, test.of)
				t.Logf("%.1f %% used, %d of %d refused, %s", 100*used, refused, len(requests), time.Since(began))
				if used < 0.95 || used > 1.01 || refused*100 >= len(requests) {
					t.Errorf("%.1f %% used, %d of %d refused", 100*used, refused, len(requests))
				}
			})
		})
	}
}

// TestAMinutesWorthAtOnce has a server that lets a minute's worth come at once, as OpenAI does: what it says is left is used at once.
func TestAMinutesWorthAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &llmtest.Server{Latency: 2 * time.Second, Limits: &llmtest.Bucket{Requests: 500, Tokens: 30_000, Burst: time.Minute}}
		o := hermetic(t, within(server))
		o.Jobs = 100
		client := newClient(t, o)
		began := time.Now()
		flood(t, client, 100)
		if took := time.Since(began); took > 6*time.Second {
			t.Errorf("what would fit in a minute's worth took %s", took)
		}
	})
}

// TestALimitOfADayIsNoPace has Groq's headers, whose requests are those of a day.
func TestALimitOfADayIsNoPace(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		proper := &llmtest.Server{}
		client := newClient(t, hermetic(t, doerFunc(func(r *http.Request) (*http.Response, error) {
			resp, err := within(proper)(r)
			resp.Header.Set("X-Ratelimit-Limit-Requests", "60")
			resp.Header.Set("X-Ratelimit-Remaining-Requests", "40")
			resp.Header.Set("X-Ratelimit-Reset-Requests", "8h0m0s")
			return resp, err
		})))
		began := time.Now()
		flood(t, client, 40)
		if took := time.Since(began); took > time.Second {
			t.Errorf("it took %s", took)
		}
	})
}

// TestTheArticleFirstBegunGoesFirst asks backwards, with little room.
func TestTheArticleFirstBegunGoesFirst(t *testing.T) {
	for name, pace := range map[string]llm.Pace{"room is scarce": {}, "pace is scarce": {Requests: 60, Tokens: 1 << 30}} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				server := &llmtest.Server{Latency: 100 * time.Millisecond}
				o := hermetic(t, within(server))
				o.Jobs, o.Pace = 1, pace
				client := newClient(t, o)
				var group sync.WaitGroup
				for _, article := range []int{5, 4, 3, 2, 1} {
					for part := range 2 {
						group.Go(func() {
							if _, err := client.Ask(llm.WithPriority(t.Context(), article), translation(fmt.Sprint("s", article, part))); err != nil {
								t.Error(err)
							}
						})
					}
					synctest.Wait()
				}
				group.Wait()
				var order strings.Builder
				for _, r := range server.Requests() {
					order.WriteString(r.IDs()[0][1:2])
				}
				if order.String() != "5112233445" {
					t.Errorf("they went in the order %s", order.String())
				}
			})
		})
	}
}

// TestRoomFallsAndRises has a server that holds so many at once and is overloaded by more, which spends an attempt, or says 429.
func TestRoomFallsAndRises(t *testing.T) {
	for _, fault := range []llmtest.Fault{llmtest.TooManyRequests, llmtest.Overloaded, llmtest.EmptyUnavailable} {
		t.Run(string(fault), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var flying, most, refused atomic.Int32
				proper, full := &llmtest.Server{Latency: time.Second}, always(fault)
				o := hermetic(t, doerFunc(func(r *http.Request) (*http.Response, error) {
					now := flying.Add(1)
					defer flying.Add(-1)
					most.Store(max(most.Load(), now))
					if now > 8 {
						refused.Add(1)
						return within(full)(r)
					}
					return within(proper)(r)
				}))
				o.Jobs = 32
				began := time.Now()
				flood(t, newClient(t, o), 200)
				t.Logf("most %d, refused %d, %s", most.Load(), refused.Load(), time.Since(began))
				if took := time.Since(began); most.Load() <= 8 || refused.Load() > 40 || took > 45*time.Second {
					t.Errorf("at most %d at once, %d refused, %s", most.Load(), refused.Load(), took)
				}
			})
		})
	}
}

// TestAllWaitForAServerThatRefusesAll has one that refuses all for a while, and says when it may be asked again, or does not.
func TestAllWaitForAServerThatRefusesAll(t *testing.T) {
	for fault, most := range map[llmtest.Fault]int32{llmtest.TooManyRequestsAfter: 8, llmtest.TooManyRequests: 16} {
		t.Run(string(fault), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				began := time.Now()
				var refused atomic.Int32
				proper, full := &llmtest.Server{}, always(fault)
				full.RetryAfter = "60"
				client := newClient(t, hermetic(t, doerFunc(func(r *http.Request) (*http.Response, error) {
					time.Sleep(100 * time.Millisecond)
					if time.Since(began) < 50*time.Second {
						refused.Add(1)
						return within(full)(r)
					}
					return within(proper)(r)
				})))
				flood(t, client, 200)
				if took := time.Since(began); refused.Load() > most || took > 90*time.Second {
					t.Errorf("%d refused, %s", refused.Load(), took)
				}
			})
		})
	}
}

// TestAFewGoAhead has a server that nothing is known of: the first answer opens the way, whether it tells of limits or not.
func TestAFewGoAhead(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		server := &llmtest.Server{Latency: 1500 * time.Millisecond}
		client := newClient(t, hermetic(t, within(server)))
		began := time.Now()
		flood(t, client, 12)
		at := map[time.Duration]int{}
		for _, r := range server.Requests() {
			at[r.At.Sub(began)]++
		}
		if len(at) != 3 || at[0] != 2 || at[time.Second] != 1 || at[1500*time.Millisecond] != 9 {
			t.Errorf("they went at %v", at)
		}
	})
}

// stopped is a clock that shows one time for ever, and does not sleep.
type stopped struct{ *fakeClock }

func (stopped) Sleep(ctx context.Context, _ time.Duration) error { return context.Cause(ctx) }

// TestAClockThatStands waits for nothing that only a clock could end.
func TestAClockThatStands(t *testing.T) {
	o := serve(t, planned(func(n int, _ llmtest.Request) llmtest.Fault {
		if n%3 > 0 {
			return llmtest.TooManyRequestsAfter
		}
		return llmtest.None
	}))
	o.Clock, o.Pace = stopped{newClock()}, llm.Pace{Requests: 60}
	flood(t, newClient(t, o), 30)
}

// TestPaceIsSaid tells why nothing goes.
func TestPaceIsSaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := hermetic(t, within(&llmtest.Server{}))
		o.Pace = llm.Pace{Requests: 6, Tokens: 1 << 30}
		var mu sync.Mutex
		said := map[string]time.Duration{}
		o.Waiting = func(reason string, d time.Duration) {
			mu.Lock()
			defer mu.Unlock()
			said[reason] += d
		}
		flood(t, newClient(t, o), 4)
		if len(said) != 1 || said["the pace is 6 requests a minute"] != 30*time.Second {
			t.Errorf("said: %v", said)
		}
	})
}

// TestWaitingInTheQueueIsNoSilence has a request that waited for longer than a server may be silent, and then meets a fault.
func TestWaitingInTheQueueIsNoSilence(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := hermetic(t, within(planned(func(n int, _ llmtest.Request) llmtest.Fault {
			if n > 1 && n%2 == 0 {
				return llmtest.InternalError
			}
			return llmtest.None
		})))
		o.Jobs, o.Pace = 1, llm.Pace{Requests: 1, Tokens: 1 << 30}
		flood(t, newClient(t, o), 10)
	})
}
