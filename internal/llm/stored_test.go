package llm_test

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
)

// TestNothingIsAskedThatCannotBeKept: once a reply found no room, those that wait for their turn are not sent, nor is what comes after. Its
// answer would be paid for and lost.
func TestNothingIsAskedThatCannotBeKept(t *testing.T) {
	server := &llmtest.Server{Latency: 20 * time.Millisecond}
	o := serve(t, server)
	o.Jobs = 2
	dir := t.TempDir()
	o.Store = openStore(t, dir)
	for n := range 256 {
		if err := os.Symlink("nowhere", filepath.Join(dir, fmt.Sprintf("%02x", n))); err != nil { // where no folder can be made
			t.Skip("skipped: no links can be made here")
		}
	}
	client := newClient(t, o)
	faults := make([]error, 20)
	var asking sync.WaitGroup
	for i := range faults {
		asking.Go(func() { _, faults[i] = client.Ask(t.Context(), translation(fmt.Sprint("s", i))) })
	}
	asking.Wait()
	_, later := client.Ask(t.Context(), translation("s99"))
	for _, err := range append(faults, later) {
		if faultOf(t, err).Fault != llm.StoreBroken {
			t.Error(err)
		}
	}
	if sent := server.Count(); sent < 1 || sent > 4 { // the first two, and what took their places before the first was found not to be kept
		t.Errorf("%d requests were sent", sent)
	}
}
