package cmd

import (
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"tarjuma/internal/check"
	"tarjuma/internal/lang"
)

// checksKey is the key of what checks look for. It is read beside the settings: viper would lower the case of words to accept.
const checksKey = "checks"

// checkSetting is one line of what a newsroom has decided of a language: its key, and the values it takes, the default first.
// A nil list is any words.
type checkSetting struct {
	key    string
	values []string
	set    func(s *check.Settings, value string)
	get    func(s check.Settings) string
}

func checkSettings() []checkSetting {
	return []checkSetting{
		{"digits", []string{"any", "native", "ascii"}, func(s *check.Settings, v string) { s.Digits = v }, func(s check.Settings) string { return s.Digits }},
		{"quotes", []string{"any", "native", "curly", "straight"}, func(s *check.Settings, v string) { s.Quotes = v }, func(s check.Settings) string { return s.Quotes }},
		{"zwnj", []string{"any", "never", "always"}, func(s *check.Settings, v string) { s.ZWNJ = v }, func(s check.Settings) string { return s.ZWNJ }},
		{"variety", []string{"mixed", "official", "off"}, func(s *check.Settings, v string) { s.Variety = v }, func(s check.Settings) string { return s.Variety }},
		{"nfc", []string{"false", "true"}, func(s *check.Settings, v string) { s.NFC = v != "" }, func(s check.Settings) string {
			if s.NFC {
				return "true"
			}
			return ""
		}},
		{"accept", nil, nil, func(s check.Settings) string { return strings.Join(s.Accept, ",") }},
	}
}

// layChecks lays what a file says of checks over what is there: a list replaces a list, and of a language what is set.
func (f configFile) layChecks(c *Config, node *yaml.Node) error {
	if node.Kind != yaml.MappingNode {
		return f.fault(node, "checks takes only, skip, and settings by language", "such as skip: [punct], or prs: {digits: native}")
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		if err := f.layCheck(c, node.Content[i], node.Content[i+1]); err != nil {
			return err
		}
	}
	return nil
}

// layCheck lays one line of it.
func (f configFile) layCheck(c *Config, key, node *yaml.Node) (err error) {
	name := key.Value
	switch name {
	case "only":
		c.Checks.Only, err = f.ids(name, node)
	case "skip":
		c.Checks.Skip, err = f.ids(name, node)
	default:
		languages, broken := lang.Builtin()
		if broken != nil {
			return broken
		}
		language, unknown := languages.Find(name)
		if unknown != nil {
			return f.fault(key, name+" is neither only, skip nor a language", "tarjuma languages lists the names of languages")
		}
		name = language.Code
		if c.Checks.Settings == nil {
			c.Checks.Settings = map[string]check.Settings{}
		}
		s := c.Checks.Settings[name]
		err = f.layLanguage(&s, node)
		c.Checks.Settings[name] = s
	}
	c.origins[checksKey+"."+name] = f.path
	return err
}

// ids reads a list of checks.
func (f configFile) ids(key string, node *yaml.Node) ([]string, error) {
	ids, err := f.wordsOf(checksKey+"."+key, node)
	if err != nil {
		return nil, err
	}
	if unknown := check.Unknown(ids); len(unknown) > 0 {
		return nil, f.fault(node, fmt.Sprintf("%s.%s: there is no check %q", checksKey, key, unknown[0]), nearestHint(unknown[0]))
	}
	return ids, nil
}

// wordsOf reads a list of words, which may also be a text with commas.
func (f configFile) wordsOf(key string, node *yaml.Node) ([]string, error) {
	value, err := f.value(setting{key: key, fallback: []string{}}, node)
	if err != nil {
		return nil, err
	}
	return value.([]string), nil
}

// layLanguage lays the settings of a language over those that are there.
func (f configFile) layLanguage(s *check.Settings, node *yaml.Node) error {
	if node.Kind != yaml.MappingNode {
		return f.fault(node, "a language takes settings", "such as prs: {digits: native}")
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		n := slices.IndexFunc(checkSettings(), func(c checkSetting) bool { return c.key == key.Value })
		if n < 0 {
			return f.fault(key, key.Value+" is not a setting of a language's checks", "the settings are: digits, quotes, zwnj, variety, nfc, accept")
		}
		one := checkSettings()[n]
		if one.values == nil {
			words, err := f.wordsOf(key.Value, value)
			if err != nil {
				return err
			}
			s.Accept = words
			continue
		}
		if value.Kind != yaml.ScalarNode || !slices.Contains(one.values, value.Value) {
			return f.fault(value, fmt.Sprintf("%s: %q cannot be used", key.Value, value.Value), "it takes "+strings.Join(one.values, ", "))
		}
		if value.Value == one.values[0] {
			one.set(s, "")
		} else {
			one.set(s, value.Value)
		}
	}
	return nil
}

// checkLines gives what is configured of checks as config show prints it: keys, values, and what set them.
func (c *Config) checkLines() [][3]string {
	show := func(key, value string) [3]string {
		if value == "" {
			value = "-"
		}
		origin := c.origins[checksKey+"."+key]
		if origin == "" {
			origin = fromDefault
		}
		return [3]string{checksKey + "." + key, value, origin}
	}
	lines := [][3]string{show("only", strings.Join(c.Checks.Only, ",")), show("skip", strings.Join(c.Checks.Skip, ","))}
	var codes []string
	for code := range c.Checks.Settings {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	for _, code := range codes {
		var set []string
		for _, s := range checkSettings() {
			if value := s.get(c.Checks.Settings[code]); value != "" {
				set = append(set, s.key+"="+value)
			}
		}
		lines = append(lines, show(code, strings.Join(set, " ")))
	}
	return lines
}

// nearestHint names the check whose name is nearest to a wrong one, and where all are listed.
func nearestHint(wrong string) string {
	const all = "tarjuma check --list lists the checks"
	best, distance := "", len(wrong)/2+1
	for _, r := range check.Rules() {
		group, _, _ := strings.Cut(r.ID, ".")
		for _, id := range []string{group, r.ID} {
			if d := edits(wrong, id); d < distance {
				best, distance = id, d
			}
		}
	}
	if best == "" {
		return all
	}
	return "did you mean " + best + "? " + all
}

// edits counts how many letters must be put in, taken out or changed to make one word of another (Levenshtein).
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			changed := diagonal
			if a[i] != b[j] {
				changed++
			}
			diagonal = row[j+1]
			row[j+1] = min(changed, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
