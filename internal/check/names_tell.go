package check

import (
	"strings"

	"tarjuma/internal/news"
)

// tell takes down the names without a counterpart, those of a run (Abdul Karim Sabori) together. Of words that begin a sentence
// it tells those that are known to be names: by the names beside them, or by isName.
func (l *listener) tell(p *pair, r *report, isName func(*named) bool, isReplaced func() bool) {
	for i := 0; i < len(l.names); {
		end := i + 1
		for end < len(l.names) && l.names[end].joined {
			end++
		}
		l.tellRun(p, r, l.names[i:end], isName, isReplaced)
		i = end
	}
}

func (l *listener) tellRun(p *pair, r *report, run []named, isName func(*named) bool, isReplaced func() bool) {
	var where spots
	var missing []string
	gentle, doubted := true, true
	known := len(run) > 1 && !run[len(run)-1].first
	for i := range run {
		name := &run[i]
		if name.found || name.first && !known && !isName(name) {
			continue
		}
		w := p.source.words[name.at]
		end := w.start + len(withoutPossessive(p.source.plain[w.start:w.end]))
		where.source = append(where.source, p.source.spot(w.start, end))
		missing = append(missing, p.source.plain[w.start:end])
		doubted = doubted && (name.doubted || isMiddle(run, i))
		gentle = gentle && (name.doubted || name.called != "" && name.called != name.key)
	}
	if missing == nil {
		return
	}
	f := r.find("name.missing", where, "nothing in the translation sounds like “%s”", strings.Join(missing, " "))
	if doubted || (gentle || l.isGivenName(run) || isShort(p)) && !isReplaced() {
		f.Severity = news.Info
	}
}

// isMiddle tells a name between two others whose counterparts stand side by side: it was left out, and no other is in its place.
func isMiddle(run []named, i int) bool {
	return i > 0 && i+1 < len(run) && run[i-1].heardTo > 0 && run[i-1].heardTo == run[i+1].heardFrom
}

// isGivenName tells a run whose last name is found where a sentence or a function word stands before it: the given names were left
// out, as is usual where a person is known; another would stand there.
func (l *listener) isGivenName(run []named) bool {
	last := &run[len(run)-1]
	return last.heardTo > 0 && (last.heardFrom == 0 || !l.words[last.heardFrom].joined || l.words[last.heardFrom-1].small)
}

// A translation that is shorter than this share of its source, and by so many characters at least, may leave a name out because
// it says the same in fewer words; how much that may be is for others to check.
const (
	leastShare = 0.80
	leastLost  = 20
)

func isShort(p *pair) bool {
	source, target := p.source.runes, p.target.runes
	return float64(target) < leastShare*float64(source) && source-target >= leastLost
}
