"""Where: the most specific place told for a figure, by its name in the article.

The figure's own sentence comes first, then its paragraph, then the event that an earlier paragraph
told, then the country that the whole article is about. A total of a war has no single place.
"""

import re
from dataclasses import dataclass

from pipelines.claims.drafts import Draft
from pipelines.claims.places.chains import Told, settle
from pipelines.claims.places.place_names import AROUND, REGION, SETTLEMENT
from pipelines.claims.places.spots import Spot, Spots
from pipelines.claims.places.topics import Topics
from pipelines.claims.reading.document import Document
from pipelines.records import Evidence, How

_PARAGRAPH_BACK, _ARTICLE_BACK = 5, 12
_LOCAL_MOST = 3_000
"""No single event costs so many: a larger figure is a total of a war."""

_CLAUSE = re.compile(r"[;:|]|, (?:while|but|and|with|whereas|after|though|although) | while | but ")
_PART = re.compile(
    r"\b[a-z\d]+ of (?:them|whom|these) (?:[a-z]+ ){0,2}$"
    r"|(?:,|\band|\() ?\d{1,3}(?:,\d{3})* (?:over|in|near|at|above) (?:the )?$"
)
_THE_REGION = re.compile(
    r"\b(?:the|this|that) (?:region|province|oblast|governorate|state)\b"
    r"(?![ -](?:of|media|tv|television|news|police|security|department|run|owned))"
)


@dataclass(frozen=True, slots=True)
class Location:
    """The place of a figure: its name, the words around it, and the evidence."""

    place: str | None
    text: str | None
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Choice:
    spot: Spot
    how: How
    rule: str


