package llm_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
)

func TestSecretShowsNowhere(t *testing.T) {
	const word = "a-word-nobody-may-see"
	type holder struct{ secret llm.Secret }
	o := serve(t, &llmtest.Server{})
	o.APIKey = llm.NewSecret(word)
	client := newClient(t, o)
	for _, v := range []any{o.APIKey, &o.APIKey, o, &o, holder{o.APIKey}, []llm.Secret{o.APIKey}, client} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d"} {
			if got := fmt.Sprintf(verb, v); strings.Contains(got, word) || strings.Contains(got, fmt.Sprintf("%x", word)) {
				t.Errorf("%s of %T: %s", verb, v, got)
			}
		}
	}
	if got := fmt.Sprintf("%v %+v", o.APIKey, struct{ Key llm.Secret }{o.APIKey}); got != "**redacted** {Key:**redacted**}" {
		t.Errorf("got %s", got)
	}
	if got, err := json.Marshal(map[string]llm.Secret{"key": o.APIKey}); err != nil || string(got) != `{"key":"**redacted**"}` {
		t.Errorf("got %s, %v", got, err)
	}
}

// TestKeyOfTheLogicalRequest has one change for each part of a request.
func TestKeyOfTheLogicalRequest(t *testing.T) {
	key := llm.Key(sampleEntry().Request)
	if len(key) != 64 || strings.ToLower(key) != key {
		t.Errorf("the key is %q", key)
	}
	zero := 0.0
	seen := map[string]string{key: "nothing"}
	for name, change := range map[string]func(*llm.Request){
		"model":            func(r *llm.Request) { r.Model = "n" },
		"temperature":      func(r *llm.Request) { r.Temperature = &zero },
		"no temperature":   func(r *llm.Request) { r.Temperature = nil },
		"round":            func(r *llm.Request) { r.Round++ },
		"schema name":      func(r *llm.Request) { r.Schema.Name = "t" },
		"schema bytes":     func(r *llm.Request) { r.Schema.JSON = []byte(`{"a":2,"b":1}`) },
		"a role":           func(r *llm.Request) { r.Messages[1].Role = "system" },
		"a text":           func(r *llm.Request) { r.Messages[1].Content += " " },
		"bad UTF-8":        func(r *llm.Request) { r.Messages[1].Content = "\xff" },
		"other bad UTF-8":  func(r *llm.Request) { r.Messages[1].Content = "\xfe" },
		"a message less":   func(r *llm.Request) { r.Messages = r.Messages[:1] },
		"texts that shift": func(r *llm.Request) { r.Messages[0].Content += "\n4:user" },
	} {
		req := sampleEntry().Request
		change(&req)
		k := llm.Key(req)
		if other, taken := seen[k]; taken {
			t.Errorf("%s changes no more than %s", name, other)
		}
		seen[k] = name
	}
	same := sampleEntry().Request
	same.MaxTokens, same.Label = 1, "another"
	if llm.Key(same) != key {
		t.Error("the output limit or the label is part of the key")
	}
}

// TestTokens has o200k_base's own counts. The estimate may be a little low and somewhat high.
func TestTokens(t *testing.T) {
	for _, test := range []struct {
		text  string
		count int
	}{
		{"", 0},
		{"The council of Herat opened three schools on Monday, and 120 children came.", 17},
		{"شورای هرات روز دوشنبه سه مکتب را باز کرد و ۱۲۰ طفل آمدند.", 23},
		{"د هرات شورا د دوشنبې په ورځ درې ښوونځي پرانیستل او ۱۲۰ ماشومان راغلل.", 26},
		{"हेरात की परिषद ने सोमवार को तीन स्कूल खोले और 120 बच्चे आए।", 18},
		{`{"segments":[{"id":"s1","text":"Parents had asked for them since 2019."}]}`, 23},
	} {
		got := llm.Tokens(test.text)
		if float64(got) < 0.85*float64(test.count) || float64(got) > 1.45*float64(test.count)+1 {
			t.Errorf("%d for %d tokens of %q", got, test.count, test.text)
		}
	}
}

func TestFirstCause(t *testing.T) {
	real, echo := errors.New("the fault"), context.Canceled
	for _, c := range []struct {
		faults []error
		want   error
	}{
		{nil, nil}, {[]error{nil, nil}, nil}, {[]error{nil, real}, real}, {[]error{echo, nil, real}, real}, {[]error{nil, echo, nil}, echo},
	} {
		if got := llm.FirstCause(c.faults); got != c.want {
			t.Errorf("%v: %v, want %v", c.faults, got, c.want)
		}
	}
}
