"""What a reader hands on: a draft of an article, or the reason why there is none.

Belongs here: the two records that pass between readers and `batches`, and the size limits that all
readers share. Does not belong here: identity and version, which are decided later.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipelines.articles.metadata import Metadata
from pipelines.records import RejectReason

MAX_BYTES = 20_000_000
"""The most that one document (a file, or one line of JSON Lines) may hold; larger is `too_large`.
The longest newspaper page is below 1 MB; the limit keeps one input from filling the memory."""


@dataclass(frozen=True, slots=True)
class InputFile:
    """A regular file to be read.

    `name` is what the user sees as `source_path`: the path below the folder that was named, with
    forward slashes, so that it is the same on every machine.
    """

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Draft:
    """One article as its source tells it.

    `text` is clean and final, `retrieved_at` is UTC, `raw_sha256` is the hash of the bytes it was
    read from (the file, or its line in JSON Lines).
    """

    source_path: str
    raw_sha256: str
    media_type: str
    retrieved_at: dt.datetime
    text: str
    about: Metadata


@dataclass(frozen=True, slots=True)
class Rejection:
    """One input that could not be used.

    `raw_sha256` is None where no bytes could be read.
    """

    source_path: str
    raw_sha256: str | None
    reason: RejectReason
    detail: str


Reading = Draft | Rejection
Readings = Iterator[Reading]


class UnusableError(Exception):
    """Raised inside a reader where a document cannot be used; becomes a `Rejection`."""

    def __init__(self, reason: RejectReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
