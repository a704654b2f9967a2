package cmd

import (
	"maps"

	"tarjuma/internal/run"
)

// settled is what the walks of one command have finished: later ones pass over it, and the report and the exit code are of the whole command.
type settled struct {
	code      int // the worst
	counts    map[string]int
	requests  int64
	fromStore int64
	packed    packedArticles
}

// add takes what became of an article that no later walk comes to.
func (s *settled) add(a articleReport, code int, reported bool) {
	s.code = worse(s.code, code)
	if s.counts == nil {
		s.counts = map[string]int{}
	}
	s.counts[a.Status]++
	s.requests += int64(a.Requests)
	s.fromStore += int64(a.FromStore)
	if reported {
		s.packed.add(a)
	}
}

// sofar gives a copy that does not change.
func (s *settled) sofar() settled {
	c := *s
	c.counts = maps.Clone(s.counts)
	c.packed = s.packed.sofar()
	return c
}

// into adds what is settled to the counts of a report.
func (s *settled) into(counts map[string]int, m *run.Meter) {
	for status, n := range s.counts {
		counts[status] += n
	}
	m.Requests.Add(s.requests)
	m.FromStore.Add(s.fromStore)
}
