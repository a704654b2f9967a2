package cmd

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"tarjuma/internal/run"
)

// App is what a process gives the commands: its streams and what it knows of itself. Tests give buffers.
// Terminal says that Stderr is a terminal a progress line may be drawn on.
type App struct {
	Stdin    io.Reader
	Stdout   io.Writer
	Stderr   io.Writer
	Terminal bool
	Environ  []string
	Version  string
}

// Main runs one command and returns the exit code of the process.
func Main(ctx context.Context, app *App, args []string) int {
	root := NewRoot(app)
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return ExitDone
	}
	return app.fail(err)
}

// Version is that of the module as it was built: a release's tag, else the commit, else "devel".
func Version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "devel"
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		return v
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" && len(s.Value) >= 12 {
			return "devel-" + s.Value[:12]
		}
	}
	return "devel"
}

// NewRoot builds the command tree.
func NewRoot(app *App) *cobra.Command {
	root := &cobra.Command{
		Use:   "tarjuma",
		Short: "Briefs and Dari, Pashto and Hindi translations of news, checked and traceable",
		Long: "tarjuma sends a news article to a language model behind any OpenAI-compatible API and brings back a brief\n" +
			"(headline, standfirst, key points with evidence) and Dari, Pashto and Hindi translations, checked and traceable.\n\n" +
			exitHelp(ExitDone, ExitFailed, ExitUsage, ExitFindings, ExitRefused, ExitIncomplete, ExitBudget, ExitInterrupted),
		Example: "  tarjuma summarize article.txt\n" +
			"  tarjuma translate article.txt --to prs,ps -o out/",
		Version:       app.Version,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noArguments,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	root.SetIn(app.Stdin)
	root.SetOut(app.Stdout)
	root.SetErr(app.Stderr)
	root.SetVersionTemplate("tarjuma {{.Version}}\n")
	root.SetFlagErrorFunc(flagError)
	root.Flags().Bool("version", false, "print the version") // declared here, or cobra takes -v for it, which means verbose elsewhere
	root.PersistentFlags().String("config", "", "read this `FILE` as the configuration; none: no files, no TARJUMA_* and no OPENAI_* variables")
	root.AddCommand(
		newSummarize(app),
		newTranslate(app),
		newEstimate(app),
		newCheck(app),
		newBatch(app),
		newStore(app),
		newPrompts(app),
		newLanguages(app),
		newConfig(app),
		newVersion(app),
	)
	tameCobra(root)
	return root
}

// say prints a line on stderr.
func (a *App) say(kind, format string, args ...any) { sayOn(a.Stderr, kind, format, args...) }

// sayOn prints one line, whatever its parts hold, that begins as all of ours do.
func sayOn(w io.Writer, kind, format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	fmt.Fprintf(w, "tarjuma: %s: %s\n", kind, run.Printable(strings.Join(strings.Fields(line), " ")))
}
