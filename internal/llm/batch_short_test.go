package llm_test

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
)

// changed is the test server, whose files are changed on their way, or what it answers to GET at another path's end.
type changed struct {
	llmtest.Server
	end    string              // "": /content
	change func([]byte) []byte // nil gives none: the file is not there
}

func (c *changed) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	answer := httptest.NewRecorder()
	c.Server.ServeHTTP(answer, r)
	body := answer.Body.Bytes()
	if r.Method == http.MethodGet && strings.HasSuffix(r.URL.Path, cmp.Or(c.end, "/content")) && c.change != nil {
		if body = c.change(body); body == nil {
			http.Error(w, `{"error":{"message":"No such File object","type":"invalid_request_error"}}`, http.StatusNotFound)
			return
		}
	}
	w.WriteHeader(answer.Code)
	_, _ = w.Write(body)
}

// TestBatchAnswersAreNotAllThere leaves a batch open whose answers are at the provider and came cut, or not yet: nothing is paid twice. After ten
// minutes what is not there is believed not to be.
func TestBatchAnswersAreNotAllThere(t *testing.T) {
	ways := map[string]func([]byte) []byte{
		"not there": func([]byte) []byte { return nil },
		"empty":     func([]byte) []byte { return []byte{} },
		"cut":       func(file []byte) []byte { return file[:len(file)/2] },
		"a page":    func([]byte) []byte { return []byte("<html>\nlog in\n</html>\n") },
	}
	for name, change := range ways {
		t.Run(name, func(t *testing.T) {
			server := &changed{change: change}
			o := serve(t, server)
			b := newBatches(t, o)
			requests := []llm.Request{translation("s1"), translation("s2"), translation("s3")}
			s := submitted(t, b, requests...)
			want := map[string]int{"cut": 1}[name]
			short := (*llm.ShortError)(nil)
			for range 2 {
				c := collected(t, b, s)
				if !errors.As(c.Short, &short) || short.Want != 3 || short.Have != want || !s.Running() || c.Parts != 0 {
					t.Fatalf("%+v", c)
				}
			}
			server.change = nil
			if c := collected(t, b, s); c.Answers != 3 || c.Short != nil || s.Running() {
				t.Errorf("%+v", c)
			}
			for kept, err := range o.Store.All() {
				if err != nil || kept.Number != 1 {
					t.Errorf("%s, %v", kept.Path, err)
				}
			}
		})
		t.Run(name+", for long", func(t *testing.T) {
			o := serve(t, &changed{change: change})
			clock := newClock()
			o.Clock = clock
			b := newBatches(t, o)
			s := submitted(t, b, translation("s1"), translation("s2"), translation("s3"))
			collected(t, b, s)
			if err := clock.Sleep(t.Context(), 10*time.Minute); err != nil {
				t.Fatal(err)
			}
			c := collected(t, b, s)
			if c.Short != nil || c.NotRun+c.Answers != 3 || s.Running() || (name == "not there") != (len(c.Problems) == 1) {
				t.Errorf("%+v", c)
			}
		})
	}
}

// TestBatchPartOfTheAnswers uses what came of a file that was cut.
func TestBatchPartOfTheAnswers(t *testing.T) {
	server := &changed{change: func(file []byte) []byte { return file[:bytes.IndexByte(file, '\n')+1] }}
	b := newBatches(t, serve(t, server))
	s := b.NewSubmission([]byte(`{}`), true)
	requests := []llm.Request{translation("s1"), translation("s2")}
	if err := b.Submit(t.Context(), s, requests); err != nil {
		t.Fatal(err)
	}
	collected(t, b, s)
	answered := 0
	for _, r := range requests {
		if reply, err := batchClient(t, b, s).Ask(t.Context(), r); err == nil && !reply.Stored {
			answered++
		}
	}
	if answered != 1 {
		t.Errorf("%d are answered", answered)
	}
}

// TestBatchLinesThatCannotBeRead count as answers that are faulty: they are asked again no more often than live.
func TestBatchLinesThatCannotBeRead(t *testing.T) {
	for name, change := range map[string]func([]byte) []byte{
		"no UTF-8":    func(file []byte) []byte { return bytes.Replace(file, []byte("choices"), []byte("cho\xffces"), 1) },
		"no JSON":     func(file []byte) []byte { return bytes.Replace(file, []byte("}}"), []byte("}"), 1) },
		"a half pair": func(file []byte) []byte { return inString(file, `\ud800`) },
	} {
		t.Run(name, func(t *testing.T) {
			b := newBatches(t, serve(t, &changed{change: change}))
			s := submitted(t, b, translation("s1"))
			for try := 1; try <= 5; try++ {
				if c := collected(t, b, s); c.Failures != 1 || c.Short != nil {
					t.Fatalf("%+v", c)
				}
				_, err := batchClient(t, b, s).Ask(t.Context(), translation("s1"))
				if llm.IsAwaited(err) != (try < 5) {
					t.Fatalf("after %d tries: %v", try, err)
				}
				if try == 5 {
					break
				}
				if err := b.Submit(context.WithoutCancel(t.Context()), s, []llm.Request{translation("s1")}); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// inString puts a text where the body of an answer is.
func inString(file []byte, text string) []byte {
	before, _, _ := bytes.Cut(file, []byte(`"body":`))
	return fmt.Appendf(nil, `%s"body":"%s"},"error":null}`+"\n", before, text)
}

// TestBatchIsFoundByItsFile where the provider's list does not show our ids.
func TestBatchIsFoundByItsFile(t *testing.T) {
	server := &changed{end: "/batches", change: func(list []byte) []byte { return bytes.ReplaceAll(list, []byte("tarjuma_"), []byte("x")) }}
	server.BatchPlan = batchPlan(llmtest.BatchSilent).BatchPlan
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
	if err := b.Resume(t.Context(), s); err != nil || len(server.Batches()) != 1 || s.Unfinished() {
		t.Errorf("%d batches, %v", len(server.Batches()), err)
	}
}
