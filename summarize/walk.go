package summarize

import (
	"context"
	"strings"

	"tarjuma/internal/llm"
)

// gone is what a walk brought: its replies, whether one of them was sent for, whether the provider refused, and the better
// opinion, or the failure where there is none.
type gone struct {
	replies []llm.Reply
	live    bool
	refused bool
	best    *opinion
	failure error
}

// walk asks for the brief, and once more with the problems where there are any. The error is that of a request; what the
// replies before it brought is given all the same.
func (w *walker) walk(ctx context.Context, round int) (gone, error) {
	var g gone
	first, err := w.ask(ctx, &g, round, nil, 1)
	if err != nil {
		return g, err
	}
	g.take(w, first)
	if first.refused || len(first.problems()) == 0 {
		return g, nil
	}
	room := 1
	if first.reply.Finish == llm.FinishLength {
		room = 2
	}
	second, err := w.ask(ctx, &g, round, first.problems(), room)
	if err != nil {
		return g, err
	}
	g.take(w, second)
	return g, nil
}

func (w *walker) ask(ctx context.Context, g *gone, round int, problems []string, room int) (*opinion, error) {
	req, err := w.request(round, problems, room)
	if err != nil {
		return nil, err
	}
	reply, err := w.Client.Ask(ctx, req)
	if err != nil {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		return nil, err
	}
	g.replies = append(g.replies, reply)
	g.live = g.live || !reply.Stored
	return w.judge.opinionOf(reply), nil
}

// take keeps the better opinion. That a reply has not seen the whole article weighs more than one that cannot be read: it
// tells of the server and not of the model.
func (g *gone) take(w *walker, o *opinion) {
	g.refused = g.refused || o.refused
	switch {
	case o.unusable == "" && len(o.unseen) == 0:
		g.best, g.failure = better(g.best, o), nil
	case g.best != nil:
	case o.unusable == "":
		g.failure = &llm.Error{
			Fault: llm.ContextCut, Permanent: true, Model: w.Model, Address: o.reply.Wire.Address,
			Message: "its answer does not show how these segments begin: " + strings.Join(o.unseen, ", "),
		}
	case o.refused || !isFault(g.failure, llm.ContextCut):
		g.failure = &Failed{Reason: o.unusable, Refused: o.refused, Err: o.err}
	}
}

// better gives the opinion with fewer faults, the later of two equals; either may be nil.
func better(earlier, later *opinion) *opinion {
	if earlier == nil || later != nil && later.faults() <= earlier.faults() {
		return later
	}
	return earlier
}
