package check

import (
	"fmt"
	"strings"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// The rules of briefs. Those that summarize finds by itself, because it keeps out what breaks them, are here for their pages.
const (
	BriefEvidence   = "brief.evidence"
	BriefQuote      = "brief.quote"
	BriefQuoted     = "brief.quoted"
	BriefNumber     = "brief.number"
	BriefUnverified = "brief.number.unverified"
	BriefName       = "brief.name"
	BriefHedge      = "brief.hedge"
	BriefHeadline   = "brief.headline"
)

// briefs lists what there is to find in a brief. Briefs are looked at by Brief, not by an inspector of pairs.
func briefs() check {
	return check{
		prepare: func(*materials) inspector { return nil },
		rules: []Rule{
			{ID: BriefEvidence, Severity: news.Error, Catches: "A sentence of the brief cites no segment, or one that the article does not have.", Example: "“The canal reopened.” [s99]"},
			{ID: BriefQuote, Severity: news.Error, Catches: "A quote that a point rests on does not stand word for word in its segment.", Example: "“water for all” [s3], where s3 has “water for some”"},
			{ID: BriefQuoted, Severity: news.Error, Catches: "Words in quotation marks that nobody said: no cited segment has them word for word.", Example: "The minister called it “a disaster”, where the article has “a setback”"},
			{ID: BriefNumber, Severity: news.Error, Catches: "A number of the brief stands in none of the segments it cites.", Example: "“40 villages” [s3], where s3 has “14 villages”"},
			{ID: BriefUnverified, Severity: news.Info, Catches: "A number of the brief that a program cannot verify.", Example: "“dozens of families” [s3], where s3 counts them"},
			{ID: BriefName, Severity: news.Warning, Catches: "A name of the brief stands in none of the segments it cites.", Example: "“Sabori resigned” [s3], where s3 names Karimi"},
			{ID: BriefHedge, Severity: news.Warning, Catches: "The article says that something is alleged, claimed, denied or only possible, and the brief says that it is so.", Example: "“He took bribes” [s4], where s4 has “He is accused of taking bribes”"},
			{ID: BriefHeadline, Severity: news.Warning, Catches: "The headline or standfirst claims more than the segments it cites: all, never, the first, the worst.", Example: "“All wells run dry” [s1], where s1 has “Wells run dry”"},
			{ID: "brief.language", Severity: news.Error, Catches: "A sentence of the brief is in another script than the article. It is kept out.", Example: "a Dari article with an English point"},
			{ID: "brief.tags", Severity: news.Error, Catches: "A sentence of the brief holds a markup tag. It is kept out.", Example: "“The <g1>canal</g1> reopened.”"},
			{ID: "brief.empty", Severity: news.Error, Catches: "A sentence of the brief has no words.", Example: "“—”"},
			{ID: "brief.points", Severity: news.Info, Catches: "More points came than were asked for; the rest is kept out.", Example: "five points where four were asked for"},
			{ID: "brief.length", Severity: news.Warning, Catches: "The brief is longer than asked for by more than 15 %.", Example: "150 words where 120 were asked for"},
			{ID: "brief.window", Severity: news.Warning, Catches: "The model had no room for quotes of some sections of a long article.", Example: "12 of 40 quotes left out"},
			{ID: "brief.fallback", Severity: news.Info, Catches: "Another model made the brief, or read a section, because the first one refused.", Example: "“I cannot help with that”, and the fallback model answered"},
			{ID: news.BriefRefused, Severity: news.Warning, Catches: "The provider refused a segment, so that the brief does not rest on it.", Example: "s7 left out by a content filter"},
			{ID: news.BriefSection, Severity: news.Error, Catches: "A section of a long article could not be read, so that the brief does not rest on it.", Example: "s40 to s52: the answer was cut off"},
		},
	}
}

// Brief holds the brief of a document against its article, sentence by sentence, and gives what it finds, in reading order; the
// brief's quotes come last. The translations of the brief are checked like others. A document without a brief has no findings.
func (c *Checks) Brief(d *news.Document) ([]news.Finding, error) {
	if d.Brief == nil {
		return nil, nil
	}
	language, err := c.languages.Find(d.Brief.Lang)
	if err != nil {
		return nil, fmt.Errorf("checking the brief: %w", err)
	}
	b := &briefing{language: language, briefWords: c.briefWords(language), segments: map[string]*text{}, report: &report{checker: c.For(language, language)}}
	for _, s := range d.Article.Segments {
		b.segments[s.ID] = new(text)
		b.segments[s.ID].read(s.Text, language)
	}
	for _, s := range d.Brief.Sentences() {
		b.sentence(s, s.ID == d.Brief.Headline.ID || s.ID == d.Brief.Standfirst.ID)
	}
	for _, f := range d.Brief.Facts {
		b.fact(f)
	}
	return b.report.findings, nil
}

// briefWords are the words of a language that briefs are checked by.
type briefWords struct {
	cues  *cues
	count *vocabulary
}

// briefWords gives those of a language, made once.
func (c *Checks) briefWords(l *lang.Language) *briefWords {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.briefs[l.Code] == nil {
		c.briefs[l.Code] = &briefWords{newCues(l), newVocabulary(l)}
	}
	return c.briefs[l.Code]
}

// briefing is the check of one brief.
type briefing struct {
	*briefWords
	language *lang.Language
	segments map[string]*text
	report   *report
}

// sentence checks one sentence. The first two of a brief sum up: they are held to claim no more than their evidence.
func (b *briefing) sentence(s news.Sentence, sumsUp bool) {
	b.report.unit = &Unit{ID: s.ID}
	defer func() { b.report.unit = nil }()
	if len(s.Evidence) == 0 {
		b.report.find(BriefEvidence, spots{}, "it cites no segment")
		return
	}
	var cited []*text
	var plain []string
	for _, id := range s.Evidence {
		t := b.segments[id]
		if t == nil {
			b.report.find(BriefEvidence, spots{}, "the article has no segment %s", id)
			return
		}
		cited, plain = append(cited, t), append(plain, t.plain)
	}
	where := strings.Join(s.Evidence, ", ")
	b.numbers(s.Text, plain, where)
	for _, q := range InventedQuotes(s.Text, plain) {
		b.report.find(BriefQuoted, spots{target: one(q)}, "“%s” stands in quotation marks and is not said in %s", s.Text[q.Start:q.End], where)
	}
	said := new(text)
	said.read(s.Text, b.language)
	b.names(said, cited, where)
	b.hedges(said, cited, where)
	if sumsUp {
		b.claims(said, cited, where)
	}
}

func (b *briefing) numbers(sentence string, evidence []string, where string) {
	missing, unverified := missingNumbers(sentence, evidence, b.count)
	for _, n := range missing {
		b.report.find(BriefNumber, spots{target: one(news.Spot{Start: n.Start, End: n.End})}, "the number “%s” does not stand in %s", n.Text, where)
	}
	for _, n := range unverified {
		b.report.find(BriefUnverified, spots{target: one(news.Spot{Start: n.Start, End: n.End})}, "the number “%s” could not be verified", n.Text)
	}
}

// names looks for capitalized words inside the sentence that its evidence lacks. Only scripts with capitals show names, and not in a
// headline that capitalizes most of its words.
func (b *briefing) names(said *text, cited []*text, where string) {
	if said.kinds&capital == 0 || said.mostlyCapital() {
		return
	}
	for i, w := range said.words {
		if i == 0 || w.kind&capital == 0 || said.beginsAnew(w.start) || hasWord(cited, w.key) {
			continue
		}
		elsewhere := ""
		for id, t := range b.segments {
			if hasWord([]*text{t}, w.key) && (elsewhere == "" || len(id) < len(elsewhere) || len(id) == len(elsewhere) && id < elsewhere) {
				elsewhere = id
			}
		}
		message := fmt.Sprintf("“%s” does not stand in %s", said.plain[w.start:w.end], where)
		f := b.report.find(BriefName, spots{target: one(said.spot(w.start, w.end))}, "%s", message)
		if elsewhere != "" {
			f.Severity, f.Message = news.Info, message+", but in "+elsewhere
		}
	}
}

// mostlyCapital tells a text in which most words are capitalized: a headline in title case.
func (t *text) mostlyCapital() bool {
	capitals := 0
	for _, w := range t.words {
		if w.kind&capital != 0 {
			capitals++
		}
	}
	return 2*capitals > len(t.words)
}

// beginsAnew tells whether a word comes after the end of a sentence, a colon or an opening quotation mark, where any word may have a
// capital.
func (t *text) beginsAnew(start int) bool {
	before := strings.TrimRight(t.plain[:start], " ")
	if before == "" {
		return true
	}
	for i, r := range before {
		if i+len(string(r)) == len(before) {
			return kindOf(r)&(stop|quote|apostrophe|bracket) != 0 || r == ':' || r == '–' || r == '—'
		}
	}
	return false
}

// hasWord tells whether one of the texts has a word, or one that differs in a possessive.
func hasWord(texts []*text, key string) bool {
	key = strings.TrimSuffix(key, "'s")
	for _, t := range texts {
		for _, w := range t.words {
			if w.key == key || strings.TrimSuffix(w.key, "'s") == key {
				return true
			}
		}
	}
	return false
}

func (b *briefing) fact(f news.Fact) {
	b.report.unit = &Unit{ID: f.Segment}
	defer func() { b.report.unit = nil }()
	switch t := b.segments[f.Segment]; {
	case t == nil:
		b.report.find(BriefEvidence, spots{}, "a quote is of %s, which the article does not have: “%s”", f.Segment, f.Quote)
	case !QuoteStands(news.WithoutTags(f.Quote), t.plain):
		b.report.find(BriefQuote, spots{}, "a quote does not stand word for word in it: “%s”", f.Quote)
	}
}
