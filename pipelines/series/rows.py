"""One row of a table, read by a mapping: who claims what, about whom, and for which days.

Belongs here: what the cells around a figure say of it. Does not belong here: frames and keys
(`points`), single numbers and dates (`cells`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from pipelines.claims.reading.quantities import interval
from pipelines.records import Qualifier
from pipelines.series.cells import RejectedError, day_of, whole_number
from pipelines.series.mapping import (
    Counted,
    CountedColumn,
    PeriodColumn,
    QualifierColumn,
    SeriesMapping,
    SideColumn,
    TextColumn,
    plain,
)
from pipelines.series.table import Row

Meaning = TypeVar("Meaning")


@dataclass(frozen=True, slots=True)
class About:
    """What holds for every figure of a row. `days` None tells a running total."""

    as_of: dt.date
    published_on: dt.date | None
    since: dt.date | None
    days: int | None
    claimant: str | None
    victim_side: str | None
    place: str | None
    source_url: str | None


@dataclass(frozen=True, slots=True)
class Stated:
    """A figure and the whole numbers that it allows; `high` None is an open end."""

    figure: str
    value: int
    value_to: int | None
    qualifier: Qualifier
    low: int
    high: int | None


def about(row: Row, mapping: SeriesMapping, today: dt.date) -> About:
    """Return what a row says of all its figures. Raises `RejectedError`."""
    as_of = _day(row, mapping)
    if as_of > today + dt.timedelta(days=1):
        raise RejectedError("bad_date", f"{as_of} is in the future")
    return About(
        as_of=as_of,
        published_on=_published(row, mapping),
        since=_since(row, mapping, as_of),
        days=_days(row, mapping),
        claimant=_text(row, mapping.claimant),
        victim_side=_side(row, mapping),
        place=_text(row, mapping.place),
        source_url=_text(row, mapping.source_url),
    )


def figures(row: Row, mapping: SeriesMapping) -> Iterator[tuple[str, Counted]]:
    """Yield the columns of a row in which a figure may stand, and what it counts there.

    Raises `RejectedError` for a word that nobody explained.
    """
    if mapping.figure is None:
        yield from ((name, counted) for name, counted in mapping.columns.items())
    elif isinstance(mapping.counted, CountedColumn):
        yield mapping.figure, _by_word(row, mapping.counted.column, mapping.counted.words)
    elif mapping.counted is not None:
        yield mapping.figure, mapping.counted


def stated(row: Row, column: str, counted: Counted, mapping: SeriesMapping) -> Stated | None:
    """Return the figure of a column, or None where its cells are blank. Raises `RejectedError`.

    Bounds that the table itself gives say more than a qualifier for all of it would.
    """
    names = [name for name in (mapping.low, column, mapping.high) if name is not None]
    cells = {name: row.cells[plain(name)] for name in names if plain(name) in row.cells}
    numbers = {name: whole_number(cell, name) for name, cell in cells.items()}
    if not numbers:
        return None
    given = [*numbers.values()]
    if given != sorted(given):
        told = ", ".join(f"{name} {number:,}" for name, number in numbers.items())
        raise RejectedError("out_of_bounds", f"{told}: not in this order")
    value = numbers.get(column, given[0])
    figure = cells.get(column) or next(iter(cells.values()))
    low = numbers.get(mapping.low) if mapping.low else None
    high = numbers.get(mapping.high) if mapping.high else None
    if low is None and high is None:
        qualifier = _qualifier(row, counted.qualifier or mapping.qualifier)
        return Stated(figure, value, None, qualifier, *interval(value, qualifier))
    return _bounded(figure, value, low, high)


def _bounded(figure: str, value: int, low: int | None, high: int | None) -> Stated:
    if low is None:
        return Stated(figure, value, None, "up_to", 0, high)
    if high is None:
        return Stated(figure, value, None, "at_least", low, None)
    if low == high:
        return Stated(figure, value, None, "exact", low, high)
    return Stated(figure, value, high, "range", low, high)


def _day(row: Row, mapping: SeriesMapping) -> dt.date:
    name = mapping.date or mapping.day_number or ""
    cell = _needed(row, name)
    if mapping.day_one is None or mapping.day_number is None:
        return day_of(cell, name, mapping.date_format)
    return _counted_days(mapping.day_one, whole_number(cell, name) - 1, name)


def _published(row: Row, mapping: SeriesMapping) -> dt.date | None:
    cell = row.cells.get(plain(mapping.published)) if mapping.published else None
    if cell is None or mapping.published is None:
        return None
    return day_of(cell, mapping.published, mapping.date_format)


def _since(row: Row, mapping: SeriesMapping, as_of: dt.date) -> dt.date | None:
    if mapping.since is None and mapping.since_days is not None:
        days = whole_number(_needed(row, mapping.since_days), mapping.since_days)
        return _counted_days(as_of, 1 - days, mapping.since_days)
    since = mapping.since or mapping.day_one
    if since is not None and since > as_of:
        raise RejectedError("bad_date", f"{as_of} is before {since}, from which totals count")
    return since


def _counted_days(start: dt.date, days: int, column: str) -> dt.date:
    try:
        return start + dt.timedelta(days=days)
    except OverflowError as error:
        raise RejectedError("bad_date", f"{column} leads out of the calendar") from error


def _days(row: Row, mapping: SeriesMapping) -> int | None:
    """Return how many days a figure covers that is no total by what it counts; None is a total."""
    if mapping.cumulative:
        return None
    if not isinstance(mapping.period, PeriodColumn):
        return 7 if mapping.period == "week" else 1
    column = mapping.period.column
    cell = _needed(row, column)
    meaning = mapping.period.words.get(plain(cell))
    if meaning is None and cell.isdecimal() and 1 <= int(cell[:5]) <= 3660:
        return int(cell)
    if meaning is None:
        detail = f"{column} is {cell[:60]!r}: no number of days, and not among words:"
        raise RejectedError("unknown_word", detail)
    return None if meaning == "total" else int(meaning)


def _text(row: Row, told: str | TextColumn | None) -> str | None:
    if not isinstance(told, TextColumn):
        return told
    if not told.words:
        return row.cells.get(plain(told.column))
    return _by_word(row, told.column, told.words)


def _side(row: Row, mapping: SeriesMapping) -> str | None:
    told = mapping.victim_side
    return _by_word(row, told.column, told.words) if isinstance(told, SideColumn) else told


def _qualifier(row: Row, told: Qualifier | QualifierColumn) -> Qualifier:
    if not isinstance(told, QualifierColumn):
        return told
    if plain(told.column) not in row.cells:
        return "exact"
    return _by_word(row, told.column, told.words)


def _by_word(row: Row, column: str, words: dict[str, Meaning]) -> Meaning:
    cell = _needed(row, column)
    if plain(cell) not in words:
        hint = "add it to words: in the mapping"
        raise RejectedError("unknown_word", f"{column} is {cell[:60]!r}; {hint}")
    return words[plain(cell)]


def _needed(row: Row, column: str) -> str:
    cell = row.cells.get(plain(column))
    if cell is None:
        raise RejectedError("missing", f"{column} is blank")
    return cell
