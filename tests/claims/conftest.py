"""Shared by the tests of the claims core: the lexicon, and one short way to extract."""

import datetime as dt
from collections.abc import Callable

import pytest

from pipelines.claims import extract_claims
from pipelines.lexicon import Lexicon, load_lexicon
from pipelines.records import Article, Claim

Extract = Callable[..., list[Claim]]


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="session")
def extract(lexicon: Lexicon) -> Extract:
    def run(text: str, published: str | None = "2025-11-15", publisher: str | None = None) -> list:
        at = dt.datetime.fromisoformat(published).replace(tzinfo=dt.UTC) if published else None
        return extract_claims(Article("a-1", text, publisher=publisher, published_at=at), lexicon)

    return run
