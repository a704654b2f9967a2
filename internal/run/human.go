package run

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"

	"tarjuma/internal/news"
)

// edit is what a person changed of a pair in a JSON file: the translation, or what is accepted of it. Fixes are those of a check that
// mended it there.
type edit struct {
	lang     string
	id       string
	target   string
	accepted []string
	fixes    []news.Fix
}

// edits finds what a person changed in a JSON file that was written from the record in these languages. taken is false where
// anything else was changed than translations and what is accepted of them: such a file is nothing that a program may write anew.
func (r *record) edits(data []byte, langs []string) (edits []edit, taken bool) {
	var theirs news.Document
	if err := json.Unmarshal(data, &theirs, json.RejectUnknownMembers(true)); err != nil {
		return nil, false
	}
	ours := r.view(langs)
	if len(theirs.Translations) != len(ours.Translations) {
		return nil, false
	}
	for i := range theirs.Translations {
		pairs, before := theirs.Translations[i].Pairs, ours.Translations[i].Pairs
		if len(pairs) != len(before) {
			return nil, false
		}
		for n := range pairs {
			now, then := &pairs[n], before[n]
			if now.Target == then.Target && slices.Equal(now.Accepted, then.Accepted) {
				continue
			}
			edits = append(edits, edit{ours.Translations[i].Lang, then.ID, now.Target, now.Accepted, now.Fixes})
			if len(now.Fixes) > len(then.Fixes) {
				theirs.Findings = ours.Findings // a check that mends also says what it finds then
			}
			// Whoever writes a translation may also say so.
			now.Target, now.Accepted, now.Origin, now.Fault, now.Fixes = then.Target, then.Accepted, then.Origin, then.Fault, then.Fixes
		}
	}
	return edits, sameJSON(&theirs, ours)
}

func sameJSON(a, b *news.Document) bool {
	first, err := json.Marshal(a)
	second, err2 := json.Marshal(b)
	return err == nil && err2 == nil && bytes.Equal(first, second)
}

// take writes a person's translations into the record's document. Where one was taken out, there is none any more.
func (r *record) take(edits []edit) {
	for _, e := range edits {
		t := r.translation(e.lang)
		if t == nil {
			continue
		}
		for i := range t.Pairs {
			if t.Pairs[i].ID == e.id {
				e.change(&t.Pairs[i])
			}
		}
		r.Document.Findings = slices.DeleteFunc(r.Document.Findings, func(f news.Finding) bool { return f.Lang == e.lang && f.Segment == e.id })
	}
}

// change writes an edit into its pair. What a check mended is no person's work.
func (e edit) change(p *news.Pair) {
	p.Accepted = e.accepted
	switch {
	case e.target == p.Target:
	case e.target == "":
		p.Target, p.Origin, p.Fault, p.Fixes = "", news.FromModel, "the translation was taken out by hand", []news.Fix{}
	case len(e.fixes) > len(p.Fixes):
		p.Target, p.Fixes = e.target, e.fixes
	default:
		p.Target, p.Origin, p.Fault, p.Fixes = e.target, news.FromHuman, "", []news.Fix{}
	}
}

// view gives the record's document in some of its languages, in the order named: what a JSON file with them holds.
func (r *record) view(langs []string) *news.Document {
	doc := *r.Document
	doc.Translations = []news.Translation{}
	shown := map[string]bool{"": true, r.From: true}
	for _, code := range langs {
		if t := r.translation(code); t != nil {
			doc.Translations, shown[code] = append(doc.Translations, *t), true
		}
	}
	doc.Findings = slices.DeleteFunc(slices.Clone(doc.Findings), func(f news.Finding) bool { return !shown[f.Lang] })
	return &doc
}

