// Package check finds the faults of a text that a program can see, and says nothing where it cannot be sure.
//
// The reader's problem: a model writes a sentence that reads well and has 3 million where the article has 3 billion, or
// a quotation that nobody spoke. An editor who reads quickly sees neither. A program sees both, if it can read numbers as
// people write them (in any digits, with any separators, in words) and compare quotations without being led astray by
// white space. A check that alarms on good text is soon ignored, so each here is lenient where writing is ambiguous: it
// knows every reading, and what it cannot decide it calls unverified instead of wrong.
//
// Each check is a file of its own; the number reader, which several checks rest on, is numbers.go and the files named after it.
// Text is folded only to compare, in a copy.
package check
