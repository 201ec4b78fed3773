"""Tar archives, plain or compressed, read as one stream.

Belongs here: the list of members as it passes by, and telling damage, which `tarfile` takes for the
end. Does not belong here: decompression (`unpacked`), what members hold, which names are safe.
"""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from functools import partial
from typing import Self

from pipelines.articles.draft import InputFile, Readings, UnusableError
from pipelines.articles.readers.members import Member, Reader, read_members
from pipelines.articles.readers.unpacked import CHUNK, BrokenError, Content, unpacked

_MAX_HEADER = 1_000_000
"""The header of a member with its extensions: long names, times. `tarfile` holds them in memory at
the size that they tell; the longest path of any system is below 33 kB."""


def is_tar(start: bytes) -> bool:
    """Whether a file that begins with `start` (512 bytes) is a tar archive."""
    return start[257:262] == b"ustar"


def read_tar(file: InputFile, read: Reader) -> Readings:
    """Yield what the members of a tar archive hold, compressed or not. Raises `OSError`."""
    with unpacked(file) as stream:
        yield from read_members(file, _members(stream), read)


def _members(stream: Content) -> Iterator[Member]:
    gate = _Gate(stream)
    archive = _opened(gate)
    while (info := _next(archive, gate)) is not None:
        refused = _refused(info)
        data = archive.extractfile(info) if refused is None else None
        yield Member(
            name=info.name + ("/" if info.isdir() else ""),
            written_at=float(info.mtime),
            open=partial(_Whole, data),
            refused=refused,
            in_stream=True,
        )
        _skip(archive)


def _opened(gate: _Gate) -> tarfile.TarFile:
    try:
        return tarfile.open(
            fileobj=gate,
            mode="r|",
            bufsize=tarfile.BLOCKSIZE,  # with more, members just before a damage would be lost
            tarinfo=_Header,
            encoding="utf-8",
            errors="surrogateescape",
        )
    except (UnusableError, OSError):
        raise
    except Exception as error:  # whatever `tarfile` raises on hostile bytes
        raise _broken(error) from error


def _next(archive: tarfile.TarFile, gate: _Gate) -> tarfile.TarInfo | None:
    gate.left = _MAX_HEADER
    try:
        info = archive.next()
    except (UnusableError, OSError):
        raise
    except Exception as error:
        raise _broken(error) from error
    gate.left = None
    archive.members.clear()  # type: ignore[attr-defined]  # it would keep all that passed by
    return info


def _skip(archive: tarfile.TarFile) -> None:
    """Read on to the next header, believing no size that the archive does not hold."""
    stream = archive.fileobj
    while stream is not None and (left := archive.offset - stream.tell()) > 0:
        if not stream.read(min(left, CHUNK)):
            raise BrokenError("malformed", "the tar archive ends inside a member")


def _refused(info: tarfile.TarInfo) -> UnusableError | None:
    if info.islnk() or info.issym():
        return UnusableError("unsafe", "a link")
    if info.isdev():
        return UnusableError("unsafe", "a device or pipe")
    if info.issparse():
        return UnusableError("unsupported", "a sparse file; pack it again without --sparse")
    if not info.isreg() and not info.isdir():
        return UnusableError("unsupported", f"an entry of type {info.type!r}, which is no file")
    return None


def _broken(error: Exception) -> BrokenError:
    return BrokenError("malformed", f"a damaged tar archive: {error}"[:200])


class _Header(tarfile.TarInfo):
    """A header that tells damage: `tarfile` would take it for the end of the archive."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        if not buf:
            raise BrokenError("malformed", "the tar archive ends without its end mark")
        try:
            return super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as error:
            if any(buf) or len(buf) < tarfile.BLOCKSIZE:
                raise _broken(error) from error
            raise  # a block of zeros: the end


class _Gate(io.RawIOBase):
    """The stream that `tarfile` reads from, open for `left` bytes where that is not None."""

    def __init__(self, stream: Content) -> None:
        self._stream = stream
        self.left: int | None = _MAX_HEADER

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        if self.left is not None:
            self.left -= len(data)
            if self.left < 0:
                raise BrokenError("unsafe", "a header of more than 1 MB")
        return data


class _Whole:
    """What a member holds; a member that ends before its time is damage of the archive."""

    def __init__(self, data: Content | None) -> None:
        self._data = data

    def read(self, size: int, /) -> bytes:
        if self._data is None:
            return b""
        try:
            return self._data.read(size)
        except (tarfile.TarError, ValueError, EOFError) as error:
            raise _broken(error) from error
