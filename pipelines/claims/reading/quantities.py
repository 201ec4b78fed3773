"""Find the figures of a sentence: numerals with their qualifiers, ranges, vague magnitudes.

A figure spans the number and its qualifier, without the noun. Numbers that count no harm (ages,
calibres, money …) are found first, by the removal patterns and the units of the lexicon.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ahocorasick_rs import AhoCorasick, Implementation

from pipelines.claims.reading.numerals import (
    alternatives,
    numeral_pattern,
    parse_numeral,
    parse_range,
)
from pipelines.claims.reading.removals import Removals
from pipelines.lexicon import Lexicon
from pipelines.records import Figure, Qualifier, Span

_UNIT_MODIFIER = (
    r"(?:more|further|other|full|long|whole|short|straight|consecutive|successive|additional"
    r"|nautical|cubic|metric|working)"
)
_CHANGE = re.compile(
    r"(?:up|down|rose|risen|rises|rising|climb\w*|grew|grown|jump\w*|increas\w*|soar\w*|went|gone"
    r"|rais\w*|revis\w*|fell|fallen|drop\w*|declin\w*|reduc\w*|cut|doubl\w*|swell\w*|swollen)"
    r"\b[^.,;]{0,30}\bfrom\s$"
)
"""«Rose from four to seven» states two figures, «from four to seven men fell» one."""
_CHANGE_REACH = 45
_OWNED_UP = "(?!up to (?:(?<=own up to )|(?<=owns up to )|(?<=owned up to )|(?<=owning up to )))"
"""«Owned up to five» gives five, not at most five."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """The compiled figure patterns of one lexicon; `unit` is what makes a number a measure."""

    figure: re.Pattern[str]
    unit: re.Pattern[str]


@functools.lru_cache(maxsize=4)
def _grammar(lexicon: Lexicon) -> Grammar:
    number = numeral_pattern(lexicon.numbers)
    vague = alternatives(w for w, n in lexicon.numbers.items() if n.kind == "vague")
    before = alternatives(lexicon.qualifiers_before)
    after = alternatives(lexicon.qualifiers_after)
    phrases = (*lexicon.numbers, *lexicon.qualifiers_before, "between", "half")
    # Most words begin no figure, and their first letters tell.
    begins = rf"(?=\d|an?[\s-]|{alternatives({phrase[:3] for phrase in phrases})})"
    figure = (
        rf"(?<![\w$€£/-])(?<!\bno\s){begins}(?<!\d[.,]){_OWNED_UP}(?:(?P<pre>(?:{before})(?:\s(?:{before}))?)\s?)?(?:"
        rf"between\s(?P<low>{number})\sand\s(?P<high>{number})"
        rf"|(?P<vague>{vague})"
        rf"|(?P<one>{number})(?:(?:\s?[-–—]\s?|(?P<to>\sto\s)(?:as\smany\sas\s)?"
        rf"|\sor\s(?:even\s|possibly\s|perhaps\s)?)(?P<two>{number}))?"
        rf")(?P<post>\s?(?:{after})(?!\w))?(?![\w%]|[.,:/]\d)"
    )
    unit = (
        rf"[\s-]?(?:[a-z]+-)?(?:{_UNIT_MODIFIER}\s)?(?:{alternatives(lexicon.units)})(?!\w)"
        r"|-[a-z][\w-]*"
    )
    return Grammar(re.compile(figure), re.compile(unit))


_NUMBER = re.compile(r"[0-9](?<![^\W_][0-9])[0-9]*")


@functools.lru_cache(maxsize=4)
def _number_words(lexicon: Lexicon) -> AhoCorasick:
    """Return the automaton of the words of number, the shortest of those that begin alike."""
    signs: list[str] = []
    for word in sorted(lexicon.numbers, key=len):
        if not any(sign in word for sign in signs):
            signs.append(word)
    return AhoCorasick(signs, implementation=Implementation.DFA)


def number_signs(folded: str, lexicon: Lexicon) -> list[int]:
    """Return the offsets in a text in lower case where a number may begin, in order.

    A passage without one of them holds no figure: the pattern, which is slow, need not be tried.
    """
    words = [
        start
        for _, start, _ in _number_words(lexicon).find_matches_as_indexes(folded)
        if not (start and folded[start - 1].isalnum())
    ]
    return sorted(words + [match.start() for match in _NUMBER.finditer(folded)])


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
    removals = Removals(text, folded, span, lexicon)
    for match in grammar.figure.finditer(folded, span.start, span.end):
        start, end = match.span()
        number = max(match.start("one"), match.start("low"), start)
        removal = removals.find(number, end)
        if removal is None and (unit := grammar.unit.match(folded, end, span.end)):
            removal = Span(start, unit.end() if unit[0].startswith("-") else end)
        if removal is not None:
            removed.append(removal)
        elif match["to"] and _CHANGE.search(folded, max(span.start, start - _CHANGE_REACH), start):
            figures += _before_and_after(match, text, lexicon)
        elif match["vague"] is not None and figures and figures[-1].end == start - 1:
            continue  # «1,521 multiple rocket launchers»: the second one is part of the noun
        elif (figure := _figure(match, text, lexicon)) is not None:
            if figures and _is_repeated(figures[-1], figure, text):
                figure = _with_repetition(figures.pop(), figure, text)
            figures.append(figure)
    return figures, removed


def _is_repeated(first: Figure, second: Figure, text: str) -> bool:
    """Tell whether a number is given in words and digits: «three (3)»."""
    if first.value is None or (first.value, first.value_to) != (second.value, second.value_to):
        return False
    is_within = text.startswith(" (", first.end) and text.startswith(")", second.end)
    return is_within and second.start == first.end + len(" (")


def _with_repetition(first: Figure, second: Figure, text: str) -> Figure:
    end = second.end + len(")")
    return replace(first, end=end, text=text[first.start : end])


def _before_and_after(match: re.Match[str], text: str, lexicon: Lexicon) -> Iterator[Figure]:
    """Yield the two figures of a change: «rose from four to seven»."""
    for group in ("one", "two"):
        start, end = match.span(group)
        value = parse_numeral(match[group], lexicon.numbers)
        if value is not None:
            yield Figure(start, end, text[start:end], value, None, "exact", value, value)


def _figure(match: re.Match[str], text: str, lexicon: Lexicon) -> Figure | None:
    start, end = match.span()
    words_here = text[start:end]
    words = lexicon.numbers
    pre, post = match["pre"], match["post"]
    qualifier, approximate = _qualifier(pre, post, lexicon)
    if match["vague"] is not None:
        low = words[" ".join(match["vague"].lower().split())].value
        return Figure(start, end, words_here, None, None, "vague", low, None)
    number, upper = match["low"] or match["one"], match["high"] or match["two"]
    if upper is not None:
        ends = parse_range(number, upper, words)
        if ends is None:
            return None
        return Figure(start, end, words_here, *ends, "range", *ends, approximate)
    first = parse_numeral(number, words)
    if first is None:
        return None
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
