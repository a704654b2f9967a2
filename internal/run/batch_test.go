package run

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
)

// batchDesk is a desk whose work goes through the batch API of a test server. It writes down what it is told.
type batchDesk struct {
	*desk
	server *llmtest.Server
	told   []string
	ends   error // what every walk ends with

	instead func(http.ResponseWriter, *http.Request) bool // answers in the server's place, where it says so
}

var _ BatchWatch = (*batchDesk)(nil)
var _ llm.HTTPDoer = (*batchDesk)(nil)

func newBatchDesk(t *testing.T, articles int, to ...string) *batchDesk {
	t.Helper()
	d := &batchDesk{desk: newDesk(t, Translate, articles, to...), server: &llmtest.Server{}}
	d.intoFolder("txt")
	return d
}

// batch gives the work as a process of its own has it.
func (d *batchDesk) batch() *Batch {
	d.t.Helper()
	api, err := llm.NewBatches(llm.Options{Profile: llm.Profiles()[0], BaseURL: "http://model.test/v1", Store: d.store, HTTP: d})
	must(d.t, err)
	kept, err := NewBatchJob(d.job)
	must(d.t, err)
	return &Batch{API: api, Store: d.store, Job: d.job, Kept: kept, Watch: d}
}

// submit submits the work, as another process would fetch it.
func (d *batchDesk) submit() *Batch {
	d.t.Helper()
	b := d.batch()
	_, err := b.Submit(d.t.Context())
	must(d.t, err)
	return b
}

// live does the same work with live requests, and gives the files.
func (d *batchDesk) live() map[string]string {
	d.t.Helper()
	other := newDesk(d.t, Translate, 0)
	client := other.job.Client
	other.job = d.job
	other.job.Client, other.job.Skip, other.job.Meter = client, nil, &Meter{}
	other.intoFolder("txt")
	must(d.t, Run(d.t.Context(), other.job, func(Outcome) {}))
	return other.files()
}

func (d *batchDesk) tell(format string, args ...any) {
	d.told = append(d.told, fmt.Sprintf(format, args...))
}

func (d *batchDesk) Resumed(*llm.Submission) { d.tell("resumed") }
func (d *batchDesk) Begin(articles int)      { d.tell("walk over %d", articles) }
func (d *batchDesk) Away(error)              { d.tell("away") }
func (d *batchDesk) Collected(all llm.Collected) {
	d.tell("%d answers, %d failures, %d not run", all.Answers, all.Failures, all.NotRun)
}

func (d *batchDesk) Outcome(o Outcome) string {
	switch {
	case llm.IsAwaited(o.Err):
		return "waits"
	case o.Err != nil:
		d.tell("%s: %v", o.Source.Name, o.Err)
		return "failed"
	}
	d.tell("wrote %s", filepath.Base(o.Source.Name))
	return "made"
}

func (d *batchDesk) End(waiting int, stopped error) error {
	d.tell("%d wait", waiting)
	return errors.Join(stopped, d.ends)
}

func (d *batchDesk) UnderWay(others []*llm.Submission, requests int) {
	d.tell("%d under way in %d", requests, len(others))
}

func (d *batchDesk) Given(requests []llm.Request, _ llm.Usage, _ float64) {
	d.tell("gave %d", len(requests))
}

// wants compares what was told since the last time.
func (d *batchDesk) wants(lines ...string) {
	d.t.Helper()
	if diff := cmp.Diff(lines, d.told); diff != "" {
		d.t.Errorf("wanted (-) and told (+):\n%s", diff)
	}
	d.told = nil
}

// firstEmpty is a plan that leaves a segment out of the first answer.
func firstEmpty(n int, _ llmtest.Request) llmtest.Fault {
	if n == 1 {
		return llmtest.Empty
	}
	return llmtest.None
}

// Do is the server without a network.
func (d *batchDesk) Do(req *http.Request) (*http.Response, error) {
	answer := httptest.NewRecorder()
	if d.instead == nil || !d.instead(answer, req) {
		d.server.ServeHTTP(answer, req)
	}
	return answer.Result(), nil
}

