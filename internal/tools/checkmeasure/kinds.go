package main

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"tarjuma/internal/check"
	"tarjuma/internal/lang"
)

// kinds lists the faults, in the order in which they are told.
func kinds() []fault {
	perso, dari := []string{"prs", "ps"}, []string{"prs"}
	return []fault{
		{"number changed", nil, []string{"number", "date"}, 98, changeNumber},
		{"number dropped", nil, []string{"number", "date"}, 98, dropNumber},
		{"left in English", nil, []string{"lang", "segment.same"}, 98, leaveInEnglish},
		{"half in English", nil, []string{"lang"}, 90, halfInEnglish},
		{"half in the sibling", perso, []string{"lang"}, 90, halfInSibling},
		{"sibling language", perso, []string{"lang"}, 98, takeSibling},
		{"Arabic letter", dari, []string{"char"}, 98, typeArabic},
		{"wrong digits", perso, []string{"number.digit_arab", "number.digit_mix"}, 98, arabicDigits},
		{"preamble", nil, []string{"llm"}, 98, addPreamble},
		{"loop", nil, []string{"repeat"}, 98, addLoop},
		{"address changed", nil, []string{"url"}, 98, changeAddress},
		{"markup lost", nil, []string{"markup"}, 98, loseMarkup},
		{"override inserted", nil, []string{"bidi"}, 98, insertOverride},
		{"mojibake", nil, []string{"char"}, 98, garble},
		{"duplicated target", nil, []string{"segment.duplicate", "segment.shifted"}, 98, duplicate},
		{"question lost", nil, []string{"punct"}, 98, makeStatement},
		{"words cut", nil, []string{"length"}, 98, cutWords},
		{"neighbours swapped", nil, []string{"segment"}, 85, swapNeighbours},
		{"quotes dropped", []string{"prs", "hi"}, []string{"quote"}, 90, dropQuotes},
		{"name replaced", nil, []string{"name"}, 70, replaceName},
		{"any name replaced", nil, []string{"name"}, 70, replaceAnyName},
		{"target name replaced", nil, []string{"name"}, 70, replaceInTarget},
	}
}

var digits = regexp.MustCompile(`\p{Nd}+(?:[.,،٫٬]\p{Nd}+)*`)

// number picks a number in the target whose digits the source has too.
func (g *garden) number(u check.Unit) (start, end int) {
	source := map[string]bool{}
	for _, n := range digits.FindAllString(u.Source, -1) {
		source[plainDigits(n)] = true
	}
	var both [][]int
	for _, at := range digits.FindAllStringIndex(u.Target, -1) {
		if source[plainDigits(u.Target[at[0]:at[1]])] {
			both = append(both, at)
		}
	}
	if both == nil {
		return 0, 0
	}
	at := both[g.random.IntN(len(both))]
	return at[0], at[1]
}

func plainDigits(text string) string {
	var b strings.Builder
	for _, r := range text {
		if v, digit := lang.DigitValue(r); digit {
			b.WriteByte(byte('0' + v))
		}
	}
	return b.String()
}

func changeNumber(g *garden, t check.Text, i int) []int {
	u := &t.Units[i]
	start, end := g.number(*u)
	if end == 0 {
		return nil
	}
	runes := []rune(u.Target[start:end])
	for {
		k := g.random.IntN(len(runes))
		v, digit := lang.DigitValue(runes[k])
		if !digit {
			continue
		}
		other := rune(1 + g.random.IntN(9))
		if int(other) == v {
			continue
		}
		runes[k] += other - rune(v)
		break
	}
	u.Target = u.Target[:start] + string(runes) + u.Target[end:]
	return []int{i}
}

func dropNumber(g *garden, t check.Text, i int) []int {
	u := &t.Units[i]
	start, end := g.number(*u)
	if end == 0 || strings.Count(plainDigits(u.Source), plainDigits(u.Target[start:end])) > 1 {
		return nil // it may well stand for both
	}
	u.Target = strings.Join(strings.Fields(u.Target[:start]+" "+u.Target[end:]), " ")
	return []int{i}
}

