"""Find the expressions of time in a passage, as written: nothing is resolved here.

A mention keeps what it says (a day and month without a year, a weekday, «two days later», «the past
week»); `calendar_days` turns one into days, and `periods` decides which one a claim takes.
"""

import re

from pipelines.claims.reading.beginnings import (
    BEGINNING,
    SINCE,
    SINCE_THEN,
    is_worst,
    since_role,
    told_within,
)
from pipelines.claims.reading.date_grammar import MONTHS, WEEKDAYS, times
from pipelines.claims.reading.date_mentions import (
    DateMention,
    Role,
    dates_event,
    is_dated,
    is_of,
    joins,
)
from pipelines.claims.reading.numerals import alternatives
from pipelines.lexicon import Lexicon
from pipelines.lexicon.model import PeriodPhrase

_UNITS = {"day": 1, "night": 1, "weekend": 2, "week": 7, "fortnight": 14, "month": 30, "year": 365}
_ROLES: dict[str, Role] = {
    "since": "since", "by": "until", "until": "until", "till": "until", "up to": "until",
    "as of": "as_of", "as at": "as_of",
    "before": "beside", "prior to": "beside", "after": "beside", "following": "beside",
}  # fmt: skip
_LEAD = re.compile(
    rf"(?<!\w)(?P<role>{alternatives(_ROLES)})?\s?(?:the\s)?"
    r"(?:(?P<part>early|mid|late|the\send\sof|end\sof|the\sstart\sof|start\sof|the\sbeginning\sof"
    r"|beginning\sof|the\smiddle\sof|middle\sof)(?:\s|-))?"
    r"(?:the\s)?(?:(?:morning|evening|afternoon|night|autumn|spring|summer|winter)\sof\s)?(?:the\s)?(?:last\s)?$"
)
_LEADING = frozenset(
    {word for role in _ROLES for word in role.split()[-1:]}
    | {"the", "of", "early", "mid", "late", "last"}
)
_COMPARING = frozenset(
    {"than", "with", "to", "from", "against", "in", "on", "for", "during", "the", "of"}
)
_NAMED = re.compile(
    r"\b(?!(?:In|Since|By|Until|Till|During|From|To|Early|Late|Mid|Last|This|Of|And|Through|Between"
    r"|Before|After|On|For|Throughout|Over|Around|About|The|Next|Every|As)\b)[A-Z][\w'’.-]* $"
)
_IN = re.compile(r"\bin (?:\w+ )?$")
_OPENING = ("the start", "the beginning")
_WEEKS = ("first", "second", "third", "fourth")
_WORD = 12
_STANDS_FOR_YEAR = re.compile(
    r"\b(?:in|since|during|of|for|by|throughout|from|until|to|and|between|year)\s$"
)
_YEAR_SAW = re.compile(r"\s(?:was|saw|turned out|became|proved|marked|has been|had been)\b")
_LONGEST = 45
_NTH_BEFORE = re.compile(r"\b(?:on|from|of|between|and|to|night of|through) (?:\w+ )?the $")
_DAYS_MOST = 31
_COMPARED = re.compile(
    r"\b(?:than|compared (?:with|to)|up from|down from|against|same (?:period|month) (?:in|of))"
    r"(?: (?:in|on|for|during|the))?(?: (?:same|corresponding) (?:period|months?) (?:in|of))? $"
)


def find_dates(text: str, folded: str, start: int, end: int, lexicon: Lexicon) -> list[DateMention]:
    """Return the mentions that begin in a passage, in order; `folded` is the text in lower case."""
    found: list[DateMention] = []
    for match in times(folded, start, end, lexicon):
        mention = _mention(match, text, folded, start, lexicon)
        if mention is None:
            continue
        if found and is_of(found[-1], mention, folded):
            found[-1] = mention
        elif found and is_dated(found[-1], mention, folded):
            found[-1] = mention._replace(start=found[-1].start, role=found[-1].role)
        elif found and joins(found[-1], mention, folded):
            found[-1] = found[-1]._replace(end=mention.end, upto=mention)
        else:
            found.append(mention)
    return _with_origins(found, folded, start, end)


