"""The words before a name that show it to be of a place: «near», «the village of», «shelled»."""

import re
from typing import NamedTuple

from pipelines.lexicon import Lexicon

_WHERE = frozenset(
    {"in", "near", "at", "around", "outside", "inside", "over", "above", "across", "throughout"}
    | {"within", "beside", "opposite"}
)
_ON = frozenset({"into", "on"})
_OF = frozenset({"of", "for", "against", "from", "to"})
_BESIDE = frozenset(
    {"the", "far", "rural", "central", "downtown", "occupied", "besieged", "nearby", "mainly"}
    | {"neighbouring", "neighboring"}
) | {
    f"{first}{dash}{second}{end}"
    for first in ("north", "south", "east", "west")
    for dash in ("", "-")
    for second in ("", "east", "west")
    for end in ("", "ern")
}
_BESIDE_MOST = 4
_OPENERS = '("“‘«[—–-/'
LOOK_BACK = 24
"""So many characters before a name hold the words that show it."""
_APPOSED = re.compile(
    r", (?:in|near|outside|\d+ ?(?:km|kilomet|miles)|"
    r"(?:just )?(?:north|south|east|west)\w*(?:-\w+)? of|"
    r"an? (?:\w+ ){0,2}(?:village|town|city|suburb|hamlet|district)) "
)
_BY_VERB = {"struck": "struck", "overrun": "where"}
_TAKEN = re.compile(r"\b(?:abduct|kidnap|snatch|carried off)[^.;]*$")
PLACE_KINDS = frozenset({"settlement", "region", "sea", "site"})
"""The kinds of place words that make a name one of a place."""


class Lead(NamedTuple):
    """What shows a name to be that of a place: the word before it, and where its words begin."""

    opening: int
    word: str
    form: str


class Leads:
    """Reads the words before names in one text; `folded` is the text in lower case."""

    def __init__(self, text: str, folded: str, lexicon: Lexicon) -> None:
        self._text = text
        self._folded = folded
        self._words = lexicon.place_words

    def opens(self, word: str) -> bool:
        """Tell whether a word in lower case may stand before the name of a place."""
        return word in _WHERE or word in _OF

    def before(self, start: int, end: int) -> Lead | None:
        """Return the preposition or verb before a name that shows it to be a place."""
        text, noun = self._text, None
        for _ in range(_BESIDE_MOST + 1):
            if text[start - 1 : start] != " ":
                return noun
            word = text[max(0, start - LOOK_BACK) : start - 1]
            word = word[max(word.rfind(" "), word.rfind("\n")) + 1 :].lstrip(_OPENERS)
            start -= len(word) + 1
            if noun is None and self._words.get(word) == "settlement":
                # «the capital Mogadishu»: the noun shows it, whatever stands before.
                noun = Lead(start, word, "where")
            elif word not in _BESIDE:
                form = self.form(word if word in _ON else word.lower(), start, end)
                return Lead(start, word, form) if form else noun
        return noun

    def form(self, word: str, opening: int, end: int) -> str | None:
        """Return how the word before a name shows that it is a place; None where it does not."""
        if word in _WHERE:
            return "where"
        if word not in _ON and word not in _OF:
            return _BY_VERB.get(self._words.get(word, ""))
        if word == "from":
            taken = _TAKEN.search(self._folded, max(0, opening - 60), opening)
            return "where" if taken else None
        before = self._folded[max(0, opening - LOOK_BACK) : opening].rstrip()
        kind = self._words.get(before[before.rfind(" ") + 1 :])
        if word == "to":
            return "where" if kind == "site" else None
        if word in ("on", "against") and kind == "event":
            return "struck"
        if word in _ON:
            return "where"
        is_within = (kind == "event" and word in ("of", "for")) or (kind == "part" and word == "of")
        is_named = kind in PLACE_KINDS or _APPOSED.match(self._text, end) is not None
        return "of" if is_within or (is_named and word == "of") else None
