package summarize

import (
	"math"

	"tarjuma/internal/llm"
	"tarjuma/prompts"
)

// data is the JSON object of a request. The order of its keys is a contract; empty problems are left out.
type data struct {
	Task       string    `json:"task"`
	OutputLang string    `json:"output_lang"`
	Words      int       `json:"words"`
	Points     int       `json:"points"`
	Anchors    []string  `json:"anchors"`
	Problems   []string  `json:"problems,omitempty"`
	Segments   []segment `json:"segments"`
}

type segment struct {
	ID   string `json:"id"`
	Text string `json:"text"`
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

// request asks for the brief, in a round, with the problems of the answer before. The output limit is taken times room.
func (w *walker) request(round int, problems []string, room int) (llm.Request, error) {
	d := data{
		Task: prompts.Summarize, OutputLang: w.language.Code, Words: w.Words, Points: w.points,
		Anchors: w.anchors(), Problems: problems,
	}
	for _, s := range w.segments {
		d.Segments = append(d.Segments, segment{s.ID, s.Text})
	}
	l := w.language
	system, user, err := w.Prompt.Render(prompts.Vars{
		Language: l.Name, OwnName: l.OwnName, Tag: l.Tag, Description: l.Description, Style: l.Style,
	}, d)
	if err != nil {
		return llm.Request{}, err
	}
	return llm.Request{
		Model:       w.Model,
		Messages:    []llm.Message{{Role: "system", Content: system}, {Role: "user", Content: user}},
		Schema:      llm.Schema{Name: prompts.Summarize, JSON: w.Prompt.Schema},
		Temperature: w.Prompt.Temperature,
		Round:       round,
		MaxTokens:   w.limit() * room,
		Label:       prompts.Summarize + " " + w.article.Name,
	}, nil
}

func (w *walker) limit() int {
	text := float64(w.Words) * limitWord * w.language.Growth * limitQuotes * limitRoom
	entries := sentencesMore + w.points + w.points*quotesAPoint + len(w.anchors())
	return int(math.Ceil(text)) + limitReply + limitEntry*entries
}

// anchors are the ids of the first, the middle and the last segment, each once.
func (w *walker) anchors() []string {
	last := len(w.segments) - 1
	var ids []string
	for i, place := range [...]int{0, (last + 1) / 2, last} {
		if i == 0 || w.segments[place].ID != ids[len(ids)-1] {
			ids = append(ids, w.segments[place].ID)
		}
	}
	return ids
}
