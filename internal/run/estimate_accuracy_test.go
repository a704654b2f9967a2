package run

import (
	"math"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/tiktoken-go/tokenizer"

	"tarjuma/internal/llm"
)

// counter counts tokens with the tokenizer that estimates stand for.
type counter struct {
	t     *testing.T
	codec tokenizer.Codec
}

func newCounter(t *testing.T) counter {
	codec, err := tokenizer.Get(tokenizer.O200kBase)
	must(t, err)
	return counter{t, codec}
}

func (c counter) text(text string) int {
	n, err := c.codec.Count(text)
	must(c.t, err)
	return n
}

// prompt is what OpenAI counts of a request: the messages with what parts them, and the schema.
func (c counter) prompt(req llm.Request) int {
	schema := jsontext.Value(req.Schema.JSON).Clone()
	must(c.t, schema.Compact())
	sum := c.text(string(schema))
	for _, m := range req.Messages {
		sum += messageTokens + c.text(m.Content)
	}
	return sum
}

// near fails where an estimate is off by more than a part of what was counted.
func near(t *testing.T, what string, estimated, counted int, limit float64) {
	t.Helper()
	off := float64(estimated)/float64(counted) - 1
	t.Logf("%s: %d of %d tokens, %+.1f %%", what, estimated, counted, 100*off)
	if math.Abs(off) > limit {
		t.Errorf("%s: %d were estimated of %d tokens, %+.1f %%", what, estimated, counted, 100*off)
	}
}

// What recorded requests were expected to take, held against what a tokenizer counts in them and in the answers.
func TestExpectationsHoldForRecordedReplies(t *testing.T) {
	count := newCounter(t)
	store, err := llm.OpenStore("../../testdata/replies", true)
	must(t, err)
	d := newDesk(t, Translate, 0)
	type total struct{ prompt, completion, wasPrompt, wasCompletion float64 }
	sums := map[kind]*total{}
	for kept, err := range store.All() {
		must(t, err)
		x, ok := d.job.expectStored(kept.Entry.Request)
		if !ok {
			t.Fatalf("nothing is expected of %s", kept.Entry.Request.Label)
		}
		s := sums[x.kind]
		if s == nil {
			s = &total{}
			sums[x.kind] = s
		}
		s.prompt += x.prompt
		s.completion += x.completion
		s.wasPrompt += float64(count.prompt(kept.Entry.Request))
		s.wasCompletion += float64(count.text(kept.Entry.Reply.Text))
	}
	for k, s := range sums {
		near(t, k.task+" "+k.lang+", prompt", int(s.prompt), int(s.wasPrompt), 0.1)
		near(t, k.task+" "+k.lang+", completion", int(s.completion), int(s.wasCompletion), 0.15)
		near(t, k.task+" "+k.lang, int(s.prompt+s.completion), int(s.wasPrompt+s.wasCompletion), 0.1)
	}
}
