package cmd

import (
	"github.com/spf13/cobra"
)

// batchFetch brings the answers of a submission and submits what is still to be asked.
func batchFetch(command *cobra.Command, app *App, o *workOptions, args []string, wait bool) error {
	if err := o.check(); err != nil {
		return err
	}
	if err := checkReport(o.report); err != nil {
		return err
	}
	b, err := openSubmission(command, app, o, args)
	if err != nil {
		return err
	}
	fetch := b.work.Fetch
	if wait {
		fetch = b.work.Wait
	}
	if err := fetch(command.Context()); err != nil {
		return batchFault(err)
	}
	return b.fetched()
}

// fetched is the end of fetch: what is to be done now.
func (b *batchRun) fetched() error {
	sub, kept := b.work.Submission, b.work.Kept
	waiting, incomplete := kept.Became(""), kept.Became(statusIncomplete)
	if waiting+incomplete > 0 {
		b.code = worse(b.code, ExitIncomplete)
	}
	switch {
	case sub.Running():
		for _, line := range progressOf(sub) {
			b.note("%s", line)
		}
		b.note("%s for answers", plural(waiting, "article waits", "articles wait"))
		b.hint("tarjuma batch fetch %s again brings them; with --wait it waits for them", sub.ID)
	case waiting > 0 && sub.Open():
		b.hint("tarjuma batch fetch %s again submits what is left", sub.ID)
	case waiting+incomplete > 0:
		b.note("%s", plural(waiting+incomplete, "article is not complete", "articles are not complete"))
		b.hint("finish live what is missing: %s", live(kept))
	}
	if b.unmade && !sub.Open() {
		b.hint("once the articles that failed can be read and written, tarjuma batch fetch %s writes them", sub.ID)
	}
	return b.verdict()
}

// batchCancel ends what is under way of a submission.
func batchCancel(command *cobra.Command, app *App, o *workOptions, args []string) error {
	b, err := openSubmission(command, app, o, args)
	if err != nil {
		return err
	}
	if err := b.work.Cancel(command.Context()); err != nil {
		return batchFault(err)
	}
	if sub := b.work.Submission; sub.Running() {
		b.hint("tarjuma batch fetch %s brings what was finished", sub.ID)
	} else {
		b.note("%s: nothing is under way", sub.ID)
	}
	return nil
}
