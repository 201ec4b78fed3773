"""Shared by the tests of the evaluation: annotations and claims made to measure."""

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipelines.claims import extract_claims
from pipelines.lexicon import load_lexicon
from pipelines.records import Article, Claim
from tests.evaluation.made import GOLD, TEXT


@pytest.fixture(scope="session")
def claim() -> Callable[..., Claim]:
    """Return a maker of claims: the one that `GOLD` annotates, with some fields changed."""
    article = Article("made-1", TEXT, published_at=dt.datetime(2025, 11, 4, tzinfo=dt.UTC))
    (read,) = extract_claims(article, load_lexicon())
    fields = {k: v for k, v in GOLD.items() if k not in ("period_start", "period_end")}
    same = replace(read, **fields, period_start=None, period_end=None, confidence=0.5)

    def make(**changed: Any) -> Claim:
        return replace(same, **changed)

    return make


@pytest.fixture
def gold_file(tmp_path: Path) -> Callable[..., Path]:
    """Return a writer of gold files, one line for each document given."""

    def write(*documents: dict[str, Any] | bytes) -> Path:
        path = tmp_path / "gold.jsonl"
        lines = (d if isinstance(d, bytes) else json.dumps(d).encode() for d in documents)
        path.write_bytes(b"".join(line + b"\n" for line in lines))
        return path

    return write
