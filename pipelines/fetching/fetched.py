"""Fetching one source: its listing, and the pages that are new in it, into files.

Belongs here: what a run fetches of a source, and when that counts as done. Does not belong here:
HTTP (`client`), what a listing names (`listings`, `sitemap`), reading the files (`articles`).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from pipelines.fetching.client import Client, Limits, Response
from pipelines.fetching.errors import BusyError, FetchError
from pipelines.fetching.guard import Resolve, resolve
from pipelines.fetching.listings import Listed, feed_pages, is_json
from pipelines.fetching.politeness import PoliteClient
from pipelines.fetching.sitemap import read_sitemap
from pipelines.fetching.state import State, load_state, save_state
from pipelines.fetching.web_address import host_of

Tell = Callable[[str], None]

_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "": ".html",
}
_MOST_SITEMAPS = 50
_MOST_TRIES = 3


@dataclass(frozen=True, slots=True)
class FetchRequest:
    """A source as it is to be fetched: see `OnWeb` of the configuration.

    A `table` is one file by itself; the others list pages. `read_by` names how what came is read:
    in another way it has to come again, though it has not changed.
    """

    name: str
    url: str
    kind: Literal["feed", "sitemap", "table"]
    full_pages: bool = False
    allow_private: bool = False
    pause_seconds: float = 1.0
    max_pages: int = 200
    read_by: str = ""


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

    def must_reread(self) -> None:
        """Have the listing read again by the next fetching though it may not have changed."""
        self.state = self.state.without_marks()

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
    state = _state_of(request, folder)
    if state.must_wait(now):
        raise FetchError(
            f"source {request.name}: the server asked not to be asked before {state.not_before}"
        )
    plain = Client(limits, allow_private=request.allow_private, resolver=resolver)
    client = PoliteClient(plain, request.pause_seconds)
    try:
        listing = client.get(request.url, etag=state.etag, last_modified=state.last_modified)
        digest = hashlib.sha256(listing.body).hexdigest()
        if listing.not_modified or digest == state.body_sha256:
            return Fetched(folder, replace(state, not_before=None), unchanged=True)
        _clear(folder)
        marks = (listing.etag, listing.last_modified, digest)
        told = State(state.asked_for, *marks, None, state.pages, state.tries)
        fetched = Fetched(folder, told)
        if request.kind != "sitemap" and not request.full_pages:
            told_by_body = ".json" if is_json(listing.body) else ".xml"
            suffix = ".table" if request.kind == "table" else told_by_body
            path = _kept(folder, listing, suffix, now)
            fetched.files.append(FetchedFile(path, listing.url, listing.media_type))
            return fetched
        pages = _listed_pages(request, client, listing, fetched, tell)
    except BusyError as busy:
        save_state(folder, replace(state, not_before=busy.not_before.isoformat()))
        raise FetchError(f"source {request.name}: {busy}") from busy
    except FetchError as error:
        raise FetchError(f"source {request.name}: {error}") from error
    _fetch_pages(request, client, pages, fetched, now, tell)
    return fetched


def _state_of(request: FetchRequest, folder: Path) -> State:
    """Return what is remembered; of another address under the same name, the pages alone."""
    wanted = request.read_by or ("pages" if request.full_pages else "texts")
    asked_for = f"{request.kind} {request.url} {wanted}"
    state = load_state(folder)
    if state.asked_for == asked_for:
        return state
    return State(asked_for, pages=state.pages)


def _listed_pages(
    request: FetchRequest, client: PoliteClient, listing: Response, fetched: Fetched, tell: Tell
) -> list[Listed]:
    """Return the pages that a listing names, each once, also through an index of sitemaps."""
    if request.kind == "feed":
        pages = feed_pages(listing.body, listing.url)
    else:
        sitemap = read_sitemap(listing.body, listing.url)
        pages = sitemap.pages
        if len(sitemap.sitemaps) > _MOST_SITEMAPS:
            told = f"{len(sitemap.sitemaps):,} sitemaps, of which the {_MOST_SITEMAPS} newest count"
            tell(f"{request.name}: an index of {told}")
        for url in sitemap.sitemaps[:_MOST_SITEMAPS]:
            # The sitemaps of an index may have changed though the index has not.
            fetched.must_reread()
            try:
                pages += read_sitemap(client.get(url).body, url).pages
            except FetchError as error:
                fetched.refused.append(Refusal(url, str(error)))
    return list({page.url: page for page in reversed(pages)}.values())[::-1]


def _fetch_pages(
    request: FetchRequest,
    client: PoliteClient,
    pages: list[Listed],
    fetched: Fetched,
    now: dt.datetime,
    tell: Tell,
) -> None:
    """Fetch the pages that are not done with; more than `max_pages` wait for the next run.

    Those that were asked for in vain come after new ones, so that they keep none of them back.
    """
    done, tries = list(fetched.state.pages), fetched.state.tries
    known = set(done)
    due = sorted((p for p in pages if p.url not in known), key=lambda page: tries.get(page.url, 0))
    in_vain = {page.url: tries[page.url] for page in due if page.url in tries}
    busy_hosts: set[str] = set()
    for number, page in enumerate(due[: request.max_pages], start=1):
        try:
            path, answer = _fetch_page(client, page.url, fetched.folder, now)
        except BusyError as busy:
            host = host_of(page.url)
            if host not in busy_hosts:
                busy_hosts.add(host)
                fetched.refused.append(Refusal(page.url, str(busy)))
                if host == host_of(request.url):
                    not_before = busy.not_before.isoformat()
                    fetched.state = replace(fetched.state, not_before=not_before)
        except FetchError as error:
            fetched.refused.append(Refusal(page.url, str(error)))
            in_vain[page.url] = in_vain.get(page.url, 0) + 1
            if error.is_final and in_vain[page.url] >= _MOST_TRIES:
                done.append(page.url)
        else:
            fetched.files.append(FetchedFile(path, answer.url, answer.media_type, page))
            done.append(page.url)
            tell(f"{request.name}: {number:,} of {len(due):,} pages fetched")
    over = set(done)
    left = {url: count for url, count in in_vain.items() if url not in over}
    if left or busy_hosts or len(due) > request.max_pages:
        fetched.must_reread()
    remembered = fetched.state.with_pages(done, {page.url for page in pages})
    fetched.state = replace(remembered, tries=left)


def _fetch_page(
    client: PoliteClient, url: str, folder: Path, now: dt.datetime
) -> tuple[Path, Response]:
    answer = client.page(url)
    suffix = _SUFFIXES.get(answer.media_type)
    if suffix is None:
        raise FetchError(f"{url}: {answer.media_type}, no page", is_final=True)
    return _kept(folder, answer, suffix, now), answer


def _clear(folder: Path) -> None:
    """Remove what a fetching left that never became done: all of it comes again."""
    folder.mkdir(parents=True, exist_ok=True)
    for leftover in folder.glob("*T*-*.*"):
        leftover.unlink()


def _kept(folder: Path, answer: Response, suffix: str, now: dt.datetime) -> Path:
    digest = hashlib.sha256(answer.url.encode("utf-8", "replace") + b"\0" + answer.body)
    path = folder / f"{now:%Y%m%dT%H%M%S}-{digest.hexdigest()[:16]}{suffix}"
    unfinished = path.with_name(f".{path.name}")
    unfinished.write_bytes(answer.body)
    unfinished.replace(path)
    return path
