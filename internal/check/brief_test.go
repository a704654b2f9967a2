package check

import (
	"strings"
	"testing"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

func briefOf(segments []string, language string, sentences ...news.Sentence) *news.Document {
	d := &news.Document{Article: &news.Article{Name: "a.txt", Lang: language}, Brief: &news.Brief{Lang: language}}
	for i, text := range segments {
		d.Article.Segments = append(d.Article.Segments, news.Segment{ID: "s" + string(rune('1'+i)), Text: text})
	}
	for i := range sentences {
		sentences[i].ID = "b" + string(rune('1'+i))
	}
	d.Brief.Headline = sentences[0]
	d.Brief.Standfirst = news.Sentence{ID: "b0"}
	d.Brief.Points = sentences[1:]
	return d
}

func said(text string, evidence ...string) news.Sentence {
	return news.Sentence{Text: text, Evidence: evidence}
}

// TestBrief tries sentences that stand and sentences that do not, against one article.
func TestBrief(t *testing.T) {
	english := []string{
		"Mayor accused of selling water rights",
		"Prosecutors say that Mayor Rahim Sadeqi allegedly sold the rights to two wells for 40,000 dollars in 2021.",
		"He called the charge “a cheap lie” and said that the council had agreed.",
		"The wells supply 14 villages in Guzara district.",
		"A court in Herat may hear the case in March.",
	}
	dari := []string{
		"شاروال به فروش حق آب متهم شد",
		"به گفتهٔ سارنوالی، شاروال متهم است که حق آب دو چاه را به ۴۰ هزار دالر فروخته است.",
		"او این اتهام را «دروغ ارزان» خواند.",
	}
	for _, c := range []struct {
		name     string
		language string
		article  []string
		sentence news.Sentence
		headline bool
		want     string // rule and severity, "" for none
	}{
		{"stands", "en", english, said("The wells supply 14 villages.", "s4"), false, ""},
		{"no evidence", "en", english, said("The wells supply 14 villages."), false, "brief.evidence error"},
		{"evidence that is not there", "en", english, said("The wells supply 14 villages.", "s9"), false, "brief.evidence error"},
		{"another number", "en", english, said("The wells supply 41 villages.", "s4"), false, "brief.number error"},
		{"a quote", "en", english, said("The mayor called the charge “a cheap lie.”", "s3"), false, ""},
		{"an invented quote", "en", english, said("The mayor called the charge “a dirty lie”.", "s3"), false, "brief.quoted error"},
		{"a quote of another segment", "en", english, said("The mayor called it “a cheap lie”.", "s4"), false, "brief.quoted error"},
		{"a name", "en", english, said("The case is against Rahim Sadeqi, prosecutors say.", "s2"), false, ""},
		{"a name in the possessive", "en", english, said("The wells are in Guzara's villages.", "s4"), false, ""},
		{"another name", "en", english, said("The wells are in Injil district.", "s4"), false, "brief.name warning"},
		{"a name of another segment", "en", english, said("The wells are in Herat.", "s4"), false, "brief.name info"},
		{"hedge kept", "en", english, said("The mayor allegedly sold the rights to two wells.", "s2"), false, ""},
		{"attributed", "en", english, said("The mayor sold the rights to two wells, prosecutors say.", "s2"), false, ""},
		{"hedge lost", "en", english, said("The mayor sold the rights to two wells in 2021.", "s2"), false, "brief.hedge warning"},
		{"possible only", "en", english, said("A court in Herat will hear the case in March.", "s5"), false, "brief.hedge warning"},
		{"headline", "en", english, said("Mayor accused of selling water rights", "s1"), true, ""},
		{"headline without the hedge", "en", english, said("Mayor sold water rights", "s1", "s2"), true, "brief.hedge warning"},
		{"headline that claims more", "en", english, said("Mayor accused of selling all water rights", "s1"), true, "brief.headline warning"},
		{"Dari, attributed", "prs", dari, said("سارنوالی می\u200cگوید که شاروال حق آب دو چاه را فروخته است.", "s2"), false, ""},
		{"Dari, hedge lost", "prs", dari, said("شاروال حق آب دو چاه را به ۴۰ هزار دالر فروخته است.", "s2"), false, "brief.hedge warning"},
		{"Dari, quote", "prs", dari, said("او این اتهام را «دروغ ارزان» خواند.", "s3"), false, ""},
		{"Dari, invented quote", "prs", dari, said("او این اتهام را «دروغ بزرگ» خواند.", "s3"), false, "brief.quoted error"},
	} {
		t.Run(c.name, func(t *testing.T) {
			languages, err := lang.Builtin()
			if err != nil {
				t.Fatal(err)
			}
			d := briefOf(c.article, c.language, said(c.article[0], "s1"), c.sentence)
			if c.headline {
				d = briefOf(c.article, c.language, c.sentence)
			}
			found, err := New(languages, Options{}).Brief(d)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range found {
				got = append(got, f.Check+" "+string(f.Severity))
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("%q: %+v", got, found)
			}
		})
	}
}

// TestBriefQuotes holds the quotes that a brief rests on against their segments, whatever the tags.
func TestBriefQuotes(t *testing.T) {
	languages, err := lang.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	d := briefOf([]string{"Wells run dry", "There is <g1>no water</g1> for the fields."}, "en", said("Wells run dry", "s1"))
	d.Brief.Facts = []news.Fact{{Quote: "no water for the fields", Segment: "s2"}, {Quote: "no water at all", Segment: "s2"}, {Quote: "no", Segment: "s7"}}
	found, err := New(languages, Options{}).Brief(d)
	if err != nil || len(found) != 2 || found[0].Check != BriefQuote || found[0].Segment != "s2" || found[1].Check != BriefEvidence {
		t.Errorf("%v %+v", err, found)
	}
	skipped, err := New(languages, Options{Skip: []string{"brief"}}).Brief(d)
	if err != nil || len(skipped) > 0 {
		t.Errorf("what is skipped was found: %v %+v", err, skipped)
	}
}
