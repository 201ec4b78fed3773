"""What a harm word says of the noun that a figure counts: killed, casualties, equipment …"""

from pipelines.claims.reading.chunks import Chunk
from pipelines.lexicon import Harm
from pipelines.records import Category

_TOLLS: dict[str, Category] = {
    "wounded": "wounded",
    "casualties": "casualties",
    "captured": "captured",
    "missing": "missing",
}


def harm_of(chunk: Chunk) -> Harm | None:
    """Return what the harm word of a chunk says, or None where it holds none."""
    word = chunk.harm or chunk.head
    if word is None:
        return None
    return next((term.harm for term in word.senses if term.harm is not None), None)


def category_of(harm: Harm, noun: str) -> Category | None:
    """Return what a harm word says of a figure; None where it says nothing of its noun.

    `noun` is the kind of chunk whose noun is counted: `1` people, `2` things, `0` untold, `?` a
    noun that no vocabulary knows, `8` one that is never a victim.
    """
    if noun == "3":
        return harm.attacks
    if noun in "27":
        return harm.things
    if noun == "8":
        return None
    if noun == "?":
        return harm.people if harm.things is None else None
    if noun == "0":
        return harm.people or harm.things or harm.attacks
    return harm.people


def toll_category(verb: Chunk) -> Category:
    """Return what a toll counts: the dead where nothing else is told."""
    kind = verb.term.kind if verb.term else ""
    return _TOLLS.get(kind.partition("_")[2], "killed")


def category_of_none(harm: Harm | None, *, is_verb: bool) -> Category | None:
    """Return what nobody suffered: where nobody was hurt, nobody was killed either."""
    if harm is None:
        return None
    return "casualties" if is_verb and harm.people == "wounded" else harm.people
