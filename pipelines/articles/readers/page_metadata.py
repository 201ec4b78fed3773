"""What a page says about its article: title, publisher, authors, address, date.

Belongs here: the order in which the places count, where pages keep such things: JSON-LD, Open
Graph and other meta elements, links, what stands above the text. Does not belong here: the main
text.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from pipelines.articles.addresses import canonical_url
from pipelines.articles.dates import parse_date
from pipelines.articles.markup import plain_line
from pipelines.articles.readers.linked_data import LinkedData, Node, first_text
from pipelines.articles.readers.page_dates import (
    date_in_address,
    dateline,
    stated_date,
    visible_date,
)

_AUTHORS = ("author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator")
_PUBLISHERS = ("og:site_name", "dc.publisher", "dcterms.publisher", "application-name")
_AUTHOR = re.compile(r"(?:^|[\s_-])(?:author|byline)(?:[-_]name)?(?:\s|$)", re.I)
_BY = re.compile(r"^(?:by|written by|von|par|por)\b[\s:]*", re.I)
_BETWEEN = re.compile(r"(\s+[|–—·-]\s+)")
_LONGEST_NAME = 100
_TITLES = ("og:title", "twitter:title", "parsely-title", "dc.title")


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page says; None is "it does not say". `published_at` is UTC."""

    title: str | None
    publisher: str | None
    byline: str | None
    url: str | None
    published_at: dt.datetime | None


def page_metadata(tree: Any, text: str) -> PageMetadata:
    """Return what a parsed page says about its article, whose main text is `text`."""
    metas = _metas(tree)
    url = _address(tree, metas)
    title = plain_line(_first(metas, _TITLES))
    scripts = (e.text or "" for e in tree.iter("script") if _is_linked_data(e))
    linked = LinkedData(scripts)
    node: Node = linked.article(canonical_url(url) if url else None, title) or {}
    if url is None:
        url = next(filter(None, map(web_address, linked.addresses(node))), None)
    named = plain_line(", ".join(linked.names(node.get("publisher"))[:1]))
    publisher = named or plain_line(_first(metas, _PUBLISHERS)) or _host(url)
    return PageMetadata(
        title=plain_line(first_text(node.get("headline"))) or title or _heading(tree, publisher),
        publisher=publisher,
        byline=_joined(linked.names(node.get("author")))
        or _joined(value for name in _AUTHORS for value in metas.get(name, ()))
        or _joined(_signed(tree)),
        url=url,
        published_at=_date(node, tree, text, url),
    )


def web_address(url: str | None) -> str | None:
    """Return an address of the web; a canonical link to "/" or "about:blank" is none."""
    try:
        parts = urlsplit(url.strip()) if url else None
    except ValueError:
        return None
    usable = parts is not None and parts.scheme in ("http", "https") and parts.netloc
    return url.strip() if url and usable else None


def _date(node: Node, tree: Any, text: str, url: str | None) -> dt.datetime | None:
    return (
        parse_date(first_text(node.get("datePublished")) or "")
        or stated_date(tree)
        or visible_date(tree)
        or dateline(text)
        or date_in_address(url)
    )


def _metas(tree: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = meta.get("content")
        for attribute in ("property", "name", "itemprop"):
            name = (meta.get(attribute) or "").strip().lower()
            if name and content and content.strip():
                found.setdefault(name, []).append(content)
    return found


def _first(metas: dict[str, list[str]], names: Iterable[str]) -> str | None:
    return next((metas[name][0] for name in names if name in metas), None)


def _joined(names: Iterable[str]) -> str | None:
    lines = (plain_line(name) for name in names if "://" not in name)
    return ", ".join(dict.fromkeys(line for line in lines if line)) or None


def _address(tree: Any, metas: dict[str, list[str]]) -> str | None:
    """Return the canonical address; a relative one counts from the base or Open Graph address."""
    shown = web_address(_first(metas, ("og:url", "parsely-link", "twitter:url")))
    base = next((web_address(e.get("href")) for e in tree.iter("base")), None) or shown
    for link in tree.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split() and link.get("href"):
            try:
                joined = urljoin(base or "", link.get("href").strip())
            except ValueError:
                continue
            if found := web_address(joined):
                return found
    return shown


def _host(url: str | None) -> str | None:
    """Return the host of an address: a publisher that is not named is its host."""
    host = urlsplit(canonical_url(url) or "").hostname if url else None
    return host or None


def _heading(tree: Any, publisher: str | None) -> str | None:
    """Return the one first-level heading, else the title of the page without its publisher."""
    headings = [plain_line(_words(element)) for element in tree.iter("h1")]
    if len(headings) == 1 and headings[0]:
        return headings[0]
    title = next((plain_line(_words(element)) for element in tree.iter("title")), None)
    parts = _BETWEEN.split(title or "")
    if len(parts) > 2 and publisher and parts[-1].casefold() == publisher.casefold():
        return "".join(parts[:-2])
    return title


def _signed(tree: Any) -> Iterator[str]:
    """Yield the names in the first elements that are marked as those of the authors."""
    for element in tree.iter("a", "span", "p", "div", "address"):
        marks = " ".join(element.get(name) or "" for name in ("rel", "itemprop", "class"))
        if _AUTHOR.search(marks) and (words := _BY.sub("", _words(element))):
            if len(words) <= _LONGEST_NAME:
                yield words
            return


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _is_linked_data(element: Any) -> bool:
    return "ld+json" in (element.get("type") or "").lower()
