package cmd

import (
	"io"
	"os"
)

// openFile opens an article when its turn comes, so that a long list does not hold every file open.
func openFile(path string) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return os.Open(path) }
}

// openOnce hands out standard input, which belongs to the process and is not closed.
func openOnce(r io.Reader) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(r), nil }
}
