package llmtest

// Fault is one way to answer a request wrongly; None is to answer it properly. A fault that needs what a request does not have
// (a second segment to swap with, a schema to refuse) leaves the answer right.
type Fault string

// None answers properly.
const None Fault = ""

// Faults of HTTP: the server says no, breaks off, or does not speak.
const (
	TooManyRequests      Fault = "429"
	TooManyRequestsAfter Fault = "429 with Retry-After" // the server's RetryAfter
	QuotaSpent           Fault = "429 insufficient_quota"
	WrongKey             Fault = "401"
	UnknownModel         Fault = "404 model"
	RequestTimeout       Fault = "408"
	InternalError        Fault = "500"
	EmptyUnavailable     Fault = "503 empty"
	Overloaded           Fault = "529"
	BadGateway           Fault = "HTML 502"
	Reset                Fault = "reset" // the connection is closed before an answer
	Silent               Fault = "silent"
	Stall                Fault = "stall" // half an answer, then nothing
	CutShort             Fault = "body cut short"
	SchemaRefused        Fault = "schema refused"     // 400, where a json_schema is asked for
	FormatRefused        Fault = "format refused"     // 400, where any response format is asked for
	FilteredRequest      Fault = "400 content filter" // Azure's
	ContextTooSmall      Fault = "400 context length"
)

// Faults of a 200: it is no chat completion, or says that something is wrong with it.
const (
	ErrorIn200    Fault = "200 with error"
	NoChoices     Fault = "empty choices"
	DuplicateKeys Fault = "duplicate JSON keys" // in the completion
	InvalidUTF8   Fault = "invalid UTF-8"
	CutToLength   Fault = "length" // the JSON ends in the middle, and finish_reason says so
	Refusal       Fault = "refusal"
	ContentFilter Fault = "content_filter"
	ContextCut    Fault = "context cut" // only the end of the request was read: few prompt tokens, half the answer, no anchors
)

// Faults of the text: how the JSON stands in it.
const (
	BadJSON         Fault = "bad JSON"
	RepeatedMembers Fault = "duplicate keys in the reply"
	Fenced          Fault = "fences"
	Prose           Fault = "prose"
	Thought         Fault = "think text"
)

// Faults of alignment: segments under wrong ids, or none.
const (
	Missing   Fault = "missing"
	Extra     Fault = "extra"
	Duplicate Fault = "duplicate"
	Empty     Fault = "empty"
	Echoed    Fault = "echoed" // the source in the place of its translation
	Reordered Fault = "reordered"
	Swapped   Fault = "swapped" // two segments under each other's ids, their anchors with them
	Merged    Fault = "merged"  // two segments in one, and the rest moved up
)

// Renumbered is an answer whose numbers are others: only a check can see it.
const Renumbered Fault = "other numbers"

// Faults of the numbered tags that inline markup goes as, of the first segment that has any.
const (
	TagLost     Fault = "tag lost"
	TagInvented Fault = "tag invented"
	TagsCrossed Fault = "tags crossed" // a pair the wrong way round
)

// Faults of a brief. Missing, Extra, Empty and TagInvented are of its points.
const (
	InventedQuote   Fault = "invented quote"
	InventedNumber  Fault = "number not in evidence"
	UnknownEvidence Fault = "unknown id"
	TooLong         Fault = "too long"
	AnchorsLost     Fault = "anchors lost"
)

// Faults gives all faults in the order above, for tests that try every one.
func Faults() []Fault {
	return []Fault{
		TooManyRequests, TooManyRequestsAfter, QuotaSpent, WrongKey, UnknownModel, RequestTimeout, InternalError, EmptyUnavailable, Overloaded,
		BadGateway, Reset, Silent, Stall, CutShort, SchemaRefused, FormatRefused, FilteredRequest, ContextTooSmall,
		ErrorIn200, NoChoices, DuplicateKeys, InvalidUTF8, CutToLength, Refusal, ContentFilter, ContextCut,
		BadJSON, RepeatedMembers, Fenced, Prose, Thought,
		Missing, Extra, Duplicate, Empty, Echoed, Reordered, Swapped, Merged, Renumbered, TagLost, TagInvented, TagsCrossed,
		InventedQuote, InventedNumber, UnknownEvidence, TooLong, AnchorsLost,
	}
}
