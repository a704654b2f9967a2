package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/tiktoken-go/tokenizer"

	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/run"
	"tarjuma/prompts"
)

// article is one of the data: the texts of its segments by language.
type article struct {
	ID       string              `json:"doc_id"`
	Segments []map[string]string `json:"segments"`
}

func load(path string) ([]article, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	var articles []article
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<24)
	for lines.Scan() {
		var a article
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			return nil, fmt.Errorf("line %d: %w", len(articles)+1, err)
		}
		articles = append(articles, a)
	}
	return articles, lines.Err()
}

// meter holds estimates for one language against what a tokenizer counts. Figures are those of prompts, of answers and of both.
type meter struct {
	codec    tokenizer.Codec
	job      *run.Job
	from, to *lang.Language
	figures  [3][]figure
}

func newMeter(codec tokenizer.Codec, from, to string) (*meter, error) {
	languages, err := lang.Builtin()
	if err != nil {
		return nil, err
	}
	set, err := prompts.Builtin()
	if err != nil {
		return nil, err
	}
	m := &meter{codec: codec, job: &run.Job{Verb: run.Translate, Languages: languages, Meter: &run.Meter{}}}
	if m.from, err = languages.Find(from); err != nil {
		return nil, err
	}
	if m.to, err = languages.Find(to); err != nil {
		return nil, err
	}
	m.job.From, m.job.To = m.from, []*lang.Language{m.to}
	m.job.TranslatePrompt, err = set.Default(prompts.Translate)
	return m, err
}

// article measures one article. What a person did not translate, or what is a translation of another text, is left out.
func (m *meter) article(ctx context.Context, a article) error {
	var texts []string
	var known []pair
	for _, s := range a.Segments {
		source, target := oneLine(s[m.from.Code]), oneLine(s[m.to.Code])
		if source != "" && target != "" {
			texts = append(texts, source)
			known = append(known, pair{source, target})
		}
	}
	m.job.Sources = []run.Source{{Name: a.ID + ".txt", Open: func() (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(strings.Join(texts, "\n\n") + "\n")), nil
	}}}
	var prompt, completion float64
	err := run.Plan(m.job, nil, func(p run.Planned) error {
		for _, r := range p.Requests {
			asked, answered, err := m.count(r.Request, known)
			if err != nil {
				return err
			}
			prompt, completion = prompt+asked, completion+answered
		}
		return p.Err
	})
	if err != nil {
		return err
	}
	e, err := run.EstimateOf(ctx, m.job, nil, func(p run.Planned) error { return p.Err })
	if err != nil {
		return err
	}
	for _, p := range e.Parts {
		estimated := p.Expected.Tokens
		m.figures[0] = append(m.figures[0], figure{float64(estimated.Prompt), prompt})
		m.figures[1] = append(m.figures[1], figure{float64(estimated.Completion), completion})
		m.figures[2] = append(m.figures[2], figure{float64(estimated.Prompt + estimated.Completion), prompt + completion})
	}
	return nil
}

// oneLine gives a text as one line without marks of direction, which the data is full of.
func oneLine(text string) string {
	return strings.Join(strings.Fields(strings.NewReplacer("\u200E", "", "\u200F", "").Replace(text)), " ")
}

// pair is a segment and a person's translation of it.
type pair struct{ source, target string }

// answer is what a model answers a request.
type answer struct {
	Segments []answered `json:"segments"`
}

type answered struct {
	ID    string `json:"id"`
	Start string `json:"start,omitempty"`
	Text  string `json:"text"`
}

// count counts a request, with the tokens that OpenAI puts round each message and the schema, and the answer that holds a person's translations.
func (m *meter) count(req llm.Request, known []pair) (asked, replied float64, err error) {
	schema := jsontext.Value(req.Schema.JSON).Clone()
	if err := schema.Compact(); err != nil {
		return 0, 0, err
	}
	texts := []string{string(schema)}
	for _, message := range req.Messages {
		texts = append(texts, message.Content)
		asked += roundMessage
	}
	user := req.Messages[len(req.Messages)-1].Content
	var a answer
	if err := json.Unmarshal([]byte(user[strings.LastIndexByte(user, '\n')+1:]), &a); err != nil {
		return 0, 0, err
	}
	for i, s := range a.Segments {
		place := slices.IndexFunc(known, func(p pair) bool { return strings.HasSuffix(p.source, s.Text) }) // without the number of a list
		if place < 0 {
			return 0, 0, fmt.Errorf("%s is none of the segments: %q", s.ID, s.Text)
		}
		words := strings.Fields(s.Text)
		a.Segments[i] = answered{s.ID, strings.Join(words[:min(3, len(words))], " "), known[place].target}
	}
	written, err := json.Marshal(a)
	if err != nil {
		return 0, 0, err
	}
	for _, text := range texts {
		n, err := m.codec.Count(text)
		if err != nil {
			return 0, 0, err
		}
		asked += float64(n)
	}
	n, err := m.codec.Count(string(written))
	return asked, float64(n), err
}

// roundMessage is how many tokens OpenAI's chat format puts round a message.
const roundMessage = 4
