package cmd

import (
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/go-viper/mapstructure/v2"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/spf13/viper"

	"tarjuma/internal/check"
	"tarjuma/internal/llm"
)

// Settings is everything that can be configured, after flags, variables and files have been laid over one another.
type Settings struct {
	From          string        `mapstructure:"from"`
	To            []string      `mapstructure:"to"`
	Format        string        `mapstructure:"format"`
	Words         int           `mapstructure:"words"`
	Points        int           `mapstructure:"points"`
	Prompt        []string      `mapstructure:"prompt"`
	Prompts       string        `mapstructure:"prompts"`
	Profile       string        `mapstructure:"profile"`
	Model         string        `mapstructure:"model"`
	BaseURL       string        `mapstructure:"base_url"`
	KeyCommand    string        `mapstructure:"key_command"`
	Store         string        `mapstructure:"store"`
	Jobs          int           `mapstructure:"jobs"`
	FrontMatter   []string      `mapstructure:"front_matter"`
	FallbackModel string        `mapstructure:"fallback_model"`
	ContextWindow int           `mapstructure:"context_window"`
	FailOn        string        `mapstructure:"fail_on"`
	Repairs       int           `mapstructure:"repairs"`
	Timeout       time.Duration `mapstructure:"timeout"`
	RPM           int           `mapstructure:"rpm"`
	TPM           int           `mapstructure:"tpm"`
	BudgetCost    float64       `mapstructure:"budget_cost"`
	BudgetTokens  int           `mapstructure:"budget_tokens"`
	Deadline      string        `mapstructure:"deadline"`
}

// setting is one line of the configuration: its key, its default, and whether a folder's tarjuma.yaml may set it.
// What a folder may set is what cannot send text, keys or money anywhere: the file may have come with a download.
type setting struct {
	key      string
	fallback any
	folder   bool
	flag     string // "" where there is none
	path     bool   // of a file or folder: in a configuration file it counts from where that lies
}

// settings lists them in the order in which `config show` prints them.
func settings() []setting {
	return []setting{
		{"from", "", true, "from", false},
		{"to", []string{"prs", "ps", "hi"}, true, "to", false},
		{"format", "", true, "format", false},
		{"words", 120, true, "words", false},
		{"points", 4, true, "points", false},
		{"prompt", []string{}, true, "prompt", false},
		{"front_matter", []string{}, true, "", false},
		{"fail_on", "", true, "fail-on", false},
		{"repairs", 1, false, "repairs", false},
		{"prompts", "", false, "prompts", true},
		{"profile", "openai", false, "profile", false},
		{"model", "", false, "model", false},
		{"fallback_model", "", false, "fallback-model", false},
		{"context_window", 0, false, "context-window", false},
		{"base_url", "", false, "base-url", false},
		{"key_command", "", false, "", false},
		{"store", "", false, "store", true},
		{"jobs", 16, false, "jobs", false},
		{"timeout", 120 * time.Second, false, "timeout", false},
		{"rpm", 0, false, "rpm", false},
		{"tpm", 0, false, "tpm", false},
		{"budget_cost", 0.0, false, "budget-cost", false},
		{"budget_tokens", 0, false, "budget-tokens", false},
		{"deadline", "", false, "deadline", false},
	}
}

// variable is the environment variable that sets a key.
func (s setting) variable() string { return "TARJUMA_" + strings.ToUpper(s.key) }

// Config is the configuration of one command: the settings, and where each value came from.
type Config struct {
	Settings
	Ambient  bool          // false with --config none: the environment and the files say nothing
	Profiles []llm.Profile // the user's own, beside the built-in ones
	Prices   []llm.Price   // what models cost
	Checks   check.Options // what checks look for
	User     string        // the user's own file, "" if none was read
	Folder   string        // the folder's file, "" if none was read
	origins  map[string]string
}

// Origin says what set a key: a flag, a variable, a file, or the default.
func (c *Config) Origin(key string) string { return c.origins[key] }

