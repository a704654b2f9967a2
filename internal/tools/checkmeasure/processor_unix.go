//go:build unix

package main

import (
	"syscall"
	"time"
)

// processorTime is how long the processor was at work for the program, in its own code and in the system's.
func processorTime() (time.Duration, error) {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0, err
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano()), nil
}
