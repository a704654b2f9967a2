package check

import (
	"strings"
	"testing"
)

func TestLength(t *testing.T) {
	source := "The provincial governor said on Tuesday that the families who had been moved from the banks of the river after three days of rain would get tents, flour and medicine before the end of the week."
	whole := "والی ولایت روز سه شنبه گفت خانواده هایی که پس از سه روز باران از کنار دریا بیجا شده اند، تا آخر هفته خیمه، آرد و دوا به دست خواهند آورد و برای آنان جای بود و باش نیز ساخته خواهد شد."
	words := strings.Fields(whole)
	first := func(n int) string { return strings.Join(words[:n], " ") }
	testShape(t, "length", []shapeTest{
		{"prs", source, whole, "", ""},
		{"prs", source, first(30) + ".", "", ""},
		{"prs", source, first(len(words) * 39 / 100), "error length.ratio", ""},
		{"prs", source, first(len(words)*60/100) + ".", "warning length.ratio", ""},
		{"prs", source, first(28), "warning length.tail", words[27]},
		{"prs", source, whole + " " + whole, "warning length.ratio", ""},
		{"prs", source, whole + " " + whole + " " + whole, "error length.ratio", ""},
		// Short texts differ more.
		{"hi", "Rain closes pass", "बारिश की वजह से दर्रा बंद कर दिया गया", "", ""},
		{"hi", "UN", "संयुक्त राष्ट्र संघ", "", ""},
		{"hi", "Rain closes pass", strings.Repeat("बारिश से दर्रा बंद। ", 4), "warning length.ratio", ""},
		{"hi", "Rain closes pass", strings.Repeat("बारिश से दर्रा बंद। ", 8), "error length.ratio", ""},
		{"hi", "Rain closes the mountain pass.", "बारिश", "warning length.ratio", ""},
		// Direction marks and tags have no length.
		{"prs", "Rain closes pass", strings.Repeat("\u200e", 300) + "باران", "", ""},
	})
}

func TestSentenceCount(t *testing.T) {
	source := "It rained. The river rose. Two bridges fell. Mr. Smith left. The road was closed for three days."
	testShape(t, "length.sentences", []shapeTest{
		{"prs", source, "باران بارید. دریا بالا آمد. دو پل افتاد. آقای سمیت رفت. سرک برای سه روز بسته بود.", "", ""},
		{"prs", source, "باران بارید و دریا بالا آمد. دو پل افتاد. آقای سمیت رفت. سرک برای سه روز بسته بود.", "", ""},
		{"prs", source, "باران بارید و دریا بالا آمد و دو پل افتاد. آقای سمیت رفت و سرک برای سه روز بسته بود.", "info length.sentences", ""},
		{"prs", source, "باران بارید و دریا بالا آمد و سرک برای سه روز به روی همه بسته شد.", "warning length.sentences", ""},
		{"prs", "It rained. The river rose.", "باران بارید و دریا بالا آمد", "", ""},
		{"hi", "At 3.15 p.m. the U.S. team met. It won. It left.", "शाम 3.15 बजे यू.एस. टीम मिली। वह जीती। वह चली गई।", "", ""},
	})
}