func leaveInEnglish(_ *garden, t check.Text, i int) []int {
	if len(strings.Fields(t.Units[i].Source)) < 4 {
		return nil
	}
	t.Units[i].Target = t.Units[i].Source
	return []int{i}
}

func halfInEnglish(_ *garden, t check.Text, i int) []int {
	source, target := strings.Fields(t.Units[i].Source), strings.Fields(t.Units[i].Target)
	if len(source) < 12 {
		return nil
	}
	t.Units[i].Target = strings.Join(append(target[:len(target)/2:len(target)/2], source[len(source)/2:]...), " ")
	return []int{i}
}

func takeSibling(g *garden, t check.Text, i int) []int {
	sibling := map[string]string{"prs": "ps", "ps": "prs"}[g.code]
	text := g.article.Segments[i].Texts[sibling]
	if len(strings.Fields(text)) < 6 {
		return nil
	}
	t.Units[i].Target = text
	return []int{i}
}

// halfInSibling puts the second half of the sibling's text in the place of the target's.
func halfInSibling(g *garden, t check.Text, i int) []int {
	sibling := map[string]string{"prs": "ps", "ps": "prs"}[g.code]
	other, target := strings.Fields(g.article.Segments[i].Texts[sibling]), strings.Fields(t.Units[i].Target)
	if len(other) < 6 || len(target) < 6 {
		return nil
	}
	t.Units[i].Target = strings.Join(append(target[:len(target)/2:len(target)/2], other[len(other)/2:]...), " ")
	return []int{i}
}

// replaceOne puts another text in the place of one of the places where what stands.
func (g *garden) replaceOne(text, what, with string) string {
	n := g.random.IntN(strings.Count(text, what))
	at := 0
	for ; n >= 0; n-- {
		at += strings.Index(text[at:], what) + len(what)
	}
	return text[:at-len(what)] + with + text[at:]
}

func typeArabic(g *garden, t check.Text, i int) []int {
	u := &t.Units[i]
	for _, k := range g.random.Perm(2) {
		if right, wrong := []string{"ی", "ک"}[k], []string{"ي", "ك"}[k]; strings.Contains(u.Target, right) {
			u.Target = g.replaceOne(u.Target, right, wrong)
			return []int{i}
		}
	}
	return nil
}

func arabicDigits(_ *garden, t check.Text, i int) []int {
	u := &t.Units[i]
	changed := strings.Map(func(r rune) rune {
		if v, digit := lang.DigitValue(r); digit {
			return 0x0660 + rune(v)
		}
		return r
	}, u.Target)
	if changed == u.Target {
		return nil
	}
	u.Target = changed
	return []int{i}
}

func addPreamble(g *garden, t check.Text, i int) []int {
	preambles := map[string][]string{
		"prs": {"Here is the translation:\n", "Sure! Here is the Dari translation: ", "ترجمهٔ دری: ", "در اینجا ترجمه متن به زبان دری آمده است:\n"},
		"ps":  {"Here is the translation:\n", "Certainly, here's the Pashto version: ", "دلته پښتو ژباړه ده:\n", "ژباړه: "},
		"hi":  {"Here is the translation:\n", "Translation: ", "यहाँ हिंदी अनुवाद है:\n", "अनुवाद: "},
	}[g.code]
	t.Units[i].Target = preambles[g.random.IntN(len(preambles))] + t.Units[i].Target
	return []int{i}
}

func addLoop(g *garden, t check.Text, i int) []int {
	u := &t.Units[i]
	words := strings.Fields(u.Target)
	if len(words) < 6 {
		return nil
	}
	n := 3 + g.random.IntN(4)
	piece := " " + strings.Join(words[max(0, len(words)-n):], " ")
	u.Target += strings.Repeat(piece, 5)
	return []int{i}
}

