"""The fields that describe an article, under the names that sources give them.

Belongs here: which key of front matter or JSON means which field, and making its value clean. Does
not belong here: how HTML pages carry their metadata (`readers.html_page`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipelines.articles.cleaning import clean_line
from pipelines.articles.dates import parse_date

_NAMES: dict[str, tuple[str, ...]] = {
    "doc_id": ("doc_id", "article_id"),
    "url": ("url", "canonical_url", "link"),
    "publisher": ("publisher", "source", "outlet", "site"),
    "title": ("title", "headline"),
    "byline": ("byline", "author", "authors"),
    "published_at": ("published_at", "published", "date", "date_published", "datepublished"),
    "language": ("language", "lang"),
}


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


FIELDS = frozenset({*_NAMES, "text"})
"""The fields that a source can name its own columns for."""


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


def metadata_from(
    fields: Mapping[str, object], columns: Mapping[str, str] | None = None
) -> Metadata:
    """Return the metadata that `fields` (lower-case keys) tells; other keys are left aside.

    `columns` names the key of a field where the source has its own names, and then only that key
    counts for it. A value that is no text or number, or a date that cannot be read, counts as
    missing.
    """
    own = {name: (key.lower(),) for name, key in (columns or {}).items()}
    found = {name: _first(fields, own.get(name, keys)) for name, keys in _NAMES.items()}
    date = found.pop("published_at")
    published_at = parse_date(date) if date else None
    unread = str(date) if date and published_at is None else None
    return Metadata(**found, published_at=published_at, unread_date=unread)


def _first(fields: Mapping[str, object], keys: tuple[str, ...]) -> str | None:
    for key in keys:
        if key in fields and (value := _text_of(fields[key])):
            return value
    return None


def _text_of(value: object) -> str | None:
    if isinstance(value, str):
        return clean_line(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        parts = [clean_line(part) for part in value if isinstance(part, str)]
        return ", ".join(part for part in parts if part) or None
    return None


_ALL_NAMES = frozenset(key for keys in _NAMES.values() for key in keys)
