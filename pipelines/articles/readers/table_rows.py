"""The rows of a delimited table, from a stream of lines that need not be well formed.

Belongs here: where a row begins and ends, quotes, rows that are broken and where reading can go on
after one; all in bounded memory. Does not belong here: what the columns mean (`delimited`).

A quote that is never closed swallows the lines behind it. So a row that breaks gives back all lines
but its first, and until a row comes that is whole (see `Shape`) each line is taken as a rest of the
broken one: prose with the right number of commas would otherwise be a row of shifted fields.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.articles.dates import parse_date
from pipelines.articles.draft import MAX_BYTES, UnusableError
from pipelines.articles.readers.source import sha256_of

_CHUNK = 1 << 20
_REREAD = 1_000_000
"""The most lines of a file that are read again because a row broke; all further ones are then the
rest of it. Lines made to open a quote each would be read again for every line before them."""


class Line(NamedTuple):
    """A line of the file with its end, counted from 1; of one that is too large only the hash."""

    number: int
    text: str
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """The fields of one row, or the reason why there are none.

    It stands in the lines `first` to `last`; `raw` is these in UTF-8, empty where they are too
    large to be held. `doubtful` tells a row after a bad one that may be a rest of it.
    """

    first: int
    last: int
    raw: bytes
    raw_sha256: str
    fields: list[str]
    error: UnusableError | None = None
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """What a row looks like: how many fields it has, and in which of them a date may stand."""

    width: int
    dates: tuple[int, ...] = ()

    def whole(self, fields: list[str], before: list[str]) -> bool:
        """Whether fields are a row for certain, judged by `before`, the last row that was one.

        All are there and, in a table with dates, one can be read, unless none could before.
        """
        if len(fields) != self.width:
            return False
        undated = not self.dates or (before and not self._dated(before))
        return bool(undated) or self._dated(fields)

    def _dated(self, fields: list[str]) -> bool:
        return any(parse_date(fields[index]) for index in self.dates)


class Lines:
    """The lines of a text, of which the last ones can be put back."""

    def __init__(self, text: io.TextIOBase) -> None:
        self._text = text
        self._number = 0
        self._back: deque[Line] = deque()

    def take(self) -> Line | None:
        """Return the next line, or None at the end."""
        if self._back:
            return self._back.popleft()
        text = self._text.readline(MAX_BYTES + 1)
        if not text:
            return None
        self._number += 1
        if len(text) > MAX_BYTES and text[-1] not in "\r\n":
            return Line(self._number, "", self._digest_of_rest(text))
        return Line(self._number, text)

    def put_back(self, lines: list[Line]) -> None:
        """Make `lines` the next ones."""
        self._back.extendleft(reversed(lines))

    def _digest_of_rest(self, text: str) -> str:
        digest = hashlib.sha256(as_bytes(text))
        while chunk := self._text.readline(_CHUNK):
            digest.update(as_bytes(chunk))
            if chunk[-1] in "\r\n":
                break
        return digest.hexdigest()


def as_bytes(text: str) -> bytes:
    """Return text in UTF-8, bytes that could not be decoded as they were."""
    return text.encode("utf-8", "surrogateescape")


def rows(lines: Lines, delimiter: str, shape: Shape) -> Iterator[Row]:
    """Yield the rows that are not blank. A broken one comes with the lines that are left of it."""
    if csv.field_size_limit() < MAX_BYTES:
        csv.field_size_limit(MAX_BYTES)
    feed = _Feed(lines)
    parser = csv.reader(feed, delimiter=delimiter, strict=True)
    broken: _Broken | None = None
    doubtful = False
    good: list[str] = []
    reread = 0
    while True:
        fields, error = _parsed(parser, feed)
        if not feed.taken:
            break
        if error is not None or (broken is not None and not shape.whole(fields, good)):
            lines.put_back(feed.taken[1:])
            reread += len(feed.taken) - 1
            broken = broken or _Broken(feed.taken[0].number, error)
            broken.add(feed.taken[0])
            while reread > _REREAD and (line := lines.take()) is not None:
                broken.add(line)
            continue
        if broken is not None:
            yield broken.row()
            broken = None
        if fields:
            is_whole = shape.whole(fields, good)
            doubtful = doubtful and not is_whole
            yield _row(feed.taken, fields, doubtful=doubtful)
            doubtful = doubtful or len(fields) != shape.width
            good = fields if is_whole else good
    if broken is not None:
        yield broken.row()


class _TooLongError(Exception):
    """The row at hand goes beyond the limit."""


class _Feed(Iterator[str]):
    """Hands lines to the parser, and keeps those of the row at hand."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self.begin()

    def begin(self) -> None:
        self.taken: list[Line] = []
        self._size = 0

    def __next__(self) -> str:
        line = self._lines.take()
        if line is None:
            raise StopIteration
        self.taken.append(line)
        self._size += len(line.text)
        if line.digest or self._size > MAX_BYTES:
            raise _TooLongError
        return line.text


class _Broken:
    """A row that cannot be read, which grows by the lines that are taken as left of it."""

    def __init__(self, first: int, error: UnusableError | None) -> None:
        self._first = self._last = first
        self._error = error
        self._digest = hashlib.sha256()
        self._parts: list[bytes] = []
        self._size = 0

    def add(self, line: Line) -> None:
        raw = as_bytes(line.text)
        self._last = line.number
        self._size += MAX_BYTES + 1 if line.digest else len(raw)
        self._digest.update(line.digest.encode() if line.digest else raw)
        if self._size <= MAX_BYTES:
            self._parts.append(raw)
        else:
            self._parts.clear()

    def row(self) -> Row:
        raw = b"".join(self._parts)
        return Row(self._first, self._last, raw, self._digest.hexdigest(), [], self._error)


def _parsed(parser: Iterator[list[str]], feed: _Feed) -> tuple[list[str], UnusableError | None]:
    feed.begin()
    try:
        return next(parser, []), None
    except _TooLongError:
        hint = "; a quote that is not closed?" if len(feed.taken) > 1 else ""
        detail = f"more than {MAX_BYTES // 1_000_000} MB in one row{hint}"
        return [], UnusableError("too_large", detail)
    except csv.Error as error:
        return [], UnusableError("malformed", f"the quotes do not match: {error}")


def _row(lines: list[Line], fields: list[str], *, doubtful: bool) -> Row:
    text = lines[0].text if len(lines) == 1 else "".join(line.text for line in lines)
    raw = as_bytes(text.rstrip("\r\n"))
    digest = sha256_of(raw)
    return Row(lines[0].number, lines[-1].number, raw, digest, fields, doubtful=doubtful)
