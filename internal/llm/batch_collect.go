package llm

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/sashabaranov/go-openai"
)

// take notes how the provider says that a batch stands.
func (p *BatchPart) take(batch openai.Batch) {
	p.Status = batch.Status
	p.Completed, p.Errors = batch.RequestCounts.Completed, batch.RequestCounts.Failed
	if batch.OutputFileID != nil {
		p.Output = *batch.OutputFileID
	}
	if batch.ErrorFileID != nil {
		p.ErrorFile = *batch.ErrorFileID
	}
}

// GoneError is a batch that the provider does not know: it was deleted, or belongs to another key.
type GoneError struct{ Batch string }

func (e *GoneError) Error() string { return "the provider does not know the batch " + e.Batch }

// Look asks the provider how the batches of a submission stand that have not ended, and notes it. The error is a *GoneError where it does not
// know one.
func (b *Batches) Look(ctx context.Context, s *Submission) error {
	for _, p := range s.parts() {
		if p.BatchID == "" || p.Collected || p.Ended() && p.Short.IsZero() {
			continue
		}
		batch, err := b.api.get(ctx, p.BatchID)
		if isGone(err) {
			return &GoneError{p.BatchID}
		}
		if err != nil {
			return err
		}
		b.note(p, batch)
	}
	return b.Save(s)
}

// note takes what the provider says of a batch, with its words where it did not carry it out.
func (b *Batches) note(p *BatchPart, batch openai.Batch) {
	p.take(batch)
	if batch.Errors == nil || len(batch.Errors.Data) == 0 {
		return
	}
	first := batch.Errors.Data[0]
	p.Problem = cleanMessage(strings.TrimSpace(first.Code+": "+first.Message), b.api.doer.key)
}

// problem is why a batch was not carried out, as an error.
func (b *Batches) problem(p *BatchPart) *Error {
	code, _, _ := strings.Cut(p.Problem, ":")
	resp := &http.Response{StatusCode: http.StatusBadRequest, Header: http.Header{}}
	e := b.api.doer.errorOf(resp, resp.StatusCode, said{message: p.Problem, code: strings.ToLower(code)})
	e.Status, e.Model = 0, p.Model
	return e
}

// Cancel asks the provider to end what is under way of a submission. What is finished by then can be collected.
func (b *Batches) Cancel(ctx context.Context, s *Submission) error {
	s.Cancelled = true
	if err := b.Save(s); err != nil {
		return err
	}
	if err := b.Resume(ctx, s); err != nil { // a batch that may have been made is found
		return err
	}
	for _, p := range s.parts() {
		if p.Collected || p.Ended() {
			continue
		}
		batch, err := b.api.cancel(ctx, p.BatchID)
		if err != nil && !isGone(err) { // one that has ended cannot be cancelled
			if seen, fault := b.api.get(ctx, p.BatchID); fault == nil && ended(seen.Status) {
				batch, err = seen, nil
			}
		}
		switch {
		case isGone(err):
			p.Status = batchGone
		case err != nil:
			return err
		default:
			b.note(p, batch)
		}
	}
	return b.Save(s)
}

// Collected is what came of the batches that ended.
type Collected struct {
	Parts    int
	Answers  int
	Failures int      // requests that were carried out and have no answer
	NotRun   int      // requests that were not
	Strange  int      // lines of answers that nobody asked for
	Problems []*Error // why batches were not carried out
	Again    int      // requests among Failures that are to be asked again as they were
	Fault    *Error   // what one of these met
	Stop     *Error   // a fault that every other request would meet too
	Short    error    // a *ShortError: a batch of which not all answers are there, and that is not collected yet
}

func (c *Collected) add(part Collected) {
	c.Parts++
	c.Answers += part.Answers
	c.Failures += part.Failures
	c.NotRun += part.NotRun
	c.Strange += part.Strange
	c.Again += part.Again
	c.Fault = cmp.Or(c.Fault, part.Fault)
	if c.Stop == nil {
		c.Stop = part.Stop
	}
}

