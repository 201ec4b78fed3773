"""Every question that a page puts to the published snapshot, as SQL with bound parameters.

Belongs here: read-only selects, one function each, that return plain rows. Does not belong here:
components, charts, wording; nor arithmetic on figures, which the marts own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from dashboards.filters import NOT_STATED, ClaimFilter
from warehouse.connect import Connection

Row = dict[str, Any]

PAGE_SIZE = 100

_CLAIM = f"""
    select
        claim_id, article_id, version, start, "end", figure, category, equipment, qualifier,
        low, high, approximate, victim_class, attribution, period_start, period_end, period_kind,
        cumulative, place_text, verification, confidence, sentence, publisher, published_at, title,
        url, as_of, relay, part_of, restates, evidence, origin_id, hedge, cue, victim_text,
        claimant_text, place, source_kind,
        coalesce(claimant_name, '{NOT_STATED}') as claimant,
        coalesce(victim_side, '{NOT_STATED}') as victim_side
    from core.claim
"""

_WANTED = """
    (?::varchar is null or claimant = ?) and (?::varchar is null or victim_side = ?)
    and (?::varchar is null or category = ?)
"""


def snapshot_name(con: Connection) -> str:
    """Return the file name, without its ending, of the snapshot that `con` reads."""
    row = con.execute(
        "select path from duckdb_databases() where database_name = current_database()"
    ).fetchone()
    return Path(row[0]).stem if row and row[0] else "in memory"


def is_modelled(con: Connection) -> bool:
    """Return whether the snapshot holds the tables that the pages read."""
    row = con.execute(
        "select count(*) from information_schema.tables "
        "where (table_schema, table_name) in (('core', 'claim'), ('core', 'article'), "
        "('marts', 'toll_by_source_daily'), ('marts', 'toll_by_source_period'))"
    ).fetchone()
    return bool(row and row[0] == 4)


def overview_counts(con: Connection) -> Row:
    """Return one row: how many of what, and the first and last times in the data (UTC)."""
    return _rows(
        con,
        """
        select
            (select count(*) from core.article) as articles,
            (select count(distinct publisher) from core.article) as publishers,
            (select count(*) from core.claim) as claims,
            (select count(distinct claimant_name) from core.claim) as claimants,
            (select count(distinct origin_id) from core.claim) as origins,
            (select count(*) from flags.finding where state in ('open', 'accepted'))
                as findings,
            (select count(*) from raw.rejected_input where resolved_at is null) as rejected,
            (select min(published_at) from core.article) as first_published,
            (select max(published_at) from core.article) as last_published,
            (select count(*) from core.article where published_at is null) as undated
        """,
    )[0]


def claims_by_claimant(con: Connection) -> list[Row]:
    """Return claimant × victim side × category with the number of claims, most first.

    Counts claims, never people: figures of different claims overlap and must not be added up.
    """
    return _rows(
        con,
        f"""
        with claim as ({_CLAIM})
        select claimant, victim_side, category, count(*) as claims,
            count(distinct origin_id) as origins, min(as_of) as first_day, max(as_of) as last_day
        from claim group by all order by claims desc, claimant, victim_side, category limit 60
        """,
    )


def rejected_by_reason(con: Connection) -> list[Row]:
    """Return reason and number of the inputs that could not be used."""
    return _rows(
        con,
        "select reason, count(*) as inputs from raw.rejected_input where resolved_at is null "
        "group by reason order by inputs desc, reason",
    )


def filter_choices(con: Connection) -> dict[str, list[str]]:
    """Return the values that occur for claimant, victim_side and category, sorted."""
    rows = _rows(con, f"with claim as ({_CLAIM}) select claimant, victim_side, category from claim")
    return {
        key: sorted({row[key] for row in rows}) for key in ("claimant", "victim_side", "category")
    }


def daily_tolls(con: Connection, wanted: ClaimFilter) -> list[Row]:
    """Return rows of `marts.toll_by_source_daily`: claimant × victim × category × day."""
    return _tolls(con, wanted, "toll_by_source_daily", "day, null::date as period_end")


def period_tolls(con: Connection, wanted: ClaimFilter) -> list[Row]:
    """Return rows of `marts.toll_by_source_period`; `day` is the period's first day."""
    return _tolls(con, wanted, "toll_by_source_period", "period_start as day, period_end")


