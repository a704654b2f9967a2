// Command list prints the built-in languages, a line each. A test builds it over a tree to which a language was added.
package main

import (
	"fmt"
	"os"

	"tarjuma/internal/lang"
)

func main() {
	languages, err := lang.Builtin()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for _, l := range languages.All() {
		fmt.Println(l.Code, l.Tag, l.Name)
	}
}
