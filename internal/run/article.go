package run

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
	"tarjuma/summarize"
	"tarjuma/translate"
)

// NothingTranslated is the error of an article of which no segment has a translation in any language; Reason is the
// first segment's.
type NothingTranslated struct {
	Segment string
	Reason  string
	Refused bool // the provider would not translate it
}

func (e *NothingTranslated) Error() string {
	return fmt.Sprintf("no segment was translated (%s: %s)", e.Segment, e.Reason)
}

// LanguageError is an article whose language cannot be told; Err is what package lang says of it.
type LanguageError struct{ Err error }

func (e *LanguageError) Error() string { return e.Err.Error() }

func (e *LanguageError) Unwrap() error { return e.Err }

// prepared is an article that was read, with what is to do for it.
type prepared struct {
	source  Source
	article *news.Article
	from    *lang.Language
	to      []*lang.Language
	skipped []*lang.Language
}

// prepare reads a source and tells its language, without asking anyone.
func (j *Job) prepare(source Source) (*prepared, error) {
	r, err := source.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	article, err := news.Read(r, source.Name, j.reading(source))
	if err != nil {
		return nil, err
	}
	from := j.From
	if from == nil {
		if from, err = j.Languages.Detect(article.Text()); err != nil {
			return nil, &LanguageError{err}
		}
	}
	article.Lang = from.Code
	p := &prepared{source: source, article: article, from: from}
	for _, to := range j.To {
		switch {
		case to.Code != from.Code:
			p.to = append(p.to, to)
		case j.Verb == Translate: // a brief is in the article's own language anyway
			p.skipped = append(p.skipped, to)
		}
	}
	return p, nil
}

// reading is how a source is read.
func (j *Job) reading(source Source) news.Options {
	return news.Options{Markdown: source.IsMarkdown(), FrontMatter: j.FrontMatter, Encoding: j.Encoding}
}

// document makes what the job asks for of a prepared article.
func (j *Job) document(ctx context.Context, p *prepared) (*news.Document, error) {
	doc := &news.Document{Schema: news.DocumentSchema, Article: p.article, Findings: []news.Finding{}}
	source, of := p.article, news.OfArticle
	if j.Verb == Summarize {
		brief, findings, err := j.summarizer().Summarize(ctx, p.article, p.from)
		if err != nil {
			return nil, fmt.Errorf("making the brief: %w", err)
		}
		doc.Brief, doc.Findings = brief, append(doc.Findings, findings...)
		source, of = brief.Article(p.article.Name), news.OfBrief
	}
	translations, findings, err := j.translations(ctx, source, p, of)
	if err != nil {
		return nil, err
	}
	doc.Translations, doc.Findings = translations, append(doc.Findings, findings...)
	return doc, nothingTranslated(doc)
}

// translations are those of one article into all its languages at once, in the order asked for, and what the checks found in
// them.
func (j *Job) translations(ctx context.Context, source *news.Article, p *prepared, of string) ([]news.Translation, []news.Finding, error) {
	j.Meter.Segments.Add(int64(len(source.Segments) * len(p.to)))
	made := make([]news.Translation, len(p.to))
	found := make([][]news.Finding, len(p.to))
	faults := make([]error, len(p.to))
	var languages sync.WaitGroup
	for i, to := range p.to {
		languages.Go(func() {
			t, findings, err := j.translator().Translate(ctx, source, p.from, to, of)
			if err != nil {
				faults[i] = fmt.Errorf("translating into %s: %w", to.Name, err)
				return
			}
			made[i], found[i] = *t, findings
		})
	}
	languages.Wait()
	for _, err := range faults {
		if err != nil {
			return nil, nil, err
		}
	}
	return made, slices.Concat(found...), nil
}

// nothingTranslated is the error of a document that was to be translated and of which nothing was.
// A brief is worth writing by itself.
func nothingTranslated(doc *news.Document) error {
	if doc.Brief != nil {
		return nil
	}
	var first *NothingTranslated
	for _, t := range doc.Translations {
		for _, p := range t.Pairs {
			if p.Fault == "" && p.Origin != news.Copied {
				return nil
			}
			if p.Fault != "" && first == nil {
				first = &NothingTranslated{p.ID, p.Fault, strings.Contains(p.Fault, translate.RefusedFault)}
			}
		}
	}
	if first == nil {
		return nil
	}
	return first
}

func fewerPoints(have, asked int) string {
	return fmt.Sprintf("the brief has %d of %d points", have, asked)
}

// asked is how many key points the brief of an article was asked for.
func (j *Job) asked(a *news.Article) int {
	if j.Verb != Summarize {
		return 0
	}
	return summarize.PointsAsked(a, j.Points)
}
