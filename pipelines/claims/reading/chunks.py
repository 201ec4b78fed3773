"""Group tokens into chunks: a figure with its noun, an implied one, a side or actor in words.

A sentence becomes a second, shorter string with one letter a chunk, which the predicate rules read:
`1` figure + people, `2` figure + things, `3` figure + attacks, `4` figure + harm noun, `5` figure
+ harm word (12 wounded, ten wounded soldiers), `0` bare figure, `6`/`7` implied person/thing, `8` a
figure that counts what is no victim (two villages), `9` nobody or no victims, `s` a side or an
actor; every other token keeps its symbol.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pipelines.claims.reading.tokens import Sentence, Token
from pipelines.lexicon import Term, symbols
from pipelines.records import Figure

_MODIFIERS = "[wZSALODMCqx'-]"
_CHUNK = re.compile(
    r"(?P<quantity>Q(?:o[dv]?(?P<of>[QS])?|o[dv])?\"?)"
    rf"(?P<state>O?[SA]?(?:[KJX](?!D)|N(?=P)))?(?P<mods>{_MODIFIERS}{{0,5}}?)(?P<head>Y?[PERN]+(?:'w?N)?|Y|q(?!'?[wqPEYRN]))"
    r"|(?P<harmed>Q(?:o[dv]?)?O?(?:[Sw](?![KJ](?:[dn]|w?[QPSAE])))?(?P<word>[KJ](?![wd]?[QPSA])))"
    r"|(?P<none>l(?:[SAYwZ]{0,2}(?P<nhead>[PEN]+))?)"
    r"|(?P<bare>Q(?:od?[QS]?|od)?O?)"
    r"|(?P<another>@(?=O?[wD]?(?:h?b|[KJX])|[,.;y]|$)|(?<=[KkG])@(?=[fD])"
    r"|dO(?=[wD]?(?:hb?[KJX]|b[KJX]|X)|(?<=[KkG]dO)(?:[fD,.;]|$)))"
    rf"|(?P<implied>[d@v](?P<imods>O?[wZSALPYKJqx-]{{0,4}}?(?:\([SAZ]\))?)(?P<ihead>[PE]+))(?![ZSAq])"
    r"|(?P<side>[d@]?[wZ]?[SA](?:[SAZ]|w(?=P))*'?(?:[w]{0,2}P|Y)?|[d@]?[wZ]{0,2}[SA]?YoZ?[SA]+|[d@][PY]+)"
)
_KINDS = {"P": "1", "Y": "1", "E": "2", "R": "3", "N": "4"}


class Chunk(NamedTuple):
    """Some tokens that mean one thing; `kind` is its letter in the reduced sentence.

    `figure` is None where no number stands; `head` is the noun, `harm` the harm word of kind 5
    (which is its head too where it has no noun).
    """

    kind: str
    start: int
    end: int
    tokens: tuple[Token, ...]
    figure: Figure | None = None
    head: Token | None = None
    total: Figure | None = None
    harm: Token | None = None

    @property
    def term(self) -> Term | None:
        """The preferred sense of the head, or None."""
        return self.head.term if self.head else None

    @property
    def token(self) -> Token:
        """The first token."""
        return self.tokens[0]


@dataclass(frozen=True, slots=True)
class Reduced:
    """A sentence in chunks; `kinds[i]` is the letter of `chunks[i]`."""

    sentence: Sentence
    chunks: tuple[Chunk, ...]
    kinds: str


def reduce(sentence: Sentence) -> Reduced:
    """Return the chunks of a sentence."""
    chunks: list[Chunk] = []
    letters = sentence.symbols.translate(_PLAIN)
    kinds: list[str] = []
    position = 0
    for match in _CHUNK.finditer(sentence.symbols):
        chunk = _chunk(match, sentence)
        if chunk is None:
            continue
        first = match.start()
        if position < first:
            chunks += _plain(sentence.tokens[position:first], letters[position:first])
            kinds.append(letters[position:first])
        chunks.append(chunk)
        kinds.append(chunk.kind)
        position = match.end()
    chunks += _plain(sentence.tokens[position:], letters[position:])
    kinds.append(letters[position:])
    return Reduced(sentence, tuple(chunks), "".join(kinds))


_PLAIN = str.maketrans(
    {
        symbols.OBJECT: symbols.WORD,
        symbols.WORD_CLASSES["another"]: symbols.WORD_CLASSES["determiner"],
    }
)
"""What a token is to the rules where it counts nothing."""


def _plain(tokens: Sequence[Token], letters: str) -> list[Chunk]:
    """Return a chunk for each token; there are many, so they are made without a call."""
    new = tuple.__new__
    return [
        new(Chunk, (letter, token[1], token[2], (token,), None, token, None, None))
        for letter, token in zip(letters, tokens, strict=True)
    ]


def _chunk(match: re.Match[str], sentence: Sentence) -> Chunk | None:
    tokens = sentence.tokens[match.start() : match.end()]
    start, end = tokens[0].start, tokens[-1].end
    if match["side"] is not None:
        return Chunk("s", start, end, tokens)
    if match["implied"] is not None:
        head = sentence.tokens[match.end("ihead") - 1]
        if head.term is None or not _is_one(tokens[0], head.term):
            return Chunk("s" if match["ihead"][-1] == symbols.PEOPLE else "e", start, end, tokens)
        kind = "6" if match["ihead"][-1] == symbols.PEOPLE else "7"
        return Chunk(kind, start, end, tokens, head=head)
    if match["another"] is not None:
        is_one = tokens[-1].term is not None and tokens[-1].term.text in ("another", "other")
        return Chunk("6", start, end, tokens) if is_one else None
    if match["none"] is not None:
        return _nobody(match, sentence)
    figure = tokens[0].figure
    if match["bare"] is not None:
        return Chunk("0", start, end, tokens, figure)
    if match["harmed"] is not None:
        word = sentence.tokens[match.end("word") - 1]
        return Chunk("5", start, end, tokens, figure, word, harm=word)
    head = sentence.tokens[match.end("head") - 1]
    if match["head"] == symbols.OBJECT:
        return Chunk("8", start, end, tokens, head=head)
    total = next((t.figure for t in tokens[1:] if t.figure is not None), None)
    if match["state"] is not None and match["head"][-1] in "PE":
        word = sentence.tokens[match.end("state") - 1]
        return Chunk("5", start, end, tokens, figure, head, total, word)
    return Chunk(_KINDS[match["head"][-1]], start, end, tokens, figure, head, total)


def _nobody(match: re.Match[str], sentence: Sentence) -> Chunk:
    """Return «no casualties», «nobody» as a count of zero, a bare «no» as a negation."""
    tokens = sentence.tokens[match.start() : match.end()]
    start, end = tokens[0].start, tokens[-1].end
    if match["nhead"] is not None:
        return Chunk("9", start, end, tokens, head=tokens[-1])
    term = tokens[0].term
    stands_alone = term is not None and term.lemma != "no"
    return Chunk("9" if stands_alone else symbols.NEGATION, start, end, tokens, head=tokens[0])


def _is_one(determiner: Token, noun: Term) -> bool:
    """Tell whether a noun without a number means one: «an aircraft» does, «the police» not."""
    if not noun.plural:
        return True
    is_same = noun.text == noun.lemma
    return is_same and determiner.term is not None and determiner.term.text in ("a", "an")