class Places:
    """Tells the place of each figure of one article."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._spots = Spots(document)
        self._spans = document.sentences.spans
        self._told_in: dict[int, Told] = {}
        self._topics = Topics(document, self._told)

    def find(self, draft: Draft, *, is_total: bool) -> Location:
        """Return the place of a figure; `is_total` tells of a running total.

        Rows of a bulletin have no place; a running total goes on from no other paragraph's.
        """
        figure, index = draft.figure, draft.reduced.sentence.index
        choice = self._in_sentence(figure.start, index)
        if choice is None and draft.hit.rule not in ("bullet", "delta"):
            choice = self._around(index, figure.value, is_total=is_total)
        if choice is None:
            return Location(None, None, ())
        spot = choice.spot
        name = self._document.text[spot.start : spot.end]
        evidence = Evidence("place", spot.start, spot.end, choice.how, choice.rule)
        return Location(name, name, (evidence,))

    def is_local(self, index: int) -> bool:
        """Tell whether a sentence names a settlement or a site where something happened."""
        return any(s.precision <= AROUND and s.role == "at" for s in self._told(index))

    def _in_sentence(self, position: int, index: int) -> _Choice | None:
        here = self._told(index)
        best = self._best(here, position)
        if best is not None:
            return _Choice(best, "explicit", "place.sentence")
        # An authority that brings the figure speaks of its own place; one named after it may not.
        before = [s for s in here if s.role == "local" and s.start < position]
        local = next((s for s in before if s.precision <= AROUND), None)
        return _Choice(local, "explicit", "place.authority") if local else None

    def _around(self, index: int, value: int | None, *, is_total: bool) -> _Choice | None:
        """Return the place that other sentences tell for a figure of this one."""
        is_counted_up = is_total
        is_total = (value or 0) >= _LOCAL_MOST or self._topics.sums_up(index)
        if self._settled(index).is_scattered:
            country = self._topics.country
            return _Choice(country, "inherited", "place.country") if country else None
        region = self._region(index)
        if region is not None:
            return _Choice(region, "anaphor", "place.region")
        carried = self._carried(index, REGION if is_total else SETTLEMENT)
        if carried is not None:
            return _Choice(carried, "inherited", "place.carried")
        local = next((s for s in self._told(index) if s.role == "local"), None)
        if local is not None and local.precision <= AROUND:
            return _Choice(local, "explicit", "place.authority")
        if index < self._topics.head_end and local is None:
            return None
        if self._topics.turns_away(index):
            return None
        event = None if is_total else self._event(index, is_counted_up=is_counted_up)
        if event is not None:
            return event
        if local is not None:
            return _Choice(local, "explicit", "place.authority")
        country = self._topics.country
        if country is None or not (is_total or not self._topics.opens_anew(index)):
            return None
        return _Choice(country, "inherited", "place.country")

    def _event(self, index: int, *, is_counted_up: bool) -> _Choice | None:
        """Return the place of the event that an earlier paragraph told, where it goes on."""
        if self._spots.main is not None:
            return _Choice(self._spots.main, "inherited", "place.main")
        if is_counted_up or self._topics.opens_anew(index):
            return None
        if self._topics.refers_back(index):
            recent = self._recent(index)
            return _Choice(recent, "inherited", "place.event") if recent else None
        head = self._topics.headline
        if head is None or head.precision > AROUND:
            return None
        return _Choice(head, "inherited", "place.topic")

    def _region(self, index: int) -> Spot | None:
        """Return the region that a sentence calls «the region», by its latest name."""
        span = self._spans[index]
        if not _THE_REGION.search(self._document.folded, span.start, span.end):
            return None
        for earlier in range(index - 1, max(-1, index - _ARTICLE_BACK), -1):
            for spot in reversed(self._told(earlier)):
                if spot.precision == REGION and spot.role != "aside":
                    return spot
        return None

    def _carried(self, index: int, least: int) -> Spot | None:
        """Return the place of the nearest earlier sentence of the paragraph that tells one.

        A total covers no single settlement: `least` is the precision that it may have.
        """
        paragraph, main = self._spans[index].paragraph, self._spots.main
        named: Spot | None = None
        for earlier in range(index - 1, max(-1, index - 1 - _PARAGRAPH_BACK), -1):
            if self._spans[earlier].paragraph != paragraph:
                break
            told = [spot for spot in self._told(earlier) if spot.precision >= least]
            if main is not None and any(self._is_event_at(spot, main) for spot in told):
                return main
            best = self._best(told, self._spans[earlier].start)
            if best is not None and best.role == "at":
                return best
            named = named or best
        return named

    def _is_event_at(self, spot: Spot, main: Spot) -> bool:
        folded = self._document.folded
        is_same = folded[main.start : main.end] in folded[spot.start : spot.end]
        return is_same and spot.role in ("at", "named")

    def _recent(self, index: int) -> Spot | None:
        for earlier in range(index - 1, max(-1, index - _ARTICLE_BACK), -1):
            best = self._best(self._told(earlier), self._spans[earlier].start)
            if best is not None:
                return best
        return self._topics.headline

    def _told(self, index: int) -> list[Spot]:
        return self._settled(index).spots

    def _settled(self, index: int) -> Told:
        if index not in self._told_in:
            self._told_in[index] = settle(self._document, self._spots.within(index))
        return self._told_in[index]

    def _best(self, spots: list[Spot], position: int) -> Spot | None:
        """Return the place that goes with the figure at `position`."""
        fitting = [spot for spot in spots if self._goes_with(spot, position)]
        return min(fitting, key=lambda spot: self._rank(spot, position), default=None)

    def _goes_with(self, spot: Spot, position: int) -> bool:
        """Tell whether something may have happened at a place, and to the figure at `position`.

        «26 of them in Kursk region» places the 26 alone.
        """
        if spot.role not in ("at", "named"):
            return False
        text = self._document.text
        if position < spot.start and text.find(";", position, spot.start) >= 0:
            return False
        part = _PART.search(text, max(0, spot.start - 60), spot.start)
        return part is None or part.start() <= position < spot.start

    def _rank(self, spot: Spot, position: int) -> tuple[bool, int, int, int]:
        first, last = sorted((spot.start, position))
        clauses = len(_CLAUSE.findall(self._document.text, first, last))
        return (spot.role != "at", clauses, spot.precision, abs(spot.start - position))
