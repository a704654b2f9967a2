// Package translate turns an article, or a brief, into another language, segment by segment.
//
// The reader's problem: a model that is given twenty paragraphs gives back nineteen, or twenty of which two were run
// together and all later ones stand one place too high, and it looks whole. An editor who does not read the language
// cannot see it. So nothing here goes by position. Each segment is asked for by its id and comes back with its id and
// with the first three words of the source it was made from (the anchor); what does not fit is asked again, then in
// halves, then alone, and what still does not fit is marked as failed, with the reason. A segment is translated or says
// that it is not: it never holds a neighbour's text, and never the source in the place of a translation.
//
// From the outside in: Translator.Translate settles the names that recur in a long article (names.go), lest its parts
// spell one person in two ways; then it walks over rounds (walk.go); a round cuts the article into parts (parts.go) that
// are asked at once; each part goes down the ladder alone (ladder.go), which makes requests (request.go) that fit what
// the model can hold (window.go), and judges what comes back (answer.go). What was refused is asked of another model, if
// there is one (fallback.go). Units (units.go) are what is asked for: a segment, or a group of sentences of a long one.
//
// What comes out depends on the article, the settings and the replies, never on which reply came first. A run over a
// store of replies walks the same way as the one that filled it, and asks for nothing, as long as every request was
// answered; a refusal is an answer, and so is that a text is too long, and that there were no names to be had (all of
// these the store keeps). Where a server left a request unanswered, a later run asks again in its place; without a
// server nobody knows what it would have said, and the walk ends with an error of the fault llm.NotStored.
package translate
