package check

import (
	"strings"
	"testing"
)

// orthographyTest is a translation, and what is to be found in it: "rule severity “the first spot”" and so on, or nothing.
type orthographyTest struct {
	name, code, target string
	want               []string
	settings           Settings
}

func (test orthographyTest) run(t *testing.T) {
	found := checkerFor(t, test.code, test.settings, orthography()...).Check(Text{Alone: true, Units: []Unit{{ID: "s1", Source: "Something happened.", Target: test.target}}})
	var got []string
	for _, f := range found {
		if len(f.Target) == 0 || f.Message == "" || f.Segment != "s1" {
			t.Errorf("a finding without its place: %+v", f)
			continue
		}
		got = append(got, f.Check+" "+string(f.Severity)+" “"+test.target[f.Target[0].Start:f.Target[0].End]+"”")
	}
	if strings.Join(got, "\n") != strings.Join(test.want, "\n") {
		t.Errorf("%q\ngot  %q\nwant %q", test.target, got, test.want)
	}
}

func TestLetters(t *testing.T) {
	for _, test := range []orthographyTest{
		{name: "Dari", code: "prs", target: "رییس\u200cجمهور گفت که قبلاً گزارش هیئت را خوانده و هٔ و ۀ را می\u200cشناسد."},
		{name: "Pashto", code: "ps", target: "ښاغلی کرزی وايي چې نړۍ ته ګوري او تاسو ته وایئ چې څه وکړئ."},
		{name: "Arabic kaf", code: "prs", target: "او در كابل است.", want: []string{"char.confusable warning “كابل”"}},
		{name: "Arabic yeh", code: "prs", target: "این تکنالوژي است.", want: []string{"char.confusable warning “تکنالوژي”"}},
		{name: "alef maksura", code: "prs", target: "حتى او رفت.", want: []string{"char.confusable warning “حتى”"}},
		{name: "Urdu heh", code: "prs", target: "آنہا رفتند.", want: []string{"char.confusable warning “آنہا”"}},
		{name: "Dari in quotes", code: "prs", target: "او گفت: «من در كابل هستم و می\u200cمانم.»", want: []string{"char.confusable warning “كابل”"}},
		{name: "one word in quotes", code: "prs", target: "مجلهٔ «كابل» نوشت.", want: []string{"char.confusable warning “كابل”"}},
		{name: "Arabic in quotes", code: "prs", target: "روزنامهٔ «الشرق الاوسط و كتائب القسام» نوشت."},
		{name: "Arabic in brackets", code: "prs", target: "او این را فتح (الفتح المبين) خواند."},
		{name: "Arabic spelling", code: "prs", target: "روزنامهٔ الجزيرة نوشت.", want: []string{"char.foreign info “الجزيرة”"}},
		{name: "ta marbuta in Dari", code: "prs", target: "او به خانة خود رفت.", want: []string{"char.foreign warning “خانة”"}},
		{name: "beside an Arabic word", code: "prs", target: "او سورة البقرة را خواند.", want: []string{"char.foreign info “سورة”"}},
		{name: "a Pashto name", code: "prs", target: "نمایندگان ولسي جرګه آمدند."},
		{name: "an address", code: "prs", target: "نشانی https://example.org/كابل است."},
		{name: "accepted", code: "prs", target: "او كيهان را خواند.", settings: Settings{Accept: []string{"كيهان"}}},
		{name: "Pashto keeps its yeh", code: "ps", target: "هغوی کوي او لري."},
		{name: "kaf in Pashto", code: "ps", target: "په كابل کې ښار دی.", want: []string{"char.confusable warning “كابل”"}},
		{name: "alef maksura in Pashto", code: "ps", target: "هغه وايى چې ښه ده.", want: []string{"char.confusable warning “وايى”"}},
		{name: "gaf", code: "ps", target: "د گوند غړی وویل چې ښه ده.", want: []string{"ps.gaf warning “گوند”"}},
		{name: "Urdu retroflex", code: "ps", target: "د ڈاکټر په وینا ښه ده.", want: []string{"char.confusable warning “ڈاکټر”"}},
		{name: "Urdu word in Dari", code: "prs", target: "او گفت نہیں.", want: []string{"char.confusable warning “نہیں”", "char.foreign warning “نہیں”"}},
		{name: "Kurdish word", code: "ps", target: "ښه دی سڵاو وایي.", want: []string{"char.foreign warning “سڵاو”"}},
		{name: "presentation forms", code: "prs", target: "ﺭییس آمد.", want: []string{"char.presentation warning “ﺭ”"}},
		{name: "signs of one character", code: "prs", target: "محمد ﷺ و ۱۰۰ ﷼"},
		{name: "tatweel", code: "prs", target: "ســلام به همه.", want: []string{"char.tatweel info “ــ”"}},
		{name: "tatweel of a year", code: "prs", target: "سال ۱۳۵۷ هـ.ش و ۱۴۰۰ هـ است."},
		{name: "tatweel for a hyphen", code: "ps", target: "د کوویډـ19 ناروغي ښه ده.", want: []string{"char.tatweel info “ـ”"}},
	} {
		t.Run(test.name, test.run)
	}
}

