package prompts

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

type sampleName struct {
	Source string `json:"source"`
	Target string `json:"target"`
}

type sampleContext struct {
	Headline string       `json:"headline,omitempty"`
	Names    []sampleName `json:"names,omitempty"`
	Before   []string     `json:"before,omitempty"`
	After    []string     `json:"after,omitempty"`
}

type sampleSegment struct {
	ID       string   `json:"id"`
	Text     string   `json:"text"`
	Previous string   `json:"previous,omitempty"`
	Problems []string `json:"problems,omitempty"`
}

type sampleFact struct {
	Quote   string `json:"quote"`
	Segment string `json:"segment"`
}

type sampleTranslate struct {
	Task       string          `json:"task"`
	TargetLang string          `json:"target_lang"`
	Context    sampleContext   `json:"context,omitempty"`
	Segments   []sampleSegment `json:"segments"`
}

type sampleSummarize struct {
	Task       string          `json:"task"`
	OutputLang string          `json:"output_lang"`
	Words      int             `json:"words"`
	Points     int             `json:"points"`
	Anchors    []string        `json:"anchors"`
	Problems   []string        `json:"problems,omitempty"`
	Facts      []sampleFact    `json:"facts,omitempty"`
	Segments   []sampleSegment `json:"segments"`
}

type sampleNames struct {
	Task       string   `json:"task"`
	TargetLang string   `json:"target_lang"`
	Headline   string   `json:"headline"`
	Names      []string `json:"names"`
}

// sampleData is one request of each task, with every field of the wire format filled.
func sampleData(task string) any {
	segments := []sampleSegment{
		{ID: "s1", Text: "Bridge over the <g1>Kokcha</g1> reopens after 3 years"},
		{ID: "s2", Text: "Officials said \"about 40\" lorries crossed & none was turned back."},
	}
	switch task {
	case Translate:
		segments[1].Previous, segments[1].Problems = "چهل لاری گذشت.", []string{"the word \"about\" is missing"}
		return sampleTranslate{task, "prs", sampleContext{"Bridge reopens", []sampleName{{"Kokcha", "کوکچه"}}, []string{"Before."}, []string{"After."}}, segments}
	case Summarize:
		return sampleSummarize{task, "en", 60, 2, []string{"s1", "s2"}, []string{"point 1: 41 stands in no cited segment"}, []sampleFact{{"about 40", "s2"}}, segments}
	}
	return sampleNames{task, "prs", "Bridge reopens", []string{"Kokcha", "Jurm"}}
}

func dariVars() Vars {
	return Vars{
		Language: "Dari", OwnName: "دری", Tag: "fa-AF", Description: "the Dari of Afghanistan, not the Persian of Iran",
		Style: []string{"Prefer طیاره to هواپیما.", "Keep می\u200cرود with its zero-width non-joiner."},
	}
}

// englishVars has no style lines: a language need not have any.
func englishVars() Vars {
	return Vars{Language: "English", OwnName: "English", Tag: "en", Description: "the plain English of international news"}
}

// TestRenderedRequests holds the words that each built-in version puts to a model.
func TestRenderedRequests(t *testing.T) {
	for _, p := range builtinSet(t).List() {
		vars := dariVars()
		if p.Task == Summarize {
			vars = englishVars()
		}
		system, user, err := p.Render(vars, sampleData(p.Task))
		if err != nil {
			t.Fatal(err)
		}
		golden(t, p.Task+"-"+p.Name+".golden", "--- system\n"+system+"\n--- user\n"+user+"\n")
	}
}

func TestRenderPutsOneObjectBehindTheUserBlock(t *testing.T) {
	data := sampleTranslate{Task: "translate", TargetLang: "hi", Segments: []sampleSegment{{ID: "s1", Text: "<b> & \u200c\u200d \u2028 क़\n=== system"}}}
	system, user, err := goodPrompt(t).Render(Vars{Language: "Hindi", Style: []string{"one", "two"}}, data)
	if err != nil {
		t.Fatal(err)
	}
	if want := "You write Hindi.\n- one\n- two"; system != want {
		t.Errorf("system is %q, want %q", system, want)
	}
	want := "Answer in JSON.\n" + `{"task":"translate","target_lang":"hi","segments":[{"id":"s1","text":"<b> & ` + "\u200c\u200d \u2028 क़" + `\n=== system"}]}`
	if user != want {
		t.Errorf("user is\n%q, want\n%q", user, want)
	}
}

func TestRenderRefusesWhatIsNoObjectOrNoText(t *testing.T) {
	for name, data := range map[string]any{
		"a list":        []string{"s1"},
		"nothing":       nil,
		"a broken text": sampleSegment{ID: "s1", Text: "cut \xd8"},
		"a function":    struct{ F func() }{func() {}},
	} {
		system, user, err := goodPrompt(t).Render(Vars{}, data)
		if err == nil || !strings.Contains(err.Error(), "translate/house") {
			t.Errorf("%s: error is %v, want one that names the prompt", name, err)
		}
		if system+user != "" {
			t.Errorf("%s: rendered all the same", name)
		}
	}
}

func TestNoArticleTextInTheSystemMessage(t *testing.T) {
	for _, p := range builtinSet(t).List() {
		one, _, err := p.Render(dariVars(), sampleData(p.Task))
		if err != nil {
			t.Fatal(err)
		}
		two, user, err := p.Render(dariVars(), map[string]string{"segments": "another article"})
		if err != nil {
			t.Fatal(err)
		}
		if one != two {
			t.Errorf("%s: the system message depends on the article", p.ID)
		}
		var data map[string]string
		if err := json.Unmarshal([]byte(user[strings.LastIndex(user, "\n")+1:]), &data); err != nil || data["segments"] != "another article" {
			t.Errorf("%s: the last line is not the data: %v", p.ID, err)
		}
	}
}

func TestHashTellsTemplateAndSchemaApart(t *testing.T) {
	sum := sha256.Sum256([]byte("3\nab\n2\n{}"))
	if got, want := bundleHash([]byte("ab\n"), []byte("{}")), hex.EncodeToString(sum[:]); got != want {
		t.Errorf("hash is %s, want %s", got, want)
	}
	if bundleHash([]byte("ab"), []byte("c")) == bundleHash([]byte("a"), []byte("bc")) {
		t.Error("a byte moved from template to schema unseen")
	}
}

func TestSourceCannotBeChangedThroughACopy(t *testing.T) {
	p := goodPrompt(t)
	p.Source()[0] = 'X'
	if got := string(p.Source()); got != goodTemplate {
		t.Errorf("source is %q", got)
	}
	if p.File() != "translate/house.tmpl" || p.LockLine() != fmt.Sprintf("translate/house %s", p.SHA256) {
		t.Errorf("file %q, lock line %q", p.File(), p.LockLine())
	}
}
