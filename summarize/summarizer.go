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
	Client llm.Client
	Prompt *prompts.Prompt // of the task summarize
	Model  string
	Words  int
	Points int
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
func PointsAsked(a *news.Article, n int) int {
	paragraphs := 0
	for _, s := range a.Segments {
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
// and a finding each; a brief may so lack its headline or have fewer points than PointsAsked, but not all. Errors are *Failed; an
// *llm.Error, among them that the server read only part of the article (llm.ContextCut); or the context's own.
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

// FirstRequest gives the request that Summarize begins with: the only one when nothing is wrong with its answer.
func (s *Summarizer) FirstRequest(a *news.Article, language *lang.Language) (llm.Request, error) {
	w, err := s.walker(a, language)
	if err != nil {
		return llm.Request{}, err
	}
	return w.request(0, nil, 1)
}

// walker is the brief of one article while it is made.
type walker struct {
	*Summarizer
	article  *news.Article
	language *lang.Language
	points   int // asked for
	segments []news.Segment
	judge    *judge

	replies []llm.Reply // of all rounds, in the order they were asked for
	best    *opinion    // of all rounds; nil: none is usable
	failure error       // why the newest round has none
}

func (s *Summarizer) walker(a *news.Article, language *lang.Language) (*walker, error) {
	w := &walker{Summarizer: s, article: a, language: language, points: PointsAsked(a, s.Points)}
	for _, segment := range a.Segments {
		if hasWords(segment) {
			w.segments = append(w.segments, segment)
		}
	}
	if len(w.segments) == 0 {
		return nil, &Failed{Reason: "the article has no words"}
	}
	w.judge = newJudge(w)
	return w, nil
}

// rounds walks until a round is not answered from the store alone, or the brief is complete, or it was refused: so a later
// run tries once more what the runs before did not bring, and sends nothing twice.
func (w *walker) rounds(ctx context.Context) error {
	for round := 0; ; round++ {
		got, err := w.walk(ctx, round)
		w.replies = append(w.replies, got.replies...)
		if err != nil && (round == 0 || !isFault(err, llm.NotStored)) {
			return err
		}
		w.best = better(w.best, got.best)
		if err != nil {
			break // the round was never gone: what the ones before brought stands
		}
		w.failure = got.failure
		if got.live || got.refused || w.best != nil && w.best.complete(w.points) {
			break
		}
	}
	if w.best == nil {
		return w.failure
	}
	return nil
}

func isFault(err error, kind llm.Fault) bool {
	var fault *llm.Error
	return errors.As(err, &fault) && fault.Fault == kind
}
