package cmd

import "testing"

// TestSum: a report's sums do not depend on the order in which answers came.
func TestSum(t *testing.T) {
	tenths := 0.1 + 0.2
	tenths += 0.3
	back := 0.3 + 0.2
	back += 0.1
	if sum(tenths) != 0.6 || sum(back) != 0.6 || sum(0.0000001) != 0.0000001 {
		t.Errorf("%v, %v, %v", sum(tenths), sum(back), sum(0.0000001))
	}
}
