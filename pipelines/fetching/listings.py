"""The pages that a feed names, with what it tells of them.

Belongs here: addresses, titles and dates in RSS, Atom and JSON feeds. Does not belong here: their
texts, which `articles` reads; sitemaps.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml import etree

from pipelines.fetching.errors import FetchError
from pipelines.fetching.web_address import listed_address

SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
"""How XML of strangers is parsed: nothing is fetched, nothing expanded, depth has an end."""
_ROOTS = frozenset({"rss", "feed", "RDF", "channel", "entry"})


@dataclass(frozen=True, slots=True)
class Listed:
    """A page as its listing tells it; dates as written."""

    url: str
    title: str | None = None
    published_at: str | None = None
    publisher: str | None = None
    language: str | None = None


def is_json(body: bytes) -> bool:
    """Tell whether a feed is a JSON Feed."""
    return body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def feed_pages(body: bytes, url: str) -> list[Listed]:
    """Return the pages that the entries of a feed link to, in its order.

    Entries that are not well formed are mended or left out. `url` is where the feed lies, for links
    that leave it out. Raises `FetchError` where the body is no feed.
    """
    if is_json(body):
        return list(_json_pages(body, url))
    parser = etree.XMLParser(recover=True, **SAFE)
    try:
        root = etree.fromstring(body, parser, base_url=url)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FetchError(f"{url}: no feed: {str(error)[:100]}") from error
    if root is None or local_name(root) not in _ROOTS:
        raise FetchError(f"{url}: no feed: neither RSS nor Atom nor a JSON Feed")
    return list(_xml_pages(root, url))


def _xml_pages(root: etree._Element, url: str) -> Iterator[Listed]:
    channels = [root, *(child for child in root if local_name(child) == "channel")]
    feed = {name: text for channel in channels for name, text in _own_texts(channel).items()}
    for entry in root.xpath("//*[local-name()='item' or local-name()='entry']"):
        if link := _link(entry, url):
            told = _own_texts(entry)
            published = told.get("pubDate") or told.get("published") or told.get("date")
            yield Listed(
                url=link,
                title=told.get("title"),
                published_at=published or told.get("updated"),
                publisher=feed.get("title"),
                language=feed.get("language"),
            )


def _own_texts(element: etree._Element) -> dict[str, str]:
    """Return the texts of its children by name; `title` counts before `media:title`."""
    told: dict[str, str] = {}
    for child in sorted(element.iterchildren(etree.Element), key=lambda c: c.prefix is not None):
        if child.text and (text := child.text.strip()):
            told.setdefault(local_name(child), text)
    return told


def _link(entry: etree._Element, url: str) -> str | None:
    """Return the page of an entry: its link, else a guid that is an address."""
    children = list(entry.iterchildren(etree.Element))
    links = [c for c in children if local_name(c) == "link" and c.get("rel") in (None, "alternate")]
    guids = [c for c in children if local_name(c) == "guid" and c.get("isPermaLink") != "false"]
    for child in links:
        if (told := (child.get("href") or child.text or "").strip()) and (
            address := _joined(child.base or url, told)
        ):
            return address
    told = next(((guid.text or "").strip() for guid in guids), "")
    return listed_address(told) if told.startswith(("http://", "https://")) else None


def _json_pages(body: bytes, url: str) -> Iterator[Listed]:
    try:
        feed = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FetchError(f"{url}: no feed: no JSON: {str(error)[:100]}") from error
    items = feed.get("items")
    if not isinstance(items, list):
        raise FetchError(f"{url}: no feed: JSON without a list of items")
    for item in items:
        link = _text(item, "url") or _text(item, "external_url")
        if link and (address := _joined(url, link)):
            yield Listed(
                url=address,
                title=_text(item, "title"),
                published_at=_text(item, "date_published") or _text(item, "date_modified"),
                publisher=_text(feed, "title"),
                language=_text(item, "language") or _text(feed, "language"),
            )


def _text(fields: object, name: str) -> str | None:
    found = fields.get(name) if isinstance(fields, dict) else None
    return found.strip() or None if isinstance(found, str) else None


def _joined(base: str, told: str) -> str | None:
    """Return a web address of `told`, which may leave out what stands in `base`."""
    try:
        address = listed_address(urljoin(base, told))
    except ValueError:
        return None
    return address if address.lower().startswith(("http://", "https://")) else None


def local_name(element: etree._Element) -> str:
    """Return the name of an element without its namespace; "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
