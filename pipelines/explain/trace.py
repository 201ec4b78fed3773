"""Follow one text through the extractor: its sentences, what they were taken for, its claims."""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.claims import extract_claims
from pipelines.claims.reading.chunks import Chunk, Reduced
from pipelines.claims.reading.document import Document
from pipelines.claims.reading.mentions import Mentions, fold
from pipelines.explain.reasons import why_no_claim, why_no_claims, why_removed
from pipelines.explain.words import NAMES
from pipelines.lexicon import load_lexicon, symbols
from pipelines.records import Article, Claim, Evidence

SLOTS = (
    "qualifier",
    "category",
    "equipment",
    "victim_side",
    "victim_class",
    "claimant",
    "relay",
    "period",
    "cumulative",
    "place",
    "verification",
)
_EVIDENCE = {"qualifier": "figure", "equipment": "category", "cumulative": "period"}
"""Slots that are read off the evidence of another."""

_NOBODY = "9"
"""The chunk that counts none without a numeral: «no soldiers»."""

_NOTHING = {"cumulative": "no", "verification": "not_stated"}


@dataclass(frozen=True, slots=True)
class Tag:
    """Some words of a sentence and what they were taken for; `name` is empty for plain words."""

    kind: str
    name: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """One slot of a claim: its value, how it was reached, by which rule, from which words.

    `how` is empty where there is no value, and `untold` where no evidence was kept; `sentence` is
    the number of the sentence of the words where it is not that of the claim.
    """

    slot: str
    value: str | None
    how: str
    rule: str
    words: str
    start: int | None = None
    end: int | None = None
    sentence: int | None = None


@dataclass(frozen=True, slots=True)
class ExplainedClaim:
    """One claim with its slots; `number` counts the claims of the text from 1."""

    number: int
    claim: Claim
    slots: tuple[Slot, ...]
    part_of: int | None
    restates: int | None


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """A number that makes no claim, and why not."""

    start: int
    end: int
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class ExplainedSentence:
    """A sentence that holds a claim or a number; `number` counts all sentences from 1."""

    number: int
    start: int
    end: int
    text: str
    tags: tuple[Tag, ...]
    claims: tuple[ExplainedClaim, ...]
    unclaimed: tuple[Unclaimed, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """One text explained; `refused` tells why the whole of it was passed over, else None."""

    doc_id: str
    published_at: dt.datetime | None
    refused: str | None
    sentences: tuple[ExplainedSentence, ...]


def explain(article: Article) -> Explanation:
    """Return how an article was read: every sentence of it that holds a claim or a number."""
    lexicon = load_lexicon()
    mentions = Mentions(article.text, fold(article.text), lexicon)
    document = Document(article, lexicon, mentions)
    refused = why_no_claims(mentions, lexicon)
    claims = extract_claims(article, lexicon)
    numbers = {claim.claim_id: number for number, claim in enumerate(claims, start=1)}
    starts = [claim.start for claim in claims]
    sentences = []
    for reduced in document.sentences:
        sentence = reduced.sentence
        first, last = (bisect_left(starts, at) for at in (sentence.start, sentence.end))
        here = claims[first:last]
        explained = tuple(_explained(claim, numbers, document) for claim in here)
        left = tuple(_unclaimed(reduced, here, document, refused))
        if explained or left:
            sentences.append(
                ExplainedSentence(
                    sentence.index + 1,
                    sentence.start,
                    sentence.end,
                    article.text[sentence.start : sentence.end],
                    tuple(_tag(chunk, document) for chunk in reduced.chunks),
                    explained,
                    left,
                )
            )
    return Explanation(article.article_id, article.published_at, refused, tuple(sentences))


def _tag(chunk: Chunk, document: Document) -> Tag:
    words = document.text[chunk.start : chunk.end]
    return Tag(chunk.kind, NAMES.get(chunk.kind, ""), chunk.start, chunk.end, words)


def _unclaimed(
    reduced: Reduced, claims: Sequence[Claim], document: Document, refused: str | None
) -> Iterator[Unclaimed]:
    told = {claim.start for claim in claims}
    for chunk in reduced.chunks:
        if chunk.kind == _NOBODY and not told & {token.start for token in chunk.tokens}:
            words = document.text[chunk.start : chunk.end]
            reason = refused or why_no_claim(chunk, reduced, document)
            yield Unclaimed(chunk.start, chunk.end, words, reason)
        for token in chunk.tokens:
            if token.start in told:
                continue
            told.add(token.start)
            words = document.text[token.start : token.end]
            if token.symbol == symbols.REMOVED:
                yield Unclaimed(token.start, token.end, words, why_removed(token, document))
            elif token.figure is not None:
                reason = refused or _why(token is chunk.token, chunk, reduced, document)
                yield Unclaimed(token.start, token.end, words, reason)


def _why(is_first: bool, chunk: Chunk, reduced: Reduced, document: Document) -> str:
    if is_first:
        return why_no_claim(chunk, reduced, document)
    return "the whole of which the figure before it is a part"


def _explained(claim: Claim, numbers: dict[str, int], document: Document) -> ExplainedClaim:
    return ExplainedClaim(
        numbers[claim.claim_id],
        claim,
        tuple(_slot(slot, claim, document) for slot in SLOTS if _can_have(claim, slot)),
        numbers.get(claim.part_of or ""),
        numbers.get(claim.restates or ""),
    )


def _can_have(claim: Claim, slot: str) -> bool:
    """Tell whether a claim of its category can have a slot: no class of tanks, no kind of men."""
    if slot == "equipment":
        return claim.category == "equipment"
    return slot != "victim_class" or claim.category not in ("equipment", "repelled")


def _slot(slot: str, claim: Claim, document: Document) -> Slot:
    value = _value(slot, claim)
    item = _evidence(slot, claim)
    if value is None:
        return Slot(slot, None, "", "", "")
    if value == _NOTHING.get(slot):
        return Slot(slot, value, "default", "", "")
    if item is None:
        return Slot(slot, value, "untold", "", "")
    words = " ".join(document.text[item.start : item.end].split())
    home, there = (_sentence_at(at, document) for at in (claim.start, item.start))
    elsewhere = there if there != home else None
    return Slot(slot, value, item.how, item.rule, words, item.start, item.end, elsewhere)


def _evidence(slot: str, claim: Claim) -> Evidence | None:
    wanted = (slot, _EVIDENCE.get(slot))
    return next((item for item in claim.evidence if item.slot in wanted), None)


def _sentence_at(offset: int, document: Document) -> int:
    """Return the number, from 1, of the sentence that holds an offset."""
    return bisect_right(document.sentences.spans, offset, key=lambda span: span.start)


def _value(slot: str, claim: Claim) -> str | None:
    if slot == "period":
        if claim.period_start is None and claim.period_end is None:
            return None
        first, last = claim.period_start or "open", claim.period_end or "open"
        return str(first) if first == last else f"{first} to {last}"
    value = getattr(claim, slot)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return None if value is None else str(value)
