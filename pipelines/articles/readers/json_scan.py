"""The items of a list somewhere in a JSON document, out of a stream of bytes.

Belongs here: where values begin and end, by brackets and strings alone, in bounded memory. Does not
belong here: what a value says; each is parsed by itself, so one that is no JSON costs itself only.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.articles.draft import MAX_BYTES, UnusableError
from pipelines.articles.readers.source import sha256_of

_CHUNK = 1 << 18
_BLANKS = re.compile(rb"[ \t\r\n]*")
_OUTSIDE = re.compile(rb'["{}\[\],]')
_INSIDE = re.compile(rb'["{}\[\]]')
_BACKSLASH = 0x5C
_LONGEST_KEY = 1_000
_DEPTH = 3
"""A list of articles is looked for so many objects deep ("response.docs" is two)."""

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """The bytes of one value; of one that is too large its hash alone."""

    raw: bytes
    sha256: str
    too_large: bool = False


class JsonStream:
    """A place in a JSON document, which moves forward only.

    Every method raises `UnusableError` (`malformed`) where the document ends too early.
    """

    def __init__(self, stream: io.BufferedIOBase) -> None:
        self._stream = stream
        self._held = b""
        self._at = 0

    def peek(self) -> bytes:
        """Return the next byte that is no blank, without taking it; nothing at the end."""
        while True:
            blanks = _BLANKS.match(self._held, self._at)
            self._at = blanks.end() if blanks else self._at
            if self._at < len(self._held):
                return self._held[self._at : self._at + 1]
            self._held, self._at = self._stream.read(_CHUNK), 0
            if not self._held:
                return b""

    def value(self) -> Value:
        """Take everything up to the comma or bracket that ends the value at hand."""
        self.peek()
        taken = _Taken()
        depth = 0
        start = at = self._at
        while True:
            mark = (_INSIDE if depth else _OUTSIDE).search(self._held, at)
            if mark is None:
                self._refill(taken, start, len(self._held))
                start = at = 0
                continue
            at = mark.end()
            byte = mark[0]
            if byte == b'"':
                quote = self._held.find(b'"', at)
                if quote >= 0 and self._held[quote - 1] != _BACKSLASH:  # the usual case, inline
                    at = quote + 1
                else:
                    start, at = self._string(taken, start, at)
            elif depth:
                depth += 1 if byte in b"{[" else -1
            elif byte in b"{[":
                depth = 1
            else:
                self._at = at - 1
                return taken.value(self._held[start : self._at])

    def items(self) -> Iterator[Value]:
        """Yield the values of the list at hand, and take its brackets."""
        self._expect(b"[")
        while True:
            item = self.value()
            ending = self._take()
            if item.raw or item.too_large or ending == b",":
                yield item
            if ending == b"]":
                return
            if ending != b",":
                raise UnusableError("malformed", f"{ending.decode()} where a list goes on or ends")

    def lists(self, path: Path = ()) -> Iterator[Path]:
        """Yield the path of each list in the object at hand; the caller takes all its items.

        Lists within lists are not looked for.
        """
        self._expect(b"{")
        while self.peek() != b"}":
            here = (*path, self._key())
            self._expect(b":")
            opening = self.peek()
            if opening == b"[":
                yield here
            elif opening == b"{" and len(here) < _DEPTH:
                yield from self.lists(here)
            else:
                self.value()
            if self.peek() != b"}":
                self._expect(b",")
        self._take()

    def _key(self) -> str:
        self._expect(b'"')
        taken = _Taken()
        start, end = self._string(taken, self._at, self._at)
        self._at = end
        key = taken.value(self._held[start : end - 1])
        return key.raw[:_LONGEST_KEY].decode("utf-8", "replace")

    def _string(self, taken: _Taken, start: int, at: int) -> tuple[int, int]:
        """Return where what is not in `taken` starts, and the place behind the closing quote."""
        while True:
            quote = self._held.find(b'"', at)
            end = quote if quote >= 0 else len(self._held)
            before = end
            while before > at and self._held[before - 1] == _BACKSLASH:
                before -= 1
            escaped = (end - before) % 2
            if quote < 0:
                self._refill(taken, start, end - escaped)
                start = at = 0
            elif escaped:
                at = quote + 1
            else:
                return start, quote + 1

    def _refill(self, taken: _Taken, start: int, end: int) -> None:
        """Hand the bytes at hand to `taken`, but for those from `end`, and read the next ones."""
        chunk = self._stream.read(_CHUNK)
        if not chunk:
            raise UnusableError("malformed", "the file breaks off")
        taken.add(self._held[start:end])
        self._held = self._held[end:] + chunk
        self._at = 0

    def _take(self) -> bytes:
        byte = self.peek()
        if not byte:
            raise UnusableError("malformed", "the file breaks off")
        self._at += 1
        return byte

    def _expect(self, byte: bytes) -> None:
        found = self._take()
        if found != byte:
            shown = found.decode("ascii", "backslashreplace")
            raise UnusableError("malformed", f"{shown} where {byte.decode()} belongs")


class _Taken:
    """The bytes of a value that are no longer at hand, as far as they are within the limit."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []
        self._size = 0
        self._digest: hashlib._Hash | None = None

    def add(self, part: bytes) -> None:
        self._size += len(part)
        if self._digest is None and self._size > MAX_BYTES:
            self._digest = hashlib.sha256(b"".join(self._parts))
            self._parts.clear()
        if self._digest is not None:
            self._digest.update(part)
        else:
            self._parts.append(part)

    def value(self, last: bytes) -> Value:
        if not self._parts and self._digest is None:
            last = last.strip(b" \t\r\n")
        if self._parts or self._digest is not None or len(last) > MAX_BYTES:
            self.add(last)
            last = b"".join(self._parts).strip(b" \t\r\n")
        if self._digest is not None:
            return Value(b"", self._digest.hexdigest(), too_large=True)
        return Value(last, sha256_of(last))
