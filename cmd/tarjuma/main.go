// Command tarjuma makes briefs and Dari, Pashto and Hindi translations of news articles.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/term"

	"tarjuma/cmd"
)

func main() { os.Exit(run()) }

func run() int {
	app := &cmd.App{
		Stdin:    os.Stdin,
		Stdout:   os.Stdout,
		Stderr:   os.Stderr,
		Terminal: term.IsTerminal(int(os.Stderr.Fd())),
		Environ:  os.Environ(),
		Version:  cmd.Version(),
	}
	ctx, stop := context.WithCancelCause(context.Background())
	defer stop(nil)
	signals := make(chan os.Signal, 2)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		<-signals
		fmt.Fprintln(os.Stderr, "tarjuma: stopping: what is in flight is finished first; press Ctrl-C again to stop at once")
		stop(cmd.ErrInterrupted)
		<-signals
		os.Exit(cmd.ExitInterrupted)
	}()
	return cmd.Main(ctx, app, os.Args[1:])
}
