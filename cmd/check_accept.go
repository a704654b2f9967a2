package cmd

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"tarjuma/internal/check"
)

// acceptances reads the values of --accept: checks by segment, "" being the text as a whole, and the segments there are.
func acceptances(values []string) (accepted map[string][]string, unseen map[string]bool, err error) {
	accepted, unseen = map[string][]string{}, map[string]bool{}
	for _, value := range values {
		at := strings.LastIndexByte(value, ':') // the ids of units may hold one
		if at < 0 {
			return nil, nil, &usageError{fmt.Errorf("--accept %q is not SEGMENT:ID", value), "such as --accept s3:number.missing"}
		}
		segment, id := value[:at], value[at+1:]
		if len(check.Unknown([]string{id})) > 0 {
			return nil, nil, &usageError{fmt.Errorf("--accept: there is no check %q", id), nearestHint(id)}
		}
		accepted[segment] = append(accepted[segment], id)
		if segment != "" {
			unseen[segment] = true
		}
	}
	return accepted, unseen, nil
}

// sorted gives the members of a set in order.
func sorted(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }
