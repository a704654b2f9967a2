package llm

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// The two names that servers have for the output limit.
const (
	maxTokens           = "max_tokens"
	maxCompletionTokens = "max_completion_tokens"
)

// Profile says how to speak to one provider. BaseURL is where its API begins ("": every customer has another); BaseURLVariable and
// KeyVariable are the environment variables that another address and the key are customarily in ("": there is none); Model is the
// one that is used when none is named ("": one must be named). Deployments tells that models are asked for by names that the
// customer gave them.
//
// What the server takes is where a request begins; what it refuses all the same is learned. LimitField is the output limit's
// name on the wire ("": max_tokens), Format the best response format ("": json_schema), NoTemperature that it takes none.
// ContextWindow is what its models can read and write at once where the server sets that and not the model, in tokens (0: not
// known). Reasoning is how many tokens a model may think beside its answer; they are added to the output limit of models
// whose names say that they think, or of all with AlwaysReasons, where names say nothing or all of them do. RPM and TPM are how many
// requests and tokens it allows in a minute (0: its headers say so, or it does not limit them).
type Profile struct {
	Name            string
	BaseURL         string
	BaseURLVariable string
	KeyVariable     string
	NeedsKey        bool
	Model           string
	Deployments     bool
	LimitField      string
	Format          string
	NoTemperature   bool
	ContextWindow   int
	Reasoning       int
	AlwaysReasons   bool
	RPM             int
	TPM             int
}

// ProfileSettings is a profile as a user's configuration gives it. All but Name and BaseURL may be left empty: no key, a model
// that is named with each run, max_tokens, json_schema, a temperature, no context window known, no allowance for thinking.
type ProfileSettings struct {
	Name           string `mapstructure:"name" yaml:"name"`
	BaseURL        string `mapstructure:"base_url" yaml:"base_url"`
	KeyVariable    string `mapstructure:"key_variable" yaml:"key_variable"`
	Model          string `mapstructure:"model" yaml:"model"`
	LimitField     string `mapstructure:"limit_field" yaml:"limit_field"`
	ResponseFormat string `mapstructure:"response_format" yaml:"response_format"`
	Temperature    *bool  `mapstructure:"temperature" yaml:"temperature"`
	ContextWindow  int    `mapstructure:"context_window" yaml:"context_window"`
	Reasoning      int    `mapstructure:"reasoning" yaml:"reasoning"`
	RPM            int    `mapstructure:"rpm" yaml:"rpm"`
	TPM            int    `mapstructure:"tpm" yaml:"tpm"`
}

// ProfileError is a profile that cannot be used: the setting (as it is written in a configuration), and what is wrong with it.
type ProfileError struct{ Name, Key, Problem string }

func (e *ProfileError) Error() string {
	return fmt.Sprintf("profile %q: %s %s", e.Name, e.Key, e.Problem)
}

// Profile makes a checked profile of the settings: with a name that none of the built-in ones has, and an address. With
// a key variable a key is needed; an allowance for thinking is given to every model. The error is a *ProfileError.
func (s ProfileSettings) Profile() (Profile, error) {
	p := Profile{
		Name: s.Name, BaseURL: strings.TrimRight(s.BaseURL, "/"), KeyVariable: s.KeyVariable, NeedsKey: s.KeyVariable != "", Model: s.Model,
		LimitField: s.LimitField, Format: s.ResponseFormat, NoTemperature: s.Temperature != nil && !*s.Temperature,
		ContextWindow: s.ContextWindow, Reasoning: s.Reasoning, AlwaysReasons: s.Reasoning > 0,
		RPM: s.RPM, TPM: s.TPM,
	}
	switch {
	case slices.ContainsFunc(Profiles(), func(known Profile) bool { return known.Name == s.Name }):
		return Profile{}, &ProfileError{s.Name, "name", "is that of a built-in profile"}
	case s.BaseURL == "":
		return Profile{}, &ProfileError{s.Name, "base_url", "is missing"}
	}
	if err := p.Check(); err != nil {
		return Profile{}, err
	}
	return p, nil
}

// leastWindow is the smallest context window that can be meant: less holds no instructions, a paragraph and its translation.
const leastWindow = 1024

var (
	profileName  = regexp.MustCompile(`^[a-z0-9]+([._-][a-z0-9]+)*$`)
	variableName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
)

// Check tells what is wrong with a profile, as a *ProfileError, or nil.
func (p Profile) Check() error {
	problem := func(key, text string) error { return &ProfileError{p.Name, key, text} }
	switch {
	case !profileName.MatchString(p.Name):
		return problem("name", "is not of small letters, digits, points and hyphens")
	case p.KeyVariable != "" && !variableName.MatchString(p.KeyVariable):
		return problem("key_variable", "cannot be the name of an environment variable")
	case p.LimitField != "" && p.LimitField != maxTokens && p.LimitField != maxCompletionTokens:
		return problem("limit_field", "is neither "+maxTokens+" nor "+maxCompletionTokens)
	case p.Format != "" && !slices.Contains(formats(), p.Format):
		return problem("response_format", "is none of "+strings.Join(formats(), ", "))
	case p.ContextWindow != 0 && p.ContextWindow < leastWindow:
		return problem("context_window", fmt.Sprintf("is less than %d tokens", leastWindow))
	case p.Reasoning < 0:
		return problem("reasoning", "is less than nothing")
	case p.RPM < 0:
		return problem("rpm", "is less than nothing")
	case p.TPM < 0:
		return problem("tpm", "is less than nothing")
	}
	if p.BaseURL == "" {
		return nil
	}
	if _, err := cleanAddress(p.BaseURL); err != nil {
		return problem("base_url", strings.TrimPrefix(err.Error(), "the server's address "))
	}
	return nil
}

// KeyNeededAt tells whether asking an address without a key is bound to fail. An address of one's own may do without.
func (p Profile) KeyNeededAt(address string) bool {
	return p.NeedsKey && (p.BaseURL == "" || address == p.BaseURL)
}

// reasons tells whether a model is of a family that takes neither a temperature nor max_tokens, because it thinks before it answers;
// go-openai refuses to send them (its reasoning_validator.go goes by the same beginnings of names).
func reasons(model string) bool {
	for _, family := range []string{"o1", "o3", "o4", "gpt-5", "gpt-6"} {
		if strings.HasPrefix(model, family) {
			return true
		}
	}
	return false
}

// thinks tells whether a model's name says that it thinks before it answers. What stands before a slash is who made or serves it.
func thinks(model string) bool {
	name := strings.ToLower(model[strings.LastIndexByte(model, '/')+1:])
	return reasons(name) || mentions(name, "gpt-oss", "qwen3", "qwq", "deepseek-r1", "deepseek-v4", "magistral", "gemini-2.5", "gemini-3",
		"thinking", "reason")
}

// allowance is what is added to the output limit of a model for its thinking, in tokens.
func (p Profile) allowance(model string) int {
	if p.AlwaysReasons || thinks(model) {
		return p.Reasoning
	}
	return 0
}
