"""The fields that describe an article, under the names that sources give them.

Belongs here: which key of front matter or JSON, which column of a table means which field, and
making its value clean. Does not belong here: how HTML pages carry their metadata
(`readers.html_page`), which field is the text of a row (`readers.fields`).

Names that mean one thing in one export and another thing in the next count only where a source
maps them: `id` (often the number of a row, so that two exports would share it), `timestamp` and
`created_at` (often when a crawler came by), `source_url` (often the front page). `source` is a
publisher unless its value is a web address: that may be the article's or the front page's.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipelines.articles.cleaning import clean_line
from pipelines.articles.dates import parse_date

_NAMES: dict[str, tuple[str, ...]] = {
    "doc_id": ("doc_id", "article_id"),
    "url": (
        "url", "canonical_url", "link", "permalink", "article_url", "article_link", "web_url",
        "weburl", "page_url",
    ),
    "publisher": (
        "publisher", "source", "outlet", "site", "site_name", "sitename", "source_name",
        "newspaper", "publication", "source_domain", "domain",
    ),
    "title": ("title", "headline", "article_title", "webtitle"),
    "byline": ("byline", "author", "authors", "author_name"),
    "published_at": (
        "published_at", "published", "date_published", "datepublished", "publishedat", "pub_date",
        "pubdate", "publish_date", "published_date", "publication_date", "date_publish",
        "webpublicationdate", "date",
    ),
    "language": ("language", "lang", "language_code"),
}  # fmt: skip

Columns = Mapping[str, str | Sequence[str]]
"""A field of ours → the name that a source has for it, or the names of several."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a source says about an article; None is "it does not say". `published_at` is UTC."""

    doc_id: str | None = None
    url: str | None = None
    publisher: str | None = None
    title: str | None = None
    byline: str | None = None
    published_at: dt.datetime | None = None
    unread_date: str | None = None
    language: str | None = None


FIELDS = frozenset({*_NAMES, "text", "items"})
"""The fields that a source can name its own columns for. `items` is no field of an article: it
names the list of articles within a JSON document ("response.results")."""


def completed(about: Metadata, defaults: Metadata) -> Metadata:
    """Return `about` with the values of `defaults` where it has none."""
    missing = {
        name: getattr(defaults, name)
        for name in _NAMES
        if getattr(about, name) is None and getattr(defaults, name) is not None
    }
    return replace(about, **missing) if missing else about


def known_key(key: str) -> bool:
    """Whether `key`, in any case, names a field of `Metadata`."""
    return key.lower() in _ALL_NAMES


def metadata_from(fields: Mapping[str, object], columns: Columns | None = None) -> Metadata:
    """Return the metadata that `fields` (keys as `key_of` gives them) tells.

    `columns` names the key of a field where the source has its own names, and then only that key
    counts for it; where it names several, the first that holds something. A dotted key leads into
    nested objects. A value that is no text or number, or a date that cannot be read, counts as
    missing; other keys are left aside.
    """
    own = {name: mapped(columns, name) for name in columns or ()}
    found = {
        name: _first(fields, own.get(name) or names, own=name in own)
        for name, names in _NAMES.items()
    }
    date = found.pop("published_at")
    published_at = parse_date(date) if date else None
    unread = str(date) if date and published_at is None else None
    return Metadata(**found, published_at=published_at, unread_date=unread)


def key_of(name: str) -> str:
    """Return the name of a column or key as it is looked up.

    >>> key_of(" Publish Date")
    'publish_date'
    """
    return "_".join(name.lower().split())


def mapped(columns: Columns | None, field: str) -> tuple[str, ...]:
    """Return the keys that `columns` names for a field, or none."""
    names = (columns or {}).get(field, ())
    return tuple(key_of(name) for name in ((names,) if isinstance(names, str) else names))


def usual_names(field: str) -> tuple[str, ...]:
    """Return the keys under which a field of `Metadata` usually stands."""
    return _NAMES[field]


def value_at(fields: Mapping[str, object], key: str) -> object:
    """Return what stands under `key`: by itself or, where it has dots, in nested objects.

    Of a list of objects it is the list of their values.

    >>> value_at({"meta": {"Source": {"name": "Wire"}}}, "meta.source.name")
    'Wire'
    """
    if key in fields or "." not in key:
        return fields.get(key)
    return _nested(fields, key.split("."))


def _nested(value: object, parts: Sequence[str]) -> object:
    for depth, part in enumerate(parts):
        if isinstance(value, list):
            return [_nested(item, parts[depth:]) for item in value if isinstance(item, Mapping)]
        if not isinstance(value, Mapping):
            return None
        value = next((item for key, item in value.items() if key_of(key) == part), None)
    return value


def _first(fields: Mapping[str, object], keys: Sequence[str], *, own: bool) -> str | None:
    for key in keys:
        value = fields.get(key)
        if value is None and "." in key:
            value = value_at(fields, key)
        text = None if value is None else _text_of(value)
        if text and (own or key != "source" or not text.startswith(("http://", "https://"))):
            return text
    return None


def _text_of(value: object) -> str | None:
    if isinstance(value, str):
        return clean_line(value)
    if isinstance(value, list):
        parts = [_named(part) for part in value if isinstance(part, str | Mapping)]
        return ", ".join(part for part in parts if part) or None
    return _named(value)


def _named(value: object) -> str | None:
    """Return the text of a plain value, or of an object with a name or a date of MongoDB."""
    if isinstance(value, Mapping):
        return next((_plain(value[key]) for key in _NAMING if key in value), None)
    return _plain(value)


def _plain(value: object) -> str | None:
    if isinstance(value, str):
        return clean_line(value)
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float) and math.isfinite(value) and value.is_integer():
        return str(int(value))  # seconds since 1970 that a spreadsheet has had in its hands
    return None


_NAMING = ("name", "$date", "$oid")
_ALL_NAMES = frozenset(key for keys in _NAMES.values() for key in keys)