// ShortError is a batch that has ended, and fewer of its answers are at the provider than it says itself: a file that is not there yet, or one that
// came cut.
type ShortError struct {
	Batch      string
	Have, Want int // answers, lines of errors among them
}

func (e *ShortError) Error() string {
	return fmt.Sprintf("of the answers of %s only %d of %d are there", e.Batch, e.Have, e.Want)
}

// shortPatience is how long answers that are not there are looked for again before they are asked, and paid for, a second time.
const shortPatience = 10 * time.Minute

// Collect brings the answers of all batches that have ended into the store, and notes what has none. A batch that expired or was cancelled
// keeps what it finished.
func (b *Batches) Collect(ctx context.Context, s *Submission) (Collected, error) {
	var all Collected
	b.recall(s)
	for _, p := range s.parts() {
		if p.Collected || !p.Ended() {
			continue
		}
		c := &collection{Batches: b, submission: s, part: p, failed: map[string]failedLine{}}
		err := c.collect(ctx)
		if short := (*ShortError)(nil); errors.As(err, &short) {
			all.Short = short
			continue
		}
		if err != nil {
			return all, err
		}
		all.add(c.sum)
		if p.Problem != "" {
			all.Problems = append(all.Problems, b.problem(p))
		}
	}
	return all, b.Save(s)
}

// collection is the answers of one part on their way into the store.
type collection struct {
	*Batches
	submission *Submission
	part       *BatchPart
	sum        Collected
	open       map[string]lineOf // requests without an answer so far
	failed     map[string]failedLine
	used       Usage
}

func (c *collection) collect(ctx context.Context) error {
	all, err := c.store.readPart(c.submission, c.part)
	if err != nil {
		return err
	}
	for _, f := range c.submission.Failed {
		c.failed[f.Key] = f
	}
	c.open = make(map[string]lineOf, len(all))
	for _, l := range all {
		c.open[l.key] = l
	}
	gone := false
	for _, id := range []string{c.part.Output, c.part.ErrorFile} {
		if id == "" {
			continue
		}
		err := c.file(ctx, id)
		if gone = gone || isGone(err); err != nil && !isGone(err) {
			return fmt.Errorf("fetching the answers of %s: %w", c.part.BatchID, err)
		}
	}
	if err := c.short(len(all) - len(c.open)); err != nil {
		return err
	}
	if gone {
		c.part.Problem = "the provider no longer has the answers of " + c.part.BatchID
	}
	for key := range c.open {
		c.sum.NotRun++
		c.fail(key, 0, nil)
	}
	return c.close()
}

// file takes a file of answers.
func (c *collection) file(ctx context.Context, id string) error {
	data, err := c.api.download(ctx, id)
	if err != nil {
		return err
	}
	for line := range bytes.Lines(data) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		if err := c.line(ctx, line); err != nil {
			return err
		}
	}
	return nil
}

// short gives a *ShortError where fewer lines came than the provider says that there are, and it has not been so for long.
func (c *collection) short(have int) error {
	want, now := c.part.expected(), c.clock.Now().UTC().Truncate(time.Millisecond)
	if have >= want {
		return nil
	}
	if c.part.Short.IsZero() || now.Before(c.part.Short) { // the clock may have been set back
		c.part.Short = now
	}
	if now.Sub(c.part.Short) >= shortPatience {
		return nil
	}
	return errors.Join(c.Save(c.submission), &ShortError{c.part.BatchID, have, want})
}

// close notes that a part is collected.
func (c *collection) close() error {
	c.part.Used, c.part.Collected, c.part.Short = c.used, true, time.Time{}
	c.part.Fruitless = c.sum.Again == c.part.Requests
	c.submission.Failed = c.submission.Failed[:0]
	for _, f := range c.failed {
		c.submission.Failed = append(c.submission.Failed, f)
	}
	slices.SortFunc(c.submission.Failed, func(a, b failedLine) int { return strings.Compare(a.Key, b.Key) })
	return c.Save(c.submission)
}

