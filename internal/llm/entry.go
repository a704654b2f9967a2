package llm

import (
	"fmt"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// entryFormat names the form of a stored reply.
const entryFormat = "tarjuma.reply/1"

// Entry is a request and its reply, as the store keeps them. Reply.Key follows from the request; Reply.Stored is not kept.
type Entry struct {
	Request Request
	Reply   Reply
}

// entryFile is an entry on disk. The schema is kept as text, because its bytes are part of the key.
type entryFile struct {
	Format   string      `json:"format"`
	Key      string      `json:"key"`
	Label    string      `json:"label"`
	Tool     string      `json:"tool"`
	Time     time.Time   `json:"time"`
	Attempts int         `json:"attempts"`
	Wire     Wire        `json:"wire"`
	Request  requestFile `json:"request"`
	Reply    replyFile   `json:"reply"`
}

type requestFile struct {
	Model       string    `json:"model"`
	Temperature *float64  `json:"temperature"`
	Round       int       `json:"round"`
	MaxTokens   int       `json:"max_tokens"`
	SchemaName  string    `json:"schema_name"`
	Schema      string    `json:"schema"`
	Messages    []Message `json:"messages"`
}

type replyFile struct {
	Model   string `json:"model"`
	Finish  string `json:"finish_reason"`
	Usage   Usage  `json:"usage"`
	Refusal string `json:"refusal,omitempty"`
	Text    string `json:"text"`
}

func requestFileOf(req Request) requestFile {
	return requestFile{
		Model: req.Model, Temperature: req.Temperature, Round: req.Round, MaxTokens: req.MaxTokens,
		SchemaName: req.Schema.Name, Schema: string(req.Schema.JSON), Messages: req.Messages,
	}
}

func (f requestFile) request(label string) Request {
	return Request{
		Model: f.Model, Messages: f.Messages, Schema: Schema{Name: f.SchemaName, JSON: []byte(f.Schema)},
		Temperature: f.Temperature, Round: f.Round, MaxTokens: f.MaxTokens, Label: label,
	}
}

// encode writes an entry as indented JSON with its letters as they are.
func (e Entry) encode() ([]byte, error) {
	req, reply := e.Request, e.Reply
	file := entryFile{
		Format: entryFormat, Key: Key(req), Label: req.Label, Tool: reply.Tool, Time: reply.Time, Attempts: reply.Attempts, Wire: reply.Wire,
		Request: requestFileOf(req),
		Reply:   replyFile{Model: reply.Model, Finish: reply.Finish, Usage: reply.Usage, Refusal: reply.Refusal, Text: reply.Text},
	}
	encoded, err := json.Marshal(file, jsontext.WithIndent("  "))
	if err != nil {
		return nil, err
	}
	return append(encoded, '\n'), nil
}

// decodeEntry reads what encode wrote. That the request still gives the key shows that nobody changed it.
func decodeEntry(encoded []byte, key string) (Entry, error) {
	var file entryFile
	if err := json.Unmarshal(encoded, &file); err != nil {
		return Entry{}, err
	}
	if file.Format != entryFormat {
		return Entry{}, fmt.Errorf("its format is %q, not %q", file.Format, entryFormat)
	}
	req := file.Request.request(file.Label)
	if file.Key != key || Key(req) != key {
		return Entry{}, fmt.Errorf("its request is not that of its name")
	}
	return Entry{Request: req, Reply: Reply{
		Key: key, Text: file.Reply.Text, Refusal: file.Reply.Refusal, Model: file.Reply.Model, Finish: file.Reply.Finish,
		Usage: file.Reply.Usage, Attempts: file.Attempts, Time: file.Time, Tool: file.Tool, Wire: file.Wire,
	}}, nil
}
