package cmd

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// noArguments is for commands that take none: what stands there is a misspelt command, most often.
func noArguments(command *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	hint := command.CommandPath() + " --help shows how"
	if command.HasAvailableSubCommands() {
		command.SuggestionsMinimumDistance = 2
		if near := command.SuggestionsFor(args[0]); len(near) > 0 {
			hint = "did you mean " + near[0] + "?"
		}
		return &usageError{fmt.Errorf("unknown command %q for %s", args[0], command.CommandPath()), hint}
	}
	return &usageError{fmt.Errorf("%s takes no argument: %q", command.CommandPath(), args[0]), hint}
}

// atMost takes that many arguments or fewer.
func atMost(n int) cobra.PositionalArgs {
	return func(command *cobra.Command, args []string) error {
		if len(args) <= n {
			return nil
		}
		return &usageError{
			fmt.Errorf("%s wants at most %s, not %d", command.CommandPath(), count(n, "argument"), len(args)),
			command.CommandPath() + " --help shows how",
		}
	}
}

// exactly wants these arguments and no others.
func exactly(names ...string) cobra.PositionalArgs {
	return func(command *cobra.Command, args []string) error {
		if len(args) == len(names) {
			return nil
		}
		return &usageError{
			fmt.Errorf("%s wants %s", command.CommandPath(), strings.Join(names, " and ")),
			command.CommandPath() + " --help shows how",
		}
	}
}
