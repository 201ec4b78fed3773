"""The typed shape of the vocabularies: what a term, an actor, a place, a conflict is."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ahocorasick_rs import AhoCorasick

from pipelines.lexicon.weights import Weights
from pipelines.records import Category, Qualifier, Verification, VictimClass

PhraseKind = Literal["window", "today", "offset", "unit", "same", "holiday", "vague"]


@dataclass(frozen=True, slots=True)
class Harm:
    """What a harm word says of people, of things and of attacks; None where it says nothing."""

    form: str
    people: Category | None
    things: Category | None
    attacks: Category | None


@dataclass(frozen=True, slots=True)
class Term:
    """One surface form of a vocabulary.

    `symbol` is the one-letter mention class (see `symbols`), `lemma` the singular noun, canonical
    name or id, `kind` the sub-class inside its vocabulary.
    """

    text: str
    symbol: str
    lemma: str
    kind: str = ""
    side: str | None = None
    victim_class: VictimClass | None = None
    harm: Harm | None = None
    plural: bool = False


@dataclass(frozen=True, slots=True)
class Actor:
    """One who asserts figures: an institution, force or organisation."""

    actor_id: str
    name: str
    kind: str
    side: str | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """One gazetteer entry; latitude and longitude in degrees (WGS 84), where known."""

    place_id: str
    name: str
    kind: str
    country: str | None
    latitude: float | None
    longitude: float | None
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """One armed conflict: when it began, who fights whom, and the phrases that name it.

    The phrases of `opening` tell of the attack that began it, on the day that it began.
    Each camp lists the sides that fight together; where a state fights armed groups, the first
    side of the first camp is that state.
    """

    conflict_id: str
    start: dt.date
    camps: tuple[tuple[str, ...], ...]
    phrases: tuple[str, ...]
    opening: tuple[str, ...] = ()

    @property
    def sides(self) -> tuple[str, ...]:
        """Every side that fights in it."""
        return tuple(side for camp in self.camps for side in camp)

    @property
    def principals(self) -> tuple[str, ...]:
        """The side that leads each camp."""
        return tuple(camp[0] for camp in self.camps)


@dataclass(frozen=True, slots=True)
class Campaign:
    """A siege, battle or offensive: its first and last day, and the names that are told with it."""

    campaign_id: str
    start: dt.date
    end: dt.date
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Removal:
    """A pattern of numbers that never count harm (ages, calibres, money …)."""

    removal_id: str
    pattern: str
    reason: str
    example: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pattern of words that say how sure figures are; `trigger` stands in each of its matches."""

    doubt_id: str
    trigger: str
    pattern: re.Pattern[str]
    status: Verification


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A number word; `kind` is unit, tens, scale, score, couple, both or vague."""

    word: str
    value: int
    kind: str


@dataclass(frozen=True, slots=True)
class PeriodPhrase:
    """A relative period: `days` long, `shift` days from the day that its kind counts from.

    A `window` ends on the as-of date, `today` counts from publication, an `offset` from the day
    that the text told last; a `unit` is a calendar week, month or year of publication; `same`
    points to the period told last. A `holiday` is day `shift` of month `days`, and a `vague` one
    resolves to nothing.
    """

    phrase: str
    kind: PhraseKind
    days: int
    shift: int


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Everything the claims core knows of words. Built once by `load_lexicon`, never changed.

    `terms[i]` are the senses of `patterns[i]`, the preferred first; the automaton reads a text
    `spaced`, and its match `j` is of `patterns[matched[j]]`.
    """

    automaton: AhoCorasick
    matched: tuple[int, ...]
    patterns: tuple[str, ...]
    terms: tuple[tuple[Term, ...], ...]
    index: Mapping[str, int]
    removals: tuple[Removal, ...]
    numbers: Mapping[str, NumberWord]
    qualifiers_before: Mapping[str, Qualifier]
    qualifiers_after: Mapping[str, Qualifier]
    units: frozenset[str]
    periods: Mapping[str, PeriodPhrase]
    conflicts: tuple[Conflict, ...]
    campaigns: tuple[Campaign, ...]
    relative_sides: Mapping[str, tuple[str, ...]]
    class_words: Mapping[str, tuple[str, ...]]
    deed_words: Mapping[str, tuple[str, ...]]
    cues: Mapping[str, str]
    titles: frozenset[str]
    actors: Mapping[str, Actor]
    certainty: tuple[Doubt, ...]
    places: Mapping[str, Place]
    place_names: Mapping[str, Place]
    confidence: Weights
    place_words: Mapping[str, str]
    digest: str
