"""One GET within limits: time, size, redirects, and what the server may answer.

Belongs here: HTTP. Does not belong here: which addresses are asked for, and how often.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.exceptions import HTTPError

from pipelines.fetching.guard import Guard, PrivateAddressError, Resolve, guarded_pools, resolve

USER_AGENT = f"Tallywire/{version('tallywire')} (news archive reader; obeys robots.txt)"
_REDIRECTS = {301, 302, 303, 307, 308}
_CHUNK = 1 << 16


class FetchError(Exception):
    """An address that gave nothing; the message is one line for the user."""


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


class BusyError(FetchError):
    """The server asks to come again later, not before `not_before` (UTC)."""

    def __init__(self, message: str, not_before: dt.datetime) -> None:
        super().__init__(message)
        self.not_before = not_before


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
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Response:
        """Return what `url` gives, after redirects.

        Raises `FetchError`, and of it `BusyError` where the server asks to come again later.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {
            "User-Agent": USER_AGENT,
            "Accept-Encoding": "gzip, deflate, br",
            "Accept": "*/*",
            **{name: value for name, value in conditions.items() if value},
        }
        guard = Guard(self._resolver, allow_private=self._allow_private)
        with self._deadline(guard, url):
            return self._follow(guarded_pools(guard), url, headers)

    def _follow(self, pools: urllib3.PoolManager, first: str, headers: dict[str, str]) -> Response:
        url = first
        for _ in range(self._limits.redirects + 1):
            _refuse_odd(url)
            answer = _asked(pools, url, headers, self._limits)
            try:
                target = answer.headers.get("Location")
                if answer.status not in _REDIRECTS or not target:
                    return self._answered(answer, url)
                url = _redirected(url, target)
            finally:
                answer.close()
        raise FetchError(f"{first}: more than {self._limits.redirects} redirects")

    def _answered(self, answer: urllib3.BaseHTTPResponse, url: str) -> Response:
        etag, last_modified = (answer.headers.get(n) for n in ("ETag", "Last-Modified"))
        media_type = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if answer.status == 304:
            return Response(url, b"", media_type, etag, last_modified, not_modified=True)
        if answer.status in (429, 503):
            until = _retry_after(answer.headers.get("Retry-After"))
            told = f"{url}: the server asks to come again after {until:%Y-%m-%d %H:%M} UTC"
            raise BusyError(told, until)
        if answer.status != 200:
            raise FetchError(f"{url}: the server answers {answer.status} {answer.reason or ''}")
        return Response(url, self._body(answer, url), media_type, etag, last_modified)

    def _body(self, answer: urllib3.BaseHTTPResponse, url: str) -> bytes:
        body = bytearray()
        try:
            while chunk := answer.read1(_CHUNK, decode_content=True):
                body += chunk
                if len(body) > self._limits.body_bytes:
                    megabytes = self._limits.body_bytes / 1e6
                    raise FetchError(f"{url}: more than {megabytes:g} MB; nothing of it was kept")
        except (HTTPError, OSError) as error:
            raise FetchError(f"{url}: broke off: {_why(error)}") from error
        return bytes(body)

    @contextmanager
    def _deadline(self, guard: Guard, url: str) -> Iterator[None]:
        """Cut the connection when the whole request has taken too long, whatever it waits for."""
        cut = threading.Event()

        def end() -> None:
            cut.set()
            guard.cut()

        timer = threading.Timer(self._limits.whole_seconds, end)
        timer.daemon = True
        timer.start()
        try:
            yield
        except FetchError:
            if not cut.is_set():
                raise
        finally:
            timer.cancel()
            guard.cut()
        if cut.is_set():  # headers or a body that were cut may look like ones that ended
            raise FetchError(f"{url}: took over {self._limits.whole_seconds:g} s")


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
        raise FetchError(f"{url}: refused: {error}; {hint}") from error
    except (HTTPError, OSError, ValueError) as error:
        raise FetchError(f"{url}: cannot be reached: {_why(error)}") from error


def _refuse_odd(url: str) -> None:
    try:
        parts = urlsplit(url)
        named, user = bool(parts.hostname), parts.username or parts.password
        parts.port  # noqa: B018 - raises for a port that is none
    except ValueError as error:
        raise FetchError(f"{url[:200]!r}: no web address: {error}") from error
    if parts.scheme not in ("http", "https") or not named:
        raise FetchError(f"{url[:200]!r}: no web address: it starts with http:// or https://")
    if user:
        raise FetchError(f"{parts.hostname}: an address with a user name in it is refused")


def _redirected(url: str, target: str) -> str:
    try:
        joined = urljoin(url, target)
    except ValueError as error:
        raise FetchError(f"{url}: redirects to what is no address: {target[:100]!r}") from error
    if url.startswith("https:") and joined.startswith("http:"):
        raise FetchError(f"{url}: redirects from https to http, which is refused")
    return joined


def _retry_after(value: str | None) -> dt.datetime:
    """Return the moment that a Retry-After names; an hour from now where it names none."""
    now = dt.datetime.now(dt.UTC)
    if value and value.strip().isdecimal():
        return now + dt.timedelta(seconds=min(int(value.strip()[:9]), 7 * 86_400))
    try:
        moment = email.utils.parsedate_to_datetime(value or "")
    except (ValueError, TypeError, IndexError):
        return now + dt.timedelta(hours=1)
    return moment.astimezone(dt.UTC) if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _why(error: Exception) -> str:
    """Return an error of the library in words, without its objects and addresses in memory."""
    cause = error.__cause__ if isinstance(error.__cause__, OSError) else error
    told = re.sub(r"^.*?(?:HTTPS?Connection(?:Pool)?\([^)]*\)|<[^>]*>):?\s*", "", str(cause))
    return " ".join(told.split())[:200] or type(cause).__name__
