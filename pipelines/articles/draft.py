"""What a reader hands on: a draft of an article, or the reason why there is none.

Belongs here: the two records that pass between readers and `batches`, and the size limits that all
readers share. Does not belong here: identity and version, which are decided later.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pipelines.articles.allowance import Allowance
from pipelines.articles.metadata import Columns, Metadata
from pipelines.records import RejectReason

Undated = Literal["keep", "reject"]

MAX_BYTES = 20_000_000
"""The most that one document (a file, or one line of JSON Lines) may hold; larger is `too_large`.
The longest newspaper page is below 1 MB; the limit keeps one input from filling the memory."""


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the configuration of a source says of its inputs.

    `columns` gives the name that the inputs use for a field of ours, for rows and objects ("text":
    "body", or a list of names whose texts are joined). `about` holds what is true of every article
    of the source and stands where an article itself is silent (publisher, language). `scratch` is
    the folder in which members of archives are laid while they are read; the system's temporary
    folder where it is None.
    """

    source: str | None = None
    columns: Columns = field(default_factory=dict)
    about: Metadata = field(default_factory=Metadata)
    undated: Undated = "keep"
    scratch: Path | None = None


@dataclass(frozen=True, slots=True)
class InputFile:
    """A regular file to be read.

    `name` is what the user sees as `source_path`: the path below the folder that was named, with
    forward slashes, so that it is the same on every machine. `is_part` tells a file that holds one
    part of an input (a line, a row, a record) which was kept apart: it has the part's own name.
    `allowance` is what may still be unpacked of the archive that the file is a member of.
    """

    path: Path
    name: str
    options: ReadOptions = field(default_factory=ReadOptions)
    is_part: bool = False
    allowance: Allowance | None = field(default=None, compare=False, repr=False)

    def part(self, suffix: str) -> str:
        """Return the name of a part of this file: ":7" a line, "#7" an item, "!/a.html" a member.

        >>> InputFile(Path("/in/wire.jsonl"), "wire.jsonl").part(":7")
        'wire.jsonl:7'
        """
        return self.name if self.is_part else self.name + suffix


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

    `raw_sha256` is None where no bytes could be read. What is kept of it in quarantine, to be read
    again one day: `copy_of`, a whole file, else `raw`, which is a file of its own that ends in
    `suffix` and which the reader of such files reads alone; nothing where both are None. `source`
    is that of the configuration where the input was refused before a reader saw it.
    """

    source_path: str
    raw_sha256: str | None
    reason: RejectReason
    detail: str
    raw: bytes | None = field(default=None, repr=False)
    suffix: str = ""
    copy_of: Path | None = None
    source: str | None = None


Reading = Draft | Rejection
Readings = Iterator[Reading]


class UnusableError(Exception):
    """Raised inside a reader where a document cannot be used; becomes a `Rejection`."""

    def __init__(self, reason: RejectReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail
