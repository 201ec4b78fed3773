"""Sitemaps, news sitemaps and indexes of sitemaps: the pages and the sitemaps that they name.

Belongs here: their XML, also compressed. Does not belong here: asking for what they name.
"""

from __future__ import annotations

import gzip
import io
import zlib
from dataclasses import dataclass

from lxml import etree

from pipelines.fetching.errors import FetchError
from pipelines.fetching.listings import SAFE, Listed, local_name
from pipelines.fetching.web_address import listed_address

_MOST_BYTES = 50_000_000
"""A sitemap holds at most 50 MB by its own standard."""
_ROOTS = frozenset({"urlset", "sitemapindex"})


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The pages of a sitemap, or the addresses of the sitemaps that an index names.

    Of an index, those that say to be changed last come first.
    """

    pages: list[Listed]
    sitemaps: list[str]


def read_sitemap(body: bytes, url: str) -> Sitemap:
    """Return what a sitemap names, also a compressed one. Raises `FetchError` if it is none."""
    pages: list[Listed] = []
    sitemaps: list[tuple[str, str]] = []
    unpacked = io.BytesIO(_unpacked(body, url))
    events = etree.iterparse(unpacked, events=("end",), tag=("{*}url", "{*}sitemap"), **SAFE)
    try:
        for _, element in events:
            told = _texts(element)
            if address := listed_address(told.get("loc", "")):
                if local_name(element) == "url":
                    pages.append(_page(element, address))
                else:
                    sitemaps.append((told.get("lastmod", ""), address))
            element.clear()
    except etree.XMLSyntaxError as error:
        raise FetchError(f"{url}: no sitemap: {str(error)[:100]}") from error
    if local_name(events.root) not in _ROOTS:
        raise FetchError(f"{url}: no sitemap: its root is <{local_name(events.root)}>")
    sitemaps.sort(key=lambda pair: pair[0], reverse=True)
    return Sitemap(pages, [address for _, address in sitemaps])


def _page(element: etree._Element, address: str) -> Listed:
    """Return a page; what a sitemap calls its last change is no date of publication."""
    news = next((child for child in element if local_name(child) == "news"), None)
    if news is None:
        return Listed(address)
    told = _texts(news)
    publication = next((child for child in news if local_name(child) == "publication"), None)
    outlet = {} if publication is None else _texts(publication)
    return Listed(
        url=address,
        title=told.get("title"),
        published_at=told.get("publication_date"),
        publisher=outlet.get("name"),
        language=outlet.get("language"),
    )


def _texts(element: etree._Element) -> dict[str, str]:
    """Return the texts of its own children by name, of equal names the first."""
    told: dict[str, str] = {}
    for child in element.iterchildren(etree.Element):
        if child.text and (text := child.text.strip()):
            told.setdefault(local_name(child), text)
    return told


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
