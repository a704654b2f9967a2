package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"tarjuma/internal/llm/llmtest"
)

// batchFaults are those that a script plans for the batches of its server.
type batchFaults struct {
	mu     sync.Mutex
	from   int // batches that were asked for before the last plan
	faults map[string]llmtest.BatchFault
}

// answer is what becomes of the nth batch in all.
func (b *batchFaults) answer(n int) llmtest.BatchFault {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, name := range []string{strconv.Itoa(n - b.from), "all"} {
		if f, ok := b.faults[name]; ok {
			return f
		}
	}
	return llmtest.BatchFine
}

// batchfault plans what becomes of the next batches: batchfault 1=FAULT all=FAULT; without arguments they go well again.
func batchfault(ts *testscript.TestScript, neg bool, args []string) {
	faults := map[string]llmtest.BatchFault{}
	for _, arg := range args {
		which, name, ok := strings.Cut(arg, "=")
		if neg || !ok || !slices.Contains(llmtest.BatchFaults(), llmtest.BatchFault(name)) {
			ts.Fatalf("usage: batchfault NUMBER|all=FAULT…, with a fault of batches of llmtest, not %q", arg)
		}
		faults[which] = llmtest.BatchFault(name)
	}
	p := ts.Value(serverKey{}).(*planned)
	from := p.server.BatchesTried()
	p.batches.mu.Lock()
	defer p.batches.mu.Unlock()
	p.batches.from, p.batches.faults = from, faults
}

// batchesMade wants the server to have that many batches in all: batches N; a minute is waited for them.
func batchesMade(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: batches N")
	}
	server := ts.Value(serverKey{}).(*planned).server
	count := func() string { return fmt.Sprint(len(server.Batches())) }
	for end := time.Now().Add(time.Minute); count() < args[0] && time.Now().Before(end); {
		time.Sleep(10 * time.Millisecond)
	}
	if got := count(); got != args[0] {
		ts.Fatalf("the server has %s batches, want %s", got, args[0])
	}
}
