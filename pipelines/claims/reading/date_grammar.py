"""The grammar of dates and periods: one pattern for every way to tell a time.

Its groups are read in `dates`. It is matched against the text in lower case, and only around the
words that every time holds one of: a month, a weekday, a year, a unit or part of the day.
"""

import functools
import re
from bisect import bisect_left
from collections.abc import Iterator

from ahocorasick_rs import AhoCorasick, Implementation

from pipelines.claims.reading.numerals import alternatives
from pipelines.lexicon import Lexicon

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SEASONS = ("spring", "summer", "autumn", "winter")
_UNITS = ("hour", "day", "night", "weekend", "week", "fortnight", "month", "year")
_MONTH = (
    r"(?:jan(?:uary|\b\.?)|feb(?:ruary|\b\.?)|mar(?:ch|\b\.?)|apr(?:il|\b\.?)|may\b|june?\b\.?"
    r"|july?\b\.?|aug(?:ust|\b\.?)|sept?(?:ember|\b\.?)|oct(?:ober|\b\.?)|nov(?:ember|\b\.?)"
    r"|dec(?:ember|\b\.?))"
)
_TO = r"(?:\s?[-–—/]\s?|\s(?:to|and|until|through|till)\s(?:the\s)?)"
_ORDINAL = r"(?:st|nd|rd|th)?"
_NTH_THEN = (
    "and|alone|when|as|after|by|in|at|the|an?|with|while|but|to|until|left|killed|were|was|near"
)
_BEGINNINGS = (
    *(*MONTHS, *WEEKDAYS, *_SEASONS, "couple of", "first", "second", "third", "fourth", "the"),
    *("these", "those", "past", "last", "previous", "preceding", "prior", "latest", "in", "within"),
    *("over", "during", "space of", "next", "following", "ensuing"),
)
"""How times begin that begin with no number and no phrase of the lexicon."""
_YEAR = r"(?:19|20)\d\d(?!\d)"


_WORDS_OF_TIME = {
    "19": r"\d\d\b", "20": r"\d\d\b", "jan": r"(?:uary)?\b", "feb": r"(?:ruary)?\b",
    "mar": r"(?:ch)?\b", "apr": r"(?:il)?\b", "may": r"\b", "jun": r"e?\b", "jul": r"y?\b",
    "aug": r"(?:ust)?\b", "sep": r"(?:t(?:ember)?)?\b", "oct": r"(?:ober)?\b",
    "nov": r"(?:ember)?\b", "dec": r"(?:ember)?\b", "monday": "", "tuesday": "", "wednesday": "",
    "thursday": "", "friday": "", "saturday": "", "sunday": "", "spring": r"\b", "summer": r"\b",
    "autumn": "", "winter": "", "hour": r"s?\b", "morning": r"s?\b", "afternoon": "",
    "evening": "", "eve": r"\b", "night": "", "overnight": "", "day": r"s?\b", "today": "",
    "tonight": "", "yesterday": "", "week": "", "fortnight": "", "month": r"s?\b",
    "year": r"s?\b", "period": "", "christmas": "", "halloween": "",
    "same ": r"(?:date|span|time)\b", "that ": r"(?:date|time)",
}  # fmt: skip
"""What every time holds one of, by how it begins, and what must follow."""
_WORD_OF_TIME = "|".join(beginning + rest for beginning, rest in _WORDS_OF_TIME.items())
_GLUED = "|".join(MONTHS)
ANCHOR = re.compile(
    rf"\b(?:\d{{1,2}}\.\d{{2}}\.(?:\d{{4}}|\d\d)\b|{_WORD_OF_TIME})"
    rf"|(?<=\bthe )\d\d?(?:st|nd|rd|th)\b|(?<=\d)(?:{_GLUED})"
)
_DOTTED = re.compile(r"\.\d{2}\.(?:\d{4}|\d\d)\b")
_THE = "the "
_ANCHORS = AhoCorasick(
    [*_WORDS_OF_TIME, *(f"{_THE}{digit}" for digit in range(10)), "since"],
    implementation=Implementation.DFA,
)
_BEFORE = 40
_BEHIND = 60


def times(folded: str, start: int, end: int, lexicon: Lexicon) -> Iterator[re.Match[str]]:
    """Yield the matches of the grammar that begin in a passage, in order."""
    pattern = _pattern(lexicon)
    free = behind = start
    places = time_places(folded)
    for place in places[bisect_left(places, start) : bisect_left(places, end)]:
        anchor = ANCHOR.match(folded, place, end) if place >= behind else None
        if anchor is None:
            continue
        behind = anchor.end()
        at = max(free, place - _BEFORE)
        while at <= place:
            match = pattern.search(folded, at, min(end, behind + _BEHIND))
            if match is None or match.start() > place:
                break
            yield match
            at = free = match.end()


