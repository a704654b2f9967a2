// Package prompts keeps the words that are put to a model: one versioned template a question, and the shape of the
// answer wanted.
//
// A newsroom that finds a good translation in its archive wants to know which words asked for it, and to ask with the
// same words again. So a prompt has an id (translate/v1), its bytes are locked once it is released, and the article
// is no part of it: a template sees the facts of a language (Vars) and nothing else, and Render puts the article
// behind it as one JSON object. However an article is written, it stays data.
//
// # A prompt's files
//
// A prompt is the file TASK/NAME.tmpl, and the JSON Schema of its reply that the file names. A template begins with
// YAML front matter between two lines "---"; then come two blocks, each after a line that is exactly "=== system" or
// "=== user":
//
//	---
//	about: What this version is for.
//	schema: schema-1.json
//	parameters:
//	  temperature: 0.2
//	variables: [Language, Style]
//	---
//	=== system
//	You translate news into {{.Language}}.
//	{{range .Style}}- {{.}}
//	{{end}}
//	=== user
//	The JSON object below holds the segments.
//
// The file is split before anything is rendered, so that no value can begin a block. No other line may begin with
// "=== ". Blank lines round a block do not count. Blocks are text/template with little of it: the variables that the
// front matter declares (every one used), if, with, range over a list, and the functions and, or, not, eq, ne. Inside
// range and with, a variable is written $.Language.
//
// # To add a version
//
// Write TASK/vN.tmpl, with N one above the newest, and a schema-N.json if the reply changes its shape (the program
// must be able to read that shape). It is a draft: used by name only, free to change. `prompts lint` and
// `prompts verify` look at it; verify prints the line that releases it. Put that line into prompts.lock, which is
// sorted by byte order, and from then on the bytes stay: a mended prompt is a new version.
package prompts
