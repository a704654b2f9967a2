package llmtest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"tarjuma/internal/llm"
	"tarjuma/internal/llm/llmtest"
)

// article is a made-up news item.
var article = []string{
	"Three bridges reopen in Herat, and the river is calm again",
	"Engineers reopened 3 bridges over the Hari Rud on Monday, the provincial council said, after 17 days of repairs that cost $2.5 million.",
	"“Nobody was hurt,” said Maryam Nazari, who leads the council. The U.S. firm Alder & Co. sent 40 pumps, Mr. Nazari’s office added.",
	"Farmers in Injil and Guzara had asked for help since 2019, when floods broke the old walls and took 1,200 hectares of wheat. The council promised new walls by spring.",
	"Two more bridges stay closed. Work on them begins in March, if the weather allows it.",
}

func ask(t *testing.T, s *llmtest.Server, data map[string]any) (string, map[string]any) {
	t.Helper()
	object, err := json.Marshal(data)
	if err != nil {
		t.Fatal(err)
	}
	body, err := json.Marshal(map[string]any{
		"model":    "test",
		"messages": []map[string]string{{"role": "system", "content": "Do it."}, {"role": "user", "content": "Here is the data.\n\n" + string(object)}},
	})
	if err != nil {
		t.Fatal(err)
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodPost, "/v1/chat/completions", bytes.NewReader(body)))
	var c struct {
		Choices []struct {
			Message struct {
				Content string `json:"content"`
			} `json:"message"`
		} `json:"choices"`
		Usage map[string]any `json:"usage"`
	}
	if err := json.Unmarshal(w.Body.Bytes(), &c); err != nil || len(c.Choices) != 1 {
		t.Fatalf("%d %s: %v", w.Code, w.Body, err)
	}
	return c.Choices[0].Message.Content, c.Usage
}

func segments() []map[string]string {
	var all []map[string]string
	for i, text := range article {
		all = append(all, map[string]string{"id": fmt.Sprintf("s%d", i+1), "text": text})
	}
	return all
}

type segment struct {
	ID    string `json:"id"`
	Start string `json:"start"`
	Text  string `json:"text"`
}

func translateAll(t *testing.T, plan llmtest.Fault) []segment {
	t.Helper()
	s := &llmtest.Server{Plan: func(int, llmtest.Request) llmtest.Fault { return plan }}
	content, _ := ask(t, s, map[string]any{"task": "translate", "target_lang": "ps", "segments": segments()})
	var got struct {
		Segments []segment `json:"segments"`
	}
	if err := (llm.Reply{Text: content}).Decode(&got); err != nil {
		t.Fatalf("%v in %s", err, content)
	}
	return got.Segments
}

func TestTranslatesEverySegmentUnderItsID(t *testing.T) {
	got := translateAll(t, llmtest.None)
	if len(got) != len(article) {
		t.Fatalf("got %d segments", len(got))
	}
	for i, s := range got {
		if want := fmt.Sprintf("s%d", i+1); s.ID != want {
			t.Errorf("segment %d has the id %s", i, s.ID)
		}
		if want := strings.Join(strings.Fields(article[i])[:3], " "); s.Start != want {
			t.Errorf("%s begins %q, want %q", s.ID, s.Start, want)
		}
		if want := llmtest.Translation("ps", article[i]); s.Text != want {
			t.Errorf("%s is %q, want %q", s.ID, s.Text, want)
		}
	}
}

