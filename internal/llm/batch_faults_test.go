package llm_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
)

// TestBatchFaultsOfLines tells what becomes of requests that were carried out and have no answer.
func TestBatchFaultsOfLines(t *testing.T) {
	for _, c := range []struct {
		fault llmtest.Fault
		want  string // of the client, once it is collected
	}{
		{llmtest.InternalError, "awaited"},
		{llmtest.EmptyUnavailable, "awaited"},
		{llmtest.TooManyRequests, "awaited"},
		{llmtest.ErrorIn200, "awaited"},
		{llmtest.NoChoices, "awaited"},
		{llmtest.DuplicateKeys, "awaited"},
		{llmtest.SchemaRefused, "awaited"},
		{llmtest.QuotaSpent, "awaited, stop: the quota is spent"},
		{llmtest.WrongKey, "awaited, stop: the key was refused"},
		{llmtest.ContextTooSmall, "the text does not fit the model's context window"},
		{llmtest.ContextCut, "the server read only part of the text"},
	} {
		t.Run(string(c.fault), func(t *testing.T) {
			b := newBatches(t, serve(t, always(c.fault)))
			s := submitted(t, b, translation("s1"))
			stop := ""
			if all := collected(t, b, s); all.Stop != nil {
				stop = ", stop: " + string(all.Stop.Fault)
			}
			_, err := batchClient(t, b, s).Ask(t.Context(), translation("s1"))
			got := string(faultOf(t, err).Fault)
			if llm.IsAwaited(err) {
				got = "awaited"
			}
			if got+stop != c.want {
				t.Errorf("got %q, want %q", got+stop, c.want)
			}
		})
	}
}

// TestBatchGivesUpOnALine asks five times, as live, and then lets the caller know.
func TestBatchGivesUpOnALine(t *testing.T) {
	b := newBatches(t, serve(t, always(llmtest.InternalError)))
	s := submitted(t, b, translation("s1"))
	for try := 1; try <= 5; try++ {
		collected(t, b, s)
		_, err := batchClient(t, b, s).Ask(t.Context(), translation("s1"))
		if llm.IsAwaited(err) != (try < 5) {
			t.Errorf("after %d tries: %v", try, err)
		}
		if try == 5 {
			break
		}
		if err := b.Submit(t.Context(), s, []llm.Request{translation("s1")}); err != nil {
			t.Fatal(err)
		}
	}
}

// TestBatchLearnsHowToAsk puts a request another way in the next round, also after a new start.
func TestBatchLearnsHowToAsk(t *testing.T) {
	server := always(llmtest.SchemaRefused)
	o := serve(t, server)
	b := newBatches(t, o)
	s := submitted(t, b, translation("s1"), translation("s2"))
	collected(t, b, s)
	again, err := o.Store.Submission(s.ID)
	if err != nil {
		t.Fatal(err)
	}
	b = newBatches(t, o)
	if err := b.Submit(t.Context(), again, []llm.Request{translation("s1"), translation("s2")}); err != nil {
		t.Fatal(err)
	}
	if c := collected(t, b, again); c.Answers != 2 || server.Requests()[3].Format != "json_object" {
		t.Errorf("%+v, asked for %q", c, server.Requests()[3].Format)
	}
}

