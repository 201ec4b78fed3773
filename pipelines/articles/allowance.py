"""How much may be unpacked from one input.

Belongs here: the limits that make archives safe to open, and the account of what one input has used
of them, whatever archives lie in its archives. Does not belong here: formats; the limit of a single
document, which is the same for packed and plain files (`draft.MAX_BYTES`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pipelines.records import RejectReason

MAX_MEMBERS = 100_000
"""Members of one input. Its list of members is held in memory, and a hundred thousand take 100 MB;
the largest daily dump of a news site is a tenth of it."""

MAX_MEMBER_BYTES = 4_000_000_000
"""What one member may unpack to on disk: a year of a news agency in JSON Lines is below. Members
that are one document are held to `MAX_BYTES` instead."""

MAX_TOTAL_BYTES = 64_000_000_000
"""What all members of one input may unpack to, one after the other: some minutes of unpacking."""

MAX_RATIO = 200
FREE_BYTES = 20_000_000
"""Bytes may unpack to 200 times their number, and 20 MB are free. Pages shrink to a tenth, and to a
fiftieth where one site's pages are packed together by xz; deflate makes a thousandth of nothing but
zeros. What is free lets a small file of blanks pass: it is no more than one document may hold."""

MAX_DEPTH = 2
"""An archive may lie in an archive in the input; what lies deeper is refused."""


class SpentError(Exception):
    """Raised where an input has used up what it may: nothing more of it is unpacked."""

    def __init__(self, reason: RejectReason, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason
        self.detail = detail


class Allowance:
    """What one input may still unpack; shared by all archives inside it.

    `packed` is the size of the input. `depth` tells how many archives are open, one in another.
    """

    def __init__(self, packed: int) -> None:
        self.depth = 0
        self.spent = False
        self._members = 0
        self._bytes = 0
        self._most_by_ratio = FREE_BYTES + MAX_RATIO * packed

    @contextmanager
    def inside(self) -> Iterator[None]:
        """Count one more open archive while the context lasts."""
        self.depth += 1
        try:
            yield
        finally:
            self.depth -= 1

    def count_member(self) -> None:
        """Count a member; raises `SpentError` for one too many."""
        self._members += 1
        if self._members > MAX_MEMBERS:
            self._spend("too_large", f"more than {MAX_MEMBERS:,} members")

    def count_bytes(self, size: int) -> None:
        """Count bytes that were unpacked; raises `SpentError` where they are too many."""
        self._bytes += size
        if self._bytes > self._most_by_ratio:
            self._spend("unsafe", f"its members unpack to more than {MAX_RATIO} times its size")
        if self._bytes > MAX_TOTAL_BYTES:
            limit = MAX_TOTAL_BYTES // 1_000_000_000
            self._spend("too_large", f"its members unpack to more than {limit} GB")

    def _spend(self, reason: RejectReason, detail: str) -> None:
        self.spent = True
        raise SpentError(reason, detail)
