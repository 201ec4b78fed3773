"""One GET within limits: time, size, redirects, and what the server may answer.

Belongs here: HTTP. Does not belong here: which addresses are asked for, and how often.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import re
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from urllib.parse import urljoin

import urllib3
from urllib3.exceptions import HTTPError

from pipelines.fetching.errors import BusyError, FetchError, StatusError
from pipelines.fetching.guard import Guard, PrivateAddressError, Resolve, guarded_pools, resolve
from pipelines.fetching.web_address import parts_of

USER_AGENT = f"Tallywire/{version('tallywire')} (news archive reader; obeys robots.txt)"
Admit = Callable[[str], None]
"""Is called with every address before it is asked for, and raises `FetchError` to forbid it."""

_REDIRECTS = {301, 302, 303, 307, 308}
_CHUNK = 1 << 16
_UNPACKED = frozenset({"", "identity", *urllib3.HTTPResponse.CONTENT_DECODERS})
_MARK = re.compile("[\x20-\x7e\x80-\xff]{1,500}")
_LONGEST_WAIT = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may cost: seconds, bytes after decompression, redirects."""

    connect_seconds: float = 10.0
    read_seconds: float = 30.0
    whole_seconds: float = 60.0
    body_bytes: int = 20_000_000
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Response:
    """What a server answered. `not_modified`: the same as at the last asking, without a body."""

    url: str
    body: bytes
    media_type: str
    etag: str | None
    last_modified: str | None
    not_modified: bool = False


def admit_all(_: str) -> None:
    """Forbid no address."""


class Client:
    """Sends requests, each through a guard of its own. `allow_private` lifts the address check."""

    def __init__(
        self,
        limits: Limits | None = None,
        *,
        allow_private: bool = False,
        resolver: Resolve = resolve,
    ) -> None:
        self._limits = limits or Limits()
        self._allow_private = allow_private
        self._resolver = resolver

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        admit: Admit = admit_all,
    ) -> Response:
        """Return what `url` gives, after redirects, of which each is put to `admit`.

        Raises `FetchError`, and of it `BusyError` where the server asks to come again later. The
        time that `admit` takes is not counted.
        """
        conditions = {"If-None-Match": _mark(etag), "If-Modified-Since": _mark(last_modified)}
        headers = {
            "User-Agent": USER_AGENT,
            **urllib3.make_headers(accept_encoding=True),
            "Accept": "*/*",
            **{name: value for name, value in conditions.items() if value},
        }
        target, seconds = url, self._limits.whole_seconds
        for _ in range(self._limits.redirects + 1):
            parts_of(target)
            admit(target)
            begun = time.monotonic()
            answer = self._exchanged(target, headers, seconds)
            if isinstance(answer, Response):
                return answer
            target, seconds = answer, seconds - (time.monotonic() - begun)
        raise FetchError(f"{url}: more than {self._limits.redirects} redirects", is_final=True)

    def _exchanged(self, url: str, headers: dict[str, str], seconds: float) -> Response | str:
        """Return the answer to one request, or the address that it redirects to."""
        guard = Guard(self._resolver, allow_private=self._allow_private)
        late = FetchError(f"{url}: took over {self._limits.whole_seconds:g} s")
        try:
            with guard.limited(seconds):
                answer = _asked(guarded_pools(guard), url, headers, self._limits)
                try:
                    found = self._answered(answer, url)
                finally:
                    answer.close()
        except FetchError as error:
            if not guard.is_late:
                raise
            raise late from error
        if guard.is_late:  # headers or a body that were cut may look like ones that ended
            raise late
        return found

    def _answered(self, answer: urllib3.BaseHTTPResponse, url: str) -> Response | str:
        if answer.status in _REDIRECTS and (target := answer.headers.get("Location")):
            return _redirected(url, target)
        etag, last_modified = (_mark(answer.headers.get(n)) for n in ("ETag", "Last-Modified"))
        media_type = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if answer.status == 304:
            return Response(url, b"", media_type, etag, last_modified, not_modified=True)
        if answer.status in (429, 503):
            until = _retry_after(answer.headers.get("Retry-After"))
            told = f"{url}: the server asks to come again after {until:%Y-%m-%d %H:%M} UTC"
            raise BusyError(told, until)
        if answer.status != 200:
            raise StatusError(url, answer.status, answer.reason or "")
        return Response(url, self._body(answer, url), media_type, etag, last_modified)

    def _body(self, answer: urllib3.BaseHTTPResponse, url: str) -> bytes:
        packed = answer.headers.get("Content-Encoding", "").lower()
        if not _UNPACKED.issuperset(name.strip() for name in packed.split(",")):
            raise FetchError(f"{url}: sent packed as {packed}, which was not asked for")
        body = bytearray()
        try:
            while chunk := answer.read1(_CHUNK, decode_content=True):
                body += chunk
                if len(body) > self._limits.body_bytes:
                    megabytes = self._limits.body_bytes / 1e6
                    told = f"{url}: more than {megabytes:g} MB; nothing of it was kept"
                    raise FetchError(told, is_final=True)
        except (HTTPError, OSError) as error:
            raise FetchError(f"{url}: broke off: {_why(error)}") from error
        return bytes(body)


