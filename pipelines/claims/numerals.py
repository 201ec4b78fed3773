"""The value of a numeral: digits with separators, number words, and mixtures of the two."""

import re
from collections.abc import Mapping

from pipelines.lexicon.model import NumberWord

DIGITS = (
    r"\d{1,3}(?:[,\u00a0\u202f\u2009 ’']\d{3})+(?![\d])|\d{1,3}(?:\.\d{3})+(?![\d.])|"
    r"\d+\.\d+(?=[ -](?:thousand|million|billion|k\b))|\d+"
)
GREATEST = 10**12
LONGEST = 120
"""No count of people or things is greater, nor its numeral longer: such a text is hostile."""
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "k": 1_000}
_SEPARATORS = re.compile(r"[,\u00a0\u202f\u2009 ’']")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_MIXED = re.compile(r"(?P<digits>[\d.,\u00a0\u202f\u2009’' ]+?)(?:[ -](?P<scale>[a-z]+))?")


def parse_numeral(text: str, words: Mapping[str, NumberWord]) -> int | None:
    """Return the whole number that a numeral states, or None where it states none.

    >>> from pipelines.lexicon import load_lexicon
    >>> [parse_numeral(t, load_lexicon().numbers) for t in ("1.2 million", "two dozen", "1 200")]
    [1200000, 24, 1200]
    """
    lowered = text.lower().strip()
    if len(lowered) > LONGEST:
        return None
    if lowered[:1].isdigit():
        value = _parse_mixed(lowered, words)
    else:
        value = _parse_words(re.split(r"[\s-]+", lowered), words)
    return value if value is not None and value <= GREATEST else None


def _parse_mixed(text: str, words: Mapping[str, NumberWord]) -> int | None:
    match = _MIXED.fullmatch(text)
    if match is None:
        return None
    digits = _SEPARATORS.sub("", match["digits"])
    if _GROUPED.fullmatch(digits):
        digits = digits.replace(".", "")
    if digits.count(".") > 1 or not digits.strip("."):
        return None
    scale = match["scale"]
    if scale is None:
        return int(digits) if digits.isdigit() else None
    factor = _SCALES.get(scale) or (words[scale].value if scale in words else 0)
    if not factor:
        return None
    whole, _, fraction = digits.partition(".")
    return int(whole) * factor + (int(fraction) * factor // 10 ** len(fraction) if fraction else 0)


def _parse_words(parts: list[str], words: Mapping[str, NumberWord]) -> int | None:
    """Return the value of number words: tens and units add, scales multiply what came before."""
    total = current = 0
    for part in parts:
        if part in ("and", "of", ""):
            continue
        if part in ("a", "an"):
            current += 1
            continue
        if part == "half":
            return None
        word = words.get(part)
        if word is None:
            return None
        if word.kind in ("scale", "score"):
            current = max(current, 1) * word.value
            if word.value >= 1_000:
                total, current = total + current, 0
        elif word.kind == "couple":
            current = word.value
        elif word.kind == "vague":
            return None
        else:
            current += word.value
    return total + current
