// Package run does the work that a command asks for: one or many articles, each read, briefed or translated, and written.
//
// The reader's problem: a newsroom hands over ten articles and a folder, and wants to know afterwards, for each article
// and each language, what was written, what is missing and why. So this room decides what is to do and in what order, what
// the files are called, that a file is written whole or not at all, and that a file someone else wrote is left alone. It
// says what happened as values (Outcome); words for people and exit codes are the business of cmd.
package run
