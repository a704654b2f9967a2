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

// Decode gives the text that the bytes of a file hold, without a byte order mark, and the name of its encoding: "" for UTF-8 and
// UTF-16. With one of Encodings named it must be that one; "" recognizes it. The error is a *ReadError about the file's name.
func Decode(data []byte, name, encoding string) (text, told string, err error) {
	text, told, fault := decode(data, encoding)
	if fault != nil {
		fault.Name = name
		return "", "", fault
	}
	return text, told, nil
}

// decode gives the text that the bytes hold, without a byte order mark, and the name of its encoding: "" for UTF-8 and
// UTF-16, which are no matter of opinion. What it gives stands for exactly those bytes: encoded again they are the same.
// With an encoding named it must be that one, and otherwise is recognized.
func decode(data []byte, encoding string) (text, name string, fault *ReadError) {
	for _, s := range signatures {
		if bytes.HasPrefix(data, []byte(s.bytes)) {
			return "", "", &ReadError{Problem: Binary, Detail: s.what}
		}
	}
	if encoding == "" {
		text, name, fault = recognize(data)
	} else {
		text, name, fault = force(data, encoding)
	}
	if fault == nil {
		fault = controls(text)
	}
	if fault != nil {
		return "", "", fault
	}
	return text, name, nil
}

// recognize decodes what a text itself shows: a byte order mark decides first, then NULs at odd or even places only
// (UTF-16 without a mark; libraries that guess do not find it), then whether it is UTF-8, which nothing else is by
// chance. The rest are encodings of one byte a character, and those are told by what they say.
func recognize(data []byte) (text, name string, fault *ReadError) {
	if size, order := byteOrderMark(data); size > 0 {
		text, fault = unicodeText(data, size, order)
		return text, "", fault
	}
	if order := unmarkedUTF16(data); order != nil {
		text, fault = fromUTF16(data, 0, order)
		return text, "", fault
	}
	if text, fault = fromUTF8(data, 0); fault == nil || fault.Problem == Binary || nearlyUTF8(data) {
		return text, "", fault
	}
	text, name = tell(data)
	if name == "" {
		return "", "", &ReadError{Problem: NotTold, Detail: fault.Detail}
	}
	return text, name, nil
}

// byteOrderMark gives the size of the byte order mark that data begins with, 0 where it has none, and the order that it shows: nil for
// that of UTF-8.
func byteOrderMark(data []byte) (size int, order binary.ByteOrder) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		return 3, nil
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return 2, binary.LittleEndian
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return 2, binary.BigEndian
	}
	return 0, nil
}

// unicodeText decodes from an offset: UTF-16 in an order, UTF-8 where order is nil.
func unicodeText(data []byte, at int, order binary.ByteOrder) (string, *ReadError) {
	if order == nil {
		return fromUTF8(data, at)
	}
	return fromUTF16(data, at, order)
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

// nearlyUTF8 tells UTF-8 that was damaged: most of what is not ASCII stands in sequences as only UTF-8 has them. To
// read it as something else would turn all of it into other letters for the sake of one bad byte.
func nearlyUTF8(data []byte) bool {
	good, other := 0, 0
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			other++
		case size > 1:
			good++
		}
		i += size
	}
	return good > other
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
