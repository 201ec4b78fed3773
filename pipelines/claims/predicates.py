"""Find which figures of a sentence count harm: by the harm word that governs each of them.

A figure has harm of its own («12 wounded»), or the harm word to its left or right governs it, or it
continues an earlier figure: in a list, as a part, in the next sentence. The first way that gives a
category stands, and its name is the rule.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipelines.claims.categories import category_of, harm_of, toll_category
from pipelines.claims.chunks import Chunk, Reduced
from pipelines.claims.governors import Governor, Mask
from pipelines.claims.lists import continues, is_listed, part_rule
from pipelines.records import Category

_FIGURE = re.compile(r"[0-7]")
_BULLET = re.compile(r"(?:^|[,;:]&?)[*\-wd.]*(?P<v>[PEN])[wPEN/&]{0,6}?[()w]{0,3}[-:r](?P<t>0)")
_DELTA = re.compile(r"(?<=0)\([+w]{0,2}(?P<t>0)")
_UNKNOWN_NOUN = re.compile(r"0(?:w|Z)")
_PARTS = frozenset({"including", "of_whom", "bracket", "dash", "breakdown", "among", "continued"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A figure found to count harm: its chunk, category, the harm word and the rule."""

    chunk: Chunk
    category: Category
    rule: str
    position: int
    verb: Chunk
    part: bool = False


def find_hits(reduced: Reduced, earlier: Hit | None = None) -> list[Hit]:
    """Return the hits of a sentence in text order, each chunk at most once.

    `earlier` is the last hit of the sentence before, which the first figure may continue.
    """
    if not _FIGURE.search(reduced.kinds):
        return []
    return _Reader(reduced, earlier).read()


