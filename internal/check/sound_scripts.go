package check

import (
	"strings"
	"unicode/utf8"
)

// wordSounds appends the phones of a word in the script that it is written in; none of a word in a script that is not known
// here.
func wordSounds(phones []phone, word token) []phone {
	switch {
	case word.kind&latin != 0 && word.kind&(arabic|devanagari) != 0:
		return mixedSounds(phones, word.key)
	case word.kind&arabic != 0:
		return arabicSounds(phones, word.key)
	case word.kind&devanagari != 0:
		return devanagariSounds(phones, word.key)
	case word.kind&latin != 0:
		return latinSounds(phones, word.key)
	}
	return phones
}

// mixedSounds reads a word in Latin letters to which letters of another script are tied, such as a suffix.
func mixedSounds(phones []phone, word string) []phone {
	for word != "" {
		isLatin := func(r rune) bool { return r < 0x250 }
		size := strings.IndexFunc(word, func(r rune) bool { return !isLatin(r) })
		if size != 0 {
			if size < 0 {
				size = len(word)
			}
			phones = latinSounds(phones, word[:size])
		} else {
			if size = strings.IndexFunc(word, isLatin); size < 0 {
				size = len(word)
			}
			phones = devanagariSounds(arabicSounds(phones, word[:size]), word[:size])
		}
		word = word[size:]
	}
	return phones
}

// arabicSounds reads a word in Perso-Arabic letters, those of Dari, Pashto and Urdu among them.
func arabicSounds(phones []phone, word string) []phone {
	initial := true
	for i, r := range word {
		p := arabicLetter(r)
		switch {
		case p.is == 0:
			continue
		case r == 'ه' && i+utf8.RuneLen(r) == len(word):
			p = phone{soundA | soundE | soundH, soundA | soundE | soundH, costNoVowel}
		case initial && (r == 'ی' || r == 'و'):
			p.lost = costNear
		}
		phones, initial = append(phones, p), false
	}
	return phones
}

func arabicLetter(r rune) phone {
	switch r {
	case 'ا', 'آ', 'أ', 'إ', 'ٱ', 'ع', 'ء':
		return phone{soundVowel, soundVowel, costNoVowel}
	case 'ی', 'ي', 'ى', 'ې', 'ۍ', 'ئ', 'ے':
		return phone{soundY | soundE | soundA, soundY | soundE, costSilent}
	case 'و', 'ؤ', 'ۇ':
		return phone{soundV | soundW | soundU, nearby(soundV|soundW) | soundU, costSilent}
	case 'ه', 'ہ', 'ھ', 'ۀ', 'ة', 'ە':
		return phone{soundH | soundA | soundE, soundH | soundKH, costGlide}
	}
	return sounded(arabicConsonant(r))
}

func arabicConsonant(r rune) sound {
	switch r {
	case 'ب':
		return soundB
	case 'پ':
		return soundP
	case 'ت', 'ط', 'ټ', 'ٹ':
		return soundT
	case 'ث':
		return soundS | soundT
	case 'ج', 'ځ':
		return soundJ | soundZ
	case 'چ':
		return soundCH
	case 'څ':
		return soundCH | soundS
	case 'ح':
		return soundH
	case 'خ':
		return soundKH
	case 'د', 'ډ', 'ڈ':
		return soundD
	case 'ذ', 'ض':
		return soundZ | soundD
	case 'ر':
		return soundR
	case 'ړ', 'ڑ':
		return soundR | soundD
	case 'ز', 'ظ':
		return soundZ
	case 'ژ':
		return soundZH | soundJ
	case 'ږ':
		return soundZH | soundG
	case 'س', 'ص':
		return soundS
	case 'ش':
		return soundSH
	case 'ښ':
		return soundSH | soundKH
	case 'غ':
		return soundG | soundKH
	case 'ف':
		return soundF
	case 'ق':
		return soundK | soundG
	case 'ک', 'ك':
		return soundK
	case 'ګ', 'گ':
		return soundG
	case 'ل':
		return soundL
	case 'م':
		return soundM
	case 'ن', 'ڼ', 'ں':
		return soundN
	}
	return 0
}

// devanagariSounds reads a word in the Devanagari of Hindi. The vowel inherent in a consonant is not among the phones: often it is
// not spoken.
func devanagariSounds(phones []phone, word string) []phone {
	joined, last := false, rune(0) // whether a virama stands before, and the consonant before it
	for _, r := range word {
		if r == 0x094D {
			joined = true
			continue
		}
		doubled := joined && r == last
		joined, last = false, r
		switch p := devanagariLetter(r); {
		case doubled:
		case r == 0x093C && len(phones) > 0: // the nukta makes ज to z, फ to f, ड to r
			if spoken := &phones[len(phones)-1]; spoken.is&soundD != 0 {
				spoken.is |= soundR
			}
		case p.is != 0:
			phones = append(phones, p)
		}
	}
	return phones
}

func devanagariLetter(r rune) phone {
	switch r {
	case 'अ', 'आ', 'ा', 'ऍ', 'ॅ':
		return sounded(soundA | soundE)
	case 'इ', 'ई', 'ि', 'ी':
		return phone{soundE | soundY, soundE | soundY, costNoVowel}
	case 'ए', 'ऐ', 'े', 'ै', 'ऎ', 'ॆ':
		return phone{soundE | soundA | soundY, soundE, costNoVowel}
	case 'उ', 'ऊ', 'ु', 'ू':
		return phone{soundU | soundW, soundU, costNoVowel}
	case 'ओ', 'औ', 'ो', 'ौ', 'ऑ', 'ॉ':
		return phone{soundU | soundA | soundW, soundU, costNoVowel}
	case 'ऋ', 'ृ':
		return sounded(soundR)
	case 'ं', 'ँ':
		return phone{soundN | soundM, soundN | soundM, costGlide}
	}
	return sounded(devanagariConsonant(r))
}

func devanagariConsonant(r rune) sound {
	switch r {
	case 'क':
		return soundK
	case 'ख':
		return soundK | soundKH
	case 'ग', 'घ':
		return soundG
	case 'च', 'छ':
		return soundCH
	case 'ज', 'झ':
		return soundJ | soundZ | soundZH
	case 'ट', 'ठ', 'त':
		return soundT
	case 'थ':
		return soundT | soundS
	case 'ड', 'ढ', 'द', 'ध':
		return soundD
	case 'न', 'ण', 'ङ', 'ञ':
		return soundN
	case 'प':
		return soundP
	case 'फ':
		return soundF | soundP
	case 'ब', 'भ':
		return soundB
	case 'म':
		return soundM
	case 'य':
		return soundY
	case 'र':
		return soundR
	case 'ल', 'ळ':
		return soundL
	case 'व':
		return soundV | soundW
	case 'श', 'ष':
		return soundSH
	case 'स':
		return soundS
	case 'ह':
		return soundH
	}
	return 0
}
