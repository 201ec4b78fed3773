"""Whether a figure is a running total, counted up since an origin, or a rate: of no days."""

import re

from pipelines.records import Span

_COUNT = (
    r"(?:toll|count|tally|number of (?:the )?"
    r"(?:dead|killed|deaths|fatalities|injured|wounded|victims|casualties))\b"
)
_COUNTED_UP = re.compile(
    r"\b(?:so far|to date|thus far|until now|up to now|(?:up to|by) (?:this|that) point"
    r"|running (?:total|tally)|cumulative|all told"
    r"|after (?:[\w-]+ ){1,4}(?:days|weeks|months|years) of (?:\w+ )?"
    r"(?:war|fighting|bombing|conflict|bombardment|combat|clashes|battle|violence|hostilities|bloodshed)"
    rf"|{_COUNT}[^.;]{{0,80}}?\b(?:ris(?:en|es|ing)|rose|climb(?:ed|s|ing)|grow[ns]?|grew"
    r"|jump(?:ed|s)|doubl(?:ed|es)|reach(?:ed|es)|pass(?:ed|es)|surpass(?:ed|es)|top(?:ped|s)"
    r"|exceed(?:ed|s)|stands?|stood|revised|updated|increas(?:ed|es)|went up|mount(?:ed|s)"
    r"|soar(?:ed|s)|swell(?:ed|s)|hit|now)"
    r"|(?:ris(?:en|es)|rose|climbed|grown|jumped|went up) to"
    r"|(?:t(?:akes?|aking|ook)|push(?:es|ing|ed)|rais(?:es|ing|ed)|lift(?:s|ing|ed)) "
    rf"(?:the|its|their) (?:\w+ )?{_COUNT}"
    r"|br(?:ings?|inging|ought) (?!down)[^.;]{0,60}?\bto (?:\w+ ){0,3}?[\d(]"
    rf"|revised [^.;]{{0,30}}?{_COUNT}"
    r"|(?:now|currently) (?:stands?|totals?|at)\b|total(?:s|led|ling)? of [^.;]{0,40}?\ballegedly)"
)
_OF_THE_WAR = re.compile(
    r"\b(?:during|in|of|throughout|over the course of|in the course of|covering|from) "
    r"(?:the (?:[\w-]+ )?(?:war|conflict|invasion|insurgency|civil war|special military operation)"
    r"|(?:\w+'s|the) (?:full-scale )?(?:invasion|war)(?: (?:of|in|against) \w+)?)\b"
)
_THE_WAR_HAS = re.compile(
    r"\b(?:war|offensive|conflict|invasion|insurgency|uprising|bombardment)\b[^.;,]{0,40}"
    r"\bha(?:s|ve) (?:killed|claimed|cost|left|wounded|injured|taken)\b"
)
_SINCE_THE_WAR = re.compile(r"\b(?:ha(?:s|ve|d)|estimates?|lists?|puts?|sustained|suffered)\b")
_UNIT = r"(?:day|week|month|hour|night|year)"
_RATE = re.compile(
    rf"[^.;,]{{0,60}}?\b(?:per|each|every)(?: single)? {_UNIT}\b"
    r"|(?:(?!\b(?:in|within|over|for|of|about|after|on|during)\b)[^.;,]){0,40}?"
    rf"\ban? {_UNIT}\b(?! (?:earlier|later|ago|before|after))"
    r"|[^.;,]{0,30}?\b(?:daily|weekly|monthly|on average)\b"
)
_RATE_BEFORE = re.compile(
    rf"\b(?:per|each|every) {_UNIT},? [^.;]{{0,40}}$"
    r"|\b(?:on average,?|averag(?:e|ed|es|ing)(?: of)?(?: (?:about|some|around|roughly))?) $"
)
_BEFORE = 60


def is_rate(folded: str, figure: Span, start: int, end: int) -> bool:
    """Tell whether a figure of the sentence from `start` to `end` is so many a day or a month."""
    if _RATE.match(folded, figure.end, end):
        return True
    before = max(start, figure.start - _BEFORE)
    return _RATE_BEFORE.search(folded, before, figure.start) is not None


def counts_up(clause: str) -> bool:
    """Tell whether the words around a figure count it up: «so far», «the toll has risen to»."""
    return _COUNTED_UP.search(clause) is not None


def counts_the_war(clause: str) -> re.Match[str] | None:
    """Return where a clause counts what a whole war has cost: «have been killed in the war»."""
    if subject := _THE_WAR_HAS.search(clause):
        return subject
    found = _OF_THE_WAR.search(clause)
    return found if found and _SINCE_THE_WAR.search(clause) else None
