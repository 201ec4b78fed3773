"""Find people whom no list of nouns names: by a trade's form behind the name of an armed group.

«A Haqqani forger», «a Taliban improvised explosive device manufacturer» become a chunk of kind `6`
where a harm word stands beside them: whoever is arrested or killed is a person, and nouns of trade
have few endings. Things with such an ending («a Taliban bunker») are objects of the lexicon.
"""

import functools
import re

from pipelines.claims.reading.chunks import Chunk, Reduced
from pipelines.claims.reading.tokens import Token
from pipelines.lexicon import Term, symbols

_WHO = r"(?P<who>[se7])(?P<trade>w{0,4})(?![wZPEq'-])"
_OBJECT = re.compile(rf"(?:[KkG]|[NGk]o|[16],?&){_WHO}")
_SUBJECT = re.compile(rf"(?<![fy]){_WHO}(?=h?w?b[wbn]{{0,3}}[KX]|h?w?X)")
_HARMED = re.compile("[KkXGN]")
_TRADE = re.compile(r"[a-z-]{2,}(?:[^e\W]er|[tsd]or|ist|ian|smith|chief|mind|man|eer)")


def name_trades(reduced: Reduced, folded: str) -> Reduced:
    """Return the sentence with a chunk for every member of an armed group told by a trade."""
    if not _HARMED.search(reduced.kinds):
        return reduced
    chunks = list(reduced.chunks)
    for match in reversed(_matches(reduced.kinds)):
        first, last = match.start("who"), match.end("trade")
        tokens = tuple(token for chunk in chunks[first:last] for token in chunk.tokens)
        if _is_one_of_a_group(tokens) and (head := _trader(tokens[-1], folded)) is not None:
            chunks[first:last] = [Chunk("6", tokens[0].start, tokens[-1].end, tokens, head=head)]
    return Reduced(reduced.sentence, tuple(chunks), "".join(chunk.kind for chunk in chunks))


def _matches(kinds: str) -> list[re.Match[str]]:
    """Return where a noun can stand beside a harm word, in order, each place once."""
    found = {
        match.start("who"): match
        for pattern in (_SUBJECT, _OBJECT)
        for match in pattern.finditer(kinds)
    }
    return [found[start] for start in sorted(found)]


def _is_one_of_a_group(tokens: tuple[Token, ...]) -> bool:
    """Tell whether words begin with an article and name an armed group: «a senior Taliban …»."""
    is_told = tokens[0].symbol in (
        symbols.WORD_CLASSES["determiner"],
        symbols.WORD_CLASSES["another"],
    )
    return is_told and any(t.term is not None and t.term.kind == "group" for t in tokens[1:-1])


def _trader(noun: Token, folded: str) -> Token | None:
    """Return the noun as one for people: a speaker («official») or a plain word with the form."""
    if noun.symbol == symbols.SPEAKER and noun.term is not None and not noun.term.plural:
        return noun._replace(senses=(_term(noun.term.text), *noun.senses))
    word = folded[noun.start : noun.end]
    if noun.symbol != symbols.WORD or _TRADE.fullmatch(word) is None:
        return None
    return noun._replace(senses=(_term(word),))


@functools.lru_cache(maxsize=1024)
def _term(word: str) -> Term:
    return Term(word, symbols.PEOPLE, word, victim_class="military")
