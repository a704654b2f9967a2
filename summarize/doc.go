// Package summarize makes a brief of an article: a headline, a standfirst and key points, each with the segments it
// rests on.
//
// The reader's problem: many will read the brief and nothing else, and an editor's name stands under it. A model invents
// numbers, quotes what nobody said, and may have been shown only half of the article without saying so. So nothing
// that it writes is believed. Every sentence must cite segments that exist; its numbers must stand there; quotes must be word
// for word; the beginnings of three segments prove that the article was read to its end. What fails is asked for once
// more, with what was wrong; what fails again is kept out of the brief, and the brief says so. No sentence is ever changed.
//
// An article that does not fit the model's window is read in sections, each proving in the same way that it was read, and
// the brief is made of the quotes taken there. Where the provider refuses an article, halves of it are asked until the segments that
// set it off are known, and the brief is made without them and says so. More than half of an article is never left out.
package summarize
