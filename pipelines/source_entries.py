"""What a configured source of articles holds, as inputs that can be read.

Belongs here: from a source to its files, fetched first where it lies on the network. Does not
belong here: the shape of the configuration (`sources`), storing (`ingest`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from pipelines.articles import InputFile, Metadata, ReadOptions, Rejection, find_files
from pipelines.articles.dates import parse_date
from pipelines.articles.metadata import completed
from pipelines.fetching import Fetched, FetchedFile, FetchRequest, fetch
from pipelines.sources import ArticleSource, LocalSource, WebSource

Entries = Iterable[InputFile | Rejection]


def nothing_to_do() -> None:
    """Do nothing: files of the disk need no further word once they are read."""


def entries_of(
    source: ArticleSource,
    options: ReadOptions,
    folder: Path,
    *,
    paths: Sequence[Path] = (),
    now: dt.datetime,
    tell: Callable[[str], None],
) -> tuple[Entries, Callable[[], None]]:
    """Return the inputs of a source, and what is to be called once they are stored.

    `paths` narrows a local source to some of its files; `folder` takes what is fetched. Raises
    `InboxError` or `FetchError` where the source cannot be had at all.
    """
    if isinstance(source, LocalSource):
        return find_files(paths or [source.path], options), nothing_to_do
    fetched = fetch(_request(source), folder, now=now, tell=tell)
    if fetched.unchanged:
        tell(f"{source.name}: unchanged since the last time")
    return _entries(fetched, options), fetched.commit


def _request(source: WebSource) -> FetchRequest:
    return FetchRequest(
        name=source.name,
        url=source.url,
        kind=source.kind,
        full_pages=source.full_pages,
        allow_private=source.allow_private,
        pause_seconds=source.pause_seconds,
        max_pages=source.max_pages,
    )


def _entries(fetched: Fetched, options: ReadOptions) -> list[InputFile | Rejection]:
    """Return the files that came, and each page that did not as an input that was rejected."""
    return [
        *(InputFile(f.path, f.url, _with_listing(options, f)) for f in fetched.files),
        *(
            Rejection(r.url, None, "unreadable", r.reason, source=options.source)
            for r in fetched.refused
        ),
    ]


def _with_listing(options: ReadOptions, file: FetchedFile) -> ReadOptions:
    """Return the options of a page: where it is silent, its listing speaks, then its source."""
    listed = file.listed
    if listed is None:
        return options
    told = Metadata(
        url=file.url,
        title=listed.title,
        publisher=options.about.publisher or listed.publisher,
        published_at=parse_date(listed.published_at) if listed.published_at else None,
        language=listed.language,
    )
    return replace(options, about=completed(told, options.about))
