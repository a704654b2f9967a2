// Package cmd is the skin of tarjuma: flags, configuration, streams, hints and exit codes. What is decided here is what
// the person at the terminal meant; the work is done by the packages below, which know of no flag and print nothing.
//
// A command is a constructor that binds flags to an options struct and hands it to one run function.
package cmd
