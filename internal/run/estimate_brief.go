package run

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tarjuma/internal/llm"
	"tarjuma/internal/news"
	"tarjuma/summarize"
)

// How long the headline and the standfirst of a brief are, in words; its points share the rest.
const (
	headlineWords   = 10
	standfirstWords = 26
)

// merging adds the request for the brief itself to those for the facts of an article's sections. What it holds is not known yet: it is taken
// to be as large as the first of them.
func merging(requests []PlannedRequest, stored bool) []PlannedRequest {
	if len(requests) < 2 {
		return requests
	}
	last := requests[0]
	last.Stored = stored
	return append(slices.Clone(requests), last)
}

// briefTranslations are the requests that will translate the brief of an article: that which the store holds, or, where that is nil, as much
// of the article in the place of one that is yet to be made.
func (e *estimator) briefTranslations(p *prepared, brief *news.Article) ([]PlannedRequest, error) {
	if brief == nil {
		return e.job.translationRequests(p, e.job.standIn(p), nil)
	}
	return e.job.translationRequests(p, brief, e.free)
}

// storedBrief makes the brief of an article of what the store holds, nil where that is not all that it takes.
func (e *estimator) storedBrief(ctx context.Context, p *prepared, requests []PlannedRequest) (*news.Article, error) {
	if slices.ContainsFunc(requests, func(r PlannedRequest) bool { return !r.Stored }) {
		return nil, nil
	}
	client, err := llm.New(llm.Options{Store: e.free, Offline: true})
	if err != nil {
		return nil, fmt.Errorf("asking the store: %w", err)
	}
	s := e.job.summarizer(p)
	s.Client = client
	brief, _, err := s.Summarize(ctx, p.article, p.from)
	var fault *llm.Error
	var failed *summarize.Failed
	switch {
	case err == nil:
		return brief.Article(p.article.Name), nil
	case errors.As(err, &fault) && fault.Fault == llm.NotStored, errors.As(err, &failed):
		return nil, nil
	}
	return nil, fmt.Errorf("making the brief of what the store holds: %w", err)
}

// standIn is an article of the size that its brief is likely to have, made of its own words.
func (j *Job) standIn(p *prepared) *news.Article {
	var words []string
	for _, s := range p.article.Segments {
		words = append(words, strings.Fields(news.WithoutTags(s.Text))...)
	}
	left := int(briefWords(j.words(p.source), len(words)))
	take := func(id string, n int) news.Sentence {
		n = min(n, left)
		left -= n
		text := strings.Join(words[:n], " ")
		words = words[n:]
		return news.Sentence{ID: id, Text: text}
	}
	brief := news.Brief{Lang: p.from.Code, Headline: take("b1", max(1, min(headlineWords, left/2))), Standfirst: take("b2", min(standfirstWords, left/2))}
	points := summarize.PointsAsked(p.article, j.Points)
	for i := range points {
		brief.Points = append(brief.Points, take(fmt.Sprintf("b%d", i+3), left/(points-i)))
	}
	return brief.Article(p.article.Name)
}
