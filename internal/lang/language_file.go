package lang

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// readLanguage makes a language of a data file; path is its name in errors.
func readLanguage(path string, text []byte) (*Language, error) {
	file := &source{path: path}
	root := file.root(text)
	if root == nil {
		return nil, errors.Join(file.faults...)
	}
	t := file.table(root, "code", "tag", "name", "own_name", "description", "aliases", "refused?", "script", "direction",
		"letters", "function_words", "shared_words?", "neighbours?", "variety?", "digits", "punctuation", "abbreviations",
		"growth", "length", "tokens", "numbers", "months", "weekdays?", "units?", "leaks?", "claims?", "names?", "style")
	l := &Language{
		Code:          t.text("code"),
		Tag:           t.text("tag"),
		Name:          t.text("name"),
		OwnName:       t.text("own_name"),
		Description:   t.text("description"),
		Aliases:       t.words("aliases"),
		Refused:       readRefused(t),
		Script:        t.text("script"),
		Direction:     t.text("direction"),
		Letters:       readLetters(t.sub("letters", "all", "proving?", "foreign?", "mistyped?")),
		FunctionWords: t.words("function_words"),
		sharedWords:   t.words("shared_words"),
		Neighbours:    readNeighbours(t),
		Variety:       readVariety(t),
		Digits:        t.text("digits"),
		Punctuation:   readPunctuation(t),
		Abbreviations: t.words("abbreviations"),
		Growth:        t.number("growth"),
		Length:        t.number("length"),
		Tokens:        t.number("tokens"),
		Numbers:       readNumbers(t),
		Months:        readMonths(t.sub("months", "gregorian", "solar?", "ambiguous?", "before?")),
		Weekdays:      t.rows("weekdays", 7),
		Units:         readUnits(t),
		Leaks:         readLeaks(t.sub("leaks", "preamble?", "refusal?", "persona?", "note?", "echo?", "translation?", "unless?", "unless_persona?", "unless_note?")),
		Names:         readNames(t),
		Claims:        readClaims(t.sub("claims", "hedges?", "attributions?", "absolutes?")),
		Style:         t.lines("style"),
	}
	if len(file.faults) == 0 {
		t.verify(l)
	}
	return l, errors.Join(file.faults...)
}

// readRefused reads a list of names that are refused for one reason each.
func readRefused(t table) map[string]string {
	list := t.values["refused"]
	if list == nil {
		return nil
	}
	if list.Kind != yaml.SequenceNode {
		t.file.fault(list.Line, "refused: not a list")
		return nil
	}
	refused := map[string]string{}
	for _, node := range list.Content {
		entry := t.file.table(node, "names", "reason")
		for _, name := range entry.words("names") {
			refused[name] = entry.text("reason")
		}
	}
	return refused
}

func readLetters(t table) Letters {
	set := func(key string) string { return strings.Join(t.words(key), "") }
	return Letters{All: set("all"), Proving: set("proving"), Foreign: set("foreign"), Mistyped: readMistyped(t)}
}

// readMistyped reads lines of letters: one of the language, and those that are typed for it.
func readMistyped(t table) map[rune]rune {
	if t.values["mistyped"] == nil {
		return nil
	}
	meant := map[rune]rune{}
	for at, line := range t.numbered("mistyped") {
		letters := []rune(strings.Join(strings.Fields(line), ""))
		for i, r := range letters {
			switch {
			case i == 0:
			case meant[r] != 0:
				t.file.fault(at, "mistyped: %q stands twice", r)
			default:
				meant[r] = letters[0]
			}
		}
	}
	return meant
}

func readPunctuation(t table) Punctuation {
	t = t.sub("punctuation", "stop", "comma", "semicolon", "question", "quote_open", "quote_close", "percent", "decimal", "group")
	return Punctuation{
		Stop:       t.mark("stop"),
		Comma:      t.mark("comma"),
		Semicolon:  t.mark("semicolon"),
		Question:   t.mark("question"),
		QuoteOpen:  t.mark("quote_open"),
		QuoteClose: t.mark("quote_close"),
		Percent:    t.mark("percent"),
		Decimal:    t.mark("decimal"),
		Group:      t.mark("group"),
	}
}

func readNumbers(t table) NumberWords {
	t = t.sub("numbers", "cardinals", "ordinals", "scales", "fractions?", "connectors?", "articles?", "unreadable?", "ambiguous?",
		"suffixes?", "hints?")
	return NumberWords{
		Cardinals:  valued[int](t, "cardinals"),
		Ordinals:   valued[int](t, "ordinals"),
		Scales:     valued[int64](t, "scales"),
		Fractions:  valued[float64](t, "fractions"),
		Connectors: t.words("connectors"),
		Articles:   t.words("articles"),
		Unreadable: t.words("unreadable"),
		Ambiguous:  t.words("ambiguous"),
		Suffixes:   t.words("suffixes"),
		Hints:      valued[int](t, "hints"),
	}
}

