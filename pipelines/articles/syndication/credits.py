"""Which agency a text credits: «KYIV, Nov. 3 (Reuters) –», «Source: TASS».

Belongs here: reading the forms of a credit (`credits.csv`: in lower case, a piece that stands in
every match, an example that must match). Does not belong here: the names of agencies, which are the
lexicon's media.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from pathlib import Path

from pipelines.lexicon import speaking
from pipelines.lexicon.publishers import publisher_of
from pipelines.lexicon.reading import DATA, Row, read_table

DATELINE, MENTION = 2, 1
"""How much a credit weighs: one that the agency's own line carries, and one in passing."""

_HEAD = 500  # code points that a headline, a byline and a dateline take at most
_HEAD_LINES = 8
_TAIL = 400
_BYLINE = 120
_STRENGTHS = {"dateline": DATELINE, "mention": MENTION}


@dataclass(frozen=True, slots=True)
class Credit:
    """The agency that a text credits, by the name that the lexicon gives it, and the weight."""

    agency: str
    weight: int


def credit_of(text: str, byline: str | None) -> Credit | None:
    """Return the weightiest credit of a text, the first of equal ones.

    >>> credit_of("KYIV, Nov. 3 (Reuters) – Three men were held.", None)
    Credit(agency='Reuters', weight=2)
    """
    lines = "\n".join(text[:_HEAD].split("\n")[:_HEAD_LINES])
    # In lower case once, as patterns that leave case aside are slow.
    places = {
        "line": lines.lower(),
        "end": text[-_TAIL:].lower(),
        "byline": (byline or "")[:_BYLINE].strip().lower(),
    }
    found = None
    for form in _forms():
        told = places[form.place]
        if form.trigger not in told:
            continue
        for match in form.pattern.finditer(told):
            agency = medium_of(match["agency"])
            if agency and (found is None or form.weight > found.weight):
                found = Credit(agency, form.weight)
    return found


def medium_of(name: str | None) -> str | None:
    """Return the lexicon's name for a medium that is called so, or whose site it is.

    >>> medium_of("The Associated Press"), medium_of("www.reuters.com"), medium_of("Village Voice")
    ('Associated Press', 'Reuters', None)
    """
    if not name:
        return None
    known = _media().get(_plain(name))
    site = publisher_of(name) if known is None and "." in name else None
    return _media().get(_plain(site.name)) if site else known


@dataclass(frozen=True, slots=True)
class _Form:
    pattern: re.Pattern[str]
    trigger: str
    place: str
    weight: int


@functools.cache
def _forms() -> tuple[_Form, ...]:
    rows = read_table(
        "credits",
        ["pattern", "trigger", "place", "strength", "example"],
        key=["pattern"],
        folder=Path(__file__).parent,
    )
    return tuple(_form(row) for row in rows)


def _form(row: Row) -> _Form:
    try:
        pattern = re.compile(row["pattern"], re.MULTILINE)
    except re.error as error:
        raise row.error(f"pattern is no regular expression: {error}") from error
    if row["place"] not in ("line", "end", "byline") or row["strength"] not in _STRENGTHS:
        raise row.error("place is line, end or byline, and strength dateline or mention")
    match = pattern.search(row["example"].lower())
    if match is None or medium_of(match["agency"]) is None or row["trigger"] not in match[0]:
        raise row.error(f"pattern finds no medium in its example {row['example']!r}")
    return _Form(pattern, row["trigger"], row["place"], _STRENGTHS[row["strength"]])


@functools.cache
def _media() -> dict[str, str]:
    """Return the lexicon's names of media by every name, in lower case; the first row wins."""
    names: dict[str, str] = {}
    for term in speaking.media(DATA):
        names.setdefault(_plain(term.text), term.lemma)
    return names


def _plain(name: str) -> str:
    words = name.casefold().replace("’", "'").split()
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words).strip(" .'\"")
