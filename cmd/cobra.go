package cmd

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// tameCobra makes the commands that cobra adds by itself treat a mistake as ours do: they would print help and exit with 0.
func tameCobra(root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	if completion, _, err := root.Find([]string{"completion"}); err == nil {
		completion.Args = func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return &usageError{fmt.Errorf("no completion for %q", args[0]), "the shells are bash, fish, powershell, zsh"}
		}
		completion.RunE = func(c *cobra.Command, _ []string) error { return c.Help() }
		completion.Example = "  tarjuma completion bash > /etc/bash_completion.d/tarjuma\n  source <(tarjuma completion zsh)"
		completion.Long += "\n\n" + exitHelp(ExitDone, ExitUsage)
		for _, shell := range completion.Commands() {
			shell.Long += "\n" + exitHelp(ExitDone, ExitUsage)
			shell.Example = fmt.Sprintf("  tarjuma completion %[1]s > tarjuma.%[1]s\n  tarjuma completion %[1]s --no-descriptions", shell.Name())
		}
	}
	root.SetHelpCommand(&cobra.Command{
		Use:     "help [COMMAND]",
		Short:   "Help about any command",
		Long:    "Print the help of a command.\n\n" + exitHelp(ExitDone, ExitUsage),
		Example: "  tarjuma help translate\n  tarjuma help prompts render",
		RunE: func(c *cobra.Command, args []string) error {
			found, rest, err := c.Root().Find(args)
			if err != nil || found == nil || len(rest) > 0 {
				return &usageError{fmt.Errorf("unknown command %q for tarjuma", strings.Join(args, " ")), "tarjuma --help lists the commands"}
			}
			return found.Help()
		},
	})
}

// flagError says in a person's words what is wrong with a flag.
func flagError(c *cobra.Command, err error) error {
	hint := fmt.Sprintf("%s --help lists the flags", c.CommandPath())
	var invalid *pflag.InvalidValueError
	if !errors.As(err, &invalid) {
		return &usageError{err, hint}
	}
	flag := invalid.GetFlag()
	_, says := flag.Value.(*choice)
	switch flag.Value.Type() {
	case "int":
		err, says = errors.New(notANumber), true
	case "float64":
		err, says = errors.New(notASum), true
	case "duration":
		err, says = errors.New(notATime), true
	default:
		err = invalid.Unwrap()
	}
	if says {
		return &usageError{fmt.Errorf("--%s %q %w", flag.Name, invalid.GetValue(), err), hint}
	}
	return &usageError{fmt.Errorf("--%s: %w", flag.Name, err), hint}
}
