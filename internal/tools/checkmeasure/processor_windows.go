package main

import (
	"syscall"
	"time"
)

// processorTime is how long the processor was at work for the program, in its own code and in the system's.
func processorTime() (time.Duration, error) {
	process, err := syscall.GetCurrentProcess()
	if err != nil {
		return 0, err
	}
	var created, ended, system, own syscall.Filetime
	if err := syscall.GetProcessTimes(process, &created, &ended, &system, &own); err != nil {
		return 0, err
	}
	ticks := func(f syscall.Filetime) int64 { return int64(f.HighDateTime)<<32 | int64(f.LowDateTime) }
	return time.Duration(ticks(system)+ticks(own)) * 100, nil // a tick is 100 ns
}
