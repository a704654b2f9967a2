package news

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// encoded gives a text as an encoding has it, without regard to how it is read.
func encoded(t testing.TB, name, text string) string {
	t.Helper()
	for _, s := range singleBytes() {
		if s.name != name {
			continue
		}
		data, err := s.table.NewEncoder().String(text)
		if err != nil {
			t.Fatalf("%s does not hold %q: %v", name, text, err)
		}
		return data
	}
	t.Fatalf("no encoding %s", name)
	return ""
}

// isText tells whether a text is that of data: encoded again it is the same bytes, but for a byte order mark.
func isText(t testing.TB, text, data, encoding string) bool {
	if encoding == "" {
		return text == data || "\ufeff"+text == data || isUTF16(text, data)
	}
	return encoded(t, encoding, text) == data
}

// What Dari and Pashto look like where an encoding has no yeh and no letters of theirs.
var (
	asWindowsHas = strings.NewReplacer("ی", "ي", "ې", "ي", "ښ", "ش", "ځ", "ز", "ګ", "گ", "ړ", "ر", "ڼ", "ن", "ټ", "ت", "ډ", "د", "ږ", "گ", "څ", "ث")
	asISOHas     = strings.NewReplacer("ک", "ك", "گ", "ك", "پ", "ب", "چ", "ج", "ژ", "ز", "\u200c", " ", "«", "\"", "»", "\"", "٪", "%", "۲", "2", "۱", "1", "۰", "0", "۳", "3", "۴", "4", "۵", "5", "۶", "6", "۷", "7", "۸", "8", "۹", "9")
)

const (
	englishNews = "Farmers reopen the canal\n\n“Water came back,” said Zoë Müller, the warden – “and it’s cold.” The café by the lock opened, too…\n\nRepairs cost £40,000."
	plainNews   = "Farmers reopen the canal\n\nThe warden, Zoë Müller, said the café by the lock had opened, too. Repairs cost £40,000."
	frenchNews  = "Le canal est rouvert\n\nLes paysans de la vallée ont réparé le canal. L'eau coule déjà à midi, dit le maire, et l'été sera moins dur pour les bêtes."
	polishNews  = "Kanał znów otwarty\n\nRolnicy naprawili kanał, który dostarcza wodę do wsi. Źródło jest już czyste, mówią mieszkańcy, a zboże będzie można podlać jeszcze w tym tygodniu."
	russianNews = "Канал снова открыт\n\nКрестьяне починили канал, который даёт воду деревне, сказал староста. Теперь можно поливать поля, и скот не уйдёт в горы."
	greekNews   = "Το κανάλι άνοιξε ξανά\n\nΟι αγρότες επισκεύασαν το κανάλι που φέρνει νερό στο χωριό. Τώρα μπορούν να ποτίσουν τα χωράφια τους, είπε ο πρόεδρος."
	hebrewNews  = "התעלה נפתחה שוב\n\nהחקלאים תיקנו את התעלה שמביאה מים אל הכפר. עכשיו אפשר להשקות את השדות, אמר ראש המועצה, וגם העדרים יישארו בעמק."
	turkishNews = "Kanal yeniden açıldı\n\nÇiftçiler köyün suyunu taşıyan kanalı onardı. Şimdi tarlalar sulanabilir, dedi muhtar; ağaçlar da kurumayacak, hayvanlar da dağa çıkmayacak."
)

func TestEncodingsOfOneByteAreRecognized(t *testing.T) {
	dari, pashto := asWindowsHas.Replace(articleFile(t, "dari.txt")), asWindowsHas.Replace(articleFile(t, "pashto.txt"))
	dari, pashto = onlyIn(t, "windows-1256", dari), onlyIn(t, "windows-1256", pashto)
	tests := []struct{ encoding, text string }{
		{"windows-1252", englishNews},
		{"iso-8859-1", plainNews},
		{"iso-8859-15", strings.ReplaceAll(plainNews, "£", "€")},
		{"iso-8859-15", "The menu at the café\n\nHors d’œuvre, said Zoë Müller, was off; the soup was on. A cœur of lettuce is served with it all day."},
		{"iso-8859-1", frenchNews},
		{"iso-8859-2", polishNews},
		{"iso-8859-5", russianNews},
		{"iso-8859-7", greekNews},
		{"iso-8859-8", hebrewNews},
		{"iso-8859-9", turkishNews},
		{"windows-1256", dari},
		{"windows-1256", pashto},
		{"windows-1256", "آب دوباره آمد\n\nدهقانان گفتند که کانال را پاک کرده اند و آب از ديروز به زمين هاي شان رسيده است."},
		{"iso-8859-6", onlyIn(t, "iso-8859-6", asISOHas.Replace(dari))},
		{"iso-8859-6", onlyIn(t, "iso-8859-6", asISOHas.Replace(pashto))},
	}
	for _, test := range tests {
		text := strings.ReplaceAll(test.text, "’", either(test.encoding == "iso-8859-15", "'", "’"))
		data := encoded(t, test.encoding, text)
		a, err := Read(strings.NewReader(data), "a.txt", Options{})
		if err != nil {
			t.Errorf("%s %q: %v", test.encoding, text[:30], err)
			continue
		}
		if a.Encoding != test.encoding {
			t.Errorf("%q in %s is taken for %s", text[:30], test.encoding, a.Encoding)
		}
		if got := a.Rewrite(keep); got != text {
			t.Errorf("%s is written back as %q", test.encoding, got)
		}
		forced, err := Read(strings.NewReader(data), "a.txt", Options{Encoding: test.encoding})
		if err != nil || forced.Encoding != test.encoding || forced.Rewrite(keep) != text {
			t.Errorf("%s when it is named: %v", test.encoding, err)
		}
	}
}

