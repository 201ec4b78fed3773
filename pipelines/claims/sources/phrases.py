"""Spell a sentence by the grammar of its words, and tell where a noun phrase stands in it.

One letter a word, from closed classes alone (articles, prepositions, auxiliaries …): `N` a word
with a capital, `l` any other word, `0` a number, `t` a word of time, `'` a possessive mark;
punctuation stands for itself, all quote marks as `"` and all dashes as `-`. It knows nothing of
harm: the patterns of speech are read over these letters.
"""

import functools
import re
from bisect import bisect_left
from dataclasses import dataclass

_PIECE = re.compile(
    r"[’']s?(?=\s|$)|[’']s\b|[^\W\d_](?:(?![’'](?:s\b|\s|$))[\w’'.&-])*|\d(?:[\w.,:]*\w)?|[^\w\s]"
)
_CLOSED = {
    "d": "the a an this these those another other both each every any some several many few no "
    "my your one two three four five six seven eight nine ten dozens hundreds scores "
    "more most",
    "v": "his her its their our",
    "p": "of for in at from with to on near inside outside around close behind familiar under",
    "f": "during into over against between within across along through amid among toward towards "
    "per via including besides despite upon without",
    "y": "by",
    "&": "and or",
    "C": "who which whose whom",
    "T": "that",
    "c": "while but as when after before because although though where whereas since if unless "
    "than until nor what how why then whether",
    "h": "has have had having will would can could may might must shall should do does did",
    "b": "was were is are be been being am",
    "r": "he she it they we i you them us",
    "a": "also later earlier again too still now only just even once not already meanwhile however "
    "further so far itself himself herself themselves ago last first then only here there yet "
    "soon afterwards instead never",
    "t": "today yesterday tonight overnight week weeks month months year years day days hour hours "
    "minutes morning afternoon evening night noon midnight dawn dusk weekend",
}
_TIMES = (
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April June "
    "July August September October November December Jan Feb Mar Apr Aug Sept Oct Nov Dec Jan. "
    "Feb. Aug. Sept. Oct. Nov. Dec. May"
)
_NEVER_NAMES = frozenset("pfyc")
"""Prepositions and conjunctions: with a capital they begin a clause, or stand within a name."""
_NOUNS_IN_LY = re.compile(
    r"daily|weekly|monthly|quarterly|family|assembly|anomaly|supply|reply|italy|sicily", re.I
)
_CLASS = {word: letter for letter, words in _CLOSED.items() for word in words.split()}
_TIME_NAMES = frozenset(_TIMES.split())
_SIGNS = dict.fromkeys("“”„«»\"‘’'", '"') | dict.fromkeys("–—-‒−", "-")
_KEPT = frozenset(",;:().")

SIMPLE = r"[dv]{0,3}(?:0[Nl]|[Nl])(?:'?0?[Nl])*"
_WITHIN_NAME = r"(?:(?<=N)&N(?:'?0?N)*)?"  # «Center for Control and Coordination»
PHRASE = rf"(?:{SIMPLE}(?:p{{1,2}}{SIMPLE}{_WITHIN_NAME}){{0,5}}|dpr)"
GAP = r"(?:[ah]|[pf]?[dvl]?[al]?0?t[0t]*)*"


_FIRST = re.compile(
    rf"(?:[ac&\"]|[dl0]{{0,2}}t[a0t]*,|[pf][dl0]{{0,2}}t[0t]*(?=[dNl])|[pfy][^,;:\"]{{0,10}},)*(?P<np>{SIMPLE}(?:p{SIMPLE})?)"
)


def is_closed(word: str) -> bool:
    """Tell whether a word is a function word, whatever its case."""
    return word.lower() in _CLASS


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence in words: `kinds[i]` is the letter of the word at `starts[i]:ends[i]`."""

    kinds: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def subject(self) -> tuple[int, int] | None:
        """Return the words of the phrase that begins the sentence, the subject of its verb."""
        match = _FIRST.match(self.kinds)
        return match.span("np") if match else None

    def at(self, offset: int) -> int:
        """Return the index of the first word that begins at an offset or behind it."""
        return bisect_left(self.starts, offset)


def spell_words(text: str, start: int, end: int) -> Wording:
    """Return the words of the passage `[start, end)`."""
    kinds: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _PIECE.finditer(text, start, end):
        word, first = match[0], match.start()
        last = match.end()
        if word[-1] == "." and last == end and len(word) > 1:
            last -= 1
            word = word[:-1]
        kind = _kind(word, text[first - 1] if first > start else "")
        is_within_name = word[0].isupper() and kinds[-1:] == ["N"]
        kinds.append("N" if kind in _NEVER_NAMES and is_within_name else kind)
        starts.append(first)
        ends.append(last)
    return Wording("".join(kinds), tuple(starts), tuple(ends))


@functools.lru_cache(maxsize=16_384)
def _kind(word: str, before: str) -> str:
    initial = word[0]
    if initial.isdigit():
        return "0"
    if initial in "'’":
        return "'" if before.isalnum() else '"'
    if not initial.isalpha():
        return _SIGNS.get(initial, initial if initial in _KEPT else ".")
    if word in _TIME_NAMES:
        return "t"
    if len(word) > 1 and word.isupper():
        return "N"
    known = _CLASS.get(word.lower())
    is_inner_capital = initial.isupper() and before == " " and len(word) > 2
    if known is not None and (known in _NEVER_NAMES or not is_inner_capital):
        return known
    if (
        word.endswith("ly")
        and len(word) > 4
        and not is_inner_capital
        and _NOUNS_IN_LY.fullmatch(word) is None
    ):
        return "a"
    return "N" if initial.isupper() else "l"
