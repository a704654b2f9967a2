package cmd

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"tarjuma/internal/llm"
	"tarjuma/internal/run"
)

// batchStatus lists submissions.
func batchStatus(command *cobra.Command, app *App, o *workOptions, args []string) error {
	c, err := loadConfig(app, command)
	if err != nil {
		return err
	}
	if err := c.check(); err != nil {
		return err
	}
	store, err := openStore(c, true)
	if err != nil {
		return err
	}
	all, unread := submissionsOf(store, args)
	untold := batchFault(look(command.Context(), app, c, o, all))
	return cmp.Or(showSubmissions(app, all), unread, untold) // what is known is shown all the same
}

// submissionsOf gives the submission that is named, else all that can be read.
func submissionsOf(store *llm.Store, args []string) ([]*llm.Submission, error) {
	if len(args) == 0 {
		return store.Submissions()
	}
	one, err := pickSubmission(store, args)
	if err != nil {
		return nil, err
	}
	return []*llm.Submission{one}, nil
}

func showSubmissions(app *App, all []*llm.Submission) error {
	if len(all) == 0 {
		return nil
	}
	table := tabwriter.NewWriter(app.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "submission\tsubmitted\tstate\tround\trequests\tanswered\tfailed\tarticles\tresults")
	for _, s := range all {
		kept, err := run.ReadBatchJob(s)
		if err != nil {
			return err
		}
		fmt.Fprintln(table, statusLine(s, kept))
	}
	return table.Flush()
}

// look asks the provider about what is under way, where anything is. Nobody is asked about what was submitted elsewhere.
func look(ctx context.Context, app *App, c *Config, o *workOptions, all []*llm.Submission) error {
	var b *batchRun
	for i, s := range all {
		if !s.Running() {
			continue
		}
		if b == nil {
			var err error
			if b, err = openBatches(ctx, app, c, o); err != nil {
				return err
			}
		}
		if b.work.API.IsElsewhere(s) {
			continue
		}
		now, err := b.work.Look(ctx, s.ID)
		if gone := (*llm.GoneError)(nil); errors.As(err, &gone) {
			app.say("warning", "%s: %s", s.ID, gone)
			continue
		}
		if err != nil {
			return err
		}
		all[i] = now
	}
	return nil
}

func statusLine(s *llm.Submission, kept *run.BatchJob) string {
	requests, answered, failed := 0, 0, 0
	if len(s.Rounds) > 0 {
		for _, p := range s.Rounds[len(s.Rounds)-1].Parts {
			requests, answered, failed = requests+p.Requests, answered+p.Completed, failed+p.Errors
		}
	}
	return fmt.Sprintf("%s\t%s\t%s\t%d\t%d\t%d\t%d\t%d of %d\t%s", s.ID, s.Created.Format(time.DateTime), stateOf(s), len(s.Rounds), requests, answered, failed,
		len(kept.Sources)-kept.Became(""), len(kept.Sources), kept.Output)
}

// stateOf says in the provider's words how the last round of a submission stands, and in ours what is to be done.
func stateOf(s *llm.Submission) string {
	switch {
	case s.Unfinished():
		return "cut short: fetch"
	case !s.Running() && s.Done:
		return "done"
	case !s.Running() && s.Cancelled:
		return "cancelled"
	case !s.Running():
		return "fetch again"
	}
	var states []string
	ready := false
	for _, p := range s.Rounds[len(s.Rounds)-1].Parts {
		ready = ready || p.Ended() && !p.Collected
		if len(states) == 0 || states[len(states)-1] != p.Status {
			states = append(states, p.Status)
		}
	}
	state := strings.Join(states, ", ")
	if ready {
		state += ": fetch"
	}
	return state
}

// progressOf tells of each batch that is under way how far it is.
func progressOf(s *llm.Submission) []string {
	var lines []string
	for _, p := range s.Rounds[len(s.Rounds)-1].Parts {
		if !p.Collected {
			lines = append(lines, fmt.Sprintf("%s: %s, %d of %s answered, %d failed", p.BatchID, p.Status, p.Completed, count(p.Requests, "request"), p.Errors))
		}
	}
	return lines
}
