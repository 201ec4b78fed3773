"""What sets two losses of a text apart: words before a figure, areas that exclude each other."""

import re
from typing import NamedTuple

from pipelines.claims.drafts import Draft
from pipelines.claims.reading.document import Document
from pipelines.records import Claim

_APART = re.compile(r"\b(?:another|separate(?:ly)?|(?<!the )(?:second|third)|elsewhere)\b")
_APART_OR_ALSO = re.compile(rf"{_APART.pattern}|\b(?:also|later|then)\b")
_NEXT_WORD = re.compile(r"[\s,]*([a-z-]+)")
_MARKS = re.compile(r"[\W_]+")


class _Area(NamedTuple):
    """A place with the word that tells how large it is: «Kunar», «province»."""

    name: str
    level: str


def is_set_apart(draft: Draft, document: Document, *, also: bool = False) -> bool:
    """Tell whether words before a figure set its loss apart: «in a separate operation»."""
    start, end = draft.reduced.sentence.start, draft.figure.start
    pattern = _APART_OR_ALSO if also else _APART
    return pattern.search(document.folded, start, end) is not None


def are_elsewhere(earlier: Claim, later: Claim, document: Document) -> bool:
    """Tell whether two figures are told of two areas of one kind: two provinces, two districts."""
    one, other = _area(earlier, document), _area(later, document)
    if one is None or other is None or one.level != other.level:
        return False
    return one.name != other.name


def _area(claim: Claim, document: Document) -> _Area | None:
    """Return the area that the words at a claim tell; None where they tell none of known kind."""
    where = next((e for e in claim.evidence if e.slot == "place" and e.how == "explicit"), None)
    if where is None:
        return None
    levels = document.lexicon.place_words
    *words, last = document.folded[where.start : where.end].split()
    if not words or levels.get(last) != "region":
        words.append(last)
        match = _NEXT_WORD.match(document.folded, where.end)
        last = match[1] if match else ""
    if levels.get(last) != "region":
        return None
    return _Area(_MARKS.sub("", "".join(words)), last)