def _asked(
    pools: urllib3.PoolManager, url: str, headers: dict[str, str], limits: Limits
) -> urllib3.BaseHTTPResponse:
    timeout = urllib3.Timeout(connect=limits.connect_seconds, read=limits.read_seconds)
    try:
        return pools.request(
            "GET", url, headers=headers, timeout=timeout,
            redirect=False, retries=False, preload_content=False,
        )  # fmt: skip
    except PrivateAddressError as error:
        hint = "set allow_private: true on the source if it is meant"
        raise FetchError(f"{url}: refused: {error}; {hint}", is_final=True) from error
    except (HTTPError, OSError, ValueError) as error:
        raise FetchError(f"{url}: cannot be reached: {_why(error)}") from error


def _redirected(url: str, target: str) -> str:
    # Bytes of a header are read as Latin-1; many servers mean UTF-8.
    with suppress(UnicodeError):
        target = target.encode("latin-1").decode("utf-8")
    try:
        joined = urljoin(url, target.strip())
    except ValueError as error:
        told = f"{url}: redirects to what is no address: {target[:100]!r}"
        raise FetchError(told, is_final=True) from error
    if parts_of(url).scheme == "https" and parts_of(joined).scheme == "http":
        raise FetchError(f"{url}: redirects from https to http, which is refused", is_final=True)
    return joined


def _mark(value: str | None) -> str | None:
    """Return an ETag or a date that can be sent back in a header, else None."""
    return value if value and _MARK.fullmatch(value) else None


def _retry_after(value: str | None) -> dt.datetime:
    """Return the moment that a Retry-After names: at most a week from now; else in an hour."""
    now = dt.datetime.now(dt.UTC)
    if value and value.strip().isdecimal():
        return now + min(dt.timedelta(seconds=int(value.strip()[:9])), _LONGEST_WAIT)
    try:
        moment = email.utils.parsedate_to_datetime(value or "")
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=dt.UTC)
        return min(moment.astimezone(dt.UTC), now + _LONGEST_WAIT)
    except (ValueError, TypeError, IndexError, OverflowError):
        return now + dt.timedelta(hours=1)


def _why(error: Exception) -> str:
    """Return an error of the library in words, without its objects and addresses in memory."""
    cause = error.__cause__ if isinstance(error.__cause__, OSError) else error
    told = re.sub(r"^.*?(?:HTTPS?Connection(?:Pool)?\([^)]*\)|<[^>]*>):?\s*", "", str(cause))
    return " ".join(told.split())[:200] or type(cause).__name__
