package news

import (
	"slices"
	"time"
)

// Add takes in one reply: its store key, the model that answered, why it ended, what it counted, how many attempts
// it took, and when and by which version of the tool it was asked for. Replies are added in the order of the walk.
// Of two equally new replies the first one names the tool.
func (m *Made) Add(key, model, finish string, tokens Tokens, attempts int, at time.Time, tool string) {
	if len(m.Requests) == 0 || at.After(m.Time) {
		m.Time, m.Tool = at, tool
	}
	m.Requests = append(m.Requests, key)
	m.Finish = append(m.Finish, finish)
	m.Tokens = m.Tokens.Add(tokens)
	m.Attempts += attempts
	for _, known := range m.Models {
		if known == model {
			return
		}
	}
	m.Models = append(m.Models, model)
}

// Joined gives how something came to be that was made in two steps, m before then.
func (m Made) Joined(then Made) Made {
	all := then
	all.Requests = append(slices.Clone(m.Requests), then.Requests...)
	all.Finish = append(slices.Clone(m.Finish), then.Finish...)
	all.Tokens = m.Tokens.Add(then.Tokens)
	all.RepairTokens = m.RepairTokens.Add(then.RepairTokens)
	all.Attempts = m.Attempts + then.Attempts
	all.Models = slices.Clone(m.Models)
	for _, model := range then.Models {
		if !slices.Contains(all.Models, model) {
			all.Models = append(all.Models, model)
		}
	}
	if len(then.Requests) == 0 || m.Time.After(then.Time) {
		all.Time, all.Tool = m.Time, m.Tool
	}
	return all
}
