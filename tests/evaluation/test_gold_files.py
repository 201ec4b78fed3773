"""What is no gold file is told in one line, with the line that is wrong."""

import json

import pytest

from pipelines.evaluation.gold import AnnotatedDocument, CountedDocument, GoldError, read_gold
from tests.evaluation.made import GOLD, TEXT

DOCUMENT = {"doc_id": "wire-1", "text": TEXT, "published_at": "2025-11-04", "claims": [GOLD]}
COUNTED = {"doc_id": "r-1", "text": TEXT, "gold": {"min_killed": 12, "min_captured": None}}


def test_an_annotated_document_is_read_with_its_claims(gold_file) -> None:
    (document,) = read_gold(gold_file(DOCUMENT))
    assert isinstance(document, AnnotatedDocument)
    (claim,) = document.claims
    assert document.article.text[claim.start : claim.end] == "at least 12"
    assert (claim.value, claim.claimant, claim.period_start) == (12, "Russia", None)


def test_a_document_with_totals_is_known_by_its_fields(gold_file) -> None:
    (document,) = read_gold(gold_file(COUNTED))
    assert isinstance(document, CountedDocument)
    assert document.totals == {"killed": 12, "captured": 0}


def changed(**fields: object) -> dict[str, object]:
    return {**DOCUMENT, "claims": [{**GOLD, **fields}]}


MISSING = {name: value for name, value in GOLD.items() if name != "category"}

BAD = {
    "no JSON": ((b"{",), ":1: not JSON"),
    "no text": (({"doc_id": "x", "claims": []},), ":1: text is missing"),
    "neither claims nor totals": (({"doc_id": "x", "text": "y"},), ":1: neither a list of claims"),
    "half of the totals": (({**COUNTED, "gold": {"min_killed": 1}},), ":1: neither a list"),
    "a moved figure": (
        (DOCUMENT, {**changed(start=26), "doc_id": "w-2"}),
        ":2: claim 1: 'at least",
    ),
    "offsets beyond the text": (
        (changed(start=9000, end=9011),),
        ":1: claim 1: 'at least 12' does",
    ),
    "an unknown category": ((changed(category="hurt"),), ":1: claim 1: category 'hurt' is none of"),
    "an unknown qualifier": ((changed(qualifier="maybe"),), ":1: claim 1: qualifier 'maybe'"),
    "a value that is no number": ((changed(value="12"),), ":1: claim 1: value '12' is no whole"),
    "a day that is none": ((changed(period_end="soon"),), ":1: claim 1: Invalid isoformat"),
    "a missing slot": (({**DOCUMENT, "claims": [MISSING]},), ":1: claim 1: category is missing"),
    "a claim that is none": (({**DOCUMENT, "claims": [7]},), ":1: claim 1: "),
    "a document twice": ((DOCUMENT, DOCUMENT), ":2: 'wire-1' stands already in line 1"),
    "both kinds": ((DOCUMENT, COUNTED), ":2: claims and totals are mixed"),
    "a date that is none": (({**DOCUMENT, "published_at": "May"},), ":1: published_at is no ISO"),
    "nothing": ((b"",), ": there is no document in it"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_gold_is_told_with_its_line(case, gold_file) -> None:
    documents, told = BAD[case]
    path = gold_file(*documents)
    with pytest.raises(GoldError) as error:
        read_gold(path)
    assert str(error.value).startswith(f"{path}{told}")
    assert len(str(error.value).splitlines()) == 1


def test_blank_lines_and_a_byte_order_mark_do_no_harm(gold_file) -> None:
    line = b"\xef\xbb\xbf" + json.dumps(DOCUMENT).encode()
    assert len(read_gold(gold_file(line, b"", b"  "))) == 1
