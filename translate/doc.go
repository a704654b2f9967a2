// Package translate turns an article, or a brief, into another language, segment by segment.
//
// The reader's problem: a model that is given twenty paragraphs gives back nineteen, or twenty of which two were run
// together and all later ones stand one place too high, and it looks whole. An editor who does not read the language
// cannot see it. So nothing here goes by position. Each segment is asked for by its id and comes back with its id and
// with the first three words of the source it was made from (the anchor); what does not fit is asked again, then in
// halves, then alone, and what still does not fit is marked as failed, with the reason. A segment is translated or says
// that it is not: it never holds a neighbour's text, and never the source in the place of a translation.
//
// From the outside in: Translator.Translate walks over rounds; a round cuts the article into parts (parts.go) that are
// asked at once; each part goes down the ladder alone (ladder.go), which makes requests (request.go) and judges what
// comes back (answer.go). Units (units.go) are what is asked for: a segment, or a group of sentences of a long one.
//
// What comes out depends on the article, the settings and the replies, never on which reply came first.
package translate
