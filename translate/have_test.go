package translate

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tarjuma/internal/llm"
	"tarjuma/internal/news"
)

// TestWhatIsKnownIsNotAsked changes one paragraph of an article: it alone is asked for, between its neighbours, and everything else
// comes out as it was, under the ids that it now has.
func TestWhatIsKnownIsNotAsked(t *testing.T) {
	before := article("# Wells run dry", "The first well is dry.", "The second well is dry.", "The third well is dry.", "Photo by hand.")
	model := &scripted{answer: misaligned(func(_ asked, e []entry) []entry { return e })}
	first, _, err := translator(t, model).Translate(context.Background(), before, language(t, "en"), language(t, "ps"), news.OfArticle)
	if err != nil {
		t.Fatal(err)
	}
	first.Pairs[1].Origin, first.Pairs[1].Target = news.FromHuman, "په خپله"
	first.Pairs[4] = news.Pair{ID: "s5", Source: "Photo by hand.", Fault: RefusedFault + ": no", Origin: news.FromModel, Fixes: []news.Fix{}}

	after := article("# Wells run dry", "A line that is new here.", "The first well is dry.", "The second well has water.", "The third well is dry.", "Photo by hand.")
	again := &scripted{answer: model.answer}
	tr := translator(t, again)
	tr.Have, tr.Fallback = first.Pairs, "another"
	done := 0
	tr.Done = func(n int) { done += n }
	got, _, err := tr.Translate(context.Background(), after, language(t, "en"), language(t, "ps"), news.OfArticle)
	if err != nil {
		t.Fatal(err)
	}
	if walked := again.walked(got); !slices.Equal(walked, []string{"s2 s4"}) {
		t.Errorf("asked %q", walked)
	}
	context := again.seen[again.sent[0]].Context
	// The headline is shown already; what stands between the two is shown once.
	if want := []string{"The first well is dry."}; !slices.Equal(context.Before, want) {
		t.Errorf("before: %q, want %q", context.Before, want)
	}
	if want := []string{"The third well is dry."}; !slices.Equal(context.After, want) {
		t.Errorf("after: %q, want %q", context.After, want)
	}
	for now, then := range map[int]int{0: 0, 2: 1, 4: 3, 5: 4} {
		want := first.Pairs[then]
		want.ID = fmt.Sprintf("s%d", now+1)
		if p := got.Pairs[now]; p.ID != want.ID || p.Target != want.Target || p.Origin != want.Origin || p.Fault != want.Fault {
			t.Errorf("kept %+v, want %+v", p, want)
		}
	}
	if done != len(after.Segments) {
		t.Errorf("%d segments were told of, want %d", done, len(after.Segments))
	}
	requests, err := tr.FirstRequests(after, language(t, "en"), language(t, "ps"))
	if err != nil || len(requests) != 1 || llm.Key(requests[0]) != got.Made.Requests[0] {
		t.Errorf("the first requests are %d: %v", len(requests), err)
	}
}

// TestEqualTextsInOrder: of pairs with one text the first goes to the first segment with it, and the last to all that are left.
func TestEqualTextsInOrder(t *testing.T) {
	a := article("Photo by hand.", "Photo by hand.", "Photo by hand.")
	tr := translator(t, &scripted{})
	for i, target := range []string{"یو", "دوه"} {
		tr.Have = append(tr.Have, news.Pair{ID: fmt.Sprint("s", i+7), Source: "Photo by hand.", Target: target, Origin: news.FromModel})
	}
	got, _, err := tr.Translate(context.Background(), a, language(t, "en"), language(t, "ps"), news.OfArticle)
	if err != nil {
		t.Fatal(err)
	}
	var targets []string
	for _, p := range got.Pairs {
		targets = append(targets, p.ID+" "+p.Target)
	}
	if want := []string{"s1 یو", "s2 دوه", "s3 دوه"}; !slices.Equal(targets, want) || len(got.Made.Requests) != 0 {
		t.Errorf("kept %q with %d requests", targets, len(got.Made.Requests))
	}
}

// TestKnownNamesAreShown: names from before are not asked for, and shown where they occur.
func TestKnownNamesAreShown(t *testing.T) {
	a := article("# Wells run dry", "Anna Weber said so.", "Annabel has no well.")
	model := &scripted{answer: misaligned(func(_ asked, e []entry) []entry { return e })}
	tr := translator(t, model)
	tr.NamesPrompt = prompt(t, "names")
	tr.HaveNames = []news.Name{{Source: "Anna", Target: "انا"}, {Source: "Nobody", Target: "هیڅوک"}}
	tr.Have = []news.Pair{{Source: "Wells run dry", Target: "وچ"}, {Source: "Annabel has no well.", Target: "نشته"}}
	got, _, err := tr.Translate(context.Background(), a, language(t, "en"), language(t, "ps"), news.OfArticle)
	if err != nil {
		t.Fatal(err)
	}
	want := tr.HaveNames[:1]
	if walked := model.walked(got); !slices.Equal(walked, []string{"s2"}) || !slices.Equal(model.seen[model.sent[0]].Context.Names, want) {
		t.Errorf("asked %q with the names %v", walked, model.seen[model.sent[0]].Context.Names)
	}
	if !slices.Equal(got.Names, want) {
		t.Errorf("the translation has the names %v", got.Names)
	}
}

func TestHoldsName(t *testing.T) {
	for text, want := range map[string]bool{
		"Anna said so.": true, "So said Anna": true, "Annabel": false, "Susanna": false, "Susanna and Anna's dog": true, "": false, "Anna": true,
	} {
		if got := holdsName(text, "Anna"); got != want {
			t.Errorf("%q: %t", text, got)
		}
	}
	if holdsName(strings.Repeat("a", 3), "") {
		t.Error("an empty name is held")
	}
}
