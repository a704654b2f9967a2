package news

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// Files that are told by their first bytes, so that the message says what they are.
var signatures = [...]struct{ bytes, what string }{
	{"%PDF-", "a PDF file"},
	{"PK\x03\x04", "a ZIP archive, as DOCX, ODT and EPUB files are"},
	{"{\\rtf", "a Rich Text file"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file"},
	{"\x1f\x8b", "a gzip archive"},
	{"\x89PNG", "a PNG picture"},
	{"\xff\xd8\xff", "a JPEG picture"},
}

// decode gives the text that the bytes hold, without a byte order mark. What it gives stands for exactly those
// bytes: encoded again they are the same. A byte order mark decides first, then NULs at odd or even places
// only (UTF-16 without a mark; libraries that guess do not find it), and else the text must be UTF-8.
func decode(data []byte) (string, *ReadError) {
	for _, s := range signatures {
		if bytes.HasPrefix(data, []byte(s.bytes)) {
			return "", &ReadError{Problem: Binary, Detail: s.what}
		}
	}
	var text string
	var fault *ReadError
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		text, fault = fromUTF8(data, 3)
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		text, fault = fromUTF16(data, 2, binary.LittleEndian)
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		text, fault = fromUTF16(data, 2, binary.BigEndian)
	default:
		if order := unmarkedUTF16(data); order != nil {
			text, fault = fromUTF16(data, 0, order)
		} else {
			text, fault = fromUTF8(data, 0)
		}
	}
	if fault != nil {
		return "", fault
	}
	return text, controls(text)
}

func fromUTF8(data []byte, at int) (string, *ReadError) {
	if bytes.IndexByte(data, 0) >= 0 {
		return "", &ReadError{Problem: Binary, Detail: "it holds NUL bytes"}
	}
	for i := at; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return "", &ReadError{Problem: NotUTF8, Detail: fmt.Sprintf("byte 0x%02X at offset %d", data[i], i)}
		}
		i += size
	}
	return string(data[at:]), nil
}

// fromUTF16 decodes and encodes again, since the decoder puts U+FFFD for half of a pair without an error.
func fromUTF16(data []byte, at int, order binary.ByteOrder) (string, *ReadError) {
	if len(data)%2 != 0 {
		return "", &ReadError{Problem: NotUTF8, Detail: "UTF-16 that ends within a character"}
	}
	units := make([]uint16, 0, (len(data)-at)/2)
	for i := at; i < len(data); i += 2 {
		units = append(units, order.Uint16(data[i:]))
	}
	runes := utf16.Decode(units)
	for i, unit := range utf16.Encode(runes) {
		if unit != units[i] {
			return "", &ReadError{Problem: NotUTF8, Detail: fmt.Sprintf("UTF-16 with half a character at offset %d", at+2*i)}
		}
	}
	return string(runes), nil
}

// unmarkedUTF16 tells UTF-16 without a byte order mark: in any text spaces and line ends give a NUL in the high
// byte, and a low byte is hardly ever NUL. It gives nil for anything else.
func unmarkedUTF16(data []byte) binary.ByteOrder {
	if len(data)%2 != 0 {
		return nil
	}
	var even, odd int
	for i := 0; i < len(data); i += 2 {
		if data[i] == 0 {
			even++
		}
		if data[i+1] == 0 {
			odd++
		}
	}
	// One unit in forty at least: a space every forty letters is less than any language writes.
	few := len(data) / 2 / 40
	switch {
	case odd > few && even*20 <= odd:
		return binary.LittleEndian
	case even > few && odd*20 <= even:
		return binary.BigEndian
	}
	return nil
}

// controls refuses text that is no text: with NULs, or with more control characters than slips of a keyboard explain.
func controls(text string) *ReadError {
	runes, found := 0, 0
	for _, r := range text {
		runes++
		switch {
		case r == 0:
			return &ReadError{Problem: Binary, Detail: "it holds NUL characters"}
		case unicode.IsControl(r) && !unicode.IsSpace(r):
			found++
		}
	}
	if found > 3 && found*50 > runes {
		return &ReadError{Problem: Binary, Detail: "it holds many control characters"}
	}
	return nil
}
