package cmd

import (
	"fmt"

	"github.com/spf13/cobra"
)

func newVersion(app *App) *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "Print the version",
		Long:    "Print the version of tarjuma: a release's number, or the commit it was built from.\n\n" + exitHelp(ExitDone),
		Example: "  tarjuma version\n  tarjuma --version",
		Args:    noArguments,
		RunE: func(*cobra.Command, []string) error {
			_, err := fmt.Fprintln(app.Stdout, "tarjuma", app.Version)
			return err
		},
	}
}
