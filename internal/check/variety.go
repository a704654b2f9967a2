package check

import (
	"strconv"
	"strings"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// variety finds texts in another standard of the language than the one that was asked for. Single words are what it goes by, and
// each of them is good in some newsroom or other: so it speaks of a text as a whole, once, and never of an error.
func variety() check {
	return check{
		rules: []Rule{
			{ID: "lang.variety_ir", Severity: news.Info, Languages: []string{"prs"},
				Catches: "A Dari text has several words of Iranian Persian, and more of them than of Afghanistan's own. A warning where the variety is official.",
				Example: "a text with بیمارستان, دادگاه and ژوئن instead of شفاخانه, محکمه and جون"},
			{ID: "ps.peshawar", Severity: news.Info, Languages: []string{"ps"},
				Catches: "A Pashto text has several words or spellings of Peshawar, and more of them than words of Afghanistan's own. A warning where the variety is official.",
				Example: "a text with هسپتال, صوبه and دے instead of روغتون, ولایت and دی"},
			{ID: "hi.urdu", Severity: news.Info, Languages: []string{"hi"},
				Catches: "A Hindi text has several words of Urdu that news in Hindi has others for, and more of them than of those. A warning where the variety is official.",
				Example: "a text with सदर, अवाम and सहाफ़ी instead of राष्ट्रपति, जनता and पत्रकार"},
		},
		prepare: prepareVariety,
	}
}

// varietyInspector counts the words of two standards.
type varietyInspector struct {
	rule     string
	severity news.Severity
	variety  *lang.Variety
	says     *table[int] // a word's form, counted from 1, or one of the values below
}

// What words say that are no forms of the other standard.
const (
	saysOwn  = -1
	saysHome = -2
)

// fewestForms are different words that it takes. In Dari translations of news no text had two, in Iranian ones more than half.
const fewestForms = 2

func prepareVariety(m *materials) inspector {
	v, rule := m.to.Variety, map[string]string{"prs": "lang.variety_ir", "ps": "ps.peshawar", "hi": "hi.urdu"}[m.to.Code]
	if v == nil || rule == "" || m.settings.Variety == "off" {
		return nil
	}
	i := &varietyInspector{rule: rule, severity: news.Info, variety: v, says: newTable[int]()}
	if m.settings.Variety == "official" {
		i.severity = news.Warning
	}
	put := func(words []string, says int) {
		for _, word := range words {
			i.says.put(wordKey(word), says)
		}
	}
	for k, form := range v.Forms {
		put(form.Other, k+1)
	}
	put(v.Own, saysOwn)
	put(v.Home, saysHome)
	for _, word := range m.settings.Accept {
		delete(i.says.entries, wordKey(word))
	}
	return i
}

func (i *varietyInspector) inspect(*pair, *report) {}

// survey counts the words of a document. What stands in quotation marks is passed over, and so is a segment that names the country
// whose words they are.
func (i *varietyInspector) survey(d *document, r *report) {
	other, own := 0, 0
	var forms []string
	seen := map[int]bool{}
	for _, p := range d.pairs {
		t := &p.target
		if i.isAtHome(t) {
			continue
		}
		quoted := quotedWords(t, len(t.words))
		for k := range t.words {
			says := i.says.get(t.words[k].key)
			switch {
			case quoted != nil && quoted[k]:
			case says == saysOwn:
				own++
			case says > 0:
				other++
				if !seen[says] {
					seen[says] = true
					forms = append(forms, "“"+t.plain[t.words[k].start:t.words[k].end]+"” ("+i.variety.Forms[says-1].Own+")")
				}
			}
		}
	}
	if len(forms) < fewestForms || other <= own {
		return
	}
	const most = 6
	shown := strings.Join(forms[:min(len(forms), most)], ", ")
	if len(forms) > most {
		shown += " and " + strconv.Itoa(len(forms)-most) + " more"
	}
	r.find(i.rule, spots{}, "it reads like %s: %d such words, and %d of the language as it is meant: %s", i.variety.Name, other, own, shown).Severity = i.severity
}

// isAtHome tells whether a text names a place where the other standard is right.
func (i *varietyInspector) isAtHome(t *text) bool {
	for k := range t.words {
		if i.says.get(t.words[k].key) == saysHome {
			return true
		}
	}
	return false
}