func either(yes bool, a, b string) string {
	if yes {
		return a
	}
	return b
}

// onlyIn leaves out of a text what an encoding does not have.
func onlyIn(t testing.TB, name, text string) string {
	t.Helper()
	i := slices.IndexFunc(singleBytes(), func(s singleByte) bool { return s.name == name })
	table := singleBytes()[i].table
	return strings.Map(func(r rune) rune {
		if _, ok := table.EncodeRune(r); ok {
			return r
		}
		return -1
	}, text)
}

// A text of quotation marks is the same in all encodings of Windows, and one of an é in most of ISO's: the West's is named.
func TestSameTextIsCalledWestern(t *testing.T) {
	for text, want := range map[string]string{
		"“Water came back,” she said.": "windows-1252",
		"The café is open.":            "iso-8859-1",
	} {
		for range 20 { // the library gives equals in an order of chance
			a, err := Read(strings.NewReader(encoded(t, want, text)), "a.txt", Options{})
			if err != nil || a.Encoding != want || a.Segments[0].Text != text {
				t.Fatalf("%q: %v, %v", text, a, err)
			}
		}
	}
}

// What cannot be told is an error: any guess would put other letters in the place of what was written.
func TestEncodingsThatAreNotTold(t *testing.T) {
	tests := []struct {
		name, data string
		problem    Problem
		detail     string
	}{
		{"Macintosh", encoded(t, "macintosh", englishNews), NotTold, "byte 0xD2 at offset 26"},
		{"DOS", encoded(t, "ibm437", "Farmers reopen the canal\n\nThe café by the lock opened, too. Repairs cost £40,000, said Zoë Müller."), NotTold, "byte 0x82 at offset 33"},
		{"a byte that windows-1252 lacks", encoded(t, "windows-1252", englishNews) + "\x9d", NotTold, "byte 0x93 at offset 26"},
		{"windows-1251", encoded(t, "windows-1251", russianNews), NotTold, "byte 0xCA at offset 0"},
		{"two letters", "\xe9\xe8", NotTold, "byte 0xE9 at offset 0"},
		{"damaged UTF-8", articleFile(t, "dari.txt") + "\xd8", NotUTF8, ""},
		{"UTF-8 cut within a letter", "The café is open.\n\n“Water”\xe2\x80", NotUTF8, "byte 0xE2 at offset 31"},
		{"NULs", "caf\xe9\x00\x00\x00", Binary, "it holds NUL bytes"},
	}
	for _, test := range tests {
		_, err := Read(strings.NewReader(test.data), "a.txt", Options{})
		var fault *ReadError
		if !errors.As(err, &fault) || fault.Problem != test.problem || test.detail != "" && fault.Detail != test.detail {
			t.Errorf("%s: %v", test.name, err)
		}
	}
}

