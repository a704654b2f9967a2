package cmd

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"tarjuma/internal/llm"
	"tarjuma/internal/run"
)

// batchRun is a submission while a command works on it. It tells the person at the terminal what happens.
type batchRun struct {
	app     *App
	config  *Config
	options *workOptions
	work    *run.Batch

	code    int     // the worst of all walks over the articles: of what one did not finish, the newest counts
	settled settled // by all walks
	unmade  bool    // in the newest, an article could not be read or written though it was answered

	line     *progress // of the walk that is under way
	reporter *reporter
	earlier  settled // by the walks before it
	begun    time.Time
}

var _ run.BatchWatch = (*batchRun)(nil)

func (b *batchRun) Resumed(other *llm.Submission) {
	b.note("%s had been cut short, and is submitted now", other.ID)
}

func (b *batchRun) Collected(all llm.Collected) {
	b.note("%s: %s; %d failed, %d not carried out", plural(all.Parts, "batch", "batches"), plural(all.Answers, "answer", "answers"), all.Failures, all.NotRun)
	if all.Strange > 0 && !b.options.quiet {
		b.app.say("warning", "%s of the answers belong to no request, or cannot be read: left out", count(all.Strange, "line"))
	}
}

func (b *batchRun) Begin(articles int) {
	job := b.work.Job
	b.unmade = false
	b.line, b.begun = newProgress(b.app, b.options, job.Meter, articles), time.Now()
	b.reporter = &reporter{
		app: b.app, options: b.options, line: b.line, failOn: b.config.FailOn, articles: articles, verb: job.Verb, counts: map[string]int{}, reports: []articleReport{},
	}
	b.earlier = b.settled.sofar()
	b.reporter.packed = b.earlier.packed
}

// Outcome tells what became of an article, unless it waits.
func (b *batchRun) Outcome(o run.Outcome) (became string) {
	r := b.reporter
	if llm.IsAwaited(o.Err) {
		r.done++
		r.take(o)
		r.line.one()
		return ""
	}
	if nothing := (*run.NothingTranslated)(nil); o.Err != nil && !errors.As(o.Err, &nothing) {
		b.unmade = true
	}
	before := r.code
	r.code = ExitDone
	r.outcome(o)
	a := describe(o, r.verb)
	if o.Err == nil {
		b.settled.add(a, r.code, b.options.report != "")
	}
	r.code = worse(before, r.code)
	return a.Status
}

// End closes a walk: with the table and the report of it.
func (b *batchRun) End(waiting int, stopped error) error {
	b.line.stop()
	r, meter, took := b.reporter, b.work.Job.Meter, time.Since(b.begun)
	r.notDone(stopped)
	if r.counts[statusAwaited] < r.done {
		r.table(meter, took)
	}
	if stopped != nil {
		stopped = r.stopped(stopped, r.articles, func() string { return "name another --model when you submit" })
	}
	b.earlier.into(r.counts, meter)
	b.code = worse(r.code, b.settled.code)
	ended, code := stopped, b.code
	if waiting > 0 {
		code = worse(code, ExitIncomplete)
	}
	if ended == nil && code != ExitDone {
		ended = &reported{code}
	}
	if written := r.writeReport(meter, took, ended); written != ended { // it could not be written
		return written
	}
	return stopped
}

func (b *batchRun) UnderWay(others []*llm.Submission, requests int) {
	for _, s := range others {
		b.note("%s of them under way already as %s", plural(requests, "request is one", "requests are those"), s.ID)
	}
}

func (b *batchRun) Given(requests []llm.Request, most llm.Usage, cost float64) {
	rounds := b.work.Submission.Rounds
	files := len(rounds[len(rounds)-1].Parts)
	words := []string{fmt.Sprintf("round %d: submitted %s in %s", len(rounds), count(len(requests), "request"), count(files, "file"))}
	words = append(words, fmt.Sprintf("at most %s", count(most.Prompt+most.Completion, "token")))
	if cost > 0 {
		words = append(words, fmt.Sprintf("at most %s at the prices of live requests, of which a batch is often half", llm.Money(cost)))
	}
	b.note("%s", strings.Join(words, "; "))
}

func (b *batchRun) Away(err error) { b.note("%s: waiting on", err) }

// verdict is nil, or the exit code of what was already told.
func (b *batchRun) verdict() error {
	if b.code == ExitDone {
		return nil
	}
	return &reported{b.code}
}

func (b *batchRun) note(format string, args ...any) {
	if !b.options.quiet {
		b.app.say("note", format, args...)
	}
}

func (b *batchRun) hint(format string, args ...any) {
	if !b.options.quiet {
		b.app.say("hint", format, args...)
	}
}
