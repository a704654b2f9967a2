package llm

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/sashabaranov/go-openai"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// The limits of a file of requests: so many in it (OpenAI: https://platform.openai.com/docs/guides/batch), and so large, which every
// provider takes.
const (
	mostLines = 50_000
	mostBytes = 20_000_000
)

// batchEndpoint is what each line of a file asks for.
const batchEndpoint = openai.BatchEndpointChatCompletions

// batchLine is a line of a file of requests. Its body has the bytes that would be sent live.
type batchLine struct {
	CustomID string          `json:"custom_id"`
	Method   string          `json:"method"`
	URL      string          `json:"url"`
	Body     json.RawMessage `json:"body"`
}

// lines writes requests as lines of a batch and reads lines of answers, with the code that asks live.
type lines struct{ *openAI }

func newLines(o Options, address string) lines {
	o.HTTP = capturer{}
	return lines{newOpenAI(o, address)}
}

// capturer stands where the network is and keeps the body of a request for whoever wants it.
type capturer struct{}

var _ HTTPDoer = capturer{}

// capturedKey is under which a context says where a body is to be kept.
type capturedKey struct{}

// errCaptured ends a request that was only to be written.
var errCaptured = errors.New("the request was written and not sent")

func (capturer) Do(req *http.Request) (*http.Response, error) {
	if body, ok := req.Context().Value(capturedKey{}).(*[]byte); ok {
		var err error
		if *body, err = io.ReadAll(req.Body); err != nil {
			return nil, err
		}
	}
	return nil, errCaptured
}

// write gives a request as a line, without the line break, and how it stands there.
func (l lines) write(ctx context.Context, req Request) ([]byte, Wire, error) {
	if refused := l.cannotAsk(req); refused != nil {
		return nil, Wire{}, refused
	}
	out, wire := onWire(l.profile, l.address, l.dialects.of(req.Model), req)
	var body []byte
	ctx = context.WithValue(ctx, capturedKey{}, &body)
	_, err := l.api.CreateChatCompletion(withTemperature(ctx, req), out)
	if body == nil {
		return nil, wire, l.fault(ctx, req, err)
	}
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false) // the bytes of the body are those of the live path
	if err := encoder.Encode(batchLine{Key(req), http.MethodPost, string(batchEndpoint), body}); err != nil {
		return nil, wire, fmt.Errorf("writing a line of a batch: %w", err)
	}
	return bytes.TrimSuffix(line.Bytes(), []byte("\n")), wire, nil
}

// outLine is a line of a file of answers, or of one of errors.
type outLine struct {
	CustomID string `json:"custom_id"`
	Response *struct {
		Status int            `json:"status_code"`
		Body   jsontext.Value `json:"body"`
	} `json:"response"`
	Error jsontext.Value `json:"error"`
}

// customID finds whose a line is that cannot be read.
var customID = regexp.MustCompile(`"custom_id"\s*:\s*"([0-9a-f]+)"`)

// readOutLine reads a line strictly. Of one that cannot be read it gives whose it is, where that stands there.
func readOutLine(line []byte) (outLine, error) {
	var out outLine
	err := jsonv2.Unmarshal(line, &out)
	if err != nil {
		out = outLine{}
		if found := customID.FindSubmatch(line); found != nil {
			out.CustomID = string(found[1])
		}
	}
	return out, err
}

// read judges an answer to a request as one that came live. notRun says that the request was never carried out: its batch ended before.
func (l lines) read(ctx context.Context, req Request, wire Wire, out outLine) (reply Reply, notRun bool, err error) {
	if out.Response == nil || len(out.Response.Body) == 0 {
		s := readError(out.Error)
		status := 0
		if out.Response != nil {
			status = out.Response.Status
		}
		return Reply{}, mentions(s.code, "batch_expired", "batch_cancelled"), l.failed(req, status, s)
	}
	body, err := bodyOf(out.Response.Body)
	if err != nil {
		return Reply{}, false, l.doer.complete(&Error{Fault: Nonsense, Model: req.Model, Message: err.Error()})
	}
	var resp openai.ChatCompletionResponse
	err = l.doer.judge(&http.Response{StatusCode: out.Response.Status, Header: http.Header{}}, body)
	if err == nil {
		err = json.Unmarshal(body, &resp)
	}
	if reply, err = l.received(ctx, req, resp, err); err != nil {
		return Reply{}, false, err
	}
	reply.Wire = wire
	return reply, false, l.wasRead(req, reply)
}

// bodyOf gives the body of an answer: an object, or, as OGX 1.5 (once Llama Stack) writes it, a string that holds one.
func bodyOf(value jsontext.Value) ([]byte, error) {
	if value.Kind() != '"' {
		return value, nil
	}
	return jsontext.AppendUnquote(nil, value)
}

// failed makes an *Error of what stands in the place of an answer.
func (l lines) failed(req Request, status int, s said) *Error {
	s.message = orElse(s.message, "there is no answer in its line")
	e := l.doer.errorOf(&http.Response{StatusCode: status, Header: http.Header{}}, status, s)
	e.Model = req.Model
	return e
}

// lineOf is a request on its way into a file.
type lineOf struct {
	request Request
	key     string
	size    int // bytes of its line with the line break
	wire    Wire
}

// split parts requests into files: one model each, no file too long or too large, in the order of the keys.
func split(all []lineOf, most, bytes int) [][]lineOf {
	slices.SortFunc(all, func(a, b lineOf) int {
		if a.request.Model != b.request.Model {
			return strings.Compare(a.request.Model, b.request.Model)
		}
		return strings.Compare(a.key, b.key)
	})
	var files [][]lineOf
	size := 0
	for i, l := range all {
		if i == 0 || all[i-1].request.Model != l.request.Model || len(files[len(files)-1]) == most || size+l.size > bytes {
			files, size = append(files, nil), 0
		}
		files[len(files)-1] = append(files[len(files)-1], l)
		size += l.size
	}
	return files
}