// line takes one line of a file of answers.
func (c *collection) line(ctx context.Context, text []byte) error {
	out, unread := readOutLine(text)
	l, asked := c.open[out.CustomID]
	if !asked || unread != nil && !bytes.HasSuffix(text, []byte("\n")) { // a file that was cut ends in the middle of a line
		c.sum.Strange++ // a request without a line is asked again
		return nil
	}
	delete(c.open, out.CustomID)
	wire := l.wire
	wire.Batch = c.part.BatchID
	if unread != nil {
		c.sum.Failures++
		c.fault(l, wire, &Error{Fault: Nonsense, Model: l.request.Model, Address: c.address, Message: "its line cannot be read"})
		return nil
	}
	reply, notRun, err := c.lines.read(ctx, l.request, wire, out)
	if err == nil {
		return c.answer(l, reply)
	}
	var fault *Error
	switch {
	case !errors.As(err, &fault):
		return err
	case notRun:
		c.sum.NotRun++
		c.fail(l.key, 0, nil)
	default:
		c.sum.Failures++
		c.fault(l, wire, fault)
	}
	return nil
}

// answer keeps a reply, unless an earlier try at this part has kept it already.
func (c *collection) answer(l lineOf, reply Reply) error {
	reply.Attempts = c.failed[l.key].Tries + 1
	delete(c.failed, l.key)
	c.sum.Answers++
	c.used.Prompt += reply.Usage.Prompt
	c.used.Cached += reply.Usage.Cached
	c.used.Completion += reply.Usage.Completion
	c.used.Reasoning += reply.Usage.Reasoning
	there, found, err := c.store.Newest(l.key)
	if err != nil || found && there.Reply.Wire == reply.Wire && there.Reply.Text == reply.Text {
		return err
	}
	return c.store.Save(Entry{Request: l.request, Reply: reply})
}

// fault notes what is wrong with a request: the next round asks it again, in another way where that may help, unless that is in vain.
func (c *collection) fault(l lineOf, wire Wire, fault *Error) {
	tries := c.failed[l.key].Tries
	switch {
	case c.lines.dialects.stepDown(l.request, wire, fault):
		c.learned(c.submission, l.request.Model)
		c.fail(l.key, tries, nil)
	case stopsRun(fault):
		if c.sum.Stop == nil {
			c.sum.Stop = fault
		}
		c.fail(l.key, tries, nil)
	case fault.Permanent:
		text := textOfFault(fault)
		c.fail(l.key, tries+1, &text)
	default:
		c.again(l.key, tries+1, fault)
	}
}

// again has a request asked again as it was, until it has been tried often enough.
func (c *collection) again(key string, tries int, fault *Error) {
	c.sum.Again++
	c.sum.Fault = cmp.Or(c.sum.Fault, fault)
	if tries < maxAttempts {
		c.fail(key, tries, nil)
		return
	}
	text := textOfFault(fault)
	c.fail(key, tries, &text)
}

// stopsRun knows the faults that every other request would meet too.
func stopsRun(e *Error) bool {
	switch e.Fault {
	case Unauthorized, QuotaSpent, NoModel, NoAPI:
		return true
	default:
		return false
	}
}

func (c *collection) fail(key string, tries int, fault *faultText) {
	c.failed[key] = failedLine{key, max(tries, c.failed[key].Tries), fault}
}

// The pauses between two looks at a batch.
const (
	pauseLeast = time.Second
	pauseMost  = 5 * time.Minute
)

// Pause waits before a batch is looked at again: longer, the more often (asked) that was in vain.
func (b *Batches) Pause(ctx context.Context, asked int) error {
	return b.clock.Sleep(ctx, min(pauseLeast<<min(asked, 16), pauseMost))
}
