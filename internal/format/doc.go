// Package format puts documents on paper.
//
// A document holds an article or its brief in several languages, some of it perhaps missing. Readers want it in
// many forms: text to paste, Markdown for a page, JSON for other programs. All forms keep to the same order and say at its
// place what is missing, so that nobody takes half a translation for a whole one. A form is one file here
// and one line in the list of forms.
package format
