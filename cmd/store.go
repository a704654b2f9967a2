package cmd

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"tarjuma/internal/llm"
)

func newStore(app *App) *cobra.Command {
	command := &cobra.Command{
		Use:   "store",
		Short: "See to the store, which keeps every reply",
		Long: "See to the store, which keeps every reply: what was answered once is not asked and not paid for again.\n\n" +
			exitHelp(ExitDone, ExitUsage),
		Example: "  tarjuma store stats\n  tarjuma store prune --older-than 180d --dry-run\n  tarjuma store verify",
		Args:    noArguments,
		RunE:    func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	command.PersistentFlags().String("store", "", "folder `DIR` that keeps every reply (default: in your state folder)")
	command.AddCommand(newStoreStats(app), newStorePrune(app), newStoreVerify(app))
	return command
}

func newStoreStats(app *App) *cobra.Command {
	command := &cobra.Command{
		Use:     "stats",
		Short:   "Say what the store holds: replies, tokens by model, size, age",
		Long:    "Say what the store holds: replies, tokens by model and task, size, age.\n\n" + exitHelp(ExitDone, ExitFailed, ExitUsage),
		Example: "  tarjuma store stats\n  tarjuma store stats --format json",
		Args:    noArguments,
	}
	choiceFlag(command, "format", "form of the result (default txt)", []string{"txt", "json"})
	command.RunE = func(c *cobra.Command, _ []string) error {
		path, store, err := storeOf(app, c, true)
		if err != nil {
			return err
		}
		sums, err := store.Sums()
		if err != nil {
			return err
		}
		if c.Flags().Lookup("format").Value.String() == "json" {
			out := json.NewEncoder(app.Stdout)
			out.SetEscapeHTML(false)
			return out.Encode(sums)
		}
		return showSums(app, path, sums)
	}
	return command
}

func showSums(app *App, path string, s llm.Sums) error {
	table := tabwriter.NewWriter(app.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "store\t%s\n", path)
	fmt.Fprintf(table, "requests answered\t%d\n", s.Requests)
	fmt.Fprintf(table, "replies\t%d, %d of them superseded by newer ones\n", s.Replies, s.Superseded)
	fmt.Fprintf(table, "lasting faults\t%d\n", s.Faults)
	fmt.Fprintf(table, "broken files\t%d\n", s.Broken)
	fmt.Fprintf(table, "left by runs that died\t%d\n", s.Leftovers)
	fmt.Fprintf(table, "size\t%s\n", sizeOf(s.Bytes))
	if s.Replies > 0 {
		fmt.Fprintf(table, "from\t%s\n", s.Oldest.Format(time.DateTime))
		fmt.Fprintf(table, "to\t%s\n", s.Newest.Format(time.DateTime))
	}
	for _, m := range s.Models {
		fmt.Fprintf(table, "%s %s\t%s; tokens: %d prompt (%d cached), %d completion (%d reasoning)\n",
			m.Model, m.Task, plural(m.Replies, "reply", "replies"), m.Usage.Prompt, m.Usage.Cached, m.Usage.Completion, m.Usage.Reasoning)
	}
	return table.Flush()
}

func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return strconv.Itoa(n) + " " + many
}

// sizeOf gives a number of bytes as people say it.
func sizeOf(bytes int64) string {
	switch {
	case bytes >= 1<<30:
		return fmt.Sprintf("%.1f GiB", float64(bytes)/(1<<30))
	case bytes >= 1<<20:
		return fmt.Sprintf("%.1f MiB", float64(bytes)/(1<<20))
	}
	return fmt.Sprintf("%.1f KiB", float64(bytes)/(1<<10))
}