// TestBatchRounds takes a job through two rounds: what is complete is written while the rest is asked again, and all of it is what a live run
// writes.
func TestBatchRounds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newBatchDesk(t, 3, "hi")
		d.server.Plan = firstEmpty
		b := d.submit()
		d.wants("walk over 3", "3 wait", "gave 3")
		must(t, b.Fetch(t.Context()))
		if len(d.files()) != 2 || !b.Submission.Running() || b.Kept.Became("made") != 2 || b.Kept.Became("") != 1 {
			t.Errorf("%d files, %+v", len(d.files()), b.Kept.Sources)
		}
		d.told = slices.DeleteFunc(d.told, func(line string) bool { return strings.HasPrefix(line, "wrote ") })
		d.wants("3 answers, 0 failures, 0 not run", "walk over 3", "1 wait", "gave 1")
		must(t, b.Fetch(t.Context()))
		if !b.Submission.Done || b.Submission.Open() || b.Kept.Became("made") != 3 {
			t.Errorf("done %t, %+v", b.Submission.Done, b.Kept.Sources)
		}
		d.told = slices.DeleteFunc(d.told, func(line string) bool { return strings.HasPrefix(line, "wrote ") })
		d.wants("1 answers, 0 failures, 0 not run", "walk over 1", "0 wait")
		got := d.files()
		if diff := cmp.Diff(d.live(), got); diff != "" || len(got) != 3 {
			t.Errorf("live (-) and in batches (+):\n%s", diff)
		}
	})
}

// TestBatchEndsItsRounds holds a submission to mostRounds, whatever the server does.
func TestBatchEndsItsRounds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newBatchDesk(t, 1, "hi")
		d.server.Plan = func(n int, _ llmtest.Request) llmtest.Fault {
			if n%5 == 0 {
				return llmtest.Empty
			}
			return llmtest.TooManyRequests
		}
		b := d.submit()
		for fruitless := (*FruitlessRounds)(nil); ; {
			err := b.Wait(t.Context())
			if err == nil {
				break
			}
			if !errors.As(err, &fruitless) || len(b.Submission.Rounds) < mostFruitless {
				t.Fatalf("round %d: %v", len(b.Submission.Rounds), err)
			}
		}
		if len(b.Submission.Rounds) != mostRounds || !b.Submission.Done || len(d.files()) != 0 {
			t.Errorf("%d rounds, done %t, %d files", len(b.Submission.Rounds), b.Submission.Done, len(d.files()))
		}
		d.told = nil
		must(t, b.Fetch(t.Context()))
		if n := len(d.server.Batches()); n != mostRounds {
			t.Errorf("%d batches", n)
		}
	})
}

// TestBatchWaits outlasts a server that is away for a while, but not for ever, and not at the first look.
func TestBatchWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newBatchDesk(t, 1, "hi")
		d.server.BatchPlan = func(int) llmtest.BatchFault { return llmtest.BatchAway }
		b := d.submit()
		must(t, b.Wait(t.Context()))
		if n := strings.Count(strings.Join(d.told, "\n"), "away"); n == 0 || len(d.files()) != 1 {
			t.Errorf("away %d times, %d files", n, len(d.files()))
		}
	})
	synctest.Test(t, func(t *testing.T) {
		d := newBatchDesk(t, 1, "hi")
		d.server.BatchPlan = func(int) llmtest.BatchFault { return llmtest.BatchHeld }
		b := d.submit()
		must(t, b.Fetch(t.Context()))
		d.told = nil
		d.instead = func(w http.ResponseWriter, _ *http.Request) bool {
			w.WriteHeader(http.StatusBadGateway)
			return true
		}
		if err := b.Wait(t.Context()); err == nil || slices.Contains(d.told, "away") {
			t.Errorf("at the first look: %v, told %q", err, d.told)
		}
	})
}

// TestBatchWaitsForAnswers that the provider says are there, and that come a few minutes later; a single look ends with the fault.
func TestBatchWaitsForAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newBatchDesk(t, 2, "hi")
		b := d.submit()
		until := time.Now().Add(4 * time.Minute)
		d.instead = func(w http.ResponseWriter, r *http.Request) bool {
			away := strings.HasSuffix(r.URL.Path, "/content") && time.Now().Before(until)
			if away {
				http.Error(w, `{"error":{"message":"No such File object","type":"invalid_request_error"}}`, http.StatusNotFound)
			}
			return away
		}
		if err := b.Fetch(t.Context()); !isShort(err) {
			t.Errorf("the error is %v", err)
		}
		must(t, b.Wait(t.Context()))
		if len(d.server.Batches()) != 1 || len(d.files()) != 2 || !b.Submission.Done || !slices.Contains(d.told, "away") {
			t.Errorf("%d batches, %d files, told %q", len(d.server.Batches()), len(d.files()), d.told)
		}
	})
}

