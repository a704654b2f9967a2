package llm

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
)

// Key gives the name of a request's answer in the store: the hex SHA-256 of the logical request, which is its model as asked,
// temperature, round, schema (name and bytes) and messages. Every part is written with its length, so that no two
// requests read alike. What a provider makes of it on the wire is not part of it.
func Key(req Request) string {
	h := sha256.New()
	part := func(text string) { _, _ = io.WriteString(h, strconv.Itoa(len(text))+":"+text+"\n") }
	part("tarjuma.request/1")
	part(req.Model)
	if req.Temperature == nil {
		part("")
	} else {
		part(strconv.FormatFloat(*req.Temperature, 'g', -1, 64))
	}
	part(strconv.Itoa(req.Round))
	part(req.Schema.Name)
	part(string(req.Schema.JSON))
	part(fmt.Sprint(len(req.Messages)))
	for _, m := range req.Messages {
		part(m.Role)
		part(m.Content)
	}
	return hex.EncodeToString(h.Sum(nil))
}
