package run

import (
	"fmt"
	"strings"

	"tarjuma/internal/lang"
	"tarjuma/prompts"
)

// settings is all of a job that what it makes depends on, but for the article: when one of them changes, it is made anew.
type settings struct {
	From         string `json:"from"` // as it was given; "" where it was told from the text
	Encoding     string `json:"encoding"`
	FrontMatter  string `json:"front_matter"`
	Model        string `json:"model"`
	Fallback     string `json:"fallback"`
	Window       int    `json:"window"`
	Prompt       string `json:"prompt"`
	PromptSHA256 string `json:"prompt_sha256"`
	NamesSHA256  string `json:"names_sha256"`
	StyleSHA256  string `json:"style_sha256"`
	Checks       bool   `json:"checks"`
	Fixes        bool   `json:"fixes"`
	Repairs      int    `json:"repairs"`
	Words        int    `json:"words,omitzero"`
	Points       int    `json:"points,omitzero"`
}

// briefSettings are those of a brief in its article's language.
func (j *Job) briefSettings(s Source, from *lang.Language) settings {
	made := j.settings(j.prompt(s, prompts.Summarize))
	made.StyleSHA256, made.Words, made.Points = from.StyleSHA256(), j.words(s), j.Points
	return made
}

// translationSettings are those of a translation.
func (j *Job) translationSettings(s Source, to *lang.Language) settings {
	made := j.settings(j.prompt(s, prompts.Translate))
	made.StyleSHA256, made.Checks, made.Fixes, made.Repairs = to.StyleSHA256(), j.Checks != nil, j.Fixes, j.Repairs
	if names := j.prompt(s, prompts.Names); names != nil {
		made.NamesSHA256 = names.SHA256
	}
	return made
}

func (j *Job) settings(p *prompts.Prompt) settings {
	made := settings{
		Encoding: j.Encoding, FrontMatter: strings.Join(j.FrontMatter, ","), Model: j.Model, Fallback: j.Fallback, Window: j.Window,
		Prompt: p.ID, PromptSHA256: p.SHA256,
	}
	if j.From != nil {
		made.From = j.From.Code
	}
	return made
}

// changed says what of the settings is another than before, in words, or "".
func (s settings) changed(before settings) string {
	for _, c := range []struct {
		what        string
		before, now any
	}{
		{"the article's language", before.From, s.From},
		{"its encoding", before.Encoding, s.Encoding},
		{"the keys of its front matter", before.FrontMatter, s.FrontMatter},
		{"the model", before.Model, s.Model},
		{"the fallback model", before.Fallback, s.Fallback},
		{"the context window", before.Window, s.Window},
		{"the prompt", before.Prompt, s.Prompt},
		{"the text of the prompt", before.PromptSHA256, s.PromptSHA256},
		{"the prompt for names", before.NamesSHA256, s.NamesSHA256},
		{"the style of the language", before.StyleSHA256, s.StyleSHA256},
		{"the use of checks", before.Checks, s.Checks},
		{"the use of fixes", before.Fixes, s.Fixes},
		{"the number of repairs", before.Repairs, s.Repairs},
		{"the length of the brief", before.Words, s.Words},
		{"the number of points", before.Points, s.Points},
	} {
		if c.before != c.now {
			return fmt.Sprintf("%s changed", c.what)
		}
	}
	return ""
}

// prompt is the source's own prompt of a task, else the job's; nil only where names are not settled.
func (j *Job) prompt(s Source, task string) *prompts.Prompt {
	if s.Wishes != nil {
		for _, p := range s.Wishes.Prompts {
			if p.Task == task {
				return p
			}
		}
	}
	switch task {
	case prompts.Summarize:
		return j.SummarizePrompt
	case prompts.Names:
		return j.NamesPrompt
	}
	return j.TranslatePrompt
}

// words is how long the brief of a source is to be.
func (j *Job) words(s Source) int {
	if s.Wishes != nil && s.Wishes.Words != 0 {
		return s.Wishes.Words
	}
	return j.Words
}

// targets are the languages that a source is wanted in.
func (j *Job) targets(s Source) []*lang.Language {
	if s.Wishes != nil && len(s.Wishes.To) > 0 {
		return s.Wishes.To
	}
	return j.To
}