class _Reader:
    """One sentence on its way to hits."""

    def __init__(self, reduced: Reduced, earlier: Hit | None) -> None:
        self.reduced = reduced
        self.mask = Mask(reduced.kinds)
        self.earlier = earlier
        self.hits: dict[int, Hit] = {}

    def read(self) -> list[Hit]:
        self._read_bulletin()
        previous: int | None = None
        waiting: list[int] = []
        for match in _FIGURE.finditer(self.reduced.kinds):
            position = match.start()
            hit = self.hits.get(position) or self._hit(position, previous)
            if hit is not None:
                self.hits[position] = hit
            elif self.reduced.kinds[position] not in "67":
                waiting.append(position)
            previous = position
        for position in waiting:
            self._read_bracket(position)
        return [self.hits[position] for position in sorted(self.hits)]

    def _read_bulletin(self) -> None:
        kinds, chunks = self.reduced.kinds, self.reduced.chunks
        for match in _BULLET.finditer(kinds):
            verb, position = chunks[match.start("v")], match.start("t")
            harm = harm_of(verb)
            category: Category | None = "equipment" if verb.kind == "E" else "casualties"
            if harm is not None:
                category = harm.people
            if category is not None:
                self.hits[position] = Hit(chunks[position], category, "bullet", position, verb)
        for match in _DELTA.finditer(kinds):
            position = match.start("t")
            total = self._latest(position)
            if total is not None:
                self.hits[position] = Hit(
                    chunks[position], total.category, "delta", position, total.verb
                )

    def _hit(self, position: int, previous: int | None) -> Hit | None:
        for governor in self._governors(position):
            hit = self._governed(governor, position)
            if hit is not None:
                return hit
        return self._continued(position, previous)

    def _governors(self, position: int) -> Iterator[Governor]:
        """Yield the harm words that may govern a figure, the likeliest first."""
        kind = self.reduced.kinds[position]
        mask = self.mask
        if kind == "5":
            yield Governor("harmed", position)
            return
        if kind == "4":
            harm = harm_of(self.reduced.chunks[position])
            if harm is None or harm.people != "captured":
                yield Governor("noun", position)
                return
        if left := mask.left(position):
            yield left
        if right := mask.right(position):
            yield right
        if kind == "4":
            yield Governor("noun", position)
        if amount := mask.left_amount(position):
            yield amount
        if listed := mask.left_listed(position):
            yield listed

    def _governed(self, governor: Governor, position: int) -> Hit | None:
        verb, chunk = self.reduced.chunks[governor.position], self.reduced.chunks[position]
        if not self.mask.is_real(governor.position) or self._is_denied(governor.position):
            return None
        harm = harm_of(verb)
        category: Category | None
        if verb.kind in "Tj":
            category = toll_category(verb) if chunk.kind in "01" or verb.kind == "j" else None
        elif harm is None:
            return None
        else:
            if governor.rule == "toll" and not self._is_measured(governor, position):
                return None
            category = category_of(harm, chunk, self._noun_kind(position))
        if category is None or self._is_excluded(category, chunk, position):
            return None
        if chunk.kind == "4" and governor.rule != "noun" and category == "casualties":
            return None
        return Hit(chunk, category, governor.rule, position, verb, governor.rule == "among")

    def _is_measured(self, governor: Governor, position: int) -> bool:
        link = self.reduced.kinds[governor.position + 1 : position]
        if "o" in link and "f" not in link:
            return self.reduced.kinds[governor.position] == "T"
        words = {c.term.lemma for c in self.reduced.chunks[governor.position + 1 : position] if c.term}
        return bool(words & {"at", "to", "from"})

    def _noun_kind(self, position: int) -> str:
        """Return what a figure counts: its own noun's kind, else that of the figure before."""
        kinds = self.reduced.kinds
        kind = kinds[position]
        if kind == "5":
            head = self.reduced.chunks[position].head
            return "2" if head is not None and head.symbol == "E" else "1"
        if kind != "0":
            return kind
        if self._counts_unknown(position):
            return "?"
        for earlier in reversed(kinds[:position]):
            if earlier in "12":
                return earlier
        return "0"

    def _counts_unknown(self, position: int) -> bool:
        chunk = self.reduced.chunks[position]
        return len(chunk.tokens) == 1 and bool(_UNKNOWN_NOUN.match(self.reduced.kinds, position))

    def _is_excluded(self, category: Category, chunk: Chunk, position: int) -> bool:
        if category == "captured" and "F" in self.reduced.kinds:
            return True
        return category == "casualties" and chunk.figure is None

    def _is_denied(self, verb: int) -> bool:
        """Tell whether the clause hangs on a verb of denial: «denied that 600 were killed»."""
        cue = max(self.reduced.kinds.rfind("c", 0, verb), -1)
        if cue < 0 or self.reduced.kinds.find(",", cue, verb) >= 0:
            return False
        term = self.reduced.chunks[cue].term
        return bool(term and term.kind == "deny")

    def _latest(self, position: int) -> Hit | None:
        nearest = max((at for at in self.hits if at < position), default=None)
        return self.hits[nearest] if nearest is not None else None

    def _continued(self, position: int, previous: int | None) -> Hit | None:
        """Return the hit of a figure that takes its harm from an earlier figure."""
        mask = self.mask.forward
        before = self.hits.get(previous) if previous is not None else None
        if rule := part_rule(mask, self.mask.backward, position):
            total = self._latest(position) or (self.earlier if previous is None else None)
            return self._like(total, rule, position) if total else None
        if before is not None and is_listed(mask, before.position, position):
            return self._like(before, "list", position)
        kind = self.reduced.kinds[position]
        if self.earlier is not None and previous is None and kind in "0" and continues(mask, position):
            return self._like(self.earlier, "continued", position)
        return None

    def _like(self, model: Hit, rule: str, position: int) -> Hit | None:
        chunk = self.reduced.chunks[position]
        harm = harm_of(model.verb)
        noun = self._noun_kind(position)
        if noun in "0?" or harm is None or rule != "list":
            if noun == "?" and not (harm and harm.people and not harm.things):
                return None
            category: Category | None = model.category
            if noun == "2" and chunk.kind == "2":
                category = "equipment"
        else:
            category = category_of(harm, chunk, noun)
        if category is None or (rule == "list" and model.rule in ("noun", "harmed") and chunk.kind != "0"):
            return None
        if self._is_excluded(category, chunk, position):
            return None
        part = rule in _PARTS or model.part
        return Hit(chunk, category, rule, position, model.verb, part)

    def _read_bracket(self, position: int) -> None:
        """Give a part within brackets before its total's verb the harm of the total."""
        if part_rule(self.mask.forward, self.mask.backward, position) is None:
            return
        later = min((at for at in self.hits if at > position), default=None)
        if later is not None:
            hit = self._like(self.hits[later], "bracket", position)
            if hit is not None:
                self.hits[position] = hit
