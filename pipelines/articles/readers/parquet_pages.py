"""How large the pages of a Parquet file are, before anything of them is unpacked.

Belongs here: the limits on footers and pages, and the few fields of a page's header that tell its
size. Does not belong here: the values (`parquet`, which leaves them to Arrow).

Arrow reserves for each page what its header says, and for each value that stands once in a
dictionary as much as often as it is named. The sizes in the footer bound neither, since a footer
can say anything: so the headers themselves are looked at.
"""

from __future__ import annotations

import io

from pipelines.articles.draft import UnusableError

PAGE_BYTES = 64_000_000
"""The largest page that is unpacked; writers make them of 1 MB unless one value is larger."""
FOOTER_BYTES = 10_000_000
"""The largest footer; one of twenty columns in a thousand groups of rows has a third of that."""
BATCH_BYTES = 32_000_000
BATCH_ROWS = 64
"""So many rows are unpacked at once, or fewer where their values could be larger than that."""
PAGES = 1_000_000
"""The most pages of a file; made of pages of no bytes, it would be looked at for hours."""

_MAGIC = b"PAR1"
_HEADER = 8_192
_LONGEST_HEADER = 16_000_000
_DEPTH = 8


def check_footer(stream: io.BufferedIOBase) -> None:
    """Raise `UnusableError` if a file has no footer or one beyond the limit."""
    size = stream.seek(0, io.SEEK_END)
    stream.seek(max(0, size - 8))
    ending = stream.read(8)
    if size < 12 or ending[4:] != _MAGIC:
        raise UnusableError("malformed", "no Parquet file, or one that breaks off")
    length = int.from_bytes(ending[:4], "little")
    if length > FOOTER_BYTES:
        raise UnusableError("too_large", f"a footer of {length // 1_000_000} MB")


class PageLimits:
    """Looks at the page headers of one file, and counts them."""

    def __init__(self, stream: io.BufferedIOBase) -> None:
        self._stream = stream
        self._seen = 0

    def largest(self, start: int, length: int) -> int:
        """Return the bytes of the largest page, packed or not, of a chunk of a column.

        Raises `UnusableError`: `too_large` beyond the limits, `malformed` for no page headers.
        """
        largest = 0
        at = start
        while at < start + length:
            fields, size = self._header(at)
            unpacked, packed = fields.get(2, -1), fields.get(3, -1)
            if unpacked < 0 or packed < 0:
                raise UnusableError("malformed", f"no page of a column at byte {at}")
            largest = max(largest, unpacked, packed)
            at += size + packed
            self._seen += 1
            if largest > PAGE_BYTES or self._seen > PAGES:
                told = f"{largest // 1_000_000} MB" if self._seen <= PAGES else "no bytes"
                raise UnusableError("too_large", f"pages of {told} at byte {at}")
        return largest

    def _header(self, at: int) -> tuple[dict[int, int], int]:
        if at < 0:
            raise UnusableError("malformed", "a column that starts before the file")
        for size in (_HEADER, _LONGEST_HEADER):  # headers may hold a smallest and a largest value
            self._stream.seek(at)
            compact = _Compact(self._stream.read(size))
            try:
                return compact.struct(), compact.at
            except IndexError:
                continue
        raise UnusableError("malformed", f"no page of a column at byte {at}")


class _Compact:
    """Thrift's compact protocol, as far as the header of a page needs it."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self.at = 0

    def struct(self, depth: int = 0) -> dict[int, int]:
        """Return the whole numbers of a structure by their field; all else is passed over.

        Raises `IndexError` where the bytes end too early, `UnusableError` for what no header has.
        """
        found: dict[int, int] = {}
        field = 0
        while head := self._byte():
            field = field + (head >> 4) if head >> 4 else self._integer()
            kind = head & 15
            if kind in (4, 5, 6):
                found[field] = self._integer()
            elif kind == 3:
                self._skip(1)
            elif kind == 7:
                self._skip(8)
            elif kind == 8:
                self._skip(self._varint())
            elif kind == 12 and depth < _DEPTH:
                self.struct(depth + 1)
            elif kind not in (1, 2):  # these are true and false, which have no bytes of their own
                raise UnusableError("malformed", "the header of a page is none")
        return found

    def _byte(self) -> int:
        self.at += 1
        return self._raw[self.at - 1]

    def _skip(self, size: int) -> None:
        self.at += size
        if self.at > len(self._raw):
            raise IndexError

    def _varint(self) -> int:
        value = 0
        for shift in range(0, 70, 7):
            byte = self._byte()
            value |= (byte & 127) << shift
            if byte < 128:
                return value
        raise UnusableError("malformed", "the header of a page is none")

    def _integer(self) -> int:
        value = self._varint()
        return (value >> 1) ^ -(value & 1)