// TestBatchKeepsWhatItFinished ends a batch half-way.
func TestBatchKeepsWhatItFinished(t *testing.T) {
	requests := []llm.Request{translation("s1"), translation("s2"), translation("s3"), translation("s4")}
	for _, c := range []struct {
		fault  llmtest.BatchFault
		cancel bool
		want   llm.Collected
	}{
		{llmtest.BatchExpired, false, llm.Collected{Parts: 1, Answers: 2, NotRun: 2}},
		{llmtest.BatchHeld, true, llm.Collected{Parts: 1, Answers: 2, NotRun: 2}},
		{llmtest.BatchStrange, false, llm.Collected{Parts: 1, Answers: 4, Strange: 12}},
		{llmtest.BatchQuoted, false, llm.Collected{Parts: 1, Answers: 4}},
		{llmtest.BatchHeld, false, llm.Collected{}},
	} {
		t.Run(string(c.fault), func(t *testing.T) {
			b := newBatches(t, serve(t, batchPlan(c.fault)))
			s := submitted(t, b, requests...)
			if c.cancel {
				if err := b.Cancel(t.Context(), s); err != nil {
					t.Fatal(err)
				}
			}
			if got := collected(t, b, s); fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
			left := 0
			for _, r := range requests {
				if _, err := batchClient(t, b, s).Ask(t.Context(), r); err != nil {
					left++
				}
			}
			if left != len(requests)-c.want.Answers {
				t.Errorf("%d are left", left)
			}
		})
	}
	t.Run("failed", func(t *testing.T) {
		b := newBatches(t, serve(t, batchPlan(llmtest.BatchFailed)))
		c := collected(t, b, submitted(t, b, requests...))
		if len(c.Problems) != 1 || !strings.Contains(c.Problems[0].Error(), "Enqueued token limit reached") || c.NotRun != 4 {
			t.Errorf("%+v", c)
		}
	})
	t.Run("gone", func(t *testing.T) {
		o := serve(t, &llmtest.Server{})
		s := submitted(t, newBatches(t, o), requests...)
		o.BaseURL = serve(t, &llmtest.Server{}).BaseURL
		b := newBatches(t, o)
		var gone *llm.GoneError
		if err := b.Look(t.Context(), s); !errors.As(err, &gone) || gone.Batch != "batch_1" || !s.Running() {
			t.Errorf("running %t, %v", s.Running(), err)
		}
		if err := b.Cancel(t.Context(), s); err != nil {
			t.Fatal(err)
		}
		if c := collected(t, b, s); c.NotRun != 4 || s.Open() {
			t.Errorf("%+v, open %t", c, s.Open())
		}
	})
}

// TestBatchCancelledBeforeItIsMade makes none.
func TestBatchCancelledBeforeItIsMade(t *testing.T) {
	for fault, made := range map[llmtest.BatchFault]int{llmtest.BatchSilent: 1, llmtest.BatchRefused: 0} {
		t.Run(string(fault), func(t *testing.T) {
			server := batchPlan(slices.Repeat([]llmtest.BatchFault{fault}, 1000)...)
			o := serve(t, server)
			ctx, stop := context.WithCancelCause(t.Context())
			go func() {
				for server.BatchesTried() == 0 {
					time.Sleep(time.Millisecond)
				}
				stop(errors.New("killed"))
			}()
			b := newBatches(t, o)
			s := b.NewSubmission([]byte(`{}`), false)
			if err := b.Submit(ctx, s, []llm.Request{translation("s1")}); err == nil {
				t.Fatal("it went well")
			}
			if err := b.Cancel(t.Context(), s); err != nil {
				t.Fatal(err)
			}
			collected(t, b, s)
			if len(server.Batches()) != made || s.Running() {
				t.Errorf("%d batches, running %t", len(server.Batches()), s.Running())
			}
			if _, err := batchClient(t, b, s).Ask(t.Context(), translation("s1")); made == 0 && !llm.IsAwaited(err) {
				t.Errorf("the error is %v", err)
			}
		})
	}
}

// TestBatchGivenInPart makes one of two batches, and the other when it goes on.
func TestBatchGivenInPart(t *testing.T) {
	refused := slices.Repeat([]llmtest.BatchFault{llmtest.BatchRefused}, 1000)
	server := batchPlan(append([]llmtest.BatchFault{llmtest.BatchFine}, refused...)...)
	o := serve(t, server)
	b := newBatches(t, o)
	other := translation("s2")
	other.Model = "o3-mini"
	s := b.NewSubmission([]byte(`{}`), false)
	if err := b.Submit(t.Context(), s, []llm.Request{translation("s1"), other}); faultOf(t, err).Fault != llm.RateLimited {
		t.Fatalf("the error is %v", err)
	}
	again, err := o.Store.Submission(s.ID)
	if err != nil || !again.Unfinished() || len(server.Batches()) != 1 {
		t.Fatalf("unfinished %t, %d batches, %v", again.Unfinished(), len(server.Batches()), err)
	}
	server.BatchPlan = nil
	if err := newBatches(t, o).Resume(t.Context(), again); err != nil {
		t.Fatal(err)
	}
	if c := collected(t, b, again); c.Answers != 2 || len(server.Batches()) != 2 {
		t.Errorf("%+v, %d batches", c, len(server.Batches()))
	}
}
