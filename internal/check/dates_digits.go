package check

import (
	"unicode/utf8"

	"tarjuma/internal/lang"
)

// datesInDigits tells whether a text has the number of a month in a date such as 12/05/2021.
func datesInDigits(t *text, month int) bool {
	value, digits, groups, found := 0, 0, 0, false
	for _, r := range t.plain {
		d, digit := lang.DigitValue(r)
		if digit {
			value, digits = 10*min(value, 1000)+d, digits+1
			continue
		}
		found = digits > 0 && (found || digits <= 2 && value == month)
		if digits > 0 {
			groups++
		}
		if found && groups == 3 {
			return true
		}
		if digits == 0 || r != '/' && r != '-' && r != '.' {
			groups, found = 0, false
		}
		value, digits = 0, 0
	}
	return groups == 2 && digits > 0 && (found || value == month)
}

// misspelt tells a word in which one letter is another than in a name, missing or added; two of six letters and more.
func misspelt(word, name string) bool {
	length, letters := utf8.RuneCountInString(name), utf8.RuneCountInString(word)
	allowed := 0
	switch {
	case length >= 6:
		allowed = 2
	case length >= 4:
		allowed = 1
	}
	if allowed == 0 || letters < length-allowed || letters > length+allowed {
		return false
	}
	return distance([]rune(word), []rune(name)) <= allowed
}

// distance is Levenshtein's: how many letters must be changed, put in or taken out.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for k := range row {
		row[k] = k
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for k := range b {
			cost := 1
			if a[i] == b[k] {
				cost = 0
			}
			diagonal, row[k+1] = row[k+1], min(row[k]+1, row[k+1]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
