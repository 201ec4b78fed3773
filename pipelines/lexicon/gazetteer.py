"""The gazetteer: places with their kind and country, and the words that go with their names."""

from pathlib import Path

from pipelines.lexicon.model import Place
from pipelines.lexicon.reading import Row, read_table
from pipelines.lexicon.vocabularies import plural_of


def places(folder: Path) -> list[Place]:
    """Return the gazetteer."""
    columns = ["id", "name", "kind", "country", "latitude", "longitude", "aliases", "source"]
    return [
        Place(
            row["id"],
            row["name"],
            row["kind"],
            row["country"] or None,
            _degrees(row, "latitude", 90),
            _degrees(row, "longitude", 180),
            row.many("aliases"),
        )
        for row in read_table("places", columns, key=["id"], folder=folder)
    ]


def place_words(folder: Path) -> dict[str, str]:
    """Return the words that go with names of places, singular and plural, by what they tell.

    A `settlement`, `region`, `sea` or `site` is one, a `part` lies in one, an `event` happens at
    one and leaves a `trace` there, `struck` stands before one, `overrun` before nothing else; at a
    `venue` people only speak, `local` people speak of where they are; a name with an `other` word
    is none, and a `break` (rank, day, month) ends the name before it.
    """
    kinds = (
        *("settlement", "region", "sea", "site", "part", "event", "trace", "struck", "overrun"),
        *("venue", "local", "other", "break"),
    )
    words: dict[str, str] = {}
    for row in read_table("place_words", ["term", "plural", "kind"], key=["term"], folder=folder):
        kind = row["kind"]
        if kind not in kinds:
            raise row.error(f"kind {kind!r} is none of {', '.join(kinds)}")
        words[row["term"]] = words[row["plural"] or plural_of(row["term"])] = kind
    return words


def _degrees(row: Row, column: str, limit: float) -> float | None:
    """Return a coordinate; None where the cell is empty, as for a region of unknown outline."""
    if not row[column]:
        return None
    try:
        value = float(row[column])
    except ValueError as error:
        raise row.error(f"{column} {row[column]!r} is no number") from error
    if abs(value) > limit:
        raise row.error(f"{column} {value} is beyond ±{limit}")
    return value
