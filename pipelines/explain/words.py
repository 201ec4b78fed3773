"""The letters that sentences are spelled in, as words that a person can read."""

from pipelines.lexicon import symbols

_MENTIONS = {
    symbols.QUANTITY: "figure",
    symbols.REMOVED: "number removed",
    symbols.PEOPLE: "people",
    symbols.EQUIPMENT: "equipment",
    symbols.ATTACK: "attack",
    symbols.OBJECT: "no victim",
    symbols.SIDE: "side",
    symbols.ACTOR: "actor",
    symbols.MEDIUM: "medium",
    symbols.SPEAKER: "speaker",
    symbols.CONTEXT: "context",
    symbols.PLACE: "place",
    symbols.DATE: "date",
    symbols.CUE: "cue",
    symbols.NAME: "name",
}

_CHUNKS = {
    "0": "figure",
    "1": "figure of people",
    "2": "figure of things",
    "3": "figure of attacks",
    "4": "figure of harm",
    "5": "figure harmed",
    "6": "one person",
    "7": "one thing",
    "8": "figure of no victim",
    "9": "nobody",
    "s": "side or speaker",
    "e": "things",
}

_FUNCTION_WORDS = frozenset({"of", "by", "to", "prep", "determiner", "that", "and", "other"})
"""Word classes that stand in every sentence; to name them would only hide the rest."""


def _names() -> dict[str, str]:
    words: dict[str, str] = {}
    for name, letter in symbols.WORD_CLASSES.items():
        if name not in _FUNCTION_WORDS:
            # Where several classes share a letter, the first is the general one.
            words.setdefault(letter, name.replace("_", " "))
    harm = {letter: f"harm, {form}" for form, letter in symbols.HARM_FORMS.items()}
    return {**words, **harm, **_MENTIONS, **_CHUNKS}


NAMES = _names()
"""What the letter of a token or chunk means; plain words, marks and function words have no name."""
