"""The numbers that a sentence states, with the words that qualify them: «more than 365», «dozens».

Belongs here: finding numerals, in digits and in words, and whether two of them say the same. Does
not belong here: what a number counts (`pipelines.claims`); a date or a price is a number here.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from pipelines.lexicon import vocabularies
from pipelines.lexicon.model import NumberWord
from pipelines.lexicon.reading import DATA

_DIGITS = r"(?:\d{1,3}(?:[ \u00a0\u202f\u2009’']\d{3})+|\d{1,12}(?:[.,:]\d{1,12}){0,6})(?![\w’'])"
_GROUPED = re.compile(r"(\d{1,3})(?:[, \u00a0\u202f\u2009’']\d{3})+")
_HEAD_WORD = re.compile(r"[^\s(\[“«\"]+")
_LONGEST_QUALIFIER = 40
_QUALIFIER_WORDS = 6
_NO_DIGIT = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class Stated:
    """One number as a sentence states it.

    `words` are the numeral's own, `phrase` has its qualifier in front or behind; `value` is the
    same for two spellings of one number, `qualifier` for two of one meaning (over, more than).
    """

    start: int
    end: int
    words: str
    phrase: str
    value: str
    qualifier: str


def stated_numbers(sentence: str) -> Iterator[Stated]:
    """Yield the numbers of a sentence in order; names such as T-72, F16 or 93rd hold none.

    >>> [(s.phrase, s.value) for s in stated_numbers("Over 1,200 men and twenty-two T-72 tanks.")]
    [('Over 1,200', '1200'), ('twenty-two', '22')]
    """
    words = _words()
    lowered = _lowered(sentence)
    passed = 0
    for match in words.numeral.finditer(lowered):
        start, before = _qualified(lowered, passed, match.start(), words.before)
        after = words.after_pattern.match(lowered, match.end())
        end = after.end() if after else match.end()
        qualifier = before or (words.after[_plain(after[0])] if after else "")
        numeral = sentence[match.start() : match.end()]
        yield Stated(start, end, numeral, sentence[start:end], _value(match[0]), qualifier)
        passed = end


@dataclass(frozen=True, slots=True)
class _Words:
    numeral: re.Pattern[str]
    numbers: Mapping[str, NumberWord]
    before: Mapping[str, str]
    after: Mapping[str, str]
    after_pattern: re.Pattern[str]


@functools.cache
def _words() -> _Words:
    numbers = {
        word: number
        for word, number in vocabularies.numbers(DATA).items()
        if number.kind in ("unit", "tens", "scale", "vague", "couple")
    }
    after = vocabularies.qualifiers(DATA, "after")
    scale = _any_of(word for word, number in numbers.items() if number.kind == "scale")
    vague = _any_of(word for word, number in numbers.items() if number.kind == "vague")
    plain = _any_of(word for word, number in numbers.items() if number.kind != "vague")
    numeral = (
        # A letter and a hyphen before digits name a thing: T-72, Covid-19.
        rf"(?<![\w.,])(?=[^\W_])(?:(?<![^\W\d]-){_DIGITS}(?:[ -]{scale}\b)?|{vague}\b"
        rf"|(?:half\san?\s|an?\s(?={scale}\b))?{plain}(?:(?:[ -]|\sand\s){plain}){{0,8}}\b)"
    )
    return _Words(
        re.compile(numeral),
        numbers,
        vocabularies.qualifiers(DATA, "before"),
        after,
        re.compile(rf"\s?{_any_of(after)}(?!\w)"),
    )


def _any_of(phrases: Iterable[str]) -> str:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    escaped = "|".join(re.escape(phrase) for phrase in longest_first)
    return f"(?:{escaped})".replace("\\ ", "\\s")


def _qualified(
    lowered: str, passed: int, start: int, qualifiers: Mapping[str, str]
) -> tuple[int, str]:
    """Return where the longest qualifier before `start` begins, and what it means."""
    near = max(passed, start - _LONGEST_QUALIFIER)
    for word in list(_HEAD_WORD.finditer(lowered, near, start))[-_QUALIFIER_WORDS:]:
        meaning = qualifiers.get(_plain(lowered[word.start() : start]))
        if meaning is not None:
            return word.start(), meaning
    return start, ""


def _lowered(text: str) -> str:
    lowered = text.lower()
    # A few letters (İ) grow in lower case, which would move every offset behind them.
    return lowered if len(lowered) == len(text) else "".join(c.lower()[0] for c in text)


def _plain(phrase: str) -> str:
    return " ".join(phrase.casefold().split())


@functools.lru_cache(maxsize=10_000)
def _value(numeral: str) -> str:
    """Return one spelling for all spellings of a number; a vague one stays as it is."""
    numbers = _words().numbers
    plain = _plain(numeral)
    known = numbers.get(plain)
    if known is not None and known.kind == "vague":
        return plain
    total = current = Decimal(0)
    for part in _parts(plain):
        word = numbers.get(part)
        if word is not None and word.kind == "scale":
            current = (current or Decimal(1)) * word.value
            if word.value >= 1_000:
                total, current = total + current, Decimal(0)
        elif word is not None:
            current += word.value
        elif part == "half":
            current = Decimal("0.5")
        elif part not in ("a", "an", "and"):
            digits = _NO_DIGIT.sub("", part) if _GROUPED.fullmatch(part) else part
            if not re.fullmatch(r"\d+(?:\.\d+)?", digits):
                return plain
            current += Decimal(digits)
    return format((total + current).normalize(), "f")


def _parts(plain: str) -> list[str]:
    """Return the digits, which may hold spaces, and the words of a numeral."""
    digits = re.match(r"\d[\d.,:  ’']*", plain)
    cut = len(digits[0].rstrip()) if digits else 0
    return ([plain[:cut]] if cut else []) + plain[cut:].replace("-", " ").split()
