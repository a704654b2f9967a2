package cmd

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"tarjuma/internal/llm"
	"tarjuma/internal/run"
)

// articleReport is what became of one article, for the table and the report. It holds no text.
type articleReport struct {
	Article   string       `json:"article"`
	Status    string       `json:"status"`
	Why       string       `json:"why,omitempty"`
	Brief     *partReport  `json:"brief,omitempty"`
	Languages []partReport `json:"languages"`
	Files     []string     `json:"files"`
	Requests  int          `json:"requests"`
	FromStore int          `json:"from_store"`
	Tokens    tokensReport `json:"tokens"`
	Cost      float64      `json:"cost"`
	Seconds   float64      `json:"seconds"`
}

// partReport is what became of a brief or of an article in one language.
type partReport struct {
	Lang    string          `json:"lang"`
	Status  string          `json:"status"`
	Why     string          `json:"why,omitempty"`
	Missing []missingReport `json:"missing,omitempty"`
}

type missingReport struct {
	Segment string `json:"segment,omitempty"`
	Reason  string `json:"reason"`
	Refused bool   `json:"refused,omitzero"`
}

type tokensReport struct {
	Prompt     int `json:"prompt"`
	Cached     int `json:"cached"`
	Completion int `json:"completion"`
	Reasoning  int `json:"reasoning"`
}

// What became of an article or a part of it.
const (
	statusDone       = "done"
	statusIncomplete = "incomplete"
	statusUpToDate   = "up to date"
	statusByHand     = "by hand"           // a person changed it: left alone
	statusOutdated   = "by hand, outdated" // and the article has changed since
	statusAlready    = "already in it"
	statusFailed     = "failed"
	statusNotDone    = "not done"
	statusAwaited    = "awaited" // of a batch
)

// describe turns an outcome into a report.
func describe(o run.Outcome, verb run.Verb) articleReport {
	a := articleReport{
		Article: o.Source.Name, Languages: []partReport{}, Files: append([]string{}, o.Files...),
		Requests: o.Spent.Requests, FromStore: o.Spent.FromStore, Tokens: tokensReport(o.Spent.Tokens), Cost: sum(o.Spent.Cost),
		Seconds: seconds(o.Took),
	}
	if llm.IsAwaited(o.Err) {
		a.Status = statusAwaited
		return a
	}
	if o.Err != nil {
		a.Status, a.Why = statusFailed, (&articleError{o.Source, o.Err}).Error()
		return a
	}
	for _, l := range o.Skipped {
		a.Languages = append(a.Languages, partReport{Lang: l.Code, Status: statusAlready})
	}
	if verb == run.Summarize {
		brief := describePart(o, "", true)
		a.Brief = &brief
	}
	for _, l := range o.Wanted {
		a.Languages = append(a.Languages, describePart(o, l.Code, verb == run.Summarize))
	}
	a.Status = a.worst()
	return a
}

// describePart says what became of an article in a language, or, for "", of the brief itself. A brief and its translations are left
// alone together.
func describePart(o run.Outcome, code string, together bool) partReport {
	part := partReport{Lang: code, Status: statusUpToDate}
	for _, left := range o.Left {
		if together || slices.Contains(left.Langs, code) {
			part.Status, part.Why = statusByHand, left.Path
			if left.Stale {
				part.Status = statusOutdated
			}
			return part
		}
	}
	for _, reason := range o.Made {
		if (reason.Lang == nil && code == "") || reason.Lang != nil && reason.Lang.Code == code {
			part.Status, part.Why = statusDone, reason.Why
		}
	}
	for _, m := range append(o.Missing(), unreadOf(o, code)...) {
		if m.Lang == nil && code == "" || m.Lang != nil && m.Lang.Code == code {
			part.Missing = append(part.Missing, missingReport{m.Segment, m.Reason, m.Refused})
		}
	}
	for _, f := range o.Outdated() {
		if f.Lang == code {
			part.Missing = append(part.Missing, missingReport{Segment: f.Segment, Reason: f.Message})
		}
	}
	if len(part.Missing) > 0 {
		part.Status = statusIncomplete
	}
	return part
}

// unreadOf gives what a brief could not rest on.
func unreadOf(o run.Outcome, code string) []run.Missing {
	if code != "" {
		return nil
	}
	return o.Unread()
}

// worst is the status of the article by those of its parts.
func (a articleReport) worst() string {
	parts := a.Languages
	if a.Brief != nil {
		parts = append([]partReport{*a.Brief}, parts...)
	}
	for _, status := range []string{statusIncomplete, statusOutdated, statusDone, statusByHand, statusUpToDate} {
		if slices.ContainsFunc(parts, func(p partReport) bool { return p.Status == status }) {
			return status
		}
	}
	return statusAlready
}

// hasProblem says whether a person should look at an article.
func (a articleReport) hasProblem() bool {
	return !slices.Contains([]string{statusDone, statusUpToDate, statusAlready, statusAwaited}, a.Status)
}

// short gives the status of a part in few words.
func (p partReport) short() string {
	if p.Status != statusIncomplete {
		return p.Status
	}
	refused := 0
	for _, m := range p.Missing {
		if m.Refused {
			refused++
		}
	}
	var words []string
	if refused > 0 {
		words = append(words, fmt.Sprintf("%d refused", refused))
	}
	if rest := len(p.Missing) - refused; rest > 0 {
		words = append(words, fmt.Sprintf("%d missing", rest))
	}
	return strings.Join(words, ", ")
}

// sum is a sum of money as reports give it: without what adding in another order would change.
func sum(money float64) float64 { return math.Round(money*1e9) / 1e9 }

// seconds is a time as reports give it: to the millisecond.
func seconds(d time.Duration) float64 { return math.Round(d.Seconds()*1000) / 1000 }
