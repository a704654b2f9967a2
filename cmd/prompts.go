package cmd

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"tarjuma/prompts"
)

func newPrompts(app *App) *cobra.Command {
	command := &cobra.Command{
		Use:     "prompts",
		Short:   "List, show, compare, check and copy the prompts",
		Long:    "List, show, compare, check and copy the prompts. A released prompt never changes; a new version is a new file.\n\n" + exitHelp(ExitDone, ExitFailed, ExitUsage),
		Example: "  tarjuma prompts list\n  tarjuma prompts render translate/v1 article.txt --to prs",
		Args:    noArguments,
		RunE:    func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	command.PersistentFlags().String("prompts", "", "folder `DIR` with prompts of your own")
	command.AddCommand(
		newPromptsList(app),
		newPromptsShow(app),
		newPromptsRender(app),
		newPromptsDiff(app),
		newPromptsLint(app),
		newPromptsCopy(app),
		newPromptsVerify(app),
	)
	return command
}

// withPrompts hands a run function the built-in prompts and the user's own.
func withPrompts(app *App, use func(set *prompts.Set, c *Config, args []string) error) func(*cobra.Command, []string) error {
	return func(command *cobra.Command, args []string) error {
		c, err := loadConfig(app, command)
		if err != nil {
			return err
		}
		set, err := c.promptSet()
		if err != nil {
			return err
		}
		return use(set, c, args)
	}
}

func newPromptsList(app *App) *cobra.Command {
	return &cobra.Command{
		Use:     "list",
		Short:   "List the prompts: id, state, what each is for",
		Long:    "List the prompts: id, state (default, released, draft, or yours) and what each is for.\n\n" + exitHelp(ExitDone, ExitUsage),
		Example: "  tarjuma prompts list\n  tarjuma prompts list --prompts my-prompts",
		Args:    noArguments,
		RunE: withPrompts(app, func(set *prompts.Set, _ *Config, _ []string) error {
			table := tabwriter.NewWriter(app.Stdout, 0, 0, 2, ' ', 0)
			for _, p := range set.List() {
				fmt.Fprintf(table, "%s\t%s\t%s\n", p.ID, promptState(set, p), p.About)
			}
			return table.Flush()
		}),
	}
}

func promptState(set *prompts.Set, p *prompts.Prompt) string {
	newest, err := set.Default(p.Task)
	switch {
	case err == nil && newest.ID == p.ID:
		return "default"
	case p.Released:
		return "released"
	case p.Builtin:
		return "draft"
	}
	return "yours"
}

func newPromptsShow(app *App) *cobra.Command {
	schema := false
	command := &cobra.Command{
		Use:     "show ID",
		Short:   "Print a prompt's template, or the schema of its replies",
		Long:    "Print a prompt's template as it stands in its file, or with --schema the JSON Schema of its replies.\n\n" + exitHelp(ExitDone, ExitUsage),
		Example: "  tarjuma prompts show translate/v1\n  tarjuma prompts show summarize/v1 --schema",
		Args:    exactly("ID"),
		RunE: withPrompts(app, func(set *prompts.Set, _ *Config, args []string) error {
			p, err := set.Find(args[0])
			if err != nil {
				return err
			}
			text := p.Source()
			if schema {
				text = p.Schema
			}
			_, err = app.Stdout.Write(text)
			return err
		}),
	}
	command.Flags().BoolVar(&schema, "schema", false, "print the schema of the replies")
	return command
}

func newPromptsDiff(app *App) *cobra.Command {
	return &cobra.Command{
		Use:     "diff A B",
		Short:   "Show what differs between two prompts, template and schema",
		Long:    "Show what differs between two prompts, template and schema, as a unified diff; nothing where they are alike.\n\n" + exitHelp(ExitDone, ExitUsage),
		Example: "  tarjuma prompts diff translate/v1 translate/ours --prompts my-prompts\n  tarjuma prompts diff translate/v1 names/v1",
		Args:    exactly("A", "B"),
		RunE: withPrompts(app, func(set *prompts.Set, _ *Config, args []string) error {
			a, err := set.Find(args[0])
			if err != nil {
				return err
			}
			b, err := set.Find(args[1])
			if err != nil {
				return err
			}
			_, err = fmt.Fprint(app.Stdout, prompts.Diff(a, b))
			return err
		}),
	}
}

func newPromptsLint(app *App) *cobra.Command {
	return &cobra.Command{
		Use:   "lint [DIR]",
		Short: "Say what is wrong with a folder of prompts",
		Long: "Say what is wrong with the prompts in DIR (default: --prompts, else the built-in ones), a line each: misspelt keys,\n" +
			"variables that are unused or unknown, schemas that a strict server refuses, invisible characters.\n\n" +
			exitHelp(ExitDone, ExitFailed, ExitUsage),
		Example: "  tarjuma prompts lint my-prompts\n  tarjuma prompts lint",
		Args:    atMost(1),
		RunE: func(command *cobra.Command, args []string) error {
			c, err := loadConfig(app, command)
			if err != nil {
				return err
			}
			return lintPrompts(app, c, args)
		},
	}
}

func lintPrompts(app *App, c *Config, args []string) error {
	files, where := prompts.Files(), ""
	dir := c.Prompts
	if len(args) == 1 {
		dir = args[0]
	}
	if dir != "" {
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return &usageError{fmt.Errorf("%s is not a folder", dir), "name a folder with prompts in TASK/NAME.tmpl"}
		}
		files, where = os.DirFS(dir), dir
	}
	problems := prompts.Lint(files)
	if dir != "" && len(problems) == 0 { // what is sound in itself may still clash with the built-in prompts
		set, err := prompts.Builtin()
		if err != nil {
			return err
		}
		_, err = set.Add(files, dir)
		var clash *prompts.FolderError
		if errors.As(err, &clash) {
			problems = clash.Problems
		}
	}
	for _, p := range problems {
		p.File = filepath.Join(where, p.File)
		fmt.Fprintln(app.Stdout, p)
	}
	if len(problems) > 0 {
		return fmt.Errorf("%s in the prompts", count(len(problems), "problem"))
	}
	return nil
}

