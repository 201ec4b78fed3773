"""Which articles are read for claims, by their language."""

import polars as pl

from pipelines.claims import extract_frame
from pipelines.records import ARTICLE_SCHEMA

TEXT = "The ministry said that 12 soldiers were killed in shelling near the front line on Monday."


def test_an_article_in_another_language_has_no_claims_and_costs_the_others_none() -> None:
    rows = [
        {"article_id": f"a-{number}", "version": 1, "text": TEXT, "language": language}
        for number, language in enumerate(["en", "ru", None, "uk"])
    ]
    found = extract_frame(pl.DataFrame(rows, schema=ARTICLE_SCHEMA))
    assert found["article_id"].to_list() == ["a-0", "a-2"]
