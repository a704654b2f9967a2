package llmtest

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"tarjuma/internal/llm"
)

// Request is one request as the server got it, with the data that stands at the end of its user message read.
type Request struct {
	N           int // 1 is the first that the server got
	At          time.Time
	Refused     bool // it exceeded the server's Limits
	Header      http.Header
	Body        []byte
	Model       string
	Messages    []llm.Message
	Temperature *float64 // nil: not sent
	LimitField  string   // the name that the output limit was sent under
	Limit       int
	Format      string // type of the response_format, or ""
	Data
}

// Data is the JSON object that carries a request's data.
type Data struct {
	Task       string    `json:"task"`
	TargetLang string    `json:"target_lang"`
	OutputLang string    `json:"output_lang"`
	Words      int       `json:"words"`
	Points     int       `json:"points"`
	Anchors    []string  `json:"anchors"`
	Problems   []string  `json:"problems"`
	Names      []string  `json:"names"`
	Facts      []Fact    `json:"facts"`
	Segments   []Segment `json:"segments"`
}

// Fact is a quote of a segment that may not have been sent itself.
type Fact struct {
	Quote   string `json:"quote"`
	Segment string `json:"segment"`
}

// Segment is a segment to be answered.
type Segment struct {
	ID       string   `json:"id"`
	Text     string   `json:"text"`
	Previous string   `json:"previous"`
	Problems []string `json:"problems"`
}

// Tokens is what a request takes of a limit of tokens: its prompt, as estimated, and its output limit.
func (r Request) Tokens() int {
	sum := r.Limit
	for _, m := range r.Messages {
		sum += llm.Tokens(m.Content)
	}
	return sum
}

// IDs gives the ids of the segments that are asked for, in order.
func (d Data) IDs() []string {
	ids := make([]string, 0, len(d.Segments))
	for _, s := range d.Segments {
		ids = append(ids, s.ID)
	}
	return ids
}

func readRequest(header http.Header, body []byte) (Request, error) {
	var wire struct {
		Model               string        `json:"model"`
		Messages            []llm.Message `json:"messages"`
		Temperature         *float64      `json:"temperature"`
		MaxTokens           int           `json:"max_tokens"`
		MaxCompletionTokens int           `json:"max_completion_tokens"`
		ResponseFormat      struct {
			Type string `json:"type"`
		} `json:"response_format"`
	}
	r := Request{Header: header.Clone(), Body: body}
	if err := json.Unmarshal(body, &wire); err != nil {
		return r, fmt.Errorf("reading the request: %w", err)
	}
	r.Model, r.Messages, r.Temperature, r.Format = wire.Model, wire.Messages, wire.Temperature, wire.ResponseFormat.Type
	switch {
	case wire.MaxTokens > 0:
		r.LimitField, r.Limit = "max_tokens", wire.MaxTokens
	case wire.MaxCompletionTokens > 0:
		r.LimitField, r.Limit = "max_completion_tokens", wire.MaxCompletionTokens
	}
	if len(wire.Messages) == 0 {
		return r, errors.New("the request has no messages")
	}
	last := wire.Messages[len(wire.Messages)-1].Content
	object := strings.TrimSpace(last[strings.LastIndex(strings.TrimSpace(last), "\n")+1:])
	if err := json.Unmarshal([]byte(object), &r.Data); err != nil {
		return r, fmt.Errorf("reading the data at the end of the user message: %w", err)
	}
	return r, nil
}
