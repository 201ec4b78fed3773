"""The file of decisions about findings, `reviews.yml`: read, checked, written.

Belongs here: the shape of that file, and telling in one line each what is wrong with it. Does not
belong here: storing decisions (`warehouse.reviews`), or the command that makes them.

A team keeps this file in version control. Every entry names what was reviewed by its digest, so
that a decision is never taken for one about figures that the reviewer has not seen.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import polars as pl
import yaml
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator

from pipelines.finding_states import FINDING_STATES
from pipelines.schemas import REVIEW_SCHEMA

HEAD = """\
# What was decided about findings. `tallywire review --export` writes it, and every run reads it
# where it lies in TALLYWIRE_HOME. The digest names what was reviewed: if the finding says something
# else now, it is open again. `about` is for readers of this file only.
"""
NEEDS_NOTE = ("dismissed", "resolved")
_ID = Annotated[str, Field(pattern="^[0-9a-f]{16}$")]


class ReviewFileError(Exception):
    """The file cannot be used; the message says where and what to do, a line a fault."""


class Review(BaseModel):
    """One decision, as the file tells it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    finding: _ID
    state: Literal["open", "accepted", "dismissed", "resolved"]
    reviewer: Annotated[str, Field(min_length=1, max_length=200)]
    note: str | None = None
    reviewed_at: AwareDatetime
    digest: _ID
    about: str | None = None

    @model_validator(mode="after")
    def _says_why(self) -> "Review":
        if self.state in NEEDS_NOTE and not (self.note or "").strip():
            raise ValueError(f"a finding that is {self.state} needs a note that says why")
        return self


def read_reviews(path: Path) -> list[Review]:
    """Return the decisions of a file in its order. Raises `ReviewFileError`, a line a fault."""
    try:
        # The base loader leaves every value as it is written: an id of digits stays what it is.
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    except (OSError, UnicodeDecodeError) as error:
        raise ReviewFileError(f"{path}: cannot be read: {error}") from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" line {mark.line + 1}:" if mark else ""
        problem = getattr(error, "problem", None) or str(error)
        raise ReviewFileError(f"{path}:{where} no YAML: {' '.join(problem.split())}") from error
    entries = _entries(path, content)
    reviews: list[Review] = []
    faults: list[str] = []
    for number, entry in enumerate(entries, 1):
        try:
            reviews.append(Review.model_validate(entry))
        except ValidationError as error:
            faults += [f"{_where(path, number, entry)}: {_told(fault)}" for fault in error.errors()]
    if faults:
        raise ReviewFileError("\n".join(faults))
    return reviews


def review_frame(reviews: Iterable[Review]) -> pl.DataFrame:
    """Return decisions as REVIEW_SCHEMA."""
    rows = [
        (item.finding, item.state, item.reviewer, item.note, item.reviewed_at, item.digest)
        for item in reviews
    ]
    utc = [(*row[:4], row[4].astimezone(dt.UTC), row[5]) for row in rows]
    return pl.DataFrame(utc, schema=REVIEW_SCHEMA, orient="row")


def write_reviews(path: Path, stored: Iterable[Mapping[str, Any]]) -> int:
    """Write the stored decisions, and those of the file that are no older, and return how many.

    `stored` has REVIEW_SCHEMA, rule and computation. The order is that of the ids, so that a
    decision changes only its own lines; the file is replaced whole.
    """
    kept = {item.finding: item for item in (read_reviews(path) if path.exists() else [])}
    for row in stored:
        review = Review(
            finding=row["finding_id"],
            state=row["state"],
            reviewer=row["reviewer"],
            note=row["note"],
            reviewed_at=row["reviewed_at"].replace(tzinfo=dt.UTC),
            digest=row["digest"],
            about=f"{row['rule']}: {row['computation']}",
        )
        held = kept.get(review.finding)
        if held is None or held.reviewed_at <= review.reviewed_at:
            kept[review.finding] = review
    entries = [kept[name].model_dump(mode="json", exclude_none=True) for name in sorted(kept)]
    body = yaml.safe_dump(
        {"reviews": entries}, sort_keys=False, allow_unicode=True, width=100, indent=2
    )
    unfinished = path.with_name(f".{path.name}.unfinished")
    unfinished.write_text(HEAD + body, encoding="utf-8")
    unfinished.replace(path)
    return len(entries)


def _entries(path: Path, content: object) -> list[object]:
    if not content:
        return []
    if not isinstance(content, dict) or set(content) != {"reviews"}:
        raise ReviewFileError(f"{path}: expected one key at the top, `reviews:`")
    entries = content["reviews"] or []
    if not isinstance(entries, list):
        raise ReviewFileError(f"{path}: under `reviews:` belongs a list, one decision an item")
    return entries


def _where(path: Path, number: int, entry: object) -> str:
    named = entry.get("finding") if isinstance(entry, dict) else None
    return f"{path}: review {number}" + (f" ({named})" if isinstance(named, str) else "")


def _told(fault: Any) -> str:
    """Return one fault of pydantic in our words."""
    setting = ".".join(str(part) for part in fault["loc"])
    match fault["type"], setting:
        case "missing", _:
            return f"{setting} is missing"
        case "extra_forbidden", _:
            return f"unknown setting {setting!r}: there are {', '.join(Review.model_fields)}"
        case "literal_error", _:
            return f"state {fault['input']!r} is unknown: say one of {', '.join(FINDING_STATES)}"
        case "string_pattern_mismatch", _:
            return f"{setting} {fault['input']!r} is not 16 hexadecimal digits"
        case _, "reviewed_at":
            return f"reviewed_at {fault['input']!r} is no time with its zone, as 2025-03-01T12:00Z"
        case _, "":
            return str(fault["msg"]).removeprefix("Value error, ")
    return f"{setting}: {fault['msg']} (found {fault['input']!r})"
