package run

import (
	"strings"

	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
)

// How much of a store is looked at: of each kind as many replies, of all as many files. The store is in the order of hashes, so the first
// are as good as any, and always the same. Fewer replies than leastMeasured tell too little.
const (
	mostMeasured  = 200
	leastMeasured = 5
	mostRead      = 5000
)

// measured is what replies of one kind took, and what requests were expected to take that began their walk: those that ask again are part
// of what these led to. nil: nothing is known.
type measured struct {
	replies, first          int
	used                    llm.Usage
	wanted, wantedOfAnswers float64
}

// enough is how many replies there are, 0 where they are too few to go by.
func (m *measured) enough() int {
	if m == nil || m.replies < leastMeasured || m.first == 0 || m.used.Completion == 0 || m.wantedOfAnswers == 0 {
		return 0
	}
	return m.replies
}

func (m *measured) requests(expected int) float64 {
	if m.enough() == 0 {
		return float64(expected)
	}
	return float64(expected) * float64(m.replies) / float64(m.first)
}

func (m *measured) prompt(expected float64) float64 {
	if m.enough() == 0 {
		return expected
	}
	return expected * float64(m.used.Prompt) / m.wanted
}

func (m *measured) completion(expected float64) float64 {
	if m.enough() == 0 {
		return expected
	}
	return expected * float64(m.used.Completion) / m.wantedOfAnswers
}

// cached is how many of the tokens of prompts the provider is likely to know already.
func (m *measured) cached(prompt float64) float64 {
	if m.enough() == 0 {
		return 0
	}
	return prompt * float64(m.used.Cached) / float64(m.used.Prompt)
}

// measure looks into the store for what the job's model took for requests of some kinds.
func (j *Job) measure(replies *llm.Store, kinds []kind) (map[kind]*measured, error) {
	seen := map[kind]*measured{}
	for _, k := range kinds {
		seen[k] = &measured{}
	}
	if replies == nil {
		return seen, nil
	}
	missing, read := len(seen), 0
	for kept, err := range replies.All() {
		if err != nil {
			return nil, err
		}
		if read++; missing == 0 || read > mostRead {
			break
		}
		if kept.Err != nil || !kept.Newest || kept.IsFault() || kept.Entry.Request.Model != j.Model {
			continue
		}
		x, ok := j.expectStored(kept.Entry.Request)
		m := seen[x.kind]
		if !ok || m == nil || m.replies >= mostMeasured || kept.Entry.Reply.Usage.Prompt == 0 {
			continue
		}
		if m.take(x, kept.Entry.Reply.Usage); m.replies == mostMeasured {
			missing--
		}
	}
	return seen, nil
}

func (m *measured) take(x expectation, used llm.Usage) {
	m.replies++
	m.used.Prompt += used.Prompt
	m.used.Cached += used.Cached
	m.used.Completion += used.Completion
	if !x.again {
		m.first++
		m.wanted += x.prompt
		m.wantedOfAnswers += x.completion
	}
}

// expectStored tells what a stored request was expected to take, and whether that can be told: its article's language is known by its text
// alone.
func (j *Job) expectStored(req llm.Request) (expectation, bool) {
	if len(req.Messages) == 0 {
		return expectation{}, false
	}
	a, object, err := readAsked(req)
	if err != nil {
		return expectation{}, false
	}
	to, err := j.Languages.Find(a.language())
	if err != nil {
		return expectation{}, false
	}
	from := to // a brief is in the language of its article
	if a.TargetLang != "" {
		if from, err = j.languageOf(a); err != nil {
			return expectation{}, false
		}
	}
	return expect(req, a, object, from, to), true
}

// languageOf tells the language of what a request is about.
func (j *Job) languageOf(a asked) (*lang.Language, error) {
	if j.From != nil {
		return j.From, nil
	}
	texts := a.Names
	for _, s := range a.Segments {
		texts = append(texts, s.Text)
	}
	return j.Languages.Detect(strings.Join(texts, "\n"))
}
