"""Sitemaps and news sitemaps: lists of addresses, which hold no text.

Belongs here: recognising one, and telling the user what to do with it. Does not belong here: going
to the addresses, which a configured source does.
"""

from __future__ import annotations

import re

from pipelines.articles.draft import InputFile, Readings, Rejection, UnusableError
from pipelines.articles.readers.source import whole
from pipelines.articles.readers.xml_root import root_name

_PAGE = re.compile(rb"<(?:[\w.-]+:)?loc[\s>]")


def is_sitemap(head: bytes) -> bool:
    """Whether the first bytes of a file open a sitemap or an index of sitemaps."""
    return root_name(head) in ("urlset", "sitemapindex")


def read_sitemap(file: InputFile) -> Readings:
    """Yield one `no_text` rejection that tells how many pages the file names. Raises `OSError`."""
    source = whole(file)
    try:
        raw = source.checked().replace(b"\x00", b"")
    except UnusableError as error:
        yield Rejection(source.name, source.raw_sha256, error.reason, error.detail)
        return
    count = len(_PAGE.findall(raw))
    named = f"{count:,} {'page' if count == 1 else 'pages'}"
    if root_name(raw[:4_096]) == "sitemapindex":
        named = f"{count:,} {'sitemap' if count == 1 else 'sitemaps'}"
    detail = f"a sitemap, which names {named} and holds no text; configure a source of kind sitemap"
    yield Rejection(source.name, source.raw_sha256, "no_text", detail)
