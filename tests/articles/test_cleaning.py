"""Stored text: what is changed, what is left, and that cleaning is final."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.articles.cleaning import clean_line, clean_text

CLEANED = [
    ("windows line ends", "killed 12\r\nwounded 30\r\n", "killed 12\nwounded 30"),
    ("old mac line ends", "killed 12\rwounded 30", "killed 12\nwounded 30"),
    ("line separator", "East\u2028By staff\u2029End", "East\nBy staff\nEnd"),
    ("form feed", "page one\x0cpage two", "page one\npage two"),
    ("zero width space in a figure", "3\u200b65 killed", "365 killed"),
    ("soft hyphen in a word", "casu\u00adalties", "casualties"),
    ("right-to-left override", "\u202e563\u202c killed", "563 killed"),
    ("left-to-right mark", "Minister\u200e Haider", "Minister Haider"),
    ("control characters", "a\x00b\x07c\x1bd\x7f", "abcd"),
    ("byte order mark inside", "a\ufeffb", "ab"),
    ("tag characters", "hi\U000e0041\U000e007f", "hi"),
    ("lone surrogate", "x\ud83dy", "x\ufffdy"),
    ("noncharacter", "x\uffffy", "x\ufffdy"),
    ("combining accent", "Me\u0301de\u0301a", "M\u00e9d\u00e9a"),
    ("cyrillic short i in two parts", "Зеленськии\u0306", "Зеленський"),
    ("blanks at the ends", " \n\tText.\u00a0\n", "Text."),
]
KEPT = [
    "One\ttab and two  blanks",
    "non-breaking 1\u00a0200 and narrow 1\u202f200",
    "می\u200cخواهم",
    "क्\u200dष",
    "family \U0001f469\u200d\U0001f467 and flag \U0001f1fa\U0001f1e6",
    "ﬁve ½ ²",
    "paragraph\n\nparagraph",
]


@pytest.mark.parametrize(
    ("raw", "clean"), [row[1:] for row in CLEANED], ids=[r[0] for r in CLEANED]
)
def test_what_is_invisible_or_depends_on_the_machine_is_removed(raw, clean):
    assert clean_text(raw) == clean


@pytest.mark.parametrize("text", KEPT)
def test_what_a_reader_sees_is_kept(text):
    assert clean_text(text) == text


@given(st.text(st.characters(exclude_categories=[])))
def test_cleaning_a_clean_text_changes_nothing_and_it_can_be_stored(text):
    clean = clean_text(text)
    assert clean_text(clean) == clean
    assert clean.encode("utf-8").decode("utf-8") == clean
    assert unicodedata.is_normalized("NFC", clean)
    assert "\r" not in clean and "\x00" not in clean


def test_a_field_stands_on_one_line():
    assert clean_line("  Strike\r\n on   port ") == "Strike on port"
    assert clean_line(" \u200b ") is None
    assert clean_line(None) is None