func newPromptsCopy(app *App) *cobra.Command {
	return &cobra.Command{
		Use:   "copy ID NAME",
		Short: "Copy a prompt under a name of your own, to change it",
		Long: "Copy a prompt and its schema as TASK/NAME into your folder of prompts (--prompts, or prompts in the configuration).\n" +
			"Nothing is overwritten. The copy is used by name: --prompt TASK/NAME.\n\n" + exitHelp(ExitDone, ExitFailed, ExitUsage),
		Example: "  tarjuma prompts copy translate/v1 ours --prompts my-prompts\n  tarjuma translate a.txt --prompts my-prompts --prompt translate/ours",
		Args:    exactly("ID", "NAME"),
		RunE: func(command *cobra.Command, args []string) error {
			c, err := loadConfig(app, command)
			if err != nil {
				return err
			}
			return copyPrompt(app, c, args[0], args[1])
		},
	}
}

func copyPrompt(app *App, c *Config, id, name string) error {
	if c.Prompts == "" {
		return &usageError{errors.New("no folder to copy to"), "name one with --prompts DIR"}
	}
	set, err := prompts.Builtin()
	if err != nil {
		return err
	}
	if info, err := os.Stat(c.Prompts); err == nil && info.IsDir() && hasPrompts(c.Prompts) {
		if set, err = c.promptSet(); err != nil {
			return err
		}
	}
	p, err := set.Find(id)
	if err != nil {
		return err
	}
	written, err := prompts.Copy(p, c.Prompts, name)
	var path *fs.PathError
	switch {
	case errors.Is(err, fs.ErrExist) && errors.As(err, &path):
		return &usageError{fmt.Errorf("%s is already there", path.Path), "choose another name"}
	case err != nil:
		return &usageError{err, "choose another name"}
	}
	for _, path := range written {
		app.say("note", "wrote %s", path)
	}
	return nil
}

// hasPrompts tells a folder of prompts from one that is yet to become one.
func hasPrompts(dir string) bool {
	found, err := filepath.Glob(filepath.Join(dir, "*", "*.tmpl"))
	return err == nil && len(found) > 0
}

func newPromptsVerify(app *App) *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: "Check that the released prompts are the bytes that were released",
		Long: "Check that every released prompt has the bytes that were released, and print the line of prompts.lock for each\n" +
			"built-in prompt: to release a draft, add its line.\n\n" + exitHelp(ExitDone, ExitFailed),
		Example: "  tarjuma prompts verify\n  tarjuma prompts verify >> notes.txt",
		Args:    noArguments,
		RunE: func(*cobra.Command, []string) error {
			set, err := prompts.Builtin()
			if err != nil {
				return err
			}
			for _, p := range set.List() {
				state := "draft"
				if p.Released {
					state = "released"
				}
				fmt.Fprintf(app.Stdout, "%s  %s\n", p.LockLine(), state)
			}
			return set.Verify()
		},
	}
}
