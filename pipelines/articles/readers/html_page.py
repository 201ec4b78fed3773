"""HTML pages, one article a page, through trafilatura.

Belongs here: the main text of a page, and the article that it makes together with what the page
says about itself (`page_metadata`: trafilatura reads metadata too, but guesses where none is told,
and took half a minute for a hostile title). Nothing is fetched. Does not belong here: cleaning of
the text, which is the same for every format.
"""

from __future__ import annotations

import copy
import logging
import re
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from pipelines.articles.cleaning import clean_text
from pipelines.articles.decoding import decode
from pipelines.articles.draft import Draft, InputFile, Reading, Readings, Rejection, UnusableError
from pipelines.articles.markup import without_markup
from pipelines.articles.metadata import Metadata
from pipelines.articles.readers.page_metadata import page_metadata
from pipelines.articles.readers.source import Source, whole

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.I)
_LANGUAGE = re.compile(r"<html[^>]{0,500}?\slang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.I)


def read_html(file: InputFile) -> Readings:
    """Yield the article of an HTML page, or `no_text` where it has no main text.

    Raises `OSError`.
    """
    yield read_page(whole(file))


def read_page(source: Source, url: str | None = None, charset: str | None = None) -> Reading:
    """Return the article of a page, or the rejection of it.

    `url` and `charset` are what was told when the page was fetched. The page's own canonical
    address counts only on the host that it was fetched from: any page can name another's.
    """
    try:
        return _page(source, url, charset)
    except UnusableError as error:
        return Rejection(source.name, source.raw_sha256, error.reason, error.detail)


def _page(source: Source, url: str | None, charset: str | None) -> Reading:
    raw = source.checked()
    declared = _CHARSET.search(raw[:4096])
    html = decode(raw, charset or (declared[1].decode("ascii") if declared else None))
    try:
        text, about = _article(html)
    except UnusableError:
        raise
    except (Exception, RecursionError) as error:
        # Third-party code on hostile pages: whatever it raises, it costs this page only.
        raise UnusableError(
            "malformed", f"the page cannot be parsed: {type(error).__name__}"
        ) from error
    return Draft(
        source_path=source.name,
        raw_sha256=source.raw_sha256,
        media_type="text/html",
        retrieved_at=source.retrieved_at,
        text=text,
        about=replace(about, url=_address(about.url, url)),
    )


def _address(own: str | None, fetched: str | None) -> str | None:
    """Return the page's own address, or the one it was fetched from where that is elsewhere."""
    if own and fetched and urlsplit(own).hostname != urlsplit(fetched).hostname:
        return fetched
    return own or fetched


def _article(html: str) -> tuple[str, Metadata]:
    """Return the clean main text of a page and what the page says about it."""
    # Imported here: it takes a third of a second, which runs without HTML need not pay.
    import trafilatura
    from trafilatura.utils import load_html

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what they warn of is a rejection here
    tree = load_html(html)
    found: Any = None
    if tree is not None:
        found = trafilatura.bare_extraction(
            copy.deepcopy(tree), include_comments=False, with_metadata=False
        )
    text = clean_text(without_markup(found.text or "")) if found is not None else ""
    if not text:
        raise UnusableError("no_text", "no main text found in the page")
    about = page_metadata(tree, text)
    language = _LANGUAGE.search(html[:20_000])
    return text, Metadata(
        url=about.url,
        publisher=about.publisher,
        title=about.title,
        byline=about.byline,
        published_at=about.published_at,
        language=language[1].lower() if language else None,
    )
