package run

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tarjuma/internal/check"
	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/prompts"
)

// BatchJob is what a submission is, as its file in the store tells it: all of a command line and a configuration that the work depends on.
// Where the provider is and with what key is not part of it: that counts as it is where the answers are fetched.
type BatchJob struct {
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
	Sources      []BatchSource `json:"sources"`
}

// BatchSource is an article of a submission. Name is what it was called, Path where it lies. Became is "" as long as it waits for
// answers, else what became of it, in the words of whoever watches (BatchWatch).
type BatchSource struct {
	Name    string   `json:"name"`
	Path    string   `json:"path"`
	Place   string   `json:"place,omitempty"`
	To      []string `json:"to,omitempty"`
	Prompts []string `json:"prompts,omitempty"`
	Became  string   `json:"became,omitempty"`
}

// NewBatchJob tells a job so that it can be done on another day: all that the job itself says. Args, Prompts, the checks and what follows from
// them, and the budget are left to those who made the job. An error is one of finding out where something lies.
func NewBatchJob(j *Job) (*BatchJob, error) {
	d := &BatchJob{
		Texts: textsOf(j), To: codesOf(j.To), FrontMatter: j.FrontMatter,
		Model: j.Model, Fallback: j.Fallback, Window: j.Window, Format: j.Output.Format, Encoding: j.Encoding,
		Fresh: j.Fresh, Overwrite: j.Output.Overwrite,
	}
	for _, p := range promptsOf(j) {
		d.Prompt = append(d.Prompt, p.ID)
	}
	var err error
	if d.Output, err = filepath.Abs(j.Output.Path); err != nil {
		return nil, err
	}
	for _, s := range j.Sources {
		path, err := filepath.Abs(s.Name)
		if err != nil {
			return nil, err
		}
		kept := BatchSource{Name: s.Name, Path: path, Place: s.Place}
		if s.Wishes != nil {
			kept.To = codesOf(s.Wishes.To)
			for _, p := range s.Wishes.Prompts {
				kept.Prompts = append(kept.Prompts, p.ID)
			}
		}
		d.Sources = append(d.Sources, kept)
	}
	return d, nil
}

func codesOf(languages []*lang.Language) []string {
	var codes []string
	for _, l := range languages {
		codes = append(codes, l.Code)
	}
	return codes
}

// promptsOf are those of a translation, but for what is wished of single articles.
func promptsOf(j *Job) []*prompts.Prompt {
	if j.NamesPrompt == nil {
		return []*prompts.Prompt{j.TranslatePrompt}
	}
	return []*prompts.Prompt{j.TranslatePrompt, j.NamesPrompt}
}

// textsOf is the hash of all that is said to the model beside the articles.
func textsOf(j *Job) string {
	said, to := promptsOf(j), slices.Clone(j.To)
	for _, s := range j.Sources {
		if s.Wishes == nil {
			continue
		}
		to, said = append(to, s.Wishes.To...), append(said, s.Wishes.Prompts...)
	}
	var texts []string
	for _, p := range said {
		texts = append(texts, p.SHA256)
	}
	for _, l := range to {
		texts = append(texts, l.StyleSHA256())
	}
	slices.Sort(texts)
	sum := sha256.Sum256([]byte(strings.Join(slices.Compact(texts), "\n")))
	return hex.EncodeToString(sum[:])
}

// SaysTheSame tells whether a job says to the model, beside the articles, what was said when this was submitted.
func (d *BatchJob) SaysTheSame(j *Job) bool { return textsOf(j) == d.Texts }

// ReadBatchJob reads what a submission is.
func ReadBatchJob(s *llm.Submission) (*BatchJob, error) {
	var d BatchJob
	if err := json.Unmarshal(s.Job, &d); err != nil {
		return nil, fmt.Errorf("reading the submission %s: %w", s.ID, err)
	}
	return &d, nil
}

// keepIn puts what a job is into its submission.
func (d *BatchJob) keepIn(s *llm.Submission) error {
	data, err := json.Marshal(d)
	s.Job = data
	return err
}

// Articles gives the articles as they were given to submit. The error is one of a language or a prompt that is no longer there.
func (d *BatchJob) Articles(languages *lang.Languages, set *prompts.Set) ([]Source, error) {
	var sources []Source
	for _, kept := range d.Sources {
		source, err := kept.source(languages, set)
		if err != nil {
			return nil, err
		}
		sources = append(sources, source)
	}
	return sources, nil
}

func (b BatchSource) source(languages *lang.Languages, set *prompts.Set) (Source, error) {
	s := Source{Name: b.Name, Place: b.Place, Open: func() (io.ReadCloser, error) { return os.Open(b.Path) }}
	if len(b.To)+len(b.Prompts) == 0 {
		return s, nil
	}
	s.Wishes = &Wishes{}
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

// Became counts the articles that this became of: of "", those that wait.
func (d *BatchJob) Became(what string) int {
	n := 0
	for _, s := range d.Sources {
		if s.Became == what {
			n++
		}
	}
	return n
}
