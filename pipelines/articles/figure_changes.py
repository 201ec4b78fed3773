"""What changed between two texts of one story: sentences, and which number became which.

Belongs here: comparing two texts sentence by sentence, their order left aside. Does not belong
here: which texts are worth comparing (`syndication`), or what a number counts.

Work grows with the length of the texts and never with its square: sentences that are equal, or
equal apart from their numbers, are found by lookup; ones that are nearly equal are looked for among
`_CANDIDATES` each, and at most `_COMPARED` pairs are compared word by word. Of two long texts with
nothing in common, figures are read in the first `_EXAMINED` sentences of each.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import chain, pairwise

from pipelines.articles.figures import Stated, stated_numbers

_NUMBER = "#"
_LONGEST = 2_000  # code points: no prose has a longer sentence; one is cut at a space
_LONGEST_COMPARED = 120  # words
_CANDIDATES = 8
_COMPARED = 2_000
_EXAMINED = 20_000
_PAIRS_IN_COMMON = 0.3  # of the pairs of words of the shorter one, before all words are compared
_NEARLY = 0.6  # of the words of both sentences that must be the same in order
_BOUNDARY = re.compile(r"\n\s*|(?<=[.!?…])[\"'”’»)\]]*\s+(?![a-zа-яё])|(?<=[。！？])")
_ABBREVIATED = re.compile(
    r"\b(?:Lt|Gen|Col|Maj|Capt|Sgt|Brig|Adm|Mr|Mrs|Ms|Dr|Prof|Rep|Sen|Gov|St|Nos?|vs|approx|Jan|"
    r"Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec|[A-Z])\.$"
)
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


@dataclass(frozen=True, slots=True)
class FigureChange:
    """One number that became another, with the two sentences that it stands in.

    `before` and `after` are the numbers as stated, with their qualifiers where those changed.
    """

    before: str
    after: str
    sentence_before: str
    sentence_after: str


@dataclass(frozen=True, slots=True)
class TextChange:
    """How a text differs from an earlier one; empty where both say the same in any order.

    Sentences that changed by figures only, or are nearly the same and changed a figure, stand in
    `figures` and neither in `added` nor in `removed`.
    """

    added: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    figures: list[FigureChange] = field(default_factory=list)


def text_changes(before: str | CutText, after: str) -> TextChange:
    """Return the sentences that `after` adds and leaves out, and the figures that it changed.

    What is compared with many texts is cut once: `text_changes(CutText(before), after)`.

    >>> text_changes("It rained. 12 men died.", "At least 14 men died.")
    ... # doctest: +NORMALIZE_WHITESPACE
    TextChange(added=[], removed=['It rained.'],
        figures=[FigureChange(before='12', after='At least 14',
            sentence_before='12 men died.', sentence_after='At least 14 men died.')])
    """
    former = CutText(before) if isinstance(before, str) else before
    latter = CutText(after)
    pairs, old, new = _same_but_for_numbers(former.beyond(latter), latter.beyond(former))
    figures = [change for pair in pairs for change in _figure_changes(*pair)]
    near = [(pair, changes) for pair in _nearly_same(old, new) if (changes := _near_changes(*pair))]
    figures += [change for _, changes in near for change in changes]
    paired = {id(sentence) for pair, _ in near for sentence in pair}
    return TextChange(
        [sentence.text for sentence in new if id(sentence) not in paired],
        [sentence.text for sentence in old if id(sentence) not in paired],
        figures,
    )


class CutText:
    """A text cut into sentences, each of them read when it is first needed."""

    def __init__(self, text: str) -> None:
        self._texts = _split(text)
        self._keys = [" ".join(_words(sentence)) for sentence in self._texts]
        self._read: dict[int, _Sentence] = {}

    def beyond(self, other: CutText) -> list[_Sentence]:
        """Return the sentences that do not stand word for word in the other text."""
        left = Counter(other._keys)
        result: list[_Sentence] = []
        for index, key in enumerate(self._keys):
            if left[key] > 0:
                left[key] -= 1
            elif key:
                result.append(self._sentence(index, examined=len(result) < _EXAMINED))
        return result

    def _sentence(self, index: int, *, examined: bool) -> _Sentence:
        sentence = self._read.get(index)
        if sentence is None:
            sentence = _Sentence(self._texts[index], examined=examined)
            if examined:
                self._read[index] = sentence
        return sentence


class _Sentence:
    """A sentence, its numbers, and its words with `#` in the place of each number."""

    __slots__ = ("numbers", "text", "words")

    def __init__(self, text: str, *, examined: bool) -> None:
        self.text = text
        self.numbers: list[Stated] = []
        self.words: list[str] = []
        if examined:
            self._read(text)

    def _read(self, text: str) -> None:
        self.numbers = list(stated_numbers(text))
        position = 0
        for number in self.numbers:
            self.words += [*_words(text[position : number.start]), _NUMBER]
            position = number.end
        self.words += _words(text[position:])


def _same_but_for_numbers(
    old: list[_Sentence], new: list[_Sentence]
) -> tuple[list[tuple[_Sentence, _Sentence]], list[_Sentence], list[_Sentence]]:
    """Return the pairs whose words are the same, in order, and what is left of both sides."""
    waiting: dict[tuple[str, ...], list[_Sentence]] = defaultdict(list)
    for sentence in reversed(old):
        waiting[tuple(sentence.words)].append(sentence)
    pairs, rest = [], []
    for sentence in new:
        same = waiting.get(tuple(sentence.words))
        if same and any(word != _NUMBER for word in sentence.words):
            pairs.append((same.pop(), sentence))
        else:
            rest.append(sentence)
    gone = {id(earlier) for earlier, _ in pairs}
    return pairs, [sentence for sentence in old if id(sentence) not in gone], rest


def _figure_changes(before: _Sentence, after: _Sentence) -> Iterator[FigureChange]:
    """Yield the changes of two sentences with equally many numbers, number by number."""
    yield from _changes(zip(before.numbers, after.numbers, strict=True), before, after)


def _changes(
    numbers: Iterable[tuple[Stated, Stated]], before: _Sentence, after: _Sentence
) -> Iterator[FigureChange]:
    for old, new in numbers:
        requalified = old.qualifier != new.qualifier
        if requalified or old.value != new.value:
            told = (old.phrase, new.phrase) if requalified else (old.words, new.words)
            yield FigureChange(*told, before.text, after.text)


def _nearly_same(
    old: list[_Sentence], new: list[_Sentence]
) -> Iterator[tuple[_Sentence, _Sentence]]:
    """Yield pairs of sentences with numbers that may be one sentence, each sentence once."""
    postings: dict[str, list[int]] = defaultdict(list)
    comparable = [s for s in old if s.numbers and len(s.words) <= _LONGEST_COMPARED]
    for index, sentence in enumerate(comparable):
        for key in _keys(sentence.words):
            if len(postings[key]) < _CANDIDATES:
                postings[key].append(index)
    taken: set[int] = set()
    compared = 0
    for sentence in new:
        if not sentence.numbers or len(sentence.words) > _LONGEST_COMPARED:
            continue
        hits = Counter(
            chain.from_iterable(map(postings.__getitem__, _keys(sentence.words) & postings.keys()))
        )
        for index in sorted(hits, key=lambda i: (-hits[i], i))[:_CANDIDATES]:
            shorter = min(len(sentence.words), len(comparable[index].words))
            few = hits[index] < _PAIRS_IN_COMMON * (shorter - 1)
            if few or index in taken or compared == _COMPARED:
                continue
            compared += 1
            if _aligned(comparable[index], sentence).ratio() >= _NEARLY:
                taken.add(index)
                yield comparable[index], sentence
                break


def _near_changes(before: _Sentence, after: _Sentence) -> list[FigureChange]:
    """Return the changes of the numbers that stand in the same place of two sentences."""
    places = [
        [index for index, word in enumerate(sentence.words) if word == _NUMBER]
        for sentence in (before, after)
    ]
    old, new = (
        dict(zip(at, sentence.numbers, strict=True))
        for at, sentence in zip(places, (before, after), strict=True)
    )
    met: list[tuple[Stated, Stated]] = []
    for what, i, i_end, j, j_end in _aligned(before, after).get_opcodes():
        left = [old[at] for at in range(i, i_end) if at in old]
        right = [new[at] for at in range(j, j_end) if at in new]
        # Reworded around: the numbers are the same ones where there are as many.
        if what in ("equal", "replace") and len(left) == len(right):
            met += zip(left, right, strict=True)
    return list(_changes(met, before, after))


def _aligned(before: _Sentence, after: _Sentence) -> SequenceMatcher[str]:
    return SequenceMatcher(None, before.words, after.words, autojunk=False)


def _keys(words: list[str]) -> set[str]:
    return {" ".join(pair) for pair in pairwise(words)}


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _split(text: str) -> list[str]:
    """Return the sentences of a text; a line end always ends one."""
    sentences: list[str] = []
    start = 0
    for match in _BOUNDARY.finditer(text):
        ends_line = "\n" in match[0]
        if not ends_line and _ABBREVIATED.search(
            text, max(start, match.start() - 8), match.start()
        ):
            continue
        end = match.start() if ends_line else match.start() + len(match[0].rstrip())
        sentences += _cut(text[start:end].strip())
        start = match.end()
    return sentences + list(_cut(text[start:].strip()))


def _cut(sentence: str) -> Iterator[str]:
    while len(sentence) > _LONGEST:
        space = sentence.rfind(" ", _LONGEST // 2, _LONGEST)
        middle = space if space > 0 else _LONGEST
        yield sentence[:middle]
        sentence = sentence[middle:].lstrip()
    if sentence:
        yield sentence
