package llm

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/sashabaranov/go-openai"

	"github.com/go-json-experiment/json/jsontext"
)

const (
	mostAnswers  = 512 << 20        // bytes of a file of answers: of 20 MB of requests there are a tenth of that
	filePatience = 15 * time.Minute // for a file on its way: it may be large, and the line slow
	listPages    = 200              // pages of a list of batches that are looked through, of 100 each
	listBack     = 48 * time.Hour   // how much older than our asking for it a batch may be said to be: clocks differ
)

// submissionMark and partMark are the names that our own ids have in a batch's metadata.
const (
	submissionMark = "tarjuma_submission"
	partMark       = "tarjuma_part"
)

// batchAPI is a provider's files and batches. Each call is tried as often as the first request of a run is; what comes back is an *Error or
// the context's cause.
type batchAPI struct {
	api     *openai.Client
	doer    *doer
	clock   Clock
	timeout time.Duration
	random  func() float64
	waiting func(reason string, d time.Duration)
}

func newBatchAPI(o Options, address string) *batchAPI {
	d := newDoer(o, address)
	d.most = mostAnswers
	config := openai.DefaultConfig("") // the key is with the doer
	config.BaseURL = address
	config.HTTPClient = &filesDoer{d}
	return &batchAPI{
		api: openai.NewClientWithConfig(config), doer: d, clock: o.Clock, timeout: o.Timeout, random: o.Random, waiting: o.Waiting,
	}
}

// filesDoer is the doer of what is no chat completion: it passes every success on that is whole.
type filesDoer struct{ *doer }

var _ HTTPDoer = (*filesDoer)(nil)

