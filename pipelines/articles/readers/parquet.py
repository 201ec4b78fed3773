"""Parquet files, one article a row.

Belongs here: which columns make the article, and their values as other formats have them. Does not
belong here: how much may be unpacked at once (`parquet_pages`).

Only the columns that are looked for are read, fields of structures under dotted names ("meta.url").
Columns of lists are left aside: one row of them can hold more than fits into memory. Times without
a zone are UTC. Rows are named `file#row`, from 1.
"""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipelines.articles.decoding import decode
from pipelines.articles.draft import (
    MAX_BYTES,
    InputFile,
    Reading,
    Readings,
    Rejection,
    UnusableError,
)
from pipelines.articles.metadata import Columns, key_of, mapped
from pipelines.articles.readers.fields import TEXT_NAMES, check_columns, draft_of, used_keys
from pipelines.articles.readers.parquet_pages import (
    BATCH_BYTES,
    BATCH_ROWS,
    PageLimits,
    check_footer,
)
from pipelines.articles.readers.parquet_probe import refuse_deadly
from pipelines.articles.readers.source import Source, sha256_of, streamed, whole

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_BUFFER = 1 << 20
_TEXT_TYPES = ("BYTE_ARRAY", "FIXED_LEN_BYTE_ARRAY")


def read_parquet(file: InputFile) -> Readings:
    """Yield one reading a row, and one for each group of rows that cannot be read.

    Raises `OSError`.
    """
    with streamed(file) as (stream, written_at):
        try:
            table = _opened(file, stream, written_at)
        except UnusableError as error:
            yield Rejection(file.name, whole(file).raw_sha256, error.reason, error.detail)
            return
        first = 1
        for group in range(table.parquet.num_row_groups):
            count = table.parquet.metadata.row_group(group).num_rows
            if count:
                yield from _group(table, group, first, count)
            first += count
        if first == 1:
            yield Rejection(file.name, whole(file).raw_sha256, "empty", "no rows")


@dataclass(frozen=True, slots=True)
class _Table:
    """An open file: by key the columns that are read, and their numbers in the same order."""

    file: InputFile
    written_at: dt.datetime
    parquet: Any
    pages: PageLimits
    paths: dict[str, str]
    places: list[int]


def _opened(file: InputFile, stream: io.BufferedReader, written_at: dt.datetime) -> _Table:
    # Imported here: it takes a tenth of a second, which runs without Parquet need not pay.
    from pyarrow.parquet import ParquetFile

    if stream.peek(4)[:4] != b"PAR1":
        raise UnusableError("malformed", "no Parquet file")
    check_footer(stream)
    refuse_deadly(file.path)
    stream.seek(0)
    try:
        parquet = ParquetFile(stream, buffer_size=_BUFFER, pre_buffer=False)
        columns = [parquet.schema.column(place) for place in range(len(parquet.schema))]
    except Exception as error:
        raise _damaged(error) from error
    paths, places = _chosen(columns, file.options.columns)
    return _Table(file, written_at, parquet, PageLimits(stream), paths, places)


def _chosen(leaves: list[Any], columns: Columns) -> tuple[dict[str, str], list[int]]:
    """Return the columns to be read, by key, and their numbers. Raises `UnusableError`."""
    single = [(place, leaf) for place, leaf in enumerate(leaves) if not leaf.max_repetition_level]
    check_columns([leaf.path for _, leaf in single], columns)
    own = mapped(columns, "text")
    texts = [leaf for _, leaf in single if key_of(leaf.path) in (own or TEXT_NAMES)]
    numbers = [leaf for leaf in texts if leaf.physical_type not in _TEXT_TYPES]
    if numbers and (own or len(numbers) == len(texts)):
        detail = f'column "{numbers[0].path}" holds {numbers[0].physical_type}, no text'
        raise UnusableError("malformed", detail)
    used = used_keys(columns)
    paths: dict[str, str] = {}
    places = []
    for place, leaf in single:
        key = key_of(leaf.path)
        if key in used and key not in paths:
            paths[key] = leaf.path
            places.append(place)
    return paths, places