func TestInvisible(t *testing.T) {
	for _, test := range []orthographyTest{
		{name: "joiners that join", code: "prs", target: "می\u200cرود، کتاب\u200cها، ۲۰\u200cساله، PDF\u200cها و ه\u200d. و 👨\u200d👩\u200d👧"},
		{name: "joiners of Devanagari", code: "hi", target: "क्\u200dया उम्\u200dमीद है क्\u200cष और सम्\u200c"},
		{name: "non-joiner before a space", code: "prs", target: "می\u200c رود", want: []string{"char.zero_width warning “\u200c”"}},
		{name: "non-joiner doubled", code: "prs", target: "می\u200c\u200cرود", want: []string{"char.zero_width warning “\u200c”"}},
		{name: "joiner at the start", code: "prs", target: "\u200dدر عوض", want: []string{"char.zero_width warning “\u200d”"}},
		{name: "joiner in Hindi", code: "hi", target: "क\u200dल", want: []string{"char.zero_width warning “\u200d”"}},
		{name: "zero-width space", code: "ps", target: "ځینې \u200bخلک", want: []string{"char.zero_width warning “\u200b”"}},
		{name: "byte order mark", code: "hi", target: "\ufeffवह आया।", want: []string{"char.zero_width warning “\ufeff”"}},
		{name: "soft hyphen", code: "hi", target: "वह आ\u00adया।", want: []string{"char.zero_width warning “\u00ad”"}},
		{name: "control", code: "prs", target: "آب\x07 کم", want: []string{"char.control error “\x07”"}},
		{name: "line ends", code: "prs", target: "آب\r\nکم\tاست"},
		{name: "line separator", code: "prs", target: "آب\u2028کم", want: []string{"char.control error “\u2028”"}},
		{name: "private use", code: "prs", target: "\uf0b7 آب", want: []string{"char.control warning “\uf0b7”"}},
		{name: "NFC only if asked", code: "hi", target: "ज़रूरी"},
		{name: "NFC", code: "hi", target: "ज\u095bरूरी", settings: Settings{NFC: true}, want: []string{"char.nfc info “ज\u095bरूरी”"}},
		{name: "override", code: "prs", target: "مبلغ \u202e0521\u202c افغانی", want: []string{"bidi.override error “\u202e”"}},
		{name: "embedding", code: "prs", target: "در \u202aNATO\u202c گفت", want: []string{"bidi.override warning “\u202a”"}},
		{name: "isolates", code: "prs", target: "در \u2068NATO\u2069 گفت"},
		{name: "open isolate", code: "prs", target: "در \u2068NATO گفت", want: []string{"bidi.unbalanced warning “\u2068”"}},
		{name: "closed alone", code: "prs", target: "در NATO\u2069 گفت", want: []string{"bidi.unbalanced warning “\u2069”"}},
		{name: "stray marks", code: "ps", target: "هغه\u200e راغی.\u200e", want: []string{"bidi.stray_mark info “\u200e”"}},
		{name: "marks beside Latin and digits", code: "prs", target: "در C++\u200e گفت و \u200e5-3 و (FBI)\u200e."},
		{name: "mark in Hindi", code: "hi", target: "वह\u200f आया।", want: []string{"bidi.stray_mark info “\u200f”"}},
	} {
		t.Run(test.name, test.run)
	}
}

