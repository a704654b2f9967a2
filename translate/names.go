package translate

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"tarjuma/internal/llm"
	"tarjuma/internal/news"
	"tarjuma/prompts"
)

// namesTries is how often names are asked for: once, and once more those whose answer is at fault.
const namesTries = 2

// limitName is the allowance of the output limit for what stands round each name, in estimated tokens.
const limitName = 20

// namesData is the JSON object of a names request.
type namesData struct {
	Task       string   `json:"task"`
	TargetLang string   `json:"target_lang"`
	Headline   string   `json:"headline,omitempty"`
	Names      []string `json:"names"`
}

// namesAnswer is the reply that a names prompt asks for.
type namesAnswer struct {
	Names []news.Name `json:"names"`
}

// naming is the names of an article, in the order in which it first has them, and how the language writes those that
// were settled.
type naming struct {
	found   []*found
	targets []string // "": not settled
}

// in gives the settled names that occur in the items.
func (n *naming) in(items []*item) []news.Name {
	var names []news.Name
	for i, name := range n.found {
		if n.targets[i] != "" && slices.ContainsFunc(items, func(it *item) bool {
			_, occurs := slices.BinarySearch(name.units, it.unit.place)
			return occurs
		}) {
			names = append(names, news.Name{Source: name.text, Target: n.targets[i]})
		}
	}
	return names
}

// all gives the settled names.
func (n *naming) all() []news.Name {
	names := []news.Name{}
	for i, name := range n.found {
		if n.targets[i] != "" {
			names = append(names, news.Name{Source: name.text, Target: n.targets[i]})
		}
	}
	return names
}

// open gives the names that are not settled.
func (n *naming) open() []string {
	var open []string
	for i, name := range n.found {
		if n.targets[i] == "" {
			open = append(open, name.text)
		}
	}
	return open
}

// take settles the names that a reply answers rightly.
func (n *naming) take(targets map[string]string) {
	for i, name := range n.found {
		if target := targets[name.text]; target != "" && n.targets[i] == "" {
			n.targets[i] = target
		}
	}
}

// findNames finds the names that are worth a request: those in several parts, as far as the window holds them. Those that are
// known from before are not asked for.
func (w *walk) findNames() error {
	defer w.withHaveNames()
	if w.NamesPrompt == nil {
		return nil
	}
	names := slices.DeleteFunc(recurring(w.writer.units, w.parts(unfinished(w.items)), w.writer.from), w.hasName)
	for ; len(names) > 0; names = names[:len(names)-1] {
		naming := &naming{found: names, targets: make([]string, len(names))}
		req, err := w.namesRequest(naming.open(), 0)
		if err != nil {
			return fmt.Errorf("asking for the names: %w", err)
		}
		if w.writer.fits(req) {
			w.writer.naming = naming
			return nil
		}
	}
	return nil
}

// namesRequest asks how the language writes some names. The second try is a round of its own.
func (w *walk) namesRequest(names []string, try int) (llm.Request, error) {
	p, to := w.NamesPrompt, w.writer.to
	system, user, err := p.Render(w.writer.vars(), namesData{prompts.Names, to.Code, w.writer.headline, names})
	if err != nil {
		return llm.Request{}, err
	}
	tokens := 0.0
	for _, name := range names {
		tokens += float64(llm.Tokens(name))
	}
	// The names come back with their translations; names take more tokens than the words that the estimate is made from.
	need := tokens * (1 + w.writer.to.Growth/w.writer.from.Growth)
	return llm.Request{
		Model:       w.Model,
		Messages:    []llm.Message{{Role: "system", Content: system}, {Role: "user", Content: user}},
		Schema:      llm.Schema{Name: prompts.Names, JSON: p.Schema},
		Temperature: p.Temperature,
		Round:       try,
		MaxTokens:   int(math.Ceil(need*limitGrowth)) + limitReply + limitName*len(names),
		Label:       fmt.Sprintf("%s %s", prompts.Names, to.Code),
		Lasting:     func(e *llm.Error) bool { return isPassing(e) || isTooMuch(e) },
	}, nil
}

// settleNames asks for the names that were found. What has no good answer in the end is left out, and when the request
// fails all are: the article goes on without. That failure is lasting, so that a later run asks for the parts as this
// one does.
func (w *walk) settleNames(ask func(llm.Request) (llm.Reply, error)) error {
	for try := range namesTries {
		names := w.writer.naming.open()
		if len(names) == 0 {
			return nil
		}
		req, err := w.namesRequest(names, try)
		if err != nil {
			return fmt.Errorf("asking for the names: %w", err)
		}
		reply, err := ask(req)
		var fault *llm.Error
		switch {
		case err == nil:
		case errors.As(err, &fault) && req.Lasting(fault):
			return nil
		case fault != nil && (fault.Fault == llm.NotStored || fault.Fault == llm.Awaited): // it says itself what is not there
			return err
		default:
			return fmt.Errorf("asking for the names: %w", err)
		}
		w.replies = append(w.replies, reply)
		if !isAnswer(reply) {
			return nil
		}
		w.writer.naming.take(w.judge.names(reply, names))
	}
	return nil
}

// isAnswer says whether a reply is neither refused nor cut. The same again would end the same.
func isAnswer(reply llm.Reply) bool {
	return reply.Refusal == "" && reply.Finish != llm.FinishContentFilter && reply.Finish != llm.FinishLength
}

// A name's translation is at most so many characters long: longer ones hold an explanation.
const (
	nameGrowth = 4
	nameLeast  = 40
)

// names gives the right answers of a reply to some names: each name once, unchanged, with a translation in the letters
// of the language and nothing beside it.
func (j *judge) names(reply llm.Reply, asked []string) map[string]string {
	var a namesAnswer
	if reply.Finish != llm.FinishStop || reply.Decode(&a) != nil {
		return nil
	}
	times := map[string]int{}
	for _, n := range a.Names {
		times[n.Source]++
	}
	right := map[string]string{}
	for _, n := range a.Names {
		target := strings.TrimSpace(n.Target)
		long := utf8.RuneCountInString(target) > nameLeast+nameGrowth*utf8.RuneCountInString(n.Source)
		if slices.Contains(asked, n.Source) && times[n.Source] == 1 && j.target.in(news.Letters(target)) && !long &&
			!strings.ContainsAny(target, "\n\r\t<>") {
			right[n.Source] = target
		}
	}
	return right
}