def _group(table: _Table, group: int, first: int, count: int) -> Readings:
    """Yield the `count` rows of one group, of which the first has the number `first`."""
    row = first
    try:
        for values in _rows(table, group):
            yield _reading(table, row, dict(zip(table.paths, values, strict=True)))
            row += 1
        if row - first != count:
            raise UnusableError("malformed", f"{row - first} rows instead of {count}")
    except Exception as error:
        # Third-party code on hostile bytes: whatever it raises, it costs what is left of the group.
        if isinstance(error, OSError) and error.errno is not None:
            raise
        told = error if isinstance(error, UnusableError) else _damaged(error)
        name = table.file.part(f"#{row}")
        detail = f"rows {row} to {first + count - 1}: {told.detail}"
        digest = whole(table.file).raw_sha256
        yield Rejection(name, digest, told.reason, detail, copy_of=table.file.path)


def _rows(table: _Table, group: int) -> Iterator[tuple[object, ...]]:
    paths = list(table.paths.values())
    batches = table.parquet.iter_batches(
        _rows_at_once(table, group), row_groups=[group], columns=paths, use_threads=False
    )
    for batch in batches:
        yield from zip(*(_values(_column(batch, path)) for path in paths), strict=True)


def _rows_at_once(table: _Table, group: int) -> int:
    """Return how many rows can be unpacked at once, as no value is larger than a page."""
    chunks = [table.parquet.metadata.row_group(group).column(place) for place in table.places]
    largest = 1
    for chunk in chunks:
        start = chunk.data_page_offset
        if chunk.has_dictionary_page and 0 < (chunk.dictionary_page_offset or 0) < start:
            start = chunk.dictionary_page_offset
        largest += table.pages.largest(start, chunk.total_compressed_size)
    return max(1, min(BATCH_ROWS, BATCH_BYTES // largest))


def _column(batch: Any, path: str) -> Any:
    import pyarrow.compute as pc

    if path in batch.schema.names:
        return batch.column(path)
    name, *parts = path.split(".")
    column = batch.column(name)
    for part in parts:
        column = pc.struct_field(column, part)
    return column


def _values(column: Any) -> list[object]:
    """Return the values of a column as JSON could have them, text and bytes apart."""
    import pyarrow as pa

    kind = column.type
    if pa.types.is_timestamp(kind):
        micros = column.cast(pa.timestamp("us", kind.tz), safe=False).cast(pa.int64())
        return [None if value is None else _moment(value) for value in micros.to_pylist()]
    if pa.types.is_date(kind):
        days = column.cast(pa.date32(), safe=False).cast(pa.int32())
        return [None if day is None else _moment(day * 86_400_000_000) for day in days.to_pylist()]
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        try:
            return list(column.to_pylist())
        except UnicodeDecodeError:
            return list(column.cast(pa.large_binary()).to_pylist())
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_dictionary(kind):
        return list(column.to_pylist())
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return list(column.to_pylist())
    return [None if value is None else str(value) for value in column.to_pylist()]


def _moment(micros: int) -> str:
    """Return a time as text; one that no calendar has as the number it is, which is no date."""
    try:
        return (_EPOCH + dt.timedelta(microseconds=micros)).isoformat()
    except OverflowError:
        return f"{micros} µs since 1970"


def _reading(table: _Table, row: int, values: dict[str, object]) -> Reading:
    held = {table.paths[key]: value for key, value in values.items() if value is not None}
    line = json.dumps(held, ensure_ascii=False, default=_shown).encode("utf-8", "replace")
    name = table.file.part(f"#{row}")
    source = Source(name, line, sha256_of(line), table.written_at)
    try:
        if len(line) > MAX_BYTES:
            raise UnusableError("too_large", f"more than {MAX_BYTES // 1_000_000} MB in one row")
        # A text that is null is an empty one: the table has a column for it.
        fields = {key: "" if value is None else _decoded(value) for key, value in values.items()}
        return draft_of(source, fields, _MEDIA_TYPE, table.file.options.columns)
    except UnusableError as error:
        kept = line if len(line) <= MAX_BYTES else None
        detail = f"row {row}: {error.detail}"
        return Rejection(name, source.raw_sha256, error.reason, detail, raw=kept, suffix=".jsonl")


def _decoded(value: object) -> object:
    return decode(value) if isinstance(value, bytes) else value


def _shown(value: object) -> str:
    return value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else str(value)


def _damaged(error: Exception) -> UnusableError:
    return UnusableError("malformed", f"it cannot be read: {' '.join(str(error).split())[:200]}")


_MEDIA_TYPE = "application/vnd.apache.parquet"
