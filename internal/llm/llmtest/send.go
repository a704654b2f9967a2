package llmtest

import (
	"bytes"
	"encoding/json"
	"net"
	"net/http"
	"strconv"
	"strings"
)

// completion is a chat completion, as far as clients read it.
type completion struct {
	ID      string   `json:"id"`
	Object  string   `json:"object"`
	Created int64    `json:"created"`
	Model   string   `json:"model"`
	Choices []choice `json:"choices"`
	Usage   usage    `json:"usage"`
}

type choice struct {
	Index        int     `json:"index"`
	Message      message `json:"message"`
	FinishReason string  `json:"finish_reason"`
}

type message struct {
	Role    string  `json:"role"`
	Content *string `json:"content"`
	Refusal string  `json:"refusal,omitempty"`
}

type usage struct {
	PromptTokens     int `json:"prompt_tokens"`
	CompletionTokens int `json:"completion_tokens"`
	TotalTokens      int `json:"total_tokens"`
}

// apiError is the error that OpenAI's API gives.
type apiError struct {
	Message string `json:"message"`
	Type    string `json:"type"`
	Param   string `json:"param,omitempty"`
	Code    string `json:"code,omitempty"`
	Inner   *inner `json:"innererror,omitempty"`
}

type inner struct {
	Code string `json:"code"`
}

// sendFailure answers with a fault of HTTP, and tells whether this was one.
func (s *Server) sendFailure(w http.ResponseWriter, hr *http.Request, fault Fault, r Request) bool {
	if status, e, ok := refusal(fault, r); ok {
		if fault == TooManyRequestsAfter {
			w.Header().Set("Retry-After", s.RetryAfter)
		}
		sendError(w, status, e)
		return true
	}
	switch fault {
	case EmptyUnavailable:
		w.WriteHeader(http.StatusServiceUnavailable)
	case BadGateway:
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusBadGateway)
		_, _ = w.Write([]byte("<html>\n<head><title>502 Bad Gateway</title></head>\n<body><center>nginx</center></body>\n</html>\n"))
	case ErrorIn200:
		sendError(w, http.StatusOK, apiError{Message: "Provider returned error", Code: "502"})
	case Reset:
		reset(w)
	case Silent:
		<-hr.Context().Done()
	default:
		return false
	}
	return true
}

// refusal gives the faults that come as an error object.
func refusal(fault Fault, r Request) (int, apiError, bool) {
	const invalid = "invalid_request_error"
	switch fault {
	case TooManyRequests, TooManyRequestsAfter:
		return 429, apiError{Message: "Rate limit reached for requests", Type: "requests", Code: "rate_limit_exceeded"}, true
	case QuotaSpent:
		return 429, apiError{Message: "You exceeded your current quota, please check your plan and billing details.",
			Type: "insufficient_quota", Code: "insufficient_quota"}, true
	case WrongKey:
		shown := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
		return 401, apiError{Message: "Incorrect API key provided: " + shown + ".", Type: invalid, Code: "invalid_api_key"}, true
	case UnknownModel:
		return 404, apiError{Message: "The model `" + r.Model + "` does not exist", Type: invalid, Code: "model_not_found"}, true
	case RequestTimeout:
		return 408, apiError{Message: "Request timed out", Type: "timeout"}, true
	case InternalError:
		return 500, apiError{Message: "The server had an error while processing your request", Type: "server_error"}, true
	case Overloaded:
		return 529, apiError{Message: "Overloaded", Type: "overloaded_error"}, true
	case FilteredRequest:
		return 400, apiError{Message: "The response was filtered due to the prompt triggering the content management policy",
			Param: "prompt", Code: "content_filter", Inner: &inner{"ResponsibleAIPolicyViolation"}}, true
	case ContextTooSmall:
		return 400, apiError{Message: "This model's maximum context length is 4096 tokens.", Type: invalid, Code: "context_length_exceeded"}, true
	case SchemaRefused, FormatRefused:
		if r.Format == "json_schema" || r.Format != "" && fault == FormatRefused {
			return 400, apiError{Message: "This response_format type is unavailable now", Type: invalid, Param: "response_format"}, true
		}
	}
	return 0, apiError{}, false
}

func sendError(w http.ResponseWriter, status int, e apiError) {
	send(w, status, encode(map[string]apiError{"error": e}))
}

func send(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body)
}

// sendCompletion answers with a completion, whole or in the manner of a fault.
func (s *Server) sendCompletion(w http.ResponseWriter, hr *http.Request, fault Fault, c completion) {
	body := encode(c)
	switch fault {
	case DuplicateKeys:
		body = append([]byte(`{"model":"another",`), body[1:]...)
	case InvalidUTF8:
		body = bytes.Replace(body, []byte(`"content":"`), []byte("\"content\":\"\xff"), 1)
	case Stall, CutShort:
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		_, _ = w.Write(body[:len(body)/2])
		_ = http.NewResponseController(w).Flush()
		if fault == Stall {
			<-hr.Context().Done()
		}
		reset(w)
		return
	}
	send(w, http.StatusOK, body)
}

// reset closes the connection, at TCP without a farewell.
func reset(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		return
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close()
}

// encode gives JSON with its letters as they are. What it is given can always be encoded.
func encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
