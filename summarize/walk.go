package summarize

import (
	"context"
	"strings"

	"tarjuma/internal/llm"
)

// trail is what asking leaves behind: the replies in the order they were asked for, and whether one of them was not in the store.
type trail struct {
	replies []llm.Reply
	live    bool
}

func (t *trail) add(u trail) {
	t.replies = append(t.replies, u.replies...)
	t.live = t.live || u.live
}

// gone is what a walk brought: its trail, the provider's words if it refused, and the better opinion, or the failure where
// there is none.
type gone struct {
	trail
	refusal string
	best    *opinion
	failure error
}

// problemCut is the problem of a request that the server seems not to have read whole.
const problemCut = "the article seems not to have been read to its end"

// walk asks a question of a model, and once more with the problems where there are any. The error is that of a request; what
// the replies before it brought is given all the same.
func (w *walker) walk(ctx context.Context, round int, model string, q *question) (gone, error) {
	var g gone
	first, err := w.ask(ctx, &g, round, model, q, nil, 1)
	if isFault(err, llm.ContextCut) { // a count of tokens may only look like a window's: with more words it is another
		_, err = w.ask(ctx, &g, round, model, q, []string{problemCut}, 1)
		return g, err
	}
	if err != nil {
		return g, err
	}
	problems, err := w.fitting(q, first.problems())
	if err != nil || first.refused || len(problems) == 0 {
		return g, err
	}
	room := 1
	if first.reply.Finish == llm.FinishLength {
		room = 2
	}
	_, err = w.ask(ctx, &g, round, model, q, problems, room)
	return g, err
}

func (w *walker) ask(ctx context.Context, g *gone, round int, model string, q *question, problems []string, room int) (*opinion, error) {
	req, err := w.request(q, model, round, problems, room)
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
	o := newJudge(w, q).opinionOf(reply)
	o.model = model
	g.take(o)
	return o, nil
}

// take keeps the better opinion. That a reply has not seen all that was sent weighs more than one that cannot be read: it
// tells of the server and not of the model.
func (g *gone) take(o *opinion) {
	if o.refused {
		g.refusal = o.unusable
	}
	switch {
	case o.unusable == "" && len(o.unseen) == 0 && !o.quotesNothing():
		g.best, g.failure = better(g.best, o), nil
	case g.best != nil:
	case o.unusable == "" && len(o.unseen) > 0:
		g.failure = &llm.Error{
			Fault: llm.ContextCut, Permanent: true, Model: o.model, Address: o.reply.Wire.Address,
			Message: "its answer does not show how these segments begin: " + strings.Join(o.unseen, ", "),
		}
	case o.refused || !isFault(g.failure, llm.ContextCut):
		g.failure = &Failed{Reason: o.reason(), Refused: o.refused, Err: o.err}
	}
}

// better gives the opinion of the answer that rests on more of the article, or else has fewer faults, the later of two
// equals; either may be nil.
func better(earlier, later *opinion) *opinion {
	switch {
	case earlier == nil:
		return later
	case later == nil:
		return earlier
	case later.question.unread() != earlier.question.unread():
		if later.question.unread() < earlier.question.unread() {
			return later
		}
		return earlier
	case later.faults() <= earlier.faults():
		return later
	}
	return earlier
}
