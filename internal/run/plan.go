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
	Damaged  error // why what was known of it before could not be read
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
	p, err := j.prepare(source)
	if err != nil {
		return Planned{Source: source, Err: err}
	}
	return j.planOf(p, replies)
}

// planOf tells what is to do for an article that is prepared.
func (j *Job) planOf(p *prepared, replies *llm.Store) Planned {
	planned := Planned{Source: p.source}
	planned.From, planned.To, planned.Skipped, planned.Made, planned.Left = p.from, p.to, p.skipped, p.made(), p.left
	planned.Article, planned.Damaged = p.article, p.damaged
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
	return planned
}

// requests are the first requests of a prepared article, in the order of its languages.
func (j *Job) requests(p *prepared, replies *llm.Store) ([]PlannedRequest, error) {
	if p.brief {
		requests, err := j.summarizer(p).FirstRequests(p.article, p.from)
		if err != nil {
			return nil, err
		}
		return plannedFor(p.from, requests, replies)
	}
	source := p.article
	if j.Verb == Summarize {
		source = p.record.Document.Brief.Article(p.article.Name)
	}
	return j.translationRequests(p, source, replies)
}

// translationRequests are the first requests of the translations that have to be made of an article or its brief.
func (j *Job) translationRequests(p *prepared, source *news.Article, replies *llm.Store) ([]PlannedRequest, error) {
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
		more, err := plannedFor(to, requests, replies)
		if err != nil {
			return nil, err
		}
		planned = append(planned, more...)
	}
	return planned, nil
}

// plannedFor tells of requests for a language which the store has the answers of.
func plannedFor(l *lang.Language, requests []llm.Request, replies *llm.Store) ([]PlannedRequest, error) {
	var planned []PlannedRequest
	for _, r := range requests {
		stored := false
		if replies != nil {
			var err error
			if _, stored, err = replies.Newest(llm.Key(r)); err != nil {
				return nil, err
			}
		}
		planned = append(planned, PlannedRequest{Lang: l, Request: r, Stored: stored})
	}
	return planned, nil
}
