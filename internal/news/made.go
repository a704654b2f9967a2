package news

import "time"

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
