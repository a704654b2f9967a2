package llm

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// said is what an error body says, whatever its shape.
type said struct {
	message   string
	code      string // code, type, status and reason, the inner ones too, in lower case and parted by spaces
	param     string
	status    int           // an HTTP status that stands inside the body
	retry     time.Duration // how long it asks to be left alone
	flagged   bool          // a filter found something in the text
	found     []string      // what it found, in order
	generated *string       // what the model wrote, where that is what was refused
}

// names is all that an error may name what it says no to by, in lower case.
func (s said) names() string {
	return strings.ToLower(s.code + " " + s.param + " " + s.message)
}

// words are the message and what a filter found.
func (s said) words() string {
	if len(s.found) == 0 {
		return s.message
	}
	return strings.TrimSpace(s.message + " (" + strings.Join(s.found, ", ") + ")")
}

// readError reads the body of a failure: OpenAI's {"error":{…}}, {"error":"text"}, Gemini's [{"error":{…}}], vLLM's, Mistral's and
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
	s.addCodes(v, "code", "type", "status")
	for _, name := range []string{"code", "status"} {
		if n, err := strconv.Atoi(textOf(v[name])); err == nil && n >= 400 && n < 600 {
			s.status = n
			break
		}
	}
	if generated, ok := v["failed_generation"]; ok {
		text := textOf(generated)
		s.generated = &text
	}
	s.readAzure(objectOf(v["innererror"]))
	s.readGoogle(listOf(v["details"]))
	s.readOpenRouter(objectOf(v["metadata"]))
	return s
}

// addCodes notes those members of an object that name a kind of error.
func (s *said) addCodes(v map[string]any, names ...string) {
	for _, name := range names {
		if code := strings.ToLower(textOf(v[name])); code != "" {
			s.code = strings.TrimSpace(s.code + " " + code)
		}
	}
}

// readAzure reads the inner error of Azure, which tells what its filter found.
func (s *said) readAzure(inner map[string]any) {
	s.addCodes(inner, "code")
	for name, result := range objectOf(inner["content_filter_result"]) {
		if objectOf(result)["filtered"] == true {
			s.flagged = true
			s.found = append(s.found, name)
		}
	}
	slices.Sort(s.found)
}

// readGoogle reads the details of Google's errors (google.rpc.ErrorInfo, QuotaFailure and RetryInfo): the reason, the quotas that
// are used up, and after how long to ask again, for which Gemini has no header.
func (s *said) readGoogle(details []any) {
	for _, detail := range details {
		v := objectOf(detail)
		s.addCodes(v, "reason")
		for _, violation := range listOf(v["violations"]) {
			s.addCodes(objectOf(violation), "quotaId")
		}
		if d, err := time.ParseDuration(textOf(v["retryDelay"])); err == nil && d > 0 {
			s.retry = min(d, longestWait)
		}
	}
}

// readOpenRouter reads the metadata of OpenRouter's errors: the stable names of what went wrong, what a moderation found, and
// in raw the words of the provider behind it.
func (s *said) readOpenRouter(metadata map[string]any) {
	s.addCodes(metadata, "error_type", "limit_source", "reason")
	reasons := listOf(metadata["reasons"])
	s.flagged = s.flagged || len(reasons) > 0 || textOf(metadata["flagged_input"]) != ""
	for _, reason := range reasons {
		s.found = append(s.found, textOf(reason))
	}
	if d, ok := number(textOf(metadata["retry_after_seconds"]), time.Second); ok && s.retry == 0 {
		s.retry = d
	}
	raw := readError([]byte(textOf(metadata["raw"])))
	if raw.message != "" {
		s.message = strings.TrimSpace(s.message + ": " + raw.message)
		s.code = strings.TrimSpace(s.code + " " + raw.code)
	}
}

// objectOf gives an object's members, none of anything else.
func objectOf(value any) map[string]any {
	v, _ := value.(map[string]any)
	return v
}

// listOf gives a list's elements, none of anything else.
func listOf(value any) []any {
	v, _ := value.([]any)
	return v
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
