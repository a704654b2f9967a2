package summarize

import (
	"errors"
	"fmt"
	"hash/fnv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
	"tarjuma/internal/news"
)

// badDay breaks some requests in a hundred, each in a way that hangs on the day and on its bytes alone.
func badDay(day, percent uint64) func(int, llmtest.Request) llmtest.Fault {
	faults := []llmtest.Fault{
		llmtest.Refusal, llmtest.Refusal, llmtest.ContentFilter, llmtest.FilteredRequest, llmtest.BadJSON, llmtest.CutToLength,
		llmtest.InventedQuote, llmtest.InventedNumber, llmtest.UnknownEvidence, llmtest.Missing, llmtest.TooLong, llmtest.AnchorsLost,
		llmtest.Fenced, llmtest.Prose, llmtest.RepeatedMembers,
	}
	return func(n int, r llmtest.Request) llmtest.Fault {
		hash := fnv.New64a()
		fmt.Fprint(hash, day, string(r.Body))
		if sum := hash.Sum64() >> 8; sum%100 < percent {
			return faults[sum/100%uint64(len(faults))]
		}
		return llmtest.None
	}
}

// TestBadDays mixes all faults: whatever comes of them keeps the promises of a brief, says what it lacks, gets one try a run, and
// is the same in every replay.
func TestBadDays(t *testing.T) {
	l := language(t, "en")
	briefs := 0
	for day := range uint64(60) {
		a := long([]int{6, 14, 40, 90}[day%4])
		room := small(t, 4096, badDay(day, 30+10*(day%3)))
		room.fallback = []string{"", "second"}[day/4%2]
		for range 4 {
			b, findings, _, err := room.run(a, l, false)
			var failed *Failed
			switch {
			case errors.As(err, &failed), isFault(err, llm.ContextCut):
			case err != nil:
				t.Fatalf("day %d: %v", day, err)
			default:
				briefs++
				holds(t, a, l, b)
				accounted(t, a, b, findings)
			}
			again, same, _, errAgain := room.run(a, l, true)
			if diff := cmp.Diff(bytesOf(t, b)+bytesOf(t, findings)+fmt.Sprint(err), bytesOf(t, again)+bytesOf(t, same)+fmt.Sprint(errAgain)); diff != "" {
				t.Fatalf("day %d: a replay differs:\n%s", day, diff)
			}
		}
	}
	if briefs < 120 {
		t.Errorf("%d briefs", briefs)
	}
}

// accounted sees to it that what a brief lacks is in its findings, and that it rests on half of the article at least.
func accounted(t *testing.T, a *news.Article, b *news.Brief, findings []news.Finding) {
	t.Helper()
	out, dropped := 0, 0
	for _, f := range findings {
		switch f.Check {
		case news.BriefRefused:
			out++
			dropped++
		case news.BriefSection:
			dropped++
		}
		if strings.Contains(f.Message, "kept out") {
			dropped++
		}
	}
	if dropped != len(b.Dropped) {
		t.Errorf("%d things dropped, findings %v", len(b.Dropped), findings)
	}
	if out*2 > len(a.Segments)+1 {
		t.Errorf("%d of %d segments are left out", out, len(a.Segments))
	}
}
