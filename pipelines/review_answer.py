"""The answers of `tallywire review`: findings to read, decisions to store.

Belongs here: looking findings up, storing what the reviewer decided, and the words of both. Does
not belong here: options (`review_commands`), the file of decisions (`review_file`), or SQL.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.review_file import NEEDS_NOTE, Review, read_reviews, review_frame, write_reviews
from pipelines.settings import Settings
from warehouse.connect import Connection, open_live
from warehouse.reviews import findings_to_review, latest_reviews, record_reviews, words_of

Tell = Callable[[str], None]

SHOWN = 20
"""The most findings that a list shows in full."""

NEXT_RUN = "The next run publishes it: tallywire run"


class ReviewError(Exception):
    """The review cannot be done; the message is one line that says what to do."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer thinks of a finding."""

    state: str
    note: str | None
    reviewer: str


def list_findings(settings: Settings, wanted: Mapping[str, Any], tell: Tell) -> None:
    """Tell the findings that `wanted` keeps (states, rule, verdict, publisher), gravest first."""
    with _live(settings) as con:
        found = findings_to_review(con, **wanted)
    for row in found[:SHOWN]:
        for line in finding_lines(row):
            tell(line)
        tell("")
    more = f"; the first {SHOWN} are shown, filters narrow it" if len(found) > SHOWN else ""
    tell(f"{len(found)} finding{'' if len(found) == 1 else 's'}{more}")


def show_finding(settings: Settings, start: str, tell: Tell) -> None:
    """Tell one finding, named by its id or by how it begins."""
    with _live(settings) as con:
        row = _one(con, start)
    for line in finding_lines(row):
        tell(line)


def decide(
    settings: Settings, start: str, decision: Decision, now: dt.datetime, tell: Tell
) -> None:
    """Give a finding its state. Raises `ReviewError` where a note is missing or none is meant."""
    if decision.state in NEEDS_NOTE and not (decision.note or "").strip():
        raise ReviewError(f'say why it is {decision.state}: --note "…"')
    with _live(settings) as con:
        row = _one(con, start)
        review = Review(
            finding=row["finding_id"],
            state=decision.state,  # type: ignore[arg-type]
            reviewer=decision.reviewer,
            note=decision.note,
            reviewed_at=now,
            digest=row["digest"],
        )
        record_reviews(con, review_frame([review]))
    tell(f"{row['finding_id']} is {decision.state} (was {row['state']}). {NEXT_RUN}")


def import_reviews(settings: Settings, path: Path, tell: Tell) -> None:
    """Store the decisions of a file that fit what is found now."""
    reviews = read_reviews(path)
    with _live(settings) as con:
        result = record_reviews(con, review_frame(reviews))
    tell(f"{path}: {words_of(result)}")
    if result.applied:
        tell(NEXT_RUN)


def export_reviews(settings: Settings, path: Path, tell: Tell) -> None:
    """Write the last decision about each finding to a file, beside those it holds already."""
    with _live(settings) as con:
        stored = latest_reviews(con)
    number = write_reviews(path, stored)
    tell(f"{path}: {number} decision{'' if number == 1 else 's'}")


def finding_lines(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield a finding as lines: what and how grave, the arithmetic, the words, innocent causes."""
    yield f"{row['finding_id']}  {row['rule']} · {row['verdict']} · {row['severity']}"
    yield f"  {row['state']} since {row['state_since']:%Y-%m-%d}{_why(row)}"
    yield f"  {_printable(row['computation'])}"
    for claim in row["claims"]:
        day = f", {claim['published_at']:%Y-%m-%d}" if claim["published_at"] else ""
        where = f"{claim['publisher'] or 'unnamed publisher'}{day}"
        words = f'"{claim["figure"]}" in {where}: {claim["sentence"] or "a series"}'
        yield f"  · {_printable(words)}"
    for cause in row["innocent_causes"] or []:
        yield f"  ? {cause}"


def _why(row: Mapping[str, Any]) -> str:
    by = f" ({row['reviewer']})" if row["reviewed_at"] == row["state_since"] else ""
    return f"{by}: {_printable(row['state_reason'])}" if row["state_reason"] else by


def _printable(text: str) -> str:
    """Return a line that cannot rule a terminal: articles and notes are others' words."""
    line = " ".join(text.split())
    return "".join(letter if letter.isprintable() else "?" for letter in line)


def _one(con: Connection, start: str) -> dict[str, Any]:
    found = findings_to_review(con, starts_with=start)
    if len(found) == 1:
        return found[0]
    if not found:
        raise ReviewError(f"no finding {start}: `tallywire review --state all` lists them")
    ids = ", ".join(row["finding_id"] for row in found[:5])
    raise ReviewError(f"{len(found)} findings begin with {start}: {ids}; write more of the id")


def _live(settings: Settings) -> Any:
    if not settings.live_path.exists():
        raise ReviewError(f"nothing is stored in {settings.home} yet: run `tallywire run` first")
    return open_live(settings.live_path)
