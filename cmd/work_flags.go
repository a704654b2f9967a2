package cmd

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tarjuma/internal/format"
	"tarjuma/internal/llm"
	"tarjuma/internal/news"
	"tarjuma/internal/run"
)

// workOptions are the flags of summarize and translate that configuration cannot set.
type workOptions struct {
	output    string
	manifest  string
	report    string
	overwrite bool
	encoding  encodingName
	fresh     bool
	offline   bool
	dryRun    bool
	noChecks  bool
	noFixes   bool
	quiet     bool
	verbose   bool
	estimate  bool // nothing is asked or written: only what it would take is told
}

// bindWorkFlags gives a command the flags that summarize and translate share. Those with a place in the configuration are
// only declared here: loadConfig reads them.
func bindWorkFlags(command *cobra.Command, o *workOptions) {
	f := command.Flags()
	f.SortFlags = false
	languageFlag(command, "to", "target languages, by any name that tarjuma languages lists (default prs,ps,hi)", true)
	languageFlag(command, "from", "the article's language (default: told from its text)", false)
	choiceFlag(command, "format", "form of the result (default md for a .md source or -o *.md, else txt)", format.Names())
	f.Var(&o.encoding, "encoding", "encoding of the article, such as windows-1256 (default: recognized)")
	complete(command, "encoding", news.Encodings())
	f.StringVarP(&o.output, "output", "o", "", "write to this `PATH`: a file; or a folder, if it is one, ends in a slash, or several articles are given")
	f.StringVar(&o.manifest, "manifest", "", "take the articles from this list, a `FILE` in CSV or JSON Lines: "+strings.Join(run.ManifestColumns(), ", "))
	f.StringVar(&o.report, "report", "", "write what became of each article to this `FILE`, as JSON")
	f.BoolVar(&o.overwrite, "overwrite", false, "replace files that tarjuma did not write")
	f.StringSlice("prompt", nil, "prompt to use, `TASK/NAME`; one a task (default: the newest released)")
	f.String("prompts", "", "folder `DIR` with prompts of your own")
	f.String("model", "", "`MODEL` to ask (default: the profile's)")
	f.String("base-url", "", "address `URL` of the API (default: the profile's, or OPENAI_BASE_URL)")
	f.String("profile", "", "kind of provider, `NAME`: "+strings.Join(profileNames(llm.Profiles()), ", ")+", or one of your own (default openai)")
	complete(command, "profile", profileNames(llm.Profiles()))
	f.String("fallback-model", "", "`MODEL` that is asked what the first refuses")
	f.Int("context-window", 0, "tokens the model can hold, `N` (default: the profile's)")
	f.String("store", "", "folder `DIR` that keeps every reply (default: in your state folder)")
	f.BoolVar(&o.fresh, "fresh", false, "ask again even where the store has the answer")
	f.BoolVar(&o.offline, "offline", false, "use only the store; ask nobody")
	f.BoolVar(&o.dryRun, "dry-run", false, "say what would be written and asked; ask nobody")
	f.Int("jobs", 0, "requests in flight at most, `N` (default 16)")
	f.Duration("timeout", 0, "time for one attempt, such as 90s (default 2m0s)")
	bindLimitFlags(f)
	choiceFlag(command, "fail-on", "end with exit code 3 where the checks find faults this bad (default never)", []string{"error", "warning", "never"})
	f.BoolVar(&o.noChecks, "no-checks", false, "check, mend and repair nothing")
	f.BoolVar(&o.noFixes, "no-fixes", false, "mend nothing; only tell what could be mended")
	f.Int("repairs", 0, "times to ask again for segments with errors, at most `N` (default 1)")
	f.BoolVarP(&o.quiet, "quiet", "q", false, "errors only on stderr")
	f.BoolVarP(&o.verbose, "verbose", "v", false, "say more on stderr: requests, tokens, what came from the store")
}

// check refuses flags that contradict each other.
func (o *workOptions) check() error {
	switch {
	case o.fresh && o.offline:
		return &usageError{errors.New("--fresh and --offline exclude each other"), "--fresh asks the model, --offline asks nobody"}
	case o.quiet && o.verbose:
		return &usageError{errors.New("--quiet and --verbose exclude each other"), "leave one of them out"}
	case o.report != "" && o.dryRun:
		return &usageError{errors.New("--report and --dry-run exclude each other"), "a dry run does nothing that could be reported"}
	}
	return nil
}

func profileNames(profiles []llm.Profile) []string {
	var names []string
	for _, p := range profiles {
		names = append(names, p.Name)
	}
	return names
}

// check refuses settings that no run can use.
func (c *Config) check() error {
	known := profileNames(c.allProfiles())
	for _, rule := range append(c.limitRules(), []settingRule{
		{"to", len(c.To) > 0, "at least one language, such as prs,ps,hi"},
		{"words", c.Words >= 20 && c.Words <= 1000, "a number from 20 to 1000"},
		{"points", c.Points >= 1 && c.Points <= 10, "a number from 1 to 10"},
		{"jobs", c.Jobs >= 1 && c.Jobs <= 256, "a number from 1 to 256"},
		{"fail_on", slices.Contains([]string{"", "error", "warning", "never"}, c.FailOn), "error, warning or never"},
		{"repairs", c.Repairs >= 0 && c.Repairs <= 5, "a number from 0 to 5"},
		{"timeout", c.Timeout >= time.Second && c.Timeout <= time.Hour, "a time from 1s to 1h"},
		{"format", c.Format == "" || slices.Contains(format.Names(), c.Format), "one of " + strings.Join(format.Names(), ", ")},
		{"profile", slices.Contains(known, c.Profile), "one of " + strings.Join(known, ", ")},
		{"context_window", c.ContextWindow == 0 || c.ContextWindow >= 1024, "a number of tokens from 1024"},
	}...) {
		if !rule.fine {
			return &ConfigError{c.Where(rule.key), fmt.Sprintf("%q cannot be used", c.show(rule.key)), "it takes " + rule.want}
		}
	}
	return nil
}
