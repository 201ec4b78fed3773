"""Which medium a speaker of a sentence talked to: «speaking to X», «confirmed to X that»."""

import re

from pipelines.claims.sources.phrasing import Phrasing
from pipelines.claims.sources.subjects import Clause
from pipelines.records import Span

_SPOKEN_TO = re.compile(
    r"\b(?:speaking|speaks?|spoke|talking|talked|interview|remarks|comments|confirmed|acknowledged"
    r"|confided|admitted|said|statement|message|writing|interviewed)\b(?:\s\w+){0,3}?"
    r"\s(?:to|with|for|by)\s",
    re.IGNORECASE,
)


def find_addressee(text: str, clause: Clause, phrasing: Phrasing) -> Span | None:
    """Return the medium that somebody in a sentence spoke to, None without one."""
    words = clause.words
    match = _SPOKEN_TO.search(text, words.starts[0], clause.end())
    medium = clause.right(words.at(match.end()))[0] if match else None
    return medium if medium and phrasing.is_medium(medium) else None