@functools.lru_cache(maxsize=2)
def time_places(folded: str) -> list[int]:
    """Return the offsets of a text in lower case where an anchor or «since» may begin, in order.

    A passage without one of them tells no time. Remembered for the text that is being read,
    sentence after sentence.
    """
    places = set()
    for _, start, end in _ANCHORS.find_matches_as_indexes(folded, overlapping=True):
        places.add(end - 1 if folded.startswith(_THE, start) else start)
    for match in _DOTTED.finditer(folded):
        places.update((match.start() - 2, match.start() - 1))
    return sorted(places)


@functools.lru_cache(maxsize=4)
def _pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """Return the pattern of a time with the number words and phrases of the lexicon."""
    words = [w for w, n in lexicon.numbers.items() if n.kind in ("unit", "tens")]
    count = rf"(?:\d{{1,3}}|an?|couple\sof|{alternatives(words)})"
    units = "|".join(_UNITS)
    # Most words begin no time, and their first letters tell.
    begins = alternatives({phrase[:3] for phrase in (*_BEGINNINGS, *words, *lexicon.periods)})
    return re.compile(
        rf"(?<![\w.,])(?=\d|an?[\s-]|{begins})"
        r"(?:(?P<iso>\d{4}-\d{2}-\d{2})|(?P<dotted>\d{1,2}\.\d{2}\.(?:\d{4}|\d\d))"
        rf"|(?P<d1>\d{{1,2}}){_ORDINAL}(?:{_TO}(?P<d2>\d{{1,2}}){_ORDINAL})?\s?(?:of\s)?"
        rf"(?P<m1>{_MONTH})(?:,?\s(?P<y1>{_YEAR}|(?:last|this)\syear))?"
        rf"|(?P<m2>{_MONTH})(?:\s?(?P<d3>\d{{1,2}}){_ORDINAL}(?:{_TO}(?P<d4>\d{{1,2}}){_ORDINAL})?"
        rf"(?!\d|[.,]\d))?(?:,?\s(?:of\s)?(?P<y2>{_YEAR}|(?:last|this)\syear))?"
        rf"|(?<=the )(?P<nth>\d{{1,2}})(?:st|nd|rd|th)(?=[,.;:)]|\s(?:{_NTH_THEN})\b|$)"
        rf"|(?P<weekday>{'|'.join(WEEKDAYS)})(?P<daytime>\s(?:morning|afternoon|evening|night))?"
        rf"|(?P<year>{_YEAR})(?![-–/.,]?\d|\s(?:meters|people|soldiers|troops))"
        rf"|(?P<half>first|second|third|fourth|last)\s(?:(?P<hn>{count})\s)?"
        rf"(?P<hu>half|quarters?|months)\sof\s(?:(?:the|this)\syear|(?P<hy>{_YEAR}))"
        rf"|(?P<season>{'|'.join(_SEASONS)})(?:\s(?:of\s)?{_YEAR})?"
        rf"|(?:the\s|these\s)?(?:past|last|previous|preceding|prior|latest)\s(?:(?P<wn>{count})[\s-])"
        rf"(?P<wu>{units})s?"
        rf"|(?:(?P<same>(?:the|those|these)\ssame)\s|(?P<within>in|within|over|during)\s"
        rf"(?:just\s|only\s|about\s|under\s)?)?(?:the\s)?(?:space\sof\s)?"
        rf"(?P<n>{count})(?P<dash>[\s-])(?P<u>{units})s?\b"
        r"(?:[\s,](?P<ago>ago)|\s(?P<later>later|afterwards|after\sthat)"
        r"|\s(?P<earlier>earlier|before(?!\s\w)|prior))?"
        rf"|(?:the\s)?(?:next|following|ensuing)\s(?P<fn>{count})\s(?P<fu>{units})s?\b"
        rf"|(?:the\s)?(?P<nw>first|second|third|fourth)\sweek\sof\s(?P<fm>{_MONTH})"
        rf"(?:,?\s(?P<fy>{_YEAR}))?"
        rf"|(?P<phrase>{alternatives(lexicon.periods)})"
        r")(?!\w|-[a-z])"
    )
