package llm

import (
	"context"
	"errors"
)

// budgeted keeps a run within its budget and its deadline. Each attempt sets aside the most that it may take, and is settled by what it took.
type budgeted struct {
	next     Client
	ledger   *ledger
	profile  Profile
	deadline deadline
	spend    func(Spending)
}

var _ Client = (*budgeted)(nil)

func (b *budgeted) Ask(ctx context.Context, req Request) (Reply, error) {
	if over := b.deadline.passed(0); over != nil {
		return Reply{}, over
	}
	takes := loadOf(req, b.profile)
	most := b.ledger.most(takes)
	aside := b.ledger.amount(req.Model, most)
	waiting, stop := b.deadline.bound(ctx)
	err := b.ledger.reserve(waiting, aside)
	stop()
	if err != nil {
		return Reply{}, err
	}
	reply, err := b.next.Ask(ctx, req)
	used, lost := usedBy(reply, err, most)
	if !lost && used.Prompt > 0 {
		b.ledger.learn(takes, used)
	}
	took := b.ledger.amount(req.Model, used)
	b.ledger.settle(aside, took)
	if used != (Usage{}) {
		b.spend(Spending{Model: req.Model, Usage: used, Cost: took.cost, Most: most, MostCost: aside.cost, Lost: lost})
	}
	var cut *brokenOffError
	if errors.As(err, &cut) {
		err = cut.cause
	}
	return reply, err
}

// usedBy is what an attempt took, and whether that is only known to be the most.
func usedBy(reply Reply, err error, most Usage) (used Usage, lost bool) {
	switch {
	case err == nil && reply.Usage.Prompt+reply.Usage.Completion > 0:
		return reply.Usage, false
	case isLost(err):
		return most, true
	default:
		return Usage{}, false
	}
}

// isLost tells whether an attempt may have to be paid though nobody knows what it took: an answer that did not tell (such as a content filter's,
// which Azure charges for: https://learn.microsoft.com/azure/ai-services/openai/concepts/content-filter), one that never arrived or could not be
// read, one that a proxy did not wait for. What the server refuses otherwise, or fails at, costs nothing.
func isLost(err error) bool {
	var cut *brokenOffError
	var fault *Error
	switch {
	case err == nil, errors.As(err, &cut):
		return true
	case !errors.As(err, &fault):
		return false
	}
	switch fault.Fault {
	case TimedOut, Nonsense, ContextCut:
		return true
	case Unreachable:
		return !fault.noConnection && !fault.Permanent
	case ServerFault:
		return fault.Status < 300 || fault.Status == 408 || fault.Status == 502 || fault.Status == 504 || fault.Status == 524
	default:
		return false
	}
}
