package check

import (
	"strings"
	"testing"

	"tarjuma/internal/news"
)

// FuzzFigures prints a value as English does, and in a translation in any digits with any grouping: nothing is found. The next
// whole number there is found.
func FuzzFigures(f *testing.F) {
	f.Add(uint32(1234567), uint16(25), uint8(0), uint8(0))
	f.Add(uint32(98765432), uint16(0), uint8(3), uint8(5))
	f.Add(uint32(1400), uint16(125), uint8(7), uint8(9))
	zeros := digitZeros()
	const english = 3 // style
	checkers := map[string]*Checker{}
	for _, code := range []string{"prs", "ps", "hi"} {
		checkers[code] = figureChecker(f, code)
	}
	f.Fuzz(func(t *testing.T, whole uint32, fraction uint16, system, style uint8) {
		zero := zeros[int(system)%len(zeros)]
		source, _ := printNumber(uint64(whole), fraction%1000, english)
		same, _ := printNumber(uint64(whole), fraction%1000, style)
		other, _ := printNumber(uint64(whole)+1, fraction%1000, style)
		for code, c := range checkers {
			check := func(target string) []news.Finding {
				return c.Check(Text{Units: []Unit{{ID: "s1", Source: "(" + source + ")", Target: "(" + inDigits(target, zero) + ")"}}, Alone: true})
			}
			if found := check(same); len(found) > 0 {
				t.Errorf("%s: %s → %s: %v", code, source, inDigits(same, zero), found)
			}
			found := check(other)
			if len(found) != 1 || found[0].Check != "number.changed" || found[0].Severity != news.Error || !strings.Contains(found[0].Message, source) {
				t.Errorf("%s: %s → %s: %v", code, source, inDigits(other, zero), found)
			}
		}
	})
}
