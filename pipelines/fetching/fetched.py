"""Fetching one source: its listing, and the pages that are new in it, into files.

Belongs here: what a run fetches of a source, and when that counts as done. Does not belong here:
HTTP (`client`), reading the files (`articles`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from pipelines.fetching.client import BusyError, Client, FetchError, Limits, Response
from pipelines.fetching.guard import Resolve, resolve
from pipelines.fetching.listings import Listed, feed_pages, read_sitemap
from pipelines.fetching.politeness import PoliteClient
from pipelines.fetching.state import State, load_state, save_state

Tell = Callable[[str], None]

_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "": ".html",
}
_MOST_SITEMAPS = 50


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """A source as it is to be fetched: see `WebSource` of the configuration."""

    name: str
    url: str
    kind: Literal["feed", "sitemap"]
    full_pages: bool = False
    allow_private: bool = False
    pause_seconds: float = 1.0
    max_pages: int = 200


@dataclass(frozen=True, slots=True)
class FetchedFile:
    """A file that came, and what its listing told of it; dates as written."""

    path: Path
    url: str
    media_type: str
    listed: Listed | None = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """A page that did not come, and why, in one line."""

    url: str
    reason: str


@dataclass(slots=True)
class Fetched:
    """What a fetching gave. `unchanged`: the listing is the same as at the last time."""

    folder: Path
    state: State
    files: list[FetchedFile] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    unchanged: bool = False

    def commit(self) -> None:
        """Remember what was fetched, once it is stored, and remove the files.

        Until then the next fetching asks for all of it again, so that nothing is lost in between.
        """
        save_state(self.folder, self.state)
        for file in self.files:
            file.path.unlink(missing_ok=True)


def fetch(
    request: FetchRequest,
    folder: Path,
    *,
    now: dt.datetime,
    tell: Tell = lambda _: None,
    limits: Limits | None = None,
    resolver: Resolve = resolve,
) -> Fetched:
    """Fetch a source into `folder`; see `Fetched` for what is to be done with it.

    Raises `FetchError` where the listing itself cannot be had; a page that cannot is a refusal.
    """
    state = load_state(folder)
    if state.must_wait(now):
        raise FetchError(
            f"source {request.name}: the server asked not to be asked before {state.not_before}"
        )
    plain = Client(limits, allow_private=request.allow_private, resolver=resolver)
    client = PoliteClient(plain, request.pause_seconds)
    try:
        listing = client.get(request.url, etag=state.etag, last_modified=state.last_modified)
    except BusyError as busy:
        save_state(folder, replace(state, not_before=busy.not_before.isoformat()))
        raise FetchError(f"source {request.name}: {busy}") from busy
    except FetchError as error:
        raise FetchError(f"source {request.name}: {error}") from error
    if listing.not_modified:
        return Fetched(folder, replace(state, not_before=None), unchanged=True)
    folder.mkdir(parents=True, exist_ok=True)
    for leftover in folder.glob("*T*-*.*"):
        leftover.unlink()  # of a fetching that never became done: all of it comes again
    state = State(listing.etag, listing.last_modified, None, state.pages)
    if request.kind == "feed" and not request.full_pages:
        file = FetchedFile(_kept(folder, listing, ".xml", now), listing.url, listing.media_type)
        return Fetched(folder, state, [file])
    return _pages(request, client, listing, Fetched(folder, state), now, tell)


def _pages(
    request: FetchRequest,
    client: PoliteClient,
    listing: Response,
    fetched: Fetched,
    now: dt.datetime,
    tell: Tell,
) -> Fetched:
    """Fetch the pages that were not fetched before; more than `max_pages` wait for the next run."""
    known = set(fetched.state.pages)
    new = [page for page in _listed(request, client, listing, fetched) if page.url not in known]
    unique = list({page.url: page for page in new}.values())
    done: list[str] = []
    for page in unique[: request.max_pages]:
        try:
            answer = client.page(page.url)
            suffix = _SUFFIXES.get(answer.media_type)
            if suffix is None:
                raise FetchError(f"{page.url}: {answer.media_type}, no page")
        except BusyError as busy:
            fetched.refused.append(Refusal(page.url, str(busy)))
            break
        except FetchError as error:
            fetched.refused.append(Refusal(page.url, str(error)))
        else:
            path = _kept(fetched.folder, answer, suffix, now)
            fetched.files.append(FetchedFile(path, answer.url, answer.media_type, page))
            done.append(page.url)
            tell(f"{request.name}: {len(done):,} of {len(unique):,} pages fetched")
    left = len(unique) - request.max_pages
    # A listing with pages left over must be read again although it has not changed.
    complete = left <= 0 and not fetched.refused
    fetched.state = replace(
        fetched.state if complete else replace(fetched.state, etag=None, last_modified=None),
        pages=(*fetched.state.pages, *done),
    )
    return fetched


def _listed(
    request: FetchRequest, client: PoliteClient, listing: Response, fetched: Fetched
) -> Iterator[Listed]:
    if request.kind == "feed":
        yield from feed_pages(listing.body)
        return
    sitemap = read_sitemap(listing.body, listing.url)
    yield from sitemap.pages
    for url in sitemap.sitemaps[:_MOST_SITEMAPS]:
        try:
            yield from read_sitemap(client.get(url).body, url).pages
        except FetchError as error:
            fetched.refused.append(Refusal(url, str(error)))


def _kept(folder: Path, answer: Response, suffix: str, now: dt.datetime) -> Path:
    digest = hashlib.sha256(answer.url.encode("utf-8", "replace") + b"\0" + answer.body)
    path = folder / f"{now:%Y%m%dT%H%M%S}-{digest.hexdigest()[:16]}{suffix}"
    unfinished = path.with_name(f".{path.name}")
    unfinished.write_bytes(answer.body)
    unfinished.replace(path)
    return path
