package llm_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"tarjuma/internal/llm"
)

// canned answers every request with the same status, headers (pairs) and body.
func canned(status int, body string, headers ...string) doerFunc {
	return func(*http.Request) (*http.Response, error) {
		h := http.Header{}
		for i := 0; i < len(headers); i += 2 {
			h.Set(headers[i], headers[i+1])
		}
		return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body))}, nil
	}
}

func askCanned(t *testing.T, doer llm.HTTPDoer) (llm.Reply, error) {
	t.Helper()
	o := hermetic(t, doer)
	o.Clock = newClock()
	req := translation("s1")
	req.Schema = llm.Schema{}
	return newClient(t, o).Ask(t.Context(), req)
}

// TestShapesOfFailure has each provider's way to say no, as its documentation or its users show it.
func TestShapesOfFailure(t *testing.T) {
	tests := []struct {
		name    string
		status  int
		body    string
		headers []string
		want    string
	}{
		{"OpenAI, quota", 429, `{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}`, nil,
			"the quota is spent, permanent true, after 0s, status 429: You exceeded your current quota"},
		{"OpenAI, billing", 400, `{"error":{"message":"Billing hard limit has been reached","type":"invalid_request_error","param":null,"code":"billing_hard_limit_reached"}}`, nil,
			"the quota is spent, permanent true, after 0s, status 400: Billing hard limit has been reached"},
		{"Gemini, a rate limit that speaks of billing", 429, `[{"error":{"code":429,"message":"Please check your plan and billing details","status":"RESOURCE_EXHAUSTED"}}]`, []string{"Retry-After", "3600"},
			"the rate limit is reached, permanent true, after 1h0m0s, status 429: waited 0s in all; Please check your plan and billing details"},
		{"DeepSeek, no balance", 402, `{"error":{"message":"Insufficient Balance"}}`, nil, "the quota is spent, permanent true, after 0s, status 402: Insufficient Balance"},
		{"text", 401, `{"error":"invalid token"}`, nil, "the key was refused, permanent true, after 0s, status 401: invalid token"},
		{"forbidden, not JSON", 403, "no\nentry\x1b[31m", nil, "the key was refused, permanent true, after 0s, status 403: no entry [31m"},
		{"OpenAI, a model that the project may not use", 403, `{"error":{"message":"Project does not have access to model x","code":"model_not_found"}}`, nil,
			"no such model, permanent true, after 0s, status 403: Project does not have access to model x"},
		{"Ollama, model", 404, `{"error":{"message":"model \"x\" not found, try pulling it first","type":"api_error","param":null,"code":null}}`, nil,
			`no such model, permanent true, after 0s, status 404: model "x" not found, try pulling it first`},
		{"Azure, deployment", 404, `{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist."}}`, nil,
			"no such model, permanent true, after 0s, status 404: The API deployment for this resource does not exist."},
		{"wrong path", 404, "404 page not found\n", nil, "no API at this address, permanent true, after 0s, status 404: 404 page not found"},
		{"vLLM, flat", 400, `{"object":"error","message":"This model's maximum context length is 4096 tokens.","type":"BadRequestError","param":null,"code":400}`, nil,
			"the text does not fit the model's context window, permanent true, after 0s, status 400: This model's maximum context length is 4096 tokens."},
		{"llama.cpp, context", 400, `{"error":{"code":400,"message":"the request is too large","type":"exceed_context_size_error"}}`, nil,
			"the text does not fit the model's context window, permanent true, after 0s, status 400: the request is too large"},
		{"Anthropic, context", 400, `{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"}}`, nil,
			"the text does not fit the model's context window, permanent true, after 0s, status 400: prompt is too long: 210000 tokens > 200000 maximum"},
		{"too large", 413, "", nil, "the text does not fit the model's context window, permanent true, after 0s, status 413: Request Entity Too Large"},
		{"Anthropic, overloaded", 529, `{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}`, nil,
			"the server failed, permanent false, after 0s, status 529: Overloaded"},
		{"conflict", 409, `{"error":{}}`, nil, "the server failed, permanent false, after 0s, status 409: Conflict"},
		{"too early", 425, ``, nil, "the server failed, permanent false, after 0s, status 425: Too Early"},
		{"HTML", 502, "<!DOCTYPE html><html><TITLE>\n502 Bad\nGateway </TITLE></html>", nil,
			"the server failed, permanent false, after 0s, status 502: an HTML page: 502 Bad Gateway"},
		{"FastAPI", 422, `{"detail":[{"loc":["body","n"],"msg":"field required"}]}`, nil,
			`the server refused the request, permanent true, after 0s, status 422: [{"loc":["body","n"],"msg":"field required"}]`},
		{"a wait before a limit is over", 503, ``, []string{"X-Ratelimit-Reset-Tokens", "6m0s", "X-Ratelimit-Remaining-Tokens", "0", "X-Ratelimit-Reset-Requests", "10m"},
			"the server failed, permanent false, after 6m0s, status 503: Service Unavailable"},
		{"a redirect without an end", 302, ``, nil, "the server refused the request, permanent true, after 0s, status 302: redirected"},
		{"200, HTML", 200, "<html><title>Sign in</title></html>", nil, "no API at this address, permanent true, after 0s, status 200: an HTML page: Sign in"},
		{"200, spent", 200, `{"error":{"message":"Insufficient credits","code":402}}`, nil, "the quota is spent, permanent true, after 0s, status 200: Insufficient credits"},
		{"200, error in the choice", 200, `{"choices":[{"finish_reason":"error","error":{"message":"upstream died","code":502},"message":{"content":"half"}}]}`, nil,
			"the server failed, permanent false, after 0s, status 200: upstream died"},
		{"200, wrong types", 200, `{"choices":[{"message":{"content":"x"}}],"created":"today"}`, nil,
			"the answer is not that of a model, permanent false, after 0s, status 0: json: cannot unmarshal string into Go struct field ChatCompletionResponse.created of type int64"},
		{"200, a lone surrogate", 200, `{"choices":[{"message":{"content":"\ud800"}}]}`, nil, "the answer is not that of a model, permanent false, after 0s, status 200: "},
		{"200, empty", 200, ``, nil, "the answer is not that of a model, permanent false, after 0s, status 200: "},
		{"200, far too large", 200, `{"choices":[],"x":"` + strings.Repeat("x", 9<<20) + `"}`, nil, "the answer is not that of a model, permanent true, after 0s, status 200: the answer is larger than 8 MiB"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := askCanned(t, canned(test.status, test.body, test.headers...))
			if got := describe(faultOf(t, err)); got != test.want && !(strings.HasSuffix(test.want, ": ") && strings.HasPrefix(got, test.want)) {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestShapesOfAnswers(t *testing.T) {
	tests := []struct{ name, body, text, refusal, finish string }{
		{"parts", `{"choices":[{"message":{"content":[{"type":"text","text":"one "},{"type":"text","text":"two"}]},"finish_reason":"stop"}]}`, "one two", "", "stop"},
		{"no content", `{"choices":[{"message":{"content":null},"finish_reason":"stop"}]}`, "", "", "stop"},
		{"no finish", `{"choices":[{"message":{"content":"x"},"finish_reason":null}],"usage":null}`, "x", "", ""},
		{"an error that is none", `{"error":null,"choices":[{"message":{"content":"x"},"finish_reason":"stop","error":{}}]}`, "x", "", "stop"},
		{"invisible letters", `{"choices":[{"message":{"content":"می` + "\u200c" + `رود، ज़ क्\u200dष"},"finish_reason":"stop"}]}`, "می\u200cرود، ज़ क्\u200dष", "", "stop"},
		{"filtered", `{"choices":[{"message":{"content":""},"finish_reason":"content_filter"}]}`, "", "content filter", "content_filter"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := askCanned(t, canned(200, test.body))
			if err != nil || got.Text != test.text || got.Refusal != test.refusal || got.Finish != test.finish || got.Model != "gpt-4.1-mini" {
				t.Errorf("got %+v, %v", got, err)
			}
		})
	}
	full := `{"model":"gpt-4.1-mini-2025","choices":[{"message":{"content":"x"},"finish_reason":"stop"}],
		"usage":{"prompt_tokens":100,"completion_tokens":20,"prompt_tokens_details":{"cached_tokens":64},"completion_tokens_details":{"reasoning_tokens":8}}}`
	got, err := askCanned(t, canned(200, full))
	if want := (llm.Usage{Prompt: 100, Cached: 64, Completion: 20, Reasoning: 8}); err != nil || got.Usage != want || got.Model != "gpt-4.1-mini-2025" {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestAContextThatWasCut(t *testing.T) {
	req := translation("s1")
	estimate := llm.Tokens(req.Messages[0].Content) + llm.Tokens(req.Messages[1].Content)
	for tokens, cut := range map[int]bool{0: false, 1: true, (estimate+1)/2 - 1: true, (estimate + 1) / 2: false, estimate: false} {
		_, err := askCanned(t, canned(200, fmt.Sprintf(`{"choices":[{"message":{"content":"x"},"finish_reason":"stop"}],"usage":{"prompt_tokens":%d}}`, tokens)))
		if (err != nil) != cut || cut && faultOf(t, err).Fault != llm.ContextCut {
			t.Errorf("%d of about %d: %v", tokens, estimate, err)
		}
	}
}

func TestMessagesHoldNoSecret(t *testing.T) {
	for name, message := range map[string]string{
		"whole":       "wrong key " + testKey + ".",
		"in a header": "Authorization: Bearer " + testKey,
		"starred":     "wrong key " + testKey[:8] + "*****" + testKey[len(testKey)-4:] + ".",
		"split":       "wrong\tkey\n" + testKey,
	} {
		_, err := askCanned(t, canned(401, message))
		if got := err.Error(); strings.Contains(got, testKey[:8]) || strings.Contains(got, testKey[len(testKey)-4:]) || !strings.Contains(got, "**redacted**") {
			t.Errorf("%s: %s", name, got)
		}
	}
	_, err := askCanned(t, doerFunc(func(*http.Request) (*http.Response, error) {
		return nil, fmt.Errorf("proxy http://me:hidden-word@proxy.test:3128 is away; key %s", testKey)
	}))
	if got := fmt.Sprintf("%v %+v %#v", err, err, faultOf(t, err)); strings.Contains(got, "hidden-word") || strings.Contains(got, testKey) {
		t.Errorf("network: %s", got)
	}
}

func TestMessagesAreShortAndWhole(t *testing.T) {
	long := strings.Repeat("پیام دراز ", 200)
	_, err := askCanned(t, canned(400, long))
	got := faultOf(t, err).Message
	if n := utf8.RuneCountInString(got); n > 300 || n < 290 || !utf8.ValidString(got) || !strings.HasSuffix(got, "…") {
		t.Errorf("%d runes: %s", n, got)
	}
	_, err = askCanned(t, canned(400, "a\u202eb\u2066c\x00d\xff"))
	if got := faultOf(t, err).Message; got != "abc d\uFFFD" {
		t.Errorf("got %q", got)
	}
}

func TestBrokenConnections(t *testing.T) {
	_, err := askCanned(t, doerFunc(func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Body: io.NopCloser(io.MultiReader(strings.NewReader(`{"cho`), brokenReader{}))}, nil
	}))
	if e := faultOf(t, err); e.Fault != llm.Unreachable || e.Permanent || e.Message != "unexpected EOF" {
		t.Errorf("%s", describe(e))
	}
}

type brokenReader struct{}

func (brokenReader) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestACertificateDoesNotGetBetter(t *testing.T) {
	began := time.Now()
	o := serveTLS(t)
	_, err := newClient(t, o).Ask(t.Context(), translation("s1"))
	if e := faultOf(t, err); e.Fault != llm.Unreachable || !e.Permanent || !strings.Contains(e.Message, "certificate") {
		t.Errorf("%s after %s", describe(e), time.Since(began))
	}
}
