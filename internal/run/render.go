package run

import (
	"fmt"

	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/prompts"
)

// Render gives the first requests that a prompt makes of a source, as they would be asked: a brief in the article's own
// language, or a translation into to. Nobody is asked.
func Render(j *Job, p *prompts.Prompt, source Source, to *lang.Language) ([]llm.Request, error) {
	read, err := j.prepare(source)
	if err != nil {
		return nil, err
	}
	switch p.Task {
	case prompts.Summarize:
		return j.summarizer().FirstRequests(read.article, read.from)
	case prompts.Translate:
		return j.translator().FirstRequests(read.article, read.from, to)
	}
	system, user, err := p.Render(prompts.Vars{
		Language: to.Name, OwnName: to.OwnName, Tag: to.Tag, Description: to.Description, Style: to.Style,
	}, namesRequest{Task: p.Task, TargetLang: to.Code, Headline: read.article.Headline()})
	if err != nil {
		return nil, fmt.Errorf("rendering %s: %w", p.ID, err)
	}
	return []llm.Request{{
		Model:       j.Model,
		Messages:    []llm.Message{{Role: "system", Content: system}, {Role: "user", Content: user}},
		Schema:      llm.Schema{Name: p.Task, JSON: p.Schema},
		Temperature: p.Temperature,
	}}, nil
}

// namesRequest is the object of a names request. No command asks one yet, so it is shown with the names left out.
type namesRequest struct {
	Task       string   `json:"task"`
	TargetLang string   `json:"target_lang"`
	Headline   string   `json:"headline,omitempty"`
	Names      []string `json:"names,omitempty"`
}