// TestBatchWaitGivesUp on a server that fails time and again.
func TestBatchWaitGivesUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newBatchDesk(t, 1, "hi")
		d.server.BatchPlan = func(int) llmtest.BatchFault { return llmtest.BatchHeld }
		b := d.submit()
		looks := 0
		d.instead = func(w http.ResponseWriter, _ *http.Request) bool {
			if looks++; looks > 1 {
				w.WriteHeader(http.StatusBadGateway)
			}
			return looks > 1
		}
		d.told = nil
		var fault *llm.Error
		if err := b.Wait(t.Context()); !errors.As(err, &fault) || fault.Fault != llm.ServerFault {
			t.Errorf("the error is %v", err)
		}
		d.told = slices.DeleteFunc(d.told, func(line string) bool { return line != "away" })
		if len(d.told) != mostAway {
			t.Errorf("away %d times", len(d.told))
		}
	})
}

// TestBatchThatFails is told as a fault, and its requests are submitted by the next fetch, not by this one.
func TestBatchThatFails(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newBatchDesk(t, 1, "hi")
		d.server.BatchPlan = func(n int) llmtest.BatchFault {
			if n == 1 {
				return llmtest.BatchFailed
			}
			return llmtest.BatchFine
		}
		b := d.submit()
		var fault *llm.Error
		if err := b.Fetch(t.Context()); !errors.As(err, &fault) || len(d.server.Batches()) != 1 {
			t.Errorf("%v, %d batches", err, len(d.server.Batches()))
		}
		must(t, b.Fetch(t.Context()))
		must(t, b.Fetch(t.Context()))
		if len(d.server.Batches()) != 2 || len(d.files()) != 1 {
			t.Errorf("%d batches, %d files", len(d.server.Batches()), len(d.files()))
		}
	})
}

// TestBatchWithoutFruit asks for a third round only when somebody says so: each may be paid for.
func TestBatchWithoutFruit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newBatchDesk(t, 2, "hi")
		d.server.Plan = func(n int, _ llmtest.Request) llmtest.Fault {
			if n <= 4 {
				return llmtest.DuplicateKeys
			}
			return llmtest.None
		}
		b := d.submit()
		fruitless := (*FruitlessRounds)(nil)
		if err := b.Wait(t.Context()); !errors.As(err, &fruitless) || len(d.server.Batches()) != mostFruitless || len(d.files()) != 0 {
			t.Fatalf("%v, %d batches, %d files", err, len(d.server.Batches()), len(d.files()))
		}
		must(t, b.Wait(t.Context()))
		if len(d.server.Batches()) != mostFruitless+1 || len(d.files()) != 2 {
			t.Errorf("%d batches, %d files", len(d.server.Batches()), len(d.files()))
		}
	})
}

// TestBatchThatFailsBesideAnother does not end a wait: the other's answers may still come.
func TestBatchThatFailsBesideAnother(t *testing.T) {
	failed, other := &llm.BatchPart{Collected: true}, &llm.BatchPart{}
	b := &Batch{Submission: &llm.Submission{Rounds: []llm.BatchRound{{Parts: []*llm.BatchPart{failed, other}}}}}
	err := fmt.Errorf("fetching: %w", &NotCarriedOut{&llm.Error{Fault: llm.RateLimited}})
	if !b.goesOn(err, true) {
		t.Error("the wait ends")
	}
	if other.Collected = true; b.goesOn(err, false) {
		t.Error("the wait goes on for nothing")
	}
}

// TestBatchThatIsCancelled is never followed by another.
func TestBatchThatIsCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newBatchDesk(t, 2, "hi")
		d.server.BatchPlan = func(int) llmtest.BatchFault { return llmtest.BatchHeld }
		b := d.submit()
		must(t, b.Cancel(t.Context()))
		must(t, b.Wait(t.Context()))
		if len(d.server.Batches()) != 1 || len(d.files()) != 1 || b.Submission.Open() || b.Kept.Became("") != 1 {
			t.Errorf("%d batches, %d files, open %t, %+v", len(d.server.Batches()), len(d.files()), b.Submission.Open(), b.Kept.Sources)
		}
	})
}

