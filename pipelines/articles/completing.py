"""From what a reader found to an article that can be stored, or the reason why not.

Belongs here: what holds for every format alike: what the configuration adds where an article is
silent, and which articles are refused for their dates. Does not belong here: any format, identity.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, replace

from pipelines.articles.draft import Draft, Reading, ReadOptions, Rejection
from pipelines.articles.metadata import completed
from pipelines.records import RejectReason

NO_DATE = "add a line such as published: 2025-11-15, or read it with --undated keep"


def complete(reading: Reading, options: ReadOptions, now: dt.datetime) -> Reading:
    """Return what is to be stored of a reading (see the module); a rejection stays one.

    `now` is the time against which a date of publication is doubted.
    """
    if isinstance(reading, Rejection):
        return reading
    draft = replace(reading, about=completed(reading.about, options.about))
    if options.undated == "reject" and draft.about.published_at is None:
        return _undated(draft)
    return draft


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
