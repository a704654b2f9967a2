package run

import (
	"fmt"

	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/prompts"
)

// NoNames is an article of which no names are asked: none recurs in several parts of it.
type NoNames struct{ Prompt string }

func (e *NoNames) Error() string {
	return fmt.Sprintf("%s asks nothing of it: it is sent whole, or no name recurs in its parts", e.Prompt)
}

// Render gives the first requests that a prompt makes of a source, as they would be asked: a brief in the article's own
// language, a translation into to, or its names in to (*NoNames if there are none to ask for). Nobody is asked.
func Render(j *Job, p *prompts.Prompt, source Source, to *lang.Language) ([]llm.Request, error) {
	read, err := j.prepare(source)
	if err != nil {
		return nil, err
	}
	if p.Task == prompts.Summarize {
		return j.summarizer(read).FirstRequests(read.article, read.from)
	}
	requests, err := j.translator(read).FirstRequests(read.article, read.from, to)
	if err != nil || p.Task == prompts.Translate {
		return requests, err
	}
	if len(requests) == 0 || requests[0].Schema.Name != prompts.Names {
		return nil, &NoNames{p.ID}
	}
	return requests[:1], nil
}