func TestEncodingsThatAreNamed(t *testing.T) {
	mac, dos := encoded(t, "macintosh", englishNews), encoded(t, "ibm850", plainNews)
	bom16 := utf16Bytes(plainNews, binary.BigEndian, true)
	tests := []struct {
		data, name string
		encoding   string // of the article
		text       string // "": an error
		message    string
	}{
		{mac, "macintosh", "macintosh", englishNews, ""},
		{dos, "IBM850", "ibm850", plainNews, ""},
		{plainNews, "utf-8", "", plainNews, ""},
		{"\ufeff" + plainNews, "UTF8", "", plainNews, ""},
		{bom16, "utf-16", "", plainNews, ""},
		{bom16, "utf-16be", "", plainNews, ""},
		{utf16Bytes(plainNews, binary.LittleEndian, false), "utf-16", "", plainNews, ""},
		{utf16Bytes("آب", binary.LittleEndian, false), "utf-16le", "", "آب", ""},
		{utf16Bytes("آب", binary.BigEndian, false), "utf_16be", "", "آب", ""},
		{encoded(t, "windows-1256", "آب آمد"), "cp1256", "windows-1256", "آب آمد", ""},

		{"caf\xe9", "utf-8", "", "", "a.txt: not UTF-8 (byte 0xE9 at offset 3)"},
		{bom16, "utf-16le", "", "", "a.txt: not in the encoding named (its byte order mark is not that of utf-16le)"},
		{bom16, "utf-8", "", "", "a.txt: not in the encoding named (its byte order mark is not that of utf-8)"},
		{"\ufeff" + plainNews, "utf-16", "", "", "a.txt: not in the encoding named (its byte order mark is not that of utf-16)"},
		{plainNews, "utf-16", "", "", "a.txt: not in the encoding named (it shows no byte order of utf-16)"},
		{"\ufeff" + plainNews, "windows-1252", "", "", "a.txt: not in the encoding named (it begins with a byte order mark of Unicode)"},
		{"a \x9d b", "windows-1252", "", "", "a.txt: not in the encoding named (byte 0x9D at offset 2 is no character of windows-1252)"},
		{"it\x92s", "iso-8859-1", "", "", "a.txt: not in the encoding named (byte 0x92 at offset 2 is no character of iso-8859-1)"},
		{"\xc7\xdd", "iso-8859-6", "", "", "a.txt: not in the encoding named (byte 0xDD at offset 1 is no character of iso-8859-6)"},
		{plainNews, "latin-nobody", "", "", "a.txt: no such encoding (latin-nobody)"},
		{"%PDF-1.7", "windows-1252", "", "", "a.txt: binary, not text (a PDF file)"},
	}
	for _, test := range tests {
		a, err := Read(strings.NewReader(test.data), "a.txt", Options{Encoding: test.name})
		switch {
		case test.text == "":
			if err == nil || err.Error() != test.message {
				t.Errorf("%q as %s: %v, want %s", test.data, test.name, err, test.message)
			}
		case err != nil:
			t.Errorf("%q as %s: %v", test.data, test.name, err)
		case a.Encoding != test.encoding || a.Rewrite(keep) != test.text:
			t.Errorf("%q as %s: %s, %q", test.data, test.name, a.Encoding, a.Rewrite(keep))
		}
	}
}

func TestFindEncoding(t *testing.T) {
	for _, name := range Encodings() {
		for _, spelt := range []string{name, strings.ToUpper(name), strings.ReplaceAll(name, "-", "_"), strings.ReplaceAll(name, "-", "")} {
			if got, ok := FindEncoding(spelt); !ok || got != name {
				t.Errorf("%s is found as %q", spelt, got)
			}
		}
	}
	for _, name := range []string{"", "latin", "windows", "cp", "iso-8859-12", "utf-32"} {
		if got, ok := FindEncoding(name); ok {
			t.Errorf("%q is found as %s", name, got)
		}
	}
}

// Whatever an encoding of one byte a character can hold is the same bytes again, and nothing comes of what it cannot.
func FuzzEncodings(f *testing.F) {
	for _, s := range []string{englishNews, plainNews, frenchNews, "it\x92s 5 \xa4", "\xe9\xe8\x9d", "\xc7\xe1\xe3\xc7\xc1 \xe6 \xcf\xd1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, data string) {
		for _, name := range append([]string{""}, Encodings()...) {
			text, found, fault := decode([]byte(data), name)
			if fault != nil {
				if text != "" || found != "" {
					t.Errorf("%q as %q: %q in %q with %v", data, name, text, found, fault)
				}
				continue
			}
			if !isText(t, text, data, found) {
				t.Errorf("%q as %q gives %q in %q", data, name, text, found)
			}
		}
	})
}

func BenchmarkDecodeLargest(b *testing.B) {
	for name, sentence := range map[string]string{"english": "\x93The caf\xe9 is open,\x94 she said.\n", "arabic": "\xc2\xc8 \xc8\xe5 \xd2\xe3\xed\xe4 \xd1\xd3\xed\xcf\xe5 \xc7\xd3\xca.\n"} {
		data := []byte(strings.Repeat(sentence, MaxBytes/len(sentence)))
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if _, found, fault := decode(data, ""); found == "" || fault != nil {
					b.Fatal(fmt.Errorf("%q, %v", found, fault))
				}
			}
		})
	}
}
