package check

// tally adds up the words of one number, from left to right: two hundred and five thousand three is (2×100+5)×1000 + 3.
type tally struct {
	parts []string // finished: a group times its scale
	room  int64    // what the next part must stay below: the scale of the part before; 0: anything
	group string   // being read; "": none
	unit  int64    // what the next addend of the group must stay below

	inverted bool  // units may come before tens
	scaled   int64 // what has multiplied the newest group, 0 where something was added since
}

func (t *tally) empty() bool { return t.group == "" && len(t.parts) == 0 }

// add takes a whole number into the group, if the language can mean that.
func (t *tally) add(n int64) bool {
	switch {
	case t.group == "":
		if t.room > 0 && n >= t.room {
			return false
		}
		t.group = decimalOf(n)
	case n > 0 && n < t.unit, t.inverted && len(t.group) == 1 && t.unit == 0 && unitOf(n) == 10:
		t.group = plus(t.group, decimalOf(n))
	default:
		return false
	}
	t.unit, t.scaled = unitOf(n), 0
	return true
}

// unitOf is what a number added to n must stay below: twenty takes five, and fifteen takes nothing.
func unitOf(n int64) int64 {
	switch {
	case n > 0 && n%100 == 0:
		return 100
	case n >= 20 && n%10 == 0:
		return 10
	}
	return 0
}

// multiply takes a scale. A scale by itself counts once at the beginning of a number and after a connector.
func (t *tally) multiply(scale int64, begins bool) bool {
	switch {
	case t.group == "" && begins:
		return t.multiplied("1", scale)
	case t.group == "" && scale > 100: // a lakh crore, a thousand million
		last := len(t.parts) - 1
		t.parts[last] = times(t.parts[last], scale)
		t.room, t.scaled = scale, t.scaled*scale
		return true
	case t.group == "":
		return false
	}
	return t.multiplied(t.group, scale)
}

func (t *tally) multiplied(group string, scale int64) bool {
	if t.room > 0 && scale >= t.room || scale == 100 && !below(group, 100) {
		return false
	}
	factor := scale * max(1, t.scaled)
	if t.group = times(group, scale); scale > 100 {
		t.parts, t.group, t.room = append(t.parts, t.group), "", scale
	}
	t.unit, t.scaled = scale, factor
	return true
}

// part takes a fraction. Below one it follows a connector (two and a half) or stands first.
func (t *tally) part(fraction string, connected bool) bool {
	switch {
	case t.empty():
		t.group = fraction
	case !connected || !below(fraction, 1):
		return false
	case t.group != "":
		t.group = plus(t.group, fraction)
	default:
		t.parts = append(t.parts, times(fraction, t.room)) // a million and a half
	}
	t.unit, t.scaled = 0, 0
	return true
}

func (t *tally) value() string {
	sum := "0"
	for _, part := range t.parts {
		sum = plus(sum, part)
	}
	if t.group != "" {
		sum = plus(sum, t.group)
	}
	return sum
}
