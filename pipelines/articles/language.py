"""In which language a text is written.

Belongs here: identifying the language of a text, and reading what sources call it. Does not belong
here: which languages claims are read in (`pipelines.claims.language`).

A text is identified by pieces from its start to its end, so that a quotation in another language
at one place does not decide, and a text of 20 MB costs no more than a page.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

LONG_ENOUGH = 40
"""So many letters must be there: fewer are a headline of names as often as a sentence."""
SURE = 0.9
"""So probable must a language be, with those that it cannot be told from, to overrule a source."""
_PIECES = 4
_PIECE = 150

# Spoken varieties, and names of old, by the code that texts in them go by.
_SAME = {
    "ary": "ar", "arz": "ar", "wuu": "zh", "yue": "zh", "uzs": "uz", "nn": "no", "nb": "no",
    "iw": "he", "in": "id", "ji": "yi", "mo": "ro", "sh": "sr",
}  # fmt: skip
# Written so much alike that the source knows better, where it names one of them.
_ALIKE = {code: group for group in (("bs", "hr", "sr"), ("id", "ms")) for code in group}
# No press that reports on wars writes in these, but strings of names look like them.
_NO_PRESS = frozenset({"an", "br", "eo", "la", "oc", "qu", "sa", "se", "vo", "wa"})
_CODE = re.compile(r"([a-z]{2})(?:[-_][a-z0-9-_]+)?", re.I)
_NO_PROSE = re.compile(r"https?://\S+|\S+@\S+|[@#]\w+")


def identify(text: str, told: str | None) -> str | None:
    """Return the language of a text as a code of ISO 639-1, or None where nobody can tell.

    The text decides where it is long enough and its language is sure; else the source does, which
    tells a code ("en", "en-GB"). Among languages that are written alike the source is believed.

    >>> identify("Министерство сообщило, что погибли трое мирных жителей.", "en-GB")
    'ru'
    >>> identify("12 killed", "en-GB")
    'en'
    """
    stated = _stated(told)
    sample = _sample(text)
    if sum(map(str.isalpha, sample)) < LONG_ENOUGH:
        return stated
    scores: dict[str, float] = {}
    for label, score in _identifier().rank(sample):
        code = _SAME.get(label, label)
        scores[code] = scores.get(code, 0.0) + score
    best = max(scores, key=scores.__getitem__)
    group = _ALIKE.get(best, (best,))
    if sum(scores[code] for code in group) < SURE:
        return stated
    return stated if stated in group else best


def _stated(told: str | None) -> str | None:
    found = _CODE.fullmatch(told.strip()) if told else None
    return _SAME.get(found[1].lower(), found[1].lower()) if found else None


def _sample(text: str) -> str:
    """Return pieces of the text from its start to its end, without addresses."""
    if len(text) > _PIECES * _PIECE:
        step = (len(text) - _PIECE) // (_PIECES - 1)
        text = "\n".join(text[i * step : i * step + _PIECE] for i in range(_PIECES))
    return _NO_PROSE.sub(" ", text)


@cache
def _identifier() -> Any:
    # Imported here: loading takes a second, which a run without new articles need not pay.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    codes = {code for code in identifier.labels if len(code) == 2} - _NO_PRESS
    identifier.set_languages(sorted(codes | (_SAME.keys() & set(identifier.labels))))
    return identifier