func (d *filesDoer) Do(req *http.Request) (*http.Response, error) {
	resp, body, err := d.exchange(req)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode < 200 || resp.StatusCode >= 300 {
		return nil, d.errorOf(resp, resp.StatusCode, readError(body))
	}
	if !strings.HasSuffix(req.URL.Path, "/content") {
		if err := d.judgeObject(resp, body); err != nil {
			return nil, err
		}
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

// judgeObject tells what is wrong with an object that came as a success.
func (d *filesDoer) judgeObject(resp *http.Response, body []byte) error {
	var object struct {
		Error jsontext.Value `json:"error"`
	}
	if e := readSuccess(body, &object); e != nil {
		e.Status = resp.StatusCode
		return d.complete(e)
	}
	if isError(object.Error) {
		inside := errorInside(object.Error, "an error in place of an answer")
		return d.errorOf(resp, inside.status, *inside)
	}
	return nil
}

// try makes attempts at a call until one goes well.
func (a *batchAPI) try(ctx context.Context, timeout time.Duration, call func(context.Context) error) error {
	again := &retried{clock: a.clock, random: a.random, waiting: a.waiting, deadline: deadline{clock: a.clock}}
	_, err := again.until(ctx, func() error {
		began := a.clock.Now()
		attempt, cancel := context.WithTimeoutCause(ctx, timeout, errAttempt)
		defer cancel()
		err := call(attempt)
		var fault *Error
		if errors.As(err, &fault) {
			fault.began = began
			return fault
		}
		if err != nil && ctx.Err() == nil {
			return a.doer.complete(&Error{Fault: Nonsense, Message: err.Error(), began: began})
		}
		return err
	})
	return err
}

// upload gives the provider a file and tells what it is called there.
func (a *batchAPI) upload(ctx context.Context, name string, data []byte) (id string, err error) {
	err = a.try(ctx, max(a.timeout, filePatience), func(ctx context.Context) error {
		file, err := a.api.CreateFileBytes(ctx, openai.FileBytesRequest{Name: name, Bytes: data, Purpose: openai.PurposeBatch})
		if err == nil && file.ID == "" {
			err = errors.New("the file has no id")
		}
		id = file.ID
		return err
	})
	return id, err
}

// download gives a file of the provider's.
func (a *batchAPI) download(ctx context.Context, id string) (data []byte, err error) {
	err = a.try(ctx, max(a.timeout, filePatience), func(ctx context.Context) error {
		content, err := a.api.GetFileContent(ctx, id)
		if err != nil {
			return err
		}
		data, err = io.ReadAll(content)
		return errors.Join(err, content.Close())
	})
	return data, err
}

// batchMark is what a batch is known by: its file, which no other has, and our own ids in its metadata, where a provider shows them in its list.
type batchMark struct{ file, submission, part string }

func (m batchMark) is(b openai.Batch) bool {
	return b.InputFileID == m.file && m.file != "" || b.Metadata[submissionMark] == m.submission && b.Metadata[partMark] == m.part
}

// create has the provider carry a file out. Creating is paid for each time: once a batch may have been made, it is looked for among those
// that are there, and only made where it is not. since is when it was first asked for, where nobody knows what came of it, else zero; the
// zero time is also what comes back of one that was surely not made. begin is told the time before the provider can know of it.
func (a *batchAPI) create(ctx context.Context, mark batchMark, since time.Time, begin func(time.Time) error) (openai.Batch, time.Time, error) {
	var made openai.Batch
	err := a.try(ctx, a.timeout, func(ctx context.Context) (err error) {
		if !since.IsZero() {
			if made, err = a.findAgain(ctx, mark, since); err != nil || made.ID != "" {
				return err
			}
		}
		first := since.IsZero()
		if first {
			since = a.clock.Now().UTC().Truncate(time.Millisecond)
			if err := begin(since); err != nil {
				return err
			}
		}
		created, err := a.api.CreateBatch(ctx, openai.CreateBatchRequest{
			InputFileID: mark.file, Endpoint: batchEndpoint, CompletionWindow: "24h",
			Metadata: map[string]any{submissionMark: mark.submission, partMark: mark.part},
		})
		if err == nil && created.ID == "" {
			err = errors.New("the batch has no id")
		}
		if first && isRefused(err) {
			since = time.Time{}
		}
		made = created.Batch
		return err
	})
	return made, since, err
}

// isRefused tells whether a server has said no, so that nothing can have come of a request.
func isRefused(err error) bool {
	var fault *Error
	return errors.As(err, &fault) && fault.Status >= 400 && fault.Status < 500 && fault.Status != http.StatusRequestTimeout
}

// listDelay is how long a batch may take to be listed.
const listDelay = 10 * time.Second

// findAgain is find for a batch that may only just have been made: where it is not there, it is looked for once more a little later.
func (a *batchAPI) findAgain(ctx context.Context, mark batchMark, since time.Time) (openai.Batch, error) {
	found, err := a.find(ctx, mark, since)
	if err != nil || found.ID != "" || a.clock.Now().Sub(since) > time.Minute {
		return found, err
	}
	if err := a.clock.Sleep(ctx, listDelay); err != nil {
		return found, err
	}
	return a.find(ctx, mark, since)
}

// find looks for the batch of a part among all that are there; without an id where there is none.
func (a *batchAPI) find(ctx context.Context, mark batchMark, since time.Time) (openai.Batch, error) {
	limit := 100
	var after *string
	for range listPages {
		list, err := a.api.ListBatch(ctx, after, &limit)
		if err != nil {
			return openai.Batch{}, err
		}
		for _, b := range list.Data {
			if mark.is(b) {
				return b, nil
			}
		}
		if !list.HasMore || len(list.Data) == 0 {
			return openai.Batch{}, nil
		}
		last := list.Data[len(list.Data)-1]
		if last.CreatedAt > 0 && time.Unix(int64(last.CreatedAt), 0).Before(since.Add(-listBack)) {
			return openai.Batch{}, nil // the newest come first
		}
		after = &last.ID
	}
	return openai.Batch{}, &Error{Fault: BadRequest, Permanent: true, Address: a.doer.address, Message: fmt.Sprintf("the list of batches is longer than %d pages", listPages)}
}

// get asks how a batch stands.
func (a *batchAPI) get(ctx context.Context, id string) (openai.Batch, error) {
	return a.batch(ctx, id, a.api.RetrieveBatch)
}

// cancel asks for the end of a batch, and tells how it stands.
func (a *batchAPI) cancel(ctx context.Context, id string) (openai.Batch, error) {
	return a.batch(ctx, id, a.api.CancelBatch)
}

func (a *batchAPI) batch(ctx context.Context, id string, call func(context.Context, string) (openai.BatchResponse, error)) (openai.Batch, error) {
	var got openai.Batch
	err := a.try(ctx, a.timeout, func(ctx context.Context) error {
		resp, err := call(ctx, id)
		if err == nil && resp.ID != id {
			err = errors.New("it is another batch")
		}
		got = resp.Batch
		return err
	})
	return got, err
}

// isGone tells whether the provider does not know a batch or a file of it: it was deleted, or belongs to another key.
func isGone(err error) bool {
	var fault *Error
	return errors.As(err, &fault) && fault.Status == http.StatusNotFound
}
