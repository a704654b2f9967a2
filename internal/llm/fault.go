package llm

import (
	"net/http"
	"strings"
)

// faultOf tells from a status (0: there is none) and what the body says what went wrong, and whether asking again can help. The words
// and codes below are those of testdata/providers, whose README names the source of each.
func faultOf(status int, s said) (fault Fault, permanent bool) {
	message := strings.ToLower(s.message)
	switch {
	case mentions(s.code, "in_flight_budget"): // OpenRouter's 402 that is none: what is under way fills the budget
		return RateLimited, false
	case isTooMuch(status, s.code, message):
		return ContextFull, true
	case isSpent(status, s.code, message):
		return QuotaSpent, true
	case isUnknownModel(status, s.code, message):
		return NoModel, true
	case isUnwelcome(status, s.code, message):
		return Unauthorized, true
	case status == http.StatusNotFound, status == http.StatusMethodNotAllowed, strings.HasPrefix(message, "unexpected endpoint"):
		return NoAPI, true
	case status == http.StatusTooManyRequests:
		return RateLimited, false
	case mayPass(status):
		return ServerFault, false
	default:
		return BadRequest, true
	}
}

// mayPass tells which statuses speak of the server's state and not of the request. 498 is Groq's, for no capacity; an error
// without a status (inside a 200) is given the benefit of the doubt.
func mayPass(status int) bool {
	switch status {
	case 0, http.StatusRequestTimeout, http.StatusConflict, http.StatusTooEarly, 498:
		return true
	default:
		return status >= 500
	}
}

// isTooMuch knows the request that is too long, and the output limit that is too high: less text at a time may do.
func isTooMuch(status int, code, message string) bool {
	switch {
	case status == http.StatusRequestEntityTooLarge, mentions(code, "context_length_exceeded", "exceed_context_size"):
		return true
	case mentions(message, "request too large"): // OpenAI's 429 for more tokens than a minute may have: no waiting helps
		return true
	case status == http.StatusTooManyRequests, status == http.StatusPaymentRequired, status == http.StatusUnauthorized, status == http.StatusForbidden:
		return false
	case mentions(message, maxTokens, maxCompletionTokens) && mentions(message, "too large", "too high", "maximum allowed", "valid range", "less than or equal", "exceed"):
		return true
	default:
		return mentions(message, "context length", "context window", "context size", "prompt is too long", "prompt too long",
			"too many tokens", "exceeds the maximum number of tokens")
	}
}

// isSpent knows the account that has nothing left, which no waiting refills. It goes by codes where there are any: Gemini words a plain
// rate limit "check your plan and billing details", but names the quota of a day.
func isSpent(status int, code, message string) bool {
	return status == http.StatusPaymentRequired ||
		mentions(code, "insufficient_quota", "insufficient_balance", "credit_balance", "billing", "perday", "openrouter_credits", "openrouter_key_limit",
			"openrouter_guardrail_budget", "openrouter_workspace_budget") ||
		mentions(message, "credit balance is too low", "specified api usage limits")
}

func isUnknownModel(status int, code, message string) bool {
	return mentions(code, "model_not_found", "deploymentnotfound", "invalid_model") ||
		status == http.StatusNotFound && mentions(message, "model", "no endpoints found") ||
		mentions(message, "not a valid model id", "no models loaded", "invalid model identifier")
}

// isUnwelcome knows the provider that does not serve us: with this key, or from this country.
func isUnwelcome(status int, code, message string) bool {
	return status == http.StatusUnauthorized || status == http.StatusForbidden ||
		mentions(code, "api_key_invalid") || mentions(message, "location is not supported")
}

// answeredError is an answer that comes as a failure. It is kept like any other, because the same question would end the same.
type answeredError struct{ reply Reply }

func (e *answeredError) Error() string { return "answered with a failure: " + e.reply.Finish }

// answerIn tells whether a failure is an answer: that a content filter refused the request itself, or that what the model wrote is not
// the JSON that was wanted (Groq gives what it wrote beside it).
func answerIn(status int, s said) (Reply, bool) {
	if isFiltered(status, s) {
		return Reply{Refusal: orElse(s.words(), contentFilter), Finish: FinishContentFilter}, true
	}
	if s.generated == nil || !mentions(s.code, failedJSON) {
		return Reply{}, false
	}
	reply := Reply{Text: *s.generated, Finish: failedJSON}
	if mentions(s.message, "max completion tokens reached") {
		reply.Finish = FinishLength
	}
	return reply, true
}

// failedJSON is Groq's code for a model that did not write the JSON that was wanted. As the reason that a reply ended it tells that
// the reply is not whole.
const failedJSON = "json_validate_failed"

// isFiltered knows the filters by their codes, and by their words those that have no code of their own: OpenAI's and Azure's,
// Anthropic's, DeepSeek's, Alibaba's, and OpenRouter's moderation.
func isFiltered(status int, s said) bool {
	switch status {
	case 0, http.StatusBadRequest, http.StatusForbidden, http.StatusUnprocessableEntity:
	default:
		return false
	}
	return s.flagged ||
		mentions(s.code, "content_filter", "content_policy_violation", "responsibleaipolicyviolation", "data_inspection_failed", "refusal") ||
		mentions(strings.ToLower(s.message), "content exists risk", "blocked by content filtering", "flagged as potentially violating",
			"rejected as a result of our safety system")
}
