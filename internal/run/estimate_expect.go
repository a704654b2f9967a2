package run

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"tarjuma/internal/lang"
	"tarjuma/internal/llm"
	"tarjuma/internal/news"
	"tarjuma/prompts"
)

// What stands round the texts of a request and its answer, in tokens of o200k_base: counted on the forms that prompts ask for.
const (
	messageTokens   = 4  // round a message, as OpenAI's chat format writes it
	replyTokens     = 6  // the object and the list that an answer is
	segmentTokens   = 11 // {"id":"s12","start":"…","text":"…"} without what is quoted
	nameTokens      = 7  // {"source":"…","target":"…"}
	sentenceTokens  = 18 // {"text":"…","evidence":["s3","s7"]}
	factTokens      = 11 // {"quote":"…","segment":"s3"}
	nameGrowth      = 1.5
	anchorWords     = 3
	headAndStandard = 2 // the sentences of a brief beside its points: headline and standfirst
)

// How models were seen to brief (testdata/replies): how much of the words allowed they write, how many of the article's, and how much they
// quote first, beside what they write.
const (
	briefShare   = 0.8
	articleShare = 0.6
	quotedShare  = 0.8
)

// expectation is what a request is expected to take when it is asked once, in tokens of o200k_base. Again says that it asks for something
// once more.
type expectation struct {
	kind
	stored, again      bool
	prompt, completion float64
}

// kind is what may be told of a model's requests together: those of a task and a language.
type kind struct{ task, lang string }

// asked is the JSON object of a request, of whatever task.
type asked struct {
	Task       string      `json:"task"`
	TargetLang string      `json:"target_lang"`
	OutputLang string      `json:"output_lang"`
	Words      int         `json:"words"`
	Points     int         `json:"points"`
	Anchors    []string    `json:"anchors"`
	Names      []string    `json:"names"`
	Problems   []string    `json:"problems"`
	Facts      []news.Fact `json:"facts"`
	Segments   []struct {
		ID       string   `json:"id"`
		Text     string   `json:"text"`
		Previous string   `json:"previous"`
		Problems []string `json:"problems"`
	} `json:"segments"`
}

// readAsked reads the object, which is the last line of a request.
func readAsked(req llm.Request) (a asked, object string, err error) {
	last := req.Messages[len(req.Messages)-1].Content
	object = last[strings.LastIndexByte(last, '\n')+1:]
	if err := json.Unmarshal([]byte(object), &a); err != nil {
		return a, "", fmt.Errorf("reading what %s asks: %w", req.Label, err)
	}
	return a, object, nil
}

// expectAll tells what the requests for one article and language take, its language being from. The names that one of them is yet to settle
// are shown to the others.
func expectAll(languages *lang.Languages, from *lang.Language, requests []PlannedRequest) []expectation {
	var all []expectation
	var names []string
	for _, r := range requests {
		a, object, err := readAsked(r.Request)
		to, unknown := languages.Find(a.language())
		if err != nil || unknown != nil {
			continue // it was written a moment ago: there is no such request
		}
		x := expect(r.Request, a, object, from, to)
		x.stored = r.Stored
		for _, name := range names {
			if strings.Contains(object, name) {
				x.prompt += nameTokens + from.TokensIn(name) + nameGrowth*translated(name, from, to)
			}
		}
		if a.Task == prompts.Names && !r.Stored {
			names = a.Names
		}
		all = append(all, x)
	}
	return all
}

// language is the code of the language that a request wants its answer in.
func (a asked) language() string {
	if a.Task == prompts.Summarize {
		return a.OutputLang
	}
	return a.TargetLang
}

// expect tells what a request takes. What a server adds is taken for that of OpenAI's: a few tokens round each message, and the schema.
func expect(req llm.Request, a asked, object string, from, to *lang.Language) expectation {
	x := expectation{kind: kind{a.Task, to.Code}, again: req.Round > 0 || len(a.Problems) > 0}
	for _, m := range req.Messages {
		x.prompt += messageTokens + to.TokensIn(strings.TrimSuffix(m.Content, object))
	}
	x.prompt += from.TokensIn(object)
	schema := jsontext.Value(req.Schema.JSON).Clone()
	if schema.Compact() == nil {
		x.prompt += to.TokensIn(string(schema))
	}
	switch a.Task {
	case prompts.Summarize:
		x.completion = a.brief(to)
	case prompts.Names:
		x.completion = replyTokens
		for _, name := range a.Names {
			x.completion += nameTokens + from.TokensIn(name) + nameGrowth*translated(name, from, to)
		}
	default:
		x.completion = replyTokens
		for _, s := range a.Segments {
			x.again = x.again || s.Previous != "" || len(s.Problems) > 0
			x.completion += segmentTokens + from.TokensIn(anchor(s.Text)) + translated(s.Text, from, to)
		}
	}
	return x
}

// translated is how many tokens the translation of a text takes.
func translated(text string, from, to *lang.Language) float64 {
	return float64(utf8.RuneCountInString(text)) * to.Length / from.Length * to.Tokens
}

// anchor is about what shows that a segment was read: its first words.
func anchor(text string) string {
	words := strings.Fields(news.WithoutTags(text))
	return strings.Join(words[:min(anchorWords, len(words))], " ")
}

// brief is how many tokens the answer takes that a brief comes in, with the quotes that it rests on.
func (a asked) brief(l *lang.Language) float64 {
	tokens, words := 0.0, 0
	read := func(text string) {
		tokens += l.TokensIn(text)
		words += news.Words(text)
	}
	for _, s := range a.Segments {
		read(news.WithoutTags(s.Text))
	}
	for _, f := range a.Facts {
		read(f.Quote)
	}
	if words == 0 {
		return replyTokens
	}
	text := briefWords(a.Words, words) * tokens / float64(words)
	sum := replyTokens + text*(1+quotedShare) + sentenceTokens*float64(headAndStandard+a.Points) + factTokens*float64(a.Points)
	for _, s := range a.Segments {
		for _, id := range a.Anchors {
			if s.ID == id {
				sum += factTokens + l.TokensIn(anchor(s.Text))
			}
		}
	}
	return sum
}

// briefWords is how many words a brief is likely to have, of those it may have and those of its article.
func briefWords(allowed, article int) float64 {
	return min(briefShare*float64(allowed), articleShare*float64(article))
}
