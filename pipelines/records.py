"""The records that every stage shares, and their Polars schemas.

Belongs here: frozen dataclasses (`Article`, `Span`, `Figure`, `Evidence`, `Claim`), the closed
vocabularies of their fields, the frame schemas that mirror the `raw` tables column by column, and
the identifiers derived from a record. Does not belong here: reading, extracting, storing; this
module imports the standard library and Polars only.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, get_args

import polars as pl

Category = Literal[
    "killed", "wounded", "casualties", "captured", "missing", "equipment", "repelled"
]
Qualifier = Literal[
    "exact", "about", "more_than", "at_least", "less_than", "up_to", "range", "vague"
]
VictimClass = Literal["military", "civilian", "mixed", "unspecified"]
Attribution = Literal["direct", "indirect", "narrator", "agentless"]
Verification = Literal["unverified", "verified", "disputed", "not_stated"]
PeriodKind = Literal["day", "span", "since", "as_of", "rate", "untold"]
How = Literal["explicit", "anaphor", "inherited", "default"]
RejectReason = Literal[
    "empty",
    "binary",
    "undecodable",
    "too_large",
    "unreadable",
    "malformed",
    "no_text",
    "no_date",
    "doubtful_date",
    "unsafe",
    "unsupported",
]

CATEGORIES: tuple[Category, ...] = get_args(Category)
QUALIFIERS: tuple[Qualifier, ...] = get_args(Qualifier)
VICTIM_CLASSES: tuple[VictimClass, ...] = get_args(VictimClass)
ATTRIBUTIONS: tuple[Attribution, ...] = get_args(Attribution)
VERIFICATIONS: tuple[Verification, ...] = get_args(Verification)
PERIOD_KINDS: tuple[PeriodKind, ...] = get_args(PeriodKind)
REJECT_REASONS: tuple[RejectReason, ...] = get_args(RejectReason)


class Span(NamedTuple):
    """A half-open range of code points `[start, end)` of an article's stored text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Article:
    """One version of one article, the unit that claims are extracted from.

    `published_at` is UTC, or None where the source does not tell it. `text` is final: every
    offset of every claim counts its code points.
    """

    article_id: str
    text: str
    version: int = 1
    publisher: str | None = None
    title: str | None = None
    published_at: dt.datetime | None = None
    language: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as stated and the closed integer interval `[low, high]` that it allows.

    `high` None is an open end. `value` is None for a vague magnitude ("dozens"); `value_to` is the
    upper end of a stated range. People and equipment are counted whole, so an open bound such as
    "more than 365" is stored as its closed integer neighbour (low 366).
    """

    start: int
    end: int
    text: str
    value: int | None
    value_to: int | None
    qualifier: Qualifier
    low: int
    high: int | None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a slot of a claim holds its value: the words, how they were reached, and the rule."""

    slot: str
    start: int
    end: int
    how: How
    rule: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One figure asserted about one victim group in one category, anchored to its words.

    Fields are the columns of `raw.claim`; see `CLAIM_SCHEMA`. Unknown is None, never a default.
    """

    article_id: str
    version: int
    extractor_version: str
    start: int
    end: int
    figure: str
    implicit: bool
    category: Category
    equipment: str | None
    value: int | None
    value_to: int | None
    qualifier: Qualifier
    low: int
    high: int | None
    low_closed: bool
    high_closed: bool
    approximate: bool
    victim_side: str | None
    victim_class: VictimClass | None
    victim_text: str | None
    claimant: str | None
    claimant_text: str | None
    relay: str | None
    attribution: Attribution
    cue: str | None
    hedge: str | None
    period_start: dt.date | None
    period_end: dt.date | None
    period_kind: PeriodKind
    cumulative: bool
    place: str | None
    place_text: str | None
    verification: Verification
    part_of: str | None
    restates: str | None
    confidence: float
    evidence: tuple[Evidence, ...] = field(default=())

    @property
    def claim_id(self) -> str:
        """The claim's key, stable for one article version, span, category and extractor."""
        return claim_id(
            self.article_id,
            self.version,
            self.start,
            self.end,
            self.category,
            self.extractor_version,
        )


