package llmtest

import (
	"encoding/json"
	"sort"
	"strings"
	"unicode/utf8"

	"tarjuma/internal/llm"
)

// Seen gives what is left of a request in the server's context window, and how many prompt tokens the server says it read.
//
// What does not fit is taken out behind the first ContextKeep tokens, without a word to anyone, as Ollama and llama.cpp do
// (n_keep): https://github.com/ollama/ollama, runner/llamarunner/runner.go, NewSequence. A segment whose id is gone is not
// seen at all, and what was cut out in the middle leaves the beginning of one segment with the end of another for its text.
func (s *Server) Seen(r Request) (Request, int) {
	all, tokens := "", 0
	for _, m := range r.Messages {
		all += m.Content
		tokens += llm.Tokens(m.Content)
	}
	if s.ContextWindow <= 0 || tokens <= s.ContextWindow {
		return r, tokens
	}
	from := prefixOf(all, s.ContextKeep)
	to := suffixOf(all, s.ContextWindow-s.ContextKeep)
	r.Segments = r.visible(all, from, to)
	return r, s.ContextWindow
}

// prefixOf gives where the first so many tokens of a text end, in bytes.
func prefixOf(text string, tokens int) int {
	n := sort.Search(len(text), func(n int) bool { return llm.Tokens(text[:onRune(text, n+1)]) > tokens })
	return onRune(text, n)
}

// suffixOf gives where the last so many tokens of a text begin, in bytes.
func suffixOf(text string, tokens int) int {
	n := sort.Search(len(text), func(n int) bool { return llm.Tokens(text[onRune(text, n):]) <= tokens })
	return onRune(text, n)
}

// onRune moves an offset back to where its character begins.
func onRune(text string, n int) int {
	for n < len(text) && n > 0 && !utf8.RuneStart(text[n]) {
		n--
	}
	return n
}

// visible gives the segments that can be read when the bytes between two offsets are gone.
func (r Request) visible(prompt string, from, to int) []Segment {
	var seen []Segment
	open := false // the end of the last one seen is gone
	at := strings.LastIndex(prompt, `"segments":[`)
	for _, s := range r.Segments {
		begin := at + strings.Index(prompt[at:], `{"id":"`+s.ID+`"`)
		text := begin + strings.Index(prompt[begin:], `"text":"`) + len(`"text":"`)
		end := text + closing(prompt[text:])
		at = end
		switch {
		case end <= from || begin >= to:
			seen = append(seen, s)
		case text <= from:
			open = to > end
			s.Text = unquoted(prompt[text:from]) + unquoted(prompt[min(to, end):end])
			seen = append(seen, s)
		case open && to <= end: // it goes on where the other stopped
			seen[len(seen)-1].Text += unquoted(prompt[max(to, text):end])
			open = false
		}
	}
	return seen
}

// closing gives where the JSON string ends that a text goes on with.
func closing(text string) int {
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return len(text)
}

// unquoted gives the text of a piece of a JSON string; an escape that was cut in two goes.
func unquoted(piece string) string {
	for len(piece) > 0 {
		var text string
		if json.Unmarshal([]byte(`"`+piece+`"`), &text) == nil {
			return text
		}
		piece = piece[:len(piece)-1]
	}
	return ""
}
