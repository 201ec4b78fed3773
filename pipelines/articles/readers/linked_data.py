"""The JSON-LD of a page: what its script elements say about the article that the page is about.

Belongs here: finding that one article among the things that a page describes. Does not belong
here: metadata in elements (`page_metadata`).
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from pipelines.articles.addresses import canonical_url

Node = Mapping[str, Any]

_ARTICLE = re.compile(r"\w*(?:Article|BlogPosting|Report)|SocialMediaPosting", re.I)
_PAGE = re.compile(r"WebPage|ItemPage", re.I)
_DOWN = ("@graph", "mainEntity", "mainEntityOfPage")
_WRAPPING = re.compile(r"^\s*(?:<!--|/[/*]\s*<!\[CDATA\[(?:\s*\*/)?|<!\[CDATA\[)|"
                       r"(?:-->|(?:/[/*])?\s*\]\]>(?:\s*\*/)?)\s*;?\s*$")  # fmt: skip
_MOST_NODES = 2_000


class LinkedData:
    """The things that the JSON-LD of one page describes."""

    def __init__(self, scripts: Iterator[str]) -> None:
        nodes = [node for script in scripts for node in _nodes(_parsed(script))]
        self._by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str)}
        self._articles = [node for node in nodes if _is(node, _ARTICLE)]
        self._pages = [node for node in nodes if _is(node, _PAGE)]

    def article(self, address: str | None, title: str | None) -> Node | None:
        """Return the article that the page is about, or None where it is not told which one is.

        Of several it is the one that has the page's canonical address or title: lists of teasers
        describe articles too. A page that describes no article may be described as a page.
        """
        if len(self._articles) == 1:
            return self._articles[0]
        for node in self._articles:
            if address and address in map(canonical_url, self.addresses(node)):
                return node
        for node in self._articles:
            if title and first_text(node.get("headline")) == title:
                return node
        return self._pages[0] if self._pages and not self._articles else None

    def names(self, value: object) -> list[str]:
        """Return the names of one or several people or organisations, also where told by `@id`."""
        found = []
        for item in value if isinstance(value, list) else [value]:
            name = item
            if isinstance(item, Mapping):
                known = self._by_id.get(str(item.get("@id")), {})
                name = first_text(item.get("name")) or first_text(known.get("name"))
            if isinstance(name, str) and name.strip() and "://" not in name:
                found.append(name)
        return found

    def addresses(self, node: Node) -> list[str]:
        """Return the addresses that an article gives itself."""
        page = node.get("mainEntityOfPage")
        told = [node.get("url"), page.get("@id") if isinstance(page, Mapping) else page]
        return [value for value in told if isinstance(value, str)]


def first_text(value: object) -> str | None:
    """Return a text, or the first of a list of texts."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, Mapping):
        value = value.get("@value")
    return value if isinstance(value, str) else None


def _parsed(script: str) -> object:
    """Return what a script holds; escaped by a careless template it is read all the same."""
    text = _WRAPPING.sub("", script)
    for attempt in (text, html.unescape(text)):
        try:
            value: object = json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
        return value
    return None


def _nodes(value: object) -> Iterator[Node]:
    """Yield the things that a page describes, not the parts, updates and comments of those."""
    waiting = [value]
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting[:0] = item[:_MOST_NODES]
        elif isinstance(item, Mapping):
            yield item
            waiting.extend(item[key] for key in _DOWN if key in item)


def _is(node: Node, kind: re.Pattern[str]) -> bool:
    types = node.get("@type")
    named = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and kind.fullmatch(name.rpartition("/")[2]) for name in named)