// Where says the same for the beginning of a message: of a file, also the key.
func (c *Config) Where(key string) string {
	origin := c.origins[key]
	switch {
	case origin == c.User || origin == c.Folder:
		return origin + ": " + key
	case origin == fromDefault:
		return key
	}
	return origin
}

// fromDefault is the origin of a value that nobody set.
const fromDefault = "default"

// ConfigError is a configuration that cannot be used. Where is the file (with a line, if known) or the variable.
type ConfigError struct {
	Where   string
	Problem string
	Hint    string
}

func (e *ConfigError) Error() string { return e.Where + ": " + e.Problem }

// loadConfig lays the default, the user's file, the folder's file, the environment and the command's flags over one another;
// the later wins. A misspelt key or variable is an error, never passed over.
func loadConfig(app *App, command *cobra.Command) (*Config, error) {
	choice, err := command.Flags().GetString("config")
	if err != nil {
		return nil, err
	}
	c := &Config{Ambient: choice != "none", origins: map[string]string{}}
	files, err := c.files(choice)
	if err != nil {
		return nil, err
	}
	if c.Ambient {
		if err := checkVariables(app.Environ); err != nil {
			return nil, err
		}
	}
	v := viper.New()
	for _, s := range settings() {
		v.SetDefault(s.key, s.fallback)
		c.origins[s.key] = fromDefault
	}
	for _, f := range files {
		if err := c.layFile(v, f); err != nil {
			return nil, err
		}
	}
	if err := c.layVariables(v, app.Environ); err != nil {
		return nil, err
	}
	c.layFlags(v, command.Flags())
	if err := c.decode(v); err != nil {
		return nil, err
	}
	return c, c.fill()
}

// configFile is a configuration file that was found, and whether it is a folder's.
type configFile struct {
	path   string
	folder bool
}

// files finds the files that count, the weaker first.
func (c *Config) files(choice string) ([]configFile, error) {
	switch choice {
	case "none":
		return nil, nil
	case "":
	default:
		if _, err := os.Stat(choice); err != nil {
			return nil, &ConfigError{choice, "cannot be read: " + reason(err), "--config none runs without any configuration file"}
		}
		c.User = choice
		return []configFile{{path: choice}}, nil
	}
	var files []configFile
	user, err := userConfigPath()
	if err == nil { // without a home folder there is no user's file to read
		if _, err := os.Stat(user); err == nil {
			c.User = user
			files = append(files, configFile{path: user})
		}
	}
	folder, err := folderConfigPath()
	if err != nil {
		return nil, err
	}
	if folder != "" {
		c.Folder = folder
		files = append(files, configFile{folder, true})
	}
	return files, nil
}

// layFile checks a file key by key and lays it over what is there.
func (c *Config) layFile(v *viper.Viper, f configFile) error {
	data, err := os.ReadFile(f.path)
	if err != nil {
		return &ConfigError{f.path, "cannot be read: " + reason(err), "--config none runs without any configuration file"}
	}
	read, err := readConfig(f, data)
	if err != nil {
		return err
	}
	c.Profiles, c.Prices = append(c.Profiles, read.profiles...), append(c.Prices, read.prices...)
	for key := range read.values {
		c.origins[key] = f.path
	}
	if read.checks != nil {
		if err := f.layChecks(c, read.checks); err != nil {
			return err
		}
	}
	return v.MergeConfigMap(read.values)
}

// keysFor lists the keys a file may set.
func keysFor(folder bool) []string {
	var keys []string
	for _, s := range settings() {
		if s.folder || !folder {
			keys = append(keys, s.key)
		}
	}
	return keys
}

