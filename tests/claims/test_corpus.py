"""The annotated sentences of `tests/corpus`: what was won is kept.

`FOUND` holds, per phenomenon, how many explicit figures must be found, and how many claims may
stand that no annotation has. Raise the first and lower the second as the extractor improves.
"""

import datetime as dt
import json
from pathlib import Path

import pytest

from pipelines.claims import extract_claims
from pipelines.records import Article

CORPUS = Path(__file__).parents[1] / "corpus"
FOUND = {
    "attribution": (15, 0),
    "certainty": (9, 0),
    "ellipsis_and_lists": (42, 0),
    "equipment": (21, 0),
    "floors_and_ceilings": (22, 0),
    "frames": (34, 0),
    "headlines_and_tables": (21, 1),
    "implied": (2, 0),
    "must_not": (0, 3),
    "number_words": (26, 0),
    "periods": (25, 0),
    "perpetrator_flips": (10, 0),
    "places": (10, 0),
    "possessors": (10, 0),
    "quotes_and_relays": (15, 0),
    "ranges": (13, 0),
    "repelled": (13, 0),
    "victims": (27, 0),
}


def offset(text: str, figure: str, occurrence: int) -> int:
    position = -1
    for _ in range(occurrence + 1):
        position = text.find(figure, position + 1)
    return position


def compare(document: dict, lexicon) -> tuple[int, int]:
    """Return how many explicit annotations were found, and how many claims are in excess."""
    published = dt.datetime.fromisoformat(document["published_at"]).replace(tzinfo=dt.UTC)
    article = Article(document["id"], document["text"], published_at=published)
    claims = [c for c in extract_claims(article, lexicon) if not c.implicit]
    found = 0
    for gold in document["claims"]:
        start = offset(document["text"], gold["figure"], gold.get("occurrence", 0))
        end = start + len(gold["figure"])
        match = next(
            (
                c
                for c in claims
                if c.start < end
                and start < c.end
                and (c.category, c.value, c.value_to)
                == (gold["category"], gold["value"], gold["value_to"])
            ),
            None,
        )
        if match is not None:
            claims.remove(match)
            found += not gold.get("implicit", False)
    return found, len(claims)


@pytest.mark.parametrize("phenomenon", sorted(FOUND))
def test_a_phenomenon_stays_as_good_as_it_was(phenomenon: str, lexicon) -> None:
    lines = (CORPUS / f"{phenomenon}.jsonl").read_text(encoding="utf-8").splitlines()
    results = [compare(json.loads(line), lexicon) for line in lines]
    found, excess = (sum(column) for column in zip(*results, strict=True))
    least, most = FOUND[phenomenon]
    assert found >= least
    assert excess <= most


def test_every_corpus_file_has_its_mark() -> None:
    whole_texts = {"documents", "releases", "traps", "unread"}
    assert {path.stem for path in CORPUS.glob("*.jsonl")} == set(FOUND) | whole_texts
