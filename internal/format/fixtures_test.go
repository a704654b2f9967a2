package format

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// telling is one and the same report and its brief in one language.
type telling struct {
	Article []string // title, paragraph, heading, paragraph, two items, an address, credit line
	Brief   []string // headline, standfirst, two points
	Quotes  []string // verbatim, of the second and the fifth block
}

// told gives the report in a language, from testdata/tellings.json.
func told(t testing.TB, code string) telling {
	t.Helper()
	data, err := os.ReadFile("testdata/tellings.json")
	if err != nil {
		t.Fatal(err)
	}
	var tellings map[string]telling
	if err := json.Unmarshal(data, &tellings); err != nil {
		t.Fatal(err)
	}
	return tellings[code]
}

// builtinOnce spares reading the languages' files for each document.
var builtinOnce = sync.OnceValues(lang.Builtin)

func builtin(t testing.TB) *lang.Languages {
	t.Helper()
	languages, err := builtinOnce()
	if err != nil {
		t.Fatal(err)
	}
	return languages
}

func language(t testing.TB, code string) *lang.Language {
	t.Helper()
	l, err := builtin(t).Find(code)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// articleIn gives the report in a language, without a layout.
func articleIn(t testing.TB, code string) *news.Article {
	t.Helper()
	kinds := []news.Kind{news.Title, news.Paragraph, news.Heading, news.Paragraph, news.Item, news.Item, news.Paragraph, news.Credit}
	a := &news.Article{Name: "khulm.txt", Lang: code, SHA256: strings.Repeat("a1", 32)}
	for i, text := range told(t, code).Article {
		a.Segments = append(a.Segments, news.Segment{ID: fmt.Sprintf("s%d", i+1), Kind: kinds[i], Text: text})
	}
	return a
}

// briefIn gives the brief of the report in a language. An incomplete one has no headline and one point.
func briefIn(t testing.TB, code string, incomplete bool) *news.Brief {
	t.Helper()
	told := told(t, code)
	b := &news.Brief{
		Lang:       code,
		Headline:   news.Sentence{ID: "b1", Text: told.Brief[0], Evidence: []string{"s1"}},
		Standfirst: news.Sentence{ID: "b2", Text: told.Brief[1], Evidence: []string{"s2"}},
		Points: []news.Sentence{
			{ID: "b3", Text: told.Brief[2], Evidence: []string{"s5"}},
			{ID: "b4", Text: told.Brief[3], Evidence: []string{"s5", "s6"}},
		},
		Facts: []news.Fact{{Quote: told.Quotes[0], Segment: "s2"}, {Quote: told.Quotes[1], Segment: "s5"}},
		Made:  madeBy("summarize/v1", 1),
	}
	if incomplete {
		b.Dropped = []news.Dropped{{Text: b.Headline.Text, Reason: "cites s9, which does not exist"}, {Text: b.Points[1].Text, Reason: "cites no segment"}}
		b.Headline.Text, b.Headline.Evidence = "", nil
		b.Points = b.Points[:1]
	}
	return b
}

func madeBy(prompt string, requests int) news.Made {
	m := news.Made{Prompt: prompt, PromptSHA256: strings.Repeat("b2", 32), StyleSHA256: strings.Repeat("c3", 32), Model: "recorded"}
	at := time.Date(2025, 11, 24, 6, 30, 0, 0, time.UTC)
	for i := range requests {
		m.Add(strings.Repeat(fmt.Sprintf("d%d", i), 32), "recorded-1", "stop", news.Tokens{Prompt: 900, Completion: 300}, 1, at, "0.1.0")
	}
	return m
}

// translated gives the translation of an article (or a brief's) into a language. Targets are its texts; missing lists the
// ids of those that failed.
func translated(t testing.TB, source *news.Article, of, to string, targets []string, missing ...string) news.Translation {
	t.Helper()
	tr := news.Translation{Lang: to, Tag: language(t, to).Tag, Of: of, Made: madeBy("translate/v1", 2)}
	for i, s := range source.Segments {
		pair := news.Pair{ID: s.ID, Source: s.Text, Target: targets[i], Origin: news.FromModel, Attempts: 1}
		switch {
		case s.Text == targets[i]:
			pair.Origin, pair.Attempts = news.Copied, 0
		case slices.Contains(missing, s.ID):
			pair.Target, pair.Attempts, pair.Fault = "", 4, "the model left the segment out"
		}
		tr.Pairs = append(tr.Pairs, pair)
	}
	return tr
}

// articleDocument is the report in one language and its translations, of which the segments listed failed.
func articleDocument(t testing.TB, from string, to []string, missing ...string) *news.Document {
	t.Helper()
	doc := &news.Document{Schema: news.DocumentSchema, Article: articleIn(t, from)}
	for _, code := range to {
		doc.Translations = append(doc.Translations, translated(t, doc.Article, news.OfArticle, code, told(t, code).Article, missing...))
	}
	return doc
}

// briefDocument is the report's brief in one language and its translations. Of an incomplete one the last point failed too.
func briefDocument(t testing.TB, from string, to []string, incomplete bool) *news.Document {
	t.Helper()
	doc := &news.Document{Schema: news.DocumentSchema, Article: articleIn(t, from), Brief: briefIn(t, from, incomplete)}
	var missing []string
	skip := 0
	if incomplete {
		missing, skip = []string{"b3"}, 1
		doc.Findings = []news.Finding{
			{Lang: from, Segment: "b1", Check: "brief.evidence", Severity: news.Error, Message: "the article has no segment s9"},
		}
	}
	for _, code := range to {
		targets := told(t, code).Brief[skip:]
		doc.Translations = append(doc.Translations, translated(t, doc.Brief.Article("khulm.txt"), news.OfBrief, code, targets, missing...))
	}
	return doc
}
