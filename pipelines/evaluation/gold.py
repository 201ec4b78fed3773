"""Read annotated documents: one JSON object a line, with its claims or its totals.

Two kinds of file exist. In the first a document has `claims`, each with its offsets and slots; in
the second it has `gold`, with an analyst's `min_killed` and `min_captured` for the whole document.
"""

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.extract import BadLineError, read_document
from pipelines.records import CATEGORIES, QUALIFIERS, Article, Claim


class GoldError(Exception):
    """A file that is no gold file; the message starts with `file:line:` where a line is wrong."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """One claim as the scorer sees it: what a person annotated, or what the extractor read.

    Fields are those of `Claim` with the same name; offsets are code points, end exclusive.
    """

    start: int
    end: int
    implicit: bool
    category: str
    value: int | None
    value_to: int | None
    qualifier: str
    victim_side: str | None
    victim_class: str | None
    claimant: str | None
    relay: str | None
    period_start: dt.date | None
    period_end: dt.date | None
    cumulative: bool
    place: str | None
    verification: str | None


@dataclass(frozen=True, slots=True)
class AnnotatedDocument:
    """One document with every claim that people found in it."""

    article: Article
    claims: tuple[Annotation, ...]


@dataclass(frozen=True, slots=True)
class CountedDocument:
    """One document with an analyst's lower bounds for the whole of it, by category."""

    article: Article
    totals: dict[str, int]


GoldDocument = AnnotatedDocument | CountedDocument


def annotation_of(claim: Claim) -> Annotation:
    """Return an extracted claim as the scorer sees it."""
    return Annotation(*(getattr(claim, name) for name in Annotation.__slots__))


def read_gold(path: Path) -> list[AnnotatedDocument] | list[CountedDocument]:
    """Return the documents of a gold file, in its order; all of them are of one kind.

    Raises `GoldError` where a line is no annotated document, an annotated figure does not stand at
    its offsets, a `doc_id` comes twice, both kinds are mixed, or there is no document.
    """
    annotated: list[AnnotatedDocument] = []
    counted: list[CountedDocument] = []
    seen: dict[str, int] = {}
    for number, document in _documents(path):
        doc_id = document.article.article_id
        if doc_id in seen:
            raise GoldError(f"{path}:{number}: {doc_id!r} stands already in line {seen[doc_id]}")
        seen[doc_id] = number
        if isinstance(document, AnnotatedDocument):
            annotated.append(document)
        else:
            counted.append(document)
        if annotated and counted:
            raise GoldError(f"{path}:{number}: claims and totals are mixed in one file")
    if not annotated and not counted:
        raise GoldError(f"{path}: there is no document in it")
    return annotated or counted


def _documents(path: Path) -> Iterator[tuple[int, GoldDocument]]:
    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                yield number, _document(line)
            except (BadLineError, GoldError) as error:
                raise GoldError(f"{path}:{number}: {error}") from None


def _document(line: bytes) -> GoldDocument:
    _, article, doubt = read_document(line)
    if doubt:
        raise GoldError(doubt)
    fields = json.loads(line.decode("utf-8-sig"))
    claims, totals = fields.get("claims"), fields.get("gold")
    if isinstance(claims, list):
        return AnnotatedDocument(
            article,
            tuple(_annotation(n, claim, article.text) for n, claim in enumerate(claims, start=1)),
        )
    if isinstance(totals, dict) and {"min_killed", "min_captured"} <= totals.keys():
        return CountedDocument(
            article,
            {
                category: _whole(totals[f"min_{category}"], f"min_{category}") or 0
                for category in ("killed", "captured")
            },
        )
    raise GoldError("neither a list of claims nor gold totals in it")


def _annotation(number: int, fields: Any, text: str) -> Annotation:
    try:
        start, end = int(fields["start"]), int(fields["end"])
        if not 0 <= start < end or text[start:end] != fields["figure"]:
            raise GoldError(f"{fields['figure']!r} does not stand at {start} to {end}")
        return Annotation(
            start=start,
            end=end,
            implicit=bool(fields.get("implicit")),
            category=_one_of("category", fields["category"], CATEGORIES),
            value=_whole(fields.get("value"), "value"),
            value_to=_whole(fields.get("value_to"), "value_to"),
            qualifier=_one_of("qualifier", fields["qualifier"], QUALIFIERS),
            victim_side=fields.get("victim_side"),
            victim_class=fields.get("victim_class"),
            claimant=fields.get("claimant"),
            relay=fields.get("relay"),
            period_start=_day(fields.get("period_start")),
            period_end=_day(fields.get("period_end")),
            cumulative=bool(fields.get("cumulative")),
            place=fields.get("place"),
            verification=fields.get("verification"),
        )
    except KeyError as error:
        raise GoldError(f"claim {number}: {error.args[0]} is missing") from None
    except (GoldError, TypeError, ValueError) as error:
        raise GoldError(f"claim {number}: {error}") from None


def _one_of(name: str, value: object, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise GoldError(f"{name} {value!r} is none of {', '.join(allowed)}")
    return str(value)


def _whole(value: object, name: str) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int):
        raise GoldError(f"{name} {value!r} is no whole number")
    return value


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value[:10]) if value else None
