package run

import (
	"slices"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// remember writes the record of an article after its files: what they hold now, and of everything else what it said before.
func (j *Job) remember(p *prepared, doc *news.Document, written []output) error {
	r := &record{head: head{
		Article: p.source.written(), SHA256: p.sum, From: p.from.Code, Given: j.given(),
		Languages: []state{}, Files: []output{}, Kept: []keptFor{},
	}}
	whole := *doc
	r.Document = &whole
	if p.record != nil {
		r.keepOthers(p.record)
	}
	if doc.Brief != nil {
		if r.Brief = p.briefBefore(); r.Brief == nil || p.brief {
			r.Brief = j.stateOfBrief(p, doc)
		}
	}
	for _, t := range whole.Translations {
		if i := slices.IndexFunc(p.make, func(l *lang.Language) bool { return l.Code == t.Lang }); i >= 0 {
			r.Languages = append(r.Languages, j.stateOf(p, p.make[i], t, doc.Findings))
			r.keep(t.Lang, p.lost[i])
		} else {
			r.Languages = append(r.Languages, *p.record.state(t.Lang))
			r.keep(t.Lang, p.record.kept(t.Lang))
		}
	}
	r.keepFiles(p, written)
	return j.writeRecord(p.source, r)
}

// keepOthers takes over the translations into languages that this run was not asked for.
func (r *record) keepOthers(before *record) {
	for _, t := range before.Document.Translations {
		if r.translation(t.Lang) == nil {
			r.Document.Translations = append(slices.Clip(r.Document.Translations), t)
			r.Document.Findings = append(slices.Clip(r.Document.Findings), before.findings(t.Lang)...)
		}
	}
}

func (r *record) keep(code string, pairs []news.Pair) {
	if len(pairs) > 0 {
		r.Kept = append(r.Kept, keptFor{code, pairs})
	}
}

// keepFiles lists the files that were written, and those from before; a file of which something was made anew, and which was not
// written, is outdated.
func (r *record) keepFiles(p *prepared, written []output) {
	r.Files = append(r.Files, written...)
	if p.record == nil {
		return
	}
	for _, before := range p.record.Files {
		if r.output(before.Path) != nil {
			continue
		}
		anew := slices.ContainsFunc(p.make, func(l *lang.Language) bool { return slices.Contains(before.Langs, l.Code) })
		before.Outdated = before.Outdated || anew || p.brief
		r.Files = append(r.Files, before)
	}
}

func (st *standing) briefBefore() *state {
	if st.record == nil {
		return nil
	}
	return st.record.Brief
}

// stateOf describes a translation that was made now.
func (j *Job) stateOf(p *prepared, to *lang.Language, t news.Translation, findings []news.Finding) state {
	s := state{Lang: t.Lang, Article: p.sum, Settings: j.translationSettings(p.source, to), Targets: []target{}}
	for _, pair := range t.Pairs {
		switch {
		case pair.Fault != "" && isRefusal(pair.Fault):
			s.Refused++
		case pair.Fault != "":
			s.Missing++
		case pair.Origin == news.FromHuman:
			s.Human++
		}
		s.Targets = append(s.Targets, target{pair.ID, hash([]byte(pair.Target))})
	}
	s.Findings = countOn(findings, t.Lang)
	return s
}

// stateOfBrief describes a brief that was made now.
func (j *Job) stateOfBrief(p *prepared, doc *news.Document) *state {
	s := &state{Lang: p.from.Code, Article: p.sum, Settings: j.briefSettings(p.source, p.from), Targets: []target{}}
	s.Missing = len(missingOfBrief(doc.Brief, j.asked(doc.Article)))
	for _, f := range doc.LeftOut() {
		if f.Check == news.BriefRefused {
			s.Refused++
		} else {
			s.Missing++
		}
	}
	for _, sentence := range doc.Brief.Sentences() {
		s.Targets = append(s.Targets, target{sentence.ID, hash([]byte(sentence.Text))})
	}
	s.Findings = countOn(doc.Findings, s.Lang)
	return s
}

func countOn(findings []news.Finding, code string) int {
	count := 0
	for _, f := range findings {
		if f.Lang == code {
			count++
		}
	}
	return count
}