def claims(con: Connection, wanted: ClaimFilter) -> tuple[int, list[Row]]:
    """Return how many claims the filter keeps, and the rows of its page, latest first."""
    values = _values(wanted)
    kept = f"with claim as ({_CLAIM}) select * from claim where {_WANTED}"
    total = con.execute(f"select count(*) from ({kept})", values).fetchone()
    rows = _rows(
        con,
        f"{kept} order by as_of desc nulls last, article_id, start, claim_id limit ? offset ?",
        [*values, PAGE_SIZE, (wanted.page - 1) * PAGE_SIZE],
    )
    return (int(total[0]) if total else 0), rows


def claim(con: Connection, claim_id: str) -> Row | None:
    """Return one claim with its article's text, or None where the snapshot has no such claim."""
    rows = _rows(
        con,
        f"""
        with claim as ({_CLAIM})
        select claim.*, article.text from claim
        left join core.article as article using (article_id)
        where claim_id = ?
        """,
        [claim_id],
    )
    return rows[0] if rows else None


def sibling_claims(con: Connection, of: Mapping[str, Any]) -> list[Row]:
    """Return the other claims of the same article, and of reprints that share its origin."""
    return _rows(
        con,
        f"""
        with claim as ({_CLAIM})
        select * from claim
        where claim_id <> ? and (article_id = ? or origin_id = ?)
        order by article_id <> ?, article_id, start, claim_id limit 50
        """,
        [of["claim_id"], of["article_id"], of["origin_id"], of["article_id"]],
    )


def findings(con: Connection, claim_id: str | None = None) -> list[Row]:
    """Return the findings that stand, or only those that name one claim; gravest first.

    Dismissed and resolved ones are left out; a reviewer finds them with `tallywire review`.
    """
    return _rows(
        con,
        """
        select finding_id, rule, rule_version, verdict, severity, claim_ids, operands, computation,
            innocent_causes, state, first_seen, last_seen
        from flags.finding
        where state in ('open', 'accepted')
            and (?::varchar is null or list_contains(claim_ids, ?))
        order by severity, verdict, rule, finding_id limit 500
        """,
        [claim_id, claim_id],
    )


def claim_labels(con: Connection, claim_ids: Sequence[str]) -> dict[str, Row]:
    """Return claim_id → its claimant, figure, publisher and day, for the ids that exist."""
    rows = _rows(
        con,
        f"""
        with claim as ({_CLAIM})
        select claim_id, claimant, figure, category, publisher, as_of from claim
        where list_contains(?::varchar[], claim_id)
        """,
        [list(claim_ids)],
    )
    return {row["claim_id"]: row for row in rows}


def _tolls(con: Connection, wanted: ClaimFilter, mart: str, days: str) -> list[Row]:
    return _rows(
        con,
        f"""
        with toll as (
            select {days}, victim_class, category, equipment, low, high, n_claims, n_origins,
                n_publishers,
                coalesce(claimant_name, '{NOT_STATED}') as claimant,
                coalesce(victim_side, '{NOT_STATED}') as victim_side
            from marts.{mart}
        )
        select * from toll where {_WANTED}
        order by victim_side, category, victim_class, equipment, claimant, day
        """,
        _values(wanted),
    )


def _values(wanted: ClaimFilter) -> list[Any]:
    chosen = (wanted.claimant, wanted.victim_side, wanted.category)
    return [value for value in chosen for _ in range(2)]


def _rows(con: Connection, sql: str, values: Sequence[Any] = ()) -> list[Row]:
    result = con.execute(sql, list(values))
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
