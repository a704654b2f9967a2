package llm

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/sashabaranov/go-openai"
)

const (
	formatSchema = "json_schema"
	formatObject = "json_object"
	formatNone   = "none"
)

// formats gives the response formats, from the most that can be asked of a server to the least.
func formats() []string { return []string{formatSchema, formatObject, formatNone} }

// dialect is what one model at one address takes: what its profile says, and what was found.
type dialect struct {
	format        int // index in formats
	otherLimit    bool
	noTemperature bool
	noAllowance   bool // there is no room for thinking beside the answer
}

// dialects remembers what a server refused, by model; a client has one address. It is safe for concurrent use.
type dialects struct {
	profile Profile

	mu    sync.Mutex
	known map[string]dialect
}

func (d *dialects) of(model string) dialect {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.now(model)
}

func (d *dialects) now(model string) dialect {
	if known, ok := d.known[model]; ok {
		return known
	}
	return dialect{format: indexOfFormat(d.profile.Format), noTemperature: d.profile.NoTemperature}
}

// stepDown learns from a refusal which part of a request the server does not take, and tells whether the request can be put
// another way. Several requests may learn the same at once.
func (d *dialects) stepDown(req Request, sent Wire, err error) bool {
	var refused *Error
	if !errors.As(err, &refused) || !isNo(refused) {
		return false
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	now := d.now(req.Model)
	switch names := refused.names; {
	case refused.Fault == ContextFull:
		// The text may fit, and only text, answer and allowance together do not.
		if sent.Limit <= req.MaxTokens || !mentions(names, maxTokens, maxCompletionTokens, "in the completion") {
			return false
		}
		now.noAllowance = true
	case sent.Format != formatNone && mentions(names, "response_format", formatSchema, formatObject, "schema", "grammar"):
		now.format = max(now.format, indexOfFormat(sent.Format)+1)
	case sent.LimitField != "" && mentions(names, sent.LimitField) && limitField(d.profile, req.Model, now) != sent.LimitField:
		// Another request has learned it since this one was sent.
	case sent.LimitField != "" && mentions(names, sent.LimitField) && !reasons(req.Model) && !now.otherLimit:
		now.otherLimit = true
	case req.Temperature != nil && !sent.TemperatureDropped && mentions(names, "temperature"):
		now.noTemperature = true
	default:
		return false
	}
	d.known[req.Model] = now
	return true
}

// isNo tells a refusal of something in the request from a fault that has nothing to do with what was asked for. The server of
// llama-cpp-python says 500 of a response format that it does not know.
func isNo(e *Error) bool {
	switch e.Status {
	case http.StatusBadRequest, http.StatusUnprocessableEntity:
		return e.Fault == BadRequest || e.Fault == ContextFull
	case http.StatusInternalServerError:
		return e.Fault == ServerFault && mentions(e.names, "response_format")
	}
	return false
}

func mentions(text string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

func indexOfFormat(name string) int { return max(slices.Index(formats(), name), 0) }

// limitField gives the name of the output limit for a model.
func limitField(p Profile, model string, d dialect) string {
	field := p.LimitField
	if field == "" {
		field = maxTokens
	}
	if d.otherLimit {
		if field == maxTokens {
			field = maxCompletionTokens
		} else {
			field = maxTokens
		}
	}
	if reasons(model) {
		field = maxCompletionTokens
	}
	return field
}

// onWire puts a request in go-openai's form, and says what became of it.
func onWire(p Profile, address string, d dialect, req Request) (openai.ChatCompletionRequest, Wire) {
	out := openai.ChatCompletionRequest{Model: req.Model}
	wire := Wire{Address: address, Format: formatNone}
	for _, m := range req.Messages {
		out.Messages = append(out.Messages, openai.ChatCompletionMessage{Role: m.Role, Content: m.Content})
	}
	if req.Temperature != nil {
		wire.TemperatureDropped = d.noTemperature || reasons(req.Model)
		if !wire.TemperatureDropped {
			out.Temperature = float32(*req.Temperature)
		}
	}
	if req.MaxTokens > 0 {
		wire.LimitField = limitField(p, req.Model, d)
		wire.Limit = req.MaxTokens
		if !d.noAllowance {
			wire.Limit += p.allowance(req.Model)
		}
		if wire.LimitField == maxTokens {
			//lint:ignore SA1019 OpenAI calls the name old; many other servers know no other
			out.MaxTokens = wire.Limit
		} else {
			out.MaxCompletionTokens = wire.Limit
		}
	}
	if len(req.Schema.JSON) > 0 {
		wire.Format = formats()[d.format]
		out.ResponseFormat = responseFormat(wire.Format, req.Schema)
	}
	return out, wire
}

// responseFormat asks for a form of reply. The schema goes as raw bytes: go-openai's own type would sort its keys, and a model
// writes its answer in the order of the schema.
func responseFormat(format string, schema Schema) *openai.ChatCompletionResponseFormat {
	switch format {
	case formatSchema:
		return &openai.ChatCompletionResponseFormat{
			Type: openai.ChatCompletionResponseFormatTypeJSONSchema,
			JSONSchema: &openai.ChatCompletionResponseFormatJSONSchema{
				Name: schema.Name, Schema: json.RawMessage(schema.JSON), Strict: true,
			},
		}
	case formatObject:
		return &openai.ChatCompletionResponseFormat{Type: openai.ChatCompletionResponseFormatTypeJSONObject}
	default:
		return nil
	}
}
