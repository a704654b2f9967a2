package llm_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
)

// batchPlan runs llmtest's server with a plan for batches.
func batchPlan(faults ...llmtest.BatchFault) *llmtest.Server {
	return &llmtest.Server{BatchPlan: func(n int) llmtest.BatchFault {
		if n <= len(faults) {
			return faults[n-1]
		}
		return llmtest.BatchFine
	}}
}

func newBatches(t *testing.T, o llm.Options) *llm.Batches {
	t.Helper()
	b, err := llm.NewBatches(o)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// submitted gives some requests to the batch API as a new submission.
func submitted(t *testing.T, b *llm.Batches, requests ...llm.Request) *llm.Submission {
	t.Helper()
	s := b.NewSubmission([]byte(`{}`), false)
	if err := b.Submit(t.Context(), s, requests); err != nil {
		t.Fatal(err)
	}
	return s
}

func collected(t *testing.T, b *llm.Batches, s *llm.Submission) llm.Collected {
	t.Helper()
	if err := b.Look(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	c, err := b.Collect(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestBatchSendsTheBytesOfTheLivePath compares what the server got of the same requests in both ways.
func TestBatchSendsTheBytesOfTheLivePath(t *testing.T) {
	zero := 0.0
	var requests []llm.Request
	for i, change := range []func(*llm.Request){
		func(*llm.Request) {},
		func(r *llm.Request) { r.Temperature = nil },
		func(r *llm.Request) { r.Temperature = &zero },
		func(r *llm.Request) { r.Schema = llm.Schema{} },
		func(r *llm.Request) { r.Model = "o3-mini" },
		func(r *llm.Request) { r.Model, r.Temperature = "gpt-5", &zero },
		func(r *llm.Request) { r.Messages[0].Content = "<g1>ښه & نه</g1> می\u200cرود \u2028 ज़" },
	} {
		r := translation(fmt.Sprintf("s%d", i))
		change(&r)
		requests = append(requests, r)
	}
	live := &llmtest.Server{}
	client := newClient(t, serve(t, live))
	for _, r := range requests {
		if _, err := client.Ask(t.Context(), r); err != nil {
			t.Fatal(err)
		}
	}
	batch := &llmtest.Server{}
	b := newBatches(t, serve(t, batch))
	s := submitted(t, b, requests...)
	if c := collected(t, b, s); c.Answers != len(requests) || len(s.Rounds[0].Parts) != 3 {
		t.Fatalf("collected %+v in %d parts", c, len(s.Rounds[0].Parts))
	}
	bodies := func(s *llmtest.Server) (all [][]byte) {
		for _, r := range s.Requests() {
			all = append(all, r.Body)
		}
		slices.SortFunc(all, bytes.Compare)
		return all
	}
	for i, want := range bodies(live) {
		if got := bodies(batch)[i]; !bytes.Equal(got, want) {
			t.Errorf("in a batch:\n%s\nlive:\n%s", got, want)
		}
	}
}

// TestBatchKeepsWhatLiveKeeps compares the replies in the store.
func TestBatchKeepsWhatLiveKeeps(t *testing.T) {
	for _, fault := range []llmtest.Fault{llmtest.None, llmtest.Refusal, llmtest.ContentFilter, llmtest.FilteredRequest, llmtest.CutToLength, llmtest.BadJSON} {
		t.Run(string(fault), func(t *testing.T) {
			live, batch := serve(t, always(fault)), serve(t, always(fault))
			if _, err := newClient(t, live).Ask(t.Context(), translation("s1")); err != nil {
				t.Fatal(err)
			}
			b := newBatches(t, batch)
			s := submitted(t, b, translation("s1"))
			collected(t, b, s)
			var kept [2]llm.Entry
			for i, o := range []llm.Options{live, batch} {
				entry, found, err := o.Store.Newest(llm.Key(translation("s1")))
				if err != nil || !found {
					t.Fatalf("found %t, %v", found, err)
				}
				entry.Reply.Wire.Address = ""
				kept[i] = entry
			}
			if kept[1].Reply.Wire.Batch != "batch_1" {
				t.Errorf("the batch is not noted: %+v", kept[1].Reply.Wire)
			}
			kept[1].Reply.Wire.Batch = ""
			if diff := cmp.Diff(kept[0], kept[1]); diff != "" {
				t.Errorf("live (-) and in a batch (+):\n%s", diff)
			}
		})
	}
}

// TestBatchClientNotesWhatIsNotThere walks from nothing to an answer that counts as new.
func TestBatchClientNotesWhatIsNotThere(t *testing.T) {
	b := newBatches(t, serve(t, &llmtest.Server{}))
	s := b.NewSubmission([]byte(`{}`), false)
	client := batchClient(t, b, s)
	if _, err := client.Ask(t.Context(), translation("s1")); !llm.IsAwaited(err) {
		t.Fatalf("the error is %v", err)
	}
	if err := b.Submit(t.Context(), s, client.Noted()); err != nil {
		t.Fatal(err)
	}
	if _, err := batchClient(t, b, s).Ask(t.Context(), translation("s1")); !llm.IsAwaited(err) {
		t.Fatalf("before it is collected the error is %v", err)
	}
	collected(t, b, s)
	client = batchClient(t, b, s)
	reply, err := client.Ask(t.Context(), translation("s1"))
	if err != nil || reply.Stored || len(client.Noted()) != 0 {
		t.Errorf("stored %t, noted %d, %v", reply.Stored, len(client.Noted()), err)
	}
	other := b.NewSubmission([]byte(`{"other":true}`), false)
	if reply, err := batchClient(t, b, other).Ask(t.Context(), translation("s1")); err != nil || !reply.Stored {
		t.Errorf("to another submission: stored %t, %v", reply.Stored, err)
	}
	other.Fresh = true
	if _, err := batchClient(t, b, other).Ask(t.Context(), translation("s1")); !llm.IsAwaited(err) {
		t.Errorf("afresh the error is %v", err)
	}
}

func batchClient(t *testing.T, b *llm.Batches, s *llm.Submission) *llm.BatchClient {
	t.Helper()
	client, err := b.Client(s)
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// TestBatchIsNeverMadeTwice breaks the making of a batch, in this process or by its end, and counts the batches.
func TestBatchIsNeverMadeTwice(t *testing.T) {
	t.Run("the connection is lost", func(t *testing.T) {
		server := batchPlan(llmtest.BatchLost)
		b := newBatches(t, serve(t, server))
		s := submitted(t, b, translation("s1"))
		if len(server.Batches()) != 1 || s.Rounds[0].Parts[0].BatchID != "batch_1" {
			t.Errorf("%d batches; %+v", len(server.Batches()), s.Rounds[0].Parts[0])
		}
	})
	t.Run("refused for now", func(t *testing.T) {
		server := batchPlan(llmtest.BatchRefused, llmtest.BatchRefused)
		submitted(t, newBatches(t, serve(t, server)), translation("s1"))
		if len(server.Batches()) != 1 || server.BatchesTried() != 3 {
			t.Errorf("%d batches, asked for %d times", len(server.Batches()), server.BatchesTried())
		}
	})
	t.Run("the process ends", func(t *testing.T) {
		server := batchPlan(llmtest.BatchSilent)
		o := serve(t, server)
		ctx, stop := context.WithCancelCause(t.Context())
		go func() {
			for len(server.Batches()) == 0 {
				time.Sleep(time.Millisecond)
			}
			stop(errors.New("killed"))
		}()
		b := newBatches(t, o)
		s := b.NewSubmission([]byte(`{}`), false)
		if err := b.Submit(ctx, s, []llm.Request{translation("s1")}); err == nil {
			t.Fatal("it went well")
		}
		again, err := o.Store.Submission(s.ID)
		if err != nil {
			t.Fatal(err)
		}
		if err := newBatches(t, o).Resume(t.Context(), again); err != nil {
			t.Fatal(err)
		}
		if len(server.Batches()) != 1 || again.Rounds[0].Parts[0].BatchID != "batch_1" {
			t.Errorf("%d batches; %+v", len(server.Batches()), again.Rounds[0].Parts[0])
		}
	})
}

// TestBatchCollectedTwice loses what was noted of a collection, as a crash would: no answer is kept twice.
func TestBatchCollectedTwice(t *testing.T) {
	o := serve(t, &llmtest.Server{})
	b := newBatches(t, o)
	s := submitted(t, b, translation("s1"), translation("s2"))
	before, err := o.Store.Submission(s.ID)
	if err != nil {
		t.Fatal(err)
	}
	collected(t, b, s)
	collected(t, b, before)
	for kept, err := range o.Store.All() {
		if err != nil || kept.Number != 1 {
			t.Errorf("%s, %v", kept.Path, err)
		}
	}
	if before.Used() != s.Used() || s.Used().Prompt == 0 {
		t.Errorf("used %+v and %+v", before.Used(), s.Used())
	}
}

// TestBatchBudget refuses what may exceed it, and leaves nothing behind.
func TestBatchBudget(t *testing.T) {
	for name, budget := range map[string]llm.Budget{"tokens": {Tokens: 100}, "cost": {Cost: 0.0001}} {
		t.Run(name, func(t *testing.T) {
			server := &llmtest.Server{}
			o := serve(t, server)
			o.Budget, o.Prices = budget, []llm.Price{{Model: "gpt-4.1-mini", Input: 1, Cached: 1, Output: 4}}
			b := newBatches(t, o)
			err := b.Submit(t.Context(), b.NewSubmission(nil, false), []llm.Request{translation("s1")})
			if faultOf(t, err).Fault != llm.OverBudget || len(server.Batches()) != 0 {
				t.Errorf("%v, %d batches", err, len(server.Batches()))
			}
			if all, err := o.Store.Submissions(); err != nil || len(all) != 0 {
				t.Errorf("%d submissions, %v", len(all), err)
			}
		})
	}
}

// TestBatchWithoutAnAPI leaves nothing behind of what a server does not know.
func TestBatchWithoutAnAPI(t *testing.T) {
	o := serve(t, &llmtest.Server{NoBatches: true})
	b := newBatches(t, o)
	err := b.Submit(t.Context(), b.NewSubmission([]byte(`{}`), false), []llm.Request{translation("s1")})
	if faultOf(t, err).Fault != llm.NoAPI {
		t.Errorf("the error is %v", err)
	}
	if all, err := o.Store.Submissions(); err != nil || len(all) != 0 {
		t.Errorf("%d submissions, %v", len(all), err)
	}
}

// TestSubmissionsOnDisk holds the state to be readable by its owner alone, whole, and told where it is not.
func TestSubmissionsOnDisk(t *testing.T) {
	dir := t.TempDir()
	o := serve(t, &llmtest.Server{})
	o.Store = openStore(t, dir)
	b := newBatches(t, o)
	s := submitted(t, b, translation("s1"))
	err := filepath.WalkDir(filepath.Join(dir, "batches"), func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has the permissions %s", path, info.Mode())
		}
		data, _ := os.ReadFile(path)
		if bytes.Contains(data, []byte(testKey)) {
			t.Errorf("%s holds the key", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	all, err := o.Store.Submissions()
	if err != nil || len(all) != 1 || all[0].ID != s.ID || !all[0].Open() {
		t.Fatalf("%+v, %v", all, err)
	}
	for _, id := range []string{"", "x", "../../etc/passwd", "20260101-000000-00000000"} {
		var none *llm.NoSubmission
		if _, err := o.Store.Submission(id); !errors.As(err, &none) {
			t.Errorf("%q: %v", id, err)
		}
	}
	path := filepath.Join(dir, "batches", s.ID+".json")
	if err := os.Truncate(path, 100); err != nil {
		t.Fatal(err)
	}
	if _, err := o.Store.Submission(s.ID); faultOf(t, err).Fault != llm.StoreBroken {
		t.Errorf("of half a file: %v", err)
	}
}

// TestBatchRequestsUnderWay are not asked for a second time by another submission.
func TestBatchRequestsUnderWay(t *testing.T) {
	b := newBatches(t, serve(t, batchPlan(llmtest.BatchSlow)))
	first := submitted(t, b, translation("s1"))
	left, with, err := b.UnderWay(b.NewSubmission([]byte(`{"n":2}`), false), []llm.Request{translation("s1"), translation("s2")})
	if err != nil || len(left) != 1 || len(with) != 1 || with[0].ID != first.ID {
		t.Errorf("%d left, with %v, %v", len(left), with, err)
	}
	if left, _, err = b.UnderWay(first, []llm.Request{translation("s1")}); err != nil || len(left) != 1 {
		t.Errorf("its own: %d left, %v", len(left), err)
	}
}

// TestBatchLock gives the lock to one at a time.
func TestBatchLock(t *testing.T) {
	b := newBatches(t, serve(t, http.NotFoundHandler()))
	unlock, err := b.Lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := b.Lock(t.Context()); !errors.Is(err, llm.ErrBusy) {
		t.Errorf("a second time: %v", err)
	}
	if err := unlock(); err != nil {
		t.Fatal(err)
	}
	unlock, err = b.Lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := unlock(); err != nil {
		t.Fatal(err)
	}
}

// TestBatchPauses grow up to five minutes.
func TestBatchPauses(t *testing.T) {
	clock := newClock()
	o := serve(t, http.NotFoundHandler())
	o.Clock = clock
	b := newBatches(t, o)
	for asked := range 20 {
		if err := b.Pause(t.Context(), asked); err != nil {
			t.Fatal(err)
		}
	}
	if first, second, last := clock.slept[0], clock.slept[1], clock.slept[19]; first != time.Second || second != 2*time.Second || last != 5*time.Minute {
		t.Errorf("%s, %s … %s", first, second, last)
	}
}
