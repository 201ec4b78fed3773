"""The annotated sentences are sound: figures stand in their texts, fields keep to vocabularies."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from pathlib import Path
from typing import Any, get_args

import pytest

from pipelines import records

CORPUS = Path(__file__).parent
WHOLE_TEXTS = {"documents", "releases", "traps", "unread"}
FILES = sorted(path for path in CORPUS.glob("*.jsonl") if path.stem not in WHOLE_TEXTS)
SENTENCES: list[dict[str, Any]] = [
    json.loads(line) for path in FILES for line in path.read_text(encoding="utf-8").splitlines()
]
ANNOTATED = [(row, claim) for row in SENTENCES for claim in row["claims"]]
SENTENCE_FIELDS = ["id", "phenomenon", "published_at", "publisher", "text", "claims"]
CLAIM_FIELDS = {
    "figure",
    "occurrence",
    "implicit",
    "category",
    "equipment",
    "value",
    "value_to",
    "qualifier",
    "victim_side",
    "victim_class",
    "claimant",
    "relay",
    "period_start",
    "period_end",
    "cumulative",
    "place",
    "verification",
}
each_sentence = pytest.mark.parametrize("row", SENTENCES, ids=lambda row: row["id"])
each_claim = pytest.mark.parametrize(
    ("row", "claim"), ANNOTATED, ids=[f"{row['id']}-{claim['figure']}" for row, claim in ANNOTATED]
)


def offset(text: str, figure: str, occurrence: int) -> int:
    """Return where the figure's n-th occurrence (from 0, as a plain substring) starts, or -1."""
    start = text.find(figure)
    for _ in range(occurrence):
        start = text.find(figure, start + 1)
    return start


def test_the_corpus_covers_every_phenomenon() -> None:
    assert {path.stem for path in FILES} == {
        "attribution",
        "certainty",
        "ellipsis_and_lists",
        "equipment",
        "floors_and_ceilings",
        "frames",
        "headlines_and_tables",
        "implied",
        "must_not",
        "number_words",
        "periods",
        "perpetrator_flips",
        "places",
        "possessors",
        "quotes_and_relays",
        "ranges",
        "repelled",
        "victims",
    }
    assert len(SENTENCES) >= 320
    assert sum(row["phenomenon"] == "must_not" for row in SENTENCES) >= 90


def test_every_category_and_qualifier_is_shown() -> None:
    shown = {(field, claim[field]) for _, claim in ANNOTATED for field in ("category", "qualifier")}
    wanted = {("category", name) for name in get_args(records.Category)}
    assert shown == wanted | {("qualifier", name) for name in get_args(records.Qualifier)}


def test_ids_and_texts_are_unique() -> None:
    for field in ("id", "text"):
        assert max(Counter(row[field] for row in SENTENCES).values()) == 1


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_holds_its_own_phenomenon(path: Path) -> None:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert {row["phenomenon"] for row in rows} == {path.stem}


@each_sentence
def test_a_sentence_has_its_fields_and_only_must_not_is_without_claims(row: dict[str, Any]) -> None:
    assert list(row) == SENTENCE_FIELDS
    assert dt.date.fromisoformat(row["published_at"])
    assert bool(row["claims"]) == (row["phenomenon"] != "must_not")


@each_claim
def test_a_figure_stands_in_its_text_as_whole_words(
    row: dict[str, Any], claim: dict[str, Any]
) -> None:
    text, figure = row["text"], claim["figure"]
    start = offset(text, figure, claim["occurrence"])
    assert start >= 0
    around = text[max(start - 1, 0) : start] + text[start + len(figure) :][:1]
    assert not any(character.isalnum() for character in around)


@each_claim
def test_a_claim_keeps_to_the_vocabularies(row: dict[str, Any], claim: dict[str, Any]) -> None:
    assert set(claim) == CLAIM_FIELDS
    assert claim["category"] in records.CATEGORIES
    assert claim["qualifier"] in records.QUALIFIERS
    assert claim["victim_class"] in (*records.VICTIM_CLASSES, None)
    assert claim["verification"] in records.VERIFICATIONS
    assert isinstance(claim["cumulative"], bool)
    assert isinstance(claim["implicit"], bool)


@each_claim
def test_fields_of_a_claim_agree_with_each_other(
    row: dict[str, Any], claim: dict[str, Any]
) -> None:
    assert (claim["equipment"] is not None) == (claim["category"] == "equipment")
    no_class = claim["category"] in {"equipment", "repelled"}
    assert (claim["victim_class"] is None) == no_class
    assert (claim["value"] is None) == (claim["qualifier"] == "vague")
    assert (claim["value_to"] is not None) == (claim["qualifier"] == "range")
    assert claim["value_to"] is None or claim["value"] < claim["value_to"]
    start, end = claim["period_start"], claim["period_end"]
    assert start is None or dt.date.fromisoformat(start) <= dt.date.fromisoformat(end or start)
    assert end is None or end <= row["published_at"]


@each_claim
def test_speaker_relay_and_place_are_named_in_the_text(
    row: dict[str, Any], claim: dict[str, Any]
) -> None:
    text = row["text"].lower()
    for field in ("claimant", "relay", "place"):
        assert claim[field] is None or claim[field].lower() in text
