"""ZIP archives, and web archives in one (WACZ), member by member.

Belongs here: the list of members, from the directory at the end, or from the headers before the
members where the end is missing. `zipfile` reads the directory only: its decoders for bzip2 and
LZMA unpack without bounds. Does not belong here: what members hold, which names are safe.
"""

from __future__ import annotations

import calendar
import io
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import BinaryIO

from pipelines.articles.allowance import MAX_MEMBERS
from pipelines.articles.draft import InputFile, Readings, UnusableError
from pipelines.articles.readers.members import Member, Reader, read_members
from pipelines.articles.readers.unpacked import BrokenError, Content, unpack

_HEADER = struct.Struct("<4s5H3I2H")  # of a member, before its data
_LOCAL, _CENTRAL, _EMPTY = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_ENCRYPTED, _SIZES_FOLLOW, _UTF8 = 0x1, 0x8, 0x800
_STORED = 0
_METHODS = {8: "deflate", 12: "bzip2", 93: "zstd"}
_TIMES = 0x5455  # the extra field of times in UTC
_MOST_LISTED = 2 * MAX_MEMBERS
_LARGEST_DIRECTORY = 64_000_000
"""A directory is held in memory as a whole; a hundred thousand long names take 20 MB of it."""


def is_zip(start: bytes) -> bool:
    """Whether a file that begins with `start` is a ZIP archive, or a document in one."""
    return start.startswith((_LOCAL, _EMPTY))


