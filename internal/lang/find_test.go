package lang_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/unicode/norm"

	"tarjuma/internal/lang"
)

func TestFind(t *testing.T) {
	tests := map[string]string{
		"prs": "prs", "fa-AF": "prs", "fa-af": "prs", "FA_AF": "prs", "prs-AF": "prs", "prs_AF": "prs", "dari": "prs", "Dari": "prs", " دری ": "prs",
		"ps": "ps", "ps-AF": "ps", "pus": "ps", "pbt": "ps", "pashto": "ps", "PASHTO": "ps", "پښتو": "ps",
		"hi": "hi", "hi-IN": "hi", "hi_IN": "hi", "hin": "hi", "hindi": "hi", "हिन्दी": "hi", "हिंदी": "hi",
		"en": "en", "en-US": "en", "en-GB": "en", "eng": "en", "english": "en",
	}
	languages := builtin(t)
	for name, code := range tests {
		l, err := languages.Find(name)
		if err != nil || l.Code != code {
			t.Errorf("%q: got %v, %v; want %s", name, l, err, code)
		}
	}
}

func TestFindKnowsEveryName(t *testing.T) {
	languages := builtin(t)
	for _, l := range languages.All() {
		names := append([]string{l.Code, l.Tag, l.Name, l.OwnName}, l.Aliases...)
		for _, name := range names {
			for _, form := range []string{name, strings.ToUpper(name), strings.ToLower(name), strings.ReplaceAll(name, "-", "_"), norm.NFD.String(name)} {
				if found, err := languages.Find(form); err != nil || found != l {
					t.Errorf("%q of %s: got %v, %v", form, l.Code, found, err)
				}
			}
		}
	}
}

func TestFindRefuses(t *testing.T) {
	languages := builtin(t)
	for _, name := range []string{"fa", "FA", "fas", "per", "pes", "fa-IR", "fa_ir", "Persian", "farsi", "فارسی", "hi-Latn", "ps-PK"} {
		_, err := languages.Find(name)
		var refused *lang.RefusedError
		if !errors.As(err, &refused) || refused.Name != name || refused.Reason == "" {
			t.Errorf("%q: got %v", name, err)
		}
	}
	_, err := languages.Find("fa")
	if want := `language "fa": this may mean the Persian of Iran, and Iranian Persian is not Dari; Dari is prs`; err.Error() != want {
		t.Errorf("got %q", err)
	}
}

func TestFindUnknown(t *testing.T) {
	languages := builtin(t)
	for _, name := range []string{"", " ", "ur", "klingon", "prs ps", "pr", "fa-AFG", "en-"} {
		_, err := languages.Find(name)
		var unknown *lang.UnknownError
		if !errors.As(err, &unknown) || unknown.Name != name || !slices.Equal(unknown.Known, []string{"en", "hi", "prs", "ps"}) {
			t.Errorf("%q: got %v", name, err)
		}
	}
}

func TestLoadRefusesANameOfTwo(t *testing.T) {
	for _, name := range []string{"dari", "FA-af", "پښتو", "HIN", "en"} {
		files := dataFiles(t)
		files["xx.yaml"] = renamed(files["en.yaml"], "xx", name)
		_, err := lang.Load(files)
		if err == nil || !strings.Contains(err.Error(), ".yaml and xx.yaml both claim the name ") {
			t.Errorf("%q: got %v", name, err)
		}
	}
}

// A file for Iranian Persian may be added to a set whose Dari refuses its names.
func TestARefusedNameGivesWayToItsLanguage(t *testing.T) {
	files := dataFiles(t)
	files["fa.yaml"] = renamed(files["en.yaml"], "fa", "farsi")
	languages, err := lang.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	for name, code := range map[string]string{"fa": "fa", "farsi": "fa", "fa-AF": "prs"} {
		if l, err := languages.Find(name); err != nil || l.Code != code {
			t.Errorf("%q: got %v, %v", name, l, err)
		}
	}
	if _, err := languages.Find("pes"); err == nil {
		t.Error(`"pes" is no longer refused`)
	}
}

// renamed makes another language of the English file, with one alias.
func renamed(english *fstest.MapFile, code, alias string) *fstest.MapFile {
	text := string(english.Data)
	head := "code: " + code + "\ntag: " + code + "\nname: Name-" + code + "\nown_name: Own-" + code + "\ndescription: d\naliases: " + alias + "\n"
	return &fstest.MapFile{Data: []byte(head + text[strings.Index(text, "script:"):])}
}
