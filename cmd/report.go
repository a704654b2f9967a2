package cmd

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"tarjuma/internal/check"
	"tarjuma/internal/llm"
	"tarjuma/internal/news"
	"tarjuma/internal/run"
)

// reporter tells the person at the terminal what became of each article, and remembers the worst of it.
type reporter struct {
	app     *App
	options *workOptions
	line    *progress
	failOn  string // a severity, or what reaches takes for never
	code    int
	done    int

	verb     run.Verb
	articles int             // in all
	counts   map[string]int  // articles by what became of them
	reports  []articleReport // of the articles that the table names
	packed   packedArticles  // of all articles, where a report is wanted

	refusedOnly bool // all that is missing so far was refused
	missing     bool // something is missing
	outdated    bool // a person's translation is not of the text as it is now
	stale       bool // a person's file is not of the article as it is now
}

// outcome reports one article.
func (r *reporter) outcome(o run.Outcome) {
	r.done++
	r.take(o)
	r.line.one()
	r.damaged(o.Source, o.Damaged)
	if o.Err != nil {
		r.failure(o)
		return
	}
	for _, l := range o.Skipped {
		r.note("%s is already in %s: skipped", o.Source.Title(), l.Name)
	}
	r.leftAlone(o.Left)
	if slices.ContainsFunc(o.Left, func(l run.Left) bool { return l.Stale }) {
		r.stale = true
		r.code = worse(r.code, ExitIncomplete)
	}
	r.reasons(o)
	if r.articles == 1 && o.UpToDate() && len(o.Skipped)+len(o.Left) == 0 { // the table tells it of several
		r.note("%s: up to date", o.Source.Title())
	}
	if o.Document == nil {
		return
	}
	if from := o.Document.Article.Encoding; from != "" {
		r.note("%s was converted from %s", o.Source.Title(), from)
	}
	r.findings(o)
	missing := o.Missing()
	for _, m := range missing {
		r.warn("%s", describeMissing(o.Source.Title(), m))
	}
	missing = append(missing, o.Unread()...) // told as findings
	if len(missing) > 0 {
		refused := !slices.ContainsFunc(missing, func(m run.Missing) bool { return !m.Refused })
		r.refusedOnly = refused && (r.refusedOnly || r.code != ExitIncomplete)
		r.missing = true
		r.code = worse(r.code, ExitIncomplete)
	}
	if len(o.Outdated()) > 0 { // told as findings
		r.outdated = true
		r.code = worse(r.code, ExitIncomplete)
	}
	for _, f := range o.Files {
		if r.articles <= mostRows || r.options.verbose {
			r.note("wrote %s", f)
		}
	}
}

// damaged tells of a record that cannot be read; nil where it can.
func (r *reporter) damaged(source run.Source, err error) {
	if err != nil {
		r.warn("%s: it is not known what was made of it before: %s", source.Title(), err)
	}
}

// leftAlone tells of files that a person changed.
func (r *reporter) leftAlone(files []run.Left) {
	for _, f := range files {
		if f.Stale {
			r.warn("%s was changed by hand, and its article has changed since: left alone", f.Path)
		} else {
			r.note("%s was changed by hand: left alone", f.Path)
		}
	}
}

// reasons tells what was made again and why: always of a person's translations, the rest to those who want to know more.
func (r *reporter) reasons(o run.Outcome) {
	for _, reason := range o.Made {
		switch {
		case reason.Why == run.ChangedByHand:
			r.note("%s: translations into %s were changed by hand: they are kept", o.Source.Title(), reason.Lang.Name)
		case r.options.verbose && reason.Why != run.NotMadeBefore:
			r.note("%s: %s was made again: %s", o.Source.Title(), reasonFor(reason), reason.Why)
		}
	}
}

func (r *reporter) failure(o run.Outcome) {
	code, hint := verdict(o.Err)
	r.code = worse(r.code, code)
	r.say("error", "%s", &articleError{o.Source, o.Err})
	if hint != "" {
		r.say("hint", "%s", hint)
	}
}

// articleError puts the article's name before an error that does not begin with it.
type articleError struct {
	source run.Source
	err    error
}

func (e *articleError) Error() string {
	text := strings.TrimPrefix(reason(e.err), e.source.Name+": ")
	if strings.HasPrefix(text, e.source.Title()) {
		return text
	}
	return e.source.Title() + ": " + text
}

func (e *articleError) Unwrap() error { return e.err }

// mostTold is how many findings of an article are told one by one.
const mostTold = 10