func TestMojibake(t *testing.T) {
	for _, test := range []orthographyTest{
		{name: "Latin words", code: "prs", target: "در «Café TÜV – É” Übung» از Vò و Måns گفت."},
		{name: "Latin words in Hindi", code: "hi", target: "“CAFÉ” और Charité में à la carte।"},
		{name: "marks after letters that lead", code: "prs", target: "آن را محفوظ… گفت و «موضوع» شد، شرط§ ۲."},
		{name: "Windows-1252", code: "prs", target: "این Ù…Ø±Ø¯Ù… است", want: []string{"char.mojibake error “Ù…Ø±Ø¯Ù…”"}},
		{name: "Latin-1", code: "ps", target: "دا Ù\u0085Ø±Ø¯ دی", want: []string{"char.mojibake error “Ù\u0085Ø±Ø¯”"}},
		{name: "Devanagari", code: "hi", target: "यह à¤•à¤² है", want: []string{"char.mojibake error “à¤•à¤²”"}},
		{name: "Windows-1256", code: "prs", target: "این ط§ط³طھ است", want: []string{"char.mojibake error “ط§ط³طھ”"}},
		{name: "an accent", code: "hi", target: "यह CharitÃ© है", want: []string{"char.mojibake error “Ã©”"}},
		{name: "an apostrophe", code: "hi", target: "यह â€™ है", want: []string{"char.mojibake error “â€™”"}},
		{name: "lost", code: "hi", target: "यह \ufffd है", want: []string{"char.mojibake error “\ufffd”"}},
		{name: "escape", code: "prs", target: `این \u06a9ار است`, want: []string{`char.mojibake error “\u06a9”`}},
		{name: "entity", code: "prs", target: "می&zwnj;رود", want: []string{"char.mojibake error “&zwnj;”"}},
		{name: "question marks for letters", code: "prs", target: "این ?????? است", want: []string{"char.mojibake error “??????”"}},
	} {
		t.Run(test.name, test.run)
	}
}

