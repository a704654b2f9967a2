package cmd

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"tarjuma/internal/run"
)

func newConfig(app *App) *cobra.Command {
	command := &cobra.Command{
		Use:     "config",
		Short:   "Show the configuration and where it comes from",
		Long:    "Show the configuration and where it comes from.\n\n" + exitHelp(ExitDone, ExitUsage),
		Example: "  tarjuma config show\n  tarjuma config path",
		Args:    noArguments,
		RunE:    func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	command.AddCommand(newConfigShow(app), newConfigPath(app))
	return command
}

func newConfigShow(app *App) *cobra.Command {
	return &cobra.Command{
		Use:   "show",
		Short: "Print every setting, its value and where it comes from; keys are never shown",
		Long: "Print every setting, its value and what set it: a variable, a file, or the default. Flags win over variables,\n" +
			"variables over the folder's tarjuma.yaml, that over your own file. Keys are never shown, only where they are read from.\n\n" +
			exitHelp(ExitDone, ExitUsage),
		Example: "  tarjuma config show\n  TARJUMA_TO=prs tarjuma config show",
		Args:    noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			c, err := loadConfig(app, command)
			if err != nil {
				return err
			}
			if err := c.check(); err != nil {
				return err
			}
			if _, err := newJob(c, run.Translate, nil); err != nil { // languages and prompts that are not there
				return err
			}
			return showConfig(app, c)
		},
	}
}

func showConfig(app *App, c *Config) error {
	table := tabwriter.NewWriter(app.Stdout, 0, 0, 2, ' ', 0)
	for _, s := range settings() {
		fmt.Fprintf(table, "%s\t%s\t%s\n", s.key, c.show(s.key), c.Origin(s.key))
	}
	for _, p := range c.Prices {
		fmt.Fprintf(table, "(price)\t%s\t%s\n", showPrice(p), c.User)
	}
	for _, line := range c.checkLines() {
		fmt.Fprintf(table, "%s\t%s\t%s\n", line[0], line[1], line[2])
	}
	url, origin := c.address(app)
	fmt.Fprintf(table, "(address)\t%s\t%s\n", url, origin)
	state, origin := c.keyState(app)
	fmt.Fprintf(table, "(key)\t%s\t%s\n", state, origin)
	return table.Flush()
}

// show gives a setting's value as a person would write it; "-" where it is empty.
func (c *Config) show(key string) string {
	value := map[string]string{
		"from":           c.From,
		"to":             strings.Join(c.To, ","),
		"format":         c.Format,
		"words":          fmt.Sprint(c.Words),
		"points":         fmt.Sprint(c.Points),
		"prompt":         strings.Join(c.Prompt, ","),
		"front_matter":   strings.Join(c.FrontMatter, ","),
		"prompts":        c.Prompts,
		"profile":        c.Profile,
		"model":          c.Model,
		"base_url":       c.BaseURL,
		"key_command":    c.KeyCommand,
		"store":          c.Store,
		"jobs":           fmt.Sprint(c.Jobs),
		"timeout":        c.Timeout.String(),
		"fallback_model": c.FallbackModel,
		"context_window": window(c.ContextWindow),
		"rpm":            c.shown("rpm", c.RPM),
		"tpm":            c.shown("tpm", c.TPM),
		"budget_cost":    c.shown("budget_cost", c.BudgetCost),
		"budget_tokens":  c.shown("budget_tokens", c.BudgetTokens),
		"deadline":       c.Deadline,
		"fail_on":        c.FailOn,
		"repairs":        fmt.Sprint(c.Repairs),
	}[key]
	if value == "" {
		return "-"
	}
	return value
}

// window is a context window as config show prints it: one that nobody named is that of the profile, or not known.
func window(tokens int) string {
	if tokens == 0 {
		return ""
	}
	return fmt.Sprint(tokens)
}

// keyState says whether there is a key and where it is read from, without reading it out or running a command.
func (c *Config) keyState(app *App) (state, origin string) {
	p := c.profile()
	address, origin := c.address(app)
	if _, ok := c.keyVariable(app); ok {
		return "set", p.KeyVariable
	}
	switch {
	case c.KeyCommand != "":
		return "asked for when needed", "key_command"
	case !p.KeyNeededAt(address):
		return "not needed", origin
	}
	return "missing", p.KeyVariable
}

func newConfigPath(app *App) *cobra.Command {
	return &cobra.Command{
		Use:     "path",
		Short:   "Print where the configuration and the store lie",
		Long:    "Print where your own configuration, the folder's and the store lie, whether they exist or not.\n\n" + exitHelp(ExitDone, ExitUsage),
		Example: "  tarjuma config path\n  tarjuma config path --config team.yaml",
		Args:    noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			c, err := loadConfig(app, command)
			if err != nil {
				return err
			}
			return showPaths(app, c)
		},
	}
}

func showPaths(app *App, c *Config) error {
	user, folder := c.User, c.Folder
	var err error
	if user == "" {
		if user, err = userConfigPath(); err != nil {
			return err
		}
		user += " (not there)"
	}
	if !c.Ambient {
		user = "- (--config none)"
	}
	if folder == "" {
		folder = "-"
	}
	table := tabwriter.NewWriter(app.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "user\t%s\nfolder\t%s\nstore\t%s\n", user, folder, c.Store)
	return table.Flush()
}
