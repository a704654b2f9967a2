package check

import "strconv"

// conversion is how much of one unit another is.
type conversion struct {
	from, to string
	factor   float64
}

// conversions are those that newsrooms make.
var conversions = [...]conversion{
	{"mile", "kilometre", 1.609}, {"foot", "metre", 0.3048}, {"yard", "metre", 0.9144}, {"inch", "centimetre", 2.54},
	{"pound", "kilogram", 0.4536}, {"acre", "hectare", 0.4047},
}

// converted tells whether two figures with their units are the same amount, as people round it.
func converted(from, to string, s, t *figure) bool {
	if from == "" || to == "" || from == to {
		return false
	}
	a, b := float(s), float(t)
	if from == "fahrenheit" && to == "celsius" {
		return nearly((a-32)*5/9, b)
	}
	if from == "celsius" && to == "fahrenheit" {
		return nearly(a*9/5+32, b)
	}
	for _, c := range conversions {
		if from == c.from && to == c.to && nearly(a*c.factor, b) || from == c.to && to == c.from && nearly(a/c.factor, b) {
			return true
		}
	}
	return false
}

// nearly tells whether two amounts differ by no more than people round: a twentieth, or a half.
func nearly(a, b float64) bool { return a*0.95 <= b && b <= a*1.05 || a-0.6 <= b && b <= a+0.6 }

// float gives the value of a figure, -1 where it has none.
func float(g *figure) float64 {
	if len(g.values) == 0 {
		return -1
	}
	v, err := strconv.ParseFloat(g.values[0], 64)
	if err != nil {
		return -1
	}
	return v
}
