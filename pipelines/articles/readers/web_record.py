"""One record of a web archive: a page, something else that was fetched, or no input at all.

Belongs here: the parts of a record, its HTTP headers and the encodings of its body. Does not belong
here: the stream of records, the text of a page (`web_archive`).
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from fastwarc.warc import WarcRecord, WarcRecordType

from pipelines.articles.draft import MAX_BYTES, UnusableError
from pipelines.articles.readers.source import sha256_of
from pipelines.articles.readers.unpacked import (
    CHUNK,
    BrokenError,
    compression_of,
    read_up_to,
    unpack,
)

MediaType = Literal["text/html", "text/plain"]

_ABOUT_THE_CRAWL = (WarcRecordType.warcinfo, WarcRecordType.request, WarcRecordType.metadata)
_PAGES = {
    "text/html": "text/html",
    "application/xhtml+xml": "text/html",
    "text/plain": "text/plain",
}  # fmt: skip
_FOR_MACHINES = re.compile(r"/(?:robots|ads|app-ads|security|humans|llms)\.txt(?:\?|$)", re.I)
_MEDIA_TYPE = re.compile(r"[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,60}")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.I)
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b")
_END_OF_HEADERS = re.compile(rb"\r?\n\r?\n")
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\n]{0,1000})?\r?\n")
_ENCODINGS = {"gzip": "gzip", "x-gzip": "gzip", "br": "brotli", "zstd": "zstd"}


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was fetched. `body` is decoded, and empty where it is too large to be held.

    `block` is what the record holds, with the HTTP headers if `is_http`, up to the limit.
    """

    url: str
    media_type: MediaType
    charset: str | None
    body: bytes
    sha256: str
    block: bytes
    is_http: bool
    too_large: bool = False
    problem: UnusableError | None = None

    def as_record(self, fetched_at: dt.datetime) -> bytes:
        """Return the page as a web archive of its own: address, time and headers stay with it."""
        kind, content = ("response", "application/http; msgtype=response")
        if not self.is_http:
            charset = f"; charset={self.charset}" if self.charset else ""
            kind, content = ("resource", self.media_type + charset)
        head = (
            f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {self.url}\r\n"
            f"WARC-Date: {fetched_at.astimezone(dt.UTC):%Y-%m-%dT%H:%M:%SZ}\r\n"
            f"Content-Type: {content}\r\nContent-Length: {len(self.block)}\r\n\r\n"
        )
        return head.encode("utf-8", "replace") + self.block + b"\r\n\r\n"


def page_of(record: WarcRecord) -> Page | str | None:
    """Return the page that a record holds, or the kind of what else was fetched.

    None is a record about the crawl, which is no input. The record is read to its end; raises
    `BrokenError` where it ends before its time.
    """
    length = (record.headers.get("Content-Length") or "none").strip()
    if (length.lstrip("0") or "0") != str(record.content_length):
        raise BrokenError("malformed", "a record that does not tell its length")
    url = (record.headers.get("WARC-Target-URI") or "").strip().strip("<>")
    kind = _kind(record, url)
    if kind != "":
        _finish(record, 0)
        return kind
    start = read_up_to(CHUNK, record.reader)
    headers, body_at = _headers(record, start)
    media_type = _page_type(headers, url, start[body_at:])
    if media_type not in _PAGES.values():
        _finish(record, len(start))
        return media_type
    block = start + read_up_to(MAX_BYTES + CHUNK - len(start), record.reader)
    _finish(record, len(block))
    return _page(url, media_type, headers, block, body_at, is_http=record.is_http)


def _kind(record: WarcRecord, url: str) -> str | None:
    """Return what a record is that cannot be a page; "" is one that can."""
    kind = record.record_type
    if kind in _ABOUT_THE_CRAWL or url.startswith("dns:"):
        return None
    if kind == WarcRecordType.revisit:
        return "captured before"
    if kind not in (WarcRecordType.response, WarcRecordType.resource):
        if "WARC-Type" not in record.headers:
            raise BrokenError("malformed", "a record that does not tell its type")
        return "records of other types"
    if not url.lower().startswith(("http://", "https://")):
        return "not of the web"
    return ""