func changeAddress(g *garden, t check.Text, i int) []int {
	addresses := []string{"https://www.example.org/report/2024-11?id=77", "press@kunar-office.example", "@kunar_press"}
	address := addresses[g.random.IntN(len(addresses))]
	k := 2 + g.random.IntN(len(address)-4)
	if address[k] < 'a' || address[k] > 'y' {
		k = strings.LastIndexAny(address, "abcdefghijklmnopqrstuvwxy")
	}
	u := &t.Units[i]
	u.Source += " " + address
	u.Target += " " + address[:k] + string(address[k]+1) + address[k+1:]
	return []int{i}
}

func loseMarkup(g *garden, t check.Text, i int) []int {
	u := &t.Units[i]
	source, target := strings.Fields(u.Source), strings.Fields(u.Target)
	s := g.random.IntN(len(source))
	source[s] = "<g1>" + source[s] + "</g1>"
	if g.random.IntN(2) == 0 {
		target[0] = "<g1>" + target[0] // and no closing tag
	}
	u.Source, u.Target = strings.Join(source, " "), strings.Join(target, " ")
	return []int{i}
}

func insertOverride(g *garden, t check.Text, i int) []int {
	u := &t.Units[i]
	words := strings.Fields(u.Target)
	k := g.random.IntN(len(words))
	words[k] = string(rune(0x202A+g.random.IntN(5))) + words[k]
	u.Target = strings.Join(words, " ")
	return []int{i}
}

// garble reads a word's UTF-8 as if it were Latin-1.
func garble(g *garden, t check.Text, i int) []int {
	u := &t.Units[i]
	words := strings.Fields(u.Target)
	k := g.random.IntN(len(words))
	letters := strings.IndexFunc(words[k], func(r rune) bool { return r > 0x250 && unicode.IsLetter(r) }) >= 0
	if !letters || utf8.RuneCountInString(words[k]) < 2 {
		return nil
	}
	var b strings.Builder
	for _, c := range []byte(words[k]) {
		b.WriteRune(rune(c))
	}
	words[k] = b.String()
	u.Target = strings.Join(words, " ")
	return []int{i}
}

func duplicate(_ *garden, t check.Text, i int) []int {
	if i == 0 || len(strings.Fields(t.Units[i-1].Target)) < 4 {
		return nil
	}
	t.Units[i].Target = t.Units[i-1].Target
	return []int{i, i - 1}
}

func makeStatement(_ *garden, t check.Text, i int) []int {
	u := &t.Units[i]
	if !strings.HasSuffix(strings.TrimRight(u.Source, `"'” `), "?") || !strings.ContainsAny(u.Target, "?؟") {
		return nil
	}
	stop := "."
	if strings.ContainsFunc(u.Target, func(r rune) bool { return unicode.Is(unicode.Devanagari, r) }) {
		stop = "।"
	}
	u.Target = strings.NewReplacer("?", stop, "؟", stop).Replace(u.Target)
	return []int{i}
}

func cutWords(g *garden, t check.Text, i int) []int {
	u := &t.Units[i]
	words := strings.Fields(u.Target)
	if utf8.RuneCountInString(u.Source) <= 160 || len(words) < 8 {
		return nil
	}
	keep := len(words) * (20 + g.random.IntN(19)) / 100
	u.Target = strings.Join(words[:max(1, keep)], " ")
	if g.random.IntN(2) == 0 {
		u.Target += "."
	}
	return []int{i}
}

func swapNeighbours(_ *garden, t check.Text, i int) []int {
	if i == 0 {
		return nil
	}
	a, b := &t.Units[i-1], &t.Units[i]
	a.Target, b.Target = b.Target, a.Target
	return []int{i - 1, i}
}

func dropQuotes(_ *garden, t check.Text, i int) []int {
	const marks = "\"“”«»„"
	u := &t.Units[i]
	if strings.Count(u.Source, `"`)+strings.Count(u.Source, "“") == 0 || !strings.ContainsAny(u.Target, marks) {
		return nil
	}
	u.Target = strings.Map(func(r rune) rune {
		if strings.ContainsRune(marks, r) {
			return -1
		}
		return r
	}, u.Target)
	return []int{i}
}
