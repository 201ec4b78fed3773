"""Not being a burden: pauses between requests to one host, and robots.txt.

Belongs here: when and whether a page may be asked for. Does not belong here: asking.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from protego import Protego

from pipelines.fetching.client import USER_AGENT, Client, Response
from pipelines.fetching.errors import BusyError, FetchError, StatusError
from pipelines.fetching.web_address import host_of, origin_of

_LONGEST_DELAY = 60.0
_LONGEST_ROBOTS = 512_000
"""What its standard asks crawlers to read of a robots.txt, in bytes; the rest does not count."""
_AGENT = USER_AGENT.partition("/")[0]


class PoliteClient:
    """A client that waits between requests to a host, and asks for no page that a host forbids.

    A redirect is a request too: each address on the way is waited for, and may be forbidden.
    """

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
        self._robots: dict[str, Protego | FetchError] = {}
        self._busy: dict[str, BusyError] = {}

    def get(
        self, url: str, *, etag: str | None = None, last_modified: str | None = None
    ) -> Response:
        """Return what an address gives that the user named: robots.txt does not speak of it."""
        return self._client.get(url, etag=etag, last_modified=last_modified, admit=self._wait)

    def page(self, url: str) -> Response:
        """Return a page.

        Raises `FetchError` where its host's robots.txt forbids it, and `BusyError`, without asking
        again, where its host asked before to come later.
        """
        host = host_of(url)
        if host in self._busy:
            raise self._busy[host]
        try:
            return self._client.get(url, admit=self._admit)
        except BusyError as busy:
            self._busy[host] = busy
            raise

    def _admit(self, url: str) -> None:
        robots = self._robots_of(origin_of(url))
        if isinstance(robots, FetchError):
            raise FetchError(f"{url}: left alone, as its robots.txt cannot be read: {robots}")
        if not robots.can_fetch(url, _AGENT):
            raise FetchError(f"{url}: its host's robots.txt forbids it", is_final=True)
        self._wait(url, float(robots.crawl_delay(_AGENT) or 0.0))

    def _robots_of(self, origin: str) -> Protego | FetchError:
        if origin not in self._robots:
            self._robots[origin] = self._asked_robots(origin)
        return self._robots[origin]

    def _asked_robots(self, origin: str) -> Protego | FetchError:
        """Return the rules of a host: all is allowed where it has none, nothing where it fails."""
        try:
            answer = self._client.get(f"{origin}/robots.txt", admit=self._wait)
        except StatusError as error:
            return Protego.parse("") if 400 <= error.status < 500 else error
        except FetchError as error:
            return error
        return Protego.parse(answer.body[:_LONGEST_ROBOTS].decode("utf-8", "replace"))

    def _wait(self, url: str, delay: float = 0.0) -> None:
        host = host_of(url)
        pause = max(self._pause, min(delay, _LONGEST_DELAY))
        before = self._asked_at.get(host)
        if before is not None and (left := before + pause - self._clock()) > 0:
            self._sleep(left)
        self._asked_at[host] = self._clock()
