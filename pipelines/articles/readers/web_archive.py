"""Web archives (WARC), compressed or not, one record at a time.

Belongs here: which records are pages, their payload, address, time and encoding, and what is told
of the other records. Does not belong here: the main text of a page (`html_page`), decompression
(`unpacked`).

A page is a response with status 200, or a resource, of HTML or plain text from an address of the
web. It is named by its record's identifier, `crawl.warc.gz#<uuid>`, which stays when archives are
packed or merged anew. Responses and resources that are no pages (images, scripts, redirects,
errors, pages captured before) are counted in one rejection for the whole archive, `…#aside`;
records about the crawl itself (warcinfo, request, metadata, answers of name servers) are no inputs.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from fastwarc.warc import ArchiveIterator, WarcRecord

from pipelines.articles.cleaning import clean_text
from pipelines.articles.decoding import decode
from pipelines.articles.draft import Draft, InputFile, Reading, Readings, Rejection, UnusableError
from pipelines.articles.metadata import Metadata
from pipelines.articles.readers.html_page import read_page
from pipelines.articles.readers.source import Source, whole
from pipelines.articles.readers.unpacked import BrokenError, Content, unpacked
from pipelines.articles.readers.web_record import Page, page_of

_UUID = re.compile(r"<?urn:uuid:([0-9A-Fa-f-]{36})>?")
_KINDS_TOLD = 8
_KINDS_KEPT = 1_000


def is_warc(start: bytes) -> bool:
    """Whether a file that begins with `start` is a web archive."""
    return re.match(rb"WARC/\d", start) is not None


def read_warc(file: InputFile) -> Readings:
    """Yield the pages of a web archive. Raises `OSError`."""
    aside: Counter[str] = Counter()
    found = False
    written_at = dt.datetime.fromtimestamp(int(file.path.stat().st_mtime), dt.UTC)
    try:
        with unpacked(file) as stream:
            for number, record in _records(stream):
                page = page_of(record)
                if isinstance(page, Page):
                    found = True
                    name = file.part(f"#{_id(record, number)}")
                    yield _read(page, name, record.record_date or written_at)
                elif page is not None:
                    aside[page if len(aside) < _KINDS_KEPT else "other"] += 1
    except UnusableError as error:
        yield from _told(file, aside)
        yield Rejection(file.name, whole(file).raw_sha256, error.reason, error.detail)
        return
    yield from _told(file, aside)
    if not found and not aside:
        yield Rejection(file.name, whole(file).raw_sha256, "empty", "a web archive of no pages")


def _read(page: Page, name: str, fetched_at: dt.datetime) -> Reading:
    source = Source(name, page.body, page.sha256, fetched_at, page.too_large)
    if page.problem is not None:
        reading: Reading = Rejection(name, page.sha256, page.problem.reason, page.problem.detail)
    elif page.media_type == "text/html":
        reading = read_page(source, page.url, page.charset)
    else:
        reading = _plain(source, page)
    if isinstance(reading, Rejection) and page.body:
        return replace(reading, raw=page.as_record(fetched_at), suffix=".warc")
    return reading


def _plain(source: Source, page: Page) -> Reading:
    try:
        text = clean_text(decode(source.checked(), page.charset))
    except UnusableError as error:
        return Rejection(source.name, source.raw_sha256, error.reason, error.detail)
    if not text:
        return Rejection(source.name, source.raw_sha256, "empty", "no characters but blanks")
    return Draft(
        source_path=source.name,
        raw_sha256=source.raw_sha256,
        media_type="text/plain",
        retrieved_at=source.retrieved_at,
        text=text,
        about=Metadata(url=page.url),
    )


def _told(file: InputFile, aside: Counter[str]) -> Readings:
    """Yield the one rejection that tells what was fetched beside pages, if anything was."""
    if not aside:
        return
    kinds = sorted(aside.items(), key=lambda kind: (-kind[1], kind[0]))
    told = [f"{count:,} {kind}" for kind, count in kinds[:_KINDS_TOLD]]
    if rest := sum(count for _, count in kinds[_KINDS_TOLD:]):
        told.append(f"{rest:,} of other kinds")
    detail = f"{aside.total():,} records that are no pages: {', '.join(told)}"
    yield Rejection(file.part("#aside"), None, "unsupported", detail)


def _id(record: WarcRecord, number: int) -> str:
    """Return a record's UUID, or else its number in the archive, from 1."""
    uuid = _UUID.fullmatch(record.record_id or "")
    return uuid[1].lower() if uuid else str(number)


def _records(stream: Content) -> Iterator[tuple[int, WarcRecord]]:
    """Yield the records with their numbers; raises `BrokenError` at the first that is damaged."""
    ended = _Ended(stream)
    records = ArchiveIterator(ended, parse_http=False, stream_detect=False)
    number = 0
    while (record := _next(records)) is not None:
        number += 1
        yield number, record
    if not ended.last.endswith((b"\n\n", b"\n\r\n")) and ended.last:
        raise BrokenError("malformed", "the web archive ends inside the header of a record")


def _next(records: ArchiveIterator) -> WarcRecord | None:
    try:
        return next(records, None)
    except UnusableError:
        raise
    except OSError as error:
        raise BrokenError("malformed", f"no record where one should begin: {error}") from error
    except BaseException as error:
        # A panic of the library is no `Exception`: it would end the run instead of the file.
        if type(error).__module__ != "pyo3_runtime":
            raise
        raise BrokenError("malformed", "a record that cannot be parsed") from error


class _Ended(io.RawIOBase):
    """A stream that keeps its last bytes: the library ends without a word inside a header."""

    def __init__(self, stream: Content) -> None:
        self._stream = stream
        self._size = 0
        self.last = b""

    def read(self, size: int = -1) -> bytes:
        data = self._stream.read(size)
        self.last = (self.last + data[-4:])[-4:]
        self._size += len(data)
        return data

    def tell(self) -> int:
        return self._size
