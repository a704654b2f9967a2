package llm

import "strings"

// The two names that servers have for the output limit.
const (
	maxTokens           = "max_tokens"
	maxCompletionTokens = "max_completion_tokens"
)

// Profile says how to speak to one provider. BaseURL is where its API begins; BaseURLVariable and KeyVariable are the environment
// variables that another address and the key are customarily in ("": there is none); Model is the one that is used when none
// is named ("": one must be named). LimitField is the name of the output limit on the wire. Reasoning is how many tokens a model
// may think beside its answer; they are added to the output limit of models whose names say that they reason, or of all with
// AlwaysReasons, where names say nothing.
type Profile struct {
	Name            string
	BaseURL         string
	BaseURLVariable string
	KeyVariable     string
	NeedsKey        bool
	Model           string
	LimitField      string
	Reasoning       int
	AlwaysReasons   bool
}

// Profiles gives the providers that are known by name, the default one first.
//
// The default model, gpt-4.1-mini, is small, takes strict schemas and a temperature, and translated into Hindi as well as any
// small model of its maker in the AI language monitor (chrF 0.613, from ten sentences).
func Profiles() []Profile {
	return []Profile{
		{
			Name:            "openai",
			BaseURL:         "https://api.openai.com/v1",
			BaseURLVariable: "OPENAI_BASE_URL",
			KeyVariable:     "OPENAI_API_KEY",
			NeedsKey:        true,
			Model:           "gpt-4.1-mini",
			LimitField:      maxCompletionTokens,
			Reasoning:       8192,
		},
		{
			Name:          "ollama",
			BaseURL:       "http://localhost:11434/v1",
			LimitField:    maxTokens,
			Reasoning:     4096,
			AlwaysReasons: true,
		},
	}
}

// reasons tells whether a model is of a family that thinks before it answers. Such models take neither a temperature nor
// max_tokens, and go-openai refuses to send them (its reasoning_validator.go goes by the same beginnings of names).
func reasons(model string) bool {
	for _, family := range []string{"o1", "o3", "o4", "gpt-5", "gpt-6"} {
		if strings.HasPrefix(model, family) {
			return true
		}
	}
	return false
}

// allowance is what is added to the output limit of a model for its thinking, in tokens.
func (p Profile) allowance(model string) int {
	if p.AlwaysReasons || reasons(model) {
		return p.Reasoning
	}
	return 0
}
