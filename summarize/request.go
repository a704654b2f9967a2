package summarize

import (
	"math"
	"strings"

	"tarjuma/internal/llm"
	"tarjuma/internal/news"
	"tarjuma/prompts"
)

// data is the JSON object of a request. The order of its keys is a contract; what is empty is left out.
type data struct {
	Task       string      `json:"task"`
	OutputLang string      `json:"output_lang"`
	Words      int         `json:"words"`
	Points     int         `json:"points"`
	Anchors    []string    `json:"anchors,omitempty"`
	Problems   []string    `json:"problems,omitempty"`
	Facts      []news.Fact `json:"facts,omitempty"`
	Segments   []segment   `json:"segments,omitempty"`
}

type segment struct {
	ID   string `json:"id"`
	Text string `json:"text"`
}

// render writes the messages of a question, with the problems of the answer before.
func (w *walker) render(q *question, problems []string) (system, user string, err error) {
	d := data{
		Task: prompts.Summarize, OutputLang: w.language.Code, Words: q.words, Points: q.points,
		Anchors: q.anchors(), Problems: problems, Facts: q.facts,
	}
	for _, s := range q.segments {
		d.Segments = append(d.Segments, segment{s.ID, s.Text})
	}
	l := w.language
	return w.Prompt.Render(prompts.Vars{
		Language: l.Name, OwnName: l.OwnName, Tag: l.Tag, Description: l.Description, Style: l.Style,
	}, d)
}

// request asks a question of a model, in a round, with the problems of the answer before. The output limit is taken times
// room, as far as the window has it.
func (w *walker) request(q *question, model string, round int, problems []string, room int) (llm.Request, error) {
	system, user, err := w.render(q, problems)
	if err != nil {
		return llm.Request{}, err
	}
	limit := w.limit(q) * room
	if w.Window > 0 {
		limit = min(limit, w.Window-w.tokens(system, user))
	}
	return llm.Request{
		Model:       model,
		Messages:    []llm.Message{{Role: "system", Content: system}, {Role: "user", Content: user}},
		Schema:      llm.Schema{Name: prompts.Summarize, JSON: w.Prompt.Schema},
		Temperature: w.Prompt.Temperature,
		Round:       round,
		MaxTokens:   limit,
		Label:       strings.TrimSpace(prompts.Summarize + " " + w.article.Name + " " + q.about),
	}, nil
}

// The output limit of a brief, in estimated tokens:
//
//	words × 1.5 × growth × 4 × 2 + 64 + 40 × entries
//
// A word of news takes 1.24 tokens in English, 1.5 with punctuation and JSON's own; growth is how many more the language
// takes. Quotes, which the prompt wants first, may be three times as long as the brief itself, which makes four; twice all
// that is the room left for a model that writes too much, whose brief is worth more than half of one. Entries are the
// sentences, the anchors and two quotes a point, each with ids and punctuation.
const (
	limitWord     = 1.5
	limitQuotes   = 4
	limitRoom     = 2
	limitReply    = 64
	limitEntry    = 40
	quotesAPoint  = 2
	sentencesMore = 2 // headline and standfirst
)

func (w *walker) limit(q *question) int {
	text := float64(q.words) * limitWord * w.language.Growth * limitQuotes * limitRoom
	entries := sentencesMore + q.points + q.points*quotesAPoint + len(q.anchors())
	return int(math.Ceil(text)) + limitReply + limitEntry*entries
}