// TestBatchOfAnother submits nothing that is under way already, and finishes what another had begun.
func TestBatchOfAnother(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newBatchDesk(t, 2, "hi")
		d.server.BatchPlan = func(n int) llmtest.BatchFault {
			if n == 1 {
				return llmtest.BatchSilent
			}
			return llmtest.BatchFine
		}
		ctx, kill := context.WithCancelCause(t.Context())
		var killed sync.WaitGroup
		killed.Go(func() {
			if _, err := d.batch().Submit(ctx); err == nil {
				t.Error("it went well")
			}
		})
		synctest.Wait()
		kill(errors.New("killed"))
		killed.Wait()
		d.told = nil
		b := d.batch()
		others, err := b.Submit(t.Context())
		must(t, err)
		d.wants("resumed", "walk over 2", "2 wait", "2 under way in 1")
		if len(others) != 1 || len(b.Submission.Rounds) != 0 || len(d.server.Batches()) != 1 {
			t.Fatalf("%d others, %d rounds, %d batches", len(others), len(b.Submission.Rounds), len(d.server.Batches()))
		}
		if now, err := b.Look(t.Context(), others[0].ID); err != nil || !now.Running() {
			t.Errorf("running %t, %v", now.Running(), err)
		}
	})
}

// TestBatchFetchedTwiceAtOnce submits the next round once.
func TestBatchFetchedTwiceAtOnce(t *testing.T) {
	d := newBatchDesk(t, 4, "hi")
	d.server.Plan = firstEmpty
	sub := d.submit().Submission
	d.server.BatchPlan = func(int) llmtest.BatchFault { return llmtest.BatchHeld }
	var fetches sync.WaitGroup
	for range 3 {
		other := newBatchDesk(t, 4, "hi")
		other.store, other.server, other.job.Output = d.store, d.server, d.job.Output
		b := other.batch()
		b.Submission = sub
		fetches.Go(func() {
			if err := b.Fetch(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	fetches.Wait()
	if n := len(d.server.Batches()); n != 2 {
		t.Errorf("%d batches", n)
	}
}

// TestBatchWalkThatEndsBadly submits nothing more, and the next fetch goes on.
func TestBatchWalkThatEndsBadly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newBatchDesk(t, 2, "hi")
		d.server.Plan = firstEmpty
		b := d.submit()
		d.ends = errors.New("no room for the report")
		if err := b.Fetch(t.Context()); !errors.Is(err, d.ends) || len(d.server.Batches()) != 1 {
			t.Errorf("%v, %d batches", err, len(d.server.Batches()))
		}
		d.ends = nil
		must(t, b.Wait(t.Context()))
		if len(d.files()) != 2 || len(d.server.Batches()) != 2 {
			t.Errorf("%d files, %d batches", len(d.files()), len(d.server.Batches()))
		}
	})
}

// TestBatchOfManyArticles notes what became of each while others are begun.
func TestBatchOfManyArticles(t *testing.T) {
	d := newBatchDesk(t, 60, "hi")
	b := d.submit()
	must(t, b.Fetch(t.Context()))
	if len(d.files()) != 60 || b.Kept.Became("made") != 60 || !b.Submission.Done {
		t.Errorf("%d files, %d made, done %t", len(d.files()), b.Kept.Became("made"), b.Submission.Done)
	}
}

// TestBatchResultsAreWrittenAgain where they are gone: what is done may be fetched again.
func TestBatchResultsAreWrittenAgain(t *testing.T) {
	d := newBatchDesk(t, 2, "hi")
	b := d.submit()
	must(t, b.Fetch(t.Context()))
	before := d.files()
	must(t, os.RemoveAll(d.folder))
	must(t, b.Fetch(t.Context()))
	if diff := cmp.Diff(before, d.files()); diff != "" || len(before) != 2 || len(d.server.Batches()) != 1 {
		t.Errorf("%d batches; before (-) and now (+):\n%s", len(d.server.Batches()), diff)
	}
}
