"""When a page says that it was published.

Belongs here: dates in meta elements, in `time` elements, and in lines that say by their place,
name or words that they are the date of publication. Does not belong here: parsing a date
(`articles.dates`), and any date inside the running text or of another article: missing stays
missing.
"""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator
from typing import Any

from pipelines.articles.dates import parse_date

META_NAMES = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished",
    "article:published", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued",
    "dcterms.date", "dc.date", "dcterms.created", "dc.date.created", "date", "pubdate",
    "publishdate", "publish-date", "publish_date", "publication_date", "publication-date",
    "publisheddate", "published_date", "cxenseparse:recs:publishtime", "article.published",
    "displaydate", "originalpublicationdate", "rnews:datepublished", "bt:pubdate", "timestamp",
)  # fmt: skip
_MONTH = (
    "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    "|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DAY = rf"(?:\d{{1,2}}\.? {_MONTH}\.?,? \d{{4}}|{_MONTH}\.? \d{{1,2}},? \d{{4}}|\d{{4}}-\d\d-\d\d)"
_TIME = (
    r"(?:(?:,|T| at| -| –| \|)? ?\d{1,2}:\d\d(?::\d\d)?(?: ?[AaPp]\.?[Mm]\.?)?"
    r"(?: ?(?:GMT|UTC|BST|CET|CEST|EET|EEST|MSK|IDT|EST|EDT|CST|CDT|MST|MDT|PST|PDT|Z)\b)?)?"
)
_MOMENT = re.compile(rf"(?<![\w-])({_DAY})({_TIME})", re.I)
_SAYS_SO = re.compile(
    r"(?:first )?(?:published|posted|issued|released)\b(?: (?:on|at))?\W{0,3}", re.I
)
_UPDATED = re.compile(r"updat|modif|last[-_ ]?(?:edit|change)|correct", re.I)
_NAMED = re.compile(
    r"(?:^|[-_ ])(?:publish|published|pubdate|posted|dateline|timestamp|date|time|datetime)"
    r"(?:[-_ ]|$)", re.I,
)  # fmt: skip
_ELSEWHERE = re.compile(
    r"(?:^|[-_ ])(?:related|teasers?|comments?|sidebar|recommend\w*|more|most|latest|popular|promo"
    r"|trending|widget|newsletter|footer|nav|menu|live|cards?|listing|archive|updates?|read-?(?:also|next)|see-?also)"
    r"(?:[-_ ]|$)", re.I,
)  # fmt: skip
_DATELINE = re.compile(rf"[A-Z][\w .,'’/()-]{{1,60}}?,? \(?({_DAY})\)?[^\n]{{0,20}}? ?[—–-] ")
_IN_ADDRESS = re.compile(r"/(\d{4})[/-](\d\d)[/-](\d\d)(?:[/_-]|$)")
_LONG = 80
_SHORT = 120
_OPENING = 500
_MOST_ELEMENTS = 5_000


def stated_date(tree: Any) -> dt.datetime | None:
    """Return the date of the first meta or marked element that states one."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            name = (meta.get(attribute) or "").strip().lower()
            if name in META_NAMES:
                found.setdefault(name, meta.get("content") or "")
    marked = (e.get("content") or e.get("datetime") or "" for e in _marked(tree))
    for value in (*(found[name] for name in META_NAMES if name in found), *marked):
        if moment := parse_date(value):
            return moment
    return None


def _marked(tree: Any) -> Iterator[Any]:
    for element in tree.iter("time", "span", "div", "p", "abbr"):
        if "datePublished" in (element.get("itemprop") or "") or element.get("pubdate") is not None:
            yield element


def visible_date(tree: Any) -> dt.datetime | None:
    """Return the date that stands above the running text, in an element or words that say so.

    A `time` element, an element that is named for its date, or a line «Published …». Dates of an
    update, in a list of other articles, and in paragraphs do not count.
    """
    for element in _above_the_text(tree):
        words = " ".join(element.itertext()).split()
        text = " ".join(words[:40])
        if len(text) > _SHORT or _UPDATED.match(text):
            continue
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag == "time":
            if not _UPDATED.search(names) and (moment := _of_time(element, text)):
                return moment
            continue
        named = _NAMED.search(names) and not _UPDATED.search(names)
        if (named or _SAYS_SO.match(text)) and (moment := _first_moment(text)):
            return moment
    return None


def _of_time(element: Any, text: str) -> dt.datetime | None:
    before = element.getprevious()
    said = (before.tail if before is not None else element.getparent().text) or ""
    if _UPDATED.search(said):
        return None
    return parse_date(element.get("datetime") or "") or _first_moment(text)


def _above_the_text(tree: Any) -> Iterator[Any]:
    """Yield the elements from the page's start, or its heading's, to its first long paragraph."""
    left_out: set[Any] = set()
    many = sum(1 for _ in itertools.islice(tree.iter("article"), 2)) > 1
    for number, element in enumerate(tree.iter()):
        if number > _MOST_ELEMENTS:
            return
        if not isinstance(element.tag, str):
            continue
        parent = element.getparent()
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if (
            parent in left_out
            or element.tag in ("head", "nav", "aside", "footer", "script", "style", "form", "a")
            or (many and element.tag == "article" and element.find(".//h1") is None)
            or (element.tag not in ("html", "body", "main", "article") and _ELSEWHERE.search(names))
        ):
            left_out.add(element)
            continue
        if len((element.text or "").strip()) > _LONG or len((element.tail or "").strip()) > _LONG:
            return
        if element.tag == "p" and len(" ".join(element.itertext())) > _LONG:
            return
        if element.tag in ("time", "span", "div", "p", "small", "li", "abbr", "b", "i", "em"):
            yield element


def _first_moment(text: str) -> dt.datetime | None:
    text = _UPDATED.split(text, maxsplit=1)[0]
    found = _MOMENT.search(text)
    return _parsed(found) if found else None


def _parsed(found: re.Match[str]) -> dt.datetime | None:
    clock = re.sub(r"^(?:,| at| -| –| \||T)", " ", found[2] or "")
    return parse_date(f"{found[1]}{clock}") or parse_date(found[1])


def dateline(text: str) -> dt.datetime | None:
    """Return the date that a text opens with: a place, a day with its year, and a dash.

    A heading and a line below it may stand before.

    >>> dateline("KYIV, Nov 3, 2025 — Twelve were killed.").isoformat()
    '2025-11-03T00:00:00+00:00'
    >>> dateline("Kyiv fell silent on Nov 3, 2025, a resident said.")
    """
    for line in text[:_OPENING].split("\n")[:3]:
        if found := _DATELINE.match(line):
            return parse_date(found[1].rstrip("."))
        if len(line) > _SHORT:
            break
    return None


def date_in_address(url: str | None) -> dt.datetime | None:
    """Return the day that an address names in full, as many sites put it there."""
    found = _IN_ADDRESS.search(url or "")
    return parse_date("-".join(found.groups())) if found else None