def _mention(
    match: re.Match[str], text: str, folded: str, floor: int, lexicon: Lexicon
) -> DateMention | None:
    """Return what a match says; None where it is no time after all (a verb «may», a number)."""
    start, end = match.span()
    lead = _lead(folded, floor, start)
    role = _role(match, folded, lead)
    begin = lead.start("role") if lead and lead["role"] else start
    part = _plain(lead["part"]).replace("the ", "") if lead and lead["part"] else ""
    base = DateMention(begin, end, role, "vague", part=part)
    name = match["m1"] or match["m2"]
    if name or match["weekday"]:
        word = match.start("weekday" if match["weekday"] else "m1" if match["m1"] else "m2")
        if not text[word].isupper() or (name and _is_persons(match, text)):
            return None
    if match["weekday"]:
        is_last = folded.endswith("last ", 0, start)
        return base._replace(kind="weekday", day=WEEKDAYS.index(match["weekday"]), shift=-is_last)
    if name:
        return _named(match, base, MONTHS.index(name[:3]) + 1)
    if match["iso"] or match["dotted"]:
        year, month, day = _numbers(match["iso"], match["dotted"])
        return base._replace(kind="day", year=year, month=month, day=day)
    if match["year"]:
        if folded[max(0, start - 4) : start] == "the ":
            return None
        before = _STANDS_FOR_YEAR.search(folded, max(floor, begin - 12), start)
        stands = before or role != "on" or _YEAR_SAW.match(folded, end)
        heads = start == floor and folded[end : end + 1] in ("", "\n", ":")
        return base._replace(kind="year", year=int(match["year"])) if stands or heads else None
    if match["nw"]:
        return _week_of_month(match, base)
    if match["half"]:
        return _part_of_year(match, base, lexicon)
    if match["nth"]:
        return _nth(match, base, folded)
    if match["season"]:
        return base
    if match["phrase"]:
        return _phrase(lexicon.periods[_plain(match["phrase"])], base)
    return _counted(match, base, folded, lexicon)


def _is_persons(match: re.Match[str], text: str) -> bool:
    """Tell whether a month is a person's name: «Akbar Jan», «Jan Baz», «Mrs May said»."""
    start = match.start()
    is_dated = any(match[group] for group in ("d1", "d3", "y1", "y2"))
    is_first = text.startswith("Jan ", start) and text[start + 4 : start + 5].isupper()
    return not is_dated and (is_first or bool(_NAMED.search(text, max(0, start - _LONGEST), start)))


def _lead(folded: str, floor: int, start: int) -> re.Match[str] | None:
    """Return the words before a date that tell its role: «since», «by the end of», «mid-»."""
    if _last_word(folded, floor, start) not in _LEADING:
        return None
    return _LEAD.search(folded, max(floor, start - 44), start)


def _last_word(folded: str, floor: int, start: int) -> str:
    """Return the word that stands right before a date, or nothing."""
    before = folded[max(floor, start - _WORD) : start]
    if before[-1:] not in (" ", "-", "\u00a0"):
        return ""
    return before[before.rfind(" ", 0, -1) + 1 : -1]


def _role(match: re.Match[str], folded: str, lead: re.Match[str] | None) -> Role:
    """Return what a date is to what is told: its day, its beginning, its end, or none of these."""
    start = match.start()
    if match["phrase"] and is_worst(folded, start):
        return "beside"
    compared = _last_word(folded, 0, start) in _COMPARING
    if compared and _COMPARED.search(folded, max(0, start - 30), start):
        return "beside"
    role = _ROLES.get(_plain(lead["role"]), "on") if lead and lead["role"] else "on"
    return since_role(folded, lead.start()) if role == "since" and lead else role


def _nth(match: re.Match[str], base: DateMention, folded: str) -> DateMention | None:
    """Return a day of the month that the text tells of: «on the 24th», «since the 4th»."""
    before = _NTH_BEFORE.search(folded, max(0, match.start() - 14), match.start())
    day = int(match["nth"])
    if not 1 <= day <= _DAYS_MOST or (before is None and base.role == "on"):
        return None
    return base._replace(kind="day", day=day)


def _named(match: re.Match[str], base: DateMention, month: int) -> DateMention | None:
    """Return a day, days or a month that its name tells."""
    told = match["y1"] or match["y2"]
    is_back = bool(told) and not told.isdigit()
    year = int(told) if told and not is_back else None
    back = int(told.startswith("last")) if is_back else None
    first, last = match["d1"] or match["d3"], match["d2"] or match["d4"]
    if not first:
        return base._replace(kind="month", year=year, month=month, back=back)
    if not 1 <= int(first) <= 31:
        return None
    day = base._replace(kind="day", year=year, month=month, day=int(first), back=back, part="")
    return day._replace(upto=day._replace(day=int(last))) if last else day


def _numbers(iso: str | None, dotted: str | None) -> tuple[int, int, int]:
    if iso:
        year, month, day = iso.split("-")
    else:
        day, month, year = (dotted or "").split(".")
    return int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)