def claim_id(
    article_id: str, version: int, start: int, end: int, category: str, extractor_version: str
) -> str:
    """Return 16 hexadecimal digits that name a claim by its natural key."""
    key = f"{article_id}|{version}|{start}|{end}|{category}|{extractor_version}"
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def text_sha256(text: str) -> str:
    """Return the SHA-256 of a stored text in UTF-8; lone surrogates hash as themselves."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


UTC_DATETIME = pl.Datetime("us", "UTC")

ARTICLE_SCHEMA = pl.Schema(
    {
        "article_id": pl.String(),
        "version": pl.Int32(),
        "url": pl.String(),
        "publisher": pl.String(),
        "title": pl.String(),
        "byline": pl.String(),
        "published_at": UTC_DATETIME,
        "retrieved_at": UTC_DATETIME,
        "language": pl.String(),
        "text": pl.String(),
        "text_sha256": pl.String(),
        "raw_sha256": pl.String(),
        "media_type": pl.String(),
        "source": pl.String(),
        "source_path": pl.String(),
        "n_replaced": pl.Int32(),
        "run_id": pl.String(),
    }
)
"""`raw.article_version`: one row is one stored text of an article (key: article_id, version)."""

REJECTED_SCHEMA = pl.Schema(
    {
        "source": pl.String(),
        "source_path": pl.String(),
        "raw_sha256": pl.String(),
        "reason": pl.String(),
        "detail": pl.String(),
        "kept_as": pl.String(),
        "seen_at": UTC_DATETIME,
        "run_id": pl.String(),
    }
)
"""`raw.rejected_input`: one row is one input that could not be used
(key: source_path, raw_sha256, reason)."""

CLAIM_SCHEMA = pl.Schema(
    {
        "claim_id": pl.String(),
        "article_id": pl.String(),
        "version": pl.Int32(),
        "extractor_version": pl.String(),
        "start": pl.Int32(),
        "end": pl.Int32(),
        "figure": pl.String(),
        "implicit": pl.Boolean(),
        "category": pl.String(),
        "equipment": pl.String(),
        "value": pl.Int64(),
        "value_to": pl.Int64(),
        "qualifier": pl.String(),
        "low": pl.Int64(),
        "high": pl.Int64(),
        "low_closed": pl.Boolean(),
        "high_closed": pl.Boolean(),
        "approximate": pl.Boolean(),
        "victim_side": pl.String(),
        "victim_class": pl.String(),
        "victim_text": pl.String(),
        "claimant": pl.String(),
        "claimant_text": pl.String(),
        "relay": pl.String(),
        "attribution": pl.String(),
        "cue": pl.String(),
        "hedge": pl.String(),
        "period_start": pl.Date(),
        "period_end": pl.Date(),
        "period_kind": pl.String(),
        "cumulative": pl.Boolean(),
        "place": pl.String(),
        "place_text": pl.String(),
        "verification": pl.String(),
        "part_of": pl.String(),
        "restates": pl.String(),
        "confidence": pl.Float64(),
        "evidence": pl.String(),
    }
)
"""`raw.claim`: one row is one claim by one extractor version (key: claim_id).

`claimant`, `relay` and `place` hold the fullest name that the article gives; `claimant_text` and
`place_text` the words at the claim. `high` null is an open end. `part_of` and `restates` name
another claim of the same article. `evidence` is JSON: a list of {slot, start, end, how, rule}.
"""

EXTRACTION_SCHEMA = pl.Schema(
    {
        "article_id": pl.String(),
        "version": pl.Int32(),
        "extractor_version": pl.String(),
        "n_claims": pl.Int32(),
        "run_id": pl.String(),
    }
)
"""`raw.extraction`: one row is one article version read by one extractor version, also where it
held no claim (key: article_id, version, extractor_version)."""

FINDING_SCHEMA = pl.Schema(
    {
        "finding_id": pl.String(),
        "rule": pl.String(),
        "rule_version": pl.Int32(),
        "verdict": pl.String(),
        "severity": pl.String(),
        "claim_ids": pl.List(pl.String()),
        "operands": pl.String(),
        "computation": pl.String(),
        "innocent_causes": pl.List(pl.String()),
        "digest": pl.String(),
        "first_seen": UTC_DATETIME,
        "last_seen": UTC_DATETIME,
    }
)
"""What the rules report: one row is one thing that does not add up (key: finding_id).

`digest` tells what it said: another verdict, figure or sentence gives another digest.
"""
