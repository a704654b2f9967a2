package summarize

import (
	"context"
	"errors"

	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/news"
	"tarjuma/prompts"
)

// Summarizer makes briefs with one prompt and one model. Its fields are not changed once it is in use, and then it may be
// used from several goroutines. Words is how long headline, standfirst and points may be together; Points how many of
// them are wanted of an article long enough.
type Summarizer struct {
	Client   llm.Client
	Prompt   *prompts.Prompt // of the task summarize
	Model    string
	Fallback string // a model that is asked what Model refuses; "": none
	Window   int    // tokens that a model can hold, request and answer together; 0: not known
	Words    int
	Points   int
}

// Failed is an article of which no brief could be made; Refused, that the provider would not make one, and then Reason
// has the provider's words. Err is what a reply could not be read for, where it was that.
type Failed struct {
	Reason  string
	Refused bool
	Err     error
}

func (e *Failed) Error() string {
	if e.Refused {
		return "the provider refused: " + e.Reason
	}
	return "no usable brief: " + e.Reason
}

func (e *Failed) Unwrap() error { return e.Err }

// PointsAsked is how many key points an article is asked for when n are wanted: at most one for every two paragraphs, so
// that a short item is not padded, and at least one. List items and quoted paragraphs count as paragraphs.
func PointsAsked(a *news.Article, n int) int { return pointsOf(a.Segments, n) }

func pointsOf(segments []news.Segment, n int) int {
	paragraphs := 0
	for _, s := range segments {
		switch s.Kind {
		case news.Paragraph, news.Item, news.Quote:
			if hasWords(s) {
				paragraphs++
			}
		}
	}
	return min(n, max(1, paragraphs/2))
}

// hasWords tells whether there is anything to read in a segment.
func hasWords(s news.Segment) bool { return news.Translatable(news.WithoutTags(s.Text)) }

// Summarize makes a brief of an article in the article's own language. What had to be kept out is in the brief's Dropped,
// and a finding each; a brief may so lack its headline or have fewer points than PointsAsked, but not all.
//
// An article that does not fit the window is asked for its facts in sections, and the brief is made of them. Of one that the
// provider refuses, what sets it off is looked for and left out. What of the article could so not be read is in Dropped and in a finding
// (news.BriefRefused, news.BriefSection), and it is never more than half.
//
// Errors are *Failed; an *llm.Error, among them that the server read only part of the article (llm.ContextCut) and that
// it fits the window in no way (llm.ContextFull); or the context's own.
func (s *Summarizer) Summarize(ctx context.Context, a *news.Article, language *lang.Language) (*news.Brief, []news.Finding, error) {
	w, err := s.walker(a, language)
	if err != nil {
		return nil, nil, err
	}
	if err := w.rounds(ctx); err != nil {
		return nil, nil, err
	}
	brief, findings := w.brief()
	if len(brief.Sentences()) == 0 {
		return nil, findings, &Failed{Reason: "no sentence of it stands: " + w.best.headline.reason()}
	}
	return brief, findings, nil
}

// FirstRequests gives the requests that Summarize begins with: one, or one for each section of an article that does not fit the
// window. Of sections, the brief's own request comes after them.
func (s *Summarizer) FirstRequests(a *news.Article, language *lang.Language) ([]llm.Request, error) {
	w, err := s.walker(a, language)
	if err != nil {
		return nil, err
	}
	questions := []*question{w.sent()}
	if w.stage == merged {
		questions = nil
		for _, section := range w.sections {
			questions = append(questions, section.question)
		}
	}
	requests := make([]llm.Request, len(questions))
	for i, q := range questions {
		if requests[i], err = w.request(q, s.Model, 0, nil, 1); err != nil {
			return nil, err
		}
	}
	return requests, nil
}

func isFault(err error, kind llm.Fault) bool {
	var fault *llm.Error
	return errors.As(err, &fault) && fault.Fault == kind
}
