package cmd

import (
	"fmt"
	"strings"
	"text/tabwriter"
	"unicode"

	"github.com/spf13/cobra"

	"tarjuma/internal/lang"
)

func newLanguages(app *App) *cobra.Command {
	return &cobra.Command{
		Use:     "languages",
		Short:   "List the languages and the names they go by",
		Long:    "List the languages tarjuma reads and writes: code, BCP 47 tag, name, direction, other names that\n--from and --to take, and its own name, which they take too.\n\n" + exitHelp(ExitDone),
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
				fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\t%s\n", l.Code, l.Tag, l.Name, l.Direction, latin(l.Aliases), l.OwnName)
			}
			return table.Flush()
		},
	}
}

// latin picks the names in Latin letters. Others are taken too, but in the middle of a line they would turn the columns round.
func latin(names []string) string {
	var picked []string
	for _, name := range names {
		if strings.IndexFunc(name, func(r rune) bool { return r > unicode.MaxASCII }) < 0 {
			picked = append(picked, name)
		}
	}
	return strings.Join(picked, " ")
}
