package check

import (
	"strings"

	"tarjuma/internal/news"
)

// An ordinary word with a capital may be a name in one text: the Rangers, Brexit. Where a text has it at least in so many places, and its
// translation writes it by its sound in so many for each where it does not, it is one.
const (
	leastPlaces = 3
	oftenHeard  = 3
)

// place is a word of a pair's source.
type place struct{ pair, word int }

// tellOrdinary tells the places where a text's translation has nothing for an ordinary word that it writes by its sound elsewhere.
func (n *namesInspector) tellOrdinary(d *document, readings []*listener, others *strangers, r *report) {
	keys, places := n.ordinaryCapitals(d, readings)
	var phones []phone
	for _, key := range keys {
		phones = latinSounds(phones[:0], key)
		if len(places[key]) < leastPlaces || consonantsOf(phones) < leastInside {
			continue
		}
		missing := unheard(places[key], phones, readings)
		if oftenHeard*len(missing) > len(places[key])-len(missing) {
			continue
		}
		for _, at := range missing {
			p := d.pairs[at.pair]
			w := p.source.words[at.word]
			spot := p.source.spot(w.start, w.start+len(key))
			f := r.findIn(p, "name.missing", spots{source: one(spot)}, "nothing in the translation sounds like “%s”", p.source.raw[spot.Start:spot.End])
			if isShort(p) && !others.in(p) {
				f.Severity = news.Info
			}
		}
	}
}

// ordinaryCapitals lists the ordinary words that have a capital inside sentences, in order, and where.
func (n *namesInspector) ordinaryCapitals(d *document, readings []*listener) (keys []string, places map[string][]place) {
	places = map[string][]place{}
	often := commonCapitals(d)
	for i, p := range d.pairs {
		t := &p.source
		if n.capitals == nil || !readings[i].read || t.kinds&capital == 0 || isTitled(t) {
			continue
		}
		names := readings[i].names
		for k := range t.words {
			w := &t.words[k]
			if len(names) > 0 && names[0].at == k {
				names = names[1:]
				continue
			}
			if w.kind&capital == 0 || often[hashWord(w.key)%capitalSlots] < leastPlaces || n.capitals.begins(t, k) ||
				!n.capitals.isOrdinaryCapital(t, k) || n.capitals.isInTerm(t, k) {
				continue
			}
			key := withoutPossessive(w.key)
			if n.capitals.months[key] {
				continue
			}
			if places[key] == nil {
				keys = append(keys, key)
			}
			places[key] = append(places[key], place{i, k})
		}
	}
	return keys, places
}

// capitalSlots is how many counters words with capitals are counted in, so that the many rare ones cost little.
const capitalSlots = 1024

func commonCapitals(d *document) *[capitalSlots]uint8 {
	var often [capitalSlots]uint8
	for _, p := range d.pairs {
		if p.source.kinds&capital == 0 {
			continue
		}
		for i := range p.source.words {
			if w := &p.source.words[i]; w.kind&capital != 0 {
				slot := &often[hashWord(w.key)%capitalSlots]
				*slot = min(*slot, leastPlaces) + 1
			}
		}
	}
	return &often
}

// isInTerm tells a word beside an ordinary one with a capital: what is called so is called by its meaning, the United Nations.
func (c *capitals) isInTerm(t *text, i int) bool {
	return i > 0 && standsBy(t, i) && c.isOrdinaryCapital(t, i-1) || i+1 < len(t.words) && standsBy(t, i+1) && c.isOrdinaryCapital(t, i+1)
}

// isOrdinaryCapital tells an ordinary word with a capital.
func (c *capitals) isOrdinaryCapital(t *text, i int) bool {
	w := &t.words[i]
	key := withoutPossessive(w.key)
	return w.kind&(capital|latin) == capital|latin && !isSpeltOut(t.plain[w.start:w.end]) && strings.IndexByte(key, '\'') < 0 && c.isOrdinary(key)
}

// unheard gives those of the places in whose translations nothing sounds like a word; all of them where that is so in the first two.
func unheard(places []place, phones []phone, readings []*listener) []place {
	var missing []place
	limit := limitOf(phones)
	for i, at := range places {
		if !readings[at.pair].hears(phones, limit) {
			missing = append(missing, at)
		}
		if i == 1 && len(missing) == 2 {
			return places
		}
	}
	return missing
}