func newStorePrune(app *App) *cobra.Command {
	var older string
	var superseded, dryRun bool
	command := &cobra.Command{
		Use:   "prune",
		Short: "Take old replies out of the store for good",
		Long: "Take replies out of the store for good: those older than a time, those that a newer reply to the same request stands beside,\n" +
			"or both. With old replies go old submissions to a batch API that are done. What a run that died left behind more than a day ago\n" +
			"goes too. A broken file stays: verify lists them. What is taken out is asked, and paid for, again when it is wanted.\n\n" + exitHelp(ExitDone, ExitFailed, ExitUsage),
		Example: "  tarjuma store prune --older-than 180d --dry-run\n  tarjuma store prune --superseded",
		Args:    noArguments,
	}
	f := command.Flags()
	f.StringVar(&older, "older-than", "", "take out replies older than this `TIME`, such as 180d or 36h")
	f.BoolVar(&superseded, "superseded", false, "take out replies that a newer one stands beside")
	f.BoolVar(&dryRun, "dry-run", false, "say what would go; take nothing out")
	command.RunE = func(c *cobra.Command, _ []string) error {
		if older == "" && !superseded {
			return &usageError{errors.New("nothing says what is to go"), "give --older-than, --superseded, or both"}
		}
		now := time.Now()
		prune := llm.Prune{Superseded: superseded, Now: now}
		if older != "" {
			age, err := ageOf(older)
			if err != nil {
				return &usageError{fmt.Errorf("--older-than: %q %w", older, err), "give a time such as 180d or 36h"}
			}
			prune.Before = now.Add(-age)
		}
		_, store, err := storeOf(app, c, dryRun)
		if err != nil {
			return err
		}
		files, bytes, err := store.Prune(prune, dryRun)
		if err != nil {
			return err
		}
		done := "taken out"
		if dryRun {
			done = "would be taken out"
		}
		_, err = fmt.Fprintf(app.Stdout, "%s, %s %s\n", count(files, "file"), sizeOf(bytes), done)
		return err
	}
	return command
}

// ageOf reads a time of days, or one such as 36h.
func ageOf(text string) (time.Duration, error) {
	if days, of := strings.CutSuffix(text, "d"); of {
		n, err := strconv.Atoi(days)
		if err != nil || n < 0 || n > 100_000 {
			return 0, errors.New("is not a number of days")
		}
		return time.Duration(n) * 24 * time.Hour, nil
	}
	age, err := time.ParseDuration(text)
	if err != nil || age < 0 {
		return 0, errors.New(notATime)
	}
	return age, nil
}

func newStoreVerify(app *App) *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: "Read every file of the store and list what is broken",
		Long: "Read every reply of the store, and every submission to a batch API, and list on stdout the files that are broken or were changed:\n" +
			"each reply holds its request, and that must be the one its name stands for.\n\n" + exitHelp(ExitDone, ExitFailed, ExitUsage),
		Example: "  tarjuma store verify\n  tarjuma store verify --store /srv/desk/store",
		Args:    noArguments,
		RunE: func(c *cobra.Command, _ []string) error {
			path, store, err := storeOf(app, c, true)
			if err != nil {
				return err
			}
			return verifyStore(app, path, store)
		},
	}
}

func verifyStore(app *App, path string, store *llm.Store) error {
	whole, broken := 0, 0
	for k, err := range store.All() {
		switch {
		case err != nil:
			return err
		case k.Err != nil:
			broken++
			if _, err := fmt.Fprintln(app.Stdout, k.Err); err != nil {
				return err
			}
		case k.Key != "":
			whole++
		}
	}
	submissions, faults, err := store.VerifySubmissions()
	if err != nil {
		return err
	}
	for _, fault := range faults {
		if _, err := fmt.Fprintln(app.Stdout, fault); err != nil {
			return err
		}
	}
	if broken > 0 {
		app.say("error", "%s: %s of %d cannot be used", path, plural(broken, "reply", "replies"), whole+broken)
		app.say("hint", "delete the files listed: what they held is asked again when it is wanted")
	}
	if len(faults) > 0 {
		app.say("error", "%s: %s of %d cannot be used", path, count(len(faults), "submission"), submissions+len(faults))
		app.say("hint", "take the files from a copy of the store: they alone tell what is under way at the provider")
	}
	if broken+len(faults) > 0 {
		return &reported{ExitFailed}
	}
	told := plural(whole, "reply", "replies")
	if submissions > 0 {
		told += ", " + count(submissions, "submission")
	}
	_, err = fmt.Fprintf(app.Stdout, "%s: %s, all whole\n", path, told)
	return err
}

// storeOf opens the store that the configuration names.
func storeOf(app *App, command *cobra.Command, readOnly bool) (string, *llm.Store, error) {
	c, err := loadConfig(app, command)
	if err != nil {
		return "", nil, err
	}
	store, err := openStore(c, readOnly)
	if _, missing := os.Stat(c.Store); err == nil && errors.Is(missing, fs.ErrNotExist) {
		app.say("note", "%s is not there: nothing is kept in it yet", c.Store)
	}
	return c.Store, store, err
}
