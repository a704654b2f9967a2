package cmd

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"tarjuma/internal/llm"
)

// configured is what stands in a configuration file: the values of settings by their keys, and the lists beside them.
type configured struct {
	values   map[string]any
	profiles []llm.Profile
	prices   []llm.Price
	checks   *yaml.Node // nil where the file says nothing of them
}

// readConfig reads a configuration file strictly, and says what is wrong with it by line: viper passes over keys that it does
// not know, and gives no line. A list may also be written as a text with commas, as in a variable.
func readConfig(f configFile, data []byte) (configured, error) {
	const hint = "the file is YAML: a line for each setting, such as words: 120"
	var document yaml.Node
	if err := yaml.Unmarshal(data, &document); err != nil {
		return configured{}, &ConfigError{f.path, strings.TrimPrefix(err.Error(), "yaml: "), hint}
	}
	if len(document.Content) == 0 {
		return configured{}, nil // nothing but comments
	}
	root := document.Content[0]
	if root.Kind != yaml.MappingNode {
		return configured{}, f.fault(root, "is not a list of settings", hint)
	}
	read := configured{values: map[string]any{}}
	for i := 0; i+1 < len(root.Content); i += 2 {
		if err := f.read(&read, root.Content[i], root.Content[i+1]); err != nil {
			return configured{}, err
		}
	}
	return read, nil
}

// read adds what one key of a file is set to.
func (f configFile) read(c *configured, key, node *yaml.Node) (err error) {
	switch {
	case key.Value == profilesKey && !f.folder:
		c.profiles, err = f.profiles(node)
		return err
	case key.Value == pricesKey && !f.folder:
		c.prices, err = f.prices(node)
		return err
	case key.Value == checksKey && c.checks != nil:
		return f.fault(key, checksKey+" stands there twice", "")
	case key.Value == checksKey:
		c.checks = node
		return nil
	}
	s, err := f.setting(key)
	if err != nil {
		return err
	}
	if _, twice := c.values[s.key]; twice {
		return f.fault(key, s.key+" stands there twice", "")
	}
	c.values[s.key], err = f.value(s, node)
	return err
}

// profilesKey is the key of a user's own profiles. A folder's file has none: a profile says where text and keys are sent.
const profilesKey = "profiles"

// profiles reads the user's own profiles, a list of settings for each.
func (f configFile) profiles(node *yaml.Node) ([]llm.Profile, error) {
	if node.Kind != yaml.SequenceNode {
		return nil, f.fault(node, "profiles takes a list", "each profile begins with - name: …")
	}
	var own []llm.Profile
	for _, entry := range node.Content {
		text, err := yaml.Marshal(entry)
		if err != nil {
			return nil, f.fault(entry, err.Error(), "")
		}
		var s llm.ProfileSettings
		decoder := yaml.NewDecoder(bytes.NewReader(text))
		decoder.KnownFields(true)
		if err := decoder.Decode(&s); err != nil {
			return nil, f.fault(entry, "this profile cannot be read: "+profileProblem(err),
				"a profile has name, base_url, key_variable, model, limit_field, response_format, temperature, context_window, reasoning, rpm, tpm")
		}
		p, err := s.Profile()
		if err != nil {
			return nil, f.fault(entry, err.Error(), "")
		}
		if slices.ContainsFunc(own, func(other llm.Profile) bool { return other.Name == p.Name }) {
			return nil, f.fault(entry, fmt.Sprintf("there are two profiles named %q", p.Name), "")
		}
		own = append(own, p)
	}
	return own, nil
}

// lineOfYAML is what yaml puts before a fault, and the Go type it puts after it: the line is that of the profile alone.
var lineOfYAML = regexp.MustCompile(`line \d+: |field | in type \S+`)

func profileProblem(err error) string {
	var typed *yaml.TypeError
	if errors.As(err, &typed) {
		return lineOfYAML.ReplaceAllString(strings.Join(typed.Errors, "; "), "")
	}
	return strings.TrimPrefix(err.Error(), "yaml: ")
}

// fault is something wrong at a place in the file.
func (f configFile) fault(at *yaml.Node, problem, hint string) error {
	return &ConfigError{fmt.Sprintf("%s:%d", f.path, at.Line), problem, hint}
}

// setting finds the setting that a key names, if this file may set it.
func (f configFile) setting(key *yaml.Node) (setting, error) {
	i := slices.IndexFunc(settings(), func(s setting) bool { return s.key == key.Value })
	if i < 0 {
		return setting{}, f.fault(key, key.Value+" is not a setting", "the settings are: "+strings.Join(keysFor(f.folder), ", "))
	}
	s := settings()[i]
	if f.folder && !s.folder {
		return s, f.fault(key, s.key+" cannot be set by a folder's configuration",
			"set it in your own configuration (tarjuma config path), by a variable or by a flag")
	}
	return s, nil
}

// value reads what a key is set to.
func (f configFile) value(s setting, node *yaml.Node) (any, error) {
	_, isList := s.fallback.([]string)
	switch {
	case node.Kind == yaml.SequenceNode && isList:
		var list []string
		for _, entry := range node.Content {
			if entry.Kind != yaml.ScalarNode {
				return nil, f.fault(entry, s.key+" takes a list of words", "")
			}
			list = append(list, entry.Value)
		}
		return list, nil
	case node.Kind != yaml.ScalarNode:
		return nil, f.fault(node, s.key+" takes one value", "")
	case isList:
		return splitList(node.Value), nil
	}
	if problem := s.problem(node.Value); problem != "" {
		return nil, f.fault(node, fmt.Sprintf("%s: %q %s", s.key, node.Value, problem), "")
	}
	if s.path {
		return besideFile(node.Value, f.path)
	}
	return node.Value, nil
}

// splitList reads a list written with commas.
func splitList(text string) []string {
	var list []string
	for entry := range strings.SplitSeq(text, ",") {
		if entry = strings.TrimSpace(entry); entry != "" {
			list = append(list, entry)
		}
	}
	return list
}
