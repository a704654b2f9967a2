package cmd

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"tarjuma/internal/lang"
)

func newLanguages(app *App) *cobra.Command {
	return &cobra.Command{
		Use:     "languages",
		Short:   "List the languages and the names they go by",
		Long:    "List the languages tarjuma reads and writes: code, BCP 47 tag, name, own name, direction, and other names that --from and --to take.\n\n" + exitHelp(ExitDone),
		Example: "  tarjuma languages\n  tarjuma languages | grep rtl",
		Args:    noArguments,
		RunE: func(*cobra.Command, []string) error {
			languages, err := lang.Builtin()
			if err != nil {
				return err
			}
			table := tabwriter.NewWriter(app.Stdout, 0, 0, 2, ' ', 0)
			for _, l := range languages.All() {
				// The own name comes last: right-to-left text in the middle of a line would turn the columns round.
				fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", l.Code, l.Tag, l.Name, l.Direction, strings.Join(l.Aliases, " "))
			}
			return table.Flush()
		},
	}
}
