package llmtest

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Some words are not made up: those that the checks of a translation look for. Number words become the language's own, names are
// spelt in its letters by their sound.

// numberWords has the number words of English in Dari, Pashto and Hindi, a line each.
const numberWords = `
one یک یو एक
two دو دوه दो
three سه درې तीन
four چهار څلور चार
five پنج پنځه पाँच
six شش شپږ छह
seven هفت اووه सात
eight هشت اته आठ
nine نُه نهه नौ
ten ده لس दस
eleven یازده یوولس ग्यारह
twelve دوازده دوولس बारह
thirteen سیزده دیارلس तेरह
fourteen چهارده څوارلس चौदह
fifteen پانزده پنځلس पंद्रह
sixteen شانزده شپاړس सोलह
seventeen هفده اوولس सत्रह
eighteen هجده اتلس अठारह
nineteen نزده نولس उन्नीस
twenty بیست شل बीस
thirty سی دېرش तीस
forty چهل څلوېښت चालीस
fifty پنجاه پنځوس पचास
sixty شصت شپېته साठ
seventy هفتاد اویا सत्तर
eighty هشتاد اتیا अस्सी
ninety نود نوي नब्बे
hundred صد سل सौ
thousand هزار زره हज़ार
million میلیون میلیون मिलियन
billion میلیارد میلیارد अरब
percent فیصد سلنه प्रतिशत
half نیم نیم आधा
`

// number gives a number word of English in a language, "" for any other word.
func number(lang, word string) string {
	column := map[string]int{"prs": 1, "ps": 2, "hi": 3}[lang]
	_, line, found := strings.Cut(numberWords, "\n"+strings.ToLower(word)+" ")
	if column == 0 || !found {
		return ""
	}
	return strings.Fields(line)[column-1]
}

// name spells a capitalized word in the letters of a language, "" where it is none or the language has Latin letters.
func name(lang, word string) string {
	first, _ := utf8.DecodeRuneInString(word)
	letters := map[string]string{"prs": perso, "ps": perso, "hi": devanagari}[lang]
	if letters == "" || first > unicode.MaxASCII || !unicode.IsUpper(first) {
		return ""
	}
	var spelt strings.Builder
	open := true // a vowel has no consonant to stand on: in Devanagari it then is a letter of its own, or left out
	for _, r := range strings.ToLower(word) {
		at := strings.Index(letters, string(r)+"=")
		if r > unicode.MaxASCII || !unicode.IsLetter(r) || at < 0 {
			continue
		}
		sound, _, _ := strings.Cut(letters[at+2:], " ")
		vowel := strings.ContainsRune("aeiou", r)
		if vowel && open && lang == "hi" {
			if spelt.Len() > 0 {
				continue
			}
			sound = map[rune]string{'a': "अ", 'e': "ए", 'i': "इ", 'o': "ओ", 'u': "उ"}[r]
		}
		open = vowel
		spelt.WriteString(sound)
	}
	return spelt.String()
}

const (
	perso      = "a=ا b=ب c=ک d=د e= f=ف g=گ h=ه i=ی j=ج k=ک l=ل m=م n=ن o=و p=پ q=ق r=ر s=س t=ت u=و v=و w=و x=کس y=ی z=ز "
	devanagari = "a=ा b=ब c=क d=द e=े f=फ g=ग h=ह i=ि j=ज k=क l=ल m=म n=न o=ो p=प q=क r=र s=स t=त u=ु v=व w=व x=क्स y=य z=ज़ "
)
