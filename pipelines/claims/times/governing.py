"""Which date of a sentence a figure is told with: the nearest, fewest clauses away."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from pipelines.claims.times.marks import Mark
from pipelines.claims.times.narration import Narration
from pipelines.records import Figure, Span

_BREAK = re.compile(
    r"[;:–—(]| - |\b(?:while|but|whereas|which|after|when|before|where|although|though"
    r"|bringing|taking|raising|pushing)\b"
)
_WHEN = re.compile(r",? (?:when|in which|the day)\b(?:(?!\bha(?:s|ve)\b)[^;.])*$")
_TOTAL_OF = re.compile(
    r"\b(?:tak|bring|rais|push|lift)(?:e|es|s|ing) [^.;]{0,40}?\b(?:toll|total|number|count|tally|"
    r"losses|deaths|figure)\b|\b(?:toll|total|number|count|tally) [^.;]{0,60}?"
    r"\b(?:reach|ris|rose|climb|st(?:an|oo)d|pass|exceed|surpass)\w*\b"
)
_RELATIVE = re.compile(r"\b(?:which|who|whom|whose|when|where)\b")
_APART = re.compile(r",|\bthat\b|^ and\b")
_AND_ANOTHER = re.compile(r"\band (?:[a-z]+ ){0,3}?\d")
_DIGITS = re.compile(r"\d[\d.,]*\d|\d|\w{4,}$")
_REACH: dict[str, int] = {"vague": 70, "unit": 110}
_VAGUE_PARTS = frozenset({"early", "mid", "late", "middle of"})
_CLOSE = 25
_FEW = 6
_LEAD = 6


def governing(marks: Sequence[Mark], figure: Span, story: Narration) -> Mark | None:
    """Return the date that a figure is told with: the nearest, fewest clauses away."""
    folded = story.document.folded
    best: tuple[int, Mark] | None = None
    for near in _around(marks, figure.start):
        if near.reports:
            continue
        mark = _as_told(near, figure, folded)
        mention = mark.mention
        if mention.role == "beside" or (mention.kind == "unit" and not mark.days.is_told):
            continue
        if mention.start >= figure.end:
            gap, between = mention.start - figure.end, folded[figure.end : mention.start]
        else:
            gap, between = figure.start - mention.end, folded[mention.end : figure.start]
        cost = gap + 50 * len(_BREAK.findall(between))
        cost += 150 * mark.aside + 100 * mark.said
        if mention.role == "since" and _TOTAL_OF.search(between):
            continue
        if mention.kind == "offset" and mention.start > figure.start and "," in between:
            continue
        if mention.start > figure.start and _is_anothers(between, figure, marks):
            cost += 100
        if mention.role == "since" and _RELATIVE.search(between) is None:
            cost -= 100
        elif gap <= _CLOSE and mention.role == "on":
            cost -= 0 if _APART.search(between) else 130
        if cost > _REACH.get(mention.kind, 70 if mention.part in _VAGUE_PARTS else cost):
            continue
        if best is None or cost < best[0]:
            best = cost, mark
    return best[1] if best else None


def _is_anothers(between: str, figure: Span, marks: Sequence[Mark]) -> bool:
    """Tell whether a later date is the next figure's: «760 on Sunday and 376,030 since …»."""
    another = _AND_ANOTHER.search(between)
    if another is None:
        return False
    last = figure.end + another.start()
    return any(figure.end <= mark.mention.start < last for mark in marks)


def _as_told(mark: Mark, figure: Span, folded: str) -> Mark:
    """Return a date as a figure is told with it: «since October 7, when it killed …» is a day."""
    mention = mark.mention
    if mention.role not in ("since", "beside") or mention.end > figure.start:
        return mark
    if _WHEN.match(folded, mention.end, figure.start) is None:
        return mark
    return replace(mark, mention=mention._replace(role="on"))


def _around(marks: Sequence[Mark], position: int) -> Sequence[Mark]:
    """Return the first date of a sentence and the few around a figure, however many it has."""
    if len(marks) <= 2 * _FEW:
        return marks
    at = bisect_left(marks, position, key=lambda mark: mark.mention.start)
    return [marks[0], *marks[max(1, at - _FEW) : at + _FEW]]


def restated(figure: Figure, story: Narration) -> Mark | None:
    """Return the date of a headline's figure where the first lines tell it again."""
    number = _DIGITS.search(figure.text)
    spans = story.document.sentences.spans
    if number is None or len(spans) < 2:
        return None
    last = min(_LEAD, len(spans) - 1)
    at = story.document.text.find(number[0], spans[1].start, spans[last].end)
    if at < 0:
        return None
    index = next(i for i in range(last, 0, -1) if spans[i].start <= at)
    end = at + len(number[0])
    return governing(story.marks(index), Span(at, end), story)
