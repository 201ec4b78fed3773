"""The publishers by host: who publishes there, of which country, of which kind.

Belongs here: reading `publishers.csv`, and finding the publisher of a host or address. Does not
belong here: who is quoted in an article (`speaking.media`), and hosts that everybody publishes on.

The list is the project's own; a row says what the publisher says of itself.

- `kind` is `agency` (sells news to other media), `outlet`, `state_agency` or `state_outlet` (owned
  or run by a state, or by who rules the place; where a law keeps the state out, as at the BBC or
  AFP, it is plain), `government` (an authority or force speaks itself), `igo` (made by states, the
  Red Cross movement included) or `ngo` (charities, monitors, think tanks).
- `country` (ISO 3166-1 alpha-2) is where the publisher is at home, not what it reports on; empty
  for bodies of many states, and for newsrooms in exile whose seat is not told for sure.
- `language` (ISO 639-1) stands where a host has one alone.
"""

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from pipelines.lexicon.reading import DATA, read_table
from pipelines.lexicon.vocabularies import one_of

KINDS = ("agency", "state_agency", "outlet", "state_outlet", "government", "igo", "ngo")
COLUMNS = ("host", "publisher", "country", "kind", "language")

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
_SHARED = re.compile(r"(?:ac|co|com|edu|go|gob|gouv|gov|net|org)\.[a-z]{2}")
_IN_ADDRESS = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/?#@\s]*@)?([^/?#:@\s]+)", re.I)


@dataclass(frozen=True, slots=True)
class Publisher:
    """One publisher, known by name and country; None: no country, or several languages."""

    name: str
    country: str | None
    kind: str
    language: str | None


def publisher_of(host_or_url: str, folder: Path = DATA) -> Publisher | None:
    """Return the publisher of a host or web address, or None where none is known.

    The longest listed host counts: a row for `tass.com` is there for `special.tass.com` too.

    >>> publisher_of("https://special.tass.com/world/1").name
    'TASS'
    """
    found = _IN_ADDRESS.match(host_or_url)
    if found is None:
        return None
    known = publishers(folder)
    host = found[1].lower().rstrip(".")
    while "." in host:
        if host in known:
            return known[host]
        host = host.partition(".")[2]
    return None


@functools.cache
def publishers(folder: Path = DATA) -> Mapping[str, Publisher]:
    """Return the publishers by host, read once a process.

    Raises LexiconError with file and line for a wrong host, country, kind or language, for a host
    that many publish under (`co.uk`), and where one publisher is of two kinds.
    """
    found: dict[str, Publisher] = {}
    kinds: dict[tuple[str, str], str] = {}
    for row in read_table("publishers", COLUMNS, key=["host"], folder=folder):
        host, name, country = row["host"], row["publisher"], row["country"]
        if not _HOST.fullmatch(host):
            raise row.error(f"host {host!r} is no host name in lower case")
        if _SHARED.fullmatch(host):
            raise row.error(f"many publish under {host}: name one host, such as www.{host}")
        if not name:
            raise row.error("publisher is empty")
        if country and not re.fullmatch("[A-Z]{2}", country):
            raise row.error(f"country {country!r} is no code of ISO 3166-1 (two capitals)")
        if row["language"] and not re.fullmatch("[a-z]{2}", row["language"]):
            raise row.error(f"language {row['language']!r} is no code of ISO 639-1")
        kind = one_of(row, "kind", KINDS)
        if kinds.setdefault((name, country), kind) != kind:
            raise row.error(f"{name} is {kinds[name, country]!r} elsewhere, here {kind!r}")
        found[host] = Publisher(name, country or None, kind, row["language"] or None)
    return found


def publisher_frame() -> pl.DataFrame:
    """Return one row per host: host, publisher, country, kind (null where there is no country)."""
    return pl.DataFrame(
        [(host, known.name, known.country, known.kind) for host, known in publishers().items()],
        schema={
            "host": pl.String,
            "publisher": pl.String,
            "country": pl.String,
            "kind": pl.String,
        },
        orient="row",
    )
