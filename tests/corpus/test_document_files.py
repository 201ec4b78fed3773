"""The annotated documents and the trap articles are sound, whatever the extractor makes of them."""

from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from typing import Any

import pytest

from pipelines import records

CORPUS = Path(__file__).parent
DOCUMENT_FIELDS = ["doc_id", "publisher", "published_at", "language", "text", "claims"]
CLAIM_FIELDS = {
    "start",
    "end",
    "figure",
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
SLUG = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*\Z")


def read(name: str) -> list[dict[str, Any]]:
    lines = (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


UNREAD = read("unread")
"""Not to be read by who mends the extractor: only their share of right claims is looked at."""
DOCUMENTS, TRAPS = read("documents") + UNREAD, read("traps")
ANNOTATED = [(document, claim) for document in DOCUMENTS for claim in document["claims"]]
each_claim = pytest.mark.parametrize(
    ("document", "claim"),
    ANNOTATED,
    ids=[f"{document['doc_id']}-{claim['start']}" for document, claim in ANNOTATED],
)


def test_documents_are_of_three_kinds_and_traps_of_one() -> None:
    kinds = [document["doc_id"].partition("-")[0] for document in DOCUMENTS]
    assert [kinds.count(kind) for kind in ("news", "enc", "rel")] == [53, 36, 19]
    assert len(UNREAD) == 64
    assert len(TRAPS) == 60
    assert not any(trap["claims"] for trap in TRAPS)


@pytest.mark.parametrize("document", DOCUMENTS + TRAPS, ids=lambda document: document["doc_id"])
def test_a_document_is_a_short_english_article_with_all_its_fields(
    document: dict[str, Any],
) -> None:
    assert list(document) == DOCUMENT_FIELDS
    assert dt.date.fromisoformat(document["published_at"])
    assert document["language"] == "en"
    assert 100 <= len(document["text"].split()) <= 380
    spans = [(claim["start"], claim["end"]) for claim in document["claims"]]
    assert spans == sorted(spans)


@each_claim
def test_a_figure_is_the_text_between_its_offsets(
    document: dict[str, Any], claim: dict[str, Any]
) -> None:
    text, start, end = document["text"], claim["start"], claim["end"]
    assert text[start:end] == claim["figure"]
    around = text[max(start - 1, 0) : start] + text[end : end + 1]
    assert not any(character.isalnum() for character in around)


@each_claim
def test_a_claim_keeps_to_the_vocabularies(document: dict[str, Any], claim: dict[str, Any]) -> None:
    assert set(claim) == CLAIM_FIELDS
    assert claim["category"] in records.CATEGORIES
    assert claim["qualifier"] in records.QUALIFIERS
    assert claim["verification"] in records.VERIFICATIONS
    assert claim["victim_side"] is None or SLUG.match(claim["victim_side"])
    counts_people = claim["category"] not in {"equipment", "repelled"}
    assert (claim["victim_class"] in records.VICTIM_CLASSES) == counts_people
    assert (claim["equipment"] is not None) == (claim["category"] == "equipment")
    assert (claim["value"] is None) == (claim["qualifier"] == "vague")
    assert (claim["value_to"] is not None) == (claim["qualifier"] == "range")


@each_claim
def test_names_stand_in_the_text_and_days_lie_before_publication(
    document: dict[str, Any], claim: dict[str, Any]
) -> None:
    text = document["text"].lower()
    for field in ("claimant", "relay", "place"):
        assert claim[field] is None or claim[field].lower() in text
    start, end = claim["period_start"], claim["period_end"]
    assert (start or "") <= (end or document["published_at"]) <= document["published_at"]
