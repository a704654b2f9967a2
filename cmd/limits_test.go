package cmd

import (
	"testing"
	"time"
)

// The clock of Kabul is half an hour off the others; New York's is set back in a night of November.
func TestDeadlineFrom(t *testing.T) {
	kabul, newYork := time.FixedZone("Kabul", 4*3600+1800), zone(t, "America/New_York")
	for _, test := range []struct {
		text string
		now  time.Time
		want time.Time
		ok   bool
	}{
		{"45m", time.Date(2026, 3, 1, 8, 0, 0, 0, kabul), time.Date(2026, 3, 1, 8, 45, 0, 0, kabul), true},
		{"1h30m", time.Date(2026, 3, 31, 23, 0, 0, 0, kabul), time.Date(2026, 4, 1, 0, 30, 0, 0, kabul), true},
		{"17:30", time.Date(2026, 3, 1, 8, 0, 0, 0, kabul), time.Date(2026, 3, 1, 17, 30, 0, 0, kabul), true},
		{"7:05", time.Date(2026, 12, 31, 8, 0, 0, 0, kabul), time.Date(2027, 1, 1, 7, 5, 0, 0, kabul), true},
		{"17:30", time.Date(2026, 3, 1, 17, 30, 0, 0, kabul), time.Date(2026, 3, 2, 17, 30, 0, 0, kabul), true},
		{"06:00", time.Date(2026, 10, 31, 22, 0, 0, 0, newYork), time.Date(2026, 11, 1, 6, 0, 0, 0, newYork), true},
		{"0s", time.Date(2026, 3, 1, 8, 0, 0, 0, kabul), time.Date(2026, 3, 1, 8, 0, 0, 0, kabul), false},
		{"-1h", time.Date(2026, 3, 1, 8, 0, 0, 0, kabul), time.Date(2026, 3, 1, 7, 0, 0, 0, kabul), false},
		{"", time.Date(2026, 3, 1, 8, 0, 0, 0, kabul), time.Time{}, false},
		{"24:00", time.Date(2026, 3, 1, 8, 0, 0, 0, kabul), time.Time{}, false},
		{"noon", time.Date(2026, 3, 1, 8, 0, 0, 0, kabul), time.Time{}, false},
	} {
		if got, ok := deadlineFrom(test.text, test.now); ok != test.ok || !got.Equal(test.want) {
			t.Errorf("%q at %s: %s, %t", test.text, test.now, got, ok)
		}
	}
}

func zone(t *testing.T, name string) *time.Location {
	t.Helper()
	location, err := time.LoadLocation(name)
	if err != nil {
		t.Skip("this machine knows no time zones: ", err)
	}
	return location
}
