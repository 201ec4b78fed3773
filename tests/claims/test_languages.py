"""Which articles are read for claims, by their language."""

import polars as pl
import pytest

from pipelines.claims import extract_frame, is_read
from pipelines.records import ARTICLE_SCHEMA

TEXT = "The ministry said that 12 soldiers were killed in shelling near the front line on Monday."


def frame(*languages: str | None) -> pl.DataFrame:
    rows = [
        {"article_id": f"a-{number}", "version": 1, "text": TEXT, "language": language}
        for number, language in enumerate(languages)
    ]
    return pl.DataFrame(rows, schema=ARTICLE_SCHEMA)


@pytest.mark.parametrize("language", ["en", "EN", "en-GB", "en_US", None])
def test_english_and_the_unknown_are_read(language) -> None:
    assert is_read(language)


@pytest.mark.parametrize("language", ["ru", "uk", "eng-x", "e", ""])
def test_other_languages_are_not_read(language) -> None:
    assert not is_read(language)


def test_an_article_in_another_language_has_no_claims_and_costs_the_others_none() -> None:
    found = extract_frame(frame("en", "ru", None, "uk"))
    assert found["article_id"].to_list() == ["a-0", "a-2"]
