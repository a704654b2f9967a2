package llm_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
)

func TestBuiltInProfiles(t *testing.T) {
	want := "openai azure anthropic gemini openrouter groq mistral deepseek ollama llama.cpp vllm lm-studio"
	var names []string
	for _, p := range llm.Profiles() {
		names = append(names, p.Name)
		if err := p.Check(); err != nil {
			t.Error(err)
		}
		local := strings.HasPrefix(p.BaseURL, "http://localhost:")
		if p.NeedsKey == local || p.KeyVariable == "" || strings.HasSuffix(p.BaseURL, "/") || p.Reasoning == 0 {
			t.Errorf("%+v", p)
		}
		if (p.ContextWindow != 0) != (p.Name == "ollama") || (p.Model != "") != (p.Name == "openai") {
			t.Errorf("%+v", p)
		}
	}
	if got := strings.Join(names, " "); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestProfileOfOnesOwn(t *testing.T) {
	no := false
	full := llm.ProfileSettings{
		Name: "newsroom", BaseURL: "https://models.newsroom.test/v1/", KeyVariable: "NEWSROOM_KEY", Model: "big", LimitField: "max_completion_tokens",
		ResponseFormat: "json_object", Temperature: &no, ContextWindow: 8192, Reasoning: 1000,
	}
	got, err := full.Profile()
	want := llm.Profile{
		Name: "newsroom", BaseURL: "https://models.newsroom.test/v1", KeyVariable: "NEWSROOM_KEY", NeedsKey: true, Model: "big",
		LimitField: "max_completion_tokens", Format: "json_object", NoTemperature: true, ContextWindow: 8192, Reasoning: 1000, AlwaysReasons: true,
	}
	if err != nil || got != want {
		t.Errorf("got %+v, %v", got, err)
	}
	got, err = llm.ProfileSettings{Name: "small", BaseURL: "http://localhost:9/v1"}.Profile()
	if want := (llm.Profile{Name: "small", BaseURL: "http://localhost:9/v1"}); err != nil || got != want {
		t.Errorf("got %+v, %v", got, err)
	}
	for key, change := range map[string]func(*llm.ProfileSettings){
		"name is that of a built-in":                func(s *llm.ProfileSettings) { s.Name = "ollama" },
		"name is not of":                            func(s *llm.ProfileSettings) { s.Name = "News room" },
		"base_url is missing":                       func(s *llm.ProfileSettings) { s.BaseURL = "" },
		"base_url does not begin with":              func(s *llm.ProfileSettings) { s.BaseURL = "models.newsroom.test" },
		"base_url holds a user":                     func(s *llm.ProfileSettings) { s.BaseURL = "https://me:hidden-word@models.newsroom.test" },
		"key_variable cannot be":                    func(s *llm.ProfileSettings) { s.KeyVariable = "sk-hidden-word" },
		"limit_field is neither":                    func(s *llm.ProfileSettings) { s.LimitField = "num_predict" },
		"response_format is none of json_schema, j": func(s *llm.ProfileSettings) { s.ResponseFormat = "text" },
		"context_window is less than":               func(s *llm.ProfileSettings) { s.ContextWindow = 8 },
		"reasoning is less than":                    func(s *llm.ProfileSettings) { s.Reasoning = -1 },
	} {
		settings := full
		change(&settings)
		_, err := settings.Profile()
		var typed *llm.ProfileError
		if !errors.As(err, &typed) || !strings.Contains(err.Error(), key) || typed.Key != strings.Fields(key)[0] || strings.Contains(err.Error(), "hidden-word") {
			t.Errorf("%s: %v", key, err)
		}
	}
}

// TestWhereARequestBegins has every profile's first request, which no server has refused yet.
func TestWhereARequestBegins(t *testing.T) {
	for name, want := range map[string]struct {
		field, format string
		limit         int
	}{
		"openai":     {"max_completion_tokens", "json_schema", 500},
		"azure":      {"max_completion_tokens", "json_schema", 500 + 8192},
		"anthropic":  {"max_tokens", "", 500 + 8192},
		"gemini":     {"max_tokens", "json_schema", 500 + 8192},
		"openrouter": {"max_tokens", "json_schema", 500},
		"groq":       {"max_completion_tokens", "json_schema", 500},
		"mistral":    {"max_tokens", "json_schema", 500},
		"deepseek":   {"max_tokens", "json_object", 500 + 16384},
		"ollama":     {"max_tokens", "json_schema", 500 + 4096},
		"llama.cpp":  {"max_tokens", "json_schema", 500 + 4096},
		"vllm":       {"max_tokens", "json_schema", 500 + 4096},
		"lm-studio":  {"max_tokens", "json_schema", 500 + 4096},
	} {
		server := &llmtest.Server{}
		o := serve(t, server)
		o.Profile = profile(t, name)
		req := translation("s1")
		req.Model = "a-model"
		if _, err := newClient(t, o).Ask(t.Context(), req); err != nil {
			t.Fatal(err)
		}
		sent := server.Requests()[0]
		if sent.LimitField != want.field || sent.Limit != want.limit || sent.Format != want.format || sent.Temperature == nil {
			t.Errorf("%s: %s %d, format %q, temperature %v", name, sent.LimitField, sent.Limit, sent.Format, sent.Temperature)
		}
	}
}

// TestModelsThatThink has names whose models get an allowance where the profile gives it by name.
func TestModelsThatThink(t *testing.T) {
	for model, limit := range map[string]int{
		"openai/gpt-5-mini": 8692, "google/gemini-2.5-flash": 8692, "qwen/qwen3-32b": 8692, "openai/gpt-oss-120b": 8692, "deepseek/deepseek-r1:free": 8692,
		"moonshot/kimi-k2-thinking": 8692, "openai/gpt-4.1-mini": 500, "meta-llama/llama-3.3-70b": 500, "mistral-small": 500,
	} {
		server := &llmtest.Server{}
		o := serve(t, server)
		o.Profile = profile(t, "openrouter")
		req := translation("s1")
		req.Model = model
		if _, err := newClient(t, o).Ask(t.Context(), req); err != nil {
			t.Fatal(err)
		}
		if got := server.Requests()[0]; got.Limit != limit || got.LimitField != "max_tokens" {
			t.Errorf("%s: %s %d, want %d", model, got.LimitField, got.Limit, limit)
		}
	}
}

// TestAnAllowanceThatDoesNotFitIsRemembered has a server whose window holds text and answer and no more.
func TestAnAllowanceThatDoesNotFitIsRemembered(t *testing.T) {
	proper := &llmtest.Server{}
	refusals := 0
	o := hermetic(t, doerFunc(func(r *http.Request) (*http.Response, error) {
		if refusals++; refusals == 1 {
			return canned(400, `{"error":{"message":"'max_tokens' or 'max_completion_tokens' is too large: 4596.","param":"max_tokens","code":400}}`)(r)
		}
		return within(proper)(r)
	}))
	o.Profile = profile(t, "vllm")
	client := newClient(t, o)
	for _, id := range []string{"s1", "s2"} {
		if reply, err := client.Ask(t.Context(), translation(id)); err != nil || reply.Wire.Limit != 500 || reply.Wire.LimitField != "max_tokens" {
			t.Errorf("%s: %+v, %v", id, reply.Wire, err)
		}
	}
	if refusals != 3 {
		t.Errorf("%d requests", refusals)
	}
}

// TestALimitThatIsTooHighWithoutAllowance is a text that less of may fit.
func TestALimitThatIsTooHighWithoutAllowance(t *testing.T) {
	_, err := askCanned(t, canned(400, `{"error":{"message":"max_completion_tokens is too large: 500. This model supports at most 100."}}`))
	if e := faultOf(t, err); e.Fault != llm.ContextFull || !e.Permanent {
		t.Errorf("%s", describe(e))
	}
}

func TestAzureHasNoAddressAndNeedsAKey(t *testing.T) {
	azure := profile(t, "azure")
	var address *llm.AddressError
	if _, err := llm.New(llm.Options{Profile: azure, Store: openStore(t, t.TempDir())}); !errors.As(err, &address) || address.Error() != "the server's address is not given" {
		t.Errorf("without an address: %v", err)
	}
	o := hermetic(t, noHTTP{t})
	o.Profile, o.APIKey = azure, llm.Secret{}
	if _, err := newClient(t, o).Ask(t.Context(), translation("s1")); faultOf(t, err).Fault != llm.Unauthorized {
		t.Errorf("without a key: %v", err)
	}
	openai := profile(t, "openai")
	if !openai.KeyNeededAt(openai.BaseURL) || openai.KeyNeededAt("http://localhost/v1") || profile(t, "vllm").KeyNeededAt("http://localhost:8000/v1") {
		t.Error("a key is needed at a provider's own address, and there alone")
	}
}
