package llm

import (
	"slices"
	"strings"

	"github.com/sashabaranov/go-openai"
)

// contentFilter is what a filter that says nothing is given for words.
const contentFilter = "content filter"

// finishOf gives the reason that an answer ended in the words of OpenAI, where the provider's own mean the same: Anthropic's (end_turn,
// max_tokens, refusal), Google's (STOP, MAX_TOKENS, SAFETY and its like, "content_filter: SAFETY" in its compatible API),
// Mistral's (model_length). Any other is passed on as it is, and is no whole answer.
func finishOf(reason string) string {
	switch word := strings.ToLower(strings.TrimSpace(reason)); word {
	case "stop", "end_turn":
		return FinishStop
	case "length", "max_tokens", "model_length", "model_context_window_exceeded":
		return FinishLength
	case "refusal", "safety", "recitation", "blocklist", "prohibited_content", "spii":
		return FinishContentFilter
	default:
		if strings.HasPrefix(word, FinishContentFilter) {
			return FinishContentFilter
		}
		return reason
	}
}

// brokenOff tells whether an answer ended because the server failed: "error" (OpenRouter, Mistral, vLLM), DeepSeek's word for
// no capacity, vLLM's for a request that was cut off.
func brokenOff(reason string) bool {
	switch reason {
	case "error", "insufficient_system_resource", "abort":
		return true
	default:
		return false
	}
}

// filterWords says why a filter ended an answer, as far as the provider tells.
func filterWords(choice openai.ChatCompletionChoice) string {
	reason := strings.TrimSpace(string(choice.FinishReason))
	if word, own := strings.CutPrefix(reason, FinishContentFilter); own {
		reason = strings.Trim(word, ": ")
	}
	f := choice.ContentFilterResults
	var found []string
	for name, filtered := range map[string]bool{
		"hate": f.Hate.Filtered, "self_harm": f.SelfHarm.Filtered, "sexual": f.Sexual.Filtered, "violence": f.Violence.Filtered,
		"jailbreak": f.JailBreak.Filtered, "profanity": f.Profanity.Filtered,
	} {
		if filtered {
			found = append(found, name)
		}
	}
	slices.Sort(found)
	if reason != "" {
		found = append([]string{reason}, found...)
	}
	if len(found) == 0 {
		return contentFilter
	}
	return contentFilter + ": " + strings.Join(found, ", ")
}
