package run

import (
	"fmt"

	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/news"
)

// Planned is what a run would do for one article, found out without asking anyone. Requests are the first ones that would
// be sent; of a brief only its own first is known, because its translations depend on what it says.
type Planned struct {
	Source   Source
	Article  *news.Article
	From     *lang.Language
	To       []*lang.Language
	Skipped  []*lang.Language
	Files    []string
	Requests []PlannedRequest
	Err      error
}

// PlannedRequest is a request and the language it is for. Stored says that the store has its answer.
type PlannedRequest struct {
	Lang    *lang.Language
	Request llm.Request
	Stored  bool
}

// Plan says for each source what Run would do. Replies may be nil: then nothing counts as stored.
func Plan(j *Job, replies *llm.Store) ([]Planned, error) {
	if err := j.Check(); err != nil {
		return nil, err
	}
	plans := make([]Planned, 0, len(j.Sources))
	for _, source := range j.Sources {
		plans = append(plans, j.plan(source, replies))
	}
	return plans, nil
}

func (j *Job) plan(source Source, replies *llm.Store) Planned {
	planned := Planned{Source: source}
	p, err := j.prepare(source)
	if err != nil {
		planned.Err = err
		return planned
	}
	planned.Article, planned.From, planned.To, planned.Skipped = p.article, p.from, p.to, p.skipped
	files := j.files(p)
	if planned.Err = j.checkFiles(files); planned.Err != nil {
		return planned
	}
	for _, f := range files {
		planned.Files = append(planned.Files, f.path)
	}
	planned.Requests, planned.Err = j.requests(p, replies)
	for i := range planned.Requests {
		r := &planned.Requests[i]
		if replies == nil || planned.Err != nil {
			break
		}
		_, r.Stored, planned.Err = replies.Newest(llm.Key(r.Request))
	}
	return planned
}

// requests are the first requests of a prepared article, in the order of its languages.
func (j *Job) requests(p *prepared, replies *llm.Store) ([]PlannedRequest, error) {
	var planned []PlannedRequest
	if j.Verb == Summarize {
		requests, err := j.summarizer().FirstRequests(p.article, p.from)
		for _, r := range requests {
			planned = append(planned, PlannedRequest{Lang: p.from, Request: r})
		}
		return planned, err
	}
	translator := j.translator()
	if replies != nil {
		translator.Known = replies.Newest
	}
	for _, to := range p.to {
		requests, err := translator.FirstRequests(p.article, p.from, to)
		if err != nil {
			return nil, fmt.Errorf("planning %s: %w", to.Name, err)
		}
		for _, r := range requests {
			planned = append(planned, PlannedRequest{Lang: to, Request: r})
		}
	}
	return planned, nil
}
