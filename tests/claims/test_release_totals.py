"""What the claims of a press release come to, by mechanism: parts and restatements count once.

`tests/corpus/releases.jsonl` tells what a reader would count in each; `RIGHT` holds how many
releases of each mechanism must come out so. Raise it as the extractor improves.
"""

import datetime as dt
import json
from collections import Counter
from pathlib import Path

import pytest

from pipelines.claims import extract_claims
from pipelines.records import Article

RELEASES = Path(__file__).parents[1] / "corpus" / "releases.jsonl"
ROWS = [json.loads(line) for line in RELEASES.read_text(encoding="utf-8").splitlines()]
FIELDS = ["id", "mechanism", "published_at", "publisher", "text", "killed", "captured"]
RIGHT = {
    "details": 7,
    "killed_again": 14,
    "name": 10,
    "namesake": 6,
    "other_nouns": 6,
    "part_of_group": 8,
    "past_deeds": 10,
    "same_person": 8,
    "surrender": 5,
    "suspects": 6,
    "taken_again": 12,
    "the_other": 7,
    "trade": 10,
    "two_places": 6,
    "vague_again": 11,
    "ways_to_kill": 12,
    "ways_to_take": 13,
}


def totals(row: dict, lexicon) -> tuple[int, int]:
    """Return how many were killed and captured, by the claims that stand for themselves."""
    published = dt.datetime.fromisoformat(row["published_at"]).replace(tzinfo=dt.UTC)
    article = Article(row["id"], row["text"], publisher=row["publisher"], published_at=published)
    told: Counter[str] = Counter()
    for claim in extract_claims(article, lexicon):
        if claim.part_of is None and claim.restates is None:
            told[claim.category] += int(claim.low or 0)
    return told["killed"], told["captured"]


@pytest.mark.parametrize("mechanism", sorted(RIGHT))
def test_a_mechanism_stays_as_good_as_it_was(mechanism: str, lexicon) -> None:
    rows = [row for row in ROWS if row["mechanism"] == mechanism]
    wrong = [row["id"] for row in rows if totals(row, lexicon) != (row["killed"], row["captured"])]
    assert len(rows) - len(wrong) >= RIGHT[mechanism], wrong


def test_every_mechanism_has_its_mark_and_every_release_its_fields() -> None:
    assert {row["mechanism"] for row in ROWS} == set(RIGHT)
    assert [row["id"] for row in ROWS if list(row) != FIELDS] == []
    assert max(Counter(row["text"] for row in ROWS).values()) == 1
