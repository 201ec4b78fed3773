"""Web addresses that may be asked for at all, before anything is resolved.

Belongs here: scheme, host, port, and what may not stand in an address. Does not belong here: where
a host lies (`guard`).
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, urlsplit

from pipelines.fetching.errors import FetchError

_PORTS = {"http": 80, "https": 443}
_FIRST_FREE_PORT = 1024
_CONTROL = re.compile("[\x00-\x1f\x7f]")
_UNSENDABLE = re.compile(r"[\s\x00-\x1f\x7f]|[^\x00-\x7f]")


def parts_of(url: str) -> SplitResult:
    """Return the parts of a web address.

    Raises `FetchError` where it is none, names a user, or a port below 1024 that is not its
    scheme's: mail and other servers there could be made to take a request for their own language.
    """
    shown = repr(url[:200])
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError(f"{shown}: no web address: {error}", is_final=True) from error
    if parts.scheme not in _PORTS or not host or _CONTROL.search(url):
        told = f"{shown}: no web address: it starts with http:// or https://"
        raise FetchError(told, is_final=True)
    if "@" in parts.netloc:
        told = f"{host}: an address with a user name in it is refused"
        raise FetchError(told, is_final=True)
    if port is not None and port < _FIRST_FREE_PORT and port not in _PORTS.values():
        raise FetchError(f"{shown}: port {port} is not asked for web pages", is_final=True)
    return parts


def origin_of(url: str) -> str:
    """Return scheme, host and port of an address, which one robots.txt speaks for."""
    parts = parts_of(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


def host_of(url: str) -> str:
    """Return the host of an address."""
    return (parts_of(url).hostname or "").rstrip(".")


def listed_address(told: str) -> str:
    """Return an address as a listing means it: without a fragment, every character sendable.

    >>> listed_address(" https://news.example/a b/ü#top ")
    'https://news.example/a%20b/%C3%BC'
    """
    address = told.strip().partition("#")[0]
    start = address.find("/", address.find("//") + 2)
    if start < 0:
        return address
    path = _UNSENDABLE.sub(lambda found: quote(found[0], errors="replace"), address[start:])
    return address[:start] + path
