package translate

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
	"tarjuma/internal/news"
	"tarjuma/prompts"
)

// markedUp is a made-up article with inline markup: pairs round a word or several, within each other, and single tags.
func markedUp(random *rand.Rand) *news.Article {
	a := madeUp(random)
	for i, s := range a.Segments {
		if random.IntN(3) == 0 {
			continue
		}
		words := strings.Fields(s.Text)
		var text []string
		pairs, singles := 0, 0
		for at := 0; at < len(words); {
			length := min(1+random.IntN(3), len(words)-at)
			run := strings.Join(words[at:at+length], " ")
			switch random.IntN(8) {
			case 0:
				pairs++
				run = fmt.Sprintf("<g%d>%s</g%d>", pairs, run, pairs)
			case 1:
				pairs += 2
				run = fmt.Sprintf("<g%d>%s <g%d>inside</g%d></g%d>", pairs-1, run, pairs, pairs, pairs-1)
			case 2:
				singles++
				run += fmt.Sprintf(" <x%d/>", singles)
			case 3:
				singles++
				run += fmt.Sprintf("<x%d/>", singles)
			}
			text = append(text, run)
			at += length
		}
		a.Segments[i].Text = strings.Join(text, " ")
	}
	return a
}

// checkDay translates a marked-up article on a bad day, with names to settle, another model to turn to and a window that
// may be small: every pair is right or says that it is not, nothing is larger than the window, and the day can be gone
// through again to the byte.
func checkDay(t *testing.T, seed uint64) {
	random := rand.New(rand.NewPCG(seed, 4))
	a, from := markedUp(random), language(t, "en")
	to := language(t, []string{"prs", "ps", "hi"}[random.IntN(3)])
	window := []int{0, 1900, 2500, 4096}[random.IntN(4)]
	fallback := []string{"", "other"}[random.IntN(2)]
	ofParts := planned(seed, 1+random.IntN(4), ofAlignment)
	ofNames := planned(seed, 2, append(slices.Clone(ofAlignment), llmtest.InternalError, llmtest.NoChoices))
	server := &llmtest.Server{Plan: func(n int, r llmtest.Request) llmtest.Fault {
		if r.Task == prompts.Names {
			return ofNames(n, r)
		}
		return ofParts(n, r)
	}}
	dir := t.TempDir()
	run := func(offline bool) *news.Translation {
		tr := live(t, dir, server, offline)
		client := &weighed{Client: tr.Client}
		tr.Client, tr.Window, tr.Fallback, tr.NamesPrompt = client, window, fallback, prompt(t, prompts.Names)
		got, _, err := tr.Translate(t.Context(), a, from, to, news.OfArticle)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if window > 0 && client.most > window {
			t.Errorf("seed %d: a request takes %d of %d tokens", seed, client.most, window)
		}
		return got
	}
	first := run(false)
	for _, problem := range inGroups(a, first, from, to) {
		t.Errorf("seed %d: %s", seed, problem)
	}
	for _, p := range first.Pairs {
		if problems := news.TagProblems(p.Source, p.Target); p.Fault == "" && problems != nil {
			t.Errorf("seed %d: %s: %q for %q: %s", seed, p.ID, p.Target, p.Source, problems)
		}
	}
	if again := run(true); asJSON(t, again) != asJSON(t, first) {
		t.Errorf("seed %d: not the same again:\n%s\n%s", seed, asJSON(t, again), asJSON(t, first))
	}
}

func TestBadDaysInFull(t *testing.T) {
	days := uint64(60)
	if testing.Short() {
		days = 20
	}
	for seed := range days {
		checkDay(t, seed)
	}
}

// FuzzBadDaysInFull goes on where TestBadDaysInFull ends.
func FuzzBadDaysInFull(f *testing.F) {
	f.Add(uint64(1000))
	f.Fuzz(checkDay)
}

// TestReplay: a run in which a server left segments unanswered cannot be gone through again without one, for nobody knows
// what it would have said; the error names what is missing. A run with a server asks for just that, and can be gone
// through again.
func TestReplay(t *testing.T) {
	a, from, to := readArticle(t, "oneline.txt"), language(t, "en"), language(t, "prs")
	for _, fault := range []llmtest.Fault{llmtest.InternalError, llmtest.NoChoices, llmtest.ErrorIn200} {
		fails := true
		server := &llmtest.Server{Plan: func(_ int, r llmtest.Request) llmtest.Fault {
			if fails && slices.Contains(r.IDs(), "s1") {
				return fault
			}
			return llmtest.None
		}}
		dir := t.TempDir()
		run := func(offline bool) (*news.Translation, error) {
			translation, _, err := live(t, dir, server, offline).Translate(t.Context(), a, from, to, news.OfArticle)
			return translation, err
		}
		first, err := run(false)
		if err != nil || len(first.Failed()) == 0 || len(first.Failed()) == len(first.Pairs) {
			t.Fatalf("%s: %v, failed %+v", fault, err, first.Failed())
		}
		if _, err := run(true); err == nil || !strings.Contains(err.Error(), string(llm.NotStored)) || !strings.Contains(err.Error(), "translate prs s1…") {
			t.Errorf("%s: without a server: %v", fault, err)
		}
		before := server.Count()
		fails = false
		healed, err := run(false)
		if err != nil || len(healed.Failed()) > 0 || server.Count() != before+1 {
			t.Errorf("%s: %v, failed %+v, %d requests", fault, err, healed.Failed(), server.Count()-before)
		}
		if again, err := run(true); err != nil || asJSON(t, again) != asJSON(t, healed) {
			t.Errorf("%s: not the same again: %v", fault, err)
		}
	}
}
