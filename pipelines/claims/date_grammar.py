"""The grammar of dates and periods: one pattern for every way to tell a time.

Its groups are read in `dates`. It is matched against the text in lower case.
"""

import functools
import re

from ahocorasick_rs import AhoCorasick, Implementation

from pipelines.claims.numerals import alternatives
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
_TO = r"(?:\s?[-–—/]\s?|\s(?:to|and|until|through|till)\s)"
_ORDINAL = r"(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d(?!\d)"


@functools.lru_cache(maxsize=4)
def time_pattern(lexicon: Lexicon) -> re.Pattern[str]:
    """Return the pattern of a time with the number words and phrases of the lexicon."""
    words = (w for w, n in lexicon.numbers.items() if n.kind in ("unit", "tens"))
    count = rf"(?:\d{{1,3}}|an?|couple\sof|{alternatives(words)})"
    units = "|".join(_UNITS)
    return re.compile(
        r"(?<![\w.,])(?:(?P<iso>\d{4}-\d{2}-\d{2})|(?P<dotted>\d{1,2}\.\d{1,2}\.\d{4})"
        rf"|(?P<d1>\d{{1,2}}){_ORDINAL}(?:{_TO}(?P<d2>\d{{1,2}}){_ORDINAL})?\s?(?:of\s)?"
        rf"(?P<m1>{_MONTH})(?:,?\s(?P<y1>{_YEAR}))?"
        rf"|(?P<m2>{_MONTH})(?:\s?(?P<d3>\d{{1,2}}){_ORDINAL}(?:{_TO}(?P<d4>\d{{1,2}}){_ORDINAL})?"
        rf"(?!\d|[.,]\d))?(?:,?\s(?:of\s)?(?P<y2>{_YEAR}))?"
        rf"|(?P<weekday>{'|'.join(WEEKDAYS)})(?P<daytime>\s(?:morning|afternoon|evening|night))?"
        rf"|(?P<year>{_YEAR})(?![-–/.,]?\d|\s(?:meters|people|soldiers|troops))"
        rf"|(?P<half>first|second|third|fourth|last)\s(?:(?P<hn>{count})\s)?(?P<hu>half|quarters?|months)"
        rf"\sof\s(?:the\syear|(?P<hy>{_YEAR}))"
        rf"|(?P<season>{'|'.join(_SEASONS)})(?:\s(?:of\s)?{_YEAR})?"
        rf"|(?:the\s|these\s)?(?:past|last|previous|preceding|prior|latest)\s(?:(?P<wn>{count})[\s-])"
        rf"(?P<wu>{units})s?"
        rf"|(?:(?P<same>(?:the|those|these)\ssame)\s|(?P<within>in|within|over|during)\s"
        rf"(?:just\s|only\s|about\s|under\s)?)?(?:the\s)?(?:space\sof\s)?(?P<n>{count})(?P<dash>[\s-])(?P<u>{units})s?\b"
        r"(?:[\s,](?P<ago>ago)|\s(?P<later>later|afterwards|after\sthat)|\s(?P<earlier>earlier|before(?!\s\w)|prior))?"
        rf"|(?P<phrase>{alternatives(lexicon.periods)})"
        r")(?!\w)"
    )


@functools.lru_cache(maxsize=4)
def _signs(lexicon: Lexicon) -> AhoCorasick:
    """Return the automaton of what every match of the time pattern, or «since», holds."""
    signs = {*"0123456789", *MONTHS, *WEEKDAYS, *_SEASONS, *_UNITS, "quarter", "half", "since"}
    rest = {phrase for phrase in lexicon.periods if not any(sign in phrase for sign in signs)}
    return AhoCorasick(sorted(signs | rest), implementation=Implementation.DFA)


def time_signs(folded: str, lexicon: Lexicon) -> list[int]:
    """Return the offsets of a text where a time may be told, in order.

    A passage without one of them tells no time: the pattern, which is slow, need not be tried.
    """
    return [start for _, start, _ in _signs(lexicon).find_matches_as_indexes(folded)]
