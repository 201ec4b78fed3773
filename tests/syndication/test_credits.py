"""Which agency a text credits, as publishers write it."""

import time

import pytest

from pipelines.articles.syndication.credits import credit_of, medium_of

BODY = "Three men were held at the border on Monday, officials said. They were let go by night."
CREDITS = [
    ("KYIV, Nov. 3 (Reuters) – " + BODY, None, "Reuters", 2),
    ("Three held\n\nKYIV, Ukraine (AP) — " + BODY, None, "Associated Press", 2),
    ("Three held\n\nBy our staff\n\nGaza City (AFP) - " + BODY, None, "AFP", 2),
    ("MOSCOW, November 3. /TASS/. " + BODY, None, "TASS", 2),
    ("Reuters –\n" + BODY, None, "Reuters", 2),
    (BODY + "\n\nSource: TASS", None, "TASS", 2),
    (BODY + " (Source: Anadolu Agency)", None, "Anadolu", 2),
    (BODY + "\n© 2025 Agence France-Presse", None, "AFP", 2),
    (BODY, "Reuters", "Reuters", 2),
    (BODY, "By AFP", "AFP", 2),
    (BODY, "by Reuters staff", "Reuters", 2),
    (BODY + " Two were wounded, as reported by Interfax-Ukraine.", None, "Interfax-Ukraine", 1),
    (BODY + " Nobody was hurt, Ukrinform reports.", None, "Ukrinform", 1),
    (BODY + "\n\n(With material from dpa)", None, "dpa", 1),
    (BODY + " It was dark, as reported by TASS.\nSource: Ukrinform", None, "Ukrinform", 2),
]
NO_CREDITS = [
    (BODY, None),
    (BODY, "Olena Koval"),
    ("The general (a friend) – " + BODY, None),
    ("Reuters journalists saw the smoke. " + BODY, None),
    ("KYIV – " + BODY, None),
    (BODY + "\n\nSource: the village elder", None),
    (BODY + "\n\n© 2025", None),
    ("", ""),
]
MEDIA = [
    ("Reuters", "Reuters"),
    ("the associated press", "Associated Press"),
    ("https://www.reuters.com/world/", "Reuters"),
    ("tass.ru", "TASS"),
    ("Village Voice", None),
    ("", None),
    (None, None),
]


@pytest.mark.parametrize(("text", "byline", "agency", "weight"), CREDITS)
def test_a_credit_is_found_and_weighed(text, byline, agency, weight):
    found = credit_of(text, byline)
    assert found is not None
    assert (found.agency, found.weight) == (agency, weight)


@pytest.mark.parametrize(("text", "byline"), NO_CREDITS)
def test_no_credit_is_made_up(text, byline):
    assert credit_of(text, byline) is None


@pytest.mark.parametrize(("name", "medium"), MEDIA)
def test_a_medium_is_known_by_its_names_and_sites(name, medium):
    assert medium_of(name) == medium


@pytest.mark.parametrize(
    "piece", ["(", "/", "\n", "source: ", "© ", "as reported by ", "by ", "a "]
)
def test_long_texts_and_bylines_take_no_time(piece):
    long = piece * 200_000
    started = time.process_time()
    credit_of(long, long)
    assert time.process_time() - started < 0.5
