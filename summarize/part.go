package summarize

import (
	"context"
	"sync"

	"tarjuma/internal/llm"
)

// part is something that is asked for over the rounds: the brief, or the facts of a section. Where a model refuses it, the
// fallback is asked in its place from then on: a refusal is final.
type part struct {
	question *question
	model    string
	fallback string // "": none, or its turn has come
	instead  string // the words with which the model before the fallback refused
	refusal  string // the last model's words; nothing more is asked then
	next     int    // the round that it is asked in next
	best     *opinion
	failure  error // why there is none
}

func (w *walker) newPart(q *question) *part {
	return &part{question: q, model: w.Model, fallback: w.Fallback}
}

// open tells whether there is anything to ask in a round.
func (p *part) open(round int) bool { return p.best == nil && p.refusal == "" && p.next <= round }

// ask walks a part once, with each model that there is for it.
func (p *part) ask(ctx context.Context, w *walker, round int) (t trail, err error) {
	p.next = round + 1
	for {
		got, err := w.walk(ctx, round, p.model, p.question)
		t.add(got.trail)
		if err != nil {
			return t, err
		}
		if got.best != nil {
			got.best.instead = p.instead
		}
		p.best, p.failure = better(p.best, got.best), got.failure
		if got.refusal == "" {
			return t, nil
		}
		if p.best != nil || p.fallback == "" {
			p.refusal = got.refusal
			return t, nil
		}
		p.model, p.instead, p.fallback = p.fallback, got.refusal, ""
	}
}

// askAtOnce walks several parts at once. What they leave behind is joined in their order, whichever was first.
func (w *walker) askAtOnce(ctx context.Context, round int, parts []*part) (trail, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	trails := make([]trail, len(parts))
	faults := make([]error, len(parts))
	var running sync.WaitGroup
	for i, p := range parts {
		running.Go(func() {
			trails[i], faults[i] = p.ask(ctx, w, round)
			if faults[i] != nil && !isFault(faults[i], llm.NotStored) {
				stop() // the others would end no better; asking the store costs nothing
			}
		})
	}
	running.Wait()
	var all trail
	for _, t := range trails {
		all.add(t)
	}
	return all, llm.FirstCause(faults)
}
