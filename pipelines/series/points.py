"""A table of figures, read by a mapping: points, and what could not be used, as frames.

Belongs here: keys, the columns of both frames, two rows for one key. Does not belong here: which
revision of a point this is (`warehouse.series_load`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import polars as pl

from pipelines.schemas import (
    POINT_FIGURE_COLUMNS,
    POINT_KEY_COLUMNS,
    REJECTED_POINT_SCHEMA,
    SERIES_POINT_SCHEMA,
)
from pipelines.series.cells import RejectedError, SeriesError
from pipelines.series.mapping import Counted, QualifierColumn, SeriesMapping, plain
from pipelines.series.rows import About, Stated, about, figures, stated
from pipelines.series.table import Row, Table, read_table

_PEOPLE_ONLY = ("equipment", "repelled")


@dataclass(frozen=True, slots=True)
class Points:
    """What a table gave: points (SERIES_POINT_SCHEMA), rejected ones (REJECTED_POINT_SCHEMA).

    `repeated` counts figures that the table tells twice alike, of which one is among the points.
    `unused` are columns that the mapping does not name.
    """

    points: pl.DataFrame
    rejected: pl.DataFrame
    repeated: int
    unused: list[str]

    @property
    def seen(self) -> int:
        """The number of figures, and of rows that could not be read at all."""
        return self.points.height + self.rejected.height + self.repeated


def read_points(raw: bytes, name: str, feed: str, mapping: SeriesMapping, today: dt.date) -> Points:
    """Return the points of one table. `name` is what messages call it, `feed` its source.

    A blank cell is no figure. Two different figures for one key are both rejected: nothing tells
    which of them holds. Raises `SeriesError` for what is no table or lacks columns.
    """
    wanted = [*mapping.needed(), *mapping.columns]
    table = read_table(raw, name, wanted, mapping.date or "", mapping.delimiter)
    _refuse_missing(table, name, mapping)
    reader = _Reader(feed, mapping, table)
    for row in table.rows:
        reader.read(row, today)
    points, conflicting, repeated = _told_once(reader.points)
    used = {plain(mapping.since_days or ""), *map(plain, mapping.needed())}
    used.update(*(_own(column, counted) for column, counted in mapping.columns.items()))
    return Points(
        pl.DataFrame(points, schema=SERIES_POINT_SCHEMA, orient="row"),
        pl.DataFrame([*reader.rejected, *conflicting], schema=REJECTED_POINT_SCHEMA, orient="row"),
        repeated,
        [written for key, written in table.names.items() if key not in used],
    )


def _refuse_missing(table: Table, name: str, mapping: SeriesMapping) -> None:
    there = ", ".join(list(table.names.values())[:20])
    needed = dict.fromkeys(mapping.needed())
    missing = [column for column in needed if plain(column) not in table.names]
    if missing:
        raise SeriesError(f"{name}: no column {', '.join(map(repr, missing))}; it has {there}")
    if mapping.columns and not any(plain(column) in table.names for column in mapping.columns):
        raise SeriesError(f"{name}: no column of the mapping holds figures; it has {there}")


class _Reader:
    """Reads row by row and keeps what came of it."""

    def __init__(self, feed: str, mapping: SeriesMapping, table: Table) -> None:
        self._feed = feed
        self._mapping = mapping
        self._mapping_id = mapping.mapping_id()
        self._table = table
        own = {plain(column): _own(column, counted) for column, counted in mapping.columns.items()}
        every = {name for names in own.values() for name in names}
        self._others = {column: every - names for column, names in own.items()}
        self.points: list[tuple[str, dict[str, Any]]] = []
        self.rejected: list[dict[str, Any]] = []

    def read(self, row: Row, today: dt.date) -> None:
        """Add the points of a row, or why there are none."""
        try:
            if row.error is not None:
                raise row.error
            told = about(row, self._mapping, today)
            found = list(figures(row, self._mapping))
        except RejectedError as error:
            self._reject(row, None, error)
            return
        for column, counted in found:
            try:
                figure = stated(row, column, counted, self._mapping)
            except RejectedError as error:
                self._reject(row, column, error)
            else:
                if figure is not None:
                    written = self._table.names[plain(column)]
                    self.points.append((written, self._point(row, column, counted, told, figure)))
                elif self._mapping.figure:
                    self._reject(row, column, RejectedError("missing", f"{column} is blank"))

    def _reject(self, row: Row, column: str | None, error: RejectedError) -> None:
        self.rejected.append(
            {
                "feed": self._feed,
                "row_number": row.number,
                "column_name": column and self._table.names.get(plain(column), column),
                "row_sha256": row.sha256,
                "reason": error.reason,
                "detail": error.detail,
                "row_text": self._text(row, column),
            }
        )

    def _text(self, row: Row, column: str | None) -> str:
        mapping = self._mapping
        told = [column, mapping.low, mapping.high, mapping.date or mapping.day_number]
        first = [plain(name) for name in told if name is not None]
        return self._table.text_of(row, first, self._others.get(plain(column or ""), ()))

    def _point(
        self, row: Row, column: str, counted: Counted, told: About, figure: Stated
    ) -> dict[str, Any]:
        is_total = counted.cumulative if counted.cumulative is not None else told.days is None
        point: dict[str, Any] = {
            "feed": self._feed,
            "mapping_id": self._mapping_id,
            "as_of": told.as_of,
            **_period(told, is_total=is_total),
            "claimant": told.claimant,
            "victim_side": told.victim_side,
            "victim_class": None,
            "category": counted.category,
            "equipment": counted.equipment,
            "place": told.place,
            "figure": figure.figure,
            "value": figure.value,
            "value_to": figure.value_to,
            "qualifier": figure.qualifier,
            "low": figure.low,
            "high": figure.high,
            "low_closed": True,
            "high_closed": figure.high is not None,
            "approximate": figure.qualifier == "about",
            "cumulative": is_total,
            "published_on": told.published_on,
            "source_url": told.source_url,
            "row_number": row.number,
            "row_text": self._text(row, column),
            "row_sha256": row.sha256,
        }
        if counted.category not in _PEOPLE_ONLY:
            point["victim_class"] = counted.victim_class or self._mapping.victim_class
        return {"point_key": _key(point), **point}


def _own(column: str, counted: Counted) -> set[str]:
    """Return the columns that tell of no figure but that of `column`."""
    told = counted.qualifier
    return {plain(column), *([plain(told.column)] if isinstance(told, QualifierColumn) else [])}


def _period(told: About, *, is_total: bool) -> dict[str, Any]:
    if is_total:
        kind = "as_of" if told.since is None else "since"
        return {"period_start": told.since, "period_end": told.as_of, "period_kind": kind}
    days = told.days or 1
    start = told.as_of - dt.timedelta(days=days - 1)
    kind = "day" if days == 1 else "span"
    return {"period_start": start, "period_end": told.as_of, "period_kind": kind}


def _key(point: dict[str, Any]) -> str:
    named = [point[column] for column in POINT_KEY_COLUMNS]
    return hashlib.sha256(json.dumps(named, default=str).encode()).hexdigest()[:32]


def _told_once(
    told: Iterable[tuple[str, dict[str, Any]]],
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], int]:
    """Return the points of which there is one figure, the others as rejected, and the repetitions.

    Each point comes with the column that it was read from.
    """
    by_key: defaultdict[str, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for column, point in told:
        by_key[point["point_key"]].append((column, point))
    once: list[dict[str, Any]] = []
    conflicting: list[dict[str, Any]] = []
    repeated = 0
    for same in by_key.values():
        if len({tuple(point[name] for name in POINT_FIGURE_COLUMNS) for _, point in same}) == 1:
            once.append(same[0][1])
            repeated += len(same) - 1
            continue
        figures_told = " and ".join(f"{p['figure']} (row {p['row_number']})" for _, p in same)
        for column, point in same:
            shared = {name: point[name] for name in REJECTED_POINT_SCHEMA if name in point}
            detail = f"two figures for one thing and day: {figures_told[:200]}"
            conflicting.append(
                {**shared, "column_name": column, "reason": "conflicting", "detail": detail}
            )
    return once, conflicting, repeated
