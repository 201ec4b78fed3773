"""The pages that a feed or a news sitemap names, with what it tells of them.

Belongs here: addresses, titles and dates in listings. Does not belong here: the texts of feeds,
which `articles` reads.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipelines.fetching.client import FetchError

_SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
_MOST_BYTES = 50_000_000
"""A sitemap holds at most 50 MB by its own standard."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page as its listing tells it; dates as written."""

    url: str
    title: str | None = None
    published_at: str | None = None
    publisher: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The pages of a sitemap, or the addresses of the sitemaps that an index names."""

    pages: list[Listed]
    sitemaps: list[str]


def feed_pages(body: bytes) -> list[Listed]:
    """Return the pages that the entries of an RSS or Atom feed link to, in its order.

    Entries that are not well formed are mended or left out; a feed of none has no pages.
    """
    parser = etree.XMLParser(recover=True, **_SAFE)
    root = etree.fromstring(body, parser) if body.strip() else None
    if root is None:
        return []
    entries = root.xpath("//*[local-name()='item' or local-name()='entry']")
    told = dict(reversed([pair for child in _heads(root) for pair in _own_texts(child)]))
    pages = []
    for entry in entries:
        texts = dict(reversed(list(_own_texts(entry))))
        if link := _link(entry):
            published = texts.get("pubDate") or texts.get("published") or texts.get("date")
            pages.append(
                Listed(
                    url=link,
                    title=texts.get("title"),
                    published_at=published or texts.get("updated"),
                    publisher=told.get("title"),
                    language=told.get("language"),
                )
            )
    return pages


def _heads(root: etree._Element) -> list[etree._Element]:
    """Return the elements that tell of the feed itself."""
    return [root, *(child for child in root if _name(child) == "channel")]


def _own_texts(element: etree._Element) -> Iterator[tuple[str, str]]:
    for child in element:
        if isinstance(child.tag, str) and child.text and (text := child.text.strip()):
            yield _name(child), text


def _link(entry: etree._Element) -> str | None:
    for child in entry:
        if _name(child) == "link" and child.get("rel", "alternate") == "alternate":
            link = (child.get("href") or child.text or "").strip()
            if link.startswith(("http://", "https://")):
                return link
    return None


def read_sitemap(body: bytes, url: str) -> Sitemap:
    """Return what a sitemap names, also a compressed one. Raises `FetchError` if it is none."""
    pages: list[Listed] = []
    sitemaps: list[str] = []
    try:
        for element in _elements(_unpacked(body, url)):
            if _name(element) == "url" and (page := _page(element)):
                pages.append(page)
            elif _name(element) == "sitemap":
                sitemaps += [text for name, text in _texts(element) if name == "loc"]
            element.clear()
    except etree.XMLSyntaxError as error:
        raise FetchError(f"{url}: no sitemap: {str(error)[:100]}") from error
    if not pages and not sitemaps:
        raise FetchError(f"{url}: no sitemap: it names no page")
    return Sitemap(pages, sitemaps)


def _elements(body: bytes) -> Iterator[etree._Element]:
    events = etree.iterparse(
        io.BytesIO(body), events=("end",), tag=("{*}url", "{*}sitemap"), **_SAFE
    )
    for _, element in events:
        yield element


def _page(element: etree._Element) -> Listed | None:
    told = dict(reversed(list(_texts(element))))
    if "loc" not in told:
        return None
    return Listed(
        url=told["loc"],
        title=told.get("title"),
        published_at=told.get("publication_date") or told.get("lastmod"),
        publisher=told.get("name"),
        language=told.get("language"),
    )


def _texts(element: etree._Element) -> Iterator[tuple[str, str]]:
    for child in element.iter():
        if isinstance(child.tag, str) and child.text and (text := child.text.strip()):
            yield _name(child), text


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _unpacked(body: bytes, url: str) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        with gzip.open(io.BytesIO(body)) as stream:
            unpacked = stream.read(_MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise FetchError(f"{url}: a damaged gzip file") from error
    if len(unpacked) > _MOST_BYTES:
        raise FetchError(f"{url}: more than {_MOST_BYTES // 1_000_000} MB once unpacked")
    return unpacked
