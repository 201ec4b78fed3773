"""What an expression of time is as written, and when two of them are one."""

import re
from typing import Literal, NamedTuple

from pipelines.lexicon.model import PhraseKind

Role = Literal["on", "since", "until", "as_of", "beside"]
Kind = Literal["day", "month", "year", "weekday", "origin"] | PhraseKind

_SPELLED_OUT = re.compile(
    r"(?:,? (?:\([^)]{0,30}\)|when [^.;]{0,100}?))?,? (?:to|until|till) "
    r"(?:\d\d?(?::\d\d)?(?: ?[ap]\.?m\.?)? )?(?:midnight )?(?:on )?"
)
"""«From 4 a.m. on 24 February, when the attack began, to 24:00 midnight on 11 July»."""
_HOUR, _LONGEST = 20, 14
_OPENS = (" of ", " from ", " between ")
_OF_EVENT = re.compile(r"\b(?:on|of|in|at|early|late|mid|from)(?: the)?(?: \w+)?(?: of)?[\s-]$")


class DateMention(NamedTuple):
    """An expression of time: what it says, and its place in the text.

    `year`, `month` and `day` are None where not told (`day` is the weekday's number of a weekday);
    `upto` is the other end of a span. `days` and `shift` measure windows and offsets, `back`
    the years of «May last year» from publication; `part` is
    `early`, `late` … before a month. `event` is what «since …» names where it names no date.
    """

    start: int
    end: int
    role: Role
    kind: Kind
    year: int | None = None
    month: int | None = None
    day: int | None = None
    days: int = 0
    shift: int = 0
    back: int | None = None
    part: str = ""
    event: str = ""
    upto: "DateMention | None" = None


def is_of(first: DateMention, second: DateMention, folded: str) -> bool:
    """Tell whether a time of day only opens a date: «in the night of 6 to 7 May»."""
    return first.kind in ("offset", "today") and folded[first.end : second.start] in _OPENS


def is_dated(first: DateMention, second: DateMention, folded: str) -> bool:
    """Tell whether a date only says which weekday is meant: «on Tuesday (16 December)»."""
    between = folded[first.end : second.start]
    return first.kind == "weekday" and second.kind == "day" and between in (" ", ", ", " (")


def joins(first: DateMention, second: DateMention, folded: str) -> bool:
    """Tell whether two dates are the ends of one span: «from 28 November to 4 December»."""
    points = ("day", "month", "year", "weekday")
    if (
        first.kind not in points
        or second.kind not in points
        or first.upto
        or first.end > second.start
    ):
        return False
    is_from = "from " in folded[max(0, first.start - _HOUR) : first.start]
    if is_from and _SPELLED_OUT.fullmatch(folded, first.end, second.start):
        return True
    if second.start - first.end > _LONGEST:
        return False
    between = folded[first.end : second.start + 3].strip()
    leading = folded[max(0, first.start - 9) : first.start].rstrip()
    if between.startswith("and"):
        return leading.endswith("between")
    if between[:1] in ("-", "–", "—"):
        return second.start - first.end <= 3
    opens = leading.endswith("from") or first.role == "since" or first.kind == second.kind
    return opens and between.startswith(("to", "til", "unt", "thr", "up"))


def dates_event(mention: DateMention, folded: str) -> bool:
    """Tell whether a date belongs to the event before it: «began on 27 October», «in mid-May»."""
    if mention.kind not in ("day", "month", "year", "weekday"):
        return False
    return _OF_EVENT.search(folded, max(0, mention.start - 24), mention.start) is not None
