"""Tables as text (CSV, TSV): one article a row, under a header that names the columns.

Belongs here: delimiter, header, which columns make the article. Does not belong here: where rows
begin and end (`table_rows`), other shapes of export.

The delimiter is that of `,` `;` tab and `|` under which the header names a text, else the one that
splits it into most columns. A row has as many fields as the header or is rejected: none is shifted.
Rows are named by the line on which they begin, the header being line 1 as an editor counts.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from dataclasses import dataclass
from itertools import islice

from pipelines.articles.cleaning import clean_line
from pipelines.articles.decoding import decode, legacy_encoding, refuse_binary
from pipelines.articles.draft import Draft, InputFile, Reading, Readings, Rejection, UnusableError
from pipelines.articles.metadata import Columns, key_of, mapped
from pipelines.articles.readers.fields import (
    TEXT_NAMES,
    check_columns,
    date_keys,
    draft_of,
    used_keys,
)
from pipelines.articles.readers.source import Source, head_of, streamed, whole
from pipelines.articles.readers.table_rows import Lines, Row, Shape, as_bytes, rows

_DELIMITERS = ",;\t|"
_HEAD = 65_536
_HEADER_LINES = 20
_STATED = re.compile(r"sep=(.)\r?\n", re.I)  # the first line of what some spreadsheets save
_ESCAPED = re.compile("[\udc80-\udcff]")


def read_table(file: InputFile) -> Readings:
    """Yield one reading a row, named `file:line`; one for a table that cannot be used at all.

    Raises `OSError`.
    """
    try:
        yield from _read(file)
    except UnusableError as error:
        yield Rejection(file.name, whole(file).raw_sha256, error.reason, error.detail)


@dataclass(frozen=True, slots=True)
class _Header:
    """The names of the columns, the lines that they stand in, and what divides them."""

    names: list[str]
    raw: bytes
    delimiter: str


@dataclass(frozen=True, slots=True)
class _Table:
    """What holds for all rows of a table; `picked` leads from a key to its place in a row."""

    file: InputFile
    written_at: dt.datetime
    header: _Header
    shape: Shape
    picked: dict[str, int]


def _read(file: InputFile) -> Readings:
    encoding = legacy_encoding(head_of(file, _HEAD)) or "utf-8"
    with streamed(file) as (stream, written_at):
        lines = Lines(io.TextIOWrapper(stream, encoding, "surrogateescape", newline=""))
        header = _header(lines, file.options.columns)
        table = _table(file, written_at, header)
        row = None
        for row in rows(lines, header.delimiter, table.shape):
            yield _reading(table, row)
        if row is None:
            raise UnusableError("empty", "a header and no rows")


def _header(lines: Lines, columns: Columns) -> _Header:
    """Take the header off `lines`. Raises `UnusableError`."""
    first = next(
        (line for line in iter(lines.take, None) if line.digest or line.text.strip()), None
    )
    if first is None:
        raise UnusableError("empty", "no line with anything in it")
    stated = _STATED.fullmatch(first.text)
    ahead = [*([] if stated else [first]), *islice(iter(lines.take, None), _HEADER_LINES)]
    texts = [line.text for line in ahead]
    found = [_split(texts, delimiter) for delimiter in (stated[1] if stated else _DELIMITERS)]
    names, taken, delimiter = max(found, key=lambda it: (_has_text(it[0], columns), len(it[0])))
    raw = as_bytes("".join(texts[:taken]))
    if len(raw) > _HEAD or any(line.digest for line in ahead[:taken]):
        raise UnusableError("malformed", f"a first line of more than {_HEAD} bytes is no header")
    refuse_binary(raw)
    lines.put_back(ahead[taken:])
    return _Header([clean_line(_mended(name)) or "" for name in names], raw, delimiter)


def _split(texts: list[str], delimiter: str) -> tuple[list[str], int, str]:
    """Return the fields of the first row, how many lines it takes, and the delimiter."""
    parser = csv.reader((text for text in texts), delimiter=delimiter)
    try:
        return next(parser, []), parser.line_num, delimiter
    except csv.Error:
        return [], 1, delimiter


def _has_text(names: list[str], columns: Columns) -> bool:
    return not set(mapped(columns, "text") or TEXT_NAMES).isdisjoint(map(key_of, names))


def _table(file: InputFile, written_at: dt.datetime, header: _Header) -> _Table:
    columns = file.options.columns
    check_columns(header.names, columns)
    places: dict[str, int] = {}
    for place, name in enumerate(header.names):
        places.setdefault(key_of(name), place)
    used = used_keys(columns)
    picked = {key: place for key, place in places.items() if key in used}
    dates = tuple(picked[key] for key in date_keys(columns) if key in picked)
    return _Table(file, written_at, header, Shape(len(header.names), dates), picked)


def _reading(table: _Table, row: Row) -> Reading:
    name = table.file.part(f":{row.first}")
    source = Source(name, row.raw, row.raw_sha256, table.written_at)
    try:
        return _article(table, source, row)
    except UnusableError as error:
        at = f"lines {row.first} to {row.last}" if row.last > row.first else f"line {row.first}"
        detail = f"{at}: {error.detail}"
        kept = table.header.raw.rstrip(b"\r\n") + b"\n" + row.raw if row.raw else None
        return Rejection(name, row.raw_sha256, error.reason, detail, raw=kept, suffix=".csv")


def _article(table: _Table, source: Source, row: Row) -> Draft:
    if row.error is not None:
        raise row.error
    if len(row.fields) != table.shape.width:
        detail = f"{len(row.fields)} fields under {table.shape.width} columns"
        raise UnusableError("malformed", detail)
    if row.doubtful:
        raise UnusableError("malformed", "its date is none, and the row before is broken")
    refuse_binary(source.raw)
    fields = row.fields if source.raw.isascii() else _decoded(table, row)
    picked = {key: fields[place] for key, place in table.picked.items()}
    return draft_of(source, picked, "text/csv", table.file.options.columns)


def _decoded(table: _Table, row: Row) -> list[str]:
    """Return the fields of a row; what is no UTF-8 is decoded, all of the row alike."""
    if not any(map(_ESCAPED.search, row.fields)):
        return row.fields
    text = decode(row.raw)
    again = next(csv.reader(io.StringIO(text, newline=""), delimiter=table.header.delimiter), [])
    return again if len(again) == len(row.fields) else [_mended(field) for field in row.fields]


def _mended(field: str) -> str:
    return as_bytes(field).decode("utf-8", "replace")
