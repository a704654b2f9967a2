package llm

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"
)

const (
	maxReply    = 8 << 20          // bytes of a body that are read; a reply of a whole article is some 100 KiB
	connectTime = 5 * time.Second  // for a connection, and again for TLS
	idleTime    = 90 * time.Second // an unused connection is kept so long
)

// HTTPDoer sends one HTTP request; *http.Client is one.
type HTTPDoer interface {
	Do(*http.Request) (*http.Response, error)
}

// errAttempt is the cause of a context whose one attempt took too long.
var errAttempt = errors.New("the attempt took too long")

// doer makes exactly one attempt for go-openai, and gives it nothing but whole, checked chat completions. All else is an *Error,
// an *answeredError or the context's cause, which go-openai hands on as it is. It alone holds the key.
type doer struct {
	next    HTTPDoer
	key     Secret
	address string
	agent   string
	clock   Clock
	most    int // bytes of a body that are read
}

var _ HTTPDoer = (*doer)(nil)

func newDoer(o Options, address string) *doer {
	return &doer{next: o.HTTP, key: o.APIKey, address: address, agent: "tarjuma/" + o.Tool, clock: o.Clock, most: maxReply}
}

func (d *doer) Do(req *http.Request) (*http.Response, error) {
	resp, body, err := d.exchange(req)
	if err != nil {
		return nil, err
	}
	if err := d.judge(resp, body); err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(body))
	return resp, nil
}

// exchange sends a request and reads the whole of what comes back.
func (d *doer) exchange(req *http.Request) (*http.Response, []byte, error) {
	if err := d.prepare(req); err != nil {
		return nil, nil, err
	}
	resp, err := d.next.Do(req)
	if err != nil {
		return nil, nil, d.networkError(req.Context(), err)
	}
	keepLimits(req.Context(), resp.Header)
	body, err := io.ReadAll(io.LimitReader(resp.Body, int64(d.most)+1))
	closeErr := resp.Body.Close()
	if err = errors.Join(err, closeErr); err != nil {
		return nil, nil, d.networkError(req.Context(), err)
	}
	if len(body) > d.most {
		return nil, nil, d.complete(&Error{Fault: Nonsense, Permanent: true, Status: resp.StatusCode,
			Message: fmt.Sprintf("the answer is larger than %d MiB", d.most>>20)})
	}
	return resp, body, nil
}

// prepare adds what go-openai is not given or does not send.
func (d *doer) prepare(req *http.Request) error {
	if !d.key.empty() {
		req.Header.Set("Authorization", "Bearer "+d.key.reveal())
	}
	req.Header.Set("User-Agent", d.agent)
	if req.Context().Value(zeroTemperature{}) == nil {
		return nil
	}
	body, err := io.ReadAll(req.Body)
	if err != nil {
		return fmt.Errorf("reading the request: %w", err)
	}
	body = append([]byte(`{"temperature":0,`), bytes.TrimPrefix(body, []byte("{"))...)
	req.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(body)), nil }
	req.Body, req.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
	return nil
}

// zeroTemperature marks the context of a request that asks for temperature 0, which go-openai leaves out (omitempty).
type zeroTemperature struct{}

// judge passes whole chat completions and makes an error of the rest.
func (d *doer) judge(resp *http.Response, body []byte) error {
	status := resp.StatusCode
	switch {
	case status >= 200 && status < 300:
		e, inside := checkCompletion(body)
		if inside != nil {
			return d.failure(resp, inside.status, *inside)
		}
		if e == nil {
			return nil
		}
		e.Status = status
		e.RetryAfter = retryAfter(resp.Header, d.clock.Now())
		return d.complete(e)
	case status >= 300 && status < 400:
		e := &Error{Fault: BadRequest, Permanent: true, Status: status, Message: "redirected"}
		if to, err := resp.Location(); err == nil {
			e.Message += " to " + to.Scheme + "://" + to.Host
		}
		return d.complete(e)
	}
	return d.failure(resp, status, readError(body))
}

// failure makes an error of what a server says went wrong, or the answer that it is.
func (d *doer) failure(resp *http.Response, status int, s said) error {
	if reply, ok := answerIn(status, s); ok {
		reply.Refusal = cleanMessage(reply.Refusal, d.key)
		return &answeredError{reply}
	}
	return d.errorOf(resp, status, s)
}

// errorOf makes an *Error of what a server says went wrong, with the status that tells what: the one it came with, or one inside.
func (d *doer) errorOf(resp *http.Response, status int, s said) *Error {
	fault, permanent := faultOf(status, s)
	e := &Error{Fault: fault, Permanent: permanent, Status: resp.StatusCode, Message: orElse(s.words(), http.StatusText(status)), names: s.names()}
	if !permanent {
		if e.RetryAfter = retryAfter(resp.Header, d.clock.Now()); e.RetryAfter == 0 {
			e.RetryAfter = s.retry
		}
	}
	return d.complete(e)
}

// complete gives an error its address and takes the key out of it. What a message was made from may hold the key: it is not kept.
func (d *doer) complete(e *Error) *Error {
	e.Address = d.address
	e.Message = cleanMessage(e.Message, d.key)
	e.Err = nil
	return e
}

// networkError sorts what a connection can die of: the caller's own end, an attempt that took too long, a certificate that will not
// get better, and all the rest, which may pass.
func (d *doer) networkError(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause != nil && !errors.Is(cause, errAttempt) {
		return cause
	}
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err // without the address, which url.Error puts before it
	}
	e := &Error{Fault: Unreachable, Address: d.address, Message: cleanMessage(err.Error(), d.key), noConnection: neverConnected(err)}
	var certificate *tls.CertificateVerificationError
	switch {
	case ctx.Err() != nil:
		e.Fault, e.Message = TimedOut, "no whole answer in time"
	case errors.As(err, &certificate):
		e.Permanent = true
	}
	return e
}

// neverConnected tells whether a request cannot have reached the server.
func neverConnected(err error) bool {
	var unknownHost *net.DNSError
	var op *net.OpError
	return errors.As(err, &unknownHost) || errors.As(err, &op) && (op.Op == "dial" || op.Op == "proxyconnect")
}

// newTransport makes the HTTP client that is used where none is given. It connects within connectTime, and follows a redirect
// only to the same scheme and host and with the same method: the key goes nowhere else.
func newTransport(jobs int) HTTPDoer {
	dialer := &net.Dialer{Timeout: connectTime}
	return &http.Client{
		Transport: &http.Transport{
			Proxy:               http.ProxyFromEnvironment,
			DialContext:         dialer.DialContext,
			ForceAttemptHTTP2:   true,
			TLSHandshakeTimeout: connectTime,
			MaxIdleConnsPerHost: jobs,
			IdleConnTimeout:     idleTime,
		},
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			first := via[0]
			if len(via) > 3 || req.Method != first.Method || req.URL.Scheme != first.URL.Scheme || req.URL.Host != first.URL.Host {
				return http.ErrUseLastResponse
			}
			return nil
		},
	}
}
