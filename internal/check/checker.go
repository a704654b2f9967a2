package check

import (
	"slices"
	"strings"
	"sync"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// Missing is the rule that a segment without a translation breaks.
const Missing = "segment.missing"

// Unit is a segment and its translation, tags of inline markup included. Fault is the reason why it has no target; Copied
// says that there is nothing in it to translate, and so nothing to check. Accepted lists the rules, or groups of them, that a
// person has accepted the findings of.
type Unit struct {
	ID       string
	Source   string
	Target   string
	Fault    string
	Copied   bool
	Accepted []string
}

func (u *Unit) accepts(rule string) bool { return Named(u.Accepted, rule) }

// Text is what is checked together: the units of a document in reading order, and how its names are written.
// Alone says that the units are not of one document: each is then checked by itself.
type Text struct {
	Units []Unit
	Names []news.Name
	Alone bool
}

// Settings are what a newsroom has decided of a language. The zero value is the default.
type Settings struct {
	Digits  string   // native, ascii or any ("")
	Quotes  string   // native (the language's own), curly, straight or any ("")
	ZWNJ    string   // of Dari: any (""), never or always between the parts of a word
	Variety string   // of Dari: official, mixed ("") or off
	Accept  []string // words that are right as they are
	NFC     bool     // whether a fix puts letters and marks into Unicode's composed form
}

// Options say what is looked for. Only and Skip name rules, or groups of them by what stands before the point; Settings
// are by code of language.
type Options struct {
	Only     []string
	Skip     []string
	Settings map[string]Settings
}

// LookFor tells whether Only and Skip leave a rule to look for.
func (o Options) LookFor(rule string) bool {
	return (len(o.Only) == 0 || Named(o.Only, rule)) && !Named(o.Skip, rule)
}

// Checks is every check, made ready for the pairs of languages that it is asked for. It may be used by many goroutines.
type Checks struct {
	languages *lang.Languages
	options   Options

	mu     sync.Mutex
	ready  map[[2]string]*Checker
	briefs map[string]*briefWords // by code of language
}

// New gives the checks. What Only and Skip name must be known: see Unknown.
func New(languages *lang.Languages, options Options) *Checks {
	return &Checks{languages: languages, options: options, ready: map[[2]string]*Checker{}, briefs: map[string]*briefWords{}}
}

// Unknown gives those of the names that are neither a rule nor a group of rules.
func Unknown(ids []string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		return slices.ContainsFunc(Rules(), func(r Rule) bool { return Named([]string{id}, r.ID) })
	})
}

// Named tells whether ids name a rule: itself, or a group that it is of (number for number.changed).
func Named(ids []string, rule string) bool {
	for _, id := range ids {
		if rule == id || len(rule) > len(id) && rule[len(id)] == '.' && strings.HasPrefix(rule, id) {
			return true
		}
	}
	return false
}

// For gives the checker of texts in one language that were translated from another.
func (c *Checks) For(from, to *lang.Language) *Checker {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := [2]string{from.Code, to.Code}
	if c.ready[key] == nil {
		c.ready[key] = newChecker(&materials{from, to, c.languages, c.options.Settings[to.Code]}, c.options)
	}
	return c.ready[key]
}

// Checker checks texts of one pair of languages. It may be used by many goroutines.
type Checker struct {
	materials  *materials
	rules      map[string]Rule
	unwanted   map[string]bool
	inspectors []inspector
	forAbsent  []inspector // those of them that are asked of segments without a translation
	documents  sync.Pool   // of *document: what one was read into is used again for the next
}

func newChecker(m *materials, o Options) *Checker {
	c := &Checker{materials: m, rules: map[string]Rule{}, unwanted: map[string]bool{}, documents: sync.Pool{New: func() any { return new(document) }}}
	for _, check := range list() {
		wanted := false
		for _, r := range check.rules {
			c.rules[r.ID] = r
			c.unwanted[r.ID] = !o.LookFor(r.ID) || r.Languages != nil && !slices.Contains(r.Languages, m.to.Code)
			wanted = wanted || !c.unwanted[r.ID]
		}
		if !wanted {
			continue
		}
		if i := check.prepare(m); i != nil {
			c.inspectors = append(c.inspectors, i)
			if check.absent {
				c.forAbsent = append(c.forAbsent, i)
			}
		}
	}
	return c
}

func (c *Checker) wants(rule string) bool { return !c.unwanted[rule] }

// Check gives the findings of a text in the order of its units; those of a unit in the order of the checks, what is about the
// text as a whole last. The same text gives the same findings.
func (c *Checker) Check(t Text) []news.Finding {
	if t.Alone {
		return c.checkAlone(t.Units)
	}
	d := c.documents.Get().(*document)
	defer c.documents.Put(d)
	d.names = t.Names
	d.makeRoom(len(t.Units))
	r := &report{checker: c}
	for i := range t.Units {
		d.pairs[i].alone = false
		c.inspect(d.pairs[i], &t.Units[i], r)
	}
	r.unit = nil
	for _, i := range c.inspectors {
		if o, can := i.(overview); can {
			o.survey(d, r)
		}
	}
	return inOrder(r.findings, t.Units)
}

func (c *Checker) checkAlone(units []Unit) []news.Finding {
	d := c.documents.Get().(*document)
	defer c.documents.Put(d)
	d.makeRoom(1)
	p := d.pairs[0]
	p.alone = true
	r := &report{checker: c}
	for i := range units {
		c.inspect(p, &units[i], r)
	}
	return r.findings
}

func (c *Checker) inspect(p *pair, u *Unit, r *report) {
	p.unit, r.unit = u, u
	p.source.read(u.Source, c.materials.from)
	p.target.read(u.Target, c.materials.to)
	asked := c.inspectors
	switch {
	case u.Copied:
		return
	case u.Fault != "" || strings.TrimSpace(p.target.plain) == "":
		asked = c.forAbsent
	}
	for _, i := range asked {
		i.inspect(p, r)
	}
}

// inOrder puts findings into the order of the units; those of one unit stay as they are.
func inOrder(findings []news.Finding, units []Unit) []news.Finding {
	place := make(map[string]int, len(units))
	for i, u := range units {
		place[u.ID] = i + 1
	}
	at := func(f news.Finding) int {
		if f.Segment == "" {
			return len(units) + 1
		}
		return place[f.Segment]
	}
	slices.SortStableFunc(findings, func(a, b news.Finding) int { return at(a) - at(b) })
	return findings
}

// TextOf is a translation as it is checked.
func TextOf(t *news.Translation) Text {
	text := Text{Names: t.Names, Units: make([]Unit, len(t.Pairs))}
	for i, p := range t.Pairs {
		text.Units[i] = Unit{ID: p.ID, Source: p.Source, Target: p.Target, Fault: p.Fault, Copied: p.Origin == news.Copied, Accepted: p.Accepted}
	}
	return text
}
