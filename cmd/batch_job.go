package cmd

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"tarjuma/internal/check"
	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/run"
	"tarjuma/prompts"
)

// batchJob is what a submission is, as its file in the store tells it: all of a command line and a configuration that the work depends on.
// Where the provider is and with what key is not part of it: that counts as it is where the answers are fetched.
type batchJob struct {
	Args         []string      `json:"args"` // of submit
	Texts        string        `json:"texts_sha256"`
	From         string        `json:"from"`
	To           []string      `json:"to"`
	Prompt       []string      `json:"prompt"`
	Prompts      string        `json:"prompts"`
	FrontMatter  []string      `json:"front_matter"`
	Model        string        `json:"model"`
	Fallback     string        `json:"fallback_model"`
	Window       int           `json:"context_window"`
	Format       string        `json:"format"`
	Checks       check.Options `json:"checks"`
	NoChecks     bool          `json:"no_checks"`
	NoFixes      bool          `json:"no_fixes"`
	Repairs      int           `json:"repairs"`
	FailOn       string        `json:"fail_on"`
	Encoding     string        `json:"encoding"`
	Fresh        bool          `json:"fresh"`
	Overwrite    bool          `json:"overwrite"`
	Output       string        `json:"output"`
	BudgetCost   float64       `json:"budget_cost"`
	BudgetTokens int           `json:"budget_tokens"`
	Sources      []batchSource `json:"sources"`
}

// batchSource is an article of a submission. Name is what it was called, Path where it lies. Became is "" as long as it waits for
// answers, else what became of it.
type batchSource struct {
	Name    string   `json:"name"`
	Path    string   `json:"path"`
	Place   string   `json:"place,omitempty"`
	To      []string `json:"to,omitempty"`
	Prompts []string `json:"prompts,omitempty"`
	Became  string   `json:"became,omitempty"`
}

// describeJob tells a job so that it can be done on another day.
func describeJob(c *Config, o *workOptions, job *run.Job, args []string) (*batchJob, error) {
	d := &batchJob{
		Args: args, Texts: textsOf(job), From: c.From, FrontMatter: c.FrontMatter, Model: c.Model, Fallback: c.FallbackModel, Window: c.ContextWindow,
		Format: c.Format, Checks: c.Checks, NoChecks: o.noChecks, NoFixes: o.noFixes, Repairs: c.Repairs, FailOn: c.FailOn,
		Encoding: o.encoding.String(), Fresh: o.fresh, Overwrite: o.overwrite, BudgetCost: c.BudgetCost, BudgetTokens: c.BudgetTokens,
		Prompt: []string{job.TranslatePrompt.ID, job.NamesPrompt.ID},
	}
	for _, l := range job.To {
		d.To = append(d.To, l.Code)
	}
	var err error
	if d.Output, err = filepath.Abs(o.output); err != nil {
		return nil, err
	}
	if c.Prompts != "" {
		if d.Prompts, err = filepath.Abs(c.Prompts); err != nil {
			return nil, err
		}
	}
	for _, s := range job.Sources {
		path, err := filepath.Abs(s.Name)
		if err != nil {
			return nil, err
		}
		kept := batchSource{Name: s.Name, Path: path, Place: s.Place}
		if s.Wishes != nil {
			for _, l := range s.Wishes.To {
				kept.To = append(kept.To, l.Code)
			}
			for _, p := range s.Wishes.Prompts {
				kept.Prompts = append(kept.Prompts, p.ID)
			}
		}
		d.Sources = append(d.Sources, kept)
	}
	return d, nil
}

// textsOf is the hash of all that is said to the model beside the articles.
func textsOf(job *run.Job) string {
	texts := []string{job.TranslatePrompt.SHA256, job.NamesPrompt.SHA256}
	to := slices.Clone(job.To)
	for _, s := range job.Sources {
		if s.Wishes == nil {
			continue
		}
		to = append(to, s.Wishes.To...)
		for _, p := range s.Wishes.Prompts {
			texts = append(texts, p.SHA256)
		}
	}
	for _, l := range to {
		texts = append(texts, l.StyleSHA256())
	}
	slices.Sort(texts)
	sum := sha256.Sum256([]byte(strings.Join(slices.Compact(texts), "\n")))
	return hex.EncodeToString(sum[:])
}

