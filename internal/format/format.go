package format

import (
	"bytes"
	"fmt"
	"io"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// View says which part of a document is wanted, and how.
type View struct {
	// Lang is the code of the one language wanted; it is written without a heading line. "" is all languages, with
	// a heading line for each where there are several. JSON always holds the whole document.
	Lang string
	// Indent spreads JSON over many lines; without it a document is one line.
	Indent bool
}

// form is a way to write a document.
type form struct {
	name  string
	write func(b *bytes.Buffer, doc *news.Document, languages *lang.Languages, view View) error
}

// forms lists the forms in the order in which they are named to users.
func forms() []form {
	return []form{
		{"txt", writeText},
		{"md", writeMarkdown},
		{"json", writeJSON},
	}
}

// Names gives the names of the forms, in order.
func Names() []string {
	var names []string
	for _, f := range forms() {
		names = append(names, f.name)
	}
	return names
}

// Write writes a document in the named form, in one piece: after an error about the document nothing has been
// written. What is written ends with a line end. Errors are an unknown form, a language that languages does not know
// or that the document is not in, and those of w.
func Write(w io.Writer, name string, doc *news.Document, languages *lang.Languages, view View) error {
	for _, f := range forms() {
		if f.name != name {
			continue
		}
		var b bytes.Buffer
		if err := f.write(&b, doc, languages, view); err != nil {
			return fmt.Errorf("writing %s as %s: %w", doc.Article.Name, name, err)
		}
		_, err := w.Write(b.Bytes())
		return err
	}
	return fmt.Errorf("unknown format %q", name)
}
