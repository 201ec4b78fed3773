"""From what a reader found to an article that can be stored, or the reason why not.

Belongs here: what holds for every format alike: what the configuration adds where an article is
silent, what text and address tell of language and publisher, that no markup is stored, and which
articles are refused for their dates. Does not belong here: any format, identity.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import asdict, replace
from urllib.parse import urlsplit

from pipelines.articles.addresses import plain_url
from pipelines.articles.dates import doubtful
from pipelines.articles.draft import Draft, Reading, ReadOptions, Rejection
from pipelines.articles.language import identify
from pipelines.articles.markup import plain_line, without_markup
from pipelines.articles.metadata import Metadata, completed
from pipelines.lexicon import publisher_of
from pipelines.records import RejectReason

_HOST = re.compile(r"[a-z0-9][a-z0-9.-]*")

NO_DATE = "add a line such as published: 2025-11-15, or read it with --undated keep"
DOUBTFUL = "correct it, or read it with --undated keep, which leaves the date out"


def complete(reading: Reading, options: ReadOptions, now: dt.datetime) -> Reading:
    """Return what is to be stored of a reading (see the module); a rejection stays one.

    `now` is the time against which a date of publication is doubted.
    """
    if isinstance(reading, Rejection):
        return reading
    draft = _without_markup(replace(reading, about=completed(reading.about, options.about)))
    if not draft.text:
        return _refused(reading, "no_text", "nothing but markup")
    moment = draft.about.published_at
    doubt = doubtful(moment, now) if moment else None
    if options.undated == "reject":
        if doubt:
            return _refused(draft, "doubtful_date", f"{doubt}; {DOUBTFUL}")
        if moment is None:
            return _undated(draft)
    return replace(draft, about=_settled(draft.about, draft.text, None if doubt else moment))


def _without_markup(draft: Draft) -> Draft:
    """Return an article that holds no HTML or script, wherever its reader found it."""
    about = draft.about
    return replace(
        draft,
        text=without_markup(draft.text),
        about=replace(
            about,
            title=plain_line(about.title),
            byline=plain_line(about.byline),
            publisher=plain_line(about.publisher),
        ),
    )


def _settled(about: Metadata, text: str, published_at: dt.datetime | None) -> Metadata:
    """Return what is known of an article once its text and address have been asked as well."""
    return replace(
        about,
        published_at=published_at,
        publisher=about.publisher or _publisher_by_host(about.url),
        language=identify(text, about.language),
    )


def _publisher_by_host(url: str | None) -> str | None:
    """Return the publisher that is known for a host; an unknown host names itself."""
    address = plain_url(url) if url else None
    if address is None:
        return None
    known = publisher_of(address)
    host = urlsplit(address).hostname or ""
    return known.name if known else host if _HOST.fullmatch(host) else None


def _undated(draft: Draft) -> Rejection:
    unread = draft.about.unread_date
    cause = f"the date {unread[:40]!r} names no day" if unread else "no publication date"
    return _refused(draft, "no_date", f"{cause}; {NO_DATE}")


def _refused(draft: Draft, reason: RejectReason, detail: str) -> Rejection:
    """Return the rejection of an article that was read well: it is kept as the reader gave it."""
    told = {name: value for name, value in asdict(draft.about).items() if value is not None}
    told["published_at"] = told.pop("unread_date", told.get("published_at"))
    line = json.dumps({**told, "text": draft.text}, ensure_ascii=False, default=str)
    raw = line.encode("utf-8", "replace")
    return Rejection(draft.source_path, draft.raw_sha256, reason, detail, raw, ".jsonl")
