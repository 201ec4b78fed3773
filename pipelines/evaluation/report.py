"""The answer of `tallywire evaluate`: tables of shares, as text or as one JSON object."""

from collections.abc import Sequence
from dataclasses import asdict, astuple
from typing import Any

from pipelines.evaluation.fitting import FOLDS, best_penalty, cross_validated, examples, log_loss
from pipelines.evaluation.matching import SLOTS
from pipelines.evaluation.measure import Measured
from pipelines.evaluation.reliability import Bin, Judged, bins, calibration_error, judged
from pipelines.evaluation.scoring import Outcome, Tally, by_kind, confusions, share, tally
from pipelines.evaluation.tables import Cell, table
from pipelines.evaluation.totals import Total, total_shares
from pipelines.records import CATEGORIES

_COMMONEST = 3
_MOST_KINDS = 12
_ENOUGH = 100
"""Below this many claims a reliability across folds says nothing."""

_HEADLINE = ("found", "record", "full")


def report(measured: Measured) -> list[str]:
    """Return the report as lines of text, at most 100 columns wide."""
    if measured.totals or measured.held_back_totals:
        return _totals(measured)
    groups = _groups(measured)
    lines = []
    for name, outcomes in groups:
        sums = tally(outcomes)
        lines.append(
            f"{name}: {sums.documents} documents, {sums.gold} explicit claims, "
            f"{sums.predicted} read; {sums.implicit_gold} implied ones, "
            f"recall {share(sums.implicit_found, sums.implicit_gold):.3f}"
        )
    tallies = [(name, tally(outcomes)) for name, outcomes in groups]
    lines += ["", *_headline(tallies), "", *_categories(groups), "", *_slots(groups)]
    lines += ["", *_kinds(groups)]
    for name, outcomes in groups:
        lines += ["", *_reliability(f"confidence: {name}", judged(outcomes))]
    known = examples(measured.outcomes)
    if len(known) >= _ENOUGH:
        title = f"confidence, if fitted to these documents: each of {FOLDS} parts by the others"
        lines += ["", *_reliability(title, cross_validated(known, best_penalty(known)))]
    return lines


def figures(measured: Measured) -> dict[str, Any]:
    """Return the numbers of the report as one object, by group: `all`, or `open` and `held`."""
    if measured.totals or measured.held_back_totals:
        return {
            name: {category: asdict(shares) for category, shares in total_shares(totals).items()}
            for name, totals in _totals_groups(measured)
        }
    return {name: _as_object(outcomes) for name, outcomes in _groups(measured)}


def _as_object(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    sums = tally(outcomes)
    result: dict[str, Any] = {
        "documents": sums.documents,
        "gold": sums.gold,
        "predicted": sums.predicted,
        "implicit_gold": sums.implicit_gold,
        "implicit_recall": share(sums.implicit_found, sums.implicit_gold),
        "slots": {slot: sums.accuracy(slot) for slot in SLOTS},
        "calibration_error": calibration_error(bins(judged(outcomes))),
    }
    for name in _HEADLINE:
        shares = sums.shares(getattr(sums, name))
        result[name] = {"p": shares.precision, "r": shares.recall, "f1": shares.f1}
    return result


def _groups(measured: Measured) -> list[tuple[str, tuple[Outcome, ...]]]:
    if not measured.held_back:
        return [("all", measured.outcomes)]
    return [("open", measured.outcomes), ("held", measured.held_back)]


def _shares(sums: Tally, hits: int) -> list[Cell]:
    shares = sums.shares(hits)
    return [shares.precision, shares.recall, shares.f1]


def _beside(title: str, names: Sequence[str], columns: Sequence[str]) -> list[str]:
    """Return a header: the columns once for each group, under its name where there are two."""
    marked = len(names) > 1
    return [title, *(f"{name}\n{c}" if marked else c for name in names for c in columns)]


def _headline(tallies: Sequence[tuple[str, Tally]]) -> list[str]:
    header = _beside("", [name for name, _ in tallies], ["P", "R", "F1"])
    rows = [
        [what, *(cell for _, sums in tallies for cell in _shares(sums, getattr(sums, what)))]
        for what in _HEADLINE
    ]
    return table(header, rows)


def _categories(groups: Sequence[tuple[str, Sequence[Outcome]]]) -> list[str]:
    header = _beside("found, by category", [n for n, _ in groups], ["gold", "read", "P", "R", "F1"])
    rows: list[list[Cell]] = []
    for category in CATEGORIES:
        row: list[Cell] = [category]
        for _, outcomes in groups:
            sums = tally(outcomes, category)
            row += [sums.gold, sums.predicted, *_shares(sums, sums.found)]
        rows.append(row)
    return table(header, rows)


def _slots(groups: Sequence[tuple[str, Sequence[Outcome]]]) -> list[str]:
    """Return the accuracy of each slot, and what the open documents confuse it with."""
    header = _beside("right, by slot", [name for name, _ in groups], ["share"])
    mixed = confusions(groups[0][1])
    tallies = [tally(outcomes) for _, outcomes in groups]
    rows: list[list[Cell]] = []
    for slot in SLOTS:
        common = mixed[slot].most_common(_COMMONEST)
        told = ", ".join(f"{gold} → {read} {n}" for (gold, read), n in common)
        rows.append([slot, *(sums.accuracy(slot) for sums in tallies), told])
    return table([*header, " commonest confusions, annotated → read"], rows)


def _kinds(groups: Sequence[tuple[str, Sequence[Outcome]]]) -> list[str]:
    columns = ["documents", "gold", "found F1", "record F1", "full F1"]
    header = ["by kind of document", *columns]
    rows: list[list[Cell]] = []
    for name, outcomes in groups:
        for kind, members in list(by_kind(outcomes).items())[:_MOST_KINDS]:
            sums = tally(members)
            shares = [sums.shares(getattr(sums, what)).f1 for what in _HEADLINE]
            title = f"{kind}, {name}" if len(groups) > 1 else kind
            rows.append([title, sums.documents, sums.gold, *shares])
    return table(header, rows)


def _reliability(title: str, claims: Sequence[Judged]) -> list[str]:
    rows = bins(claims)
    cells: list[list[Cell]] = [
        [_range(row), row.n, row.mean_confidence, row.share_right] for row in rows
    ]
    return [
        title,
        *table(["", "n", "mean confidence", "record right"], cells),
        f"expected calibration error {calibration_error(rows):.3f}, "
        f"log loss {log_loss(claims):.3f} (a coin: 0.693)",
    ]


def _range(row: Bin) -> str:
    return f"{row.low:.1f} to {row.high:.1f}"


def _totals_groups(measured: Measured) -> list[tuple[str, tuple[Total, ...]]]:
    if not measured.held_back_totals:
        return [("all", measured.totals)]
    return [("open", measured.totals), ("held", measured.held_back_totals)]


def _totals(measured: Measured) -> list[str]:
    groups = _totals_groups(measured)
    columns = ["n", "exact", "n above 0", "exact above 0"]
    rows: list[list[Cell]] = []
    for name, totals in groups:
        for category, shares in total_shares(totals).items():
            title = f"{category}, {name}" if len(groups) > 1 else category
            rows.append([title, *astuple(shares)])
    return table(["totals of documents", *columns], rows)
