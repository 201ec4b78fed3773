"""Extract the claims of one article: run the stages in order and assemble the records."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.claims.arrests import is_arrest
from pipelines.claims.certainty.certainty import find_hedge
from pipelines.claims.certainty.verification import with_verification
from pipelines.claims.confidence import confidence
from pipelines.claims.drafts import Draft, Links
from pipelines.claims.harm.predicates import Hit, find_hits
from pipelines.claims.links import find_links
from pipelines.claims.past_deeds import is_past_deed
from pipelines.claims.places.places import Places
from pipelines.claims.reading.chunks import Chunk
from pipelines.claims.reading.document import Document
from pipelines.claims.reading.gate import (
    is_done_by_calamity,
    may_hold_claims,
    speaks_of_conflict,
    tells_other_cause,
)
from pipelines.claims.reading.mentions import Mentions, fold
from pipelines.claims.sources.attribution import Attributor
from pipelines.claims.sources.source import Source
from pipelines.claims.times.carrying import at_its_place
from pipelines.claims.times.periods import find_period
from pipelines.claims.times.told import Told
from pipelines.claims.version import extractor_version
from pipelines.claims.victims.victims import Victims
from pipelines.lexicon import Lexicon, symbols
from pipelines.records import Article, Claim, Evidence, Figure


@dataclass(frozen=True, slots=True)
class _Attributed:
    draft: Draft
    source: Source


def extract_claims(article: Article, lexicon: Lexicon) -> list[Claim]:
    """Return the claims of an article in text order.

    Every claim satisfies `article.text[claim.start:claim.end] == claim.figure`. The same article
    and lexicon always give the same claims.
    """
    folded = fold(article.text)
    if not may_hold_claims(folded, lexicon):
        return []
    mentions = Mentions(article.text, folded, lexicon)
    if not speaks_of_conflict(mentions, lexicon):
        return []
    document = Document(article, lexicon, mentions)
    claims: list[Claim] = []
    told = Told()
    places = Places(document)
    attributed = _attribute(document)
    for item in attributed:
        claims.append(_claim(item, document, told, places))
        told.note(claims[-1])
    links = find_links([item.draft for item in attributed], claims, document)
    linked = [_linked(claim, link, claims) for claim, link in zip(claims, links, strict=True)]
    return with_verification(linked, [item.source.side for item in attributed], document)


def _attribute(document: Document) -> list[_Attributed]:
    """Return every figure that counts harm, with its victims and its source."""
    attributor = Attributor(document)
    found: list[_Attributed] = []
    taken: set[tuple[int, str]] = set()
    victims = Victims(document)
    hits: dict[int, Sequence[Hit]] = {}
    for reduced in document.sentences.promising(lambda index: bool(hits.get(index - 1))):
        mentions = document.mentions_within(reduced.sentence)
        if tells_other_cause(mentions):
            continue
        index = reduced.sentence.index
        hits[index] = find_hits(reduced, hits.get(index - 1, ()))
        for hit in hits[index]:
            # A fire that is told of after an attack is mostly of its making.
            if not found and is_done_by_calamity(mentions, hit.verb.start):
                continue
            figure = hit.chunk.figure or _implied(hit.chunk, document)
            source = attributor.source(hit, reduced)
            victim = victims.find(hit, reduced, source)
            if (figure.start, hit.category) in taken:
                continue
            if is_past_deed(hit, reduced.sentence, source, document):
                continue
            if is_arrest(hit, victim, reduced.sentence, document):
                continue
            taken.add((figure.start, hit.category))
            found.append(_Attributed(Draft(hit, figure, reduced, victim), source))
    return found


def _implied(chunk: Chunk, document: Document) -> Figure:
    """Return the figure of an implied one or none: the article or «no» before the noun, a name."""
    token = chunk if chunk.token.symbol == symbols.NAME else chunk.token
    words = document.text[token.start : token.end]
    value = 0 if chunk.kind == "9" else 1
    return Figure(token.start, token.end, words, value, None, "exact", value, value)


def _claim(
    item: _Attributed,
    document: Document,
    told: Told,
    places: Places,
) -> Claim:
    draft, source = item.draft, item.source
    hit, figure, reduced, victim = draft.hit, draft.figure, draft.reduced, draft.victim
    period = find_period(draft, document, told)
    location = places.find(draft, is_total=period.cumulative)
    story = told.story(document)
    period = at_its_place(period, draft, story, location.place, places.is_local)
    evidence = (
        *_figure_evidence(draft),
        *victim.evidence,
        *source.evidence,
        *period.evidence,
        *location.evidence,
    )
    return Claim(
        article_id=document.article.article_id,
        version=document.article.version,
        extractor_version=extractor_version(document.lexicon),
        start=figure.start,
        end=figure.end,
        figure=figure.text,
        implicit=hit.chunk.figure is None and hit.chunk.kind != "9",
        category=hit.category,
        equipment=victim.equipment,
        value=figure.value,
        value_to=figure.value_to,
        qualifier=figure.qualifier,
        low=figure.low,
        high=figure.high,
        low_closed=True,
        high_closed=figure.high is not None,
        approximate=figure.approximate,
        victim_side=victim.side,
        victim_class=victim.victim_class,
        victim_text=victim.text,
        claimant=source.claimant,
        claimant_text=source.claimant_text,
        relay=source.relay,
        attribution=source.attribution,
        cue=source.cue,
        hedge=find_hedge(reduced.sentence.start, reduced.sentence.end, document),
        period_start=period.start,
        period_end=period.end,
        period_kind=period.kind,
        cumulative=period.cumulative,
        place=location.place,
        place_text=location.text,
        verification="not_stated",
        part_of=None,
        restates=None,
        confidence=confidence(evidence, document.lexicon.confidence),
        evidence=evidence,
    )


def _figure_evidence(draft: Draft) -> tuple[Evidence, ...]:
    """Return where the figure stands and which harm word, by which rule, governs it."""
    hit, figure = draft.hit, draft.figure
    rule = f"harm.{hit.rule}"
    return (
        Evidence("figure", figure.start, figure.end, "explicit", rule),
        Evidence("category", hit.verb.start, hit.verb.end, "explicit", rule),
    )


def _linked(claim: Claim, link: Links, claims: Sequence[Claim]) -> Claim:
    """Return the claim with its links as claim ids."""
    if link.part_of is not None:
        return replace(claim, part_of=claims[link.part_of].claim_id)
    if link.restates is not None:
        return replace(claim, restates=claims[link.restates].claim_id)
    return claim