def read_zip(file: InputFile, read: Reader) -> Readings:
    """Yield what the members of a ZIP archive hold. Raises `OSError`."""
    with file.path.open("rb") as stream:
        yield from read_members(file, _members(stream), read)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the archive tells of one member; `start` is the offset of its header."""

    name: str
    flags: int
    method: int
    crc: int
    packed: int
    start: int
    written_at: float | None
    mode: int = 0


def _members(stream: BinaryIO) -> Iterator[Member]:
    entries, damage = _entries(stream)
    names = {entry.name for entry in entries}
    if "[Content_Types].xml" in names or "META-INF/MANIFEST.MF" in names or "mimetype" in names:
        detail = "an office document, book or program; save it as text or HTML"
        raise BrokenError("unsupported", detail)
    is_wacz = "datapackage.json" in names and any(name.startswith("archive/") for name in names)
    for entry in entries:
        if not is_wacz or entry.name.startswith("archive/"):  # beside it are indexes of it
            opened = partial(_content, stream, entry)
            yield Member(entry.name, entry.written_at, opened, _refused(entry))
    if damage:
        raise damage


def _entries(stream: BinaryIO) -> tuple[Sequence[_Entry], BrokenError | None]:
    """Return the members, and what is damaged behind them."""
    try:
        with zipfile.ZipFile(_Directory(stream)) as archive:
            entries = [_entry(info) for info in archive.infolist()]
    except UnusableError:
        raise
    except OSError:
        raise
    except Exception:  # whatever `zipfile` raises on hostile bytes
        detail = "damaged: the list of members at its end cannot be read"
        return list(_walked(stream)), BrokenError("malformed", detail)
    ordered = sorted(entries, key=lambda entry: entry.start)
    for one, following in pairwise(ordered):
        if one.start + _HEADER.size + one.packed > following.start:
            raise BrokenError("unsafe", "members that overlap, as in archives made to do harm")
    return entries, None


def _entry(info: zipfile.ZipInfo) -> _Entry:
    return _Entry(
        name=info.orig_filename,  # the other name of `zipfile` ends at a NUL character
        flags=info.flag_bits,
        method=info.compress_type,
        crc=info.CRC,
        packed=info.compress_size,
        start=info.header_offset,
        written_at=_time_in(info.extra) or _seconds(info.date_time),
        mode=info.external_attr >> 16,
    )


def _walked(stream: BinaryIO) -> Iterator[_Entry]:
    """Yield the members that stand whole at the start of an archive without its end."""
    end = stream.seek(0, io.SEEK_END)
    start = 0
    for _ in range(_MOST_LISTED):
        stream.seek(start)
        header = stream.read(_HEADER.size)
        if len(header) < _HEADER.size or not header.startswith(_LOCAL):
            return
        _, _, flags, method, time, date, crc, packed, _, name_size, extra_size = _HEADER.unpack(
            header
        )
        behind = start + _HEADER.size + name_size + extra_size + packed
        if behind > end or flags & _SIZES_FOLLOW:
            return
        name = stream.read(name_size).decode("utf-8" if flags & _UTF8 else "cp437", "replace")
        parts = (
            1980 + (date >> 9),
            date >> 5 & 15,
            date & 31,
            time >> 11,
            time >> 5 & 63,
            (time & 31) * 2,
        )
        yield _Entry(name, flags, method, crc, packed, start, _seconds(parts))
        start = behind


def _refused(entry: _Entry) -> UnusableError | None:
    kind = stat.S_IFMT(entry.mode)
    if kind == stat.S_IFLNK:
        return UnusableError("unsafe", "a link")
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return UnusableError("unsafe", "a device or pipe")
    if entry.flags & _ENCRYPTED:
        return UnusableError("unsupported", "encrypted; unpack the archive with its password")
    if entry.method != _STORED and entry.method not in _METHODS:
        detail = f"packed by method {entry.method} of ZIP; pack it again with deflate"
        return UnusableError("unsupported", detail)
    return None


def _content(stream: BinaryIO, entry: _Entry) -> Content:
    stream.seek(entry.start)
    header = stream.read(_HEADER.size)
    if len(header) < _HEADER.size or not header.startswith(_LOCAL):
        raise UnusableError("malformed", "no member where the directory says")
    start = entry.start + _HEADER.size + sum(struct.unpack("<2H", header[-4:]))
    data = _Window(stream, start, entry.packed)
    method = _METHODS.get(entry.method)
    return _Checked(unpack(data, method) if method else data, entry.crc)


def _time_in(extra: bytes) -> float | None:
    while len(extra) >= 4:
        kind, size = struct.unpack("<2H", extra[:4])
        if kind == _TIMES and size >= 5 and len(extra) >= 9 and extra[4] & 1:
            return float(struct.unpack("<i", extra[5:9])[0])
        extra = extra[4 + size :]
    return None


def _seconds(parts: tuple[int, ...]) -> float | None:
    """Return a time without a zone as if it were UTC: the same on every machine."""
    year, month, day, hour, minute, second = parts
    if not (1 <= month <= 12 and 1 <= day <= 31 and hour < 24 and minute < 60):
        return None
    return float(calendar.timegm((year, month, day, hour, minute, second)))


class _Directory(io.RawIOBase):
    """The archive as `zipfile` reads its directory: in one piece, of a size that it believes."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def read(self, size: int = -1) -> bytes:
        if size > _LARGEST_DIRECTORY:
            raise BrokenError("too_large", "a directory of more than 64 MB; split the archive")
        data = self._stream.read(size)
        if len(data) > _MOST_LISTED and data.count(_CENTRAL) > _MOST_LISTED:
            detail = f"more than {_MOST_LISTED:,} members; split the archive"
            raise BrokenError("too_large", detail)
        return data


class _Window:
    """The packed bytes of one member."""

    def __init__(self, stream: BinaryIO, start: int, size: int) -> None:
        self._stream = stream
        self._left = size
        stream.seek(start)

    def read(self, size: int, /) -> bytes:
        data = self._stream.read(min(size, self._left))
        self._left -= len(data)
        return data


class _Checked:
    """A member's content, and at its end a comparison with the checksum that the archive tells."""

    def __init__(self, content: Content, crc: int) -> None:
        self._content = content
        self._told = crc
        self._crc = 0

    def read(self, size: int, /) -> bytes:
        data = self._content.read(size)
        self._crc = zlib.crc32(data, self._crc)
        if not data and self._crc != self._told:
            raise UnusableError("malformed", "damaged: its checksum is another")
        return data
