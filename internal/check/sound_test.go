package check

import (
	"strings"
	"testing"

	"tarjuma/internal/lang"
)

// heardAs tells whether a word in another script is taken for a name.
func heardAs(t *testing.T, name, word string) bool {
	t.Helper()
	var target text
	target.read(word, &lang.Language{})
	l := &listener{}
	l.listen(&target, newTable[bool]())
	phones := latinSounds(nil, strings.ToLower(name))
	return l.hears(phones, limitOf(phones))
}

func TestNamesThatSoundAlike(t *testing.T) {
	for name, words := range map[string]string{
		// Dari, Pashto, Hindi
		"Karimi":      "کریمی كريمي करीमी",
		"Sabori":      "صبوری صبوري साबोरी",
		"Kunduz":      "کندز کندوز कुंदुज़",
		"Kandahar":    "قندهار کندهار कंधार",
		"Washington":  "واشنگتن واشینګټن वॉशिंगटन",
		"Chicago":     "شیکاگو شیکاګو शिकागो",
		"Schmidt":     "اشمیت شمېټ श्मिट",
		"Knight":      "نایت نایټ नाइट",
		"Philip":      "فیلیپ فیلېپ फिलिप",
		"Khost":       "خوست खोस्त",
		"Jalalabad":   "جلال\u200cآباد जलालाबाद",
		"Thomas":      "توماس ټامس थॉमस",
		"George":      "جورج جارج जॉर्ज",
		"Jorge":       "خورخه",
		"Xavier":      "خاویر زیویر",
		"Max":         "ماکس مکس मैक्स",
		"Hughes":      "هیوز ह्यूज",
		"Zhang":       "ژانگ جانګ झांग",
		"Wilhelm":     "ویلهلم विल्हेम",
		"Queensland":  "کوینزلند क्वींसलैंड",
		"Leclerc":     "لوکلر लेक्लर",
		"Baggot":      "باگوت बैगट",
		"Hammel":      "همیل हम्मेल",
		"McAllister":  "مک\u200cالستر मैकएलिस्टर",
		"Müller":      "مولر म्यूलर",
		"Łukaszewicz": "لوکاشویچ लुकाशेविच",
		"Łódź":        "لودز",
		"O'Brien":     "اوبراین ओब्रायन",
		"Afghanistan": "افغانستان अफ़ग़ानिस्तान",
		"Vladivostok": "ولادیوستوک व्लादिवोस्तोक",
		"Accra":       "اکرا अक्रा",
		"Gianluca":    "جانلوکا",
		"Christopher": "کریستوفر क्रिस्टोफर",
		"Michelle":    "میشل मिशेल",
		"Ghani":       "غنی ग़नी",
		"Dhaka":       "داکه ढाका",
		"Rhodes":      "رودز रोड्स",
		"Tchaikovsky": "چایکوفسکی",
		"Czajkowski":  "چایکوفسکی",
		"Hertz":       "هرتز हर्ट्ज़",
		"Lamb":        "لم लैम",
		"Mazar":       "مزار मज़ार",
		"Bush":        "بوش बुश",
		"Volkswagen":  "Volkswagen",
	} {
		for word := range strings.FieldsSeq(words) {
			if !heardAs(t, name, word) {
				t.Errorf("%s is not heard in %s", name, word)
			}
		}
	}
	for name, words := range map[string]string{"Jalalabad": "شهر جلال اباد است", "McAllister": "آقای مک الستر گفت", "Bin-Salman": "بن سلمان"} {
		if !heardAs(t, name, words) {
			t.Errorf("%s is not heard in %s", name, words)
		}
	}
}

func TestNamesThatDoNotSoundAlike(t *testing.T) {
	for name, words := range map[string]string{
		"Karimi":     "احمدی رحیمی नूरी शर्मा",
		"Sabori":     "نوری कुमार",
		"Fitzgerald": "کریمی ترمپ ولسمشر वाशिंगटन",
		"Tanaka":     "مرکل پوتین मोदी",
		"Merkel":     "ماکرون ټرمپ मैक्रों",
		"Kunduz":     "هرات کابل بغلان हेरात",
		"Herat":      "کندز فراه काबुल",
		"Chicago":    "بوستون لندن दिल्ली",
		"Beijing":    "توکیو مسکو टोक्यो",
	} {
		for word := range strings.FieldsSeq(words) {
			if heardAs(t, name, word) {
				t.Errorf("%s is heard in %s", name, word)
			}
		}
	}
}

func TestNothingSoundsLikeNothing(t *testing.T) {
	for _, word := range []string{"", "—", "۱۲۳", "да"} {
		var target text
		target.read(word, &lang.Language{})
		l := &listener{}
		l.listen(&target, newTable[bool]())
		if l.hears(latinSounds(nil, "karimi"), 100) {
			t.Errorf("%q is taken for a name", word)
		}
	}
}
