package llm

import (
	"context"
	"errors"
)

// limited keeps the pace: requests go when there is room for them, and what the server says of its limits is learned from.
type limited struct {
	next     Client
	pacer    *pacer
	profile  Profile
	deadline deadline
}

var _ Client = (*limited)(nil)

func (l *limited) Ask(ctx context.Context, req Request) (Reply, error) {
	waiting, stop := l.deadline.bound(ctx)
	ticket, err := l.pacer.admit(waiting, loadOf(req, l.profile))
	stop()
	if err != nil {
		return Reply{}, err
	}
	attempt, seen := withLimits(ctx)
	reply, err := l.next.Ask(attempt, req)
	l.pacer.back(ticket, reply.Usage, *seen, err)
	var fault *Error
	switch {
	case errors.As(err, &fault):
		fault.began = ticket.at
	case err != nil:
		err = &brokenOffError{err}
	}
	return reply, err
}

// loadOf estimates what a request takes: what is read (the schema, too), and the most that may be written.
func loadOf(req Request, p Profile) load {
	return load{req.Model, promptTokens(req.Messages) + Tokens(string(req.Schema.JSON)), req.MaxTokens + p.allowance(req.Model)}
}

// brokenOffError is the end of its context that a request met when it was under way: it may have to be paid.
type brokenOffError struct{ cause error }

func (e *brokenOffError) Error() string { return e.cause.Error() }
