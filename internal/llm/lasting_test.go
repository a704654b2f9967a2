package llm_test

import (
	"testing"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
)

// TestLastingFault: a fault that a request names is met again by later runs, also offline, and nothing is sent; any other
// is asked about again.
func TestLastingFault(t *testing.T) {
	for _, c := range []struct {
		fault   llmtest.Fault
		want    llm.Fault
		lasting bool
	}{
		{llmtest.InternalError, llm.ServerFault, true},
		{llmtest.ContextTooSmall, llm.ContextFull, true},
		{llmtest.TooManyRequests, llm.RateLimited, false},
	} {
		fault := c.fault
		server := &llmtest.Server{Plan: func(int, llmtest.Request) llmtest.Fault { return fault }}
		o := serve(t, server)
		req := translation("s1")
		req.Lasting = func(e *llm.Error) bool { return e.Fault == llm.ServerFault || e.Fault == llm.ContextFull }
		first := faultAsking(t, o, req)
		if first.Fault != c.want || first.Stored {
			t.Fatalf("%s: %+v", c.fault, first)
		}
		sent := server.Count()
		fault = llmtest.None
		if !c.lasting {
			if reply, err := newClient(t, o).Ask(t.Context(), req); err != nil || reply.Stored {
				t.Errorf("%s: %+v, %v", c.fault, reply, err)
			}
			continue
		}
		for _, offline := range []bool{false, true} {
			o.Offline = offline
			req.Lasting = nil // it is the store that knows
			if again := faultAsking(t, o, req); !again.Stored || again.Error() != first.Error() || again.Fault != first.Fault || again.Permanent != first.Permanent {
				t.Errorf("%s: %+v, want %+v", c.fault, again, first)
			}
		}
		if server.Count() != sent {
			t.Errorf("%s: it was sent again", c.fault)
		}
		o.Offline, o.Fresh = false, true
		if reply, err := newClient(t, o).Ask(t.Context(), req); err != nil || reply.Stored {
			t.Errorf("%s: asked afresh: %+v, %v", c.fault, reply, err)
		}
		o.Fresh = false
		if reply, err := newClient(t, o).Ask(t.Context(), req); err != nil || !reply.Stored {
			t.Errorf("%s: the newer reply does not count: %+v, %v", c.fault, reply, err)
		}
	}
}

// faultAsking asks with a client of its own and gives the fault that comes of it.
func faultAsking(t *testing.T, o llm.Options, req llm.Request) *llm.Error {
	t.Helper()
	_, err := newClient(t, o).Ask(t.Context(), req)
	return faultOf(t, err)
}
