"""Which column of a table of figures means what: the mapping, and the shapes that ship.

Belongs here: the settings of a mapping and what is wrong with them. Does not belong here: reading a
table by it (`rows`), or where the table lies (`pipelines.sources`).

A mapping is wide (`columns`: each column counts one thing) or long (`figure`: each row is one
figure). What a table does not tell is said for all of it (`claimant: Health Ministry`) or read from
a column (`claimant: {column: source, words: {MoH: Health Ministry}}`); with `words`, a cell that
holds no such word is rejected, as nobody said what it means.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    field_validator,
    model_validator,
)

from pipelines.records import Category, VictimClass

SHAPES = Path(__file__).parent / "shapes"
FIXED, FROM_COLUMN = "fixed", "from a column"
"""The two ways in which a thing is told; they stand in the places of faults."""

StatedQualifier = Literal["exact", "about", "more_than", "at_least", "less_than", "up_to"]
Side = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
Days = Annotated[int, Field(ge=1, le=3660)]
PeriodWord = Days | Literal["total"]


class _Settings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Column(_Settings):
    column: str

    @field_validator("words", mode="before", check_fields=False)
    @classmethod
    def _words_are_plain(cls, words: object) -> object:
        if not isinstance(words, dict):
            return words
        return {plain(str(word)): meaning for word, meaning in words.items()}


class TextColumn(_Column):
    """A name from a column, as it stands there or by the words."""

    words: dict[str, str] = Field(default_factory=dict)


class SideColumn(_Column):
    """A side from a column; every word is told."""

    words: dict[str, Side]


class QualifierColumn(_Column):
    """How a figure is hedged, from a column: by the words, where a blank cell is exact."""

    words: dict[str, StatedQualifier]


class PeriodColumn(_Column):
    """How many days a figure covers, from a column: a number, or a word for one or for a total."""

    words: dict[str, PeriodWord] = Field(default_factory=dict)


def _told_how(told: object) -> str:
    is_column = isinstance(told, _Column) or (isinstance(told, dict) and "column" in told)
    return FROM_COLUMN if is_column else FIXED


_Either = Discriminator(_told_how)
Text = Annotated[
    Annotated[str, Tag(FIXED)] | Annotated[TextColumn, Tag(FROM_COLUMN)],
    _Either,
]
SideTold = Annotated[
    Annotated[Side, Tag(FIXED)] | Annotated[SideColumn, Tag(FROM_COLUMN)],
    _Either,
]
QualifierTold = Annotated[
    Annotated[StatedQualifier, Tag(FIXED)] | Annotated[QualifierColumn, Tag(FROM_COLUMN)],
    _Either,
]
PeriodTold = Annotated[
    Annotated[Literal["day", "week"], Tag(FIXED)] | Annotated[PeriodColumn, Tag(FROM_COLUMN)],
    _Either,
]


class Counted(_Settings):
    """What a figure counts; what is left out is as for the whole table.

    A column of a wide table that may be absent is `optional`, as is one that its qualifier is in.
    """

    category: Category
    equipment: str | None = None
    victim_class: VictimClass | None = None
    cumulative: bool | None = None
    qualifier: QualifierTold | None = None
    optional: bool = False

    @model_validator(mode="after")
    def _things_are_named(self) -> Counted:
        if (self.category == "equipment") != (self.equipment is not None):
            raise ValueError("category equipment needs equipment: tank, and no other category has")
        return self


class CountedColumn(_Column):
    """What a row counts, from a column; every word is told."""

    words: dict[str, Counted]


CountedTold = Annotated[
    Annotated[Counted, Tag(FIXED)] | Annotated[CountedColumn, Tag(FROM_COLUMN)],
    _Either,
]


class SeriesMapping(_Settings):
    """How the rows of one table are read."""

    date: str | None = None
    date_format: str | None = None
    day_number: str | None = None
    day_one: dt.date | None = None
    columns: dict[str, Counted] = Field(default_factory=dict)
    figure: str | None = None
    low: str | None = None
    high: str | None = None
    counted: CountedTold | None = None
    claimant: Text | None = None
    victim_side: SideTold | None = None
    victim_class: VictimClass = "unspecified"
    place: Text | None = None
    qualifier: QualifierTold = "exact"
    cumulative: bool = False
    period: PeriodTold = "day"
    since: dt.date | None = None
    since_days: str | None = None
    published: str | None = None
    source_url: Text | None = None
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None

    @model_validator(mode="after")
    def _is_whole(self) -> SeriesMapping:
        for is_wrong, told in _faults(self):
            if is_wrong:
                raise ValueError(told)
        return self

    @property
    def totals(self) -> bool:
        """Whether some figure may be a running total."""
        counted = [*self.columns.values()]
        if isinstance(self.counted, CountedColumn):
            counted += self.counted.words.values()
        by_word = isinstance(self.period, PeriodColumn) and "total" in self.period.words.values()
        return self.cumulative or by_word or any(thing.cumulative for thing in counted)

    def needed(self) -> Iterator[str]:
        """Yield the columns without which the table cannot be read."""
        yield from (name for name in (self.date, self.day_number, self.figure) if name)
        yield from (name for name, counted in self.columns.items() if not counted.optional)
        yield from (name for name in (self.low, self.high, self.published) if name)
        if self.since is None and self.since_days:
            yield self.since_days
        yield from (told.column for told in self._slots() if isinstance(told, _Column))

    def _slots(self) -> tuple[object, ...]:
        return (
            *(self.counted, self.claimant, self.victim_side, self.place),
            *(self.qualifier, self.period, self.source_url),
        )

    def mapping_id(self) -> str:
        """Return 16 hexadecimal digits that change with what the mapping says."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()[:16]


def _faults(mapping: SeriesMapping) -> list[tuple[bool, str]]:
    start = mapping.since or mapping.since_days or mapping.day_one or mapping.place
    return [
        (
            bool(mapping.columns) == bool(mapping.figure),
            "say columns: (a wide table) or figure: (a long one), and not both",
        ),
        (
            (mapping.date is None) == (mapping.day_number is None),
            "say date: or day_number:, the column that tells the day, and not both",
        ),
        (
            mapping.day_number is not None and mapping.day_one is None,
            "day_number needs day_one: the date of the day that is numbered 1",
        ),
        (
            mapping.figure is not None and mapping.counted is None,
            "figure needs counted: what the figures count",
        ),
        (
            mapping.figure is None and any((mapping.low, mapping.high, mapping.counted)),
            "low, high and counted are for a long table, with figure:",
        ),
        (
            mapping.totals and start is None,
            "running totals need since: the day that they count from, or place:; "
            "else it cannot be told whether one falls",
        ),
    ]


@functools.lru_cache(maxsize=65_536)
def plain(word: str) -> str:
    """Return a word of a cell, or the name of a column, as it is looked up.

    >>> plain(" Anti-aircraft  Warfare_system")
    'anti aircraft warfare system'
    """
    return " ".join(word.lower().replace("_", " ").replace("-", " ").split())


def shape_names() -> list[str]:
    """Return the names of the shapes that ship."""
    return sorted(path.stem for path in SHAPES.glob("*.yml"))


def load_shape(name: str) -> dict[str, Any]:
    """Return the settings of a shape that ships. Raises `ValueError` that names those there are."""
    if name not in shape_names():
        raise ValueError(f"no shape {name!r}; there are {', '.join(shape_names())}")
    settings = yaml.safe_load((SHAPES / f"{name}.yml").read_text(encoding="utf-8"))
    return dict(settings)
