"""Which language an article is written in.

Belongs here: the choice between what the text shows and what its source says. Does not belong here:
which languages are read for claims (`pipelines.claims`).
"""

from __future__ import annotations

from functools import cache
from typing import Any

_SAMPLE = 400
"""Code points taken from the start, and again from the middle: a text of any length costs the same,
and an introduction in another language does not decide."""

_SURE = 0.9
_LIKELY = 0.5
_FEWEST_LETTERS = 24
"""The probability above which the text overrules its source, the one at which it is believed where
its source is silent, and the length from which it is asked at all: names and figures alone look
like any language."""

_KEPT = frozenset({"ckb"})
"""The languages without a code of two letters that are told apart all the same (Central Kurdish).
Others are relatives of one that has such a code (Moroccan Arabic, Wu) and would share its share of
the probability."""

_SHORT_CODES = {"nb": "no", "nn": "no", "iw": "he", "srl": "sr", "cmn": "zh", "zho": "zh"}
_LONGEST_CODE = 3


def identify(text: str, told: str | None = None) -> str | None:
    """Return the ISO 639-1 code of a text's language (639-2 where there is none), if it is known.

    The text decides where it is long enough to be sure, else `told`, what its source says; None
    where neither tells.

    >>> identify("Десятеро військових загинули поблизу Лимана у неділю.", told="ru")
    'uk'
    """
    said = _code(told)
    sample = _sample(text)
    if sum(map(str.isalpha, sample)) < _FEWEST_LETTERS:
        return said
    language: str
    language, probability = _identifier().classify(sample)
    if probability >= (_SURE if said else _LIKELY):
        return _SHORT_CODES.get(language, language)
    return said


def _sample(text: str) -> str:
    if len(text) <= 2 * _SAMPLE:
        return text
    middle = len(text) // 2
    return f"{text[:_SAMPLE]} {text[middle : middle + _SAMPLE]}"


def _code(told: str | None) -> str | None:
    """Return a language as a source writes it ("en-GB", "EN", "rus") as its code alone."""
    if not told:
        return None
    code = told.strip().lower().replace("_", "-").split("-")[0]
    if not code.isalpha() or len(code) > _LONGEST_CODE or len(code) < 2:
        return _NAMES.get(told.strip().lower())
    return _THREE.get(code) or _SHORT_CODES.get(code, code)


@cache
def _identifier() -> Any:
    # Imported here: the model takes a second to load, which runs without articles need not pay.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    codes = [code for code in identifier.labels if len(code) == 2 or code in _KEPT]
    identifier.set_languages(codes)
    return identifier


_THREE = {
    "eng": "en", "rus": "ru", "ukr": "uk", "bel": "be", "ara": "ar", "fas": "fa", "per": "fa",
    "heb": "he", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de", "spa": "es", "pol": "pl",
    "tur": "tr", "por": "pt", "ita": "it", "urd": "ur", "pus": "ps", "amh": "am", "mya": "my",
    "bur": "my", "chi": "zh", "hye": "hy", "arm": "hy", "aze": "az", "kat": "ka", "geo": "ka",
}  # fmt: skip
_NAMES = {"english": "en", "russian": "ru", "ukrainian": "uk", "arabic": "ar", "french": "fr"}
