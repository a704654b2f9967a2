package cmd

import (
	"fmt"
	"strings"
)

// The exit codes are an interface: scripts rest on them. They are listed in the README and in every command's help.
const (
	ExitDone        = 0
	ExitFailed      = 1
	ExitUsage       = 2
	ExitFindings    = 3
	ExitRefused     = 4
	ExitIncomplete  = 5
	ExitBudget      = 6
	ExitInterrupted = 130
)

// exitMeaning says in a few words what a code means.
func exitMeaning(code int) string {
	switch code {
	case ExitDone:
		return "done"
	case ExitFailed:
		return "failed: unreadable input, unreachable server, no stored reply, nothing translated"
	case ExitUsage:
		return "wrong usage or configuration"
	case ExitFindings:
		return "the checks found faults at or above --fail-on"
	case ExitRefused:
		return "the provider refuses: no key, wrong key, quota spent"
	case ExitIncomplete:
		return "incomplete: something has no translation or waits for a batch, the brief lacks a part, or what a person changed is older than its article; the rest was written"
	case ExitBudget:
		return "the budget or the deadline is reached; what was finished was written"
	case ExitInterrupted:
		return "interrupted; what was answered is kept in the store"
	}
	return ""
}

// worse gives the code that a run ends with when both apply.
func worse(a, b int) int {
	for _, code := range []int{ExitInterrupted, ExitUsage, ExitRefused, ExitBudget, ExitFailed, ExitIncomplete, ExitFindings} {
		if a == code || b == code {
			return code
		}
	}
	return ExitDone
}

// exitHelp is the part of a command's help that lists the codes that apply to it.
func exitHelp(codes ...int) string {
	var help strings.Builder
	help.WriteString("Exit codes:\n")
	for _, code := range codes {
		fmt.Fprintf(&help, "  %-4d %s\n", code, exitMeaning(code))
	}
	return strings.TrimRight(help.String(), "\n")
}
