package prompts

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"text/template"

	"github.com/go-json-experiment/json"
)

// The tasks that a prompt can be for; each has a folder of this name.
const (
	Translate = "translate"
	Summarize = "summarize"
	Names     = "names"
)

// Tasks gives the tasks in the order in which prompts are listed.
func Tasks() []string {
	return []string{Translate, Summarize, Names}
}

// Vars is all that a template may use: what is true of the language written. A list is for range, the rest is text.
type Vars struct {
	Language    string   // its English name: Dari
	OwnName     string   // its name in itself: دری
	Tag         string   // BCP 47: fa-AF
	Description string   // which variety is meant
	Style       []string // how the newsroom writes it, a rule a line
}

// Prompt is one version of the words put to a model for a task. It is not changed once read; all its methods may be
// used from several goroutines.
type Prompt struct {
	ID          string   // TASK/NAME
	Task        string   // one of Tasks
	Name        string   // v1 or a name of the user's
	About       string   // what this version is for
	SHA256      string   // of the template and the schema; see bundleHash
	Temperature *float64 // 0 to 2; nil: the server's own
	Variables   []string // the Vars that it uses, as declared
	SchemaFile  string   // the schema's name in the folder of the task
	Schema      []byte   // JSON Schema of the reply, as it stands in the file
	Released    bool     // it has a line in prompts.lock
	Builtin     bool     // it came with the program

	source []byte
	system block
	user   block
}

// Render gives the two messages of a request. The system message has nothing but the prompt and vars in it; the user
// message is the prompt's user block, a line end, and data as one JSON object on one line, which nothing follows.
// data is a struct (its keys come in the struct's order; with omitempty, empty strings, lists and objects are left
// out). Its text is written as it is: no HTML escapes, and what is not valid UTF-8 is an error rather than replaced.
func (p *Prompt) Render(vars Vars, data any) (system, user string, err error) {
	object, err := json.Marshal(data, json.Deterministic(true))
	if err != nil {
		return "", "", fmt.Errorf("writing the data for %s: %w", p.ID, err)
	}
	if !bytes.HasPrefix(object, []byte("{")) {
		return "", "", fmt.Errorf("writing the data for %s: a JSON object is wanted, not %T", p.ID, data)
	}
	if system, err = p.system.render(vars); err != nil {
		return "", "", fmt.Errorf("rendering %s: %w", p.ID, err)
	}
	if user, err = p.user.render(vars); err != nil {
		return "", "", fmt.Errorf("rendering %s: %w", p.ID, err)
	}
	return system, user + "\n" + string(object), nil
}

// Source gives the template file as it was read, byte for byte.
func (p *Prompt) Source() []byte {
	return bytes.Clone(p.source)
}

// File gives the name of the template file in its folder, with slashes: translate/v1.tmpl.
func (p *Prompt) File() string {
	return p.ID + templateSuffix
}

// LockLine gives the line that releases the prompt when it is put into prompts.lock.
func (p *Prompt) LockLine() string {
	return p.ID + " " + p.SHA256
}

// bundleHash is the hex SHA-256 of the template's and the schema's bytes, each after its length in decimal digits and
// a line end, so that no byte can move from one to the other unseen. The same by hand:
//
//	for f in v1.tmpl schema-1.json; do stat -c %s $f; cat $f; done | sha256sum
func bundleHash(source, schema []byte) string {
	h := sha256.New()
	for _, part := range [][]byte{source, schema} {
		fmt.Fprintf(h, "%d\n", len(part))
		h.Write(part)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// block is one of the two parts of a template.
type block struct {
	text string // as it stands in the file, after its marker line
	line int    // of its first line in the file
	tmpl *template.Template
	uses []string // the variables it uses
}

func (b block) render(vars Vars) (string, error) {
	var out strings.Builder
	if err := b.tmpl.Execute(&out, vars); err != nil {
		return "", err
	}
	return strings.Trim(out.String(), "\n"), nil
}
