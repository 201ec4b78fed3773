"""When: the period that a figure covers, resolved to days, and whether it is a running total."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.claims.chunks import Reduced
from pipelines.claims.dates import DateMention, conflict_start
from pipelines.claims.document import Document
from pipelines.claims.links import Draft
from pipelines.claims.predicates import Hit
from pipelines.records import Claim, Evidence, How, PeriodKind, Span

_CUMULATIVE = re.compile(
    r"\b(?:so far|to date|in total|overall|altogether|running (?:total|tally)|death toll|"
    r"(?:has|have|had) (?:risen|climbed|grown)|brings? (?:to|the)|bringing|total losses|"
    r"since the (?:start|beginning|outbreak))\b",
    re.IGNORECASE,
)
_ALIKE = 1.5
_RATE = re.compile(r"\b(?:per|a|each|every) (?:day|week|month)\b|\bdaily\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a figure covers, both ends included; None is open or untold."""

    start: dt.date | None
    end: dt.date | None
    kind: PeriodKind
    cumulative: bool
    evidence: tuple[Evidence, ...]


@dataclass(slots=True)
class Told:
    """What each claimant has told so far: the day the last figure ended on, the last by kind."""

    as_of: dict[str | None, dt.date]
    last: dict[tuple[str | None, str, str | None], Claim]

    def note(self, claim: Claim) -> None:
        """Remember a claim; claims come in the order of the text."""
        self.last[claim.claimant, claim.category, claim.victim_side] = claim
        if claim.period_end is not None:
            self.as_of[claim.claimant] = claim.period_end


def find_period(draft: Draft, document: Document, claimant: str | None, told: Told) -> Period:
    """Return the period of a figure, from its sentence, else from what was told before."""
    hit, reduced = draft.hit, draft.reduced
    as_of = told.as_of.get(claimant)
    sentence = reduced.sentence
    here = document.dates_within(sentence)
    words = document.text[sentence.start : sentence.end]
    if hit.rule in ("bullet", "delta"):
        listed = _listed(hit, reduced, document)
        if listed is not None:
            return listed
    cumulative = bool(_CUMULATIVE.search(words)) or hit.rule == "toll"
    since = next((d for d in here if d.role == "since"), None)
    anchor = _day(here) or as_of
    if since is not None:
        end = _until(here) or (document.published if cumulative else None)
        return _period(since.first, end, "since", True, since, "explicit")
    window = next((d for d in here if d.kind == "window"), None)
    explicit = [d for d in here if d.kind in ("day", "span", "month")]
    if window is not None:
        last = anchor or document.published
        if last is None:
            return Period(None, None, "untold", cumulative, ())
        last += dt.timedelta(days=0 if anchor else window.shift)
        start = last - dt.timedelta(days=window.days - 1)
        return _period(start, last, "span", cumulative, window, "explicit")
    if len(explicit) >= 2 and re.search(r"\b(?:between|from)\s$", _before(explicit[0], document)):
        first, last = explicit[0].first, explicit[1].last
        if first and last and first <= last:
            return _period(first, last, "span", cumulative, explicit[0], "explicit")
    if explicit:
        near = min(explicit, key=lambda d: abs(d.start - hit.chunk.start))
        kind: PeriodKind = "day" if near.first == near.last else "span"
        return _period(near.first, near.last, kind, cumulative, near, "explicit")
    if _RATE.search(words[hit.chunk.end - sentence.start :][:30]):
        return Period(None, None, "rate", False, ())
    before = told.last.get((claimant, hit.category, draft.victim.side))
    if before is not None and _restates_total(draft, before):
        return Period(before.period_start, before.period_end, "since", True, ())
    return _inherited(sentence.index, document, cumulative)


def _restates_total(draft: Draft, before: Claim) -> bool:
    """Tell whether a figure puts the running total told before more exactly or anew."""
    low, high = sorted((draft.figure.low, before.low))
    return before.cumulative and not draft.hit.part and high <= _ALIKE * low


def _listed(hit: Hit, reduced: Reduced, document: Document) -> Period | None:
    """Return the period of a bulletin's line: a running total, or the change in its brackets."""
    before = document.dates_within(Span(0, hit.chunk.start))
    ends = (d.last for d in before if d.role != "since" and d.kind == "day" and d.last)
    as_of = next(ends, document.published)
    if hit.rule == "delta":
        return Period(as_of, as_of, "day", False, ())
    since = next((d for d in reversed(before) if d.role == "since"), None)
    if since is not None:
        return _period(since.first, as_of, "since", True, since, "inherited")
    if reduced.kinds[hit.position + 1 : hit.position + 3] == "(+":
        sides = frozenset(document.side_counts)
        return Period(conflict_start("", sides, document.lexicon), as_of, "since", True, ())
    return None


def _period(
    start: dt.date | None,
    end: dt.date | None,
    kind: PeriodKind,
    cumulative: bool,
    mention: DateMention,
    how: How,
) -> Period:
    evidence = Evidence("period", mention.start, mention.end, how, f"period.{mention.kind}")
    if start and end and end < start:
        end = None
    return Period(start, end, kind, cumulative, (evidence,))


def _day(dates: Sequence[DateMention]) -> dt.date | None:
    """Return the day that a sentence is about, for windows that end on it."""
    days = [d.last for d in dates if d.kind == "day" and d.role != "since"]
    return days[0] if days else None


def _until(dates: Sequence[DateMention]) -> dt.date | None:
    return next((d.last for d in dates if d.role != "since" and d.last), None)


def _before(mention: DateMention, document: Document) -> str:
    return document.text[max(0, mention.start - 9) : mention.start].lower()


def _inherited(index: int, document: Document, cumulative: bool) -> Period:
    """Return the day of a sentence shortly before, where this one names none."""
    paragraph = document.sentences[index].sentence.paragraph
    for earlier in reversed(document.sentences[max(0, index - 3) : index]):
        sentence = earlier.sentence
        if paragraph - sentence.paragraph > 1:
            break
        for mention in reversed(document.dates_within(sentence)):
            if mention.first is not None and mention.role != "since":
                kind: PeriodKind = "day" if mention.first == mention.last else "span"
                return _period(mention.first, mention.last, kind, cumulative, mention, "inherited")
    return Period(None, None, "untold", cumulative, ())
