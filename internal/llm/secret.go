package llm

import "fmt"

// redacted is what a secret shows of itself, and what stands in a message where the secret stood.
const redacted = "**redacted**"

// Secret is an API key. However it is printed, logged or encoded, it shows as **redacted**, also as a field of a struct that
// is printed whole (fmt calls no method on unexported fields, so the text lies behind a pointer). The zero Secret is no key.
type Secret struct{ text *string }

// NewSecret wraps a key. An empty one gives the zero Secret.
func NewSecret(text string) Secret {
	if text == "" {
		return Secret{}
	}
	return Secret{&text}
}

// reveal gives the key itself: for the Authorization header, and for taking it out of messages.
func (s Secret) reveal() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}

func (s Secret) empty() bool { return s.text == nil }

func (s Secret) String() string { return redacted }

// Format serves every verb, so that %x or %d show no more than %v.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(redacted)) }

// MarshalText serves encoding/json, YAML and log/slog alike.
func (s Secret) MarshalText() ([]byte, error) { return []byte(redacted), nil }