// readUnits reads lines of a unit's name and the words for it.
func readUnits(t table) map[string][]string {
	if t.values["units"] == nil {
		return nil
	}
	units, seen := map[string][]string{}, map[string]bool{}
	for _, line := range t.lines("units") {
		words := strings.Fields(line)
		if len(words) < 2 || units[words[0]] != nil {
			t.wrong("units", "%q is not a new unit and words for it", line)
			continue
		}
		for _, word := range words[1:] {
			if seen[word] {
				t.wrong("units", "%q stands twice", word)
			}
			seen[word] = true
		}
		units[words[0]] = words[1:]
	}
	return units
}

func readMonths(t table) Months {
	return Months{Gregorian: t.rows("gregorian", 12), Solar: t.rows("solar", 12), Ambiguous: t.words("ambiguous"), Before: t.words("before")}
}

// readLeaks reads lists of phrases, one a line.
func readLeaks(t table) Leaks {
	return Leaks{
		Preamble: t.lines("preamble"), Refusal: t.lines("refusal"), Persona: t.lines("persona"), Note: t.lines("note"), Echo: t.lines("echo"),
		Translation: t.words("translation"),
		Unless:      t.words("unless"), UnlessPersona: t.words("unless_persona"), UnlessNote: t.words("unless_note"),
	}
}

// readClaims reads lists of phrases, parted by commas.
func readClaims(t table) Claims {
	phrases := func(key string) []string {
		var all []string
		for _, line := range t.lines(key) {
			for phrase := range strings.SplitSeq(line, ",") {
				if phrase = strings.TrimSpace(phrase); phrase != "" {
					all = append(all, phrase)
				}
			}
		}
		return all
	}
	return Claims{Hedges: phrases("hedges"), Attributions: phrases("attributions"), Absolutes: phrases("absolutes")}
}

// verify sees to what the form of a file cannot say. Faults are noted at the line of the key they are about.
func (t table) verify(l *Language) {
	if l.Code+".yaml" != t.file.path {
		t.wrong("code", "%q is not the name of the file", l.Code)
	}
	if len(l.Script) != 4 {
		t.wrong("script", "%q is not a code of ISO 15924", l.Script)
	}
	if l.Direction != "ltr" && l.Direction != "rtl" {
		t.wrong("direction", "%q is neither ltr nor rtl", l.Direction)
	}
	if !areDigits(l.Digits) {
		t.wrong("digits", "not the ten digits of one system in order")
	}
	for _, abbreviation := range l.Abbreviations {
		if !strings.HasSuffix(abbreviation, ".") && !strings.HasSuffix(abbreviation, "॰") {
			t.wrong("abbreviations", "%q does not end in a full stop", abbreviation)
		}
	}
	t.verifyLetters(l)
	t.verifyWords(l)
}

func (t table) wrong(key, format string, args ...any) {
	t.file.fault(t.values[key].Line, key+": "+format, args...)
}

func (t table) verifyLetters(l *Language) {
	if l.RangeTable() == nil {
		t.wrong("letters", "no letter of a known script")
	}
	for _, r := range l.Letters.Proving {
		if !strings.ContainsRune(l.Letters.All, r) {
			t.wrong("letters", "%q proves the language and is not among its letters", r)
		}
	}
	for _, typed := range slices.Sorted(maps.Keys(l.Letters.Mistyped)) {
		meant := l.Letters.Mistyped[typed]
		if strings.ContainsRune(l.Letters.All, typed) || !strings.ContainsRune(l.Letters.All, meant) {
			t.wrong("letters", "%q is mistyped for %q: the former is of the language, or the latter is not", typed, meant)
		}
	}
	for _, r := range l.Letters.Foreign {
		if strings.ContainsRune(l.Letters.All, r) {
			t.wrong("letters", "%q is foreign and yet among its letters", r)
		}
	}
	for _, n := range l.Neighbours {
		for _, r := range n.Letters {
			if strings.ContainsRune(l.Letters.All, r) {
				t.wrong("neighbours", "%q shows %s and is yet among the letters", r, n.Name)
			}
		}
	}
}

func (t table) verifyWords(l *Language) {
	foreign := func(r rune) bool { return !strings.ContainsRune(l.Letters.All, r) }
	for _, word := range slices.Concat(l.FunctionWords, l.sharedWords) {
		if strings.ToLower(word) != word || strings.ContainsFunc(word, foreign) {
			t.wrong("function_words", "%q is not written with the small letters of the language", word)
		}
	}
	for _, word := range l.sharedWords {
		if slices.Contains(l.FunctionWords, word) {
			t.wrong("shared_words", "%q stands among the function words too", word)
		}
	}
}

// areDigits says whether a text is the ten digits of one writing system, zero first.
func areDigits(text string) bool {
	runes := []rune(text)
	for i, r := range runes {
		if value, ok := DigitValue(r); !ok || value != i || r != runes[0]+rune(i) {
			return false
		}
	}
	return len(runes) == 10
}
