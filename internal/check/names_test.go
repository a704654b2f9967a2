package check

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// nameFindings gives the findings of names in a text that was translated from English.
func nameFindings(t *testing.T, to string, text Text) []string {
	t.Helper()
	languages, err := lang.Builtin()
	if err != nil {
		t.Fatal(err)
	}
	english, err := languages.Find("en")
	if err != nil {
		t.Fatal(err)
	}
	target, err := languages.Find(to)
	if err != nil {
		t.Fatal(err)
	}
	for i := range text.Units {
		text.Units[i].ID = fmt.Sprintf("s%d", i+1)
	}
	found := []string{}
	for _, f := range New(languages, Options{Only: []string{"name", "segment.shifted"}}).For(english, target).Check(text) {
		where := ""
		for _, s := range f.Source {
			for _, u := range text.Units {
				if u.ID == f.Segment {
					where += " " + u.Source[s.Start:s.End]
				}
			}
		}
		found = append(found, fmt.Sprintf("%s %s %s%s", f.Segment, f.Severity, f.Check, where))
	}
	return found
}

func TestNamesOfOnePair(t *testing.T) {
	tests := []struct{ name, to, source, target, want string }{
		{"kept", "prs", "The governor, Karim Sabori, met Angela Merkel in Kunduz.", "کریم صبوری، والی، با انگلا مرکل در کندز دیدار کرد.", ""},
		{"replaced", "prs", "The governor, Karim Sabori, met Angela Merkel in Kunduz.", "کریم صبوری، والی، با انگلا مرکل در پکتیا دیدار کرد.", "warning name.missing Kunduz"},
		{"surname replaced", "ps", "The governor, Karim Sabori, went to Kunduz.", "والي کریم نوري کندز ته ولاړ.", "warning name.missing Sabori"},
		{"whole name replaced", "hi", "The governor, Karim Sabori, went to Kunduz.", "गवर्नर अहमद नूरी कुंदुज़ गए।", "warning name.missing Karim Sabori"},
		{"possessive", "hi", "They met in Sabori's office.", "वे नूरी के दफ़्तर में मिले।", "warning name.missing Sabori"},
		{"begins the sentence, alone", "prs", "Furthermore it rained. Sabori was away.", "همچنان باران بارید. نوری غایب بود.", ""},
		{"begins the sentence, with a surname", "prs", "Karim Sabori was away.", "احمد نوری غایب بود.", "warning name.missing Karim Sabori"},
		{"ordinary words", "prs", "The Ministry of Public Health and the Supreme Court spoke on Tuesday in March.", "وزارت صحت عامه و ستره محکمه روز سه\u200cشنبه در ماه مارچ صحبت کردند.", ""},
		{"a country called otherwise", "prs", "She flew from Germany to Egypt and Greece.", "او از آلمان به مصر و یونان پرواز کرد.", ""},
		{"a country called otherwise, Hindi", "hi", "She flew from India to Egypt and Greece.", "वह भारत से मिस्र और यूनान गईं।", ""},
		{"a country replaced", "prs", "She flew from Germany to Egypt.", "او از آلمان به هند پرواز کرد.", "warning name.missing Egypt"},
		{"people put otherwise", "prs", "He praised the British farmers there.", "او از دهقانان آنجا ستایش کرد.", "info name.missing British"},
		{"a given name left out", "prs", "The farmers met Karim Sabori.", "دهقانان با صبوری دیدار کردند.", "info name.missing Karim"},
		{"a given name replaced", "prs", "The farmers met Karim Sabori.", "دهقانان با احمد صبوری دیدار کردند.", "warning name.missing Karim"},
		{"acronyms", "prs", "The FBI and NATO spoke to Sabori.", "ادارهٔ تحقیقات فدرال و پیمان اتلانتیک شمالی با صبوری صحبت کردند.", ""},
		{"Latin letters stay", "hi", "The firm sued Volkswagen.", "कंपनी ने Volkswagen पर मुकदमा किया।", ""},
		{"one word for two", "ps", "He lives in New York with Abdul Karim.", "هغه په نیویارک کې له عبدالکریم سره اوسي.", ""},
		{"two words for one", "prs", "The coach praised McAllister.", "مربی از مک الستر ستایش کرد.", ""},
		{"a preposition tied to it", "prs", "They were seen in Kandahar.", "آنان درکندهار دیده شدند.", ""},
		{"consonants in another order", "ps", "They waited for Mayorga there.", "هلته مایوګرا ته منتظر وو.", "info name.missing Mayorga"},
		{"two consonants", "prs", "The coach praised Gary.", "مربی از کور ستایش کرد.", "warning name.missing Gary"},
		{"a capital for a government", "prs", "It was what Washington wanted.", "این همان چیزی بود که امریکا می\u200cخواست.", ""},
		{"codes", "prs", "The RdRp gene of Covid-19 was read.", "جین آن ویروس خوانده شد.", ""},
		{"a title-like headline", "prs", "Canal Opens After Rain Near Kunduz", "کانال پس از باران باز شد", ""},
		{"few words", "prs", "The governor, Karim Sabori, who had been in office for three years by then, went to Kunduz.", "والی به کندز رفت.", "info name.missing Karim Sabori"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := nameFindings(t, test.to, Text{Alone: true, Units: []Unit{{Source: test.source, Target: test.target}}})
			want := []string{}
			if test.want != "" {
				want = append(want, "s1 "+test.want)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// units makes units of lines, a source and its target in turn.
func units(lines ...string) []Unit {
	var units []Unit
	for i := 0; i+1 < len(lines); i += 2 {
		units = append(units, Unit{Source: lines[i], Target: lines[i+1]})
	}
	return units
}

func TestNamesOfADocument(t *testing.T) {
	t.Run("a name that begins a sentence is known from another", func(t *testing.T) {
		got := nameFindings(t, "prs", Text{Units: units("The farmers met Sabori.", "دهقانان با صبوری دیدار کردند.", "Sabori was away.", "نوری غایب بود.")})
		if diff := cmp.Diff([]string{"s2 warning name.missing Sabori"}, got); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("a name that begins a sentence and comes but once", func(t *testing.T) {
		got := nameFindings(t, "prs", Text{Units: units("Lindqvist was away.", "نوری غایب بود.", "Gravediggers were away.", "گورکن\u200cها غایب بودند.")})
		if diff := cmp.Diff([]string{"s1 warning name.missing Lindqvist"}, got); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("a name that is written otherwise everywhere is told once", func(t *testing.T) {
		got := nameFindings(t, "prs", Text{Units: units("They met in Stonegate.", "آنان در دروازهٔ سنگی دیدار کردند.", "He left Stonegate.", "او دروازهٔ سنگی را ترک کرد.")})
		if diff := cmp.Diff([]string{"s1 warning name.missing Stonegate", "s2 info name.missing Stonegate"}, got); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("spelt in two ways", func(t *testing.T) {
		lines := []string{}
		for range 4 {
			lines = append(lines, "The farmers met Sabori.", "دهقانان با صبوری دیدار کردند.")
		}
		lines = append(lines, "The teachers met Sabori.", "معلمان با سبوری دیدار کردند.")
		if diff := cmp.Diff([]string{"s5 warning name.inconsistent Sabori"}, nameFindings(t, "prs", Text{Units: units(lines...)})); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("not as it was settled", func(t *testing.T) {
		text := Text{Units: units("The farmers met Karim Sabori.", "دهقانان با کریم سبوری دیدار کردند."), Names: []news.Name{{Source: "Karim Sabori", Target: "کریم صبوری"}}}
		if diff := cmp.Diff([]string{"s1 warning name.inconsistent Sabori"}, nameFindings(t, "prs", text)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("settled as something else", func(t *testing.T) {
		text := Text{Units: units("The farmers met in Stonegate.", "دهقانان در دروازهٔ سنگی دیدار کردند."), Names: []news.Name{{Source: "Stonegate", Target: "دروازهٔ سنگی"}}}
		if diff := cmp.Diff([]string{}, nameFindings(t, "prs", text)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("what sounds a little like a name that is written otherwise", func(t *testing.T) {
		text := Text{Units: units("The farmers met Boris.", "دهقانان با بوریس دیدار کردند.", "In 2014 the teachers met Boris.", "در ۲۰۱۴ معلمان بر نوری سلام کردند.")}
		if diff := cmp.Diff([]string{"s2 warning name.missing Boris"}, nameFindings(t, "prs", text)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("a slip of the pen", func(t *testing.T) {
		text := Text{Units: units("They flew to Palu.", "آنان به پالو پرواز کردند.", "Rain fell in Palu.", "باران در پابو بارید.")}
		if diff := cmp.Diff([]string{"s2 info name.missing Palu"}, nameFindings(t, "prs", text)); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("another name of the text in a short translation", func(t *testing.T) {
		source := "Late in the evening the farmers came together in the old hall and met Sabori there for the first time in many months."
		lines := []string{"The farmers met Karimi.", "دهقانان با کریمی دیدار کردند.", source, "شام دهقانان در تالار با کریمی پس از ماه\u200cها دیدار کردند."}
		if diff := cmp.Diff([]string{"s2 warning name.missing Sabori"}, nameFindings(t, "prs", Text{Units: units(lines...)})); diff != "" {
			t.Error(diff)
		}
		lines[3] = "شام دهقانان در تالار با او پس از ماه\u200cها دیدار کردند."
		if diff := cmp.Diff([]string{"s2 info name.missing Sabori"}, nameFindings(t, "prs", Text{Units: units(lines...)})); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("an ordinary word that is a name here", func(t *testing.T) {
		lines := []string{}
		for _, year := range []string{"2011", "2012", "2013", "2014"} {
			lines = append(lines, "In "+year+" the Rangers won.", "در "+year+" رینجرز بردند.")
		}
		lines = append(lines, "In 2015 the Rangers lost.", "در 2015 گرگ\u200cها باختند.", "In 2016 the United Nations wrote to them.", "در 2016 ملل متحد به آنان نوشت.")
		if diff := cmp.Diff([]string{"s5 warning name.missing Rangers"}, nameFindings(t, "prs", Text{Units: units(lines...)})); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("endings are no other spelling", func(t *testing.T) {
		text := Text{Units: units("The farmers met Sabori.", "بزګرو له صبوری سره ولیدل.", "It was for Sabori.", "د صبوریانو لپاره و.")}
		if diff := cmp.Diff([]string{}, nameFindings(t, "ps", text)); diff != "" {
			t.Error(diff)
		}
	})
}

// shiftable is a text whose paragraphs are told apart by names, numbers, lengths and marks.
func shiftable() []Unit {
	return units(
		"The canal near Kunduz was closed on Monday.", "کانال نزدیک کندز روز دوشنبه بسته شد.",
		"Karim Sabori, the governor, said that 1,250 families had been moved from the banks of the river after three days of rain.", "کریم صبوری، والی، گفت که پس از سه روز باران ۱۲۵۰ خانواده از کناره\u200cهای دریا منتقل شده\u200cاند.",
		"Will the water come back?", "آیا آب باز خواهد گشت؟",
		"Engineers from Jalalabad want 14 pumps, which a firm called Lindqvist is to bring by April.", "انجنیران جلال\u200cآباد ۱۴ پمپ می\u200cخواهند که شرکتی به نام لیندکویست باید تا اپریل بیاورد.",
		"Farmers in Baghlan are waiting for seed.", "دهقانان بغلان منتظر تخم استند.",
	)
}

func TestShifted(t *testing.T) {
	moved := func(order ...int) []Unit {
		u, from := shiftable(), shiftable()
		for i, k := range order {
			u[i].Target = from[k].Target
		}
		return u
	}
	tests := []struct {
		name  string
		units []Unit
		want  string // the segments that are told to be shifted
	}{
		{"in order", shiftable(), ""},
		{"neighbours swapped", moved(0, 2, 1, 3, 4), "s2 s3"},
		{"at the end", moved(0, 1, 2, 4, 3), "s4 s5"},
		{"swapped over one", moved(0, 3, 2, 1, 4), "s2 s4"},
		{"three in a ring", moved(0, 2, 3, 1, 4), "s2 s3 s4"},
		{"and the other way", moved(2, 0, 1, 3, 4), "s1 s2 s3"},
		{"shifted by one", moved(0, 1, 1, 2, 3), "s3 s4 s5"},
		{"one is another's", moved(0, 1, 3, 3, 4), "s3"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, f := range nameFindings(t, "prs", Text{Units: test.units}) {
				if segment, rest, _ := strings.Cut(f, " "); strings.Contains(rest, "error segment.shifted") {
					got = append(got, segment)
				}
			}
			if strings.Join(got, " ") != test.want {
				t.Errorf("got %q, want %q", strings.Join(got, " "), test.want)
			}
		})
	}
	t.Run("units that stand alone", func(t *testing.T) {
		for _, f := range nameFindings(t, "prs", Text{Alone: true, Units: moved(0, 2, 1, 3, 4)}) {
			if strings.Contains(f, "segment.shifted") {
				t.Error(f)
			}
		}
	})
	t.Run("cut short is not shifted", func(t *testing.T) {
		u := shiftable()
		u[1].Target = "کریم صبوری، والی، گفت که"
		for _, f := range nameFindings(t, "prs", Text{Units: u}) {
			if strings.Contains(f, "segment.shifted") {
				t.Error(f)
			}
		}
	})
}
