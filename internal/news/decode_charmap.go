package news

import (
	"encoding/binary"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// The Unicode encodings, by the names that Encodings lists.
const (
	utf8Name    = "utf-8"
	utf16Name   = "utf-16"
	utf16LEName = "utf-16le"
	utf16BEName = "utf-16be"
)

// singleByte is an encoding of one byte a character, by its IANA name in small letters.
type singleByte struct {
	name  string
	table *charmap.Charmap
}

// singleBytes are the encodings of one byte a character that can be named.
func singleBytes() []singleByte {
	return []singleByte{
		{"windows-1250", charmap.Windows1250}, {"windows-1251", charmap.Windows1251}, {"windows-1252", charmap.Windows1252},
		{"windows-1253", charmap.Windows1253}, {"windows-1254", charmap.Windows1254}, {"windows-1255", charmap.Windows1255},
		{"windows-1256", charmap.Windows1256}, {"windows-1257", charmap.Windows1257}, {"windows-1258", charmap.Windows1258},
		{"iso-8859-1", charmap.ISO8859_1}, {"iso-8859-2", charmap.ISO8859_2}, {"iso-8859-3", charmap.ISO8859_3},
		{"iso-8859-4", charmap.ISO8859_4}, {"iso-8859-5", charmap.ISO8859_5}, {"iso-8859-6", charmap.ISO8859_6},
		{"iso-8859-7", charmap.ISO8859_7}, {"iso-8859-8", charmap.ISO8859_8}, {"iso-8859-9", charmap.ISO8859_9},
		{"iso-8859-10", charmap.ISO8859_10}, {"iso-8859-13", charmap.ISO8859_13}, {"iso-8859-14", charmap.ISO8859_14},
		{"iso-8859-15", charmap.ISO8859_15}, {"iso-8859-16", charmap.ISO8859_16},
		{"koi8-r", charmap.KOI8R}, {"macintosh", charmap.Macintosh}, {"ibm437", charmap.CodePage437}, {"ibm850", charmap.CodePage850},
	}
}

// Encodings gives the names that Options.Encoding may have, Unicode's first.
func Encodings() []string {
	names := []string{utf8Name, utf16Name, utf16LEName, utf16BEName}
	for _, s := range singleBytes() {
		names = append(names, s.name)
	}
	return names
}

// FindEncoding gives the name in Encodings that is meant: upper case, "_" and a missing "-" are forgiven, as is "cp" for "windows-".
func FindEncoding(name string) (string, bool) {
	wanted := bare(name)
	if page, found := strings.CutPrefix(wanted, "cp"); found {
		wanted = "windows" + page
	}
	for _, known := range Encodings() {
		if bare(known) == wanted {
			return known, true
		}
	}
	return "", false
}

// bare gives the small letters and the digits of a name.
func bare(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// force decodes what is said to be in an encoding, and refuses what cannot be.
func force(data []byte, encoding string) (text, name string, fault *ReadError) {
	name, known := FindEncoding(encoding)
	if !known {
		return "", "", &ReadError{Problem: NoSuchEncoding, Detail: encoding}
	}
	for _, s := range singleBytes() {
		if s.name == name {
			text, fault = s.forced(data)
			return text, name, fault
		}
	}
	size, order := byteOrderMark(data)
	switch {
	case size > 0 && (name == utf8Name) != (order == nil),
		name == utf16LEName && size > 0 && order != binary.LittleEndian,
		name == utf16BEName && size > 0 && order != binary.BigEndian:
		return "", "", &ReadError{Problem: OtherEncoding, Detail: fmt.Sprintf("its byte order mark is not that of %s", name)}
	case name == utf16LEName:
		order = binary.LittleEndian
	case name == utf16BEName:
		order = binary.BigEndian
	case name == utf16Name && size == 0:
		if order = unmarkedUTF16(data); order == nil {
			return "", "", &ReadError{Problem: OtherEncoding, Detail: "it shows no byte order of " + utf16Name}
		}
	}
	text, fault = unicodeText(data, size, order)
	return text, "", fault
}

// forced decodes what is said to be in this encoding.
func (s singleByte) forced(data []byte) (string, *ReadError) {
	if size, _ := byteOrderMark(data); size > 0 {
		return "", &ReadError{Problem: OtherEncoding, Detail: "it begins with a byte order mark of Unicode"}
	}
	text, odd := s.decode(data)
	if odd >= 0 {
		return "", &ReadError{Problem: OtherEncoding, Detail: fmt.Sprintf("byte 0x%02X at offset %d is no character of %s", data[odd], odd, s.name)}
	}
	return text, nil
}

// decode gives the text of data, and where the first byte stands that cannot be a character, or -1. Bytes that an encoding
// leaves undefined the decoder makes U+FFFD of, without an error; and the controls that ISO 8859 has in 0x80 to 0x9F no text holds:
// there stand the quotation marks and letters of an encoding of Windows. What was decoded is encoded again and compared.
func (s singleByte) decode(data []byte) (text string, odd int) {
	var b strings.Builder
	for i, c := range data {
		r := s.table.DecodeByte(c)
		again, ok := s.table.EncodeRune(r)
		if r == utf8.RuneError || r >= 0x80 && unicode.IsControl(r) || !ok || again != c {
			return "", i
		}
		b.WriteRune(r)
	}
	return b.String(), -1
}
