package prompts

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// schemaNode is a JSON value with its keys in order and its line: the order of a schema's keys is the order in which
// a model writes, and a problem needs its line.
type schemaNode struct {
	line    int
	kind    jsontext.Kind
	text    string // of a string, else the literal
	keys    []string
	members []*schemaNode // values of an object, elements of an array
}

// member gives the value of a key, or nil.
func (n *schemaNode) member(key string) *schemaNode {
	if i := slices.Index(n.keys, key); i >= 0 {
		return n.members[i]
	}
	return nil
}

// readSchema reads a schema file; one that is no JSON object is a problem.
func readSchema(file string, data []byte) (*schemaNode, *Problem) {
	if problem := encodingProblem(file, data); problem != nil {
		return nil, problem
	}
	decoder := jsontext.NewDecoder(bytes.NewReader(data))
	fault := func(err error) *Problem {
		line := lineAt(data, min(int(decoder.InputOffset()), len(data)))
		var syntax *jsontext.SyntacticError
		if errors.As(err, &syntax) {
			line = lineAt(data, min(int(syntax.ByteOffset), len(data)))
			if err = syntax.Err; syntax.JSONPointer != "" {
				err = fmt.Errorf("%w (at %s)", err, syntax.JSONPointer)
			}
		}
		return &Problem{file, line, "not a JSON schema: " + err.Error()}
	}
	root, err := readNode(decoder, data)
	if err != nil {
		return nil, fault(err)
	}
	if _, err := decoder.ReadToken(); !errors.Is(err, io.EOF) {
		return nil, fault(cmp.Or(err, errors.New("something after its end")))
	}
	if root.kind != '{' {
		return nil, &Problem{file, root.line, "not a JSON schema: an object is wanted"}
	}
	return root, nil
}

func readNode(decoder *jsontext.Decoder, data []byte) (*schemaNode, error) {
	token, err := decoder.ReadToken()
	if err != nil {
		return nil, err
	}
	node := &schemaNode{kind: token.Kind(), text: token.String(), line: lineAt(data, int(decoder.InputOffset()))}
	for node.kind == '{' || node.kind == '[' {
		if next := decoder.PeekKind(); next == '}' || next == ']' {
			_, err := decoder.ReadToken()
			return node, err
		}
		if node.kind == '{' {
			key, err := decoder.ReadToken()
			if err != nil {
				return nil, err
			}
			node.keys = append(node.keys, key.String())
		}
		member, err := readNode(decoder, data)
		if err != nil {
			return nil, err
		}
		node.members = append(node.members, member)
	}
	return node, nil
}

// strictness looks whether every server can hold a model to a schema: OpenAI's strict mode and what the others leave
// of it (objects whose fields are all required, nothing else allowed, no limits on length, number or pattern). It also
// looks at the order of fields.
type strictness struct {
	file     string
	problems []Problem
}

// keywords are the ones of JSON Schema that servers which enforce schemas have in common.
func keywords() []string {
	return []string{"type", "properties", "required", "additionalProperties", "items", "enum", "description"}
}

// orders are pairs of fields of which the first is written first: what a sentence rests on before the sentence, the
// source's own words before the translation.
func orders() [][2]string {
	return [][2]string{
		{"start", "text"}, {"source", "target"},
		{"facts", "points"}, {"facts", "headline"}, {"facts", "standfirst"},
	}
}

func (s *strictness) fault(n *schemaNode, where, format string, args ...any) {
	if where == "" {
		where = "the root"
	}
	s.problems = append(s.problems, Problem{s.file, n.line, where + ": " + fmt.Sprintf(format, args...)})
}

func (s *strictness) root(n *schemaNode) {
	if t := n.member("type"); t == nil || t.text != "object" {
		s.fault(n, "", "a strict schema has an object at its root")
	}
	s.schema(n, "")
}

func (s *strictness) schema(n *schemaNode, where string) {
	if n.kind != '{' {
		s.fault(n, where, "a schema is an object")
		return
	}
	for i, key := range n.keys {
		if !slices.Contains(keywords(), key) {
			s.fault(n.members[i], where, "not every server takes the keyword %q (those there are: %s)", key, strings.Join(keywords(), ", "))
		}
	}
	t := n.member("type")
	if t == nil {
		s.fault(n, where, "no type")
		return
	}
	types := []string{t.text}
	if t.kind == '[' {
		types = nil
		for _, m := range t.members {
			types = append(types, m.text)
		}
	}
	if slices.Contains(types, "object") {
		s.object(n, where)
	}
	if slices.Contains(types, "array") {
		if items := n.member("items"); items == nil {
			s.fault(n, where, "an array without items")
		} else {
			s.schema(items, where+"[]")
		}
	}
}

func (s *strictness) object(n *schemaNode, where string) {
	properties := n.member("properties")
	if properties == nil || properties.kind != '{' || len(properties.keys) == 0 {
		s.fault(n, where, "an object without properties")
		return
	}
	if extra := n.member("additionalProperties"); extra == nil || extra.kind != 'f' {
		s.fault(n, where, "additionalProperties is not false")
	}
	s.required(n, properties.keys, where)
	for _, order := range orders() {
		first, then := slices.Index(properties.keys, order[0]), slices.Index(properties.keys, order[1])
		if first > then && then >= 0 {
			s.fault(properties.members[first], where, "%q must come before %q: a model writes in this order", order[0], order[1])
		}
	}
	for i, key := range properties.keys {
		s.schema(properties.members[i], strings.TrimPrefix(where+"."+key, "."))
	}
}

// required looks whether the fields required are the fields there are.
func (s *strictness) required(n *schemaNode, keys []string, where string) {
	var required []string
	if list := n.member("required"); list != nil {
		for _, m := range list.members {
			required = append(required, m.text)
			if !slices.Contains(keys, m.text) {
				s.fault(m, where, "%q is required but no property", m.text)
			}
		}
	}
	for _, key := range keys {
		if !slices.Contains(required, key) {
			s.fault(n, where, "%q is not required: strict servers take no optional field", key)
		}
	}
}
