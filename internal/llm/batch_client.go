package llm

import (
	"context"
	"errors"
	"slices"
	"sync"
	"unique"
)

// BatchClient answers from the store and asks nobody: what is not there it notes, and gives an *Error of the fault Awaited. What its
// submission brought it gives as if it had just been answered, so that whoever asks walks as after asking live.
type BatchClient struct {
	store  *Store
	fresh  bool
	keep   *stored // keeps faults as the live path does
	mine   map[string]bool
	faults map[string]*Error

	mu    sync.Mutex
	noted map[string]Request
}

var _ Client = (*BatchClient)(nil)

// Client gives the client of a submission as it stands.
func (b *Batches) Client(s *Submission) (*BatchClient, error) {
	c := &BatchClient{
		store: b.store, fresh: s.Fresh, keep: &stored{store: b.store, clock: b.clock, tool: b.tool},
		mine: map[string]bool{}, faults: map[string]*Error{}, noted: map[string]Request{},
	}
	for _, p := range s.parts() {
		if !p.Collected && p.Short.IsZero() {
			continue
		}
		keys, err := b.store.partKeys(s, p)
		if err != nil {
			return nil, err
		}
		for _, key := range keys {
			c.mine[key] = true
		}
	}
	for _, f := range s.Failed {
		delete(c.mine, f.Key)
		if f.Fault != nil {
			c.faults[f.Key] = f.Fault.fault()
		}
	}
	return c, nil
}

func (c *BatchClient) Ask(ctx context.Context, req Request) (Reply, error) {
	if ctx.Err() != nil {
		return Reply{}, context.Cause(ctx)
	}
	key := Key(req)
	entry, found := Entry{}, false
	if c.mine[key] || !c.fresh || c.faults[key] != nil {
		var err error
		if entry, found, err = c.store.Newest(key); err != nil {
			return Reply{}, err
		}
	}
	isFault := found && entry.Reply.Finish == finishFault
	if fault := c.faults[key]; fault != nil {
		if isFault {
			return Reply{}, fault
		}
		return Reply{}, c.keep.keepFault(req, fault)
	}
	switch {
	case isFault:
		fault := keptFault(entry.Reply, c.store.Path(key))
		fault.Stored = fault.Stored && !c.mine[key]
		return Reply{}, fault
	case found:
		entry.Reply.Stored = !c.mine[key]
		return entry.Reply, nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.noted[key] = withOneText(req)
	return Reply{}, &Error{Fault: Awaited, Permanent: true, Model: req.Model, Message: orElse(req.Label, key)}
}

// withOneText gives a request whose system message is one text in memory with that of all others that say the same: there may be tens of thousands.
func withOneText(req Request) Request {
	req.Messages = slices.Clone(req.Messages)
	for i, m := range req.Messages {
		if m.Role == "system" {
			req.Messages[i].Content = unique.Make(m.Content).Value()
		}
	}
	return req
}

// Noted gives the requests that there was no answer to, in no order.
func (c *BatchClient) Noted() []Request {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := make([]Request, 0, len(c.noted))
	for _, req := range c.noted {
		all = append(all, req)
	}
	return all
}

// IsAwaited tells whether an error says no more than that an answer is not there yet.
func IsAwaited(err error) bool {
	var fault *Error
	return errors.As(err, &fault) && fault.Fault == Awaited
}
