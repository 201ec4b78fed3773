"""Find single attacks that were repelled: «beat off an assault», «the raid was repulsed».

Such an attack becomes a chunk of kind `3` without a figure: an implied one.
"""

import re

from pipelines.claims.reading.chunks import Chunk, Reduced
from pipelines.lexicon import symbols

_ATTACK = r"(?P<attack>[dsv6][wsZP6x-]{0,4}R)"
_OBJECT = re.compile(rf"(?P<verb>[KkG]){_ATTACK}")
_SUBJECT = re.compile(rf"(?<![fo]){_ATTACK}[wfodsPLDZ]{{0,8}}h?b[wD]{{0,2}}(?P<verb>K)")
_DETERMINERS = frozenset({"a", "an", "another", "the"})


def name_repulses(reduced: Reduced) -> Reduced:
    """Return the sentence with a chunk for every single attack that was repelled."""
    if symbols.ATTACK not in reduced.kinds:
        return reduced
    found = {
        match.span("attack")
        for pattern in (_OBJECT, _SUBJECT)
        for match in pattern.finditer(reduced.kinds)
        if _is_repulse(reduced, match)
    }
    if not found:
        return reduced
    chunks: list[Chunk] = []
    position = 0
    for first, last in sorted(found):
        if first < position:
            continue
        tokens = tuple(token for chunk in reduced.chunks[first:last] for token in chunk.tokens)
        chunks += reduced.chunks[position:first]
        chunks.append(Chunk("3", tokens[0].start, tokens[-1].end, tokens, head=tokens[-1]))
        position = last
    chunks += reduced.chunks[position:]
    return Reduced(reduced.sentence, tuple(chunks), "".join(chunk.kind for chunk in chunks))


def _is_repulse(reduced: Reduced, match: re.Match[str]) -> bool:
    first, last = match.span("attack")
    attack, determiner = reduced.chunks[last - 1].term, reduced.chunks[first].token.term
    verb = reduced.chunks[match.start("verb")].term
    if attack is None or attack.plural or determiner is None or verb is None:
        return False
    is_one = determiner.text in _DETERMINERS
    return is_one and verb.harm is not None and verb.harm.attacks is not None
