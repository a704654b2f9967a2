package llm

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/bits"
	"strings"
	"time"

	"github.com/sashabaranov/go-openai"
)

// openAI puts a request on the wire and reads what comes back. It sends once; only where a server refuses the way a request is put
// (the response format, the name of the output limit, a temperature) does it put it another way, and remembers that.
type openAI struct {
	api      *openai.Client
	profile  Profile
	address  string
	noKey    bool // the server wants a key, and there is none
	timeout  time.Duration
	tool     string
	clock    Clock
	doer     *doer
	dialects dialects
}

var _ Client = (*openAI)(nil)

func newOpenAI(o Options, address string) *openAI {
	config := openai.DefaultConfig("") // the key is with the doer
	config.BaseURL = address
	d := newDoer(o, address)
	config.HTTPClient = d
	return &openAI{
		api:      openai.NewClientWithConfig(config),
		profile:  o.Profile,
		address:  address,
		noKey:    o.APIKey.empty() && o.Profile.KeyNeededAt(address),
		timeout:  o.Timeout,
		tool:     o.Tool,
		clock:    o.Clock,
		doer:     d,
		dialects: dialects{profile: o.Profile, known: map[string]dialect{}},
	}
}

func (o *openAI) Ask(ctx context.Context, req Request) (Reply, error) {
	if refused := o.cannotAsk(req); refused != nil {
		return Reply{}, refused
	}
	for {
		out, wire := onWire(o.profile, o.address, o.dialects.of(req.Model), req)
		reply, err := o.send(ctx, req, out)
		if err == nil {
			reply.Wire = wire
			return reply, o.wasRead(req, reply)
		}
		if !o.dialects.stepDown(req, wire, err) {
			return Reply{}, err
		}
	}
}

// cannotAsk tells why a request need not be sent at all.
func (o *openAI) cannotAsk(req Request) *Error {
	switch {
	case req.Model == "":
		return o.refuse(NoModel, req, "no model was named")
	case o.noKey:
		return o.refuse(Unauthorized, req, "there is no key")
	}
	return nil
}

func (o *openAI) refuse(fault Fault, req Request, message string) *Error {
	return &Error{Fault: fault, Permanent: true, Model: req.Model, Address: o.address, Message: message}
}

// send makes one attempt.
func (o *openAI) send(ctx context.Context, req Request, out openai.ChatCompletionRequest) (Reply, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, o.timeout, errAttempt)
	defer cancel()
	resp, err := o.api.CreateChatCompletion(withTemperature(ctx, req), out)
	return o.received(ctx, req, resp, err)
}

// withTemperature marks the context of a request for what go-openai leaves out of it.
func withTemperature(ctx context.Context, req Request) context.Context {
	if req.Temperature != nil && *req.Temperature == 0 && !reasons(req.Model) {
		return context.WithValue(ctx, zeroTemperature{}, true)
	}
	return ctx
}

// received makes a reply or an *Error of what came back.
func (o *openAI) received(ctx context.Context, req Request, resp openai.ChatCompletionResponse, err error) (Reply, error) {
	var answered *answeredError
	switch {
	case errors.As(err, &answered):
		return o.reply(req, answered.reply), nil
	case err != nil:
		return Reply{}, o.fault(ctx, req, err)
	}
	return o.reply(req, readCompletion(resp)), nil
}

func (o *openAI) reply(req Request, r Reply) Reply {
	r.Model = orElse(r.Model, req.Model)
	r.Attempts = 1
	r.Time = o.clock.Now().UTC().Truncate(time.Millisecond)
	r.Tool = o.tool
	return r
}

// fault makes an *Error of what go-openai itself finds wrong; what the doer found is one already, or the context's own.
func (o *openAI) fault(ctx context.Context, req Request, err error) error {
	var known *Error
	var badType *json.UnmarshalTypeError
	var badSyntax *json.SyntaxError
	var badRequest *json.MarshalerError // wraps a syntax error too, that of our own schema
	switch {
	case errors.As(err, &known):
		known.Model = req.Model
		return known
	case errors.Is(err, openai.ErrChatCompletionInvalidModel):
		return o.refuse(NoModel, req, "the model is none for chat")
	case errors.As(err, &badRequest):
		return o.refuse(BadRequest, req, cleanMessage(err.Error(), Secret{}))
	case errors.As(err, &badType), errors.As(err, &badSyntax):
		return &Error{Fault: Nonsense, Model: req.Model, Address: o.address, Message: cleanMessage(err.Error(), Secret{}), Err: err}
	case ctx.Err() != nil:
		return err
	default:
		return o.refuse(BadRequest, req, cleanMessage(err.Error(), Secret{}))
	}
}

// readCompletion takes what is wanted out of a chat completion that has a choice. What a model thought (reasoning_content beside the
// content, or a part of another kind, which has no text) is left out.
func readCompletion(resp openai.ChatCompletionResponse) Reply {
	choice := resp.Choices[0]
	text := choice.Message.Content
	for _, part := range choice.Message.MultiContent {
		text += part.Text
	}
	r := Reply{
		Text: text, Refusal: strings.TrimSpace(choice.Message.Refusal), Model: resp.Model, Finish: finishOf(string(choice.FinishReason)),
		Usage: readUsage(resp.Usage),
	}
	if r.Finish == FinishContentFilter {
		r.Refusal = orElse(r.Refusal, filterWords(choice))
	}
	return r
}

// readUsage reads what a request cost. Where the total is more than its parts (Gemini, which counts thoughts in neither), the
// rest was thought, and belongs to the completion like all thinking.
func readUsage(u openai.Usage) Usage {
	usage := Usage{Prompt: u.PromptTokens, Completion: u.CompletionTokens}
	if d := u.PromptTokensDetails; d != nil {
		usage.Cached = d.CachedTokens
	}
	if d := u.CompletionTokensDetails; d != nil {
		usage.Reasoning = d.ReasoningTokens
	}
	if rest := u.TotalTokens - u.PromptTokens - u.CompletionTokens; rest > 0 {
		usage.Completion += rest
		usage.Reasoning = max(usage.Reasoning, rest)
	}
	return usage
}

// wasRead tells from what a server says that it read whether it cut the request in silence, as Ollama does with what does not fit
// its context window. Half of an estimate that errs by less than a third leaves no room for a false alarm. What is only a little
// too long shows in another way: a server that cuts reads exactly as much as its window holds, and windows are powers of two.
// That is also one honest count in a thousand, so whoever asks must be able to ask in other words.
func (o *openAI) wasRead(req Request, reply Reply) error {
	estimate := promptTokens(req.Messages)
	read := reply.Usage.Prompt
	if read <= 0 || read*2 >= estimate && !isWindow(read) {
		return nil
	}
	return o.refuse(ContextCut, req, fmt.Sprintf("%d tokens of about %d", read, estimate))
}

// isWindow tells a number of tokens that a context window is likely to have: a power of two from 1,024.
func isWindow(tokens int) bool { return tokens >= 1024 && bits.OnesCount(uint(tokens)) == 1 }

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
