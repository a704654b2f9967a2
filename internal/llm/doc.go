// Package llm asks a model once, and sees to it that the answer is paid for once.
//
// The caller has a Request: messages, a model, the JSON wanted back. What it needs is a Reply, or one typed *Error that says
// whether asking again can help. In between lie servers that call themselves OpenAI-compatible and differ in every way that
// matters: how they say no, what they refuse, what they cut in silence. Each worry is one small layer round a Client, and New
// stacks them:
//
//	OpenAI      puts the request on the wire, exactly one attempt, and makes one *Error of every odd shape that comes back
//	Finishing   lets what is in flight finish when the caller stops
//	Limited     keeps so many requests in flight, and so many a minute, the first by priority first; learns from refusals and headers
//	Budgeted    sets aside what a request may cost, and ends a run that has no more to spend, or no more time
//	Retried     waits and asks again, and knows when to give up
//	Stored      answers from the store, and keeps every reply before it is used
//
// With Options.Offline there is only the store: a reply that is not in it is an *Error of the fault NotStored.
//
// Batches asks another way: requests go into files, and their answers come back within a day. BatchClient then stands where the stack above
// does: it answers from the store alone and notes what is not there, which is the next file. The lines are written, and the answers
// read, by the code of the OpenAI layer.
//
// What is known of a provider beforehand is one entry in Profiles; what its server refuses all the same is learned. How each
// says no is held by testdata/providers, a file for every shape, with its source.
//
// Only this package knows go-openai. A reply is never believed here: Reply.Decode reads its JSON strictly, and what stands in
// it is judged by the packages that asked.
package llm
