"""Not being a burden: pauses between requests to one host, and robots.txt.

Belongs here: when and whether a page may be asked for. Does not belong here: asking.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from pipelines.fetching.client import USER_AGENT, Client, FetchError, Response

_LONGEST_DELAY = 60.0
_AGENT = USER_AGENT.partition("/")[0]


class PoliteClient:
    """A client that waits between requests to a host, and asks for no page that a host forbids."""

    def __init__(
        self,
        client: Client,
        pause_seconds: float,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = client
        self._pause = pause_seconds
        self._clock = clock
        self._sleep = sleep
        self._asked_at: dict[str, float] = {}
        self._robots: dict[str, Protego | None] = {}

    def get(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Response:
        """Return what an address gives that the user named: robots.txt does not speak of it."""
        self._wait(_host_of(url), 0.0)
        return self._client.get(url, etag=etag, last_modified=last_modified)

    def page(self, url: str) -> Response:
        """Return a page; raises `FetchError` where its host's robots.txt forbids it."""
        robots = self._robots_of(url)
        if robots is None:
            raise FetchError(f"{url}: its host's robots.txt cannot be read, so it is left alone")
        if not robots.can_fetch(url, _AGENT):
            raise FetchError(f"{url}: its host's robots.txt forbids it")
        self._wait(_host_of(url), float(robots.crawl_delay(_AGENT) or 0.0))
        return self._client.get(url)

    def _robots_of(self, url: str) -> Protego | None:
        host = _host_of(url)
        if host not in self._robots:
            self._robots[host] = self._asked_robots(host)
        return self._robots[host]

    def _asked_robots(self, host: str) -> Protego | None:
        """Return the rules of a host: all is allowed where it has none, None where it fails."""
        self._wait(host, 0.0)
        try:
            answer = self._client.get(f"{host}/robots.txt")
        except FetchError as error:
            missing = any(f"answers 4{n}" in str(error) for n in ("00", "01", "03", "04", "10"))
            return Protego.parse("") if missing else None
        return Protego.parse(answer.body.decode("utf-8", "replace"))

    def _wait(self, host: str, delay: float) -> None:
        pause = max(self._pause, min(delay, _LONGEST_DELAY))
        before = self._asked_at.get(host)
        if before is not None and (left := before + pause - self._clock()) > 0:
            self._sleep(left)
        self._asked_at[host] = self._clock()


def _host_of(url: str) -> str:
    """Return scheme and host of an address, which robots.txt speaks for."""
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise FetchError(f"{url[:200]!r}: no web address") from error
    return f"{parts.scheme}://{parts.netloc}".lower()
