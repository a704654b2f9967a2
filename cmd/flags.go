package cmd

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// choice is a flag that takes one of a list; another value is refused when the flag is read.
type choice struct {
	value   string
	allowed []string
}

var _ pflag.Value = (*choice)(nil)

func (c *choice) String() string { return c.value }
func (c *choice) Type() string   { return "NAME" }

func (c *choice) Set(value string) error {
	if !slices.Contains(c.allowed, value) {
		return fmt.Errorf("is not one of %s", strings.Join(c.allowed, ", "))
	}
	c.value = value
	return nil
}

// choiceFlag binds a choice and completes it from the same list.
func choiceFlag(command *cobra.Command, name, usage string, allowed []string) {
	command.Flags().Var(&choice{allowed: allowed}, name, usage+": "+strings.Join(allowed, ", "))
	complete(command, name, allowed)
}

// encodingName is a flag of an encoding, by any usual spelling of its name.
type encodingName string

var _ pflag.Value = (*encodingName)(nil)

func (e *encodingName) String() string { return string(*e) }
func (e *encodingName) Type() string   { return "NAME" }

func (e *encodingName) Set(value string) error {
	name, known := news.FindEncoding(value)
	if !known {
		return fmt.Errorf("%q is not an encoding that is known: %s", value, strings.Join(news.Encodings(), ", "))
	}
	*e = encodingName(name)
	return nil
}

// languageNames is a flag of one or several languages, by any of their names, kept as codes.
type languageNames struct {
	codes []string
	many  bool
}

var _ pflag.Value = (*languageNames)(nil)

func (l *languageNames) String() string { return strings.Join(l.codes, ",") }

func (l *languageNames) Type() string {
	if l.many {
		return "LANG[,LANG]"
	}
	return "LANG"
}

func (l *languageNames) Set(value string) error {
	languages, err := lang.Builtin()
	if err != nil {
		return err
	}
	if !l.many {
		l.codes = nil
	}
	for _, name := range strings.Split(value, ",") {
		found, err := languages.Find(strings.TrimSpace(name))
		if err != nil {
			return err
		}
		if !slices.Contains(l.codes, found.Code) {
			l.codes = append(l.codes, found.Code)
		}
	}
	return nil
}

func languageFlag(command *cobra.Command, name, usage string, many bool) {
	command.Flags().Var(&languageNames{many: many}, name, usage)
	// The only error is a flag that does not exist: it was made in the line above.
	_ = command.RegisterFlagCompletionFunc(name, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		languages, err := lang.Builtin()
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		var codes []string
		for _, l := range languages.All() {
			codes = append(codes, l.Code+"\t"+l.Name)
		}
		return codes, cobra.ShellCompDirectiveNoFileComp
	})
}

func complete(command *cobra.Command, name string, values []string) {
	// The only error is a flag that does not exist: callers make it first.
	_ = command.RegisterFlagCompletionFunc(name, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
}
