package llm

import (
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// completion is as much of a chat completion as must be known before go-openai reads it.
type completion struct {
	Error   jsontext.Value `json:"error"`
	Choices []struct {
		FinishReason string         `json:"finish_reason"`
		Error        jsontext.Value `json:"error"`
	} `json:"choices"`
}

// checkCompletion tells what is wrong with the body of a success, or what error stands in it: encoding/json, which go-openai reads with,
// would take the last of two equal keys and U+FFFD for bad UTF-8 without a word, and an error in a 200 for an answer without choices.
func checkCompletion(body []byte) (*Error, *said) {
	var c completion
	if e := readSuccess(body, &c); e != nil {
		return e, nil
	}
	if isError(c.Error) {
		return nil, errorInside(c.Error, "an error in place of an answer")
	}
	if len(c.Choices) == 0 {
		return &Error{Fault: Nonsense, Message: "the answer has no choices"}, nil
	}
	if first := c.Choices[0]; brokenOff(first.FinishReason) || isError(first.Error) {
		return nil, errorInside(first.Error, "the server broke the answer off ("+first.FinishReason+")")
	}
	return nil, nil
}

// readSuccess reads the JSON of a success strictly. A page of HTML is the sign of an address that is something else than an API.
func readSuccess(body []byte, v any) *Error {
	if !utf8.Valid(body) {
		return &Error{Fault: Nonsense, Message: "the answer is not UTF-8"}
	}
	err := json.Unmarshal(body, v)
	switch {
	case err == nil:
		return nil
	case strings.HasPrefix(strings.TrimSpace(string(body)), "<"):
		return &Error{Fault: NoAPI, Permanent: true, Message: htmlMessage(string(body))}
	default:
		return &Error{Fault: Nonsense, Message: err.Error()}
	}
}

func isError(value jsontext.Value) bool {
	switch string(value) {
	case "", "null", "false", `""`, "{}":
		return false
	default:
		return true
	}
}

// errorInside reads an error that came with HTTP 200 (OpenRouter, LM Studio).
func errorInside(value jsontext.Value, otherwise string) *said {
	s := readError(value)
	s.message = orElse(s.message, otherwise)
	return &s
}
