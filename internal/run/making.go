package run

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
	"tarjuma/translate"
)

// document makes what is to be made of an article, and takes the rest from its record.
func (j *Job) document(ctx context.Context, p *prepared) (*news.Document, error) {
	before := p.record
	doc := &news.Document{Schema: news.DocumentSchema, Article: p.article, Translations: []news.Translation{}, Findings: []news.Finding{}}
	source, of := p.article, news.OfArticle
	if j.Verb == Summarize {
		if err := j.makeBrief(ctx, p, before, doc); err != nil {
			return nil, err
		}
		source, of = doc.Brief.Article(p.article.Name), news.OfBrief
	}
	made, findings, err := j.translations(ctx, source, p, of)
	if err != nil {
		return nil, err
	}
	for _, to := range j.shown(p) {
		if i := slices.Index(p.make, to); i >= 0 {
			doc.Translations, doc.Findings = append(doc.Translations, made[i]), append(doc.Findings, findings[i]...)
		} else if t := before.translation(to.Code); t != nil {
			doc.Translations, doc.Findings = append(doc.Translations, *t), append(doc.Findings, before.findings(to.Code)...)
		}
	}
	return doc, nothingTranslated(doc)
}

// shown are the languages of an article's document: those asked for, but for what is a person's.
func (j *Job) shown(p *prepared) []*lang.Language {
	return slices.DeleteFunc(slices.Clone(p.to), func(l *lang.Language) bool { return p.isLeft(j.outputPath(p.source, l.Code)) })
}

// makeBrief puts the brief into a document: a new one, or that of the record.
func (j *Job) makeBrief(ctx context.Context, p *prepared, before *record, doc *news.Document) error {
	if !p.brief {
		doc.Brief = before.Document.Brief
		doc.Findings = append(doc.Findings, before.findings(p.from.Code)...)
		return nil
	}
	brief, findings, err := j.summarizer(p).Summarize(ctx, p.article, p.from)
	if err != nil {
		return fmt.Errorf("making the brief: %w", err)
	}
	doc.Brief, doc.Findings = brief, append(doc.Findings, findings...)
	if j.Checks == nil {
		return nil
	}
	findings, err = j.Checks.Brief(doc)
	doc.Findings = append(doc.Findings, findings...)
	return err
}

// findings are those of the record on a language.
func (r *record) findings(code string) []news.Finding {
	return slices.DeleteFunc(slices.Clone(r.Document.Findings), func(f news.Finding) bool { return f.Lang != code })
}

// translations are those of one article into all languages that have to be made, at once, in their order, and what the checks found
// in them.
func (j *Job) translations(ctx context.Context, source *news.Article, p *prepared, of string) ([]news.Translation, [][]news.Finding, error) {
	j.Meter.Segments.Add(int64(len(source.Segments) * len(p.make)))
	made := make([]news.Translation, len(p.make))
	found := make([][]news.Finding, len(p.make))
	faults := make([]error, len(p.make))
	p.lost = make([][]news.Pair, len(p.make))
	var languages sync.WaitGroup
	for i, to := range p.make {
		languages.Go(func() {
			r := j.reuse(p, source, to)
			t, findings, err := j.translatorWith(p, r).Translate(ctx, source, p.from, to, of)
			if err != nil {
				faults[i] = fmt.Errorf("translating into %s: %w", to.Name, err)
				return
			}
			made[i], found[i], p.lost[i] = *r.finish(t), append(findings, r.findings(t)...), r.lost
		})
	}
	languages.Wait()
	for _, err := range faults {
		if err != nil {
			return nil, nil, err
		}
	}
	return made, found, nil
}

// reuse gives what the next translation into a language takes from the record. Where settings have changed, that is a person's work
// alone: the rest is to be made as they say.
func (j *Job) reuse(p *prepared, source *news.Article, to *lang.Language) reuse {
	t := p.record.translation(to.Code)
	if t == nil {
		return reuse{}
	}
	same := !j.Fresh && j.translationSettings(p.source, to).changed(p.record.state(to.Code).Settings) == ""
	var pairs []news.Pair
	for _, pair := range t.Pairs {
		good := pair.Fault == "" || isRefusal(pair.Fault) || j.Output.Written.readOnly
		if same && good || pair.Origin == news.FromHuman {
			pairs = append(pairs, pair)
		}
	}
	r := reuseFor(source, append(pairs, p.record.kept(to.Code)...))
	r.lang, r.before = to.Code, t
	r.outdated = p.record.outdated(t)
	if r.same = same; same {
		r.names = t.Names
	}
	return r
}

// isRefusal says whether a segment has no translation because the provider would not make one, the fallback model's too.
func isRefusal(fault string) bool {
	if _, second, asked := strings.Cut(fault, "; asked of "); asked {
		fault = second
	}
	return strings.Contains(fault, translate.RefusedFault)
}

// outdated gives the texts that a person's translations stand for and were not made from.
func (r *record) outdated(t *news.Translation) map[string]bool {
	texts := map[string]bool{}
	for _, f := range r.findings(t.Lang) {
		for _, p := range t.Pairs {
			if f.Check == news.HumanSource && f.Segment == p.ID {
				texts[p.Source] = true
			}
		}
	}
	return texts
}

// finish completes a translation that rests on an earlier one: how that was made belongs to it.
func (r reuse) finish(t *news.Translation) *news.Translation {
	if r.same {
		t.Made = r.before.Made.Joined(t.Made)
	}
	return t
}

// findings tell where a person translated another text than the article has now.
func (r reuse) findings(t *news.Translation) []news.Finding {
	moved := map[string]bool{}
	for _, p := range r.moved {
		moved[p.Source] = true
	}
	var found []news.Finding
	for _, p := range t.Pairs {
		if p.Origin == news.FromHuman && (moved[p.Source] || r.outdated[p.Source]) {
			found = append(found, movedFinding(r.lang, p.ID))
		}
	}
	for _, p := range r.lost {
		if slices.ContainsFunc(r.before.Pairs, func(old news.Pair) bool { return old.Source == p.Source && old.Target == p.Target }) {
			found = append(found, lostFinding(r.lang, p))
		}
	}
	return found
}
