package main

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
	"tarjuma/internal/news"
	"tarjuma/internal/run"
	"tarjuma/prompts"
)

// windowed is a bench in front of a server that reads 2,048 tokens of a prompt, and says nothing of it. Keep of them are the prompt's first.
func windowed(t *testing.T, keep int) *bench {
	t.Helper()
	b, err := newBench(settings{articles: 12, seed: 1, jobs: 8, timeout: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	b.store = t.TempDir()
	b.server = &llmtest.Server{ContextWindow: 2048, ContextKeep: keep}
	var long strings.Builder // 3,000 words
	for n := range 5 {
		long.WriteString(articleText(99, 4+60*n) + "\n")
	}
	b.names = append(b.names, "long.txt")
	b.texts["long.txt"] = long.String()
	if b.articles["long.txt"], err = news.Read(strings.NewReader(long.String()), "long.txt", news.Options{}); err != nil {
		t.Fatal(err)
	}
	address, stop, err := serve(b.server)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	b.address = address
	return b
}

// No segment is lost: what the server did not see is asked again in smaller pieces, or is an error that says so.
func TestTranslationsInASmallWindow(t *testing.T) {
	for _, keep := range []int{0, 1024} {
		b := windowed(t, keep)
		p, err := b.pass(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		for _, wrong := range p.verdict.wrong {
			t.Error(wrong)
		}
		t.Logf("keep %d: %v, %v", keep, p.verdict.counts, p.verdict.reasons)
	}
}

// No brief is made of half an article: each that there is was asked for with segments that the server saw, all of them.
func TestBriefsInASmallWindow(t *testing.T) {
	for _, keep := range []int{0, 1024} {
		b := windowed(t, keep)
		job, err := b.job()
		if err != nil {
			t.Fatal(err)
		}
		job.Verb, job.To, job.Words, job.Points = run.Summarize, nil, 120, 4
		if job.SummarizePrompt, err = b.prompts.Default(prompts.Summarize); err != nil {
			t.Fatal(err)
		}
		briefs, refused := 0, 0
		err = run.Run(context.Background(), job, func(o run.Outcome) {
			var fault *llm.Error
			switch {
			case o.Err == nil:
				briefs++
				if seen, sent := b.seen(o.Source.Name); seen < sent {
					t.Errorf("keep %d: there is a brief of %s, of which the server saw %d of %d segments", keep, o.Source.Name, seen, sent)
				}
			case errors.As(o.Err, &fault) && (fault.Fault == llm.ContextCut || fault.Fault == llm.ContextFull):
				refused++
			default:
				t.Errorf("keep %d: %s: %v", keep, o.Source.Name, o.Err)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		if briefs == 0 || refused == 0 {
			t.Errorf("keep %d: %d briefs, %d errors", keep, briefs, refused)
		}
	}
}

// seen counts the segments of an article that were sent, and those of which the server saw the whole text.
func (b *bench) seen(name string) (seen, sent int) {
	texts := map[string]bool{}
	whole := map[string]bool{}
	for _, r := range b.server.Requests() {
		if len(placesIn(b.articles[name], r.Data)) == 0 {
			continue
		}
		left, _ := b.server.Seen(r)
		for _, s := range r.Segments {
			texts[s.ID+s.Text] = true
		}
		for _, s := range left.Segments {
			whole[s.ID+s.Text] = true
		}
	}
	for text := range texts {
		if whole[text] {
			seen++
		}
	}
	return seen, len(texts)
}
