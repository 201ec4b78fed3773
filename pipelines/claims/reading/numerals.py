"""The value of a numeral: digits with separators, number words, and mixtures of the two."""

import re
from collections.abc import Iterable, Mapping

from pipelines.lexicon.model import NumberWord

_DIGITS = (
    r"\d{1,3}(?:[,\u00a0\u202f\u2009 ’']\d{3})+(?![\d])|\d{1,3}(?:\.\d{3})+(?![\d.])|"
    r"\d+\.\d+(?=[ -](?:thousand|million|billion|k\b)|\s(?:and|to|or)\s\d|\s?[-–]\s?\d)|\d+"
)
GREATEST = 10**12
LONGEST = 120
"""No count of people or things is greater, nor its numeral longer: such a text is hostile."""
_SCALES = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "k": 1_000}
_SEPARATORS = re.compile(r"[,\u00a0\u202f\u2009 ’']")
_GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+")
_MIXED = re.compile(r"(?P<digits>[\d.,\u00a0\u202f\u2009’' ]+?)(?:[ -](?P<scale>[a-z]+))?")


class _Branches(dict[str, "_Branches"]):
    """What can follow a beginning that phrases share, by letter; an empty one where one ends."""


def alternatives(phrases: Iterable[str]) -> str:
    r"""Return a pattern that matches any of the phrases, the longest first.

    Phrases that begin alike share a branch, so that a text which none of them begins is passed
    over by its first letter.

    >>> alternatives(["no more", "no one", "on"])
    '(?:no\\s(?:more|one)|on)'
    """
    root = _Branches()
    for phrase in sorted(phrases):
        branch = root
        for letter in phrase:
            branch = branch.setdefault(r"\s" if letter == " " else re.escape(letter), _Branches())
        branch[""] = _Branches()
    return _rendered(root)


def _rendered(branch: _Branches) -> str:
    """Return the pattern of a branch: what can follow, and nothing last where a phrase ends."""
    options = [letter + _rendered(rest) for letter, rest in branch.items() if letter]
    if not options:
        return ""
    ends = "" in branch
    if len(options) == 1 and not ends:
        return options[0]
    return f"(?:{'|'.join(options)}){'?' if ends else ''}"


def numeral_pattern(words: Mapping[str, NumberWord]) -> str:
    """Return a pattern for numerals in lower case: 1,200; 1.2 million; half a dozen."""

    def of(*kinds: str) -> str:
        return alternatives(word for word, number in words.items() if number.kind in kinds)

    scale = alternatives(w for w, n in words.items() if n.kind == "scale" and n.value >= 100)
    dozen = alternatives(w for w, n in words.items() if n.kind == "scale" and n.value < 100)
    small = rf"(?:(?:{of('tens')})(?:[\s-](?:{of('unit')}))?|(?:{of('unit')}))"
    mixed = rf"(?:{_DIGITS})(?:[ -](?:{of('scale')})\b|k(?=\s))?"
    rest = rf"(?:,?(?:\sand)?[\s-]{small}(?:[\s-](?:{scale}))*)*"
    return (
        rf"(?:{mixed}|half\san?\s(?:{of('scale')})"
        rf"|(?:an?|{small})(?:[\s-](?:{scale}))+{rest}"
        rf"|(?:an?|{small})[\s-](?:{of('scale', 'score', 'couple')})"
        rf"|{small}|(?:{dozen}|{of('both')}))"
    )


def parse_range(low: str, high: str, words: Mapping[str, NumberWord]) -> tuple[int, int] | None:
    """Return the two ends of a range; one scale can serve both: «1.1 and 1.2 million».

    >>> from pipelines.lexicon import load_lexicon
    >>> parse_range("1.1", "1.2 million", load_lexicon().numbers)
    (1100000, 1200000)
    """
    second = parse_numeral(high, words)
    scale = re.search(r"[ -]([a-z]+)$", high)
    first = parse_numeral(low, words)
    if scale is not None and scale[1] in words and words[scale[1]].kind == "scale":
        shared = parse_numeral(f"{low} {scale[1]}", words)
        if shared is not None and second is not None and shared < second:
            first = shared
    if first is None or second is None or second <= first:
        return None
    return first, second


def parse_numeral(text: str, words: Mapping[str, NumberWord]) -> int | None:
    """Return the whole number that a numeral states, or None where it states none.

    >>> from pipelines.lexicon import load_lexicon
    >>> [parse_numeral(t, load_lexicon().numbers) for t in ("1.2 million", "half a dozen", "1 200")]
    [1200000, 6, 1200]
    """
    lowered = text.lower().strip()
    if len(lowered) > LONGEST:
        return None
    if lowered[:1].isdigit():
        value = _parse_mixed(lowered, words)
    else:
        value = _parse_words(re.split(r"[\s,-]+", lowered), words)
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
    if parts[0] == "half":
        whole = _parse_words(parts[1:], words)
        return whole // 2 if whole is not None else None
    total = current = 0
    for part in parts:
        if part in ("and", "of", ""):
            continue
        if part in ("a", "an"):
            current += 1
            continue
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
