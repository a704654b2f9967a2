package llm

import "context"

// offline stands below the store where nobody is to be asked.
type offline struct{}

var _ Client = offline{}

func (offline) Ask(_ context.Context, req Request) (Reply, error) {
	message := req.Label
	if message == "" {
		message = Key(req)
	}
	return Reply{}, &Error{Fault: NotStored, Permanent: true, Model: req.Model, Message: message}
}
