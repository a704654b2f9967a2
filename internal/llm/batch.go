package llm

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/sashabaranov/go-openai"
)

// Batches gives requests to a provider's batch API and brings the answers into the store. It goes by the options as New does, but for
// pace, budget and deadline. Who changes a submission holds the lock (Lock) meanwhile.
type Batches struct {
	api     *batchAPI
	lines   lines
	store   *Store
	clock   Clock
	tool    string
	profile Profile
	prices  []Price
	budget  Budget
	address string
}

// NewBatches makes one. An error is one of the options.
func NewBatches(o Options) (*Batches, error) {
	if o.Store == nil {
		return nil, errors.New("no store to keep batches in")
	}
	o = o.withDefaults()
	address, err := cleanAddress(o.BaseURL)
	if err != nil {
		return nil, err
	}
	return &Batches{
		api: newBatchAPI(o, address), lines: newLines(o, address), store: o.Store, clock: o.Clock, tool: o.Tool,
		profile: o.Profile, prices: o.Prices, budget: o.Budget, address: address,
	}, nil
}

// IsElsewhere tells whether a submission was given to another provider than this one.
func (b *Batches) IsElsewhere(s *Submission) bool {
	return s.Address != b.address || s.Profile != b.profile.Name
}

// ErrBusy says that another process works on the submissions of the store.
var ErrBusy = errors.New("another process is at work on the submissions of this store")

// lockPatience is how long another's lock is waited for.
const lockPatience = time.Minute

// Lock sees to it that nobody else works on the submissions of the store until unlock is called. Another's lock is waited for, a minute at
// most (ErrBusy); one ends with its process.
func (b *Batches) Lock(ctx context.Context) (unlock func() error, err error) {
	path := b.store.batchPath("lock")
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, broken("keeping a submission", path, err)
	}
	for waited := time.Duration(0); ; waited += time.Second {
		unlock, taken, err := lockFile(path)
		switch {
		case err == nil:
			return unlock, nil
		case !taken:
			return nil, broken("locking the submissions", path, err)
		case waited >= lockPatience:
			return nil, ErrBusy
		}
		if err := b.clock.Sleep(ctx, time.Second); err != nil {
			return nil, err
		}
	}
}

// NewSubmission gives a submission with a name that no other of the store has; it is not on the disk yet. Job tells what the work is.
func (b *Batches) NewSubmission(job []byte, fresh bool) *Submission {
	now := b.clock.Now().UTC().Truncate(time.Millisecond)
	id := submissionID(now, job)
	for b.store.hasSubmission(id) { // the same work at the same instant, or the clock was set back
		now = now.Add(time.Millisecond)
		id = submissionID(now, job)
	}
	return &Submission{
		Format: submissionFormat, ID: id, Created: now, Tool: b.tool, Profile: b.profile.Name, Address: b.address, Fresh: fresh, Job: job,
	}
}

func submissionID(created time.Time, job []byte) string {
	sum := sha256.Sum256(append([]byte(created.Format(time.RFC3339Nano)), job...))
	return created.Format("20060102-150405") + "-" + hex.EncodeToString(sum[:4])
}

// Save puts a submission as it is on the disk.
func (b *Batches) Save(s *Submission) error { return b.store.saveSubmission(s) }

// UnderWay leaves out of some requests those that another open submission has asked for, and tells which those are.
func (b *Batches) UnderWay(s *Submission, requests []Request) (left []Request, with []*Submission, err error) {
	all, err := b.store.Submissions()
	if err != nil {
		return nil, nil, err
	}
	asked := map[string]*Submission{}
	for _, other := range all {
		if other.ID == s.ID || other.Address != s.Address {
			continue
		}
		for _, p := range other.parts() {
			if p.Collected {
				continue
			}
			keys, err := b.store.partKeys(other, p)
			if err != nil {
				return nil, nil, err
			}
			for _, key := range keys {
				asked[key] = other
			}
		}
	}
	for _, req := range requests {
		other := asked[Key(req)]
		if other == nil {
			left = append(left, req)
		} else if !slices.Contains(with, other) {
			with = append(with, other)
		}
	}
	slices.SortFunc(with, func(a, b *Submission) int { return strings.Compare(a.ID, b.ID) })
	return left, with, nil
}

// Most is the most that requests may take, and cost at the prices of live requests; a batch often costs less.
func (b *Batches) Most(requests []Request) (Usage, float64) {
	l := &ledger{prices: b.prices}
	var used Usage
	cost := 0.0
	for _, req := range requests {
		most := l.most(loadOf(req, b.profile))
		used.Prompt += most.Prompt
		used.Completion += most.Completion
		cost += l.amount(req.Model, most).cost
	}
	return used, cost
}

// afford tells whether requests fit the budget beside what a submission has spent, as an *Error of the fault OverBudget.
func (b *Batches) afford(s *Submission, requests []Request) error {
	most, cost := b.Most(requests)
	l := &ledger{budget: b.budget, prices: b.prices, spent: amount{tokens: s.Used().Prompt + s.Used().Completion, cost: b.cost(s)}}
	if a := (amount{most.Prompt + most.Completion, cost}); !l.fits(a) {
		return l.exceeded(a, "the next round")
	}
	return nil
}

// cost is the price of what a submission has spent, at that of live requests.
func (b *Batches) cost(s *Submission) float64 {
	sum := 0.0
	for _, p := range s.parts() {
		price, _ := PriceOf(b.prices, p.Model)
		sum += price.Cost(p.Used)
	}
	return sum
}

