package translate

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tarjuma/internal/news"
)

// keep gives the segments of the article what Have holds for them, by their text and not by their place: of pairs with the same
// text the first goes to the first segment with it, and so on; further segments with it get the last. What a segment got is not
// asked for, nor is what it lacks: a pair with a Fault stays without a target.
func (w *walk) keep() {
	have := map[string][]news.Pair{}
	for _, pair := range w.Have {
		have[pair.Source] = append(have[pair.Source], pair)
	}
	w.kept, w.writer.kept = map[int]news.Pair{}, map[int]bool{}
	for i, segment := range w.article.Segments {
		pairs := have[segment.Text]
		if len(pairs) == 0 || !translatable(segment.Text) {
			continue
		}
		pair := pairs[0]
		pair.ID = segment.ID
		w.kept[i] = pair
		if len(pairs) > 1 {
			have[segment.Text] = pairs[1:]
		}
	}
	for _, it := range w.items {
		if _, kept := w.kept[it.unit.segment]; kept {
			it.done = true
			w.writer.kept[it.unit.place] = true
		}
	}
}

// hasName says whether a name is known from before.
func (w *walk) hasName(name *found) bool {
	return slices.ContainsFunc(w.HaveNames, func(n news.Name) bool { return n.Source == name.text })
}

// withHaveNames puts the names of HaveNames that the article has before those that were found in it.
func (w *walk) withHaveNames() {
	all := &naming{}
	known := map[string]bool{}
	for _, name := range w.HaveNames {
		f := &found{text: name.Source}
		for _, u := range w.writer.units {
			if holdsName(u.plain, name.Source) {
				f.units = append(f.units, u.place)
			}
		}
		if len(f.units) > 0 && !known[name.Source] {
			known[name.Source] = true
			all.found, all.targets = append(all.found, f), append(all.targets, name.Target)
		}
	}
	for i, name := range w.writer.naming.found {
		if !known[name.text] {
			all.found, all.targets = append(all.found, name), append(all.targets, w.writer.naming.targets[i])
		}
	}
	w.writer.naming = all
}

// holdsName says whether a text has a name as a whole: no letter stands right before or after it.
func holdsName(text, name string) bool {
	if name == "" {
		return false
	}
	for rest, before := text, ""; ; {
		start, after, found := strings.Cut(rest, name)
		if !found {
			return false
		}
		before += start
		last, _ := utf8.DecodeLastRuneInString(before)
		next, _ := utf8.DecodeRuneInString(after)
		if !isWordRune(last) && !isWordRune(next) {
			return true
		}
		before, rest = before+name, after
	}
}
