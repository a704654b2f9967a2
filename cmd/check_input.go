package cmd

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// checkInput is a file that is being checked.
type checkInput struct {
	name string
	r    *bufio.Reader
	w    io.Writer // takes what is mended
}

// file checks a file of documents or a translation memory, which its first bytes tell apart.
func (c *checking) file(ctx context.Context, name string) error {
	open := openFile(name)
	if name == "-" {
		open = openInput(ctx, c.app.Stdin)
	}
	file, err := open()
	if err != nil {
		return err
	}
	defer file.Close() // a second time is no harm
	r := bufio.NewReaderSize(file, 64<<10)
	first, err := r.Peek(512)
	if err != nil && !errors.Is(err, io.EOF) {
		return readFault(name, err)
	}
	read := c.readerFor(first)
	if read == nil {
		return &checkError{name, "neither a tarjuma document nor a TMX file", "two texts are checked with --source and --target"}
	}
	return c.mending(name, func(w io.Writer) error {
		err := read(ctx, &checkInput{name, r, w})
		return errors.Join(err, file.Close()) // on Windows an open file cannot be replaced
	})
}

// readerFor gives what checks a file that begins with these bytes, or nil.
func (c *checking) readerFor(first []byte) func(context.Context, *checkInput) error {
	switch text := bytes.TrimLeft(bytes.TrimPrefix(first, []byte(byteOrderMark)), " \t\r\n"); {
	case bytes.HasPrefix(text, []byte("{")):
		return c.documents
	case bytes.HasPrefix(text, []byte("<")), bytes.HasPrefix(first, []byte("\xff\xfe")), bytes.HasPrefix(first, []byte("\xfe\xff")), bytes.HasPrefix(first, []byte("\x00<")):
		return c.memory
	}
	return nil
}

// readFault says of a file that cannot be read why, and names it once.
func readFault(name string, err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return fmt.Errorf("%s: %w", name, path.Err)
	}
	return fmt.Errorf("%s: %w", name, err)
}
