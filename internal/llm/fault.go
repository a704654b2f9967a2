package llm

import (
	"net/http"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// said is what an error body says, whatever its shape.
type said struct {
	message string
	code    string // code, type and status, the inner ones too, in lower case and parted by spaces
	param   string
	status  int // an HTTP status that stands inside the body
}

// readError reads the body of a failure: OpenAI's {"error":{…}}, {"error":"text"}, Gemini's [{"error":{…}}], vLLM's and
// Anthropic's flat ones, FastAPI's {"detail":…}, a page of HTML, plain text, nothing.
func readError(body []byte) said {
	text := strings.TrimSpace(string(body))
	if text == "" {
		return said{}
	}
	var value any
	err := json.Unmarshal(body, &value, jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	if err != nil {
		if strings.HasPrefix(text, "<") {
			return said{message: htmlMessage(text)}
		}
		return said{message: text}
	}
	return readErrorValue(value)
}

func readErrorValue(value any) said {
	switch v := value.(type) {
	case string:
		return said{message: v}
	case []any:
		if len(v) > 0 {
			return readErrorValue(v[0])
		}
	case map[string]any:
		if inner, ok := v["error"]; ok && inner != nil && inner != false {
			s := readErrorValue(inner)
			if s.message == "" {
				s.message = textOf(v["message"])
			}
			return s
		}
		return readErrorObject(v)
	}
	return said{}
}

func readErrorObject(v map[string]any) said {
	s := said{message: textOf(v["message"]), param: textOf(v["param"])}
	if s.message == "" {
		s.message = textOf(v["detail"])
	}
	codes := []string{textOf(v["code"]), textOf(v["type"]), textOf(v["status"])}
	if inner, ok := v["innererror"].(map[string]any); ok {
		codes = append(codes, textOf(inner["code"]))
	}
	s.code = strings.ToLower(strings.Join(codes, " "))
	for _, name := range []string{"code", "status"} {
		if n, err := strconv.Atoi(textOf(v[name])); err == nil && n >= 400 && n < 600 {
			s.status = n
			break
		}
	}
	return s
}

// textOf gives the text of a JSON value: a string itself, anything else as JSON, null as nothing.
func textOf(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case string:
		return v
	default:
		encoded, err := json.Marshal(v, json.Deterministic(true))
		if err != nil {
			return ""
		}
		return string(encoded)
	}
}

// filteredError says that a content filter refused the request itself: an answer, though it comes as a failure (Azure's 400).
type filteredError struct{ message string }

func (e *filteredError) Error() string { return "content filter: " + e.message }

// isFiltered knows Azure's and OpenAI's names for it.
func isFiltered(status int, s said) bool {
	return status == http.StatusBadRequest && mentions(s.code, "content_filter", "content_policy_violation", "responsibleaipolicyviolation")
}

// faultOf tells from a status and what the body says what went wrong, and whether asking again can help.
func faultOf(status int, s said) (fault Fault, permanent bool) {
	message := strings.ToLower(s.message)
	switch {
	case isContextFull(status, s.code, message):
		return ContextFull, true
	// By code alone: Gemini words a plain rate limit "check your plan and billing details".
	case status == http.StatusPaymentRequired || mentions(s.code, "insufficient_quota", "insufficient_balance", "billing"):
		return QuotaSpent, true
	case mentions(s.code, "model_not_found", "deploymentnotfound") || status == http.StatusNotFound && strings.Contains(message, "model"):
		return NoModel, true
	case status == http.StatusUnauthorized, status == http.StatusForbidden:
		return Unauthorized, true
	case status == http.StatusNotFound, status == http.StatusMethodNotAllowed:
		return NoAPI, true
	case status == http.StatusTooManyRequests:
		return RateLimited, false
	case status == http.StatusRequestTimeout, status == http.StatusConflict, status == http.StatusTooEarly, status >= 500:
		return ServerFault, false
	default:
		return BadRequest, true
	}
}

// isContextFull knows the codes of OpenAI and llama.cpp and the words of those that have no code (vLLM, Anthropic, Mistral).
func isContextFull(status int, code, message string) bool {
	if mentions(code, "context_length_exceeded", "exceed_context_size") || status == http.StatusRequestEntityTooLarge {
		return true
	}
	return (status == http.StatusBadRequest || status == http.StatusUnprocessableEntity) &&
		mentions(message, "context length", "context window", "context size", "prompt is too long", "too many tokens")
}

// completion is as much of a chat completion as must be known before go-openai reads it.
type completion struct {
	Error   jsontext.Value `json:"error"`
	Choices []struct {
		FinishReason string         `json:"finish_reason"`
		Error        jsontext.Value `json:"error"`
	} `json:"choices"`
}

// checkCompletion tells what is wrong with the body of a success: encoding/json, which go-openai reads with, would take the last of
// two equal keys and U+FFFD for bad UTF-8 without a word, and an error in a 200 for an answer without choices.
func checkCompletion(body []byte) *Error {
	if !utf8.Valid(body) {
		return &Error{Fault: Nonsense, Message: "the answer is not UTF-8"}
	}
	var c completion
	if err := json.Unmarshal(body, &c); err != nil {
		if strings.HasPrefix(strings.TrimSpace(string(body)), "<") {
			return &Error{Fault: NoAPI, Permanent: true, Message: htmlMessage(string(body))}
		}
		return &Error{Fault: Nonsense, Message: err.Error(), Err: err}
	}
	if isError(c.Error) {
		return errorInside(c.Error)
	}
	if len(c.Choices) == 0 {
		return &Error{Fault: Nonsense, Message: "the answer has no choices"}
	}
	if first := c.Choices[0]; first.FinishReason == "error" || isError(first.Error) {
		return errorInside(first.Error)
	}
	return nil
}

func isError(value jsontext.Value) bool {
	switch string(value) {
	case "", "null", "false", `""`, "{}":
		return false
	default:
		return true
	}
}

// errorInside is an error that came with HTTP 200 (OpenRouter). Without a status of its own it may pass.
func errorInside(value jsontext.Value) *Error {
	s := readError(value)
	e := &Error{Fault: ServerFault, Message: s.message, names: s.names()}
	if s.status != 0 || mentions(s.code, "insufficient", "context_length", "model_not_found") {
		e.Fault, e.Permanent = faultOf(s.status, s)
	}
	if e.Message == "" {
		e.Message = "an error in place of an answer"
	}
	return e
}

func (s said) names() string {
	return strings.ToLower(s.code + " " + s.param + " " + s.message)
}
