package check

import (
	"fmt"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// Rule is what the id of a finding stands for: how bad it is unless a finding says otherwise, the languages it is for (codes; nil:
// all), what it catches, in a sentence an editor understands, and an example of a text that it alarms on. Safe says that
// --fix mends it.
type Rule struct {
	ID        string
	Severity  news.Severity
	Languages []string
	Catches   string
	Example   string
	Safe      bool
}

// check is one way of looking for faults: the rules it finds against, and what makes an inspector for one pair of languages,
// nil where it has nothing to say of them. One for absent targets is asked of segments without a translation too.
type check struct {
	rules   []Rule
	prepare func(m *materials) inspector
	absent  bool
}

// materials is what checks are made of.
type materials struct {
	from, to  *lang.Language
	languages *lang.Languages
	settings  Settings
}

// inspector looks at the pairs of a document, one after the other, in order. It is used by many goroutines and keeps nothing
// from one call to the next.
type inspector interface {
	inspect(p *pair, r *report)
}

// overview is an inspector that also looks at a whole document, after all pairs were inspected. It is not asked of units that stand
// alone.
type overview interface {
	survey(d *document, r *report)
}

// list gives every check, in the order in which findings of one segment are told.
func list() []check {
	return []check{
		segments(),
		briefs(),
		leaks(),
		repeats(),
		length(),
		sameAsSource(),
		wrongLanguage(),
		variety(),
		numbers(),
		nameSounds(),
		dates(),
		letterForms(),
		directions(),
		digitStyles(),
		punctuation(),
		halfSpaces(),
		pashto(),
		hindi(),
		markup(),
		addresses(),
		quotes(),
		brackets(),
		ends(),
	}
}

// Rules lists what there is to find, in the order of list.
func Rules() []Rule {
	var rules []Rule
	for _, c := range list() {
		rules = append(rules, c.rules...)
	}
	return rules
}

// pair is a segment and its translation, read.
type pair struct {
	unit           *Unit
	source, target text
	alone          bool // it is of no document: survey is not called
}

// document is all that is checked together.
type document struct {
	pairs []*pair
	names []news.Name
	room  []*pair // pairs is the beginning of it
}

// makeRoom gives the document so many pairs, to be read into.
func (d *document) makeRoom(pairs int) {
	for len(d.room) < pairs {
		d.room = append(d.room, new(pair))
	}
	d.pairs = d.room[:pairs]
}

// report takes down findings.
type report struct {
	checker  *Checker
	unit     *Unit // nil for what is about the text as a whole
	findings []news.Finding
}

// spots are places in the two texts of a pair. They are in raw: text.spot gives them.
type spots struct{ source, target []news.Spot }

// one gives a spot as a list.
func one(s news.Spot) []news.Spot { return []news.Spot{s} }

// find takes down a finding against a rule, with the rule's own severity.
func (r *report) find(rule string, where spots, format string, values ...any) *news.Finding {
	if !r.checker.wants(rule) || r.unit != nil && r.unit.accepts(rule) {
		return &news.Finding{} // nobody sees it
	}
	f := news.Finding{
		Lang: r.checker.materials.to.Code, Check: rule, Severity: r.checker.rules[rule].Severity,
		Message: fmt.Sprintf(format, values...), Source: where.source, Target: where.target,
	}
	if r.unit != nil {
		f.Segment = r.unit.ID
	}
	r.findings = append(r.findings, f)
	return &r.findings[len(r.findings)-1]
}

// findIn is find for a pair of the document, in a survey.
func (r *report) findIn(p *pair, rule string, where spots, format string, values ...any) *news.Finding {
	r.unit = p.unit
	defer func() { r.unit = nil }()
	return r.find(rule, where, format, values...)
}
