"""What «since …» tells: a beginning to count from, or only how long nothing was as bad."""

import re
from typing import Literal

SINCE = re.compile(r"(?<!\w)since\s(?P<event>[^,.;:–—()\"”\n]{3,90})")
"""What a count begins with, by name."""
SINCE_THEN = re.compile(r"(?<=[a-z] )since(?=[,.;])(?<!ever since)")
"""A count from what was just told: «have been killed since»."""
BEGINNING = re.compile(
    r"\b(?:start|beginning|outbreak|onset|launch|war|invasion|conflict|coup|offensive|attacks?|fighting"
    r"|hostilities|operation|uprising|ceasefire|truce|truces|began|begun|started|broke|intensified"
    r"|resumed|erupted|escalated|invaded|seized|took|then|october|independence)\b"
)
"""The words for what a count can begin with."""
_EVENT = re.compile(
    r"then\b|.*?\b(?:began|begun|started|erupted|resumed|intensified|escalated|broke out)\b"
    r"|.*?(?=\s(?:(?:(?:more|less|fewer) than|at least|over|nearly|around|about|some|almost|up to"
    r"|as many as|an estimated|no (?:less|fewer) than|a total of)\s)?"
    r"(?:\d|dozens|scores|hundreds|thousands))"
)
"""A beginning up to where its clause goes on: «since the raids began 40 people have died»."""
_WORST = re.compile(
    r"\b(?:\w+(?:iest|[dhlrtg]est)|worst|most \w+|first)\b(?: \w+)? "
    r"(?:days?|nights?|weeks?|months?|attacks?|strikes?|raids?|toll|loss(?:es)?|battles?|fighting|"
    r"incidents?|massacres?|bombardments?|barrages?|assaults?|offensives?|escalation|deaths?|time|"
    r"violence|clashes|shelling|number|figure|operations?|rescue|bombings?|ambush(?:es)?|waves?|"
    r"shootings?|blow|count|exchange|release)\b[^,.;:]{0,40}$"
)
_ANNIVERSARY = re.compile(r"(?:years?|months?|weeks?|days?|anniversary) $")


def is_worst(folded: str, start: int) -> bool:
    """Tell whether a time only bounds a comparison: «the deadliest attack so far this year»."""
    return _WORST.search(folded, max(0, start - 70), start) is not None


def since_role(folded: str, start: int) -> Literal["on", "since", "beside"]:
    """Return what «since …» is: a beginning, or only told («a year since», «the worst since»)."""
    if is_worst(folded, start):
        return "beside"
    return "on" if _ANNIVERSARY.search(folded, max(0, start - 14), start) else "since"


def told_within(since: re.Match[str]) -> int:
    """Return how many characters of the event behind «since» tell it, without what came of it."""
    told = _EVENT.match(since["event"])
    return told.end() if told else len(since["event"])
