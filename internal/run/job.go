package run

import (
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"time"

	"tarjuma/internal/check"
	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/news"
	"tarjuma/prompts"
	"tarjuma/summarize"
	"tarjuma/translate"
)

// Verb is what is done with the articles.
type Verb string

// The verbs.
const (
	Summarize Verb = "summarize"
	Translate Verb = "translate"
)

// Job is everything that decides what a run does. From is nil where the language is told from the text.
// Jobs is how many requests may be in flight; it also bounds how many articles are held in memory.
type Job struct {
	Verb      Verb
	Sources   []Source
	Skip      func(Source) bool // says which are only there for the names of the others' results; nil: none
	From      *lang.Language
	To        []*lang.Language
	Languages *lang.Languages

	Encoding    string   // of the sources; "" to recognize it
	FrontMatter []string // keys of a Markdown article's front matter that are prose, beside title and description

	Client          llm.Client
	Model           string
	Fallback        string // a model that is asked what Model refuses; "" for none
	Window          int    // tokens that the model can hold; 0 where it is not known
	SummarizePrompt *prompts.Prompt
	TranslatePrompt *prompts.Prompt
	NamesPrompt     *prompts.Prompt // nil: names are not settled before
	Words           int
	Points          int
	Jobs            int
	Fresh           bool // everything is made anew, whatever the output folder knows of it
	Prices          []llm.Price

	Checks  *check.Checks // nil: nothing is checked
	Fixes   bool          // whether what is safe to mend is mended
	Repairs int           // how many times segments with errors are asked for once more

	Output Output
	Meter  *Meter

	printed     bool            // whether a result was printed to stdout already
	keepsEnding map[string]bool // by place: articles whose results keep the ending of their name
	articles    articles
	swept       sync.Map // folders in which this run has looked for what killed ones left
}

// Output says where results go. With Path empty they go to Stdout, in the order of the sources.
// With Folder, Path is a folder and each article has files of its own there, and a record (see recordPath).
// Format "" is that of each article.
type Output struct {
	Format    string
	Path      string
	Folder    bool
	Overwrite bool
	Stdout    io.Writer
	Written   *Written

	writeFile func(path string, data []byte, perm fs.FileMode) error // nil: llm.WriteFile
}

// Outcome is what became of one article. Err says why nothing was made of it; otherwise Document holds what there is, or is nil
// where nothing was to do and nothing is to be told.
// Wanted are the languages asked for, To those of the document's translations; Skipped those left out because the article is already in them; Files what was
// written. Made is why something was made; what was asked for and is not in it was up to date. Left are a person's files.
type Outcome struct {
	Source   Source
	Document *news.Document
	Asked    int // key points asked for; 0 where no brief was
	Wanted   []*lang.Language
	To       []*lang.Language
	Skipped  []*lang.Language
	Made     []Reason
	Left     []Left
	Damaged  error // why what was known of it before could not be read
	Files    []string
	Spent    Spent
	Took     time.Duration
	Err      error
}

// UpToDate says that nothing had to be done.
func (o Outcome) UpToDate() bool { return o.Err == nil && len(o.Made) == 0 && len(o.Files) == 0 }

// Outdated lists the segments whose translation by a person was made from another text than the article has now.
func (o Outcome) Outdated() []news.Finding {
	if o.Document == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(o.Document.Findings), func(f news.Finding) bool { return f.Check != news.HumanSource })
}

// Incomplete says whether something that was asked for is missing from the document.
func (o Outcome) Incomplete() bool {
	return len(o.Missing()) > 0 || len(o.Unread()) > 0
}

// Missing lists what the document lacks, in words: segments without a translation, points or a headline without a text.
func (o Outcome) Missing() []Missing {
	if o.Document == nil {
		return nil
	}
	var missing []Missing
	if b := o.Document.Brief; b != nil {
		missing = append(missing, missingOfBrief(b, o.Asked)...)
	}
	for i, t := range o.Document.Translations {
		for _, p := range t.Failed() {
			missing = append(missing, Missing{o.To[i], p.ID, p.Fault, strings.Contains(p.Fault, translate.RefusedFault)})
		}
	}
	return missing
}

// Missing is one thing that was asked for and is not there: a segment in the language Lang, or, where that is nil, a part of
// the brief itself. Refused says that the provider would not answer for it.
type Missing struct {
	Lang    *lang.Language
	Segment string
	Reason  string
	Refused bool
}

// Unread lists the parts of the article that the brief could not rest on. Each is also a finding of the document.
func (o Outcome) Unread() []Missing {
	if o.Document == nil {
		return nil
	}
	var missing []Missing
	for _, f := range o.Document.LeftOut() {
		missing = append(missing, Missing{Segment: f.Segment, Reason: f.Message, Refused: f.Check == news.BriefRefused})
	}
	return missing
}

func missingOfBrief(b *news.Brief, asked int) []Missing {
	var missing []Missing
	if b.Headline.Text == "" {
		missing = append(missing, Missing{Segment: b.Headline.ID, Reason: "the brief has no headline"})
	}
	if b.Standfirst.Text == "" {
		missing = append(missing, Missing{Segment: b.Standfirst.ID, Reason: "the brief has no standfirst"})
	}
	if len(b.Points) < asked {
		missing = append(missing, Missing{Reason: fewerPoints(len(b.Points), asked)})
	}
	return missing
}

func (j *Job) summarizer(p *prepared) *summarize.Summarizer {
	return &summarize.Summarizer{
		Client: j.client(p), Prompt: j.prompt(p.source, prompts.Summarize), Model: j.Model, Fallback: j.Fallback, Window: j.Window,
		Words: j.words(p.source), Points: j.Points,
	}
}

func (j *Job) translator(p *prepared) *translate.Translator {
	return &translate.Translator{
		Client: j.client(p), Prompt: j.prompt(p.source, prompts.Translate), NamesPrompt: j.prompt(p.source, prompts.Names),
		Model: j.Model, Fallback: j.Fallback, Window: j.Window,
		Done: j.Meter.segmentsDone, Checks: j.Checks, Fixes: j.Fixes, Repairs: j.Repairs,
	}
}

// translatorWith is the translator of what an earlier translation leaves to be made.
func (j *Job) translatorWith(p *prepared, r reuse) *translate.Translator {
	t := j.translator(p)
	t.Have, t.HaveNames = r.have, r.names
	return t
}

// client is the job's client with the tokens of new replies counted, for the run and for the article.
func (j *Job) client(p *prepared) llm.Client { return metered{j.Client, j.Meter, &p.spent, j.Prices} }
