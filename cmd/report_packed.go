package cmd

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// packedArticles are the articles of a report until it is written. There may be tens of thousands, much alike, so they are kept as
// packed JSON, in a twentieth of the memory. A file on the way would be one more that may find no room, or be left behind.
type packedArticles struct {
	packed bytes.Buffer // gzip, one member for every packAt of JSON
	open   bytes.Buffer // JSON that is yet to be packed: what packs is too big to be held all the time
	err    error
}

// packAt is how much JSON is packed at once, in bytes.
const packAt = 64 << 10

var _ json.MarshalerTo = (*packedArticles)(nil)

// add keeps an article. What goes wrong is told when they are written.
func (p *packedArticles) add(a articleReport) {
	if p.err == nil {
		p.err = json.MarshalWrite(&p.open, a, jsontext.AllowInvalidUTF8(true))
	}
	if p.err == nil && p.open.Len() >= packAt {
		p.err = p.pack()
	}
}

func (p *packedArticles) pack() error {
	packer, err := gzip.NewWriterLevel(&p.packed, gzip.BestSpeed)
	if err != nil {
		return err
	}
	_, err = p.open.WriteTo(packer)
	return errors.Join(err, packer.Close())
}

// sofar gives those that were added by now, to write them and to add more beside.
func (p *packedArticles) sofar() packedArticles {
	return packedArticles{packed: *bytes.NewBuffer(slices.Clip(p.packed.Bytes())), open: *bytes.NewBuffer(slices.Clip(p.open.Bytes())), err: p.err}
}

// MarshalJSONTo writes all that were added as an array. After it nothing can be added.
func (p *packedArticles) MarshalJSONTo(out *jsontext.Encoder) error {
	if p.err != nil {
		return p.err
	}
	if err := out.WriteToken(jsontext.BeginArray); err != nil {
		return err
	}
	if p.packed.Len() > 0 {
		unpacked, err := gzip.NewReader(&p.packed)
		if err != nil {
			return err
		}
		if err := copyValues(out, unpacked); err != nil {
			return err
		}
	}
	if err := copyValues(out, &p.open); err != nil {
		return err
	}
	return out.WriteToken(jsontext.EndArray)
}

// copyValues writes all JSON values that a reader gives.
func copyValues(out *jsontext.Encoder, from io.Reader) error {
	values := jsontext.NewDecoder(from)
	for {
		value, err := values.ReadValue()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := out.WriteValue(value); err != nil {
			return err
		}
	}
}
