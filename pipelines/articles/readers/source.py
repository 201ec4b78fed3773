"""Opening an input, held whole or line by line, within the limits.

Belongs here: the only code that opens input files as they stand, their hashes and times. Does not
belong here: any format; packed files are opened by `unpacked` and `zip_archive`.
"""

from __future__ import annotations

import codecs
import datetime as dt
import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pipelines.articles.draft import (
    MAX_BYTES,
    InputFile,
    UnusableError,
)

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Source:
    """The bytes of one document: a whole file, or one line (`raw` without its line end).

    `raw` is empty and `too_large` true where the document is over the limit; its hash is there all
    the same. `retrieved_at` is when the file was last written (UTC), not when it was read: the
    same input gives the same rows.
    """

    name: str
    raw: bytes
    raw_sha256: str
    retrieved_at: dt.datetime
    too_large: bool = False

    def checked(self) -> bytes:
        """Return `raw`; raises `UnusableError` (`too_large` or `empty`) for nothing to use."""
        if self.too_large:
            raise UnusableError(
                "too_large", f"more than {MAX_BYTES // 1_000_000} MB in one document"
            )
        if not self.raw.strip():
            raise UnusableError("empty", "no characters but blanks" if self.raw else "0 bytes")
        return self.raw


def whole(file: InputFile) -> Source:
    """Return a file as one document; at most `MAX_BYTES` of it are held. Raises `OSError`."""
    with file.path.open("rb") as stream:
        status = os.fstat(stream.fileno())
        # Asking for the limit at once would reserve it at once, for every file.
        raw = stream.read(min(status.st_size, MAX_BYTES) + 1)
        if len(raw) > status.st_size:  # it grew meanwhile, or is of a kind that tells no size
            raw += stream.read(MAX_BYTES + 1 - len(raw))
        when = _written_at(status)
        if len(raw) <= MAX_BYTES:
            return Source(file.name, raw, sha256_of(raw), when)
        digest = hashlib.sha256(raw)
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return Source(file.name, b"", digest.hexdigest(), when, too_large=True)


def lines(file: InputFile) -> Iterator[Source]:
    """Yield the lines of a file that are not blank as documents named `file:number`, from 1.

    At most `MAX_BYTES` are held, whatever the size of the file or line. UTF-16 and UTF-32 files
    with a byte order mark come out as UTF-8. Raises `OSError`.
    """
    with streamed(file) as (reader, when):
        number = 0
        while line := reader.readline(MAX_BYTES + 1):
            number += 1
            name = file.part(f":{number}")
            if len(line) > MAX_BYTES and not line.endswith(b"\n"):
                yield Source(name, b"", _rest_of_line(reader, line), when, too_large=True)
            elif line := line.strip(b" \t\r\n"):
                yield Source(name, line, sha256_of(line), when)


def sha256_of(raw: bytes) -> str:
    """Return the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


@contextmanager
def streamed(file: InputFile) -> Iterator[tuple[io.BufferedReader, dt.datetime]]:
    """Open a file as a stream of bytes, with when it was written (see `Source.retrieved_at`).

    UTF-16 and UTF-32 with a byte order mark come out as UTF-8, and no mark does. Raises `OSError`.
    """
    with file.path.open("rb") as stream:
        yield _as_utf8(stream), _written_at(os.fstat(stream.fileno()))


def head_of(file: InputFile, size: int = 4096) -> bytes:
    """Return the first bytes of a file. Raises `OSError`."""
    with file.path.open("rb") as stream:
        return stream.read(size)


def _written_at(status: os.stat_result) -> dt.datetime:
    try:
        return dt.datetime.fromtimestamp(int(status.st_mtime), dt.UTC)
    except (OverflowError, ValueError, OSError):
        return dt.datetime.fromtimestamp(0, dt.UTC)  # a file system without a sensible clock


def _rest_of_line(reader: io.BufferedIOBase, start: bytes) -> str:
    digest = hashlib.sha256(start)
    while chunk := reader.readline(_CHUNK):
        digest.update(chunk)
        if chunk.endswith(b"\n"):
            break
    return digest.hexdigest()


def _as_utf8(stream: io.BufferedReader) -> io.BufferedReader:
    start = stream.peek(4)[:4]
    if start.startswith(codecs.BOM_UTF8):
        stream.seek(len(codecs.BOM_UTF8))
    elif start in (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE):
        return io.BufferedReader(_Recoded(stream, "utf-32"))
    elif start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return io.BufferedReader(_Recoded(stream, "utf-16"))
    return stream


class _Recoded(io.RawIOBase):
    """The bytes of a stream in another encoding, as UTF-8, read in bounded pieces.

    What cannot be decoded comes out as U+FFFD, so that one bad character costs one line at most.
    """

    def __init__(self, stream: io.BufferedReader, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._pending = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self._pending:
            chunk = self._stream.read(_CHUNK)
            self._pending = self._decoder.decode(chunk, final=not chunk).encode("utf-8", "replace")
            if not chunk:
                break
        size = min(len(buffer), len(self._pending))
        buffer[:size] = self._pending[:size]
        self._pending = self._pending[size:]
        return size
