package translate

import (
	"fmt"

	"tarjuma/internal/llm"
)

// shape is how much a request shows beside what it asks for.
type shape struct {
	around   bool // the headline and the neighbours
	names    bool // how the names in it are written
	previous bool // the earlier answers of what is asked again
}

// shapes gives the shapes of a request, each smaller than the one before; when it is bare, nothing around is shown.
func shapes(bare bool) []shape {
	all := []shape{{around: true, names: true, previous: true}, {names: true, previous: true}, {names: true}, {}}
	if bare {
		return all[1:]
	}
	return all
}

// need is what a request and the answer to it take of the context window, in estimated tokens.
func need(req llm.Request) int {
	tokens := req.MaxTokens
	for _, m := range req.Messages {
		tokens += llm.Tokens(m.Content)
	}
	return tokens
}

// fits says whether a request and its answer fit the window. Where no window is known, all do.
func (w *writer) fits(req llm.Request) bool { return w.window == 0 || need(req) <= w.window }

// holds says whether the window has room for a text that is asked for alone, under an id.
func (w *writer) holds(id, text string) bool { return w.window == 0 || w.alone(id, text) <= w.window }

// alone is what a text takes of the window at least. What cannot be written takes nothing here: that is told when it is
// asked for.
func (w *writer) alone(id, text string) int {
	req, err := w.write([]*item{{unit: &unit{id: id, text: text}}}, 0, shape{})
	if err != nil {
		return 0
	}
	return need(req)
}

// tooLong is the fault of a unit that the window has no room for.
func (w *writer) tooLong(u *unit) string {
	return fmt.Sprintf("%s: with the prompt and the answer it takes about %d tokens, and the window has %d",
		llm.ContextFull, w.alone(u.id, u.text), w.window)
}

// smaller cuts a part in two, about equal in words, until each fits the window with what it shows around, or is a single
// item.
func (w *writer) smaller(part []*item) [][]*item {
	if w.window == 0 || len(part) < 2 {
		return [][]*item{part}
	}
	if req, err := w.write(part, 0, shape{around: true}); err != nil || w.fits(req) {
		return [][]*item{part}
	}
	middle, words := 1, part[0].unit.words
	for all := wordsOf(unitsIn(part)); middle < len(part)-1 && 2*words < all; middle++ {
		words += part[middle].unit.words
	}
	return append(w.smaller(part[:middle]), w.smaller(part[middle:])...)
}
