package llm

import (
	"bytes"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

const (
	thoughtOpens  = "<think>"
	thoughtCloses = "</think>"
)

// DecodeError is a reply whose text is not the one JSON object that was asked for.
type DecodeError struct {
	Reason string
	Err    error
}

func (e *DecodeError) Error() string {
	if e.Err == nil {
		return "reading the reply: " + e.Reason
	}
	return "reading the reply: " + e.Reason + ": " + e.Err.Error()
}

func (e *DecodeError) Unwrap() error { return e.Err }

// Decode reads the JSON object in the reply's text into v, a pointer. Round the object there may be code fences, prose and
// <think>…</think>, which are passed over; nothing else is guessed: a second object, a name that stands twice in one object,
// bytes that are not UTF-8 and a value of the wrong kind are a *DecodeError. Members that v does not know are ignored; names are compared as they are,
// upper and lower case too. After an error v may be filled in part.
func (r Reply) Decode(v any) error {
	object, err := findObject(r.Text)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(object, v); err != nil {
		return &DecodeError{"its JSON is not of the form asked for", err}
	}
	return nil
}

// findObject gives the bytes of the one JSON object in a reply. A model whose opening <think> the server swallowed may have
// thought in JSON too: when no object can be found in the whole, what follows the last </think> is looked at alone. It must
// then hold no other brace, which would show that the </think> stood inside a JSON string.
func findObject(text string) (jsontext.Value, error) {
	object, _, err := onlyObject(afterThoughts(text))
	if err == nil {
		return object, nil
	}
	if last := strings.LastIndex(text, thoughtCloses); last >= 0 {
		object, rest, retryErr := onlyObject(text[last+len(thoughtCloses):])
		if retryErr == nil && !strings.ContainsRune(rest, '}') {
			return object, nil
		}
	}
	return nil, err
}

// afterThoughts cuts off the thoughts that a text begins with. A thought that does not end leaves nothing.
func afterThoughts(text string) string {
	for {
		begun := strings.HasPrefix(strings.TrimSpace(text), thoughtOpens)
		end := strings.Index(text, thoughtCloses)
		object := strings.IndexByte(text, '{')
		switch {
		case begun && end < 0:
			return ""
		case begun, end >= 0 && object >= 0 && end < object:
			text = text[end+len(thoughtCloses):]
		default:
			return text
		}
	}
}

// onlyObject gives the JSON object that begins at the first brace, and what follows it. Another brace that opens after it may be
// another answer, and which of the two is meant cannot be known.
func onlyObject(text string) (object jsontext.Value, rest string, err error) {
	start := strings.IndexByte(text, '{')
	if start < 0 {
		return nil, "", &DecodeError{Reason: "it holds no JSON object"}
	}
	if strings.ContainsRune(text[:start], '}') {
		return nil, "", &DecodeError{Reason: "its JSON begins in the middle"}
	}
	decoder := jsontext.NewDecoder(bytes.NewBufferString(text[start:]))
	value, err := decoder.ReadValue()
	if err != nil {
		return nil, "", &DecodeError{"its JSON is broken", err}
	}
	rest = text[start+int(decoder.InputOffset()):]
	if strings.ContainsRune(rest, '{') {
		return nil, "", &DecodeError{Reason: "it holds more than one JSON object"}
	}
	return value.Clone(), rest, nil
}