func TestMarks(t *testing.T) {
	for _, test := range []orthographyTest{
		{name: "Dari", code: "prs", target: "آمد، رفت؛ چرا؟ «بلی.» (۱٬۲۵۰ نفر) F-16, B-52; 4.5 ..."},
		{name: "Hindi", code: "hi", target: "वह आया, गया; क्यों? “हाँ।” डॉ. शर्मा बोले॥"},
		{name: "comma", code: "prs", target: "آمد, رفت", want: []string{"punct.script warning “,”"}},
		{name: "question mark", code: "ps", target: "څه وشول?", want: []string{"punct.script warning “?”"}},
		{name: "Urdu stop in Dari", code: "prs", target: "او رفت۔", want: []string{"punct.script warning “۔”"}},
		{name: "Urdu stop in Pashto", code: "ps", target: "هغه لاړ۔"},
		{name: "Arabic comma in Hindi", code: "hi", target: "वह आया، गया।", want: []string{"punct.script warning “،”"}},
		{name: "Chinese stop", code: "hi", target: "वह आया。", want: []string{"punct.script warning “。”"}},
		{name: "pipe", code: "hi", target: "वह आया |", want: []string{"punct.danda_pipe warning “|”"}},
		{name: "pipe between words", code: "hi", target: "दिल्ली|मुंबई"},
		{name: "danda in Dari", code: "prs", target: "او رفت।", want: []string{"punct.danda_pipe warning “।”"}},
		{name: "two spaces", code: "prs", target: "آب  کم است", want: []string{"punct.spacing info “  ”"}},
		{name: "space before", code: "prs", target: "آب ، نان", want: []string{"punct.spacing info “ ”"}},
		{name: "space before danda", code: "hi", target: "वह आया ।", want: []string{"punct.spacing info “ ”"}},
		{name: "no space after", code: "prs", target: "آب،نان", want: []string{"punct.spacing info “،”"}},
		{name: "edges", code: "prs", target: " آب کم است. ", want: []string{"punct.spacing info “ ”"}},
		{name: "digits of Arabic", code: "prs", target: "٤٥٦ نفر", want: []string{"number.digit_arab error “٤٥٦”"}},
		{name: "digits of Arabic in Hindi", code: "hi", target: "۱۲ लोग", want: []string{"number.digit_arab error “۱۲”"}},
		{name: "digits of the source in English", code: "en", target: "They are ۴۰۰ people.", want: []string{"number.digit_arab error “۴۰۰”"}},
		{name: "digits in an Arabic quotation", code: "prs", target: "کتاب «سورة ٣» است."},
		{name: "mixed in a number", code: "ps", target: "۱2۵ تنه", want: []string{"number.digit_mix warning “۱2۵”"}},
		{name: "either digits", code: "ps", target: "۱۲۵ تنه او 12 تنه د COVID-۱۹"},
		{name: "Devanagari digits", code: "hi", target: "१२ लोग", want: []string{"hi.digits warning “१२”"}},
		{name: "Devanagari digits wanted", code: "hi", target: "१२ लोग", settings: Settings{Digits: "native"}},
		{name: "native wanted", code: "prs", target: "12 نفر، COVID-19، F-16، https://example.org/7", settings: Settings{Digits: "native"}, want: []string{"number.digit_style warning “12”"}},
		{name: "ASCII wanted", code: "prs", target: "۱۲ نفر", settings: Settings{Digits: "ascii"}, want: []string{"number.digit_style warning “۱۲”"}},
	} {
		t.Run(test.name, test.run)
	}
}

func TestSyllables(t *testing.T) {
	for _, test := range []orthographyTest{
		{name: "Hindi", code: "hi", target: "क़रीब बीस लड़कियाँ पढ़ती हैं, अतः ॐ और ऽ, श्रीमान्\u200c, ‘ि’ की मात्रा, NGOों, समय : शृंखला।"},
		{name: "doubled", code: "hi", target: "टुुलसा", want: []string{"hi.matra warning “ु”"}},
		{name: "start of a word", code: "hi", target: "यह िक है", want: []string{"hi.matra error “ि”"}},
		{name: "after a vowel", code: "hi", target: "अापने", want: []string{"hi.matra warning “अा”"}},
		{name: "vowel in two parts", code: "hi", target: "काॅलेज", want: []string{"hi.matra warning “ाॅ”"}},
		{name: "nasal before vowel", code: "hi", target: "मंे", want: []string{"hi.matra warning “ंे”"}},
		{name: "after a virama", code: "hi", target: "क्ी", want: []string{"hi.matra error “ी”"}},
		{name: "nukta after the vowel", code: "hi", target: "जो़र", want: []string{"hi.nukta warning “ो़”"}},
		{name: "nukta after the virama, the same to Unicode", code: "hi", target: "मुफ\u094d\u093cत"},
		{name: "nukta twice", code: "hi", target: "वक़़्त", want: []string{"hi.nukta warning “़”"}},
		{name: "nukta under another letter", code: "hi", target: "म़र", want: []string{"hi.nukta warning “़”"}},
		{name: "yeh with tail inside", code: "ps", target: "نړۍوال خبرونه", want: []string{"ps.yeh_position warning “ۍ”"}},
		{name: "e at the start", code: "ps", target: "په ې میاشت کې", want: []string{"ps.yeh_position warning “ې”"}},
		{name: "a letter that is written of", code: "ps", target: "د «ې» توری"},
		{name: "non-joiners as you like", code: "prs", target: "او می\u200cرود و می رود و میرود."},
		{name: "non-joiners never", code: "prs", target: "او می\u200cرود.", settings: Settings{ZWNJ: "never"}, want: []string{"fa.zwnj warning “\u200c”"}},
		{name: "non-joiners always", code: "prs", target: "او می کند و میشود و کتاب ها را می\u200cداند.", settings: Settings{ZWNJ: "always"}, want: []string{"fa.zwnj warning “ ”"}},
	} {
		t.Run(test.name, test.run)
	}
}

