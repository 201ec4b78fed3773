"""The language of a text: told by the text where it can be, by the source where it cannot."""

import time

import pytest

from pipelines.articles.language import LONG_ENOUGH, identify

# language · a short article
ARTICLES = [
    (
        "uk",
        "Міністерство оборони повідомило у понеділок, що за минулу добу внаслідок обстрілів "
        "загинули троє мирних жителів, ще сімнадцятеро отримали поранення. Рятувальники "
        "продовжують розбирати завали житлового будинку в Харкові.",
    ),
    (
        "ru",
        "Министерство обороны сообщило в понедельник, что за прошедшие сутки в результате "
        "обстрелов погибли трое мирных жителей, ещё семнадцать получили ранения. Спасатели "
        "продолжают разбирать завалы жилого дома.",
    ),
    (
        "be",
        "Міністэрства абароны паведаміла ў панядзелак, што за мінулыя суткі ў выніку "
        "абстрэлаў загінулі трое мірных жыхароў, яшчэ семнаццаць атрымалі раненні. "
        "Ратавальнікі працягваюць разбіраць завалы жылога дома.",
    ),
    (
        "bg",
        "Министерството на отбраната съобщи в понеделник, че през последното денонощие при "
        "обстрела са загинали трима цивилни, а още седемнадесет са ранени. Спасителите "
        "продължават да разчистват отломките.",
    ),
    (
        "ar",
        "قالت وزارة الصحة يوم الاثنين إن ثلاثة مدنيين قتلوا وأصيب سبعة عشر آخرون في قصف "
        "استهدف حيا سكنيا خلال الساعات الأربع والعشرين الماضية، ولا تزال فرق الإنقاذ تبحث عن "
        "ناجين تحت الأنقاض.",
    ),
    (
        "fa",
        "وزارت بهداشت روز دوشنبه اعلام کرد که در حملات شبانه‌روز گذشته سه غیرنظامی کشته و "
        "هفده نفر دیگر زخمی شده‌اند و امدادگران همچنان در حال جست‌وجوی بازماندگان زیر آوار "
        "هستند.",
    ),
    (
        "ur",
        "وزارت صحت نے پیر کے روز بتایا کہ گزشتہ چوبیس گھنٹوں میں گولہ باری سے تین شہری ہلاک "
        "اور سترہ زخمی ہوئے ہیں جبکہ امدادی کارکن ملبے تلے دبے افراد کو تلاش کر رہے ہیں۔",
    ),
    (
        "ps",
        "د روغتیا وزارت د دوشنبې په ورځ وویل چې په تېرو څلېرویشتو ساعتونو کې په بریدونو کې "
        "درې ملکي وګړي وژل شوي او اوولس نور ټپیان شوي دي او د ژغورنې ډلې لا هم د ژوندیو "
        "پلټنه کوي.",
    ),
    (
        "he",
        "משרד הבריאות הודיע ביום שני כי שלושה אזרחים נהרגו ושבעה עשר נפצעו בהפגזה על שכונת "
        "מגורים ביממה האחרונה, וצוותי החילוץ ממשיכים לחפש ניצולים מתחת להריסות.",
    ),
    (
        "tr",
        "Savunma Bakanlığı pazartesi günü yaptığı açıklamada son yirmi dört saatte "
        "düzenlenen saldırılarda üç sivilin hayatını kaybettiğini, on yedi kişinin de "
        "yaralandığını bildirdi. Kurtarma ekipleri enkaz altında arama yapıyor.",
    ),
    (
        "fr",
        "Le ministère de la Défense a annoncé lundi que trois civils avaient été tués et "
        "dix-sept autres blessés dans les bombardements des dernières vingt-quatre heures. "
        "Les secouristes fouillent toujours les décombres.",
    ),
    (
        "es",
        "El Ministerio de Defensa informó el lunes de que tres civiles murieron y otros "
        "diecisiete resultaron heridos en los bombardeos de las últimas veinticuatro horas. "
        "Los equipos de rescate siguen buscando entre los escombros.",
    ),
    (
        "de",
        "Das Verteidigungsministerium teilte am Montag mit, dass bei den Angriffen der "
        "vergangenen Nacht drei Zivilisten getötet und siebzehn weitere verletzt wurden. "
        "Rettungskräfte suchen weiter nach Verschütteten.",
    ),
    (
        "pl",
        "Ministerstwo Obrony poinformowało w poniedziałek, że w ostrzale w ciągu ostatniej "
        "doby zginęło trzech cywilów, a siedemnastu zostało rannych. Ratownicy nadal "
        "przeszukują gruzy budynku mieszkalnego.",
    ),
    (
        "pt",
        "O Ministério da Defesa informou na segunda-feira que três civis morreram e outros "
        "dezassete ficaram feridos nos bombardeamentos das últimas vinte e quatro horas. As "
        "equipas de resgate continuam a procurar sobreviventes.",
    ),
    (
        "zh",
        "国防部星期一表示,过去二十四小时的炮击造成三名平民死亡,另有十七人受伤。救援人员仍在居民楼的废墟中搜寻幸存者,当地官员说,停电影响了数千户家庭。",
    ),
    (
        "my",
        "ကာကွယ်ရေးဝန်ကြီးဌာနက တနင်္လာနေ့တွင် ပြောကြားရာ၌ ပြီးခဲ့သည့် ၂၄ နာရီအတွင်း "
        "လက်နက်ကြီးပစ်ခတ်မှုကြောင့် အရပ်သား သုံးဦး သေဆုံးပြီး ဆယ့်ခုနစ်ဦး ဒဏ်ရာရရှိခဲ့သည်ဟု "
        "ဆိုသည်။",
    ),
    (
        "am",
        "የመከላከያ ሚኒስቴር ሰኞ ዕለት እንዳስታወቀው ባለፉት ሃያ አራት ሰዓታት በደረሰው ጥቃት ሦስት ሰላማዊ ሰዎች ሲገደሉ አሥራ ሰባት "
        "ሰዎች ቆስለዋል። የነፍስ አድን ሠራተኞች ፍለጋቸውን ቀጥለዋል።",
    ),
    (
        "sr",
        "Министарство одбране саопштило је у понедељак да су у гранатирању погинула три "
        "цивила, док је још седамнаест људи рањено. Спасиоци и даље рашчишћавају рушевине "
        "стамбене зграде, а полиција је затворила улицу.",
    ),
    (
        "en",
        "The Defence Ministry said on Monday that three civilians were killed and seventeen "
        "others wounded in shelling over the past day. Rescue workers were still searching "
        "the rubble of an apartment block.",
    ),
]
SOUTH_SLAVIC = [
    (
        "sr",
        "Ministarstvo odbrane saopštilo je u ponedeljak da su u granatiranju poginula tri "
        "civila, dok je još sedamnaest ljudi ranjeno. Spasioci i dalje raščišćavaju ruševine "
        "stambene zgrade, a predsednik je izjavio saučešće porodicama.",
    ),
    (
        "hr",
        "Ministarstvo obrane priopćilo je u ponedjeljak da su u granatiranju poginula tri "
        "civila, dok je još sedamnaest osoba ranjeno. Spasitelji i dalje raščišćavaju "
        "ruševine stambene zgrade, izvijestila je policija.",
    ),
]
FOREIGN_NAMES = (
    "Brig. Gen. Oleksandr Syrskyi, Col. Volodymyr Zelenskyy, Mykhailo Fedorov, Kyrylo "
    "Budanov, Andriy Yermak and Rustem Umerov met Recep Tayyip Erdoğan, Hakan Fidan and "
    "Yaşar Güler in Dolmabahçe; Pokrovsk, Kostiantynivka, Huliaipole, Zaporizhzhia and "
    "Novopavlivka were shelled, killing 12."
    " The governor, Vadym Filashkin, said on Tuesday that rescuers were still at work, and that the"
    " power had been cut in four villages. Nobody has claimed the attack so far, he added."
)
QUOTES_ENGLISH = (
    "Министерство обороны сообщило, что погибли трое. «We have seen no evidence that the "
    "strike hit a military target, and we ask all parties to protect civilians and to "
    "let aid convoys through without delay», — заявила представитель ООН. По её словам, "
    "ещё семнадцать человек ранены, спасатели разбирают завалы."
)


