"""The vocabularies of time: dated conflicts and campaigns, phrases of relative periods."""

import datetime as dt
from pathlib import Path
from typing import cast, get_args

from pipelines.lexicon.model import Campaign, Conflict, PeriodPhrase, PhraseKind
from pipelines.lexicon.reading import Row, read_table


def _day(row: Row, column: str) -> dt.date:
    try:
        return dt.date.fromisoformat(row[column])
    except ValueError as error:
        raise row.error(f"{column} {row[column]!r} is no date (YYYY-MM-DD)") from error


def conflicts(folder: Path, sides: frozenset[str]) -> tuple[Conflict, ...]:
    """Return the conflicts with their start dates; unknown sides are refused."""
    columns = ["id", "name", "start", "camps", "phrases", "opening"]
    result = []
    for row in read_table("conflicts", columns, key=["id"], folder=folder):
        start = _day(row, "start")
        camps = tuple(tuple(camp.split("&")) for camp in row.many("camps"))
        for side in (side for camp in camps for side in camp):
            if side not in sides:
                raise row.error(f"side {side!r} stands in no row of sides.csv")
        result.append(Conflict(row["id"], start, camps, row.many("phrases"), row.many("opening")))
    return tuple(result)


def campaigns(folder: Path) -> tuple[Campaign, ...]:
    """Return the campaigns with their days and places; an end before the start is refused."""
    result = []
    columns = ["id", "name", "start", "end", "places"]
    for row in read_table("campaigns", columns, key=["id"], folder=folder):
        start, end = _day(row, "start"), _day(row, "end")
        if end < start:
            raise row.error(f"ends {end} before it begins")
        result.append(Campaign(row["id"], start, end, row.many("places")))
    return tuple(result)


def periods(folder: Path) -> dict[str, PeriodPhrase]:
    """Return the relative periods by phrase."""
    kinds = get_args(PhraseKind)
    phrases = {}
    for row in read_table(
        "periods", ["phrase", "kind", "days", "shift"], key=["phrase"], folder=folder
    ):
        if row["kind"] not in kinds:
            raise row.error(f"kind {row['kind']!r} is none of {', '.join(kinds)}")
        kind = cast(PhraseKind, row["kind"])
        phrases[row["phrase"]] = PeriodPhrase(
            row["phrase"], kind, int(row["days"]), int(row["shift"])
        )
    return phrases
