"""Carry out `tallywire evaluate`: measure, print, and write the files that were asked for."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipelines.evaluation.fitting import as_table, best_penalty, examples, fit
from pipelines.evaluation.gold import GoldError
from pipelines.evaluation.measure import Measured, measure_file
from pipelines.evaluation.misses import write_misses
from pipelines.evaluation.report import figures, report


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for besides the report: files to write, documents to hold back, JSON."""

    misses: Path | None = None
    hold_back: int | None = None
    confidence: Path | None = None
    as_json: bool = False


def write(gold: Path, wanted: Wanted, say: Callable[[str], None]) -> None:
    """Measure the extractor on a gold file and tell the result to `say`, line by line.

    Raises `GoldError` where the file is no gold file, or is overwritten by what is asked for.
    """
    for target in (wanted.misses, wanted.confidence):
        if target is not None and target.exists() and target.samefile(gold):
            raise GoldError(f"{target} is the gold file itself: name another output")
    measured = measure_file(gold, wanted.hold_back)
    if wanted.as_json:
        say(json.dumps(figures(measured)))
    else:
        for line in report(measured):
            say(line)
    if wanted.misses is not None:
        n = write_misses(measured, wanted.misses)
        if not wanted.as_json:
            say(f"\n{n} errors are in {wanted.misses}")
    if wanted.confidence is not None:
        _fit(measured, wanted.confidence)
        if not wanted.as_json:
            say(f"\nweights of confidence are in {wanted.confidence}")


def _fit(measured: Measured, path: Path) -> None:
    known = examples(measured.outcomes)
    if not known:
        raise GoldError("confidence cannot be fitted: no claim was read in an open document")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_table(fit(known, best_penalty(known)), known), encoding="utf-8")
