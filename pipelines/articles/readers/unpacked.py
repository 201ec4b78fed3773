"""Compressed bytes as a stream of what they hold, whatever the compression.

Belongs here: telling a compression by its first bytes, and unpacking in bounded pieces within the
ratio that is safe. Does not belong here: what the content is, where it is laid.
"""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from fastwarc.stream_io import BrotliReader, Lz4Reader, ZstdReader

from pipelines.articles.allowance import FREE_BYTES, MAX_RATIO
from pipelines.articles.draft import InputFile, UnusableError

CHUNK = 1 << 16
_XZ_MEMORY = 1 << 27
"""What unpacking xz may hold: 128 MiB; the strongest of its presets asks for 65 MiB, a hostile
header for 4 GiB."""

_MAGIC = (
    (b"\x1f\x8b\x08", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\x04\x22\x4d\x18", "lz4"),
)
_BZIP2_BLOCKS = (b"1AY&SY", b"\x17rE8P\x90")  # a first block, or the end of nothing


class Content(Protocol):
    """Bytes that are read in pieces; raises `UnusableError` where they cannot be read."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, one to `size` of them, or none at the end."""
        ...


class BrokenError(UnusableError):
    """Raised where a stream is damaged or unsafe: nothing behind this point can be read."""


def compression_of(start: bytes) -> str | None:
    """Return the name of the compression of a file that begins with `start`, if it is one.

    >>> compression_of(b"BZh91AY&SY")
    'bzip2'
    >>> compression_of(b"BZh is no word")
    """
    for magic, name in _MAGIC:
        if start.startswith(magic):
            return name if name != "bzip2" or start[4:].startswith(_BZIP2_BLOCKS) else None
    return None


@contextmanager
def unpacked(file: InputFile) -> Iterator[Content]:
    """Open a file for reading, unpacked where its first bytes tell a compression.

    Reading raises `BrokenError`. Raises `OSError`.
    """
    with file.path.open("rb") as stream:
        compression = compression_of(stream.peek(10)[:10])
        yield unpack(stream, compression) if compression else stream


def unpack(stream: Content, compression: str) -> Content:
    """Return what `stream` holds.

    Beside the names that `compression_of` gives, `compression` may be "zlib", "brotli" or bare
    "deflate", which cannot be told by their first bytes.
    """
    return _Unpacked(stream, compression)


def read_up_to(size: int, stream: Content) -> bytes:
    """Return the next `size` bytes, fewer only at the end."""
    pieces = []
    while size > 0 and (piece := stream.read(min(size, CHUNK))):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)


class _Decoder(Protocol):
    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int) -> bytes: ...


class _Inflate:
    """`zlib` with the interface of the other decoders: it keeps the input it has not used."""

    def __init__(self, wbits: int) -> None:
        self._object = zlib.decompressobj(wbits)

    @property
    def eof(self) -> bool:
        return self._object.eof

    @property
    def unused_data(self) -> bytes:
        return self._object.unused_data

    def decompress(self, data: bytes, max_length: int) -> bytes:
        return self._object.decompress(self._object.unconsumed_tail + data, max_length)


_DECODERS: dict[str, Callable[[], _Decoder]] = {
    "gzip": lambda: _Inflate(31),
    "zlib": lambda: _Inflate(15),
    "deflate": lambda: _Inflate(-15),
    "bzip2": bz2.BZ2Decompressor,
    "xz": lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=_XZ_MEMORY),
}
_READERS = {"zstd": ZstdReader, "lz4": Lz4Reader, "brotli": BrotliReader}
_ONE_MEMBER = frozenset({"zlib", "deflate"})
_DAMAGE = (zlib.error, lzma.LZMAError, OSError, EOFError, ValueError)


class _Counted(io.RawIOBase):
    """A stream that counts the bytes that are read from it."""

    def __init__(self, stream: Content) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.count += len(data)
        return data

    def tell(self) -> int:
        return self.count


class _Unpacked:
    """The unpacked bytes, counted against the packed ones.

    All bytes before a damage are given before it is raised.
    """

    def __init__(self, stream: Content, compression: str) -> None:
        self._packed = _Counted(stream)
        self._name = compression
        self._size = 0
        self._piece = memoryview(b"")
        if reader := _READERS.get(compression):
            self._pieces = self._by_reader(reader(self._packed))
        else:
            self._pieces = self._by_decoder(_DECODERS[compression])

    def read(self, size: int, /) -> bytes:
        if not self._piece:
            self._piece = memoryview(self._next())
        given, self._piece = self._piece[:size], self._piece[size:]
        return bytes(given)

    def _next(self) -> bytes:
        try:
            piece = next(self._pieces, b"")
        except BrokenError:
            raise
        except _DAMAGE as error:
            raise self._broken(str(error)) from error
        self._size += len(piece)
        if self._size > FREE_BYTES + MAX_RATIO * self._packed.count:
            raise BrokenError("unsafe", f"it unpacks to more than {MAX_RATIO} times its size")
        return piece

    def _by_reader(self, reader: Content) -> Iterator[bytes]:
        while piece := reader.read(CHUNK):
            yield piece

    def _by_decoder(self, new: Callable[[], _Decoder]) -> Iterator[bytes]:
        """Yield pieces of at most `CHUNK` bytes, through members that follow each other."""
        decoder = new()
        data = self._packed.read(CHUNK)
        while True:
            while not decoder.eof:
                piece = decoder.decompress(data, CHUNK)
                data = b""
                if piece:
                    yield piece
                elif not decoder.eof and not (data := self._packed.read(CHUNK)):
                    raise self._broken("it ends in the middle")
            rest = decoder.unused_data.lstrip(b"\x00")  # padding, as tapes have it
            while not rest and (more := self._packed.read(CHUNK)):
                rest = more.lstrip(b"\x00")
            if not rest or self._name in _ONE_MEMBER:
                return
            rest += self._packed.read(10)  # as many as a compression is told by
            if compression_of(rest) is None:
                raise self._broken("what follows its end is something else")
            decoder, data = new(), rest

    def _broken(self, detail: str) -> BrokenError:
        return BrokenError(
            "malformed", f"the {self._name} data are damaged after {self._size:,} bytes: {detail}"
        )
