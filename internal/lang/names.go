package lang

import "strings"

// Names is what a language's files know of names, in small letters. The zero value knows nothing.
type Names struct {
	// Ordinary are words that are written with a capital at times and yet are no names that are spelt by their sound:
	// ministry, university, north. Endings are what such words may have besides, each with what it stands in the place of
	// ("ies", "y"). Empty where capitals show no names.
	Ordinary []string
	Endings  [][2]string

	// Called are peoples and places that languages call otherwise, by a word that all files have for it: germany → the
	// words for Germany and Germans, or how these begin.
	Called map[string][]string
}

// readNames reads what a file says of names, if it does.
func readNames(t table) Names {
	if t.values["names"] == nil {
		return Names{}
	}
	t = t.sub("names", "ordinary?", "endings?", "called?")
	n := Names{Ordinary: t.words("ordinary"), Called: map[string][]string{}}
	if t.values["endings"] != nil {
		for _, line := range t.lines("endings") {
			ending, instead, _ := strings.Cut(line, " ")
			n.Endings = append(n.Endings, [2]string{ending, instead})
		}
	}
	if t.values["called"] != nil {
		for _, line := range t.lines("called") {
			words := strings.Fields(line)
			if len(words) < 2 || n.Called[words[0]] != nil {
				t.wrong("called", "%q is not a new name and words for it", line)
				continue
			}
			n.Called[words[0]] = words[1:]
		}
	}
	return n
}
