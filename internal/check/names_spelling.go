package check

import (
	"strings"
	"unicode/utf8"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// settled is how a document's names were decided to be written, by their words: all words that are a counterpart, and the one
// that is, where source and target have as many.
type settled struct {
	forms map[string][]string
	form  map[string]string
}

func settle(names []news.Name, from, to *lang.Language) settled {
	s := settled{map[string][]string{}, map[string]string{}}
	var source, target text
	for _, name := range names {
		source.read(name.Source, from)
		target.read(name.Target, to)
		for i, w := range source.words {
			key := withoutPossessive(w.key)
			for _, t := range target.words {
				s.forms[key] = append(s.forms[key], t.key)
			}
			if len(source.words) == len(target.words) {
				s.form[key] = target.words[i].key
			}
		}
	}
	return s
}

// has tells whether a text has a word that a name was decided to be written with.
func (s settled) has(key string, target *text) bool {
	for _, form := range s.forms[key] {
		for i := range target.words {
			if isFormOf(target.words[i].key, form) {
				return true
			}
		}
	}
	return false
}

// longestEnding is how many letters a word may have more than another and still be that word with a suffix.
const longestEnding = 3

// isFormOf tells whether two words are the same but for a suffix, and the nukta, which many leave out.
func isFormOf(a, b string) bool {
	if a, b = withoutNukta(a), withoutNukta(b); len(a) > len(b) {
		a, b = b, a
	}
	rest, found := strings.CutPrefix(b, a)
	return found && utf8.RuneCountInString(rest) <= longestEnding
}

func withoutNukta(word string) string { return strings.ReplaceAll(word, "\u093c", "") }

// rendering is one way of writing a name, with where it is met.
type rendering struct {
	form   string
	phones []phone
	places []spelled
}

// spelled is a place of a name: the pair, and the word in its source and in its target.
type spelled struct{ pair, name, word int }

// spellings tells names that are written in two ways. The right way is what was settled, else the more frequent one.
func (n *namesInspector) spellings(d *document, readings []*listener, s settled, r *report) {
	var keys []string
	ways := map[string][]*rendering{}
	for i, l := range readings {
		for k := range l.names {
			name := &l.names[k]
			if name.heardTo != name.heardFrom+1 || name.called != "" || name.consonants < 3 || name.cost > name.limit/2 {
				continue
			}
			if ways[name.key] == nil {
				keys = append(keys, name.key)
			}
			w := l.words[name.heardFrom]
			ways[name.key] = addSpelling(ways[name.key], d.pairs[i].target.words[name.heardFrom].key, l.heard[w.from:w.to], spelled{i, name.at, name.heardFrom})
		}
	}
	for _, key := range keys {
		n.tellSpellings(d, ways[key], s.form[key], r)
	}
}

func addSpelling(ways []*rendering, form string, phones []phone, place spelled) []*rendering {
	for _, w := range ways {
		if isFormOf(w.form, form) {
			w.places = append(w.places, place)
			return ways
		}
	}
	return append(ways, &rendering{form, phones, []spelled{place}})
}

// oftener is how much more often than the other the usual way of writing a name is met, for the other to be a slip.
const oftener = 4

// tellSpellings tells the ways that sound like the usual one. It is sure where that was decided, or is met much oftener.
func (n *namesInspector) tellSpellings(d *document, ways []*rendering, decided string, r *report) {
	usual := usualSpelling(ways, decided)
	for _, w := range ways {
		if w == usual || soundDistance(usual.phones, w.phones, costNear) > costNear {
			continue
		}
		first := w.places[0]
		p := d.pairs[first.pair]
		s, t := p.source.words[first.name], p.target.words[first.word]
		right, where := usual.form, ""
		if len(usual.places) > 0 {
			other := d.pairs[usual.places[0].pair]
			o := other.target.words[usual.places[0].word]
			right, where = other.target.plain[o.start:o.end], " in "+other.unit.ID
		}
		f := r.findIn(p, "name.inconsistent", spots{one(p.source.spot(s.start, s.end)), one(p.target.spot(t.start, t.end))},
			"“%s” is spelt “%s” here and “%s”%s", p.source.plain[s.start:s.end], p.target.plain[t.start:t.end], right, where)
		if decided == "" && len(usual.places) < oftener*len(w.places) {
			f.Severity = news.Info
		}
	}
}

func usualSpelling(ways []*rendering, decided string) *rendering {
	usual := ways[0]
	for _, w := range ways {
		if decided != "" && isFormOf(w.form, decided) {
			return w
		}
		if len(w.places) > len(usual.places) {
			usual = w
		}
	}
	if decided != "" {
		return &rendering{form: decided, phones: wordSounds(nil, token{key: decided, kind: kindsOf(decided)})}
	}
	return usual
}

func kindsOf(word string) kind {
	var k kind
	for _, r := range word {
		k |= kindOf(r)
	}
	return k
}
