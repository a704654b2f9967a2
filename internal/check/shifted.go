package check

import (
	"math"

	"tarjuma/internal/news"
)

// shiftedRule is found by what the names are found by, in documents.
func shiftedRule() Rule {
	return Rule{
		ID: "segment.shifted", Severity: "error",
		Catches: "A translation belongs to a neighbouring segment: by its names, its numbers, what it has in Latin letters and its length.",
		Example: "two paragraphs whose translations have changed places",
	}
}

// farthest is how many segments away the translation of a segment is looked for.
const farthest = 2

// How much better, in nats of likelihood, two or three translations must fit each other's sources than their own before they are
// taken to have changed places; and one, or each of several that follow one another, to be shifted.
const (
	sure           = 6.0
	likelySwap     = 2.3
	likelyRotation = 3.0
	likelyShift    = 4.5
	eachShift      = 1.0
	leastContent   = 1.5 // of a shift, without the lengths
	farWorse       = 4.0 // what fits so much worse than its own is no candidate
	wellShown      = 3.0 // a text with so much to tell it by,
	fitsWell       = 0.5 // and so little of that missing, is where it belongs
)

// shifts compares the translations of a document with their neighbours' sources.
type shifts struct {
	inspector *namesInspector
	pairs     []*pair
	readings  []*listener
	gains     [][2*farthest + 1]gain // by target: how much better it fits the source so many places on
	told      []bool
}

// gain is a difference of likelihoods. content leaves the lengths out: a translation that is cut short fits a short neighbour
// by its length alone.
type gain struct{ all, content float64 }

func (g *gain) add(content float64) {
	g.all += content
	g.content += content
}

func (n *namesInspector) shifted(d *document, readings []*listener, r *report) {
	s := &shifts{inspector: n, pairs: d.pairs, readings: readings, gains: make([][2*farthest + 1]gain, len(d.pairs)), told: make([]bool, len(d.pairs))}
	for j := range d.pairs {
		for k := range s.gains[j] {
			s.gains[j][k] = gain{math.Inf(-1), math.Inf(-1)}
		}
		if readings[j].read {
			s.compare(j)
		}
	}
	s.rotations(r)
	s.swaps(r)
	s.runs(r)
}

// compare fills in how much better a target fits its neighbours' sources than its own. Names, which take the time, are
// looked for only where they could make a difference.
func (s *shifts) compare(j int) {
	own := s.fitForm(j, j)
	names, _ := s.fitNames(j, j, math.Inf(-1))
	own.add(names)
	if best := s.readings[j].mostNames() + fitNumbers(s.readings[j].numbers, s.readings[j].numbers); best >= wellShown && own.all >= best-fitsWell {
		return
	}
	for k := -farthest; k <= farthest; k++ {
		i := j + k
		if k == 0 || i < 0 || i >= len(s.pairs) || !s.readings[i].read {
			continue
		}
		fit := s.fitForm(i, j)
		if names, may := s.fitNames(i, j, own.all-farWorse-fit.all); may {
			fit.add(names)
			s.gains[j][farthest+k] = gain{fit.all - own.all, fit.content - own.content}
		}
	}
}

// rotations tells three targets that have changed places in a ring, where that fits better than that two of them have.
func (s *shifts) rotations(r *report) {
	for j := 0; j+farthest < len(s.pairs); j++ {
		for _, from := range [2][3]int{{1, 1, -2}, {2, -1, -1}} {
			sum := 0.0
			for k, on := range from {
				sum += s.gains[j+k][farthest+on].all
			}
			if sum < likelyRotation || sum < eachShift+max(s.swapped(j, 1), s.swapped(j+1, 1), s.swapped(j, 2)) {
				continue
			}
			for k, on := range from {
				s.tell(j+k, sum, r, "this is the translation of %s: three have changed places", s.pairs[j+k+on].unit.ID)
			}
		}
	}
}

// tell tells of a target that belongs elsewhere, if nothing was told of it yet.
func (s *shifts) tell(j int, gain float64, r *report, format string, values ...any) {
	if s.told[j] {
		return
	}
	s.told[j] = true
	if f := r.findIn(s.pairs[j], "segment.shifted", spots{}, format, values...); gain < sure {
		f.Severity = news.Warning
	}
}