// reuse is what of earlier translations into a language goes into the next one.
type reuse struct {
	lang     string
	before   *news.Translation
	same     bool            // with the settings that it was made with
	names    []news.Name     // settled names
	outdated map[string]bool // texts for which a person's translation stands that was not made from them

	have  []news.Pair // in the order of the record, by the text that the article has now
	moved []news.Pair // of have: a person's, whose source has changed a little; Source is the article's text now
	lost  []news.Pair // a person's, whose source the article no longer has
}

// alikeShare is how much of the words two texts must share for one to be a changed state of the other.
const alikeShare = 0.5

// reuseFor looks what of these pairs an article can use. A person's work is never given up: what has no segment of its own text
// goes to the segment that is most like it and that nothing else is known of, or it is lost.
func reuseFor(a *news.Article, pairs []news.Pair) reuse {
	has := map[string]int{}
	for _, s := range a.Segments {
		has[s.Text]++
	}
	var r reuse
	known := map[string]bool{}
	var homeless []news.Pair
	for _, p := range pairs {
		switch {
		case has[p.Source] > 0:
			known[p.Source] = true
			r.have = append(r.have, p)
		case p.Origin == news.FromHuman:
			homeless = append(homeless, p)
		}
	}
	var open []news.Segment
	for _, s := range a.Segments {
		if !known[s.Text] {
			open = append(open, s)
		}
	}
	for _, m := range matches(homeless, open) {
		if m.segment < 0 {
			r.lost = append(r.lost, homeless[m.pair])
			continue
		}
		p := homeless[m.pair]
		p.ID, p.Source = open[m.segment].ID, open[m.segment].Text
		r.have, r.moved = append(r.have, p), append(r.moved, p)
	}
	return r
}

// match is a pair and the segment it goes to, -1 for none.
type match struct {
	pair, segment int
	share         float64
}

// matches gives each pair the segment that shares the most words with it, the best first and each segment once, in the order of the
// pairs.
func matches(pairs []news.Pair, segments []news.Segment) []match {
	var likely []match
	for i, p := range pairs {
		for n, s := range segments {
			if share := sharedWords(p.Source, s.Text); share >= alikeShare {
				likely = append(likely, match{i, n, share})
			}
		}
	}
	slices.SortStableFunc(likely, func(a, b match) int { return cmp.Compare(b.share, a.share) })
	found := make([]match, len(pairs))
	for i := range found {
		found[i] = match{pair: i, segment: -1}
	}
	taken := map[int]bool{}
	for _, m := range likely {
		if found[m.pair].segment < 0 && !taken[m.segment] {
			found[m.pair], taken[m.segment] = m, true
		}
	}
	return found
}

// sharedWords is how much of their words two texts share, from 0 to 1 (Dice's coefficient over words, each as often as it occurs).
func sharedWords(a, b string) float64 {
	count := map[string]int{}
	first, second := foldedWords(a), foldedWords(b)
	for _, w := range first {
		count[w]++
	}
	shared := 0
	for _, w := range second {
		if count[w] > 0 {
			count[w]--
			shared++
		}
	}
	if len(first)+len(second) == 0 {
		return 0
	}
	return 2 * float64(shared) / float64(len(first)+len(second))
}

// foldedWords are the words of a text, so that two spellings of one are equal.
func foldedWords(text string) []string {
	var words []string
	for field := range strings.FieldsSeq(text) {
		if word := news.Letters(field); word != "" {
			words = append(words, word)
		}
	}
	return words
}

// movedFinding tells that a person translated another text than the article has now.
func movedFinding(lang, id string) news.Finding {
	return news.Finding{
		Lang: lang, Segment: id, Check: news.HumanSource, Severity: news.Error,
		Message: "a person translated this from another text than the article has now",
	}
}

// lostFinding tells that a person's translation is no longer in the document.
func lostFinding(lang string, p news.Pair) news.Finding {
	return news.Finding{
		Lang: lang, Check: news.HumanLost, Severity: news.Warning,
		Message: fmt.Sprintf("the article no longer has the text of %s, which a person translated; the translation is kept in the record", p.ID),
	}
}
