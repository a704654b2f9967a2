package llmtest

import (
	"slices"
	"strings"
)

// words gives the words that translations into a language are made of.
func words(lang string) []string {
	switch lang {
	case "prs":
		return strings.Fields(dari)
	case "ps":
		return strings.Fields(pashto)
	case "hi":
		return strings.Fields(hindi)
	case "en":
		return strings.Fields(english)
	default:
		return madeUp(lang)
	}
}

const dari = `
در از به که این است با برای را تا آن بود شد یک های
افغانستان کابل ولایت ولسوالی شهر کشور حکومت وزیر رییس مقام والی سخنگو
پولیس محکمه شفاخانه پوهنتون مکتب شاگرد استاد داکتر دهقان بازار دکان موتر طیاره میدان
سرک پل دریا کوه آب برق زمین خانه خانواده زن مرد طفل جوان مردم باشنده کارگر
گفت گفته گفتند آمد رفت ساخت گرفت داد نمود گردید خواست رسید ماند دید شنید
روز شب ماه سال هفته صبح امروز دیروز فردا اکنون پس پیش بعد هنوز دوباره
بزرگ کوچک نو کهنه خوب بد دور نزدیک بلند گرم سرد آرام روشن سبز سرخ سفید
گزارش خبر نشست گفتگو سفر کمک پروژه کار پول قیمت افغانی تجارت زراعت صحت معارف امنیت
باران برف سیلاب زلزله خشکسالی گندم میوه نان چای دوا کتاب قلم دروازه دیوار باغ
نیز اما اگر چون همه چند هیچ میان زیر بالا سوی نزد مورد طور
`

const pashto = `
د په چې کې له ته دا یې دې سره څخه لپاره هغه کړي شي
افغانستان کابل ولایت ولسوالۍ ښار هېواد حکومت وزیر مشر چارواکی والي ویاند
پولیس محکمه روغتون پوهنتون ښوونځی شاګرد ښوونکی ډاکټر بزګر بازار هټۍ موټر الوتکه ډګر
سړک پل سیند غر اوبه برېښنا ځمکه کور کورنۍ ښځه سړی ماشوم ځوان خلک اوسېدونکی کارګر
وویل ویلي ویل راغی لاړ جوړ کړ ونیول ورکړ وشو غوښتل ورسېد پاتې ولیدل واورېدل
ورځ شپه میاشت کال اونۍ سهار نن پرون سبا اوس وروسته مخکې بیا لا یوځل
لوی کوچنی نوی زوړ ښه بد لرې نږدې لوړ ګرم سوړ ارام روښانه شین سور سپین
راپور خبر غونډه خبرې سفر مرسته پروژه کار پیسې بیه افغانۍ سوداګري کرنه روغتیا پوهنه امنیت
باران واوره سېلاب زلزله وچکالي غنم مېوه ډوډۍ چای دارو کتاب قلم دروازه دېوال باغ
هم خو که ځکه ټول څو هېڅ ترمنځ لاندې پورته خوا وړاندې اړوند ډول
`

const hindi = `
के में की है को से का और पर ने कि यह था हैं एक
अफ़ग़ानिस्तान काबुल प्रांत ज़िला शहर देश सरकार मंत्री अध्यक्ष अधिकारी राज्यपाल प्रवक्ता
पुलिस अदालत अस्पताल विश्वविद्यालय स्कूल छात्र शिक्षक डॉक्टर किसान बाज़ार दुकान गाड़ी विमान मैदान
सड़क पुल नदी पहाड़ पानी बिजली ज़मीन घर परिवार महिला पुरुष बच्चा युवा लोग निवासी मज़दूर
कहा बताया बोले आया गया बनाया लिया दिया किया हुआ चाहा पहुँचा रहा देखा सुना
दिन रात महीना साल हफ़्ता सुबह आज कल परसों अब बाद पहले फिर अभी दोबारा
बड़ा छोटा नया पुराना अच्छा बुरा दूर पास ऊँचा गर्म ठंडा शांत साफ़ हरा लाल सफ़ेद
रिपोर्ट ख़बर बैठक बातचीत यात्रा मदद परियोजना काम पैसा क़ीमत रुपये व्यापार खेती स्वास्थ्य शिक्षा सुरक्षा
बारिश बर्फ़ बाढ़ भूकंप सूखा गेहूँ फल रोटी चाय दवा किताब क़लम दरवाज़ा दीवार बाग़
भी लेकिन अगर क्योंकि सभी कुछ कोई बीच नीचे ऊपर ओर साथ मामले तरह
`

const english = `
the of to and in that is for on with as was at by an
country province district town village government minister chairman official governor spokesman council
police court hospital university school student teacher doctor farmer market shop truck aircraft field
road bridge river mountain water power land house family woman man child youth people resident worker
said told spoke came went built took gave made became wanted arrived stayed saw heard
day night month year week morning today yesterday tomorrow now after before again still later
large small new old good bad far near high warm cold calm bright green red white
report news meeting talks visit aid project work money price budget trade farming health education security
rain snow flood earthquake drought wheat fruit bread tea medicine book pen door wall garden
also but if because all some no between below above toward beside matter kind
`

// madeUp gives words for a language without a list, different in each.
func madeUp(lang string) []string {
	var list []string
	for _, a := range strings.Fields("ka lo mi ne ra su ti vo") {
		for _, b := range strings.Fields("dan fel gir hom jas len mor pun sit tav") {
			list = append(list, a+b+strings.ToLower(lang))
		}
	}
	return slices.Compact(list)
}
