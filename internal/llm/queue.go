package llm

import (
	"container/heap"
	"context"
)

// priorityKey is under which a request's priority stands in its context.
type priorityKey struct{}

// WithPriority gives a context whose requests go before all those with a greater number, where not all can go at once. Without one a
// request has 0. Among equals, first come is first served. It is no part of a request's key.
func WithPriority(ctx context.Context, n int) context.Context {
	return context.WithValue(ctx, priorityKey{}, n)
}

func priorityOf(ctx context.Context) int {
	n, _ := ctx.Value(priorityKey{}).(int)
	return n
}

// waiter is a request that waits for something, and what it wants of it. ready is closed when it is served; err, set before, says that it is
// not to have it.
type waiter[T any] struct {
	ctx      context.Context
	priority int
	number   int
	want     T
	ready    chan struct{}
	served   bool
	left     bool // its caller waits no more
	err      error
}

// queue holds waiters by priority, then in the order they came. Whoever has it keeps it under a lock.
type queue[T any] struct {
	waiting waiters[T]
	joined  int
}

func (q *queue[T]) join(ctx context.Context, want T) *waiter[T] {
	q.joined++
	w := &waiter[T]{ctx: ctx, priority: priorityOf(ctx), number: q.joined, want: want, ready: make(chan struct{})}
	heap.Push(&q.waiting, w)
	return w
}

// head gives who is next, nil where nobody waits.
func (q *queue[T]) head() *waiter[T] {
	for len(q.waiting) > 0 && q.waiting[0].left {
		heap.Pop(&q.waiting)
	}
	if len(q.waiting) == 0 {
		return nil
	}
	return q.waiting[0]
}

// serve lets the head go.
func (q *queue[T]) serve(err error) {
	w := heap.Pop(&q.waiting).(*waiter[T])
	w.served, w.err = true, err
	close(w.ready)
}

// waiters is the heap of a queue.
type waiters[T any] []*waiter[T]

func (w waiters[T]) Len() int      { return len(w) }
func (w waiters[T]) Swap(i, j int) { w[i], w[j] = w[j], w[i] }
func (w *waiters[T]) Push(x any)   { *w = append(*w, x.(*waiter[T])) }

func (w waiters[T]) Less(i, j int) bool {
	if w[i].priority != w[j].priority {
		return w[i].priority < w[j].priority
	}
	return w[i].number < w[j].number
}

func (w *waiters[T]) Pop() any {
	last := len(*w) - 1
	x := (*w)[last]
	(*w)[last] = nil
	*w = (*w)[:last]
	return x
}
