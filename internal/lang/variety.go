package lang

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Variety is another standard of a language, which its writers are not to slip into: Iranian Persian beside Dari. It shows in single
// words, none of which proves anything alone.
type Variety struct {
	Name  string // in English: Iranian Persian
	Forms []Form
	Home  []string // words of the places where its forms are right: names of its country and towns
	Own   []string // words that show the language as it is meant here
}

// Form is a thing that the two standards have different words for: all spellings and inflections of the other's, the usual one
// first, and what the language has for it.
type Form struct {
	Other []string
	Own   string
}

// Neighbour is a language of the same script that has no file of its own, with what it is told by.
type Neighbour struct {
	Name    string // in English: Urdu
	Letters string // that it is full of and the language does not write
	Words   []string
}

// readVariety reads the other standard of a language, nil where the file has none. A line of forms is the other's words, an equals
// sign, the language's own word. All words but the last are meant with each of the endings, too.
func readVariety(t table) *Variety {
	if t.values["variety"] == nil {
		return nil
	}
	t = t.sub("variety", "name", "forms", "endings?", "home?", "own")
	endings := t.words("endings")
	inflected := func(words []string) []string {
		all := slices.Clone(words)
		for _, word := range words {
			for _, ending := range endings {
				all = append(all, word+ending)
			}
		}
		return all
	}
	v := &Variety{Name: t.text("name"), Home: inflected(t.words("home")), Own: inflected(t.words("own"))}
	seen := map[string]bool{}
	for at, line := range t.numbered("forms") {
		other, own, _ := strings.Cut(line, "=")
		form := Form{Other: inflected(strings.Fields(other)), Own: strings.TrimSpace(own)}
		if len(form.Other) == 0 || form.Own == "" {
			t.file.fault(at, "forms: %q is not words, an equals sign and a word", line)
		}
		for _, word := range strings.Fields(other) {
			if seen[word] {
				t.file.fault(at, "forms: %q stands twice", word)
			}
			seen[word] = true
		}
		v.Forms = append(v.Forms, form)
	}
	return v
}

func readNeighbours(t table) []Neighbour {
	list := t.values["neighbours"]
	if list == nil {
		return nil
	}
	if list.Kind != yaml.SequenceNode {
		t.file.fault(list.Line, "neighbours: not a list")
		return nil
	}
	var neighbours []Neighbour
	for _, node := range list.Content {
		entry := t.file.table(node, "name", "letters?", "words")
		neighbours = append(neighbours, Neighbour{entry.text("name"), strings.Join(entry.words("letters"), ""), entry.words("words")})
	}
	return neighbours
}
