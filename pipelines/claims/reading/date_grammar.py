"""The grammar of dates and periods: one pattern for every way to tell a time.

Its groups are read in `dates`. It is matched against the text in lower case, and only around the
words that every time holds one of: a month, a weekday, a year, a unit or part of the day.
"""

import functools
import re
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
_NTHS = ("1st", "2nd", "3rd", *(f"{digit}th" for digit in range(10)))
_NTH_THEN = (
    "and|alone|when|as|after|by|in|at|the|an?|with|while|but|to|until|left|killed|were|was|near"
)
_YEAR = r"(?:19|20)\d\d(?!\d)"


ANCHOR = re.compile(
    r"\b(?:(?:19|20)\d\d\b|\d{1,2}\.\d{1,2}\.\d{4}|j(?:an(?:uary)?|une?|uly?)\b"
    r"|f(?:eb(?:ruary)?\b|riday\b|ortnight)|m(?:ar(?:ch)?\b|ay\b|on(?:day|ths?)\b|ornings?\b)"
    r"|a(?:pr(?:il)?\b|ug(?:ust)?\b|fternoon|utumn)|s(?:ept?(?:ember)?\b|aturday|unday|pring\b"
    r"|ummer\b|ame (?:date|span|time)\b)|oct(?:ober)?\b|nov(?:ember)?\b|d(?:ec(?:ember)?\b|ays?\b)"
    r"|t(?:uesday|hursday|oday|onight|hat (?:date|time))|w(?:ednesday|eek|inter)"
    r"|ye(?:ars?\b|sterday)|hours?\b|ev(?:ening|e\b)|night|overnight|period|christmas|halloween)"
    r"|(?<=\bthe )\d\d?(?:st|nd|rd|th)\b|(?<=\d)(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
)
_BEFORE = 40
_BEHIND = 60


def times(folded: str, start: int, end: int, lexicon: Lexicon) -> Iterator[re.Match[str]]:
    """Yield the matches of the grammar that begin in a passage, in order."""
    pattern = _pattern(lexicon)
    free = start
    for anchor in ANCHOR.finditer(folded, start, end):
        at = max(free, anchor.start() - _BEFORE)
        while at <= anchor.start():
            match = pattern.search(folded, at, min(end, anchor.end() + _BEHIND))
            if match is None or match.start() > anchor.start():
                break
            yield match
            at = free = match.end()


@functools.lru_cache(maxsize=4)
def _pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """Return the pattern of a time with the number words and phrases of the lexicon."""
    words = (w for w, n in lexicon.numbers.items() if n.kind in ("unit", "tens"))
    count = rf"(?:\d{{1,3}}|an?|couple\sof|{alternatives(words)})"
    units = "|".join(_UNITS)
    return re.compile(
        r"(?<![\w.,])(?:(?P<iso>\d{4}-\d{2}-\d{2})|(?P<dotted>\d{1,2}\.\d{1,2}\.\d{4})"
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
        r")(?!\w)"
    )


@functools.lru_cache(maxsize=4)
def _signs(lexicon: Lexicon) -> AhoCorasick:
    """Return the automaton of what every match of the time pattern, or «since», holds."""
    signs = {"19", "20", *_NTHS, *MONTHS, *WEEKDAYS, *_SEASONS, *_UNITS, "since"}
    rest = {phrase for phrase in lexicon.periods if not any(sign in phrase for sign in signs)}
    return AhoCorasick(sorted(signs | rest), implementation=Implementation.DFA)


def time_signs(folded: str, lexicon: Lexicon) -> list[int]:
    """Return the offsets of a text where a time may be told, in order.

    A passage without one of them tells no time: the pattern, which is slow, need not be tried.
    """
    return [start for _, start, _ in _signs(lexicon).find_matches_as_indexes(folded)]