func TestOrthographyOfDocuments(t *testing.T) {
	hindi := []string{"वह आया।", "वह गया।", "वह सोया।", "वह जागा।", "वह बोला."}
	tests := []struct {
		name, code string
		targets    []string
		want       string // rule, severity, segment
	}{
		{"a full stop among dandas", "hi", hindi, "punct.danda_pipe warning s5"},
		{"as many of both", "hi", append([]string{"वह हँसा.", "वह रोया."}, hindi...), "punct.danda_pipe info "},
		{"full stops", "hi", []string{"वह आया.", "वह गया.", "वह सोया."}, ""},
		{"an abbreviation", "hi", append([]string{"यह बात लि."}, hindi[:4]...), ""},
		{"two systems of digits", "ps", []string{"۱۲ تنه", "13 تنه"}, "number.digit_mix info "},
		{"digits of a name", "ps", []string{"۱۲ تنه", "د COVID-19 ناروغي", "F-16"}, ""},
		{"Urdu stops among others", "ps", []string{"هغه لاړ۔", "هغه راغی."}, "punct.script info s1"},
		{"Urdu stops", "ps", []string{"هغه لاړ۔", "هغه راغی۔"}, ""},
		{"two ways with می", "prs", []string{"او میکند و میشود و میگوید.", "او می کند و می شود و می گوید."}, "fa.halfspace_mixed info "},
		{"one way with می", "prs", []string{"او میکند و میشود و میگوید.", "او میکند و میشود و میگوید."}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var units []Unit
			for i, target := range test.targets {
				units = append(units, Unit{ID: "s" + string(rune('1'+i)), Source: "Something happened.", Target: target})
			}
			var got []string
			for _, f := range checkerFor(t, test.code, Settings{}, orthography()...).Check(Text{Units: units}) {
				got = append(got, f.Check+" "+string(f.Severity)+" "+f.Segment)
			}
			if strings.Join(got, "\n") != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// Every rule that says it is safe mends its own example of a fault.
func TestSafeRulesMend(t *testing.T) {
	faults := map[string][2]string{
		"char.confusable": {"prs", "كابل"}, "ps.gaf": {"ps", "د گوند ښه"}, "char.presentation": {"prs", "ﺭییس"}, "char.tatweel": {"prs", "سـلام"}, "char.zero_width": {"prs", "آب\u200b"},
		"char.control": {"prs", "آب\x01"}, "char.nfc": {"hi", "\u095b"}, "bidi.override": {"prs", "\u202eآب"}, "bidi.unbalanced": {"prs", "\u2068آب"}, "bidi.stray_mark": {"prs", "آب\u200f"},
		"punct.script": {"prs", "آب, نان"}, "punct.danda_pipe": {"hi", "आया |"}, "punct.spacing": {"prs", "آب  نان"}, "number.digit_arab": {"prs", "٣"}, "number.digit_style": {"prs", "۳"},
		"hi.digits": {"hi", "३"}, "hi.matra": {"hi", "टुुल"}, "hi.nukta": {"hi", "जो़र"}, "fa.zwnj": {"prs", "می کند"},
	}
	settings := Settings{Digits: "ascii", NFC: true, ZWNJ: "always"}
	for _, rule := range Rules() {
		if !rule.Safe || !Named(orthography(), rule.ID) {
			continue
		}
		fault, known := faults[rule.ID]
		if !known {
			t.Errorf("no fault for %s", rule.ID)
			continue
		}
		_, fixes := checkerFor(t, fault[0], settings, rule.ID).Fix(Unit{ID: "s1", Source: "Something.", Target: fault[1]})
		if len(fixes) != 1 || fixes[0].Check != rule.ID {
			t.Errorf("%s: %q", rule.ID, fixes)
		}
	}
}
