package llm

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// submissionFormat names the form of a submission's file.
const submissionFormat = "tarjuma.batch/1"

// batchesFolder is where a store keeps its submissions: ID.json, and beside it the requests of each part, ID.ROUND.PART.jsonl.
const batchesFolder = "batches"

// Submission is work that was given to a provider's batch API, as the store keeps it: whoever has the store can fetch the answers. Job
// is what the work is, in the caller's own form. Profile and Address say where it was given. Each round has the requests that could be
// asked at once; the next one those that hang on their answers, and those that failed. Fresh says that replies from before do not count.
type Submission struct {
	Format    string         `json:"format"`
	ID        string         `json:"id"`
	Created   time.Time      `json:"created"`
	Tool      string         `json:"tool"`
	Profile   string         `json:"profile"`
	Address   string         `json:"address"`
	Fresh     bool           `json:"fresh,omitzero"`
	Done      bool           `json:"done,omitzero"`
	Cancelled bool           `json:"cancelled,omitzero"`
	Rounds    []BatchRound   `json:"rounds"`
	Failed    []failedLine   `json:"failed,omitempty"`
	Learned   []learnedModel `json:"learned,omitempty"`
	Job       jsontext.Value `json:"job"`
}

// BatchRound is what was asked at one time, in one or several files.
type BatchRound struct {
	Parts []*BatchPart `json:"parts"`
}

// BatchPart is one file of requests and the provider's batch of it. Completed and Errors count requests as the provider does. Used is what
// the answers took; Problem is why the provider would not carry the batch out. Short is since when it has fewer answers of an ended batch than
// it says. Fruitless says that all of its requests are to be asked again as they were.
type BatchPart struct {
	Name      string    `json:"name"`
	Model     string    `json:"model"`
	Requests  int       `json:"requests"`
	Bytes     int       `json:"bytes"`
	FileID    string    `json:"file_id,omitempty"`
	Began     time.Time `json:"create_began,omitzero"` // when a batch of it was first asked for
	BatchID   string    `json:"batch_id,omitempty"`
	Status    string    `json:"status,omitempty"` // the provider's
	Completed int       `json:"completed"`
	Errors    int       `json:"failed"`
	Output    string    `json:"output_file_id,omitempty"`
	ErrorFile string    `json:"error_file_id,omitempty"`
	Problem   string    `json:"problem,omitempty"`
	Short     time.Time `json:"short_since,omitzero"`
	Collected bool      `json:"collected,omitzero"`
	Fruitless bool      `json:"fruitless,omitzero"`
	Used      Usage     `json:"used"`
}

// failedLine is a request that has no answer yet though it was carried out: how often, and, where it is not to be asked again, what is
// wrong with it.
type failedLine struct {
	Key   string     `json:"key"`
	Tries int        `json:"tries"`
	Fault *faultText `json:"fault,omitempty"`
}

// learnedModel is what was found of how a model is to be asked.
type learnedModel struct {
	Model         string `json:"model"`
	Format        string `json:"response_format"`
	OtherLimit    bool   `json:"other_limit,omitzero"`
	NoTemperature bool   `json:"no_temperature,omitzero"`
	NoAllowance   bool   `json:"no_allowance,omitzero"`
}

// Ended tells whether the provider has done with a part, well or not.
func (p *BatchPart) Ended() bool { return ended(p.Status) }

func ended(status string) bool {
	switch status {
	case "completed", "failed", "expired", "cancelled", batchGone:
		return true
	default:
		return false
	}
}

// expected is how many lines the files of an ended batch must have, by what the provider says of it.
func (p *BatchPart) expected() int {
	switch p.Status {
	case "completed":
		return p.Requests
	case "expired", "cancelled":
		return min(p.Completed+p.Errors, p.Requests)
	default:
		return 0 // it was not carried out
	}
}

// batchGone is the status of a batch that the provider no longer knows.
const batchGone = "gone"

// Running tells whether answers may still come: a part is not yet collected.
func (s *Submission) Running() bool {
	return slices.ContainsFunc(s.parts(), func(p *BatchPart) bool { return !p.Collected })
}

// Open tells whether there is anything left to do for a submission.
func (s *Submission) Open() bool { return s.Running() || !s.Done && !s.Cancelled }

