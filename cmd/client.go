package cmd

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"strings"
	"unicode"

	"tarjuma/internal/llm"
)

// profile is the provider the configuration names, of the built-in ones and the user's own; check sees to it that there is one.
func (c *Config) profile() llm.Profile {
	for _, p := range c.allProfiles() {
		if p.Name == c.Profile {
			return p
		}
	}
	return llm.Profile{}
}

func (c *Config) allProfiles() []llm.Profile {
	return append(llm.Profiles(), c.Profiles...)
}

// clientOptions is what the configuration says of provider, address and key.
func (c *Config) clientOptions(ctx context.Context, app *App, o *workOptions) (llm.Options, error) {
	options := llm.Options{
		Profile: c.profile(),
		Timeout: c.Timeout,
		Jobs:    c.Jobs,
		Fresh:   o.fresh,
		Offline: o.offline,
		Tool:    app.Version,
	}
	if o.offline {
		return options, nil
	}
	options.BaseURL, _ = c.address(app)
	key, found, err := c.key(ctx, app)
	if err != nil {
		return options, err
	}
	if !found && options.Profile.KeyNeededAt(options.BaseURL) {
		return options, &noKeyError{profile: c.Profile, variable: options.Profile.KeyVariable}
	}
	options.APIKey = key
	return options, nil
}

// newClient stacks the layers that ask the model.
func newClient(c *Config, app *App, options llm.Options) (llm.Client, error) {
	client, err := llm.New(options)
	return client, c.addressFault(app, err)
}

// addressFault tells where an address comes from that cannot be used. Other errors it gives back.
func (c *Config) addressFault(app *App, err error) error {
	var address *llm.AddressError
	if !errors.As(err, &address) {
		return err
	}
	_, origin := c.address(app)
	return &ConfigError{origin, err.Error(), "an address looks like http://localhost:8080/v1; --base-url names one"}
}

// mostModels is how many of a server's models a hint names.
const mostModels = 12

// modelHint says how to name a model, with those that the server has where it tells them.
func modelHint(ctx context.Context, options llm.Options) string {
	const hint = "name a model that the server has with --model"
	names, err := llm.Models(ctx, options)
	if err != nil || len(names) == 0 {
		return hint // the list is a courtesy: what keeps it back is not what the person must hear of
	}
	more := ""
	if len(names) > mostModels {
		names, more = names[:mostModels], ", …"
	}
	return hint + ": " + strings.Join(names, ", ") + more
}

// address is where requests go, and what says so.
func (c *Config) address(app *App) (url, origin string) {
	p := c.profile()
	if c.BaseURL != "" {
		return c.BaseURL, c.Where("base_url")
	}
	if c.Ambient && p.BaseURLVariable != "" {
		if url, ok := lookup(app.Environ, p.BaseURLVariable); ok && url != "" {
			return url, p.BaseURLVariable
		}
	}
	return p.BaseURL, "profile " + p.Name
}

// key reads the provider's key: from the profile's variable, else from the user's key_command. The key itself is never
// printed, logged or stored.
func (c *Config) key(ctx context.Context, app *App) (key llm.Secret, found bool, err error) {
	if value, ok := c.keyVariable(app); ok {
		return oneLine(value, c.profile().KeyVariable)
	}
	if c.KeyCommand == "" {
		return llm.Secret{}, false, nil
	}
	value, err := runKeyCommand(ctx, c.KeyCommand)
	if err != nil {
		return llm.Secret{}, false, &ConfigError{c.Where("key_command"), "the command failed: " + err.Error(), "run it by hand to see why"}
	}
	return oneLine(value, "key_command")
}

// oneLine takes a key that can be sent: a line break in it (a slip of copying) would end the header that carries it.
func oneLine(value, origin string) (llm.Secret, bool, error) {
	if strings.ContainsFunc(value, unicode.IsControl) {
		return llm.Secret{}, false, &badKeyError{origin}
	}
	return llm.NewSecret(value), true, nil
}

// badKeyError is a key that cannot be sent. It does not repeat the key.
type badKeyError struct{ origin string }

func (e *badKeyError) Error() string {
	return fmt.Sprintf("the key from %s holds a line break or another character that no key has", e.origin)
}

// keyVariable looks into the variable that the profile's key is customarily in.
func (c *Config) keyVariable(app *App) (string, bool) {
	name := c.profile().KeyVariable
	if !c.Ambient || name == "" {
		return "", false
	}
	value, _ := lookup(app.Environ, name)
	value = strings.TrimSpace(value)
	return value, value != ""
}

// noKeyError is a provider that wants a key and none to give.
type noKeyError struct{ profile, variable string }

func (e *noKeyError) Error() string { return fmt.Sprintf("no key for %s", e.profile) }

// runKeyCommand runs the user's own command (such as "pass show openai") and takes the first line it prints.
func runKeyCommand(ctx context.Context, command string) (string, error) {
	shell := []string{"sh", "-c"}
	if runtime.GOOS == "windows" {
		shell = []string{"cmd", "/c"}
	}
	out, err := exec.CommandContext(ctx, shell[0], shell[1], command).Output()
	if err != nil {
		return "", err // the command's own stderr may hold secrets: it is not repeated
	}
	first, _, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	if first = strings.TrimSpace(first); first == "" {
		return "", errors.New("it printed nothing")
	}
	return first, nil
}
