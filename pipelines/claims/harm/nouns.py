"""What a figure counts, and which words tie it to a count or take it back."""

import re

from pipelines.claims.harm.categories import harm_of
from pipelines.claims.reading.chunks import Chunk, Reduced
from pipelines.lexicon import symbols
from pipelines.records import Category

_UNKNOWN_NOUN = re.compile(r"0(?:w|Z)")
_ATTACKS = re.compile(r"0[wEZ-]{1,4}(?:,?&[wEZ-]{1,4})?R")
"""«Numerous small-arms and improvised bomb attacks»."""
_HEADINGS = ("EK:", "EJ:", "EX:")
"""«Tanks destroyed: 3»."""
_CLAUSE_END = re.compile(r"[,;:]")
_ALTERNATIVE = re.compile(r"(?:,(?P<second>K))?,?(?P<link>&)(?P<third>K)?")
_LINK = re.compile(r"[rb:][^,;]{0,4}$|^,$")
_RELEASE = symbols.WORD_CLASSES["release"]
_SPEAKING = re.compile(r"(?:[oaf][dwLZsSvP]{1,4})?c(?![wD]?[KJXub])")
_LED = re.compile(r"[16][Wt][wD]{1,2}$")
"""«A commander who led …»: what stands there is whom the people before lead."""
_LED_FROM = 4
_UNREAL = frozenset({"would", "should"})
_NO_PREPOSITIONS = frozenset({"when", "where", "after", "before", "as", "since", "at"})
"""Conjunctions of the same class, and «at», behind which a count stands: «the hospital at 52»."""
_MEASURES = frozenset({"at", "to", "from", "as"})


def has_noun(chunk: Chunk) -> bool:
    """Tell whether a figure with harm of its own has a noun too: «ten captured men»."""
    return chunk.head is not chunk.harm


def counted_kind(reduced: Reduced, position: int) -> str:
    """Return what a figure counts: its own noun's kind, else that of the figure before.

    `1` people, `2` things, `3` attacks, `0` untold, `?` a noun that no vocabulary knows.
    """
    kinds, chunk = reduced.kinds, reduced.chunks[position]
    if chunk.kind == "5" and has_noun(chunk):
        return "2" if chunk.head is not None and chunk.head.symbol == symbols.EQUIPMENT else "1"
    if chunk.kind not in "05":
        return chunk.kind
    if _ATTACKS.match(kinds, position):
        return "3"
    if _counts_unknown(reduced, position):
        return "?"
    if kinds[max(0, position - 3) : position].startswith(_HEADINGS):
        return "2"
    return next((kind for kind in reversed(kinds[:position]) if kind in "12"), "0")


def _counts_unknown(reduced: Reduced, position: int) -> bool:
    tokens = reduced.chunks[position].tokens
    last = tokens[-1].term
    if len(tokens) == 1 or (last is not None and last.lemma == "other"):
        return _UNKNOWN_NOUN.match(reduced.kinds, position) is not None
    return reduced.kinds[position] == "5" and tokens[-2].symbol == symbols.WORD


def shares_noun(chunk: Chunk) -> bool:
    """Tell whether a figure has but a word that describes: «eight civilian and five … deaths»."""
    return chunk.kind == "0" or (
        chunk.kind == "1" and chunk.term is not None and not chunk.term.plural
    )


def stands_within(reduced: Reduced, position: int, verb: int) -> bool:
    """Tell whether a figure stands in a clause of another subject: «, who led 200 men, was»."""
    if _LED.search(reduced.kinds[max(0, position - _LED_FROM) : position]):
        return True
    if "," not in reduced.kinds[position:verb]:
        return False
    comma = reduced.kinds.rfind(",", 0, position)
    is_clause = comma >= 0 and reduced.kinds[comma + 1] == "W"
    return is_clause or follows_preposition(reduced, position)


def follows_preposition(reduced: Reduced, position: int) -> bool:
    """Tell whether a figure stands right behind a preposition: «from one family»."""
    if reduced.kinds[position - 1 : position] != "f":
        return False
    term = reduced.chunks[position - 1].term
    return term is not None and term.lemma not in _NO_PREPOSITIONS


def is_adjective(reduced: Reduced, position: int) -> bool:
    """Tell whether a figure only describes: «a 12-storey block»."""
    chunks = reduced.chunks[position : position + 3]
    return (
        len(chunks) == 3
        and chunks[1].kind == "-"
        and chunks[0].end == chunks[1].start
        and chunks[1].end == chunks[2].start
    )