// swaps tells targets that have changed places.
func (s *shifts) swaps(r *report) {
	for distance := 1; distance <= farthest; distance++ {
		for j := 0; j+distance < len(s.pairs); j++ {
			gain := s.swapped(j, distance)
			if gain < likelySwap || s.told[j] || s.told[j+distance] || j+2*distance < len(s.pairs) && s.swapped(j+distance, distance) > gain {
				continue
			}
			for _, k := range [2]int{j, j + distance} {
				s.tell(k, gain, r, "this is the translation of %s, and the other way round", s.pairs[2*j+distance-k].unit.ID)
			}
		}
	}
}

// swapped tells how much better the target j and the one so many places on fit if they change places.
func (s *shifts) swapped(j, distance int) float64 {
	return s.gains[j][farthest+distance].all + s.gains[j+distance][farthest-distance].all
}

// runs tells targets that all belong to a source as many places away.
func (s *shifts) runs(r *report) {
	for k := -farthest; k <= farthest; k++ {
		if k == 0 {
			continue
		}
		for j := 0; j < len(s.pairs); {
			end, sum, content := j, 0.0, 0.0
			for end < len(s.pairs) && !s.told[end] && s.gains[end][farthest+k].all > eachShift {
				sum += s.gains[end][farthest+k].all
				content += s.gains[end][farthest+k].content
				end++
			}
			if sum >= likelyShift && content >= leastContent {
				s.tellRun(j, end, k, sum, r)
			}
			j = max(end, j+1)
		}
	}
}

func (s *shifts) tellRun(from, to, k int, gain float64, r *report) {
	for j := from; j < to; j++ {
		s.tell(j, gain, r, "this fits %s better than its own source", s.pairs[j+k].unit.ID)
	}
}

// fitForm is the log-likelihood, up to what all have in common, of target j for source i, the names left out.
func (s *shifts) fitForm(i, j int) gain {
	source, target := &s.pairs[i].source, &s.pairs[j].target
	content := fitNumbers(s.readings[i].numbers, s.readings[j].heardNumbers) + fitLatin(source, target) + fitMarks(source, target)
	return gain{content + fitLength(s.readings[i].length, s.readings[j].heardLength), content}
}

// A name that is found makes a text so much likelier to be the translation, the more the more consonants it has.
func nameFound(consonants int) float64 {
	switch consonants {
	case 2:
		return 0.7
	case 3:
		return 1.1
	}
	return 1.6
}

// mostNames is what fitNames gives at most.
func (l *listener) mostNames() float64 {
	sum := 0.0
	for i := range l.names {
		if consonants := l.names[i].consonants; consonants > 1 {
			sum += nameFound(consonants)
		}
	}
	return sum
}

// fitNames: a name is found in its own translation nine times of ten; in another, the more seldom the longer it is. Once the sum can no
// longer be at least so much, no more names are looked for.
func (s *shifts) fitNames(i, j int, least float64) (sum float64, may bool) {
	source, target := s.readings[i], s.readings[j]
	most := source.mostNames() // of the names that are left
	for k := range source.names {
		if sum+most < least {
			return sum, false
		}
		name := &source.names[k]
		if name.consonants < 2 {
			continue
		}
		most -= nameFound(name.consonants)
		found := i == j && name.found
		if i != j {
			found = s.inspector.isCalled(name, &s.pairs[j].target) || target.hears(source.phones[name.from:name.to], name.limit)
		}
		switch {
		case found:
			sum += nameFound(name.consonants)
		case name.first && name.called == "":
			sum -= 0.5
		default:
			sum -= 1.8
		}
	}
	return sum, sum >= least
}

// fitLength: the lengths of a text and its translation seldom differ by more than a quarter. Lengths are logarithms.
func fitLength(source, target float64) float64 {
	const spread, most = 0.22, 5
	d := target - source
	return -min(d*d/(2*spread*spread), most)
}

// lengthOf gives the logarithm of a text's length, in which a few characters more or less in a short one count little.
func lengthOf(t *text) float64 { return math.Log(float64(t.runes + 10)) }
