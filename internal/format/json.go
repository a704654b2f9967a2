package format

import (
	"bytes"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"tarjuma/internal/lang"
	"tarjuma/internal/news"
)

// writeJSON writes the whole document, as document-1.schema.json describes it. The encoder writes keys in the order of
// the structs, empty lists as [], characters as they are (no HTML escapes), and refuses invalid UTF-8.
func writeJSON(b *bytes.Buffer, doc *news.Document, _ *lang.Languages, view View) error {
	var options []json.Options
	if view.Indent {
		options = append(options, jsontext.WithIndent("  "))
	}
	if err := json.MarshalWrite(b, doc, options...); err != nil {
		return err
	}
	return b.WriteByte('\n')
}