def _part_of_year(match: re.Match[str], base: DateMention, lexicon: Lexicon) -> DateMention | None:
    """Return «the first half of 2023», «the first nine months of the year» as months of a year."""
    unit = match["hu"].rstrip("s")
    length = {"half": 6, "quarter": 3}.get(unit) or _count(match["hn"], lexicon)
    place = {"first": 0, "second": 1, "third": 2, "fourth": 3, "last": 12 // max(length, 1) - 1}
    first = place[match["half"]] * length + 1
    if not length or first + length > 13:
        return None
    month = base._replace(kind="month", year=int(match["hy"]) if match["hy"] else None, month=first)
    return month._replace(upto=month._replace(month=first + length - 1))


def _week_of_month(match: re.Match[str], base: DateMention) -> DateMention:
    """Return «the second week of May» as its seven days."""
    first = 7 * _WEEKS.index(match["nw"]) + 1
    year = int(match["fy"]) if match["fy"] else None
    month = MONTHS.index(match["fm"][:3]) + 1
    day = base._replace(kind="day", year=year, month=month, day=first, part="")
    return day._replace(upto=day._replace(day=first + 6))


def _phrase(phrase: PeriodPhrase, base: DateMention) -> DateMention:
    if phrase.kind == "unit" and base.role == "on" and phrase.phrase.startswith(_OPENING):
        return base
    if phrase.kind == "holiday":
        return base._replace(kind="day", month=phrase.days, day=phrase.shift)
    return base._replace(kind=phrase.kind, days=phrase.days, shift=phrase.shift)


def _counted(
    match: re.Match[str], base: DateMention, folded: str, lexicon: Lexicon
) -> DateMention | None:
    """Return a window («the past three days», «in 48 hours») or an offset («two days later»)."""
    start = match.start()
    if match["wu"]:
        return base._replace(kind="window", days=_length(match["wn"], match["wu"], lexicon))
    if match["fu"]:
        days = _length(match["fn"], match["fu"], lexicon)
        return base._replace(kind="offset", days=days, shift=days)
    days = _length(match["n"], match["u"], lexicon)
    if match["u"] == "hour" and days == 1:
        return None
    if match["ago"]:
        return base._replace(kind="today", shift=-days)
    if match["later"] or match["earlier"]:
        return base._replace(kind="offset", shift=days if match["later"] else -days)
    if match["dash"] == "-" and match["within"]:
        return base._replace(kind="window", days=days, part="from")
    if match["within"] or match["same"]:
        # «The worst in three years» compares, it does not count.
        compares = match["within"] == "in" or _IN.search(folded, max(0, start - 12), start)
        role = "beside" if compares and days > _LONGEST else base.role
        return base._replace(kind="window", days=days, role=role)
    return None


def _length(count: str, unit: str, lexicon: Lexicon) -> int:
    """Return how many days a count of units covers; hours reach into the day before."""
    number = _count(count, lexicon)
    return 1 + number // 24 if unit == "hour" else number * _UNITS[unit]


def _count(word: str | None, lexicon: Lexicon) -> int:
    if not word or word in ("a", "an"):
        return 1 if word else 0
    if word.isdigit():
        return int(word)
    known = lexicon.numbers.get(word)
    return known.value if known else 2


def _plain(words: str) -> str:
    return " ".join(words.split())


def _with_origins(found: list[DateMention], folded: str, start: int, end: int) -> list[DateMention]:
    """Add each «since …» that names an event.

    A date in its name is since when: «since the coup of 1 February 2021».
    """
    if folded.find("since", start, end) < 0:
        return found
    found += [
        DateMention(match.start(), match.end(), "since", "origin", event="then")
        for match in SINCE_THEN.finditer(folded, start, end)
    ]
    for match in SINCE.finditer(folded, start, end):
        inside = [m for m in found if match.start() <= m.start < match.end()]
        if any(m.role == "since" or m.start - match.start() < 10 for m in inside):
            continue
        dated = next((m for m in inside if dates_event(m, folded)), None)
        if dated is not None:
            role = since_role(folded, match.start())
            begin = dated.start if role == "on" else match.start()
            event = folded[match.start("event") : dated.start].strip()
            found[found.index(dated)] = dated._replace(start=begin, role=role, event=event)
        elif BEGINNING.search(match["event"]) and since_role(folded, match.start()) == "since":
            stop = min((m.start for m in inside), default=match.start("event") + told_within(match))
            event = folded[match.start("event") : stop].strip()
            if event.startswith(("it ", "they ")):
                event = f"{folded[start : match.start()]} {event}"
            found.append(DateMention(match.start(), stop, "since", "origin", event=event))
    return sorted(found, key=lambda mention: mention.start)
