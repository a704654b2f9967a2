package run

import (
	"bytes"
	"fmt"
	"io"
	"strings"

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

// prepared is an article with what is to do for it. It is read into segments only where something is; else article is nil.
type prepared struct {
	source  Source
	text    []byte
	sum     string // the hash of the text
	article *news.Article
	from    *lang.Language
	to      []*lang.Language
	skipped []*lang.Language
	spent   tally
	standing
}

// prepare reads a source, tells its language, and finds out what is to do, without asking anyone.
func (j *Job) prepare(source Source) (*prepared, error) {
	p := &prepared{source: source}
	var err error
	if p.text, err = load(source); err != nil {
		return nil, err
	}
	p.sum = hash(p.text)
	if j.Output.Folder {
		p.head, p.damaged = j.readHead(source)
	}
	if p.from = j.knownLanguage(p); p.from == nil {
		if err := j.read(p); err != nil {
			return nil, err
		}
	}
	for _, to := range j.targets(source) {
		switch {
		case to.Code != p.from.Code:
			p.to = append(p.to, to)
		case j.Verb == Translate: // a brief is in the article's own language anyway
			p.skipped = append(p.skipped, to)
		}
	}
	if err := j.stand(p); err != nil { // then there is no use in the record
		p.standing = standing{damaged: err}
		if err := j.stand(p); err != nil {
			return nil, err
		}
	}
	if p.article == nil && !p.settled() {
		if err := j.read(p); err != nil {
			return nil, err
		}
	}
	p.text = nil
	return p, nil
}

// load reads the bytes of a source, no more than one above what an article may have.
func load(source Source) ([]byte, error) {
	r, err := source.open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	text, err := io.ReadAll(io.LimitReader(r, news.MaxBytes+1))
	if err != nil {
		return nil, &news.ReadError{Name: source.Name, Problem: news.Unreadable, Err: err}
	}
	return text, nil
}

// knownLanguage is the language that the record says an unchanged article is in, or nil.
func (j *Job) knownLanguage(p *prepared) *lang.Language {
	if p.head == nil || p.head.SHA256 != p.sum || p.head.Given != j.given() {
		return nil
	}
	known, err := j.Languages.Find(p.head.From)
	if err != nil {
		return nil // the record is of another version: it is told from the text
	}
	return known
}

// given is the language that the articles are said to be in, or "".
func (j *Job) given() string {
	if j.From == nil {
		return ""
	}
	return j.From.Code
}

// read reads the text of an article into segments.
func (j *Job) read(p *prepared) error {
	options := news.Options{Markdown: p.source.IsMarkdown(), FrontMatter: j.FrontMatter, Encoding: j.Encoding}
	article, err := news.Read(bytes.NewReader(p.text), p.source.Name, options)
	if err != nil {
		return err
	}
	if p.from == nil {
		if p.from = j.From; p.from == nil {
			if p.from, err = j.Languages.Detect(article.Text()); err != nil {
				return &LanguageError{err}
			}
		}
	}
	article.Lang, article.Name = p.from.Code, p.source.written()
	p.article = article
	return nil
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
