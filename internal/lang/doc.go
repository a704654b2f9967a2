// Package lang holds what is true of a language, so that no other package has to know one.
//
// A newsroom names a language in many ways (prs, fa-AF, dari, دری) and often does not name it at all. A program
// must find it all the same, must not take Iranian Persian for Dari or Marathi for Hindi without a word, and
// must not send a Pashto article to be "translated into Pashto". What it then needs to know (the direction, the
// digits, the number words, the editors' wishes that go into a prompt) differs from language to language and is
// data, not code: one embedded YAML file a language, named after its code. A new language is one new file.
//
// # Telling the language of a text
//
// Detect goes by script, then by letters, then by function words, and says so when these do not decide. What it
// cannot see: Persian of Iran is written with the letters and the small words of Dari and is taken for Dari;
// Scots and English creoles are taken for English, and the languages of the Hindi belt that share Hindi's small
// words (Bhojpuri, Awadhi, Magahi) may be taken for Hindi.
//
// # The data files
//
// A file is read strictly: an unknown key, a missing one, a list of the wrong length, a word that stands twice
// are errors with file and line. Text in the files is in NFC (the nukta letters of Hindi are then a letter and a
// nukta sign), and free of the invisible signs that turn the direction of writing. Nothing of this touches an
// article: words are folded only in the copies that are compared.
package lang
