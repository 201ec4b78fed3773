"""Find named people who were killed or wounded: they are implied ones, and the name is the figure.

A name next to a harm word becomes one chunk of kind `6`. The words that describe its bearer («the
commander, Ivan Petrenko, was killed») then count no further one.
"""

import re
from collections.abc import Sequence

from pipelines.claims.reading.chunks import Chunk, Reduced
from pipelines.claims.reading.tokens import Token
from pipelines.lexicon import symbols

_HARMED = re.compile("[KkXGN]")
_NAME = r"Z(?:Z|\.(?=Z)){0,5}"
_ASIDE = r"(?:(?:,[^,;:0-57-9KkXGUBW\"]{1,30}){1,3},|\([^()0-57-9]{0,40}\))"
_SUBJECT = re.compile(
    rf"(?<![Zofdy])(?P<name>{_NAME})(?P<aside>{_ASIDE})?,?W?[wD]{{0,2}}"
    r"(?:h?w?b[wbcDn]{0,4}(?P<passive>[KX])|h?w?(?P<intransitive>X))"
)
_OBJECT = re.compile(
    rf"(?P<verb>[KkG]|[GNk]o)(?P<pre>(?:Z{{0,2}}[sPYA.,'wxd6-]){{0,5}}?)"
    rf"(?P<name>{_NAME}L?)(?P<aside>{_ASIDE}|,6|,1)?(?![PERNSA'Z])"
)
"""An Afghan who is called like a town («Haji Dawran») still is a person."""
_ALONE = re.compile(r"[KkG]Z[ZL]?(?:[.,;]|&6|&d?1|$)")
"""«Killing Hemat.», «killed Rostum and his associate»: nothing but a person can be meant."""
_NAMESAKE = re.compile(r"[KkG](?P<name>s)(?=[.,;]|&6|$)")
_COUNTED_BEFORE = re.compile(r"[0-59][^,;:]{0,3},[^,;:]{0,8}$")
"""«At least one, the journalist Ivan Petrenko, was killed»: the figure counts him already."""
_PASSIVE_BEFORE = re.compile(r"b[wnD]{0,3}$")
_FALL = re.compile(r"\bfall|\bfell")
_NEAR = 16
_BETWEEN = frozenset(".,Zwdsx-(")
_ROLES = frozenset({symbols.PEOPLE, symbols.SPEAKER})
_PERSONAL = frozenset({"killed", "wounded"})
_HELD = "captured"


def name_victims(reduced: Reduced) -> Reduced:
    """Return the sentence with a chunk for every named person who was killed or wounded."""
    if not _HARMED.search(reduced.kinds):
        return reduced
    reduced = _with_namesakes(reduced)
    if symbols.NAME not in reduced.kinds:
        return reduced
    chunks = list(reduced.chunks)
    for match in reversed(_matches(reduced)):
        first, last = match.span("name")
        role = _role(chunks, match)
        if role is None and not _is_plain(match, chunks):
            continue
        if _is_capture(chunks, match) and not _is_fighter(role, chunks, match):
            continue
        for at in range(match.start(), match.end()):
            if chunks[at].kind == "6" or _is_one(chunks[at]):
                chunks[at] = chunks[at]._replace(kind="s")
            elif at < first and chunks[at].kind in _ROLES:
                chunks[at] = chunks[at]._replace(kind=symbols.WORD)
        names = tuple(chunk.token for chunk in chunks[first:last])
        chunks[first:last] = [Chunk("6", names[0].start, names[-1].end, names, head=role)]
    return Reduced(reduced.sentence, tuple(chunks), "".join(chunk.kind for chunk in chunks))


def _with_namesakes(reduced: Reduced) -> Reduced:
    """Return the sentence with people called like a country as names: «killing Malawi Sahib»."""
    if _NAMESAKE.search(reduced.kinds) is None:
        return reduced
    chunks = list(reduced.chunks)
    for match in _NAMESAKE.finditer(reduced.kinds):
        country, *names = chunks[at := match.start("name")].tokens
        is_country = country.term is not None and country.term.kind == "country"
        if is_country and names and all(token.symbol == symbols.NAME for token in names):
            chunks[at] = chunks[at]._replace(kind=symbols.NAME)
    return Reduced(reduced.sentence, tuple(chunks), "".join(chunk.kind for chunk in chunks))