func TestFaultsOfAlignment(t *testing.T) {
	right := translateAll(t, llmtest.None)
	// What stands under each id, as the number of the segment that it was made from; 0 for anything else.
	tests := map[llmtest.Fault]string{
		llmtest.Missing:   "s1=1 s2=2 s4=4 s5=5",
		llmtest.Extra:     "s1=1 s2=2 s3=3 s4=4 s5=5 s9999=5",
		llmtest.Duplicate: "s1=1 s2=2 s3=3 s4=4 s5=5 s3=3",
		llmtest.Empty:     "s1=1 s2=2 s3=0 s4=4 s5=5",
		llmtest.Echoed:    "s1=1 s2=2 s3=0 s4=4 s5=5",
		llmtest.Reordered: "s5=5 s4=4 s3=3 s2=2 s1=1",
		llmtest.Swapped:   "s1=1 s2=3 s3=2 s4=4 s5=5",
		llmtest.Merged:    "s1=1 s2=0 s3=4 s4=5",
		llmtest.Fenced:    "s1=1 s2=2 s3=3 s4=4 s5=5",
		llmtest.Prose:     "s1=1 s2=2 s3=3 s4=4 s5=5",
		llmtest.Thought:   "s1=1 s2=2 s3=3 s4=4 s5=5",
	}
	for fault, want := range tests {
		t.Run(string(fault), func(t *testing.T) {
			var seen []string
			for _, s := range translateAll(t, fault) {
				from := slices.IndexFunc(right, func(r segment) bool { return r.Text == s.Text }) + 1
				if from > 0 && s.Start != right[from-1].Start {
					t.Errorf("%s: the anchor %q did not move with its text", s.ID, s.Start)
				}
				seen = append(seen, fmt.Sprintf("%s=%d", s.ID, from))
			}
			if got := strings.Join(seen, " "); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

var digits = regexp.MustCompile(`\p{Nd}+(?:[.,]\p{Nd}+)*`)

func TestTranslation(t *testing.T) {
	scripts := map[string]*unicode.RangeTable{"prs": unicode.Arabic, "ps": unicode.Arabic, "hi": unicode.Devanagari, "en": unicode.Latin, "ur": unicode.Latin}
	made := map[string]string{}
	sources := append(slices.Clone(article), "Herat", "Kabul", "Kabul.", "S. Khan", "a b", "b a", "12 August", "13 August", "باران در هرات", "हेरात में बारिश")
	for lang, script := range scripts {
		for _, source := range sources {
			got := llmtest.Translation(lang, source)
			if again := llmtest.Translation(lang, source); got != again {
				t.Errorf("%s: %q gives %q and %q", lang, source, got, again)
			}
			if other, taken := made[got]; taken {
				t.Errorf("%q and %q both give %q", other, source, got)
			}
			made[got] = source
			if g, w := digits.FindAllString(got, -1), digits.FindAllString(source, -1); !slices.Equal(g, w) {
				t.Errorf("%s: the numbers of %q are %v, want %v", lang, got, g, w)
			}
			for _, r := range got {
				if unicode.IsLetter(r) && !unicode.Is(script, r) {
					t.Errorf("%s: %q holds the letter %q", lang, got, r)
					break
				}
			}
		}
	}
	if got := llmtest.Translation("hi", "1,200"); got != "1,200" {
		t.Errorf("a number alone becomes %q", got)
	}
}

type brief struct {
	Seen []struct {
		Segment string `json:"segment"`
		Start   string `json:"start"`
	} `json:"seen"`
	Facts []struct {
		Quote   string `json:"quote"`
		Segment string `json:"segment"`
	} `json:"facts"`
	Points     []sentence `json:"points"`
	Headline   sentence   `json:"headline"`
	Standfirst sentence   `json:"standfirst"`
}

type sentence struct {
	Text     string   `json:"text"`
	Evidence []string `json:"evidence"`
}

func summarizeAll(t *testing.T, plan llmtest.Fault, words, points int) brief {
	t.Helper()
	s := &llmtest.Server{Plan: func(int, llmtest.Request) llmtest.Fault { return plan }}
	content, _ := ask(t, s, map[string]any{"task": "summarize", "output_lang": "en", "words": words, "points": points, "anchors": []string{"s1", "s3", "s5"}, "segments": segments()})
	var b brief
	if err := (llm.Reply{Text: content}).Decode(&b); err != nil {
		t.Fatal(err)
	}
	return b
}

// faultsOf lists what is wrong with a brief, by the rules that tarjuma holds briefs to.
func faultsOf(b brief, words, points int) []string {
	var faults []string
	text := map[string]string{}
	for i, s := range article {
		text[fmt.Sprintf("s%d", i+1)] = s
	}
	if len(b.Seen) != 3 || b.Seen[0].Start != "Three bridges reopen" || b.Seen[2].Segment != "s5" {
		faults = append(faults, "seen")
	}
	for _, f := range b.Facts {
		if f.Quote == "" || !strings.Contains(text[f.Segment], f.Quote) {
			faults = append(faults, "quote")
		}
	}
	if len(b.Points) != points || len(b.Facts) == 0 {
		faults = append(faults, "points")
	}
	count := 0
	for _, s := range append([]sentence{b.Headline, b.Standfirst}, b.Points...) {
		count += len(strings.Fields(s.Text))
		if s.Text == "" || len(s.Evidence) == 0 || text[s.Evidence[0]] == "" {
			faults = append(faults, "evidence")
			continue
		}
		for _, n := range digits.FindAllString(s.Text, -1) {
			if !slices.Contains(digits.FindAllString(text[s.Evidence[0]], -1), n) {
				faults = append(faults, "number")
			}
		}
	}
	if count > words {
		faults = append(faults, "length")
	}
	return faults
}

// TestBriefOfFacts asks for a brief of which only the first segment is sent, and quotes of others.
func TestBriefOfFacts(t *testing.T) {
	facts := []map[string]any{{"quote": "crossed on Monday", "segment": "s3"}, {"quote": "paid for the work", "segment": "s4"}}
	content, _ := ask(t, &llmtest.Server{}, map[string]any{"task": "summarize", "output_lang": "en", "words": 60, "points": 2,
		"anchors": []string{"s1"}, "facts": facts, "segments": segments()[:1]})
	var b brief
	if err := (llm.Reply{Text: content}).Decode(&b); err != nil {
		t.Fatal(err)
	}
	if len(b.Seen) != 1 || b.Headline.Evidence[0] != "s1" || len(b.Points) != 2 || len(b.Facts) != 2 {
		t.Fatalf("brief %+v", b)
	}
	for _, f := range b.Facts {
		if f.Segment != "s3" && f.Segment != "s4" || !strings.Contains("crossed on Monday, paid for the work", f.Quote) {
			t.Errorf("fact %+v", f)
		}
	}
}

func TestBriefIsValid(t *testing.T) {
	for _, words := range []int{40, 60, 120, 300} {
		for points := 1; points <= 5; points++ {
			b := summarizeAll(t, llmtest.None, words, points)
			if faults := faultsOf(b, words, points); faults != nil {
				t.Errorf("%d words, %d points: %v in %+v", words, points, faults, b)
			}
		}
	}
}

func TestFaultsOfBriefs(t *testing.T) {
	tests := map[llmtest.Fault]string{
		llmtest.InventedQuote:   "quote",
		llmtest.InventedNumber:  "number",
		llmtest.UnknownEvidence: "evidence",
		llmtest.TooLong:         "length",
		llmtest.AnchorsLost:     "seen",
		llmtest.Missing:         "points",
	}
	for fault, want := range tests {
		if got := faultsOf(summarizeAll(t, fault, 120, 4), 120, 4); !slices.Equal(got, []string{want}) {
			t.Errorf("%s gives %v, want %s", fault, got, want)
		}
	}
}

func TestNames(t *testing.T) {
	s := &llmtest.Server{}
	content, usage := ask(t, s, map[string]any{"task": "names", "target_lang": "prs", "names": []string{"Maryam Nazari", "Injil"}})
	want := fmt.Sprintf(`{"names":[{"source":"Maryam Nazari","target":%q},{"source":"Injil","target":%q}]}`,
		llmtest.Translation("prs", "Maryam Nazari"), llmtest.Translation("prs", "Injil"))
	if content != want {
		t.Errorf("got %s, want %s", content, want)
	}
	if int(usage["completion_tokens"].(float64)) != llm.Tokens(content) {
		t.Errorf("usage is %v for %s", usage, content)
	}
	if r := s.Requests(); len(r) != 1 || r[0].N != 1 || r[0].Model != "test" || r[0].Task != "names" {
		t.Errorf("recorded %+v", r)
	}
}

// A server whose context window is too small sees what is left of a request, and says how much it read. Cut from its beginning, that is
// the last segments, whole; cut in the middle it is the first and the last, and one may be the beginning of one and the end of another.
func TestContextWindow(t *testing.T) {
	data := map[string]any{"task": "translate", "target_lang": "prs", "segments": segments()}
	_, whole := ask(t, &llmtest.Server{}, data)
	all := int(whole["prompt_tokens"].(float64))
	for _, keep := range []int{0, all / 3, all / 2} {
		for window := keep + 20; window <= all+20; window += 7 {
			content, usage := ask(t, &llmtest.Server{ContextWindow: window, ContextKeep: keep}, data)
			if got := int(usage["prompt_tokens"].(float64)); got != min(window, all) {
				t.Errorf("%d tokens of %d in a window of %d", got, all, window)
			}
			var got struct{ Segments []segment }
			if err := json.Unmarshal([]byte(content), &got); err != nil {
				t.Fatal(err)
			}
			damaged := 0
			for i, s := range got.Segments {
				n := slices.IndexFunc(segments(), func(asked map[string]string) bool { return asked["id"] == s.ID })
				if s.Text != llmtest.Translation("prs", article[n]) {
					damaged++
				}
				if keep == 0 && n != len(article)-len(got.Segments)+i {
					t.Errorf("window %d from the end: %s", window, content)
				}
			}
			if damaged > 1 || keep == 0 && damaged > 0 || window >= all && len(got.Segments) < len(article) || window < all-60 && len(got.Segments)-damaged == len(article) {
				t.Errorf("window %d behind %d of %d tokens: %d damaged in %s", window, keep, all, damaged, content)
			}
		}
	}
}

// TestFaultsOfTags has a segment with tags translated wrongly, beside one that has none.
func TestFaultsOfTags(t *testing.T) {
	right := llmtest.Translation("prs", "The <g1>bridge</g1> is shut.")
	for fault, want := range map[llmtest.Fault]string{
		llmtest.None:        right,
		llmtest.TagLost:     strings.Replace(right, "</g1>", "", 1),
		llmtest.TagInvented: right + "<x99/>",
		llmtest.TagsCrossed: strings.NewReplacer("<g1>", "</g1>", "</g1>", "<g1>").Replace(right),
	} {
		s := &llmtest.Server{Plan: func(int, llmtest.Request) llmtest.Fault { return fault }}
		content, _ := ask(t, s, map[string]any{"task": "translate", "target_lang": "prs", "segments": []map[string]string{
			{"id": "s1", "text": "Lorries take the ford."}, {"id": "s2", "text": "The <g1>bridge</g1> is shut."},
		}})
		var got struct{ Segments []segment }
		if err := json.Unmarshal([]byte(content), &got); err != nil || len(got.Segments) != 2 {
			t.Fatalf("%s: %v", content, err)
		}
		if got.Segments[0].Text != llmtest.Translation("prs", "Lorries take the ford.") || got.Segments[1].Text != want {
			t.Errorf("%s: %s, want %s", fault, content, want)
		}
	}
}

// TestTagsAreKept has a segment with markup translated and briefed.
func TestTagsAreKept(t *testing.T) {
	const source = "The <g1>old <g2>bridge</g2></g1><x1/>at <x2/>, built in <g3>1974</g3>, is shut<x3/>. Lorries take the ford."
	got := llmtest.Translation("prs", source)
	tags := regexp.MustCompile(`<[^>]*>`)
	if diff := cmp.Diff(tags.FindAllString(source, -1), tags.FindAllString(got, -1)); diff != "" {
		t.Errorf("%s\n%s", got, diff)
	}
	if !strings.Contains(got, "<g3>1974</g3>") || got == llmtest.Translation("prs", tags.ReplaceAllString(source, "")) {
		t.Errorf("translated as %q", got)
	}
	if llmtest.Translation("prs", "<g1>Kabul</g1>") == llmtest.Translation("prs", "Kabul") {
		t.Error("the choice of words does not hang on the tags")
	}

	s := &llmtest.Server{}
	segments := []map[string]string{{"id": "s1", "text": source}}
	content, _ := ask(t, s, map[string]any{"task": "translate", "target_lang": "prs", "segments": segments})
	if want := `{"segments":[{"id":"s1","start":"The old bridge","text":"` + got + `"}]}`; content != want {
		t.Errorf("got  %s\nwant %s", content, want)
	}
	content, _ = ask(t, s, map[string]any{"task": "summarize", "output_lang": "en", "words": 60, "points": 2, "anchors": []string{"s1"}, "segments": segments})
	if tags.MatchString(content) || !strings.Contains(content, `"start":"The old bridge"`) || !strings.Contains(content, "bridge at , built in 1974") {
		t.Errorf("briefed as %s", content)
	}
}
