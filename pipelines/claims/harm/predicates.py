"""Find which figures of a sentence count harm: by the harm word that governs each of them.

A figure has harm of its own («12 wounded»), or the harm word to its left or right governs it, or it
continues an earlier figure: in a list, as a part, in the next sentence. The first way that gives a
category stands, and its name is the rule.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.claims.harm.bulletins import find_bullets, find_changes
from pipelines.claims.harm.candidates import governors
from pipelines.claims.harm.categories import category_of, category_of_none, harm_of, toll_category
from pipelines.claims.harm.governors import Governor, Mask
from pipelines.claims.harm.lists import (
    continues,
    is_at_head,
    is_item,
    is_listed,
    part_rule,
    restates,
)
from pipelines.claims.harm.nouns import (
    are_released,
    counted_kind,
    follows_preposition,
    is_adjective,
    is_denied,
    is_hypothetical,
    is_measured,
    is_no_victim,
    is_purpose,
    is_said_of_thing,
    meets_another_fate,
    shares_noun,
)
from pipelines.claims.harm.restatements import is_told_anew
from pipelines.claims.reading.chunks import Chunk, Reduced
from pipelines.records import Category

_FIGURE = re.compile(r"[0-9]")
_ENCLOSED = frozenset({"bracket", "dash"})
_HEAD = 6
_AGAINST = frozenset({"against", "versus"})
_SPECIFYING = frozenset({"breakdown", "including"})
_ENCLOSING = frozenset({"suffer", "active"})


@dataclass(frozen=True, slots=True)
class Hit:
    """A figure found to count harm: its chunk, category, the harm word and the rule."""

    chunk: Chunk
    category: Category
    rule: str
    position: int
    verb: Chunk
    part: bool = False


def find_hits(reduced: Reduced, earlier: Sequence[Hit] = ()) -> list[Hit]:
    """Return the hits of a sentence in text order, each chunk at most once.

    `earlier` are the hits of the sentence before, which the first figure may continue.
    """
    if not _FIGURE.search(reduced.kinds):
        return []
    return _Reader(reduced, earlier).read()


@dataclass(frozen=True, slots=True)
class _Rule:
    """What figures that continue a list take over: the harm word, and the hit that began it."""

    verb: Chunk
    rule: str
    model: Hit | None = None


class _Reader:
    """One sentence on its way to hits."""

    def __init__(self, reduced: Reduced, earlier: Sequence[Hit]) -> None:
        self.reduced = reduced
        self.mask = Mask(reduced.kinds)
        self.earlier = earlier
        self.hits: dict[int, Hit] = {}
        self.open: _Rule | None = None
        """What the list that the last figure stands in counts."""
        self.outer: _Rule | None = None
        """What its things count, where harm of their own is told of people: «lost … 12 tanks»."""
        self.breakdown: _Rule | None = None
        """What all items of this sentence count that semicolons part."""

    def read(self) -> list[Hit]:
        """Return the hits, each figure read after those before it."""
        self._read_bulletin()
        previous: int | None = None
        waiting: list[int] = []
        for match in _FIGURE.finditer(self.reduced.kinds):
            position = match.start()
            hit = self.hits.get(position) or self._hit(position, previous)
            if hit is not None:
                self.hits[position] = hit
                self._open(hit)
            elif self.reduced.kinds[position] not in "6789":
                waiting.append(position)
            previous = position
        for position in waiting:
            self._read_bracket(position)
        return [self.hits[position] for position in sorted(self.hits)]

    def _open(self, hit: Hit) -> None:
        """Note what the list counts that a hit may begin."""
        outer = self.mask.left(hit.position) if hit.chunk.kind in "145" else None
        if outer is not None and outer.rule in _ENCLOSING and self._holds(outer):
            self.outer = _Rule(self.reduced.chunks[outer.position], outer.rule)
        self.open = _Rule(hit.verb, hit.rule, hit)
        if hit.rule in _SPECIFYING:
            self.breakdown = self.open

    def _read_bulletin(self) -> None:
        chunks = self.reduced.chunks
        for position, noun, category in find_bullets(self.reduced):
            self.hits[position] = Hit(chunks[position], category, "bullet", position, chunks[noun])
        for position in find_changes(self.reduced):
            total = self._latest(position)
            if total is not None:
                self.hits[position] = Hit(
                    chunks[position], total.category, "delta", position, total.verb
                )

    def _hit(self, position: int, previous: int | None) -> Hit | None:
        if is_adjective(self.reduced, position) or is_no_victim(self.reduced, position):
            return None
        is_listed_here = previous is not None and is_listed(self.mask.forward, previous, position)
        first: Governor | None = None
        for governor in governors(self.reduced, self.mask, position):
            hit = self._governed(governor, position)
            if hit is not None:
                return hit
            first = first or governor
        if not is_listed_here:
            self.open = self.breakdown if is_item(self.mask.backward, position) else None
        countable = self.reduced.kinds[position] not in "89"
        hit = self._continued(position, previous) if countable else None
        if hit is None and self.open is None and first is not None and self._holds(first):
            self.open = _Rule(self.reduced.chunks[first.position], first.rule)
        return hit

    def _holds(self, governor: Governor) -> bool:
        """Tell whether a harm word is stated as fact: not possible, not denied."""
        verb = governor.position
        if not self.mask.is_real(verb) or is_denied(self.reduced, verb):
            return False
        return not (is_hypothetical(self.reduced, verb) or is_purpose(self.reduced, verb))

    def _governed(self, governor: Governor, position: int) -> Hit | None:
        verb, chunk = self.reduced.chunks[governor.position], self.reduced.chunks[position]
        if governor.rule == "shared" and not shares_noun(chunk):
            return None
        if governor.rule == "none":
            suffered = category_of_none(harm_of(verb), is_verb=governor.position != position)
            return Hit(chunk, suffered, "none", position, verb) if suffered else None
        if not self._holds(governor) or (
            chunk.kind == "0" and is_said_of_thing(self.reduced, governor.position)
        ):
            return None
        harm = harm_of(verb)
        category: Category | None
        if verb.kind == "C":
            category = self._counted(governor, position)
        elif verb.kind in "Tj":
            category = toll_category(verb) if chunk.kind in "01" or verb.kind == "j" else None
        elif harm is None or (
            governor.rule == "toll" and not is_measured(self.reduced, governor.position, position)
        ):
            return None
        else:
            kind = counted_kind(self.reduced, position)
            if kind == "2" and chunk.kind in "05" and harm.things is None:
                kind = "0"  # the things told of before cannot have died
            category = category_of(harm, kind)
            if category is not None and meets_another_fate(
                self.reduced, governor.position, category
            ):
                category = "casualties"
        if category is None or self._is_excluded(category, chunk, position):
            return None
        if chunk.kind == "4" and governor.rule != "noun" and category == "casualties":
            return None
        return Hit(chunk, category, governor.rule, position, verb, governor.rule == "among")

    def _counted(self, governor: Governor, position: int) -> Category | None:
        """Return what a number counts: «put the number of … killed at 240,000», «the figure»."""
        if self.reduced.kinds[position] not in "01" or not is_measured(
            self.reduced, governor.position, position
        ):
            return None
        for chunk in self.reduced.chunks[governor.position + 1 : position]:
            harm = harm_of(chunk) if chunk.kind in "KJN" else None
            if harm is not None:
                return harm.people
        hits = [self.hits[at] for at in sorted(self.hits) if at < position] or self.earlier
        if any(hit.category == "killed" for hit in hits):
            return "killed"
        return hits[-1].category if hits else None

    def _is_excluded(self, category: Category, chunk: Chunk, position: int) -> bool:
        """Tell whether people are freed rather than held, or one person is «casualties»."""
        if category == "captured":
            return are_released(self.reduced, position)
        return category == "casualties" and chunk.figure is None

    def _latest(self, position: int) -> Hit | None:
        nearest = max((at for at in self.hits if at < position), default=None)
        return self.hits[nearest] if nearest is not None else None

    def _continued(self, position: int, previous: int | None) -> Hit | None:
        """Return the hit of a figure that takes its harm from an earlier figure."""
        mask = self.mask.forward
        if rule := part_rule(mask, self.mask.backward, position):
            total = self._latest(position)
            is_early = rule not in _ENCLOSED and (is_at_head(position) or rule == "breakdown")
            if total is None and previous is None and self.earlier and is_early:
                total = self.earlier[-1]
            return self._part(total, rule, position) if total else None
        total = self._latest(position)
        if total is not None and self._is_compared(total.position, position):
            return self._part(total, "compared", position)
        if self.open is not None:
            is_thing = self.reduced.kinds[position] == "2"
            return self._listed((is_thing and self.outer) or self.open, position)
        if self.reduced.kinds[position] != "0" or not (self.earlier or self.hits):
            return None
        if restates(mask, self.mask.backward, position):
            return self._part(total or self.earlier[0], "restated", position)
        if previous is None and self.earlier and continues(mask, position):
            return self._part(self.earlier[-1], "continued", position)
        if is_told_anew(self.reduced, position, total.position if total else None):
            return self._part(total or self.earlier[0], "restated", position)
        return None

    def _is_compared(self, earlier: int, position: int) -> bool:
        """Tell whether a figure is set against another: «climbed to 31 from 24»."""
        link = self.reduced.chunks[position - 1].term
        lemma = link.lemma if link is not None else ""
        between = self.reduced.kinds[earlier + 1 : position]
        return (between == "f" and lemma == "from") or (
            between.endswith(",f") and len(between) <= _HEAD and lemma in _AGAINST
        )

    def _part(self, total: Hit, rule: str, position: int) -> Hit | None:
        """Return a part of a total: it has the category of the total, things for themselves."""
        chunk, category = self.reduced.chunks[position], total.category
        if total.chunk.kind in "67":
            return None
        if chunk.kind == "2" and category != "equipment":
            harm = harm_of(total.verb)
            if harm is None or harm.things is None:
                return None
            category = harm.things
        if self._is_excluded(category, chunk, position):
            return None
        return Hit(
            chunk, category, rule, position, total.verb, rule not in ("compared", "restated")
        )

    def _listed(self, rule: _Rule, position: int) -> Hit | None:
        """Return the next of a list: the harm word of the list says what became of its noun."""
        chunk, model = self.reduced.chunks[position], rule.model
        if chunk.kind in "01" and follows_preposition(self.reduced, position):
            return None
        noun, harm = counted_kind(self.reduced, position), harm_of(rule.verb)
        category: Category | None
        if model is not None and (model.part or harm is None):
            category = model.category
        elif harm is None or (rule.rule in ("noun", "harmed") and chunk.kind != "0"):
            return None
        else:
            category = category_of(harm, noun)
        if category is None or self._is_excluded(category, chunk, position):
            return None
        return Hit(chunk, category, "list", position, rule.verb, bool(model and model.part))

    def _read_bracket(self, position: int) -> None:
        """Give a part within brackets before its total's verb the harm of the total."""
        if self.mask.forward[position - 1 : position] not in ("(", ",", "i"):
            return
        if part_rule(self.mask.forward, self.mask.backward, position) is None:
            return
        later = min((at for at in self.hits if at > position), default=None)
        if later is not None and (hit := self._part(self.hits[later], "bracket", position)):
            self.hits[position] = hit
