"""Web addresses: the one that is stored, and the one spelling that articles are told apart by.

Belongs here: which differences between two addresses make no other article. Does not belong here:
fetching, redirects, canonical links of pages: an address is judged by its characters alone.

Two addresses that may be two articles stay two; what is folded, and why it is safe:

- `http` and `https`, `www.` or not, `m.`, `mobile.` and `amp.` before a host: sites show one page
  under all of them. As a host without its `www.` may answer nobody, the stored address keeps them.
- AMP copies: Google's and the AMP project's caches, a path segment `amp` beside one that has a
  digit or a hyphen, as slugs have (`/glossary/amp` may be a page of its own), `.amp.html`, `?amp=`.
- The order of parameters with different names. Parameters that only tell how a reader came; a
  parameter that could be a number of an article (`id`, `sid`, `cid`, `p`, a numeric `ref`) never.
- Escapes that spell a character that needs none, doubled slashes, a slash at the end, session ids,
  and fragments, unless they are the route of a page that is one script (`#!/…`, `#/…`).
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"utm_?\w*|pk_\w+|mtm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid"
    r"|ttclid|srsltid|li_fat_id|igshid|igsh|mc_[ce]id|mkt_tok|_hsenc|_hsmi|_ga|_gl|fb_(?:action_ids"
    r"|action_types|ref|source)|__tn__|__twitter_impression|guccounter|guce_referrer(?:_\w+)?"
    r"|at_\w+|ns_\w+|wt[._](?:mc|z?mc_id|\w*mc)|xtor|maca|cmp|cmpid|icid|intcid|ncid|s_cid|ocid"
    r"|smid|smtyp|sr_share|share|ref_src|ref_url|feature|traffic_source|amp|_amp|amp_\w+|usqp"
    r"|phpsessid|jsessionid|session_?id|aspsessionid\w*|cfid|cftoken"
)
_LAYOUTS = frozenset({"outputtype", "view", "mode", "format", "layout", "display", "type"})
_PORTS = {"http": 80, "https": 443}
_COPIES = re.compile(r"(?:www|m|mobile|amp)\.(?=[^.]+\.)")
_SHARED = re.compile(r"(?:ac|co|com|edu|go|gob|gouv|gov|mil|net|org)\.[a-z]{2}")
_SESSION = re.compile(r";(?:jsessionid|phpsessid)=[^/?]*|/\(S\(\w+\)\)(?=/)", re.I)
_CACHED = re.compile(r"/(?:amp|c|v|wp)/(?:s/)?([^/]+\.[^/]+/.*)")
_CACHES = re.compile(r"(?:www\.)?google\.[a-z.]{2,6}|[^.]+\.cdn\.ampproject\.org")
_SLUG = re.compile(r"\d|[^/]-[^/]")


@lru_cache(maxsize=1024)
def plain_url(url: str) -> str | None:
    """Return an address as it is stored, or None if `url` is no web address.

    It leads where `url` leads: scheme and host in lower case, without the default port, user,
    fragment and what only tracks the reader.

    >>> plain_url("HTTP://www.News.Example:80/a/?utm_source=x&id=7#top")
    'http://www.news.example/a/?id=7'
    """
    parts = _parts(url)
    if parts is None:
        return None
    return urlunsplit((parts.scheme, _host(parts), parts.path, _query(parts.query), _route(parts)))


@lru_cache(maxsize=1024)
def canonical_url(url: str) -> str | None:
    """Return one spelling for all addresses of one page (see the module), or None for no address.

    >>> canonical_url("HTTP://m.News.Example/a/7-killed/amp/?utm_source=x&id=7#top")
    'https://news.example/a/7-killed?id=7'
    """
    parts = _parts(url)
    if parts is None:
        return None
    while (cached := _CACHED.fullmatch(parts.path)) and _CACHES.fullmatch(_host(parts)):
        inner = _parts(f"https://{cached[1]}?{parts.query}")
        if inner is None:
            return None
        parts = inner
    host = _host(parts)
    while (copy := _COPIES.match(host)) and (
        copy[0] == "www." or not _SHARED.fullmatch(host[copy.end() :])
    ):
        host = host[copy.end() :]
    query = _query(parts.query, in_order=True)
    return urlunsplit(("https", host, _path(parts.path), query, _route(parts)))


def _parts(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        usable = parts.scheme in _PORTS and bool((parts.hostname or "").strip("."))
        return parts if usable and (parts.port is None or parts.port >= 0) else None
    except ValueError:
        return None


def _host(parts: SplitResult) -> str:
    """Return the host in its ASCII spelling, with a port that is not the default."""
    host = (parts.hostname or "").rstrip(".")
    if not host.isascii():
        with suppress(UnicodeError):  # what could not be looked up stays as it is told
            host = host.encode("idna").decode("ascii")
    host = f"[{host}]" if ":" in host else host
    return f"{host}:{parts.port}" if parts.port not in (None, _PORTS[parts.scheme]) else host


def _query(query: str, *, in_order: bool = False) -> str:
    """Return the parameters that may tell which article it is, sorted by name if asked for."""
    if not query:
        return ""
    found = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    kept = [(key, value) for key, value in found if not _only_tracks(key.lower(), value)]
    if in_order:
        kept.sort(key=lambda pair: pair[0])
    return urlencode(kept, errors="surrogateescape")


def _only_tracks(key: str, value: str) -> bool:
    if key == "ref":
        return not value.isdecimal()
    return bool(_TRACKING.fullmatch(key)) or (key in _LAYOUTS and value.lower() == "amp")


def _path(path: str) -> str:
    segments = [_segment(part) for part in _SESSION.sub("", path).split("/") if part]
    without = [part for part in segments if part.lower() != "amp"]
    if _SLUG.search("/".join(without)):
        segments = without
        segments[-1] = re.sub(r"\.amp(?=(?:\.html?)?$)", "", segments[-1], flags=re.I)
    return "".join(f"/{part}" for part in segments)


def _segment(part: str) -> str:
    """Return a part of a path with every character in its one spelling."""
    if "%" not in part and part.isascii():
        return quote(part, safe="!$&'()*+,;=:@~")
    text = unicodedata.normalize("NFC", unquote(part, errors="surrogateescape"))
    return quote(text, safe="!$&'()*+,;=:@~", errors="surrogateescape")


def _route(parts: SplitResult) -> str:
    return parts.fragment if parts.fragment.startswith(("!", "/")) else ""
