// Package llmtest is a model server for tests and soaks: it answers tarjuma's own requests properly, without a model, and breaks
// on plan in every way that a real one does.
//
// A test that needs a server that is slow, full, wrong or lying says so in a Plan; without one every answer is right. What the
// server answers follows from the request alone: Translation gives its translation of any text, and a brief is made of the article's
// own sentences, so that a test can prove which segment a target was made from, and that its numbers and quotes stand.
package llmtest