def _headers(record: WarcRecord, start: bytes) -> tuple[Mapping[str, str], int]:
    """Return the HTTP headers in lower case, the status as ":status", and where the body begins."""
    if not record.is_http:
        return {"content-type": record.headers.get("Content-Type") or "", ":status": "200"}, 0
    status = _STATUS.match(start)
    end = _END_OF_HEADERS.search(start)
    if status is None or end is None:
        return {":status": "none"}, 0
    headers = {":status": status[1].decode("ascii")}
    for line in start[: end.start()].decode("latin-1").splitlines()[1:]:
        key, _, value = line.partition(":")
        headers.setdefault(key.strip().lower(), value.strip())
    return headers, end.end()


def _page_type(headers: Mapping[str, str], url: str, body: bytes) -> str:
    """Return the media type of a page, or else what was fetched instead of one."""
    if headers[":status"] != "200":
        return f"status {headers[':status']}"
    told = headers.get("content-type", "").partition(";")[0].strip().lower()
    opens = body[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if told in ("", "text/plain") and opens.startswith((b"<!doctype html", b"<html")):
        return "text/html"
    if told == "text/plain" and _FOR_MACHINES.search(url):
        return "for crawlers"
    return _PAGES.get(told, told if _MEDIA_TYPE.fullmatch(told) else "no media type")


def _page(
    url: str,
    media_type: str,
    headers: Mapping[str, str],
    block: bytes,
    body_at: int,
    *,
    is_http: bool,
) -> Page:
    body, problem = block[body_at:], None
    try:
        body = _decoded(body, headers)
    except UnusableError as error:
        problem = UnusableError(error.reason, f"the body of the response: {error.detail}")
    charset = _CHARSET.search(headers.get("content-type", ""))
    too_large = len(body) > MAX_BYTES
    return Page(
        url=url,
        media_type="text/html" if media_type == "text/html" else "text/plain",
        charset=charset[1] if charset else None,
        body=b"" if too_large else body,
        sha256=sha256_of(body),
        block=block,
        is_http=is_http,
        too_large=too_large,
        problem=problem,
    )


def _decoded(body: bytes, headers: Mapping[str, str]) -> bytes:
    """Return the body without the encodings of its way, as far as it still has them.

    Many crawlers store the headers as they came beside a body that they have decoded.
    """
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _dechunked(body)
    for encoding in reversed(headers.get("content-encoding", "").lower().split(",")):
        compression = _ENCODINGS.get(encoding.strip())
        if encoding.strip() == "deflate":
            compression = "zlib" if body[:1] == b"\x78" else "deflate"
        elif compression != "brotli" and compression_of(body[:10]) != compression:
            continue
        if compression:
            opens_as_page = body[:200].lstrip().startswith(b"<")
            body = body if opens_as_page else _unpacked(body, compression)
    return body


def _unpacked(body: bytes, compression: str) -> bytes:
    try:
        return read_up_to(MAX_BYTES + 1, unpack(io.BytesIO(body), compression))
    except BrokenError as error:
        raise UnusableError(error.reason, error.detail) from error


def _dechunked(body: bytes) -> bytes:
    pieces = []
    at = 0
    while (size := _CHUNK_SIZE.match(body, at)) and (length := int(size[1], 16)):
        pieces.append(body[size.end() : size.end() + length])
        at = size.end() + length + 2
    return b"".join(pieces) if pieces else body


def _finish(record: WarcRecord, read: int) -> None:
    """Pass over what is left; the library takes a record that is cut for a whole one."""
    if read + record.consume() < record.content_length:
        raise BrokenError("malformed", "the web archive ends inside a record")
