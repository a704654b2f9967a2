package run

import (
	"fmt"

	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/news"
)

// Planned is what a run would do for one article, found out without asking anyone. Made is why anything would be made, Left what
// would be left alone; where nothing would be done, UpToDate is set and Article may be nil. Requests are the first ones that would
// be sent; of a new brief only its own first is known, because its translations depend on what it says.
type Planned struct {
	Source   Source
	Article  *news.Article
	From     *lang.Language
	To       []*lang.Language
	Skipped  []*lang.Language
	Made     []Reason
	Left     []Left
	UpToDate bool
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

// Plan tells for each source what Run would do, in their order. Replies may be nil: then nothing counts as stored. An error of tell
// ends it.
func Plan(j *Job, replies *llm.Store, tell func(Planned) error) error {
	if err := j.Check(); err != nil {
		return err
	}
	for _, source := range j.Sources {
		if err := tell(j.plan(source, replies)); err != nil {
			return err
		}
	}
	return nil
}

func (j *Job) plan(source Source, replies *llm.Store) Planned {
	planned := Planned{Source: source}
	p, err := j.prepare(source)
	if err != nil {
		planned.Err = err
		return planned
	}
	planned.From, planned.To, planned.Skipped, planned.Made, planned.Left = p.from, p.to, p.skipped, p.made(), p.left
	planned.Article = p.article
	if planned.UpToDate = p.settled(); planned.UpToDate {
		return planned
	}
	if planned.Err = j.checkFiles(p.write, p); planned.Err != nil {
		return planned
	}
	for _, f := range p.write {
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
	if p.brief {
		requests, err := j.summarizer(p).FirstRequests(p.article, p.from)
		return plannedFor(p.from, requests), err
	}
	source := p.article
	if j.Verb == Summarize {
		source = p.record.Document.Brief.Article(p.article.Name)
	}
	var planned []PlannedRequest
	for _, to := range p.make {
		translator := j.translatorWith(p, j.reuse(p, source, to))
		if replies != nil {
			translator.Known = replies.Newest
		}
		requests, err := translator.FirstRequests(source, p.from, to)
		if err != nil {
			return nil, fmt.Errorf("planning %s: %w", to.Name, err)
		}
		planned = append(planned, plannedFor(to, requests)...)
	}
	return planned, nil
}

func plannedFor(l *lang.Language, requests []llm.Request) []PlannedRequest {
	var planned []PlannedRequest
	for _, r := range requests {
		planned = append(planned, PlannedRequest{Lang: l, Request: r})
	}
	return planned
}
