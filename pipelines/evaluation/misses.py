"""Write down what went wrong, one line each with its words, so that mechanisms can be mended.

Documents that are held back never come here: whoever has read their errors would mend those.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from pipelines.evaluation.gold import Annotation
from pipelines.evaluation.matching import SLOTS
from pipelines.evaluation.measure import Measured
from pipelines.evaluation.scoring import Match, Outcome, wrong_slots
from pipelines.evaluation.totals import Total
from pipelines.records import CATEGORIES, Claim

_AROUND = 90
_OPENING = 300


def write_misses(measured: Measured, path: Path) -> int:
    """Write every miss, false alarm and wrong slot of the open documents; return how many.

    Markdown: a heading for each kind of error, with its count, and a line for each error.
    """
    sections = [*_sections(measured.outcomes), *_wrong_totals(measured.totals)]
    lines = ["# What went wrong", ""]
    for title, errors in sections:
        if errors:
            lines += [f"## {title}: {len(errors)}", "", *(f"- {error}" for error in errors), ""]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines), encoding="utf-8", errors="replace")
    return sum(len(errors) for _, errors in sections)


def _sections(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, list[str]]]:
    for category in CATEGORIES:
        yield f"Missed, {category}", list(_missed(outcomes, category, implicit=False))
    for category in CATEGORIES:
        yield f"Missed, implied {category}", list(_missed(outcomes, category, implicit=True))
    for category in CATEGORIES:
        yield f"False alarm, {category}", list(_false_alarms(outcomes, category))
    for slot in SLOTS:
        wrong = [
            _wrong(outcome, match, slot)
            for outcome in outcomes
            for match, wrong_slot in wrong_slots(outcome)
            if wrong_slot == slot
        ]
        yield f"Wrong {slot}", wrong


def _missed(outcomes: Iterable[Outcome], category: str, *, implicit: bool) -> Iterator[str]:
    for outcome in outcomes:
        for gold in outcome.missed:
            if (gold.category, gold.implicit) == (category, implicit):
                yield f"{_place(outcome)}: {_context(outcome, gold.start, gold.end)}"


def _false_alarms(outcomes: Iterable[Outcome], category: str) -> Iterator[str]:
    for outcome in outcomes:
        for claim in outcome.false_alarms:
            if claim.category == category:
                rule = _how(claim, "category")
                words = _context(outcome, claim.start, claim.end)
                yield f"{_place(outcome)}: {claim.value}{rule}: {words}"


def _wrong(outcome: Outcome, match: Match, slot: str) -> str:
    told, got = _value(match.gold, slot), _value(match.claim, slot)
    rule = _how(match.claim, slot)
    words = _context(outcome, match.gold.start, match.gold.end)
    return f"{_place(outcome)}: annotated {told}, read {got}{rule}: {words}"


def _value(holder: Annotation | Claim, slot: str) -> str:
    if slot != "period":
        return repr(getattr(holder, slot))
    return f"{holder.period_start or 'open'} to {holder.period_end or 'open'}"


def _how(claim: Claim, slot: str) -> str:
    """Return in brackets how a slot was reached, or nothing where there is no evidence for it."""
    slot = {"cumulative": "period", "qualifier": "figure"}.get(slot, slot)
    item = next((item for item in claim.evidence if item.slot == slot), None)
    return f" ({item.how}, {item.rule})" if item else ""


def _place(outcome: Outcome) -> str:
    return outcome.document.article.article_id


def _context(outcome: Outcome, start: int, end: int) -> str:
    text = outcome.document.article.text
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return " ".join(f"…{before}⟦{text[start:end]}⟧{after}…".split())


def _wrong_totals(totals: Iterable[Total]) -> Iterator[tuple[str, list[str]]]:
    groups: dict[str, list[str]] = {}
    for total in totals:
        if total.gold != total.read:
            article = total.document.article
            opening = " ".join(article.text[:_OPENING].split())
            groups.setdefault(f"Wrong total of {total.category}", []).append(
                f"{article.article_id}: counted {total.gold}, read {total.read}: {opening}…"
            )
    yield from groups.items()
