"""Which article a draft is, and which version of it.

Belongs here: `article_id`, versions against what is already known. Does not belong here: which
addresses are one (`addresses`), and reprints of one text under several addresses, which are
different articles of one origin (`syndication`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Container
from typing import Protocol

from pipelines.articles.addresses import canonical_url
from pipelines.articles.draft import Draft
from pipelines.records import text_sha256

__all__ = ["Known", "Versions", "article_id", "canonical_url"]


class Known(Protocol):
    """What is already stored, by article_id; a `dict` will do.

    Gives the latest version and the `text_sha256` of every stored version (one string where there
    is one): a text that is stored under any version is unchanged, so that two texts of one article
    in one inbox do not become new versions of each other on every run.
    """

    def get(self, article_id: str, /) -> tuple[int, Container[str]] | None:
        """Return (latest version, hashes of its texts), or None for an article not stored."""
        ...


def article_id(draft: Draft) -> str:
    """Return the id that the source gives, else one of 16 hexadecimal digits after `a-`.

    It is made from the canonical address; else from publisher, title and day of publication where
    all three are known; else from the text, so that equal texts are one article.
    """
    about = draft.about
    if about.doc_id:
        return about.doc_id
    if about.url and (url := canonical_url(about.url)):
        return _hashed("url", url)
    if about.publisher and about.title and about.published_at:
        day = about.published_at.date().isoformat()
        return _hashed("title", about.publisher.casefold(), about.title.casefold(), day)
    return _hashed("text", draft.text)


def _hashed(*parts: str) -> str:
    key = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return f"a-{hashlib.sha256(key).hexdigest()[:16]}"


class Versions:
    """Gives each draft its id and version, against `known` and what came before in this run.

    Keeps a version and the hashes of its texts for every article of the run, no texts.
    """

    def __init__(self, known: Known | None) -> None:
        self._known = known
        self._met: dict[str, tuple[int, frozenset[str]]] = {}

    def place(self, draft: Draft) -> tuple[str, int, str] | None:
        """Return (article_id, version, text_sha256), or None if this text is already stored."""
        name = article_id(draft)
        digest = text_sha256(draft.text)
        stored = self._known.get(name) if self._known is not None else None
        latest, met = self._met.get(name, (stored[0] if stored else 0, frozenset[str]()))
        if digest in met or (stored is not None and digest in stored[1]):
            return None
        self._met[name] = (latest + 1, met | {digest})
        return name, latest + 1, digest
