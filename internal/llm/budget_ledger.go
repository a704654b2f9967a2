package llm

import (
	"context"
	"fmt"
	"sync"
)

// worstPrompt is how many tokens a server may count in a prompt for one of our estimate, before it has told: Tokens errs by at most 6 %
// downwards for its tokenizer, and others write more.
const worstPrompt = 1.1

// ledger keeps what a run has spent and what is set aside for what is under way. It is safe for concurrent use.
type ledger struct {
	budget Budget
	prices []Price

	mu     sync.Mutex
	queue  queue[amount]
	spent  amount
	aside  amount
	open   int     // requests that something is set aside for
	growth float64 // the most tokens that were counted in a prompt for one of our estimate
	over   *Error
}

// amount is what is spent or set aside.
type amount struct {
	tokens int
	cost   float64
}

func (a amount) plus(b amount) amount  { return amount{a.tokens + b.tokens, a.cost + b.cost} }
func (a amount) minus(b amount) amount { return amount{a.tokens - b.tokens, a.cost - b.cost} }

func (l *ledger) amount(model string, u Usage) amount {
	price, _ := PriceOf(l.prices, model)
	return amount{u.Prompt + u.Completion, price.Cost(u)}
}

// most is the most that a request may use.
func (l *ledger) most(d load) Usage {
	l.mu.Lock()
	defer l.mu.Unlock()
	return Usage{Prompt: int(float64(d.prompt)*max(worstPrompt, l.growth)) + 1, Completion: d.output}
}

// reserve sets aside what a request may take. Where that does not fit it waits while something is under way, which may turn out cheaper. The error
// is an *Error of the fault OverBudget, for this and all that come after, or the cause of the context's end.
func (l *ledger) reserve(ctx context.Context, a amount) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	l.mu.Lock()
	w := l.queue.join(ctx, a)
	l.serve()
	l.mu.Unlock()
	select {
	case <-w.ready:
		return w.err
	case <-ctx.Done():
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if w.served {
		return w.err
	}
	w.left = true
	l.serve()
	return context.Cause(ctx)
}

// serve gives the first in the queue what they want, as far as it goes.
func (l *ledger) serve() {
	for head := l.queue.head(); head != nil; head = l.queue.head() {
		if l.over == nil && !l.fits(head.want) {
			if l.open > 0 {
				return
			}
			l.over = l.exceeded(head.want, "the next request")
		}
		if l.over != nil {
			l.queue.serve(l.over)
			continue
		}
		l.aside = l.aside.plus(head.want)
		l.open++
		l.queue.serve(nil)
	}
}

func (l *ledger) fits(a amount) bool {
	all := l.spent.plus(l.aside).plus(a)
	return (l.budget.Tokens == 0 || all.tokens <= l.budget.Tokens) && (l.budget.Cost == 0 || all.cost <= l.budget.Cost)
}

// exceeded says what of the budget something would exceed that may take an amount.
func (l *ledger) exceeded(a amount, what string) *Error {
	e := &Error{Fault: OverBudget, Permanent: true}
	if l.budget.Tokens > 0 && l.spent.tokens+a.tokens > l.budget.Tokens {
		e.Message = fmt.Sprintf("%d of %d tokens are spent, and %s may take %d", l.spent.tokens, l.budget.Tokens, what, a.tokens)
	} else {
		e.Message = fmt.Sprintf("%s of %s is spent, and %s may take %s", Money(l.spent.cost), Money(l.budget.Cost), what, Money(a.cost))
	}
	return e
}

// settle puts what a request took in the place of what was set aside for it.
func (l *ledger) settle(aside, took amount) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.open--
	l.aside = l.aside.minus(aside)
	if l.open == 0 {
		l.aside = amount{} // without what rounding leaves
	}
	l.spent = l.spent.plus(took)
	l.serve()
}

// learn notes how many tokens the server counted in a prompt.
func (l *ledger) learn(d load, u Usage) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if d.prompt > 0 {
		l.growth = max(l.growth, float64(u.Prompt)/float64(d.prompt))
	}
}

// Money writes a sum of money with four places, which shows what a single request costs.
func Money(sum float64) string { return fmt.Sprintf("%.4f", sum) }
