"""Load article versions and rejected inputs, with the account of the run that brought them.

Belongs here: `raw.article_version`, `raw.rejected_input`, `raw.ingest_run`, and the questions that
reading asks first. Does not belong here: origins, claims. A batch and its account are one
transaction: what a run had stored when it died is what its account says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from pipelines.records import ARTICLE_SCHEMA, REJECTED_SCHEMA
from warehouse.connect import Connection, WarehouseError, transaction
from warehouse.frames import LoadResult, count, incoming, loading

COUNTS = ("seen", "n_new", "n_new_version", "n_unchanged", "n_rejected", "n_replaced")


@dataclass(frozen=True, slots=True)
class Ingested:
    """The part of a run that one batch is: who read, when, and how many inputs in all."""

    run_id: str
    source: str
    at: dt.datetime
    seen: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class HeldInput:
    """An input that is rejected until now and whose copy lies in quarantine."""

    source: str | None
    source_path: str
    raw_sha256: str
    reason: str
    kept_as: str


def load_articles(
    con: Connection,
    articles: pl.DataFrame,
    rejected: pl.DataFrame,
    ingested: Ingested | None = None,
) -> LoadResult:
    """Add article versions (ARTICLE_SCHEMA) and rejected inputs (REJECTED_SCHEMA).

    Counts article versions. A version that is stored already is left as it is; the same version
    with another text is a `WarehouseError`, as texts are never overwritten. `ingested` adds the
    batch to the account of its run.
    """
    with (
        incoming(con, articles, ARTICLE_SCHEMA),
        incoming(con, rejected, REJECTED_SCHEMA, "bad"),
        loading(con, "articles"),
    ):
        _refuse_changed_texts(con)
        new = count(
            con,
            "insert into raw.article_version by name select incoming.* from incoming "
            "anti join raw.article_version using (article_id, version)",
        )
        con.execute(
            "insert into raw.rejected_input by name "
            "select distinct on (source_path, raw_sha256, reason) bad.* from bad "
            "anti join raw.rejected_input as held on bad.source_path = held.source_path "
            "and bad.raw_sha256 is not distinct from held.raw_sha256 and bad.reason = held.reason "
            "order by source_path, raw_sha256, reason, detail"
        )
        con.execute(
            "update raw.rejected_input as held set resolved_at = null from bad "
            "where held.resolved_at is not null and bad.source_path = held.source_path "
            "and bad.raw_sha256 is not distinct from held.raw_sha256 and bad.reason = held.reason"
        )
        if ingested is not None:
            _count_in(con, ingested)
    return LoadResult(new, articles.height - new)


def known_articles(con: Connection) -> Mapping[str, tuple[int, str]]:
    """Return article_id → (latest version, SHA-256 of each of its texts, separated by spaces)."""
    frame = con.sql(
        "select article_id, max(version) as version, "
        "string_agg(text_sha256, ' ' order by version) as texts "
        "from raw.article_version group by article_id"
    ).pl()
    return {article_id: (version, texts) for article_id, version, texts in frame.iter_rows()}


def held_inputs(con: Connection, reasons: Iterable[str] = ()) -> list[HeldInput]:
    """Return what is rejected until now and kept, for the reasons named or for any."""
    wanted = list(reasons)
    rows = con.execute(
        "select source, source_path, raw_sha256, reason, kept_as from raw.rejected_input "
        "where resolved_at is null and kept_as is not null "
        "and (len($wanted::varchar[]) = 0 or list_contains($wanted::varchar[], reason)) "
        "order by source_path, raw_sha256, reason",
        {"wanted": wanted},
    ).fetchall()
    return [HeldInput(*row) for row in rows]


def resolve_inputs(con: Connection, used: Iterable[HeldInput], at: dt.datetime) -> list[str]:
    """Mark inputs that could be used after all; return the copies that nothing needs any more."""
    moment = at.astimezone(dt.UTC).replace(tzinfo=None)
    released = []
    with transaction(con):
        for held in used:
            con.execute(
                "update raw.rejected_input set resolved_at = ? where source_path = ? "
                "and raw_sha256 = ? and reason = ?",
                [moment, held.source_path, held.raw_sha256, held.reason],
            )
            still = con.execute(
                "select count(*) from raw.rejected_input where kept_as = ? and resolved_at is null",
                [held.kept_as],
            ).fetchall()
            if not still[0][0]:
                released.append(held.kept_as)
    return released


def _count_in(con: Connection, ingested: Ingested) -> None:
    """Add the batch that is shown as `incoming` and `bad` to the account of its run."""
    at = ingested.at.astimezone(dt.UTC).replace(tzinfo=None)
    con.execute(
        "insert into raw.ingest_run by name "
        "select $run_id as run_id, $source as source, $at::timestamp as first_at, "
        "$at::timestamp as last_at, $seen as seen, "
        "count(*) filter (version = 1) as n_new, count(*) filter (version > 1) as n_new_version, "
        "$unchanged as n_unchanged, (select count(*) from bad) as n_rejected, "
        "coalesce(sum(n_replaced), 0) as n_replaced from incoming "
        "on conflict (run_id, source) do update set last_at = excluded.last_at, "
        + ", ".join(f"{name} = ingest_run.{name} + excluded.{name}" for name in COUNTS),
        {
            "run_id": ingested.run_id,
            "source": ingested.source,
            "at": at,
            "seen": ingested.seen,
            "unchanged": ingested.unchanged,
        },
    )
    con.execute(
        "insert into raw.ingest_language by name "
        "select $run_id as run_id, $source as source, coalesce(language, 'unknown') as language, "
        "count(*) as n_stored from incoming group by all "
        "on conflict (run_id, source, language) "
        "do update set n_stored = ingest_language.n_stored + excluded.n_stored",
        {"run_id": ingested.run_id, "source": ingested.source},
    )


def _refuse_changed_texts(con: Connection) -> None:
    rows = con.execute(
        "select incoming.article_id, incoming.version from incoming "
        "join raw.article_version as held using (article_id, version) "
        "where incoming.text_sha256 <> held.text_sha256 order by 1, 2 limit 1"
    ).fetchall()
    if rows:
        raise WarehouseError(
            f"article {rows[0][0]} version {rows[0][1]} is stored with another text: "
            "a changed text needs a new version"
        )
