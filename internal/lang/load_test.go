package lang_test

import (
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"tarjuma/internal/lang"
)

// dataFiles gives the built-in data files, to be changed by a test, as they lie in this folder.
func dataFiles(t testing.TB) fstest.MapFS {
	t.Helper()
	paths, err := fs.Glob(os.DirFS("."), "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files[path] = &fstest.MapFile{Data: text}
	}
	return files
}

func TestBuiltinLanguages(t *testing.T) {
	var got []string
	for _, l := range builtin(t).All() {
		got = append(got, strings.Join([]string{l.Code, l.Tag, l.Name, l.OwnName, l.Script, l.Direction}, " "))
	}
	want := "en en English English Latn ltr\nhi hi Hindi हिन्दी Deva ltr\nprs fa-AF Dari دری Arab rtl\nps ps Pashto پښتو Arab rtl"
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}

func TestAllGivesACopy(t *testing.T) {
	languages := builtin(t)
	languages.All()[0] = nil
	if languages.All()[0] == nil {
		t.Error("a change of what All gave changed the set")
	}
}

// Each case changes one thing in a good file; the error must name file, line and fault.
func TestLoadIsStrict(t *testing.T) {
	tests := []struct {
		name, file, old, new string
		want                 string // after "loading languages: "
	}{
		{"unknown key", "en.yaml", "direction: ltr", "direction: ltr\ncolour: red", `en.yaml:10: unknown key "colour"`},
		{"unknown key inside", "en.yaml", "  connectors: and", "  conectors: and", `unknown key "conectors"`},
		{"missing key", "en.yaml", "direction: ltr\n", "", `en.yaml:2: no key "direction"`},
		{"missing key inside", "prs.yaml", "  question: ؟\n", "", `no key "question"`},
		{"key twice", "en.yaml", "tag: en", "tag: en\ntag: en", `en.yaml:4: key "tag" stands twice`},
		{"empty", "en.yaml", "own_name: English", "own_name: ''", "en.yaml:5: own_name: empty"},
		{"number for text", "en.yaml", `digits: "0123456789"`, "digits: 0123456789", "digits: not a text (a number stands in quotes)"},
		{"list for text", "en.yaml", "name: English", "name: [English]", "en.yaml:4: name: not a text"},
		{"text for table", "en.yaml", "punctuation:\n", "punctuation: none\nrest:\n", "not a list of keys and values"},
		{"wrong code", "en.yaml", "code: en", "code: eng", `en.yaml:2: code: "eng" is not the name of the file`},
		{"direction", "en.yaml", "direction: ltr", "direction: left", `en.yaml:9: direction: "left" is neither ltr nor rtl`},
		{"script", "en.yaml", "script: Latn", "script: Latin", `en.yaml:8: script: "Latin" is not a code of ISO 15924`},
		{"nine digits", "hi.yaml", "०१२३४५६७८९", "०१२३४५६७८", "digits: not the ten digits of one system in order"},
		{"digits of two systems", "prs.yaml", "۰۱۲۳۴۵۶۷۸۹", "۰۱۲۳٤۵۶۷۸۹", "digits: not the ten digits of one system in order"},
		{"digits out of order", "prs.yaml", "۰۱۲", "۰۲۱", "digits: not the ten digits of one system in order"},
		{"two marks", "ps.yaml", "comma: ،", "comma: ،،", `comma: "،،" is not one character`},
		{"growth", "ps.yaml", "growth: 2.7", "growth: much", "growth: not a number above zero"},
		{"growth below zero", "ps.yaml", "growth: 2.7", "growth: -1", "growth: not a number above zero"},
		{"eleven months", "hi.yaml", "    जून\n", "", "gregorian: 11 lines instead of 12"},
		{"thirteen months", "prs.yaml", "    حمل\n", "    حمل\n    حمل\n", "solar: 13 lines instead of 12"},
		{"word twice", "en.yaml", "that which with", "that that with", `en.yaml:17: function_words: "that" stands twice`},
		{"word not of the language", "en.yaml", "that which with", "that été with", `function_words: "été" is not written with the small letters`},
		{"capital", "en.yaml", "that which with", "that Which with", `function_words: "Which" is not written with the small letters`},
		{"word in both lists", "prs.yaml", "shared_words: و", "shared_words: در و", `shared_words: "در" stands among the function words too`},
		{"proving letter", "ps.yaml", "proving: ټ", "proving: ٹ", "letters: 'ٹ' proves the language and is not among its letters"},
		{"foreign letter", "ps.yaml", "    ٹ ڈ", "    ښ ڈ", "letters: 'ښ' is foreign and yet among its letters"},
		{"letter mistyped for itself", "ps.yaml", "    ی ى\n", "    ی ى ی\n", "letters: 'ی' is mistyped for 'ی'"},
		{"letter mistyped twice", "ps.yaml", "    ک ك ڪ\n", "    ک ك ڪ ى\n", "mistyped: 'ى' stands twice"},
		{"abbreviation", "en.yaml", "  Mr. Mrs.", "  Mr Mrs.", `abbreviations: "Mr" does not end in a full stop`},
		{"number word without value", "en.yaml", "    0 zero nought", "    zero nought", `cardinals: "zero" has no value before it`},
		{"broken value", "en.yaml", "    2 two", "    2.5 two", "cardinals: no word can be worth 2.5 here"},
		{"number word twice", "en.yaml", "    3 three", "    3 three two", `cardinals: "two" stands twice`},
		{"unit without words", "en.yaml", "  yen yen\n", "  yen\n", `units: "yen" is not a new unit and words for it`},
		{"unit twice", "en.yaml", "  yen yen\n", "  yuan yen\n", `units: "yuan yen" is not a new unit and words for it`},
		{"word for two units", "en.yaml", "  yen yen\n", "  yen yen yuan\n", `units: "yuan" stands twice`},
		{"style line", "en.yaml", "\n  Headlines:", "\n\n  Headlines:", "style: empty line"},
		{"refused without reason", "hi.yaml", "    reason: this is Hindi", "    because: this is Hindi", `no key "reason"`},
		{"refused is no list", "ps.yaml", "refused:\n  - names: ps-PK\n    reason:", "refused:\n    reason:", "refused: not a list"},
		{"invisible sign", "ps.yaml", "own_name: پښتو", "own_name: پښتو\u200e", "ps.yaml:6: invisible sign U+200E"},
		{"not NFC", "hi.yaml", "फ़रवरी", "\u095eरवरी", "not in NFC"},
		{"not UTF-8", "en.yaml", "own_name: English", "own_name: \xff", "en.yaml: not UTF-8"},
		{"no YAML", "en.yaml", "tag: en", "tag: en: en", "en.yaml: "},
		{"form without its own word", "prs.yaml", "    دبیرستان = لیسه", "    دبیرستان", "forms: \"دبیرستان\" is not words, an equals sign and a word"},
		{"form twice", "prs.yaml", "    دبیرستان = لیسه", "    پلیس = لیسه", `forms: "پلیس" stands twice`},
		{"letter of a neighbour", "hi.yaml", "    letters: ळ", "    letters: क", "neighbours: 'क' shows Marathi and is yet among the letters"},
		{"neighbours are no list", "prs.yaml", "neighbours:\n  - name: Urdu", "neighbours:\n    name: Urdu", "prs.yaml:"},
		{"two documents", "en.yaml", "code: en", "code: en\n---\ncode: en", "en.yaml: more than one YAML document"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			files := dataFiles(t)
			text := string(files[test.file].Data)
			if !strings.Contains(text, test.old) {
				t.Fatalf("%s has no %q to change", test.file, test.old)
			}
			files[test.file] = &fstest.MapFile{Data: []byte(strings.Replace(text, test.old, test.new, 1))}
			_, err := lang.Load(files)
			if err == nil {
				t.Fatal("no error")
			}
			if got := err.Error(); !strings.HasPrefix(got, "loading languages: "+test.file+":") || !strings.Contains(got, test.want) {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

func TestLoadSaysAllFaultsAtOnce(t *testing.T) {
	files := dataFiles(t)
	change := func(path, old, new string) {
		files[path] = &fstest.MapFile{Data: []byte(strings.Replace(string(files[path].Data), old, new, 1))}
	}
	change("en.yaml", "tag: en", "tags: en")
	change("hi.yaml", "tag: hi", "tags: hi")
	_, err := lang.Load(files)
	want := `loading languages: en.yaml:3: unknown key "tags"
en.yaml:2: no key "tag"
hi.yaml:4: unknown key "tags"
hi.yaml:3: no key "tag"`
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func TestLoadWithoutFiles(t *testing.T) {
	for name, files := range map[string]fs.FS{
		"none":         fstest.MapFS{},
		"in a folder":  fstest.MapFS{"more/en.yaml": dataFiles(t)["en.yaml"]},
		"another name": fstest.MapFS{"en.yml": dataFiles(t)["en.yaml"]},
	} {
		if _, err := lang.Load(files); err == nil || err.Error() != "loading languages: no language file (*.yaml)" {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, text := range map[string]string{"nothing": "", "a comment": "# nothing\n", "a word": "en\n", "a list": "- en\n"} {
		_, err := lang.Load(fstest.MapFS{"en.yaml": &fstest.MapFile{Data: []byte(text)}})
		if err == nil || !strings.HasPrefix(err.Error(), "loading languages: en.yaml") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestLoadPassesOnReadErrors(t *testing.T) {
	if _, err := lang.Load(brokenFS{dataFiles(t)}); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("got %v", err)
	}
}

// brokenFS lists its files and does not open them.
type brokenFS struct{ fstest.MapFS }

func (brokenFS) ReadFile(string) ([]byte, error) { return nil, fs.ErrPermission }

// No file, however broken, may do more than give an error.
func FuzzLoad(f *testing.F) {
	for _, file := range dataFiles(f) {
		f.Add(string(file.Data))
	}
	f.Add("code: &a en\ntag: *a\nletters: {all: [a]}\nrefused: [1, {names: }]")
	f.Fuzz(func(t *testing.T, text string) {
		languages, err := lang.Load(fstest.MapFS{"en.yaml": &fstest.MapFile{Data: []byte(text)}})
		if err != nil {
			return
		}
		for _, l := range languages.All() {
			if found, err := languages.Find(l.Code); err != nil || found != l {
				t.Errorf("loaded and does not find %q: %v", l.Code, err)
			}
		}
	})
}

func BenchmarkBuiltin(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := lang.Builtin(); err != nil {
			b.Fatal(err)
		}
	}
}
