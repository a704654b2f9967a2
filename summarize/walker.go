package summarize

import (
	"context"
	"slices"

	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/news"
)

// stage is what a brief is asked from. Each is tried when the provider refuses the one before.
type stage int

const (
	whole    stage = iota // the article
	rest                  // the article without what set off a refusal
	merged                // the facts of its sections, and its first segments: where the article does not fit
	headline              // the facts of its sections, and its headline
)

// walker is the brief of one article while it is made.
type walker struct {
	*Summarizer
	article  *news.Article
	language *lang.Language
	segments []news.Segment // those with words

	stage    stage
	sections []*part // in reading order; none at the stage whole
	searches int     // requests left for finding what set off refusals
	part     *part   // the brief, at this stage
	over     bool    // another round would bring nothing

	replies []llm.Reply // of all rounds, in the order they were asked for
	best    *opinion    // of all rounds; nil: none is usable
	failure error       // why there is none, as the newest round has it
}

func (s *Summarizer) walker(a *news.Article, language *lang.Language) (*walker, error) {
	w := &walker{Summarizer: s, article: a, language: language}
	for _, segment := range a.Segments {
		if hasWords(segment) {
			w.segments = append(w.segments, segment)
		}
	}
	if len(w.segments) == 0 {
		return nil, &Failed{Reason: "the article has no words"}
	}
	w.searches = searchLimit(len(w.segments))
	fits, err := w.fits(w.sent(), nil)
	if fits || err != nil {
		return w, err
	}
	return w, w.section()
}

// section readies an article that does not fit the window.
func (w *walker) section() error {
	w.stage = merged
	sections, err := w.cut()
	if err != nil {
		return err
	}
	frame := &question{words: w.Words, points: pointsOf(w.segments, w.Points)}
	need, err := w.need(frame, nil)
	if err != nil {
		return err
	}
	if need += quoteRoom * len(sections); need > w.Window {
		return w.full("a brief from a quote of each section takes", need)
	}
	for _, q := range sections {
		w.sections = append(w.sections, w.newPart(q))
	}
	return nil
}

// text gives the text of a segment.
func (w *walker) text(id string) string {
	i := slices.IndexFunc(w.segments, func(s news.Segment) bool { return s.ID == id })
	if i < 0 {
		return ""
	}
	return w.segments[i].Text
}

// rounds walks until a round is not answered from the store alone, or the brief is complete, or it was refused: so a later
// run tries once more what the runs before did not bring, and sends nothing twice.
func (w *walker) rounds(ctx context.Context) error {
	for round := 0; ; round++ {
		t, err := w.round(ctx, round)
		w.replies = append(w.replies, t.replies...)
		if err != nil && (round == 0 || !isFault(err, llm.NotStored)) {
			return err
		}
		if err != nil {
			break // the round was never gone: what the ones before brought stands
		}
		if t.live || w.over || w.best != nil && w.best.complete() && w.best.question.whole() {
			break
		}
	}
	if w.best == nil {
		return w.failure
	}
	return nil
}

// round asks in one round for what is still missing: first for the facts of sections, where there are any, then for the brief.
// Where the provider refuses the brief, it goes on to the next stage.
func (w *walker) round(ctx context.Context, round int) (t trail, err error) {
	for {
		if w.sections != nil && (w.stage != rest || w.part == nil) {
			gathered, err := w.gather(ctx, round)
			t.add(gathered)
			if err != nil {
				return t, err
			}
			if w.stage == rest && len(w.gaps()) == 0 {
				w.stage = headline // only together are they refused
			}
			if reason, final := w.tooLittle(); reason != nil {
				w.failure, w.over = reason, final
				return t, nil
			}
		}
		asked, err := w.askBrief(ctx, round)
		t.add(asked)
		if err != nil || w.part.refusal == "" || w.part.best != nil || !w.advance() {
			w.over = w.part != nil && w.part.refusal != ""
			return t, err
		}
	}
}

// askBrief asks for the brief at this stage, unless there is one of the same facts that lacks nothing.
func (w *walker) askBrief(ctx context.Context, round int) (trail, error) {
	q, err := w.question()
	if err != nil {
		return trail{}, err
	}
	if w.part == nil || !slices.Equal(w.part.question.facts, q.facts) {
		w.part = w.newPart(q)
	}
	w.part.question.gaps = q.gaps
	if w.part.best != nil && w.part.best.complete() {
		return trail{}, nil
	}
	t, err := w.part.ask(ctx, w, round)
	w.best = better(w.best, w.part.best)
	if w.part.failure != nil {
		w.failure = w.part.failure
	}
	return t, err
}

func (w *walker) question() (*question, error) {
	if w.stage == whole || w.stage == rest {
		return w.sent(), nil
	}
	return w.merged(w.stage == headline)
}

// advance goes to the next stage after the brief was refused at this one, and tells whether there is one.
func (w *walker) advance() bool {
	switch {
	case w.stage == headline, len(w.segments) == 1:
		return false
	case w.stage == whole:
		w.stage, w.sections = rest, w.halves(w.segments)
	default:
		w.stage = headline
	}
	w.part = nil
	return true
}