@pytest.mark.parametrize("told", [None, "xx", "en", "fr-FR"])
@pytest.mark.parametrize(("language", "text"), ARTICLES, ids=[row[0] for row in ARTICLES])
def test_an_article_is_in_its_language_whatever_the_source_tells(language, text, told):
    assert identify(text, told) == language


@pytest.mark.parametrize(("language", "text"), SOUTH_SLAVIC)
def test_of_languages_that_are_written_alike_the_source_knows_better(language, text):
    assert identify(text, f"{language}-Latn") == language
    assert identify(text, "en") in ("bs", "hr", "sr")


@pytest.mark.parametrize("told", [None, "en", "ru"])
def test_english_with_many_foreign_names_stays_english(told):
    assert identify(FOREIGN_NAMES, told) == "en"


@pytest.mark.parametrize("told", [None, "en", "ru"])
def test_a_russian_article_that_quotes_english_stays_russian(told):
    assert identify(QUOTES_ENGLISH, told) == "ru"


@pytest.mark.parametrize("language", ["en", "uk", "ar"])
def test_a_long_quotation_at_the_start_does_not_decide(language):
    other = "fr" if language != "fr" else "en"
    texts = dict(ARTICLES)
    assert identify(texts[other] + texts[language] * 9, None) == language


# text · told · language
SHORT = [
    ("", None, None),
    ("12 killed", None, None),
    ("12 killed", "en", "en"),
    ("Погибли 12", "RU_ru", "ru"),
    ("2025-11-15 12:00 – 365 / 12 (+3)" * 20, None, None),
    ("2025-11-15 12:00 – 365 / 12 (+3)" * 20, "uk", "uk"),
    ("https://wire.example/новости/погибли-двенадцать-человек " * 20, None, None),
    ("x" * (LONG_ENOUGH - 1), "de", "de"),
]
TOLD = [
    ("en-GB", "en"),
    (" EN ", "en"),
    ("zh_Hant_TW", "zh"),
    ("iw", "he"),
    ("nb-NO", "no"),
    ("", None),
    ("English", None),
    ("und", None),
    ("e", None),
    ("12", None),
]


@pytest.mark.parametrize(("text", "told", "language"), SHORT)
def test_a_text_too_short_to_tell_is_in_the_language_that_the_source_tells(text, told, language):
    assert identify(text, told) == language


@pytest.mark.parametrize(("told", "language"), TOLD)
def test_what_a_source_tells_is_read_as_a_code_of_two_letters_or_not_at_all(told, language):
    assert identify("", told) == language


def test_a_text_of_twenty_megabytes_costs_no_more_than_a_page():
    text = dict(ARTICLES)["uk"] * 90_000
    identify(text, None)
    started = time.process_time()
    assert identify(text, None) == "uk"
    assert time.process_time() - started < 0.2


def test_the_language_that_is_stored_is_that_of_the_text(read_bytes):
    text = dict(ARTICLES)["fa"]
    assert (
        read_bytes("a.txt", f"---\nlanguage: en\n---\n{text}".encode()).article["language"] == "fa"
    )
