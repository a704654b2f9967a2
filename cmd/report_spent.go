package cmd

import (
	"time"

	"tarjuma/internal/llm"
	"tarjuma/internal/run"
)

// spent tells those who want to know more what the run took, whether it went to its end or not: what was spent beside what had been set
// aside for it, which is the most that it could have taken.
func (r *reporter) spent(m *run.Meter) {
	if !r.options.verbose {
		return
	}
	r.note("%s sent, %s from the store, %s spent",
		count(int(m.Requests.Load()), "request"), count(int(m.FromStore.Load()), "answer"), count(int(m.Tokens.Load()), "token"))
	if m.Tokens.Load() > 0 {
		r.note("%d tokens of prompts (%d of them cached), %d of answers (%d of them thinking); at most %d were expected",
			m.Prompt.Load(), m.Cached.Load(), m.Completion.Load(), m.Reasoning.Load(), m.Aside.Load())
	}
	if lost := m.Lost.Load(); lost > 0 {
		r.note("%d of these tokens, at most, are for answers that were lost, or did not tell", lost)
	}
	if cost, most := m.Cost(); most > 0 {
		r.note("it cost %s; at most %s was expected", llm.Money(cost), llm.Money(most))
	}
	if waited := m.Waited().Round(time.Second); waited > 0 {
		r.note("%s of it were waiting for the server or for its pace", waited)
	}
}

// left lists the articles that were not done.
func (r *reporter) left(sources []run.Source) {
	for _, s := range sources {
		r.app.say("not done", "%s", s.Title())
	}
}
