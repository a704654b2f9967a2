package summarize

import (
	"fmt"

	"tarjuma/internal/check"
	"tarjuma/internal/news"
)

// The ids of a brief's sentences: its points follow.
const (
	headlineID   = "b1"
	standfirstID = "b2"
	firstPoint   = 3
)

// builder makes the brief of an opinion: what stands goes in, the rest is reported.
type builder struct {
	lang     string
	brief    *news.Brief
	findings []news.Finding
}

// brief gives the brief that the best opinion allows, and what was found.
func (w *walker) brief() (*news.Brief, []news.Finding) {
	o := w.best
	b := &builder{lang: w.language.Code, brief: &news.Brief{
		Lang: w.language.Code, Points: []news.Sentence{}, Facts: o.quotes(), Dropped: []news.Dropped{}, Made: w.made(),
	}}
	b.brief.Headline = b.sentence(headlineID, "headline", o.headline)
	b.brief.Standfirst = b.sentence(standfirstID, "standfirst", o.standfirst)
	for _, v := range o.points {
		b.point(v, o.question.points)
	}
	b.quotes(o)
	b.length(w.Words)
	if o.question.facts != nil {
		for _, s := range w.sections {
			b.section(s)
		}
	}
	for _, g := range o.question.gaps {
		b.gap(g)
	}
	b.unsent(o.question)
	if o.instead != "" {
		b.find("", checkFallback, news.Info, fmt.Sprintf("%s refused to make the brief: “%s”; %s made it", w.Model, o.instead, o.model))
	}
	return b.brief, b.findings
}

// quotes reports the quotes that do not stand.
func (b *builder) quotes(o *opinion) {
	for _, v := range o.facts {
		if !v.stands() {
			b.drop("quote", placeOf(v), v, news.Warning)
		}
	}
}

// section reports what is to say of the facts of a section.
func (b *builder) section(s *part) {
	if s.best == nil {
		return // that is a gap
	}
	b.quotes(s.best)
	if s.best.instead != "" {
		segments := s.question.segments
		b.find(segments[0].ID, checkFallback, news.Info,
			fmt.Sprintf("%s was read by %s, because the model before it refused: “%s”", span(segments), s.best.model, s.best.instead))
	}
}

// gap reports segments that the brief does not rest on: each that was refused, and a section that failed as one.
func (b *builder) gap(g gap) {
	if !g.refused() {
		reason := fmt.Sprintf("nothing of %s could be read: %s", span(g.segments), g.reason())
		b.brief.Dropped = append(b.brief.Dropped, news.Dropped{Text: beginning(g.segments[0]), Reason: reason})
		b.find(g.segments[0].ID, news.BriefSection, news.Error, reason)
		return
	}
	for _, s := range g.segments {
		reason := "the provider refused it"
		if len(g.segments) > 1 {
			reason = "the provider refused it with its neighbours, " + span(g.segments)
		}
		reason += ": “" + g.reason() + "”"
		b.brief.Dropped = append(b.brief.Dropped, news.Dropped{Text: beginning(s), Reason: reason})
		b.find(s.ID, news.BriefRefused, news.Warning, "the segment was left out: "+reason)
	}
}

// unsent reports facts that the window had no room for.
func (b *builder) unsent(q *question) {
	if q.unsent > 0 {
		b.find("", checkWindow, news.Warning, fmt.Sprintf(
			"the window had no room for %d of the %d quotes of the article's sections", q.unsent, q.unsent+len(q.facts)))
	}
}

// sentence gives the headline or the standfirst, without a text where it does not stand.
func (b *builder) sentence(id, name string, v verdict) news.Sentence {
	if !v.stands() {
		b.drop(name, id, v, news.Error)
		return news.Sentence{ID: id, Evidence: []string{}}
	}
	return news.Sentence{ID: id, Text: v.text, Evidence: v.evidence}
}

// point takes in a point, if it stands and there is room for it.
func (b *builder) point(v verdict, most int) {
	switch id := fmt.Sprintf("b%d", firstPoint+len(b.brief.Points)); {
	case !v.stands():
		b.drop("point", placeOf(v), v, news.Error)
	case len(b.brief.Points) == most:
		v.flaw(checkPoints, fmt.Sprintf("more points came than the %d asked for", most))
		b.drop("point", placeOf(v), v, news.Info)
	default:
		b.brief.Points = append(b.brief.Points, news.Sentence{ID: id, Text: v.text, Evidence: v.evidence})
	}
}

// placeOf is the segment that something kept out would have rested on: the first that it cites, "" where what it cites is
// not there.
func placeOf(v verdict) string {
	if len(v.evidence) == 0 || v.flaws[0].check == check.BriefEvidence {
		return ""
	}
	return v.evidence[0]
}

// drop keeps something out of the brief and says why. The finding is about the segment that it would have rested on, or
// the sentence that the brief now lacks.
func (b *builder) drop(name, segment string, v verdict, severity news.Severity) {
	b.brief.Dropped = append(b.brief.Dropped, news.Dropped{Text: v.text, Reason: v.reason()})
	b.find(segment, v.flaws[0].check, severity, fmt.Sprintf("a %s was kept out: %s: “%s”", name, v.reason(), v.text))
}

// length reports a brief that is still too long without what was kept out.
func (b *builder) length(wanted int) {
	words := 0
	for _, s := range b.brief.Sentences() {
		words += news.Words(s.Text)
	}
	if words*100 > wanted*(100+slack) {
		b.find("", checkLength, news.Warning, fmt.Sprintf("the brief has %d words, and %d were asked for", words, wanted))
	}
}

func (b *builder) find(segment, check string, severity news.Severity, message string) {
	b.findings = append(b.findings, news.Finding{
		Lang: b.lang, Segment: segment, Check: check, Severity: severity, Message: message,
	})
}

// made tells how the brief came to be, from the replies of all rounds.
func (w *walker) made() news.Made {
	made := news.Made{
		Prompt: w.Prompt.ID, PromptSHA256: w.Prompt.SHA256, StyleSHA256: w.language.StyleSHA256(), Model: w.Model,
		Parameters: news.Parameters{Temperature: w.Prompt.Temperature},
	}
	for _, r := range w.replies {
		made.Add(r.Key, r.Model, r.Finish, news.Tokens(r.Usage), r.Attempts, r.Time, r.Tool)
	}
	return made
}
