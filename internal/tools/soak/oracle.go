package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
	"tarjuma/internal/news"
	"tarjuma/internal/run"
	"tarjuma/translate"
)

// fate is what became of one segment in one language.
type fate int

const (
	right  fate = iota
	told        // to be wrong in its numbers, by the checks
	marked      // as failed, with a reason
	ended       // its whole article ended in an error
)

// place is a segment of an article in one language.
type place struct{ article, lang, segment string }

// verdict is what became of everything, and what is wrong with it.
type verdict struct {
	fates   map[place]fate
	counts  [4]int // by fate
	reasons map[string]int
	wrong   []string
}

func newVerdict() *verdict { return &verdict{fates: map[place]fate{}, reasons: map[string]int{}} }

func (v *verdict) set(p place, f fate) {
	v.fates[p] = f
	v.counts[f]++
}

func (v *verdict) blame(format string, values ...any) {
	v.wrong = append(v.wrong, fmt.Sprintf(format, values...))
}

// judge holds an outcome against the article that was asked for, in these languages.
func (v *verdict) judge(o run.Outcome, article *news.Article, abbreviations, langs []string) {
	name := o.Source.Name
	if o.Err != nil {
		v.reasons[kindOf(o.Err.Error())]++
		for _, lang := range langs {
			for _, s := range article.Segments {
				v.set(place{name, lang, s.ID}, ended)
			}
		}
		return
	}
	translations := o.Document.Translations
	if len(translations) != len(langs) {
		v.blame("%s: %d translations of %d", name, len(translations), len(langs))
		return
	}
	failed := 0
	for i, t := range translations {
		if t.Lang != langs[i] || len(t.Pairs) != len(article.Segments) {
			v.blame("%s: %d pairs of %d in %s, not %s", name, len(t.Pairs), len(article.Segments), t.Lang, langs[i])
			return
		}
		for _, n := range t.Names {
			if n.Target != llmtest.Translation(t.Lang, n.Source) {
				v.blame("%s: the name %q is %q in %s", name, n.Source, n.Target, t.Lang)
			}
		}
		for n, p := range t.Pairs {
			where := place{name, t.Lang, p.ID}
			switch {
			case p.ID != article.Segments[n].ID || p.Source != article.Segments[n].Text:
				v.blame("%v stands where %s should", where, article.Segments[n].ID)
			case p.Fault != "":
				failed++
				v.set(where, marked)
				v.reasons[kindOf(p.Fault)]++
				if p.Target != "" {
					v.blame("%v has failed and has a text: %q", where, p.Target)
				}
			case isTranslation(p, t.Lang, abbreviations, asItIs):
				v.set(where, right)
			case isTranslation(p, t.Lang, abbreviations, withoutNumbers) && isToldOf(o.Document, t.Lang, p.ID):
				v.set(where, told)
			default:
				v.blame("%v: %q is no translation of %q", where, p.Target, p.Source)
			}
		}
	}
	if missing := len(o.Missing()); missing != failed || o.Incomplete() != (failed > 0) {
		v.blame("%s: %d segments have failed, %d are said to be missing", name, failed, missing)
	}
}

// unkept counts the segments that failed for want of any answer. Nothing of that is in the store, so a replay cannot know it.
func (v *verdict) unkept() int {
	n := 0
	for reason, times := range v.reasons {
		for _, fault := range []llm.Fault{llm.RateLimited, llm.TimedOut, llm.ServerFault, llm.Unreachable, llm.Nonsense, llm.BadRequest} {
			if strings.HasPrefix(reason, string(fault)) {
				n += times
			}
		}
	}
	return n
}

// refused counts the segments that the provider would not translate: that is final.
func (v *verdict) refused() int {
	n := 0
	for reason, times := range v.reasons {
		if strings.Contains(reason, translate.RefusedFault) {
			n += times
		}
	}
	return n
}

// isToldOf says whether the checks found an error in a segment.
func isToldOf(doc *news.Document, lang, id string) bool {
	return slices.ContainsFunc(doc.Findings, func(f news.Finding) bool {
		return f.Lang == lang && f.Segment == id && f.Severity == news.Error
	})
}

func asItIs(text string) string { return text }

// withoutNumbers gives a text with all digits the same.
func withoutNumbers(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return '0'
		}
		return r
	}, text)
}

// isTranslation says whether a pair's target is the server's only right translation of its source: whole, or joined of those of
// groups of its sentences; seen as they are, or through something that makes other texts the same.
func isTranslation(p news.Pair, lang string, abbreviations []string, seen func(string) string) bool {
	if !news.Translatable(p.Source) {
		return p.Origin == news.Copied && p.Target == p.Source
	}
	if p.Origin != news.FromModel {
		return false
	}
	target := seen(p.Target)
	return target == seen(llmtest.Translation(lang, p.Source)) || joined(target, lang, news.Sentences(p.Source, abbreviations), seen)
}

// joined says whether a text is made of translations of runs of these sentences, each in its order and none left out, with the
// source's white space between the runs.
func joined(text, lang string, sentences []string, seen func(string) string) bool {
	if len(sentences) == 0 {
		return text == ""
	}
	for n := 1; n <= len(sentences); n++ {
		run := strings.Join(sentences[:n], "")
		trimmed := strings.TrimRightFunc(run, unicode.IsSpace)
		rest, found := strings.CutPrefix(text, seen(llmtest.Translation(lang, strings.TrimSpace(run))))
		if !found {
			continue
		}
		if gap, found := strings.CutPrefix(rest, run[len(trimmed):]); found && joined(gap, lang, sentences[n:], seen) {
			return true
		}
	}
	return false
}

// digits are what reasons of one kind differ in.
var digits = regexp.MustCompile(`\d+`)

// kindOf makes one reason of those that differ in ids and figures. Of several together the first counts.
func kindOf(reason string) string {
	if id, rest, found := strings.Cut(reason, ": "); found && strings.HasPrefix(id, "s") && !strings.Contains(id, " ") {
		reason = rest
	}
	first, _, _ := strings.Cut(reason, "; ")
	return digits.ReplaceAllString(first, "…")
}
