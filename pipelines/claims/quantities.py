"""Find the figures of a sentence: numerals with their qualifiers, ranges, vague magnitudes.

A figure spans the number and its qualifier, without the noun. Numbers that count no harm (ages,
calibres, money …) are found first, by the removal patterns and the units of the lexicon.
"""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from pipelines.claims.numerals import DIGITS, parse_numeral
from pipelines.claims.removals import find_removal
from pipelines.lexicon import Lexicon
from pipelines.records import Figure, Qualifier, Span


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled figure patterns of one lexicon."""

    figure: re.Pattern[str]
    unit: re.Pattern[str]


def alternatives(phrases: Iterable[str]) -> str:
    """Return a pattern that matches any of the phrases, the longest first."""
    ordered = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return "|".join(re.escape(phrase).replace(r"\ ", r"\s") for phrase in ordered)


@functools.lru_cache(maxsize=4)
def _grammar(lexicon: Lexicon) -> Grammar:
    words = lexicon.numbers
    count = alternatives(w for w, n in words.items() if n.kind in ("unit", "tens", "scale"))
    scales = alternatives(w for w, n in words.items() if n.kind in ("scale", "score", "couple"))
    vague = alternatives(w for w, n in words.items() if n.kind == "vague")
    spelled = (
        rf"(?:an?\s(?:{scales})|(?:{count}))(?:[\s-](?:and\s)?(?:{count}))*(?:\s(?:score|pair))?"
    )
    number = (
        rf"(?:(?:{DIGITS})(?:[ -](?:thousand|million|billion|hundred|dozen)\b|k(?=\s))?|{spelled})"
    )
    before = alternatives(lexicon.qualifiers_before)
    after = alternatives(lexicon.qualifiers_after)
    figure = (
        rf"(?<![\w$€£/-])(?<!\d[.,])(?:(?P<pre>(?:{before})(?:\s(?:{before}))?)\s?)?(?:"
        rf"between\s(?P<low>{number})\sand\s(?P<high>{number})"
        rf"|(?P<vague>{vague})"
        rf"|(?P<one>{number})(?:(?:\s?[-–—]\s?|\sto\s(?:as\smany\sas\s)?|\sor\s)(?P<two>{number}))?"
        rf")(?P<post>\s?(?:{after})(?!\w))?(?![\w%]|[.,:/]\d)"
    )
    unit = rf"[\s-]?(?:[a-z]+-)?(?:{alternatives(lexicon.units)})(?!\w)"
    return Grammar(re.compile(figure), re.compile(unit))


def find_figures(
    text: str, folded: str, span: Span, lexicon: Lexicon
) -> tuple[list[Figure], list[Span]]:
    """Return the figures of a passage in order, and the numbers removed from it.

    Offsets count code points of `text`; `folded` is it in lower case. A figure never overlaps a
    removed number.
    """
    grammar = _grammar(lexicon)
    figures: list[Figure] = []
    removed: list[Span] = []
    for match in grammar.figure.finditer(folded, span.start, span.end):
        start, end = match.span()
        removal = find_removal(text, folded, (start, end), span, lexicon)
        if removal is None and grammar.unit.match(folded, end, span.end):
            removal = Span(start, end)
        if removal is not None:
            removed.append(removal)
            continue
        figure = _figure(match, text, lexicon)
        if figure is not None:
            figures.append(figure)
    return figures, removed


def _figure(match: re.Match[str], text: str, lexicon: Lexicon) -> Figure | None:
    start, end = match.span()
    words_here = text[start:end]
    words = lexicon.numbers
    pre, post = match["pre"], match["post"]
    qualifier, approximate = _qualifier(pre, post, lexicon)
    if match["vague"] is not None:
        low = words[" ".join(match["vague"].lower().split())].value
        return Figure(start, end, words_here, None, None, "vague", low, None)
    first = parse_numeral(match["low"] or match["one"], words)
    if first is None:
        return None
    upper = match["high"] or match["two"]
    second = parse_numeral(upper, words) if upper else None
    if upper and (second is None or second <= first):
        return None
    if second is not None:
        return Figure(start, end, words_here, first, second, "range", first, second, approximate)
    low, high = interval(first, qualifier)
    return Figure(start, end, words_here, first, None, qualifier, low, high, approximate)


def _qualifier(pre: str | None, post: str | None, lexicon: Lexicon) -> tuple[Qualifier, bool]:
    """Return the qualifier of the words around a number, and whether they say «about»."""
    if post:
        return lexicon.qualifiers_after[" ".join(post.lower().split())], False
    if not pre:
        return "exact", False
    words = " ".join(pre.lower().split())
    if words in lexicon.qualifiers_before:
        qualifier = lexicon.qualifiers_before[words]
        return qualifier, qualifier == "about"
    known = [phrase for phrase in lexicon.qualifiers_before if words.startswith(phrase + " ")]
    first = max(known, key=len)
    second = lexicon.qualifiers_before[words[len(first) + 1 :]]
    found = lexicon.qualifiers_before[first]
    approximate = "about" in (found, second)
    return (second if found == "about" else found), approximate


def interval(value: int, qualifier: Qualifier) -> tuple[int, int | None]:
    """Return the closed whole-number interval of a stated value; None is an open end.

    >>> interval(365, "more_than"), interval(50, "up_to"), interval(20, "less_than")
    ((366, None), (0, 50), (0, 19))
    """
    if qualifier == "more_than":
        return value + 1, None
    if qualifier in ("at_least", "vague"):
        return value, None
    if qualifier == "up_to":
        return 0, value
    if qualifier == "less_than":
        return 0, max(value - 1, 0)
    return value, value
