package cmd

import (
	"context"
	"io"
)

// openInput hands out standard input, which belongs to the process and is not closed. Reading it ends with the context: a
// terminal or a pipe may never say anything.
func openInput(ctx context.Context, r io.Reader) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(&input{ctx, r}), nil }
}

type input struct {
	ctx context.Context
	r   io.Reader
}

func (i *input) Read(p []byte) (int, error) {
	type got struct {
		n   int
		err error
	}
	buffer := make([]byte, len(p)) // p is the caller's again when the context ends first
	done := make(chan got, 1)
	go func() {
		n, err := i.r.Read(buffer)
		done <- got{n, err}
	}()
	select {
	case <-i.ctx.Done():
		return 0, context.Cause(i.ctx)
	case g := <-done:
		return copy(p, buffer[:g.n]), g.err
	}
}