// readJob reads what describeJob told.
func readJob(s *llm.Submission) (*batchJob, error) {
	var d batchJob
	if err := json.Unmarshal(s.Job, &d); err != nil {
		return nil, fmt.Errorf("reading the submission %s: %w", s.ID, err)
	}
	return &d, nil
}

// keepIn puts what a job is into its submission.
func (d *batchJob) keepIn(s *llm.Submission) error {
	data, err := json.Marshal(d)
	s.Job = data
	return err
}

// lay puts what a job tells over a configuration.
func (d *batchJob) lay(c *Config, o *workOptions) {
	c.From, c.To, c.Prompt, c.Prompts, c.FrontMatter = d.From, d.To, d.Prompt, d.Prompts, d.FrontMatter
	c.Model, c.FallbackModel, c.ContextWindow = d.Model, d.Fallback, d.Window
	c.Format, c.Checks, c.Repairs, c.FailOn = d.Format, d.Checks, d.Repairs, d.FailOn
	if c.unset("budget_cost") && d.BudgetCost != 0 {
		c.BudgetCost, c.origins["budget_cost"] = d.BudgetCost, fromSubmission
	}
	if c.unset("budget_tokens") && d.BudgetTokens != 0 {
		c.BudgetTokens, c.origins["budget_tokens"] = d.BudgetTokens, fromSubmission
	}
	o.noChecks, o.noFixes, o.encoding, o.fresh, o.overwrite = d.NoChecks, d.NoFixes, encodingName(d.Encoding), d.Fresh, d.Overwrite
	o.output = d.Output + string(filepath.Separator)
}

// fromSubmission is the origin of a setting that a submission holds.
const fromSubmission = "the submission"

// job makes the job that was submitted, of this configuration and what was told.
func (d *batchJob) job(app *App, c *Config, o *workOptions) (*run.Job, error) {
	d.lay(c, o)
	if err := c.check(); err != nil {
		return nil, err
	}
	if err := c.checkPrices(); err != nil {
		return nil, err
	}
	languages, err := lang.Builtin()
	if err != nil {
		return nil, err
	}
	set, err := c.promptSet()
	if err != nil {
		return nil, err
	}
	var sources []run.Source
	for _, kept := range d.Sources {
		source, err := kept.source(languages, set)
		if err != nil {
			return nil, err
		}
		sources = append(sources, source)
	}
	job, err := fullJob(app, c, run.Translate, o, articles{sources: sources, many: true})
	if err == nil && textsOf(job) != d.Texts {
		err = &usageError{errors.New("the prompts or the style of a language are not those that were submitted"),
			"finish it live, at the price of what changed: " + d.live()}
	}
	return job, err
}

// became notes what became of an article, and forgets it of one that is to be made again.
func (d *batchJob) became(name, what string) {
	for i := range d.Sources {
		if d.Sources[i].Name == name {
			d.Sources[i].Became = what
		}
	}
}

// commandLine gives the arguments and flags that a command was given, but for those that say how much it tells, and --fresh: what was asked
// afresh once need not be again.
func commandLine(command *cobra.Command, args []string) []string {
	words := slices.Clone(args)
	command.Flags().Visit(func(f *pflag.Flag) {
		if slices.Contains([]string{"fresh", "quiet", "verbose", "report"}, f.Name) {
			return
		}
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand
		}
		words = append(words, name)
		if f.Value.Type() != "bool" {
			words = append(words, flagText(f.Value))
		}
	})
	return words
}

// source gives an article as it was given to submit.
func (b batchSource) source(languages *lang.Languages, set *prompts.Set) (run.Source, error) {
	s := run.Source{Name: b.Name, Place: b.Place, Open: openFile(b.Path)}
	if len(b.To)+len(b.Prompts) == 0 {
		return s, nil
	}
	s.Wishes = &run.Wishes{}
	for _, code := range b.To {
		l, err := languages.Find(code)
		if err != nil {
			return s, err
		}
		s.Wishes.To = append(s.Wishes.To, l)
	}
	for _, id := range b.Prompts {
		p, err := set.Find(id)
		if err != nil {
			return s, err
		}
		s.Wishes.Prompts = append(s.Wishes.Prompts, p)
	}
	return s, nil
}

// live is the command that does the same with live requests.
func (d *batchJob) live() string {
	words := []string{"tarjuma", "translate"}
	for _, arg := range d.Args {
		if strings.ContainsAny(arg, " '\"$&|;<>()*?\\`") {
			arg = "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
		}
		words = append(words, arg)
	}
	return strings.Join(words, " ")
}
