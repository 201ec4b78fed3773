"""What reviewers decided about findings: `flags.review`, and the state that it gives them.

Belongs here: storing decisions, asking for findings as a reviewer reads them. Does not belong here:
what a run of the rules does to a finding (`findings_load`), the file of decisions, or printing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.schemas import REVIEW_SCHEMA
from warehouse.connect import Connection
from warehouse.frames import count, incoming, loading


@dataclass(frozen=True, slots=True)
class ReviewResult:
    """What became of decisions, in numbers.

    `applied` now give their finding its state; `known` were stored before, or a later one was;
    `stale` are about what the finding no longer says; `unknown` name no stored finding.
    """

    applied: int
    known: int
    stale: int
    unknown: int


def words_of(result: ReviewResult) -> str:
    """Return what became of decisions in words.

    >>> words_of(ReviewResult(applied=2, known=0, stale=1, unknown=0))
    '2 applied, 0 known already, 1 about what its finding no longer says, 0 about no stored finding'
    """
    return (
        f"{result.applied} applied, {result.known} known already, "
        f"{result.stale} about what its finding no longer says, "
        f"{result.unknown} about no stored finding"
    )


def record_reviews(con: Connection, reviews: pl.DataFrame) -> ReviewResult:
    """Store decisions (REVIEW_SCHEMA) that still fit, and give their findings the state.

    A decision counts only for what was reviewed (its digest) and only where none later is stored,
    so that reading one file twice changes nothing. What is stale or unknown is not stored. Of
    several decisions about one finding the last counts.
    """
    last = reviews.sort("reviewed_at").unique("finding_id", keep="last", maintain_order=True)
    with incoming(con, last, REVIEW_SCHEMA), loading(con, "reviews"):
        unknown = count(
            con, "select count(*) from incoming anti join flags.finding using (finding_id)"
        )
        con.execute(
            "create or replace temporary table fitting as "
            "select incoming.*, held.digest is distinct from incoming.digest as is_stale, "
            "coalesce(incoming.reviewed_at <= latest.at, false) as is_known "
            "from incoming join flags.finding as held using (finding_id) "
            "left join (select finding_id, max(reviewed_at) as at from flags.review group by all) "
            "as latest using (finding_id)"
        )
        known = count(con, "select count(*) from fitting where is_known")
        stale = count(con, "select count(*) from fitting where is_stale and not is_known")
        applied = count(
            con,
            "insert into flags.review by name select * exclude (is_stale, is_known) from fitting "
            "where not is_stale and not is_known",
        )
        con.execute(
            "update flags.finding as held set state = fitting.state, state_reason = fitting.note, "
            "state_since = fitting.reviewed_at from fitting "
            "where held.finding_id = fitting.finding_id and not is_stale and not is_known"
        )
        con.execute("drop table fitting")
    return ReviewResult(applied, known, stale, unknown)


def latest_reviews(con: Connection) -> list[dict[str, Any]]:
    """Return the last decision about each finding, by finding_id: REVIEW_SCHEMA and computation."""
    return _rows(
        con,
        "select review.*, finding.rule, finding.computation from flags.review "
        "join flags.finding using (finding_id) "
        "qualify row_number() over (partition by finding_id order by reviewed_at desc) = 1 "
        "order by finding_id",
    )


def findings_to_review(
    con: Connection,
    *,
    states: Sequence[str] = (),
    rule: str | None = None,
    verdict: str | None = None,
    publisher: str | None = None,
    starts_with: str | None = None,
) -> list[dict[str, Any]]:
    """Return findings, gravest first, each with its claims as a list `claims` of dictionaries.

    A filter that is not given keeps all. `publisher` keeps findings with a claim that it printed;
    `starts_with` those whose finding_id begins so. A claim has claim_id, figure, sentence,
    publisher, published_at, claimant; only current claims are there.
    """
    found = _rows(
        con,
        "select finding.*, review.reviewer, review.reviewed_at from flags.finding "
        "left join (from flags.review qualify "
        "row_number() over (partition by finding_id order by reviewed_at desc) = 1) as review "
        "using (finding_id) "
        "where (len($states::varchar[]) = 0 or list_contains($states::varchar[], finding.state)) "
        "and ($rule::varchar is null or rule = $rule) "
        "and ($verdict::varchar is null or verdict = $verdict) "
        "and ($start::varchar is null or starts_with(finding_id, $start)) "
        "order by severity <> 'warning', verdict <> 'contradictory', verdict, rule, finding_id",
        {"states": list(states), "rule": rule, "verdict": verdict, "start": starts_with},
    )
    claims = _claims(con, found)
    for row in found:
        row["claims"] = [claims[name] for name in row["claim_ids"] if name in claims]
    if publisher is None:
        return found
    return [row for row in found if any(c["publisher"] == publisher for c in row["claims"])]


def _claims(con: Connection, found: Sequence[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    wanted = sorted({name for row in found for name in row["claim_ids"]})
    if not wanted:
        return {}
    rows = _rows(
        con,
        "select claim_id, figure, sentence, publisher, published_at, "
        "coalesce(claimant_name, claimant) as claimant from core.claim "
        "semi join (select unnest($wanted::varchar[]) as claim_id) as named using (claim_id)",
        {"wanted": wanted},
    )
    return {row["claim_id"]: row for row in rows}


def _rows(con: Connection, query: str, values: Any = None) -> list[dict[str, Any]]:
    result = con.execute(query, values)
    names = [column[0] for column in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
