"""Which place lies in which: settlement, district, region; the country stands at the place itself.

Belongs here: reading `place_parents.csv`. Does not belong here: the names that texts are read by
(`gazetteer`); where a place lies shapes no claim, so a change here is no reason to read anew.

- `parent` is the smallest listed place that holds this one; empty where none is known.
- `region` names the region (the first level below the country) where no listed place is it.
- `kind` is `district` for an area inside a region, and empty for all else.
- `source` is `geonames` (the division that GeoNames tells of the same town), `nearest towns` (the
  town of that name within 15 km, else the three nearest ones, all of one division) or `own list`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pipelines.lexicon.model import Place
from pipelines.lexicon.reading import DATA, Row, read_table
from pipelines.lexicon.vocabularies import one_of

COLUMNS = ("id", "kind", "parent", "region", "source")
SOURCES = ("geonames", "nearest towns", "own list")


@dataclass(frozen=True, slots=True)
class Position:
    """Where a place lies; None: not known."""

    parent_id: str | None = None
    region: str | None = None
    is_district: bool = False


def place_positions(places: Mapping[str, Place], folder: Path = DATA) -> dict[str, Position]:
    """Return where places lie, by place_id; a place that is absent lies in its country alone.

    Raises LexiconError where a place or parent is not listed, lies in another country, or is held
    by itself.
    """
    found: dict[str, Position] = {}
    rows = read_table("place_parents", COLUMNS, key=["id"], folder=folder)
    for row in rows:
        place = _listed(row, "id", places)
        one_of(row, "source", SOURCES)
        if row["parent"] and _listed(row, "parent", places).country != place.country:
            raise row.error(f"parent {row['parent']!r} lies in another country than {row['id']!r}")
        if row["kind"]:
            one_of(row, "kind", ("district",))
        found[row["id"]] = Position(
            row["parent"] or None, row["region"] or None, row["kind"] == "district"
        )
    for row in rows:
        if _is_held_by_itself(row["id"], found):
            raise row.error(f"{row['id']!r} is held by itself")
    return found


def _listed(row: Row, column: str, places: Mapping[str, Place]) -> Place:
    if row[column] not in places:
        raise row.error(f"{column} {row[column]!r} is no place of places.csv")
    return places[row[column]]


def _is_held_by_itself(place_id: str, positions: Mapping[str, Position]) -> bool:
    seen: set[str] = set()
    here: str | None = place_id
    while here is not None and here not in seen:
        seen.add(here)
        here = positions.get(here, Position()).parent_id
    return here is not None
