package translate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"tarjuma/internal/llm"
)

// ladder takes the items of a part down its rungs: all at once; once more exactly those at fault; these in two halves;
// each alone. It is used by all parts of a walk at once and is not changed.
type ladder struct {
	client   llm.Client
	requests *writer
	judge    *judge
	round    int
	done     func(*item) // called when an item has its translation, from several goroutines
	stop     func()      // ends what the other parts have in flight
}

// trail is what a walk leaves behind: its replies in the order of the rungs, and whether any request of it was not
// answered from the store.
type trail struct {
	replies []llm.Reply
	live    bool
}

func (t *trail) add(u trail) {
	t.replies = append(t.replies, u.replies...)
	t.live = t.live || u.live
}

// descend takes the items down the ladder. What is left open at its end has failed. The error is one that ends the
// run; the items then tell nothing.
func (l *ladder) descend(ctx context.Context, items []*item) (trail, error) {
	whole, answered, err := l.ask(ctx, items, false)
	if err != nil {
		return whole, err
	}
	if open := openOf(items); answered && len(open) > 0 {
		again, _, err := l.ask(ctx, open, false)
		whole.add(again)
		if err != nil {
			return whole, err
		}
	}
	rest, err := l.halve(ctx, openOf(items))
	whole.add(rest)
	return whole, err
}

// halve asks for each half at once, and then for what is left of it one by one. A single item has no halves.
func (l *ladder) halve(ctx context.Context, items []*item) (trail, error) {
	if len(items) < 2 {
		return l.alone(ctx, items)
	}
	middle := (len(items) + 1) / 2
	return atOnce([][]*item{items[:middle], items[middle:]}, func(half []*item) (trail, error) {
		t, _, err := l.ask(ctx, half, false)
		if err != nil {
			return t, err
		}
		rest, err := l.alone(ctx, openOf(half))
		t.add(rest)
		return t, err
	})
}

// alone asks for each item by itself, showing nothing of the article beside it, but for how the names in it are written:
// whatever comes of it comes of that segment.
func (l *ladder) alone(ctx context.Context, items []*item) (trail, error) {
	return atOnce(slices.Collect(slices.Chunk(items, 1)), func(one []*item) (trail, error) {
		t, _, err := l.ask(ctx, one, true)
		return t, err
	})
}

// twice asks for one item alone, and once more when its answer is at fault.
func (l *ladder) twice(ctx context.Context, one []*item) (trail, error) {
	t, answered, err := l.ask(ctx, one, true)
	if err != nil || !answered || one[0].done {
		return t, err
	}
	again, _, err := l.ask(ctx, one, true)
	t.add(again)
	return t, err
}

// atOnce does the same for several groups of items at once. What they leave behind is joined in the order of the
// groups, whichever came first.
func atOnce(groups [][]*item, do func([]*item) (trail, error)) (trail, error) {
	trails := make([]trail, len(groups))
	faults := make([]error, len(groups))
	var running sync.WaitGroup
	for i, group := range groups {
		running.Go(func() { trails[i], faults[i] = do(group) })
	}
	running.Wait()
	var all trail
	for _, t := range trails {
		all.add(t)
	}
	return all, llm.FirstCause(faults)
}

// ask sends one request for the items and lets each know what came of it. It says whether there was an answer to
// judge: asking the same again is of use only then. A request whose bytes were sent in this walk is not sent again;
// what came of it stands.
func (l *ladder) ask(ctx context.Context, items []*item, bare bool) (t trail, answered bool, err error) {
	req, fits, err := l.requests.request(items, l.round, bare)
	if err != nil {
		return t, false, l.end(items, err)
	}
	if !fits { // less at a time does
		return t, false, nil
	}
	key := llm.Key(req)
	if slices.Contains(items[0].keys, key) {
		return t, false, nil
	}
	for _, it := range items {
		it.keys = append(it.keys, key)
	}
	reply, err := l.client.Ask(ctx, req)
	if err != nil {
		return trail{live: !isStored(err)}, false, l.failed(ctx, items, err)
	}
	for _, it := range items {
		it.asked++
	}
	t = trail{replies: []llm.Reply{reply}, live: !reply.Stored}
	return t, l.answered(items, reply), nil
}

// isStored says whether a fault was found in the store: nothing was sent for it.
func isStored(err error) bool {
	var fault *llm.Error
	return errors.As(err, &fault) && fault.Stored
}

// RefusedFault is what the fault of a segment begins with that the provider would not translate; its words follow.
const RefusedFault = "the provider refused it"

// answered judges a reply. A refused or cut one is no answer: the same again would end the same.
func (l *ladder) answered(items []*item, reply llm.Reply) bool {
	switch {
	case reply.Refusal != "" || reply.Finish == llm.FinishContentFilter:
		mark(items, RefusedFault+": "+refusal(reply), true)
		return false
	case reply.Finish == llm.FinishLength:
		mark(items, "the reply was cut at the output limit", false)
		return false
	}
	for i, v := range l.verdicts(items, reply) {
		if items[i].take(v); items[i].done {
			l.done(items[i])
		}
	}
	return true
}

func refusal(reply llm.Reply) string {
	if reply.Refusal != "" {
		return reply.Refusal
	}
	return reply.Finish
}

func (l *ladder) verdicts(items []*item, reply llm.Reply) []verdict {
	var a answer
	if reply.Finish != llm.FinishStop {
		return sameFor(items, problemUnfinished)
	}
	if err := reply.Decode(&a); err != nil {
		return sameFor(items, problemNotJSON)
	}
	return l.judge.judge(a.Segments, unitsIn(items))
}

func sameFor(items []*item, problem string) []verdict {
	return slices.Repeat([]verdict{{problems: []string{problem}}}, len(items))
}

func mark(items []*item, fault string, refused bool) {
	for _, it := range items {
		it.mark(fault, refused)
	}
}

// failed lets the items know that their request failed, or gives the error back if it ends the run.
func (l *ladder) failed(ctx context.Context, items []*item, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	var fault *llm.Error
	if !errors.As(err, &fault) {
		return l.end(items, err)
	}
	switch {
	case isTooMuch(fault):
		mark(items, fault.Error(), false)
	case isPassing(fault):
		mark(items, fault.Error(), false)
		closeAll(items)
	case fault.Fault == llm.Awaited: // so that all that can be asked at once is
		return err
	case fault.Fault == llm.NotStored:
		if l.round == 0 { // the others go on: asking the store costs nothing, and which is named does not hang on chance
			return err
		}
		closeAll(items) // the walk was never gone: what was wrong before stands
		return nil
	default:
		return l.end(items, err)
	}
	for _, it := range items {
		it.asked++
	}
	return nil
}

// isTooMuch tells the faults of a request after which less at a time may fit.
func isTooMuch(e *llm.Error) bool { return e.Fault == llm.ContextFull || e.Fault == llm.ContextCut }

// isPassing tells the faults of a request that others may not meet: the run goes on after them.
func isPassing(e *llm.Error) bool {
	switch e.Fault {
	case llm.RateLimited, llm.TimedOut, llm.ServerFault, llm.BadRequest, llm.Nonsense:
		return true
	case llm.Unreachable:
		return !e.Permanent // others are answered
	}
	return false
}

// end ends the run with an error that every other request would meet too.
func (l *ladder) end(items []*item, err error) error {
	l.stop()
	return fmt.Errorf("asking for %s: %w", labelOf(items), err)
}

func closeAll(items []*item) {
	for _, it := range items {
		it.closed = true
	}
}

// sentence joins problems into one reason.
func sentence(problems []string) string { return strings.Join(problems, "; ") }
