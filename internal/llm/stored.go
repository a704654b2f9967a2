package llm

import (
	"context"
	"errors"
	"sync"
)

// stored answers from the store, and keeps every reply before it is used. A request that is asked twice at once is sent once.
type stored struct {
	next  Client
	store *Store
	fresh bool // answers that were there before this run do not count
	clock Clock
	tool  string

	mu      sync.Mutex
	kept    map[string]bool // of those that are asked afresh: keys whose reply this run has kept
	flights map[string]*flight
	unkept  error // why a reply could not be kept; then nothing more is asked, for it would be lost as well
}

var _ Client = (*stored)(nil)

// flight is a request under way.
type flight struct {
	done chan struct{}
	err  error                   // set before done is closed
	stop context.CancelCauseFunc // nil while nobody is asked
}

func (s *stored) Ask(ctx context.Context, req Request) (Reply, error) {
	key := Key(req)
	for {
		if ctx.Err() != nil {
			return Reply{}, context.Cause(ctx)
		}
		other, mine := s.board(key)
		if mine != nil {
			reply, err := s.fetch(ctx, mine, key, req)
			s.land(key, mine, err)
			return reply, err
		}
		select {
		case <-ctx.Done():
			return Reply{}, context.Cause(ctx)
		case <-other.done:
		}
		// A fault of the server is the fault of both; that the other's caller stopped is not.
		if fault := (*Error)(nil); errors.As(other.err, &fault) {
			return Reply{}, other.err
		}
	}
}

// board joins the flight of a key, or begins one.
func (s *stored) board(key string) (other, mine *flight) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if other = s.flights[key]; other != nil {
		return other, nil
	}
	mine = &flight{done: make(chan struct{})}
	s.flights[key] = mine
	return nil, mine
}

func (s *stored) land(key string, f *flight, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f.err = err
	if err == nil && s.fresh {
		s.kept[key] = true
	}
	delete(s.flights, key)
	close(f.done)
}

// fetch looks in the store, and asks where it has to.
func (s *stored) fetch(ctx context.Context, f *flight, key string, req Request) (Reply, error) {
	if s.mayUse(key) {
		entry, found, err := s.store.Newest(key)
		if err != nil {
			return Reply{}, err
		}
		if found && entry.Reply.Finish == finishFault {
			return Reply{}, keptFault(entry.Reply, s.store.Path(key))
		}
		if found {
			entry.Reply.Stored = true
			return entry.Reply, nil
		}
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	if err := s.begin(f, stop); err != nil {
		return Reply{}, err
	}
	reply, err := s.next.Ask(ctx, req)
	if lost := (*lostError)(nil); err != nil && errors.As(context.Cause(ctx), &lost) {
		return Reply{}, lost.cause
	}
	if err != nil {
		return Reply{}, s.keepFault(req, err)
	}
	reply.Key = key
	if err := s.keep(Entry{Request: req, Reply: reply}); err != nil {
		return Reply{}, err
	}
	return reply, nil
}

// begin notes how a flight is stopped before it is under way, or says why nothing is asked any more.
func (s *stored) begin(f *flight, stop context.CancelCauseFunc) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	f.stop = stop
	return s.unkept
}

// keep keeps a reply. Where that fails, those that wait for their turn are stopped; what is under way comes to its end, and may be kept.
func (s *stored) keep(e Entry) error {
	err := s.store.Save(e)
	if err == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.unkept == nil {
		s.unkept = err
		for _, f := range s.flights {
			if f.stop != nil {
				f.stop(&lostError{err})
			}
		}
	}
	return err
}

// lostError ends the wait of a request whose reply would be lost. It is not the cause itself: that belongs to another request.
type lostError struct{ cause error }

func (e *lostError) Error() string { return e.cause.Error() }

func (s *stored) mayUse(key string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return !s.fresh || s.kept[key]
}
