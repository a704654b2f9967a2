package llm

import (
	"context"
	"time"
)

// Message is one message of a request: a role (system or user) and its text.
type Message struct {
	Role    string `json:"role"`
	Content string `json:"content"`
}

// Schema is the JSON Schema wanted of a reply, sent as these bytes so that its keys keep their order.
type Schema struct {
	Name string
	JSON []byte
}

// Request is one question to a model. Key hashes the logical part of it: messages, model as asked, schema, sampling and round.
// MaxTokens (the output limit, in estimated tokens), Label (for the store's reader, such as "translate prs s1…s8") and
// Lasting are not part of the key. A fault that Lasting (nil: none) holds true of is kept in the store like a reply: later
// runs meet it again (Error.Stored) and nothing is sent.
type Request struct {
	Model       string
	Messages    []Message
	Schema      Schema
	Temperature *float64
	Round       int
	MaxTokens   int
	Label       string
	Lasting     func(*Error) bool
}

// Usage is what the server said a request cost, in tokens. Cached is part of Prompt, Reasoning part of Completion.
type Usage struct {
	Prompt     int `json:"prompt"`
	Cached     int `json:"cached"`
	Completion int `json:"completion"`
	Reasoning  int `json:"reasoning"`
}

// The finish reasons that mean something here. What providers call them otherwise is put into these words; any other is passed on as
// the server gave it, and is that of no whole answer.
const (
	FinishStop          = "stop"
	FinishLength        = "length"
	FinishContentFilter = "content_filter"
)

// Reply is what a model answered, not yet believed. Refusal holds the provider's words when it would not answer
// (a refusal or a content filter); such a reply is final and is not sent again as it was.
type Reply struct {
	Key      string
	Text     string
	Refusal  string
	Model    string
	Finish   string
	Usage    Usage
	Attempts int
	Time     time.Time
	Tool     string
	Stored   bool // it was found in the store: nothing was sent for it
	Wire     Wire // how the request went out: for the reader of the store
}

// Wire is how a profile put a request on the wire: where it went, the output limit with its name there, the response format
// (json_schema, json_object or none), and whether the temperature asked for was left out because the model takes none. Batch is the
// provider's name of the batch that it was part of, if it was of one.
type Wire struct {
	Address            string `json:"address"`
	LimitField         string `json:"limit_field,omitempty"`
	Limit              int    `json:"limit,omitzero"`
	Format             string `json:"response_format"`
	TemperatureDropped bool   `json:"temperature_dropped,omitzero"`
	Batch              string `json:"batch,omitempty"`
}

// Client asks a model once. Its faults are *Error, or the context's own. All clients here are safe for concurrent use.
type Client interface {
	Ask(ctx context.Context, req Request) (Reply, error)
}