// Unfinished tells whether a part was kept from being given to the provider.
func (s *Submission) Unfinished() bool {
	return slices.ContainsFunc(s.parts(), func(p *BatchPart) bool { return p.BatchID == "" && !p.Collected })
}

// Fruitless tells whether the last n rounds brought nothing: all that they asked for is to be asked again as it was.
func (s *Submission) Fruitless(n int) bool {
	if len(s.Rounds) < n {
		return false
	}
	for _, r := range s.Rounds[len(s.Rounds)-n:] {
		if slices.ContainsFunc(r.Parts, func(p *BatchPart) bool { return !p.Fruitless }) {
			return false
		}
	}
	return true
}

// Used is what all answers so far took.
func (s *Submission) Used() Usage {
	var sum Usage
	for _, p := range s.parts() {
		sum.Prompt += p.Used.Prompt
		sum.Cached += p.Used.Cached
		sum.Completion += p.Used.Completion
		sum.Reasoning += p.Used.Reasoning
	}
	return sum
}

func (s *Submission) parts() []*BatchPart {
	var parts []*BatchPart
	for _, r := range s.Rounds {
		parts = append(parts, r.Parts...)
	}
	return parts
}

// submissionName is what a submission may be called: it names files.
var submissionName = regexp.MustCompile(`^[0-9]{8}-[0-9]{6}-[0-9a-f]{8}$`)

// NoSubmission is a name that no submission of the store has.
type NoSubmission struct{ ID string }

func (e *NoSubmission) Error() string { return "the store has no submission " + e.ID }

func (s *Store) batchPath(name string) string { return filepath.Join(s.dir, batchesFolder, name) }

// hasSubmission tells whether there is a submission of that name, whole or not.
func (s *Store) hasSubmission(id string) bool {
	_, err := os.Stat(s.batchPath(id + suffix))
	return err == nil
}

// Submission reads a submission of the store. The error is a *NoSubmission where there is none of that name.
func (s *Store) Submission(id string) (*Submission, error) {
	if !submissionName.MatchString(id) {
		return nil, &NoSubmission{id}
	}
	path := s.batchPath(id + suffix)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &NoSubmission{id}
	}
	var read Submission
	if err == nil {
		err = json.Unmarshal(data, &read)
	}
	if err == nil && (read.Format != submissionFormat || read.ID != id) {
		err = errors.New("it is no submission of that name")
	}
	if err != nil {
		return nil, broken("reading a submission", path, err)
	}
	return &read, nil
}

// Submissions reads all submissions of the store, the oldest first. The error is that of the first which cannot be read; all others are given all
// the same.
func (s *Store) Submissions() ([]*Submission, error) {
	entries, err := os.ReadDir(s.batchPath(""))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, broken("listing submissions", s.batchPath(""), err)
	}
	var all []*Submission
	var fault error
	for _, e := range entries {
		id, is := strings.CutSuffix(e.Name(), suffix)
		if !is || !submissionName.MatchString(id) {
			continue
		}
		read, err := s.Submission(id)
		if err != nil {
			fault = cmp.Or(fault, err)
			continue
		}
		all = append(all, read)
	}
	slices.SortStableFunc(all, func(a, b *Submission) int { return a.Created.Compare(b.Created) })
	return all, fault
}

// saveSubmission puts a submission on the disk in the place of what was there of it.
func (s *Store) saveSubmission(b *Submission) error {
	data, err := json.Marshal(b, jsontext.WithIndent("  "))
	if err == nil {
		err = s.writeBatch(b.ID+suffix, append(data, '\n'))
	}
	if err == nil {
		s.sweepBatches(b.ID + suffix)
	}
	return err
}

func (s *Store) writeBatch(name string, data []byte) error {
	path := s.batchPath(name)
	if s.readOnly {
		return broken("keeping a submission", path, errors.New("the store is open for reading only"))
	}
	err := os.MkdirAll(filepath.Dir(path), 0o700)
	if err == nil {
		err = WriteFile(path, data, 0o600)
	}
	if err != nil {
		return broken("keeping a submission", path, err)
	}
	return nil
}

func (s *Store) removeBatch(name string) error {
	if s.readOnly {
		return broken("taking a submission away", s.batchPath(name), errors.New("the store is open for reading only"))
	}
	if err := patiently(func() error { return os.Remove(s.batchPath(name)) }); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return broken("taking a submission away", s.batchPath(name), err)
	}
	return nil
}
