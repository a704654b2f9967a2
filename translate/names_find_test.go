package translate

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// namesIn finds the names of an article whose paragraphs are a part each.
func namesIn(from *lang.Language, paragraphs ...string) []string {
	units := unitsOf(article(paragraphs...), nil)
	var parts [][]*item
	for _, u := range units {
		parts = append(parts, []*item{{unit: u}})
	}
	var names []string
	for _, n := range recurring(units, parts, from) {
		names = append(names, n.text)
	}
	return names
}

func TestRecurring(t *testing.T) {
	english := language(t, "en")
	for _, c := range []struct {
		name string
		text []string
		want string // the names, parted by |
	}{
		{"in two parts", []string{"He met Karimi in Herat.", "Then Karimi left."}, "Karimi"},
		{"in one part alone", []string{"He met Karimi. Then Karimi left.", "Nobody came to Herat."}, ""},
		{"in order of appearance", []string{"It was in Herat that Wali met Karimi.", "So Karimi, Wali and others left Herat."}, "Herat|Wali|Karimi"},
		{"at the beginning of a sentence and nowhere else", []string{"Karimi left. Yes.", "Karimi came."}, ""},
		{"at the beginning, and once inside", []string{"Karimi left. Yes.", "Karimi came.", "They saw Karimi."}, "Karimi"},
		{"at the beginning, and inside with another name", []string{"Karimi left. Yes.", "They saw Wali Karimi."}, "Karimi"},
		{"alone and with the first name, the longer one first", []string{"They saw Wali Karimi and Karimi.", "Then Wali Karimi left.", "So Karimi left."}, "Wali Karimi|Karimi"},
		{"behind words that begin a quotation", []string{"He said: “Nobody knows Karimi.”", "She said “Nobody knows Karimi” to him."}, "Karimi"},
		{"behind a dash or a colon", []string{"In May – Nobody knows. Then: Nobody knows.", "It was – Nobody knows. Then: Nobody knows."}, ""},
		{"possessives", []string{"He knows Karimi's son.", "So did Karimi’s wife."}, "Karimi"},
		{"possessives part names", []string{"He knows Herat’s Blue Mosque.", "So is Herat’s Blue Mosque."}, "Herat|Blue Mosque"},
		{"hyphens that end a name", []string{"The Kabul-based group met Taliban-appointed judges.", "In all of Kabul the Taliban ruled.", "It was Taliban-run."}, "Kabul|Taliban"},
		{"hyphens inside one", []string{"He spoke with Ban Ki-moon about COVID-19.", "Then Ban Ki-moon fell ill with COVID-19."}, "Ban Ki-moon|COVID-19"},
		{"articles", []string{"He left al-Shabaab for Lashkar-e-Taiba.", "So al-Shabaab and Lashkar-e-Taiba fought."}, "al-Shabaab|Lashkar-e-Taiba"},
		{"particles", []string{"He left the Bank of Ghana for Rio de Janeiro.", "She left the Bank of Ghana, and Rio de Janeiro."}, "Bank of Ghana|Rio de Janeiro"},
		{"of the", []string{"He wrote to the League of the Poor.", "And the League of the Poor wrote back."}, "League of the Poor"},
		{"no particle", []string{"In Herat as in Kabul it rained.", "It rained in Kabul as in Herat."}, "Herat|Kabul"},
		{"the does not tie", []string{"In all of Herat the Taliban ruled.", "In all of Herat the Taliban fell."}, "Herat|Taliban"},
		{"initials", []string{"In the U.S. it rained, and J. K. Rowling wrote.", "The U.S.-led group knew J. K. Rowling well."}, "U.S.|J. K. Rowling"},
		{"all in capitals", []string{"The WHO and the US met.", "Later the US left the WHO."}, "WHO|US"},
		{"titles", []string{"He met Foreign Minister Amir Karimi and President Wali.", "She met Gen. Amir Karimi, Mr. Nuri and Mr Wali.", "They met Mr. Nuri."}, "Amir Karimi|Wali|Nuri"},
		{"a title and a particle", []string{"They saw the King of Spain.", "They met the King of Spain."}, "Spain"},
		{"an initial alone", []string{"They saw J. in town.", "They met J. in town."}, ""},
		{"titles alone", []string{"He met the Prime Minister and the Secretary General.", "She met the Prime Minister and the Secretary General."}, ""},
		{"a title at the beginning", []string{"President Karimi left.", "President Karimi came."}, "Karimi"},
		{"months and weekdays", []string{"He came on Monday in October, or in Sept. or so.", "She came on Monday in October, or in Sept. or so."}, ""},
		{"but not in a name", []string{"He saw Theresa May.", "She saw Theresa May."}, "Theresa May"},
		{"a word that the article has without a capital, too", []string{"In the Parliament he spoke.", "She left the Parliament.", "The parliament is old."}, ""},
		{"a small word of the language", []string{"He asked Who it was.", "She asked Who it was."}, ""},
		{"two of them are a name", []string{"He left the White House.", "She left the White House."}, "White House"},
		{"I", []string{"Yes, I know, and I’m here, and I'll stay.", "No, I think I’m here, and I'll stay."}, ""},
		{"headings show nothing", []string{"# Strange Rain Hits Herat", "Strange Rain Hits Herat", "It rained in Herat."}, "Herat"},
		{"a comma parts names", []string{"They met Karimi, Wali of Herat.", "They met Karimi Wali."}, "Karimi"},
		{"white space of any kind does not", []string{"They met Wali\u00a0Karimi.", "They met Wali\nKarimi."}, "Wali Karimi"},
		{"tags", []string{"They met <g1>Wali</g1> Karimi<x1/>.", "They met Wali <g1>Karimi’s</g1> son."}, "Wali Karimi"},
		{"only whole words", []string{"He met Ali in a hall.", "She met Alia in a hall.", "They met Ali."}, "Ali"},
		{"accents", []string{"He met Éric Müller.", "She met Éric Müller."}, "Éric Müller"},
	} {
		if got := strings.Join(namesIn(english, c.text...), "|"); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

// TestNoCapitals: in a language without capitals no names are looked for, and none in an article of one part.
func TestNoCapitals(t *testing.T) {
	if got := namesIn(language(t, "prs"), "او در BBC کار می\u200cکند.", "پس BBC چه گفت؟"); got != nil {
		t.Errorf("found %q", got)
	}
	if got := namesIn(language(t, "en"), "He met Karimi. So Karimi left."); got != nil {
		t.Errorf("found %q", got)
	}
}

// TestMostNames: of very many names those in the most parts are asked for.
func TestMostNames(t *testing.T) {
	var first, second, third []string
	for i := range 60 {
		name := fmt.Sprintf("Q%c%cq", 'a'+i/26, 'a'+i%26)
		first, second = append(first, "the "+name), append(second, "a "+name)
		if i >= 50 {
			third = append(third, "one "+name)
		}
	}
	got := namesIn(language(t, "en"), "So "+strings.Join(first, ", ")+".", "So "+strings.Join(second, ", ")+".", "So "+strings.Join(third, ", ")+".")
	if len(got) != mostNames || !slices.IsSorted(got) || got[0] != "Qaaq" || got[29] != "Qbdq" || got[30] != "Qbyq" || got[39] != "Qchq" {
		t.Errorf("%d names: %q", len(got), got)
	}
}

// TestManyNames: a long article with very many names takes no more time than reading it.
func TestManyNames(t *testing.T) {
	a := &news.Article{}
	for i := range 3000 {
		text := fmt.Sprintf("then Q%dq met the Bank of R%dr of S%ds, and T%dt. ", i%1500, i, i%7, i%40)
		a.Segments = append(a.Segments, news.Segment{ID: fmt.Sprintf("s%d", i+1), Text: strings.Repeat(text, 10)})
	}
	units := unitsOf(a, nil)
	var parts [][]*item
	for _, u := range units {
		parts = append(parts, []*item{{unit: u}})
	}
	began := time.Now()
	if got := recurring(units, parts, language(t, "en")); len(got) != mostNames {
		t.Errorf("%d names", len(got))
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("it took %s", took)
	}
}

// FuzzRecurring: every name stands in two parts at least, word for word, and the order is that of appearance.
func FuzzRecurring(f *testing.F) {
	f.Add("He met Wali Karimi’s son in the U.S.", "So Karimi, of al-Shabaab, left the Bank of the West.", "“Karimi” – Kabul-based")
	f.Add("Émile d'Éon's É.É. É-É é-É", "Émile d'Éon", "I’m É.É.É")
	english := language(f, "en")
	f.Fuzz(func(t *testing.T, a, b, c string) {
		texts := []string{a, b, c}
		for _, name := range namesIn(english, texts...) {
			found := 0
			for _, text := range texts {
				plain := strings.Join(strings.Fields(news.WithoutTags(text)), " ")
				if strings.Contains(plain, name) {
					found++
				}
			}
			if found < 2 || name != strings.Join(strings.Fields(name), " ") {
				t.Errorf("%q stands in %d of %q", name, found, texts)
			}
		}
	})
}