def _matches(reduced: Reduced) -> Sequence[re.Match[str]]:
    """Return where a person is told as victim, in order and without overlaps."""
    found: list[re.Match[str]] = []
    for match in sorted(
        (*_SUBJECT.finditer(reduced.kinds), *_OBJECT.finditer(reduced.kinds)),
        key=lambda match: match.start("name"),
    ):
        is_free = not found or found[-1].end("name") <= match.start("name")
        start = match.start("name")
        if _COUNTED_BEFORE.search(reduced.kinds[max(0, start - _NEAR) : start]):
            continue
        if is_free and _harms_people(reduced, match):
            found.append(match)
    return found


def _is_plain(match: re.Match[str], chunks: Sequence[Chunk]) -> bool:
    """Tell whether a name without a role can only be a person's: a place falls, too."""
    first, last = match.span("name")
    groups = match.groupdict()
    if groups.get("intransitive"):
        word = chunks[match.start("intransitive")].term
        return last - first > 1 and word is not None and not _FALL.search(word.text)
    return last - first > 1 or bool(groups.get("passive")) or _stands_alone(match)


def _is_one(chunk: Chunk) -> bool:
    """Tell whether a figure behind a name means its bearer: «Torak, one of the leaders»."""
    return chunk.kind == "1" and chunk.figure is not None and chunk.figure.value == 1


def _stands_alone(match: re.Match[str]) -> bool:
    return _ALONE.match(match.string, match.start()) is not None


def _harms_people(reduced: Reduced, match: re.Match[str]) -> bool:
    """Tell whether the harm word kills or wounds, and things not as well: places are hit, too."""
    groups = match.groupdict()
    if groups.get("verb") is not None:
        verb = match.start("verb")
        if reduced.kinds[verb] == "K" and _PASSIVE_BEFORE.search(
            reduced.kinds[max(0, verb - _NEAR) : verb]
        ):
            return False
    else:
        verb = match.start("passive" if groups["passive"] else "intransitive")
    term = reduced.chunks[verb].term
    harm = term.harm if term is not None else None
    if harm is None:
        return False
    return harm.people == _HELD or (harm.people in _PERSONAL and harm.things is None)


def _role(chunks: Sequence[Chunk], match: re.Match[str]) -> Token | None:
    """Return the noun that tells who the named person is: «Captain …», «…, a radio producer»."""
    first, last = match.span("name")
    for chunk in reversed(chunks[max(0, first - 4) : first]):
        if (token := _noun_of_person(chunk)) is not None:
            return token
        if chunk.kind not in _BETWEEN:
            break
    nouns = map(_noun_of_person, chunks[last : match.end()])
    return next((token for token in nouns if token is not None), None)


def _noun_of_person(chunk: Chunk) -> Token | None:
    return next((t for t in reversed(chunk.tokens) if t.symbol in _ROLES), None)


def _is_capture(chunks: Sequence[Chunk], match: re.Match[str]) -> bool:
    groups = match.groupdict()
    verb = next(name for name in ("verb", "passive", "intransitive") if groups.get(name))
    term = chunks[match.start(verb)].term
    return term is not None and term.harm is not None and term.harm.people == _HELD


def _is_fighter(role: Token | None, chunks: Sequence[Chunk], match: re.Match[str]) -> bool:
    """Tell whether a named prisoner is told to bear arms: «the Taliban leader …», «Colonel …»."""
    term = role.term if role is not None else None
    if term is None:
        return False
    if term.victim_class == "military":
        return True
    first, last = match.span("name")
    beside = (*chunks[max(0, first - 1) : first], *chunks[last : match.end()])
    return any(t.term is not None and t.term.kind == "group" for c in beside for t in c.tokens)
