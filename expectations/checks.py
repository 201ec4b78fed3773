"""The parts that structure checks are made of.

Belongs here: the kinds of expectation, the named check, the suite of a table, and short builders
for checks that several tables share. Does not belong here: the checks of a certain table (see
`suites`), nor how a check is run (see `structure`).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns that the table has; further ones are allowed."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Filled:
    """A column that is never null."""

    column: str


@dataclass(frozen=True, slots=True)
class Unique:
    """A column that names a row."""

    column: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """A column that holds one of these values, or null."""

    column: str
    allowed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A query for offending rows of `batch`; it returns none."""

    query: str


Expected = Columns | Filled | Unique | OneOf | Rows


@dataclass(frozen=True, slots=True)
class Check:
    """One named check of one table; it fails where any of its expectations does."""

    name: str
    description: str
    expected: tuple[Expected, ...]
    blocking: bool = True


@dataclass(frozen=True, slots=True)
class Suite:
    """The checks of one table, and the columns by which an offending row is shown."""

    table: str
    key: tuple[str, ...]
    checks: tuple[Check, ...]


def filled(*columns: str) -> Check:
    """Return the check that none of these columns is ever null."""
    return Check(
        "required_columns_are_filled",
        "A row without these values cannot be used.",
        tuple(Filled(column) for column in columns),
    )


def has_columns(*columns: str) -> Check:
    """Return the check that the table has these columns."""
    return Check("columns_are_present", "The columns agreed on exist.", (Columns(columns),))


def unique(*columns: str) -> Check:
    """Return the check that these columns together name a row; nulls count as equal."""
    names = ", ".join(columns)
    query = f"select {names}, count(*) as copies from batch group by {names} having copies > 1"
    one = Unique(columns[0]) if len(columns) == 1 else Rows(query)
    return Check("key_is_unique", f"One row for each {names}.", (one,))


def rows(name: str, description: str, query: str, *, blocking: bool = True) -> Check:
    """Return the check that a query for offending rows finds none."""
    return Check(name, description, (Rows(query),), blocking)


def one_of(**allowed: tuple[str, ...]) -> Check:
    """Return the check that columns keep to their closed vocabularies."""
    return Check(
        "vocabularies_are_closed",
        f"Closed vocabularies: {', '.join(allowed)}.",
        tuple(OneOf(column, values) for column, values in allowed.items()),
    )
