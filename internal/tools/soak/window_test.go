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

// windows are the ways a window is too small: how many tokens of a prompt the server reads without a word of it, how many of those are
// the prompt's first, and what the client is told. Left out is a window that is not known, is no power of two, and keeps nearly all
// of the beginning: the hole is then in the middle of one segment, and no answer shows it.
var windows = []struct{ tokens, keep, known int }{
	{2048, 0, 0}, {2048, 1024, 0}, {2048, 1700, 0}, {2048, 0, 2048}, {2048, 1700, 2048},
	{3000, 0, 0}, {3000, 1500, 0}, {4096, 3500, 0}, {4096, 0, 4096}, {4096, 3500, 4096},
}

// windowed is a bench in front of a server with such a window.
func windowed(t *testing.T, tokens, keep int) *bench {
	t.Helper()
	b, err := newBench(settings{articles: 4, seed: 1, jobs: 8, timeout: time.Minute})
	if err != nil {
		t.Fatal(err)
	}
	b.store = t.TempDir()
	b.server = &llmtest.Server{ContextWindow: tokens, ContextKeep: keep}
	var long strings.Builder // 2,000 words
	for n := range 3 {
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
	for _, w := range windows {
		b := windowed(t, w.tokens, w.keep)
		b.window = w.known
		p, err := b.pass(context.Background(), false)
		if err != nil {
			t.Fatal(err)
		}
		for _, wrong := range p.verdict.wrong {
			t.Errorf("%+v: %s", w, wrong)
		}
		if v := p.verdict; w.known > 0 && v.counts[right]*100 < 95*(v.counts[right]+v.counts[marked]+v.counts[ended]) {
			t.Errorf("%+v: %v, %v", w, v.counts, v.reasons)
		}
		t.Logf("%+v: %v, %v", w, p.verdict.counts, p.verdict.reasons)
	}
}

// No brief is made of half an article: each that there is was asked for with segments that the server saw, all of them.
func TestBriefsInASmallWindow(t *testing.T) {
	for _, w := range windows {
		b := windowed(t, w.tokens, w.keep)
		b.window = w.known
		job, err := b.job(false)
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
				seen, sent := b.seen(o.Source.Name)
				least := sent
				if w.tokens == 3000 { // a hole between two of the three anchors shows only where the window is a power of two
					least = sent/2 + 1
				}
				if seen < least {
					t.Errorf("%+v: there is a brief of %s, of which the server saw %d of %d segments", w, o.Source.Name, seen, sent)
				}
			case errors.As(o.Err, &fault) && (fault.Fault == llm.ContextCut || fault.Fault == llm.ContextFull):
				refused++
			default:
				t.Errorf("%+v: %s: %v", w, o.Source.Name, o.Err)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		// Where the window is known the article is cut to fit; but one of 2,048 has hardly room for a prompt and an answer.
		if w.known == 0 && (briefs == 0 || refused == 0) || w.known == 4096 && refused > 0 {
			t.Errorf("%+v: %d briefs, %d errors", w, briefs, refused)
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
