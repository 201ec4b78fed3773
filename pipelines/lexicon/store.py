"""Build the one `Lexicon` from the data files: automaton, indexes, and the digest of its bytes."""

import functools
import hashlib
from collections.abc import Iterable
from pathlib import Path

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from pipelines.lexicon import doubts, gazetteer, roles, speaking, symbols, times, vocabularies
from pipelines.lexicon.model import Actor, Lexicon, Place, Term
from pipelines.lexicon.reading import DATA, LexiconError
from pipelines.lexicon.spacing import spaced
from pipelines.lexicon.weights import confidence_weights

_NOT_READ = frozenset({"place_parents.csv", "publishers.csv"})
"""Tables that shape no claim: a new publisher is no reason to read every article again."""


@functools.cache
def load_lexicon(folder: Path = DATA) -> Lexicon:
    """Return the lexicon of `folder`, built once a process.

    Raises LexiconError with file and line where a data file cannot be used.
    """
    side_terms = list(vocabularies.side_terms(folder))
    sides = frozenset(term.side for term in side_terms if term.side)
    actors = vocabularies.actors(folder, sides)
    places = gazetteer.places(folder)
    cues = speaking.cues(folder)
    by_surface: dict[str, list[Term]] = {}
    for term in (
        *actor_terms(actors),
        *speaking.media(folder),
        *side_terms,
        *place_terms(places),
        *vocabularies.harm_terms(folder),
        *vocabularies.thing_terms(folder, "equipment", symbols.EQUIPMENT),
        *speaking.speaker_terms(folder),
        *vocabularies.people_terms(folder),
        *vocabularies.thing_terms(folder, "attacks", symbols.ATTACK),
        *vocabularies.thing_terms(folder, "objects", symbols.OBJECT),
        *speaking.cue_terms(cues),
        *vocabularies.word_terms(folder),
        *vocabularies.context_terms(folder),
    ):
        by_surface.setdefault(term.text.lower(), []).append(term)
    patterns = tuple(by_surface)
    spellings = _spellings(patterns)
    return Lexicon(
        automaton=AhoCorasick(
            list(spellings),
            matchkind=MatchKind.LeftmostLongest,
            implementation=Implementation.ContiguousNFA,
        ),
        matched=tuple(spellings.values()),
        patterns=patterns,
        terms=tuple(tuple(senses) for senses in by_surface.values()),
        index={pattern: i for i, pattern in enumerate(patterns)},
        removals=vocabularies.removals(folder),
        numbers=vocabularies.numbers(folder),
        qualifiers_before=vocabularies.qualifiers(folder, "before"),
        qualifiers_after=vocabularies.qualifiers(folder, "after"),
        units=vocabularies.units(folder),
        periods=times.periods(folder),
        conflicts=times.conflicts(folder, sides),
        campaigns=times.campaigns(folder),
        relative_sides=roles.relative_sides(folder),
        class_words=roles.class_words(folder),
        deed_words=roles.deed_words(folder),
        certainty=doubts.certainty(folder),
        cues=cues,
        titles=speaking.titles(folder),
        actors={actor.actor_id: actor for actor in actors},
        places={place.place_id: place for place in places},
        place_names=_unambiguous_names(places),
        confidence=confidence_weights(folder),
        place_words=gazetteer.place_words(folder),
        digest=_digest(folder),
    )


def _spellings(patterns: Iterable[str]) -> dict[str, int]:
    """Return the pattern of each spelling; of two that marks alone tell apart, the first."""
    spellings: dict[str, int] = {}
    for index, pattern in enumerate(patterns):
        spellings.setdefault(spaced(pattern), index)
    return spellings


def actor_terms(actors: Iterable[Actor]) -> list[Term]:
    """Return a term for every name of every actor; a name that two actors share is refused."""
    terms: dict[str, Term] = {}
    for actor in actors:
        for name in dict.fromkeys((actor.name, *actor.aliases)):
            if name in terms:
                raise LexiconError(
                    f"actors.csv: {name!r} names both {terms[name].lemma} and {actor.actor_id}"
                )
            terms[name] = Term(name, symbols.ACTOR, actor.actor_id, actor.kind, side=actor.side)
    return list(terms.values())


def place_terms(places: Iterable[Place]) -> list[Term]:
    """Return a term for every name of every place; its side is the country it lies in."""
    terms: dict[str, Term] = {}
    for place in places:
        for name in (place.name, *place.aliases):
            terms.setdefault(
                name, Term(name, symbols.PLACE, place.place_id, place.kind, side=place.country)
            )
    return list(terms.values())


def _unambiguous_names(places: Iterable[Place]) -> dict[str, Place]:
    """Return the places by lower-case name, without the names that two places share."""
    names: dict[str, set[str]] = {}
    by_id = {place.place_id: place for place in places}
    for place in by_id.values():
        for name in (place.name, *place.aliases):
            names.setdefault(name.lower(), set()).add(place.place_id)
    return {name: by_id[next(iter(ids))] for name, ids in names.items() if len(ids) == 1}


def _digest(folder: Path) -> str:
    """Return 8 hexadecimal digits of the bytes of what the rules read, so that a change shows."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.csv")):
        if path.name in _NOT_READ:
            continue
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:8]
