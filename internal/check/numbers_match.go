package check

import "slices"

// match makes partners of the figures of two texts that say the same, the likeliest first.
func match(source, target *figures) {
	for _, alike := range [...]func(s, t *figure) bool{sameWritten, sameFirst, sameReading, sameName} {
		for i := range source.list {
			for k := range target.list {
				if source.list[i].partner != noPartner {
					break
				}
				if target.list[k].partner == noPartner && alike(&source.list[i], &target.list[k]) {
					join(source, i, target, k)
				}
			}
		}
	}
}

// join makes two figures partners, and their neighbours with them that say the same only together with them: the 4 and the
// 40 of 4:40 are 4.40 in the other text.
func join(source *figures, i int, target *figures, k int) {
	s, t := &source.list[i], &target.list[k]
	s.partner, t.partner = k, i
	for _, v := range s.values {
		if slices.Contains(t.values, v) {
			source.joinNeighbours(i, v)
			target.joinNeighbours(k, v)
			return
		}
	}
}

// joinNeighbours gives the partner of a figure to those beside it that share a reading of it which is not its own.
func (f *figures) joinNeighbours(i int, value string) {
	if f.list[i].values[0] == value {
		return
	}
	for _, step := range [...]int{-1, 1} {
		for k := i + step; k >= 0 && k < len(f.list) && f.list[k].partner == noPartner; k += step {
			if slices.Index(f.list[k].values, value) < 1 {
				break
			}
			f.list[k].partner = f.list[i].partner
		}
	}
}

func sameWritten(s, t *figure) bool { return s.digits == t.digits && sameFirst(s, t) }

// sameFirst tells figures that are the same as they stand there, or that both have no value, such as dozens.
func sameFirst(s, t *figure) bool {
	if len(s.values) == 0 || len(t.values) == 0 {
		return len(s.values) == len(t.values)
	}
	return s.values[0] == t.values[0]
}

func sameReading(s, t *figure) bool {
	return slices.ContainsFunc(s.values, func(v string) bool { return slices.Contains(t.values, v) })
}

// sameName tells COVID-19 in one text and the 19 after a word of another script in the other.
func sameName(s, t *figure) bool {
	if s.code == t.code {
		return false
	}
	if t.code {
		s, t = t, s
	}
	if !t.digits {
		return false
	}
	return slices.Contains(t.values, digitsOf(s.values[0]))
}

// digitsOf gives the first digits of a name, as a decimal.
func digitsOf(name string) string {
	start := 0
	for start < len(name) && (name[start] < '0' || name[start] > '9') {
		start++
	}
	end := start
	for end < len(name) && '0' <= name[end] && name[end] <= '9' {
		end++
	}
	if start == end {
		return ""
	}
	return canonical(name[start:end], "")
}