// checkVariables refuses a TARJUMA_ variable that sets nothing: it is misspelt, and viper would pass over it.
func checkVariables(environ []string) error {
	var known []string
	for _, s := range settings() {
		known = append(known, s.variable())
	}
	for _, entry := range environ {
		name, _, _ := strings.Cut(entry, "=")
		if strings.HasPrefix(name, "TARJUMA_") && !slices.Contains(known, name) {
			return &usageError{fmt.Errorf("%s is not a variable that tarjuma knows", name), "the variables are: " + strings.Join(known, ", ")}
		}
	}
	return nil
}

func (c *Config) layVariables(v *viper.Viper, environ []string) error {
	if !c.Ambient {
		return nil
	}
	for _, s := range settings() {
		value, ok := lookup(environ, s.variable())
		if !ok || value == "" {
			continue
		}
		if problem := s.problem(value); problem != "" {
			return &ConfigError{s.variable(), fmt.Sprintf("%q %s", value, problem), "give it another value, or unset it"}
		}
		v.Set(s.key, value)
		c.origins[s.key] = s.variable()
	}
	return nil
}

// problem says in plain words why a text cannot be the value of a setting, "" if it can.
func (s setting) problem(value string) string {
	switch s.fallback.(type) {
	case int:
		if _, err := strconv.Atoi(value); err != nil {
			return notANumber
		}
	case float64:
		if _, err := strconv.ParseFloat(value, 64); err != nil {
			return notASum
		}
	case time.Duration:
		if _, err := time.ParseDuration(value); err != nil {
			return notATime
		}
	}
	return ""
}

// What is said of a value that is not of its kind.
const (
	notANumber = "is not a whole number"
	notASum    = "is not a number such as 2.50"
	notATime   = "is not a time such as 90s or 2m"
)

// fill puts in what follows from other settings: the profile's model, context window and pace, and the place of the store.
func (c *Config) fill() error {
	if c.Model == "" {
		if c.Model = c.profile().Model; c.Model != "" {
			c.origins["model"] = "profile " + c.Profile
		}
	}
	if c.ContextWindow == 0 {
		if c.ContextWindow = c.profile().ContextWindow; c.ContextWindow != 0 {
			c.origins["context_window"] = "profile " + c.Profile
		}
	}
	c.fillPace()
	if c.Store != "" {
		return nil
	}
	dir, err := defaultStore()
	if err != nil {
		return &ConfigError{"store", err.Error(), "name a folder with --store, or set HOME"}
	}
	c.Store = dir
	return nil
}

func (c *Config) layFlags(v *viper.Viper, flags *pflag.FlagSet) {
	for _, s := range settings() {
		if flag := flags.Lookup(s.flag); s.flag != "" && flag != nil && flag.Changed {
			v.Set(s.key, flagText(flag.Value))
			c.origins[s.key] = "--" + s.flag
		}
	}
}

// flagText is a flag's value as it would stand in a variable, lists with commas.
func flagText(value pflag.Value) string {
	if list, ok := value.(pflag.SliceValue); ok {
		return strings.Join(list.GetSlice(), ",")
	}
	return value.String()
}

// decode reads the settings out of viper, lists written with commas included.
func (c *Config) decode(v *viper.Viper) error {
	hook := mapstructure.ComposeDecodeHookFunc(
		mapstructure.StringToTimeDurationHookFunc(),
		mapstructure.StringToSliceHookFunc(","),
	)
	if err := v.UnmarshalExact(&c.Settings, viper.DecodeHook(hook)); err != nil {
		return &ConfigError{"configuration", strings.Join(strings.Fields(err.Error()), " "), "tarjuma config show tells where each value comes from"}
	}
	return nil
}

// lookup finds a variable in an environment; the last entry of a name counts.
func lookup(environ []string, name string) (string, bool) {
	for _, entry := range slices.Backward(environ) {
		if value, ok := strings.CutPrefix(entry, name+"="); ok {
			return value, true
		}
	}
	return "", false
}

// reason is what the system says of a path, without the path: for messages that name it already.
func reason(err error) string {
	if path, ok := err.(*fs.PathError); ok { // wrapped in more words, it may be another path
		return path.Err.Error()
	}
	return err.Error()
}