// findings tells what was found in an article: the errors and warnings by themselves, up to mostTold, and notes where they say how
// a brief came to be, or to those who want to know more; then a count, where not all of the former was told. What is missing is told elsewhere.
func (r *reporter) findings(o run.Outcome) {
	var all tally
	told, untold := 0, 0
	for _, f := range o.Document.Findings {
		if f.Check == check.Missing {
			continue
		}
		all.count(f.Severity)
		if o.UpToDate() && f.Severity != news.Error && !r.options.verbose {
			continue // it was told when it was made
		}
		ofBrief := strings.HasPrefix(f.Check, "brief.")
		switch text := describeFinding(o.Source.Title(), f); {
		case f.Severity == news.Info && (ofBrief || r.options.verbose):
			r.note("%s", text)
		case f.Severity == news.Info:
		case ofBrief || told < mostTold || r.options.verbose:
			r.warn("%s", text)
			told++
		default:
			untold++
		}
	}
	fixes := 0
	for _, t := range o.Document.Translations {
		for _, p := range t.Pairs {
			fixes += len(p.Fixes)
		}
	}
	if untold > 0 {
		r.note("%s: the checks found %s", o.Source.Title(), all.found())
	}
	if fixes > 0 && !o.UpToDate() {
		r.note("%s: %s mended, listed under fixes in JSON", o.Source.Title(), count(fixes, "place"))
	}
	if all.reaches(r.failOn) {
		r.code = worse(r.code, ExitFindings)
	}
}

// describeFinding gives a finding in one line. An error is told as a warning: the run goes on.
func describeFinding(name string, f news.Finding) string {
	place := name + ": "
	if !strings.HasPrefix(f.Check, "brief.") {
		place += f.Lang + ": "
	}
	if f.Segment != "" {
		place += f.Segment + ": "
	}
	return fmt.Sprintf("%s%s (%s)", place, f.Message, f.Check)
}

func describeMissing(name string, m run.Missing) string {
	if m.Lang == nil {
		return fmt.Sprintf("%s: %s", name, m.Reason)
	}
	return fmt.Sprintf("%s: %s is not translated into %s: %s", name, m.Segment, m.Lang.Name, m.Reason)
}

// stopped reports the fault that ended the whole run. models is the hint for a model that the server does not know.
func (r *reporter) stopped(err error, articles int, models func() string) error {
	code, hint := verdict(err)
	var fault *llm.Error
	if errors.As(err, &fault) && fault.Fault == llm.NoModel {
		hint = models()
	}
	var collision *run.CollisionError
	if errors.As(err, &collision) {
		return err // nothing was begun
	}
	var stop *run.Stopped
	if errors.As(err, &stop) && code != ExitInterrupted {
		err = &articleError{stop.Source, stop.Err}
	}
	r.app.say("error", "%s", err)
	if left := articles - r.done; articles > 1 && left > 0 {
		r.app.say("error", "%d of %d articles were not done", left, articles)
	}
	if stop != nil && code == ExitBudget {
		r.left(stop.Left)
	}
	if hint != "" {
		r.app.say("hint", "%s", hint)
	}
	return &reported{worse(r.code, code)}
}

// summary closes a run that went to its end.
func (r *reporter) summary() {
	if r.code != ExitIncomplete || r.options.quiet {
		return
	}
	if r.missing {
		r.app.say("hint", "%s", r.wayOut())
	}
	if r.stale {
		r.app.say("hint", "work what changed into the file by hand, or have it made anew: with --overwrite, or by taking it away")
	}
	if r.outdated {
		r.app.say("hint", "work what changed into that translation, or empty it to have it made anew")
	}
}

// wayOut is what to do about what is missing. Asking again helps unless all of it was refused.
func (r *reporter) wayOut() string {
	if r.refusedOnly {
		return refusalHint
	}
	if r.options.offline {
		return "run the same command again without --offline: only what is missing is asked"
	}
	return "run the same command again: only what is missing is asked"
}

// verdict is nil, or the exit code of what was already reported.
func (r *reporter) verdict() error {
	if r.code == ExitDone {
		return nil
	}
	return &reported{r.code}
}

func (r *reporter) say(kind, format string, args ...any) {
	sayOn(r.line.writer(r.app.Stderr), kind, format, args...)
}

func (r *reporter) note(format string, args ...any) {
	if !r.options.quiet {
		r.say("note", format, args...)
	}
}

func (r *reporter) warn(format string, args ...any) {
	if !r.options.quiet {
		r.say("warning", format, args...)
	}
}
