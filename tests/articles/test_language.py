"""Which language an article is in: by its text where that is long enough, else by its source."""

import pytest

from pipelines.articles.language import identify

REPORTS = {
    "en": "Ten soldiers were killed near Lyman on Sunday, the regional administration said.",
    "uk": "Десятеро військових загинули поблизу Лимана у неділю, повідомили в адміністрації.",
    "ru": "Десять военных погибли под Лиманом в воскресенье, сообщили в областной администрации.",
    "be": "Дзесяць вайскоўцаў загінулі каля Лімана ў нядзелю, паведамілі ў адміністрацыі.",
    "de": "Zehn Soldaten wurden am Sonntag bei Lyman getötet, teilte die Verwaltung mit.",
    "fr": "Dix soldats ont été tués dimanche près de Lyman, a indiqué l'administration.",
    "es": "Diez soldados murieron el domingo cerca de Lyman, informó la administración.",
    "pl": "Dziesięciu żołnierzy zginęło w niedzielę pod Łymanem, podała administracja.",
    "tr": "Bölge yönetimi, pazar günü Liman yakınlarında on askerin öldüğünü söyledi.",
    "he": "עשרה חיילים נהרגו ביום ראשון ליד לימן, כך מסרה ההנהלה האזורית.",
    "ar": "قالت الإدارة الإقليمية إن عشرة جنود قتلوا يوم الأحد بالقرب من مدينة ليمان وأصيب آخرون.",
    "fa": "اداره منطقه‌ای گفت ده سرباز روز یکشنبه در نزدیکی لیمان کشته شدند.",
    "am": "አስር ወታደሮች እሁድ ዕለት በሊማን አቅራቢያ መገደላቸውን የክልሉ አስተዳደር አስታወቀ።",
    "zh": "地区行政当局表示，周日有十名士兵在利曼附近丧生，另有二十多名平民受伤。",
}


@pytest.mark.parametrize("code", REPORTS)
def test_a_report_is_known_by_its_words(code):
    assert identify(REPORTS[code]) == code
    assert identify(REPORTS[code] * 20, told="en") == code


FOREIGN_WORDS = {
    "names_of_places": (
        "en",
        "Fighting went on near Kupiansk, Vovchansk, Lyman, Toretsk, Chasiv Yar and Kurakhove, "
        "Oleksandr Syrskyi and Volodymyr Zelenskyy said on Tuesday evening.",
    ),
    "a_bulletin_of_figures": (
        "en",
        "Personnel – about 1,150,000 (+1,020)\nTanks – 11,322 (+4)\nArtillery systems – 34,210 "
        "(+31)\nAircraft – 428\nVehicles and fuel tanks – 66,120 (+88)",
    ),
    "a_quotation_in_english": (
        "ru",
        "Как сообщили в министерстве обороны, за сутки уничтожено более 365 военнослужащих. "
        "«We will not comment», – заявили журналистам в посольстве, отказавшись отвечать.",
    ),
}


@pytest.mark.parametrize("name", FOREIGN_WORDS)
def test_names_figures_and_quotations_do_not_decide(name):
    code, text = FOREIGN_WORDS[name]
    assert identify(text, told="en" if code == "en" else None) == code


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ("en", "en"), ("EN-gb", "en"), ("uk_UA", "uk"), ("rus", "ru"), ("English", "en"),
        ("nb", "no"), (None, None), ("", None), ("klingon", None), ("x", None), ("<b>", None),
    ],
)  # fmt: skip
def test_a_short_text_is_in_the_language_that_its_source_tells(told, code):
    assert identify("Ten killed.", told) == code


def test_a_doubtful_text_stays_with_its_source_and_is_unknown_without_one():
    names = "Kupiansk Vovchansk Toretsk Kurakhove Pokrovsk"
    assert identify(names, "en") == "en"


def test_a_text_of_any_length_is_judged_by_a_sample(monkeypatch):
    asked = []

    class Identifier:
        def classify(self, text):
            asked.append(text)
            return "en", 1.0

    monkeypatch.setattr("pipelines.articles.language._identifier", Identifier)
    assert identify("word " * 1_000_000) == "en"
    assert len(asked[0]) < 1_000