def is_no_victim(reduced: Reduced, position: int) -> bool:
    """Tell whether an implied one is not harmed itself, or counted already.

    «A leader from Rann said», «the tank's crew», «one, a woman of 61, was wounded», «to find out
    if the leader was among the dead».
    """
    kinds = reduced.kinds
    if kinds[position] == "7":
        return "'" in kinds[position + 1 : position + 3]
    if kinds[position] != "6":
        return False
    if kinds[position - 1 : position] == "m":
        return True
    if kinds[max(0, position - 2) : position] in ("0,", "1,"):
        figure = reduced.chunks[position - 2].figure
        return figure is not None and figure.value == 1
    return _SPEAKING.match(kinds, position + 1) is not None


def is_measured(reduced: Reduced, count: int, position: int) -> bool:
    """Tell whether words link a count to its figure: «at 20», «rose to 20», «, 141»."""
    link = reduced.kinds[count + 1 : position]
    if _LINK.search(link):
        return True
    if "o" in link and "f" not in link:
        return reduced.kinds[count] == "T"
    words = (chunk.term for chunk in reduced.chunks[count + 1 : position])
    return any(term is not None and term.lemma in _MEASURES for term in words)


def is_hypothetical(reduced: Reduced, verb: int) -> bool:
    """Tell whether a perfect tells what did not happen: «could have lost fifty men»."""
    modal = reduced.kinds.rfind("m", max(0, verb - 4), verb)
    if modal < 0 or "h" not in reduced.kinds[modal:verb]:
        return False
    term = reduced.chunks[modal].term
    lemma = term.lemma if term is not None else ""
    return lemma in _UNREAL or (lemma == "could" and "b" not in reduced.kinds[modal:verb])


def is_purpose(reduced: Reduced, verb: int) -> bool:
    """Tell whether a verb says what somebody set out to do: «an operation to capture a leader».

    What means were used for was done: «used drones to destroy two tanks».
    """
    if reduced.kinds[verb - 1 : verb + 1] != "uk":
        return False
    clause = max(reduced.kinds.rfind(mark, 0, verb) for mark in ",;c")
    return symbols.WORD_CLASSES["means"] not in reduced.kinds[clause + 1 : verb]


def is_denied(reduced: Reduced, verb: int) -> bool:
    """Tell whether the clause hangs on a verb of denial: «denied that 600 were killed»."""
    cue = reduced.kinds.rfind("c", 0, verb)
    if cue < 0 or reduced.kinds.find(",", cue, verb) >= 0:
        return False
    term = reduced.chunks[cue].term
    return bool(term and term.kind == "deny")


def are_released(reduced: Reduced, position: int) -> bool:
    """Tell whether the clause of a figure speaks of freeing: «60 prisoners were exchanged»."""
    kinds = reduced.kinds
    start = max(kinds.rfind(mark, 0, position) for mark in ",;:") + 1
    end = _CLAUSE_END.search(kinds, position)
    stop = end.start() if end else len(kinds)
    return any(
        kinds[at] == _RELEASE
        or (
            kinds[at] == symbols.CUE and kinds[at - 1] in "b45" and _can_release(reduced.chunks[at])
        )
        for at in range(start, stop)
    )


def _can_release(chunk: Chunk) -> bool:
    return chunk.head is not None and chunk.head.sense(_RELEASE) is not None


def meets_another_fate(reduced: Reduced, verb: int, category: Category) -> bool:
    """Tell whether another harm may have befallen the same: «were killed, captured or …»."""
    match = _ALTERNATIVE.match(reduced.kinds, verb + 1)
    if match is None or category == "equipment":
        return False
    link = reduced.chunks[match.start("link")].term
    other = max(match.start("second"), match.start("third"))
    if other < 0 or link is None or link.lemma != "or":
        return False
    harm = harm_of(reduced.chunks[other])
    return harm is not None and harm.people not in (None, category)


def is_said_of_thing(reduced: Reduced, verb: int) -> bool:
    """Tell whether the word before a verb is a thing that bears no losses: «bonds lost two»."""
    before = reduced.chunks[verb - 1].head if verb else None
    return before is not None and before.symbol == symbols.OBJECT
