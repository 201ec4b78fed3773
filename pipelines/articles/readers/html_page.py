"""HTML pages, one article a page, through trafilatura.

Belongs here: the main text of a page, and its metadata from the places where pages keep it
(JSON-LD, Open Graph, meta elements, canonical link). Nothing is fetched. Does not belong here:
cleaning of the text, which is the same for every format.
"""

from __future__ import annotations

import datetime as dt
import logging
import re
from typing import Any
from urllib.parse import urlsplit

from pipelines.articles.cleaning import clean_line, clean_text
from pipelines.articles.dates import parse_date
from pipelines.articles.decoding import decode
from pipelines.articles.draft import Draft, InputFile, Reading, Readings, Rejection, UnusableError
from pipelines.articles.metadata import Metadata
from pipelines.articles.readers.source import Source, whole

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.I)
_LANGUAGE = re.compile(r"<html[^>]{0,500}?\slang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.I)
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"([^"]{8,60})"')
_META = re.compile(r"<meta\s[^>]{0,1000}>", re.I)
_PUBLISHED_META = re.compile(
    r"(?:property|name|itemprop)\s*=\s*[\"']?"
    r"(?:article:published_time|og:published_time|datePublished|dc\.date(?:\.issued)?|pubdate)\b",
    re.I,
)
_CONTENT = re.compile(r"content\s*=\s*[\"']([^\"']{4,60})[\"']", re.I)

# htmldate believes no date after its `max_date`, today by default: the same page would then be read
# differently on another day. Guesses from running text and footers are off: missing stays missing.
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2199-12-31"}


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
    found = _extracted(html, url)
    text = clean_text(found.text or "") if found is not None else ""
    if found is None or not text:
        raise UnusableError("no_text", "no main text found in the page")
    language = _LANGUAGE.search(html[:20_000])
    return Draft(
        source_path=source.name,
        raw_sha256=source.raw_sha256,
        media_type="text/html",
        retrieved_at=source.retrieved_at,
        text=text,
        about=Metadata(
            url=_address(found.url, url),
            publisher=clean_line(found.sitename),
            title=clean_line(found.title),
            byline=clean_line(found.author),
            published_at=_published_at(html, found.date),
            language=language[1].lower() if language else None,
        ),
    )


def _extracted(html: str, url: str | None) -> Any:
    # Imported here: it takes a third of a second, which runs without HTML need not pay.
    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what they warn of is a rejection here
    try:
        return trafilatura.bare_extraction(
            html,
            url=url,
            include_comments=False,
            with_metadata=True,
            date_extraction_params=dict(_DATES),
        )
    except (Exception, RecursionError) as error:
        # Third-party code on hostile pages: whatever it raises, it costs this page only.
        raise UnusableError(
            "malformed", f"the page cannot be parsed: {type(error).__name__}"
        ) from error


def _published_at(html: str, guessed: str | None) -> dt.datetime | None:
    """Return the time that the page states, else the day that htmldate found in its markup."""
    stated = [match[1] for match in _PUBLISHED.finditer(html)]
    elements = [e for e in _META.findall(html) if _PUBLISHED_META.search(e)]
    stated += [content[1] for e in elements if (content := _CONTENT.search(e))]
    for value in [*stated, guessed]:
        if value and (moment := parse_date(value)):
            return moment
    return None


def _address(own: str | None, fetched: str | None) -> str | None:
    """Return the page's own address, or the one it was fetched from where that is elsewhere."""
    own, fetched = _web_address(own), _web_address(fetched)
    if own and fetched and urlsplit(own).hostname != urlsplit(fetched).hostname:
        return fetched
    return own or fetched


def _web_address(url: str | None) -> str | None:
    """Return an address of the web; a canonical link to "/" or "about:blank" is none."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