// Submit gives requests to the provider as a submission's next round. The state is on the disk before each step, so that Resume can go on
// after a crash. An *Error of the fault OverBudget says that nothing was given.
func (b *Batches) Submit(ctx context.Context, s *Submission, requests []Request) error {
	if err := b.afford(s, requests); err != nil {
		return err
	}
	b.recall(s)
	all := make([]lineOf, len(requests))
	for i, req := range requests {
		line, wire, err := b.lines.write(ctx, req)
		if err != nil {
			return err
		}
		if len(line) >= mostBytes {
			return &Error{Fault: ContextFull, Permanent: true, Model: req.Model, Message: fmt.Sprintf("%s alone fills a file of %d bytes", req.Label, mostBytes)}
		}
		all[i] = lineOf{req, Key(req), len(line) + 1, wire}
	}
	round := BatchRound{}
	for n, file := range split(all, mostLines, mostBytes) {
		p := &BatchPart{Name: fmt.Sprintf("%d.%d", len(s.Rounds)+1, n+1), Model: file[0].request.Model, Requests: len(file)}
		data, err := encodePart(file)
		if err == nil {
			err = b.store.writeBatch(partFile(s, p), data)
		}
		if err != nil {
			return err
		}
		round.Parts = append(round.Parts, p)
	}
	s.Rounds, s.Done = append(s.Rounds, round), false
	if err := b.Save(s); err != nil {
		return err
	}
	err := b.Resume(ctx, s)
	if isRefused(err) {
		err = errors.Join(err, b.withdraw(s))
	}
	return err
}

// withdraw takes back the newest round that the provider refused as a whole.
func (b *Batches) withdraw(s *Submission) error {
	round := s.Rounds[len(s.Rounds)-1]
	if slices.ContainsFunc(round.Parts, func(p *BatchPart) bool { return p.BatchID != "" || !p.Began.IsZero() }) {
		return nil // Resume goes on with the rest
	}
	s.Rounds = s.Rounds[:len(s.Rounds)-1]
	if len(s.Rounds) > 0 {
		return b.Save(s)
	}
	err := b.store.removeBatch(s.ID + suffix)
	for _, p := range round.Parts {
		err = errors.Join(err, b.store.removeBatch(partFile(s, p)))
	}
	return err
}

// Resume goes on with what a crash, or a fault of the provider, kept from being uploaded or created.
func (b *Batches) Resume(ctx context.Context, s *Submission) error {
	b.recall(s)
	for _, p := range s.parts() {
		if p.BatchID != "" || p.Collected {
			continue
		}
		do := b.start
		if s.Cancelled {
			do = b.leave
		}
		if err := do(ctx, s, p); err != nil {
			return err
		}
	}
	return b.Save(s)
}

// start uploads a part and has it carried out.
func (b *Batches) start(ctx context.Context, s *Submission, p *BatchPart) error {
	if p.FileID == "" {
		data, err := b.file(ctx, s, p)
		if err != nil {
			return err
		}
		if p.FileID, err = b.api.upload(ctx, "tarjuma-"+s.ID+"."+p.Name+".jsonl", data); err != nil {
			return err
		}
		p.Bytes = len(data)
		if err := b.Save(s); err != nil {
			return err
		}
	}
	batch, since, err := b.api.create(ctx, batchMark{p.FileID, s.ID, p.Name}, p.Began, func(now time.Time) error {
		p.Began = now
		return b.Save(s)
	})
	p.Began = since
	if err != nil {
		return errors.Join(err, b.Save(s))
	}
	p.BatchID = batch.ID
	p.take(batch)
	return b.Save(s)
}

// leave closes a part that was kept from being given to the provider, unless its batch was made all the same.
func (b *Batches) leave(ctx context.Context, s *Submission, p *BatchPart) error {
	if !p.Began.IsZero() {
		var batch openai.Batch
		err := b.api.try(ctx, b.api.timeout, func(ctx context.Context) (err error) {
			batch, err = b.api.findAgain(ctx, batchMark{p.FileID, s.ID, p.Name}, p.Began)
			return err
		})
		if err != nil {
			return err
		}
		if batch.ID != "" {
			p.BatchID = batch.ID
			p.take(batch)
			return b.Save(s)
		}
	}
	p.Status, p.Collected = "cancelled", true
	keys, err := b.store.partKeys(s, p)
	if err != nil {
		return err
	}
	for _, key := range keys {
		if !slices.ContainsFunc(s.Failed, func(f failedLine) bool { return f.Key == key }) {
			s.Failed = append(s.Failed, failedLine{Key: key})
		}
	}
	return b.Save(s)
}

// file is what is uploaded of a part: its requests as lines.
func (b *Batches) file(ctx context.Context, s *Submission, p *BatchPart) ([]byte, error) {
	all, err := b.store.readPart(s, p)
	if err != nil {
		return nil, err
	}
	var text bytes.Buffer
	for _, l := range all {
		line, _, err := b.lines.write(ctx, l.request)
		if err != nil {
			return nil, err
		}
		text.Write(line)
		text.WriteByte('\n')
	}
	return text.Bytes(), nil
}

// recall puts what a submission has learned of its models before what their profile says.
func (b *Batches) recall(s *Submission) {
	d := &b.lines.dialects
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, m := range s.Learned {
		d.known[m.Model] = dialect{indexOfFormat(m.Format), m.OtherLimit, m.NoTemperature, m.NoAllowance}
	}
}

// learned notes what was found of a model.
func (b *Batches) learned(s *Submission, model string) {
	d := b.lines.dialects.of(model)
	m := learnedModel{model, formats()[d.format], d.otherLimit, d.noTemperature, d.noAllowance}
	s.Learned = slices.DeleteFunc(s.Learned, func(old learnedModel) bool { return old.Model == model })
	s.Learned = append(s.Learned, m)
}
